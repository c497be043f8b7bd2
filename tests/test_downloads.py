"""The staff's page of files: what it offers, what its drawings name, and what a build notices when it is not true."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

import pytest

from mapgen import render
from mapgen.checks import check_artifacts
from mapgen.model import Artifact, Download
from mapgen.render.pages.downloads import size_in_words
from mapgen.site import Site
from tests import builders as make
from tests.finished import DOWNLOADS, offered, offering, page, small, texts, whole
from tests.rendering import LANGUAGES, Reader, plain

Format = Literal["kml", "kmz", "csv"]
Scope = Literal["all", "city", "category", "unplaced"]


def file(stem: str, title: str, scope: Scope, format: Format, size: int = 17_136, count: int = 12) -> Artifact:
    download = Download(f"{title}.{format}", title, scope, format, count)
    return Artifact(f"kml/{stem}.{format}", b"x" * size, "exports/kml", download)


MADE = (
    file("all", "みほん資源マップ", "all", "kml", 1_250_000, 1_900),
    file("categories/living-1", "生活 1", "category", "kml"),
    file("categories/living-2", "生活 2", "category", "kml", 400),
    file("categories/children", "子ども", "category", "csv"),
    file("categories/children", "子ども", "category", "kmz", 900),
    file("categories/children", "子ども", "category", "kml"),
    file("cities/kita", "北みほん市", "city", "kml"),
    file("unplaced", "地図にのらない団体", "unplaced", "csv", 9_321, 43),
    Artifact("data/orgs.geojson", b"{}", "exports/geojson"),
)


def printed(*made: Artifact, **fields: object) -> dict[str, str]:
    """Return the pages of a site with these exported files."""
    site = make.site(make.rich(), **fields)
    found = {artifact.path: artifact.content for artifact in render.pages(site, None, lambda: made)}
    return {path: content.decode() for path, content in found.items() if path.endswith(".html")}


def links(text: str) -> list[tuple[str, str, str, str]]:
    """Return (href, name to save under, size said, what a screen reader says) of every file offered."""
    found = re.findall(
        r'<a class="file-link" href="([^"]+)" download="([^"]+)">(.*?<data .*?value="(\d+)".*?)</a>', text
    )
    return [(href, name, size, re.sub(r"<[^>]+>", "", inner)) for href, name, inner, size in found]


def test_every_file_is_offered_once_by_kind_with_its_name_format_and_size() -> None:
    assert links(printed(*MADE)[DOWNLOADS]) == [
        ("../kml/all.kml", "みほん資源マップ.kml", "1250000", "みほん資源マップ KML 1.2MB"),
        ("../kml/cities/kita.kml", "北みほん市.kml", "17136", "北みほん市 KML 17KB"),
        ("../kml/categories/living-1.kml", "生活 1.kml", "17136", "生活 1 KML 17KB"),
        ("../kml/categories/living-2.kml", "生活 2.kml", "400", "生活 2 KML 1KB"),
        ("../kml/categories/children.kml", "子ども.kml", "17136", "子ども KML 17KB"),
        ("../kml/categories/children.kmz", "子ども.kmz", "900", "子ども KMZ 1KB"),
        ("../kml/categories/children.csv", "子ども.csv", "17136", "子ども CSV 17KB"),
        ("../kml/unplaced.csv", "地図にのらない団体.csv", "9321", "地図にのらない団体 CSV 9KB"),
    ]


def test_the_page_tells_the_day_of_the_content_and_how_many_are_in_each_file() -> None:
    text = plain(printed(*MADE), DOWNLOADS)
    assert "どのファイルも、2026年4月1日の内容です。" in text
    assert "みほん資源マップ 1900か所" in text and "生活 2 12か所" in text
    assert "地図にのらない団体 43件" in text


def test_a_category_has_its_sign_a_part_of_one_too() -> None:
    text = printed(*MADE)[DOWNLOADS]
    assert re.findall(r'<li class="file( c-\w+)?">\n<p class="file-title">(?:<span[^>]*>(.)</span>)?', text) == [
        ("", ""), ("", ""), (" c-living", "生"), (" c-living", "生"), (" c-children", "子"), ("", ""),
    ]  # fmt: skip


def test_what_to_make_leads_to_the_files_that_there_are() -> None:
    assert re.findall(r'<h3><a href="#([\w-]+)">(.*?)</a>', printed(*MADE)[DOWNLOADS]) == [
        ("files-city", "1つの市の地図を作る"),
        ("files-category", "1つの分野を、市をこえて見る"),
        ("files-all", "全部を1枚の地図にする"),
    ]
    assert re.findall(r'<h3><a href="#([\w-]+)">', printed(MADE[0])[DOWNLOADS]) == ["files-all"]


def test_each_step_has_a_drawing_that_is_told_in_words_and_names_the_files_of_this_build() -> None:
    text = printed(*MADE)[DOWNLOADS]
    drawings = re.findall(r'<svg class="drawing"[^>]* role="img" aria-label="([^"]+)">(.*?)</svg>', text, re.DOTALL)
    assert len(drawings) == 5 and len({words for words, _ in drawings}) == 5
    assert [re.sub(r"\s*<[^>]+>\s*", " ", drawing).split() for _, drawing in drawings] == [
        ["マイマップ", "+", "新しい地図を作成"],
        ["無題の地図", "無題のレイヤ", "インポート"],
        ["ファイルをえらぶ", "生活", "1.kml", "子ども.kml", "レイヤになる", "生活", "生", "生", "生"],
        ["北みほん市", "均一スタイル", "データ列別のスタイル", "分野", "市", "生", "生活", "子", "子ども"],
        ["共有", "だれが見られますか", "決まった人だけ", "リンクを知っている人", "だれでも"],
    ]
    for words, _ in drawings:
        assert "Google" not in words and re.search(r"の絵。|絵。", words)


def test_a_long_name_is_cut_to_fit_its_drawing() -> None:
    long = {"id": "many", "name": {"ja": "多様性・外国につながる人"}, "kana": "た", "icon": 1, "colour": "#0F6D8C"}
    text = printed(taxonomy=make.taxonomy(categories=[long, *make.taxonomy().model_dump()["categories"]]))[DOWNLOADS]
    assert ">多様性・外….kml</text>" in text and ">多様性・外…</text>" in text


def test_without_files_the_page_says_so_and_the_guide_stands() -> None:
    text = printed()[DOWNLOADS]
    assert "まだ書き出していません" in text and links(text) == [] and "どのファイルを使いますか" not in text
    assert {"files", "steps", "again", "limits", "donts", "back", "unsure"} <= set(Reader(text).ids)


def test_there_is_one_page_and_every_footer_leads_to_it() -> None:
    made = printed(*MADE, settings=make.settings(languages=LANGUAGES))
    assert [path for path in made if "downloads" in path] == [DOWNLOADS]
    assert '<a href="../downloads/">地図データのダウンロード</a>' in made["map/index.html"]
    assert '<a href="../../downloads/">Map files for Google My Maps (in Japanese)</a>' in made["en/map/index.html"]
    english = made[DOWNLOADS].partition("<main")[0]
    assert '<a href="../en/" lang="en" hreflang="en">' in english and 'rel="alternate" hreflang="en"' not in english


def test_the_guide_is_marked_as_japanese_where_the_site_is_not() -> None:
    made = printed(*MADE, settings=make.settings(languages=("en",)))
    assert '<article lang="ja">' in made[DOWNLOADS]
    assert "<article>" in printed(*MADE)[DOWNLOADS]


def test_the_guide_leads_to_the_page_for_editors_where_there_is_one() -> None:
    assert "直すところは編集の担当に伝えてください" in printed(*MADE)[DOWNLOADS]
    linked = printed(*MADE, pages=(make.page("contribute"),))[DOWNLOADS]
    assert '直すところは<a href="../contribute/" rel="noopener">編集の担当</a>に伝えてください' in linked


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "1KB"), (1_499, "1KB"), (1_501, "2KB"), (999_499, "999KB"), (999_500, "1.0MB"), (4_450_000, "4.5MB"),
    ],
)  # fmt: skip
def test_sizes_in_words(size: int, words: str) -> None:
    assert size_in_words(size) == words


# ── what a build notices ─────────────────────────────────────────────────────────────────────────────────────────────


def finished(site: Site, body: str | None = None) -> dict[str, Artifact]:
    """Return a small good build of which some files are to be offered, with the page that offers them."""
    made = {path: replace(artifact, download=None) for path, artifact in whole(site).items()}
    for path, title in (("kml/all.kml", "全部"), ("kml/cities/kita.kml", "北みほん市")):
        made[path] = replace(made[path], download=Download(f"{title}.kml", title, "all", "kml", 2))
    return offered(made) if body is None else made | {DOWNLOADS: page(DOWNLOADS, body)}


def test_a_true_page_has_no_problem() -> None:
    site = small()
    assert texts(check_artifacts(site, finished(site))) == []


def test_a_file_that_is_not_offered_or_offered_twice_is_named() -> None:
    site = small()
    made = finished(site)
    text = made[DOWNLOADS].content.decode()
    first, second = re.findall(r"<a href='\.\./kml.*?</a>", text)
    made[DOWNLOADS] = page(DOWNLOADS, f"<main id=main>{first}{first}</main>")
    assert second not in made[DOWNLOADS].content.decode()
    assert texts(check_artifacts(site, made)) == [
        "public/downloads/index.html: error: ダウンロードのページに kml/all.kml のリンクが 2 つあります。"
        "1つのはずです [download-times]",
        "public/downloads/index.html: error: ダウンロードのページに kml/cities/kita.kml のリンクが 0 つあります。"
        "1つのはずです [download-times]",
    ]


def test_a_size_that_is_not_true_is_named_with_its_place() -> None:
    site = small()
    made = finished(site)
    size = len(made["kml/all.kml"].content)
    told = made[DOWNLOADS].content.decode()
    made[DOWNLOADS] = replace(made[DOWNLOADS], body=told.replace(f"value='{size}'", "value='1'").encode())
    column = told.index("<a href='../kml/all.kml'") + 1
    assert texts(check_artifacts(site, made)) == [
        f"public/downloads/index.html:1:{column}: error: kml/all.kml は {size} バイトですが、"
        "ダウンロードのページでは 1 バイトです [download-size]"
    ]
    made[DOWNLOADS] = replace(made[DOWNLOADS], body=told.replace(f" value='{size}'", "").encode())
    (problem,) = check_artifacts(site, made)
    assert problem.text("en").endswith(f"kml/all.kml has {size} bytes; the page of downloads says ? [download-size]")


def test_a_file_that_is_not_there_cannot_be_offered_even_by_a_build_of_the_pages_alone() -> None:
    site = small()
    body = "<main id=main>\n<a href='../kml/gone.kml' download='x.kml'><data value='1'>1KB</data></a></main>"
    pages = {path: a for path, a in finished(site, body).items() if not a.maker.startswith("exports/")}
    assert texts(check_artifacts(site, pages)) == [
        "public/downloads/index.html:2:1: error: ダウンロードのページにあるファイル kml/gone.kml ができていません"
        " [download-missing]"
    ]


def test_a_text_that_names_a_file_that_is_not_there_is_told_which() -> None:
    site = make.site(
        make.rich(),
        pages=(
            make.page(
                "staff", body="[全部](/kml/all.kml) と `kml/cities/kita-3.kmz`とkml/gone.csvです。", staff="true"
            ),
            make.page("about", body="よそのもの: https://x.example.jp/kml/other.kml、../kml/x.kml、`kml/<city>.kml`"),
        ),
    )
    made = finished(site)
    body = offering(made.values()).replace("</main>", " 古いkml/old.kmlと</main>")
    made[DOWNLOADS] = page(DOWNLOADS, body)
    told = "{}: error: 文の中にあるファイル {} は、できていません [file-named]"
    mend = "\n    → ファイルの名前を直します。名前は /downloads/ のページにあります"
    assert texts(check_artifacts(site, made)) == [
        told.format("content/pages/staff.md", "kml/cities/kita-3.kmz") + mend,
        told.format("content/pages/staff.md", "kml/gone.csv") + mend,
        told.format("public/downloads/index.html", "kml/old.kml") + mend,
    ]


def test_a_page_of_another_language_is_named_by_its_own_file() -> None:
    site = make.site(
        make.rich(),
        settings=make.settings(languages=("ja", "en")),
        pages=(make.page("staff", lang="en", body="kml/gone.kml"),),
    )
    (problem,) = check_artifacts(site, finished(site))
    assert problem.text("en") == (
        "content/pages/en/staff.md: error: the text names a file that was not made: kml/gone.kml [file-named]"
        "\n    → correct the name: the page /downloads/ lists the files"
    )
