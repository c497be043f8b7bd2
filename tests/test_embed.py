"""Lists for the frames of other sites: what they say, who may frame what, and what the staff's page gives to copy."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from html import unescape

import pytest

from mapgen.build import Build
from mapgen.model import Artifact
from mapgen.serve.preview import host_headers
from tests.real_site import real_build, rules
from tests.rendering import Reader, four, plain


@pytest.fixture(scope="module")
def real() -> Build:
    return real_build()


def addresses(built: Build) -> dict[str, Artifact]:
    """Return the pages by the address that a visitor asks for."""
    pages = ((path, artifact) for path, artifact in built.artifacts.items() if path.endswith(".html"))
    return {f"/{path.removesuffix('index.html')}": artifact for path, artifact in pages}


def in_frames(address: str) -> bool:
    return re.match(r"/((easy|en)/)?embed/", address) is not None


def test_every_page_but_the_lists_for_frames_forbids_them_where_the_later_rule_wins(real: Build) -> None:
    framed = set()
    for address in addresses(real):
        headers = dict(host_headers(real.artifacts["_headers"].content, address))
        policy = headers["Content-Security-Policy"].split("; ")
        assert {"default-src 'none'", "script-src 'self'"} <= set(policy), address
        if "frame-ancestors 'none'" not in policy or headers.get("X-Frame-Options") != "DENY":
            assert not [rule for rule in policy if rule.startswith("frame")] and "X-Frame-Options" not in headers
            framed.add(address)
    assert framed == {address for address in addresses(real) if in_frames(address)}
    assert len(framed) == 3 * (1 + 4)


def test_every_page_but_the_lists_for_frames_forbids_them_where_all_rules_are_sent(real: Build) -> None:
    blocks = rules(real.artifacts["_headers"].content.decode())
    for address in addresses(real):
        sent = [pair for rule, headers in blocks.items() if fnmatchcase(address, rule) for pair in headers]
        forbidden = any(name == "Content-Security-Policy" and "frame-ancestors 'none'" in value for name, value in sent)
        assert forbidden == (("X-Frame-Options", "DENY") in sent) == (not in_frames(address)), address


def test_a_list_for_frames_has_who_the_citys_page_has_and_nothing_to_fill_in_or_to_keep() -> None:
    made = four()
    for lang in ("", "easy/", "en/"):
        for framed, whole in (("embed/", "orgs/"), ("embed/minami/", "cities/minami/")):
            page, own = (made[f"{lang}{path}index.html"] for path in (framed, whole))
            assert set(re.findall(r'data-org="(\w+)"', page)) == set(re.findall(r'data-org="(\w+)"', own))
            seen = Reader(page)
            tags = {tag for tag, _, _ in seen.attributes}
            assert not tags & {"form", "input", "button", "select", "iframe"} and seen.open == []
            assert f'<link rel="canonical" href="https://mihon.example.jp/{lang}{whole}">' in page
            assert '<meta name="robots" content="noindex">' in page and '<base target="_top">' in page
            assert re.findall(r'src="([^"]+)"', page) == re.findall(r'src="([^"]+embed\.\w+\.js)"', page) != []


def test_links_within_the_frame_stay_in_it_and_all_others_leave_it() -> None:
    links = re.findall(r"<a ([^>]*)>", four()["embed/index.html"])
    inside = [re.findall(r'href="([^"]+)"', link)[0] for link in links if 'target="_self"' in link]
    assert inside == [
        "../embed/", "../easy/embed/", "../en/embed/",
        "../embed/kita/", "../embed/minami/", "?category=living", "./",
    ]  # fmt: skip
    outside = [re.findall(r'href="([^"]+)"', link)[0] for link in links if "target" not in link]
    assert {"../orgs/mihon/", "../orgs/", "../map/", "../hotlines/", "../"} <= set(outside)


def test_a_list_for_frames_says_of_when_it_is_and_whose() -> None:
    text = plain(four(), "embed/minami/index.html")
    assert "南みほん市の団体と窓口" in text and "3件(2026年4月1日の内容)。" in text
    assert "出典: みほん資源マップ (みほん協議会, CC BY 4.0)" in text


def test_no_list_for_frames_is_in_the_sitemap(real: Build) -> None:
    sitemap = real.artifacts["sitemap.xml"].content.decode()
    assert "/cities/zama/" in sitemap and "embed" not in sitemap


def test_the_staffs_page_gives_each_citys_list_to_copy_with_its_title() -> None:
    made = four()["downloads/index.html"]
    lines = [unescape(code) for code in re.findall(r"<pre[^>]*><code>(.*?)</code>", made)]
    assert lines[0] == (
        '<iframe src="https://mihon.example.jp/embed/kita/" title="北みほん市の団体と窓口 (みほん資源マップ)" '
        'loading="lazy" width="800" height="640" style="width: 100%; border: 1px solid #8d8f8a"></iframe>'
    )
    targets = [re.findall(r'src="https://mihon.example.jp/([^"]+)"', line)[0] for line in lines]
    assert targets == ["embed/kita/", "embed/minami/", "embed/"]
    assert {f"{target}index.html" for target in targets} <= four().keys()
    assert re.findall(r"\?category=(\w+)", made) == ["living", "children"]
