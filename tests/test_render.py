"""Every page, whatever it says: structure, links, languages, weight, and nothing from elsewhere."""

from __future__ import annotations

import gzip
import posixpath
import re
from urllib.parse import unquote, urlsplit

from tests import builders
from tests.builders import rich
from tests.rendering import Reader, four, html_pages, pages


def test_every_page_has_one_title_one_h1_and_no_skipped_heading() -> None:
    for path, seen in html_pages(four()).items():
        assert seen.headings.count(1) == 1, path
        steps = zip(seen.headings, seen.headings[1:], strict=False)
        assert seen.headings[0] == 1 and all(after <= before + 1 for before, after in steps), (path, seen.headings)
        assert len(seen.ids) == len(set(seen.ids)), path
        assert seen.open == [], path


def test_every_link_leads_somewhere_and_none_is_absolute_but_in_404() -> None:
    made = four()
    for path, seen in html_pages(made).items():
        for link in seen.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            if path != "404.html":
                assert not link.startswith("/"), (path, link)
            target = posixpath.normpath(posixpath.join("/", posixpath.dirname(path), unquote(parts.path)))[1:]
            if target.endswith((".vcf", ".ics")) or target in ("feed.xml", "opensearch.xml"):
                continue  # exports, which are not made here
            found = (
                path
                if not parts.path
                else target
                if target in made
                else posixpath.join(target, "index.html").lstrip("/")
            )
            assert found in made, (path, link)
            if parts.fragment:
                assert parts.fragment in Reader(made[found]).ids, (path, link)


def test_nothing_is_loaded_from_elsewhere_and_nothing_is_inline() -> None:
    for path, seen in html_pages(four()).items():
        for tag, name, value in seen.attributes:
            assert name != "style" and not name.startswith("on"), (path, tag, name)
            if (tag, name) in (("script", "src"), ("img", "src"), ("link", "href")) and "://" in value:
                assert value.startswith(builders.BASE_URL), (path, value)
        assert "<style" not in four()[path], path
        assert re.findall(r'<script(?! src=| type="application/ld\+json">\{)', four()[path]) == [], path


def test_pages_know_their_language_and_the_others() -> None:
    made = four()
    assert '<html lang="ja">' in made["cities/kita/index.html"]
    assert '<html lang="ja" class="easy">' in made["easy/cities/kita/index.html"]
    english = made["en/cities/kita/index.html"]
    assert '<html lang="en">' in english
    assert '<link rel="canonical" href="https://mihon.example.jp/en/cities/kita/">' in english
    assert 'rel="alternate"' not in english, "the sitemap says it once for all pages"
    assert re.findall(r'<a href="([^"]+)" lang="\w+" hreflang', english) == [
        "../../../cities/kita/", "../../../easy/cities/kita/", "../../../en/cities/kita/",
    ]  # fmt: skip


def test_no_reading_stands_in_its_braces() -> None:
    told = {path: re.findall(r"\{[^{}|<>]+\|[^{}|<>]+\}", text) for path, text in four().items() if ".html" in path}
    assert {path: found for path, found in told.items() if found} == {}


def test_every_structural_page_exists_in_every_language() -> None:
    made = set(four())
    texts = {"about/index.html", "staff/index.html", "downloads/index.html", "404.html", "_headers", "sw.js"}
    structural = {p for p in made if not p.startswith(("static/", "easy/", "en/"))} - texts
    assert len(structural) > 20
    assert {f"{lang}/{path}" for lang in ("easy", "en") for path in structural} <= made
    assert "en/about/index.html" in made and "easy/about/index.html" not in made


def test_a_text_page_is_linked_in_japanese_where_a_language_lacks_it() -> None:
    assert '<a href="../../../about/">みほん</a>' in four()["easy/cities/kita/index.html"]
    assert '<a href="../../../en/about/">About</a>' in four()["en/cities/kita/index.html"]
    assert '<a href="../../../staff/" lang="ja">みほん</a>' in four()["en/cities/kita/index.html"]


def test_the_site_works_under_any_base_path_and_only_404_knows_it() -> None:
    site = builders.site(rich(), base_url="https://example.jp/maps/mihon/")
    made = pages(site)
    assert 'href="/maps/mihon/map/"' in made["404.html"]
    assert "/maps/mihon/" not in re.sub(r"https://example\.jp/maps/mihon/", "", made["index.html"])


def test_no_reading_is_shown_in_braces() -> None:
    made = pages(builders.site(rich(languages=["ja", "en"]), settings=builders.settings(languages=("ja", "easy"))))
    assert "<ruby>英語<rp>" in made["easy/orgs/mihon/index.html"] and ">英語</option>" in made["easy/map/index.html"]
    assert [path for path, text in made.items() if re.search(r"\{[^{}|<>\"]+\|[ぁ-ん]+\}", text)] == []


def test_a_preview_says_so_and_hides_from_search_engines() -> None:
    made = pages(builders.site(rich(), preview=True))
    assert (
        '<meta name="robots" content="noindex">' in made["map/index.html"]
        and "X-Robots-Tag: noindex" in made["_headers"]
    )
    assert "noindex" not in four()["map/index.html"] + four()["_headers"]


def test_two_prints_are_the_same() -> None:
    site = builders.site(rich("a"), rich("b", kana="びい"))
    assert pages(site) == pages(site)


def test_pages_stay_light() -> None:
    made = four()
    size = {path: len(gzip.compress(text.encode(), 9)) for path, text in made.items()}
    assert max(size[path] for path in size if re.fullmatch(r"(\w+/)?orgs/\w+/index.html", path)) < 8_000
    styles = sum(s for p, s in size.items() if re.search(r"static/site\.\w+\.css|tokens-simple", p))
    scripts = sum(s for p, s in size.items() if re.search(r"static/site\.\w+\.js", p))
    assert size["index.html"] + styles + scripts < 40_000 and scripts < 8_000
    libraries = sum(s for p, s in size.items() if re.search(r"leaflet.*\.(js|css)$|static/map|js/map", p))
    assert libraries + styles + scripts < 80_000
