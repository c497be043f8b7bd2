"""The page of numbers: what it says, where it leads, and that table, drawing and file agree."""

from __future__ import annotations

from functools import cache

from lxml import html

from mapgen import exports, render
from mapgen.model import Artifact, PublishedStats
from tests import builders
from tests.builders import public, rich
from tests.rendering import LANGUAGES, pages, plain
from tests.stats_pages import arcs, numbers, sheet, tables
from tests.test_tallies import SURVEY, few

RANKED = SURVEY | {
    "about": {"ja": "団体にたずねました。"},
    "rankings": [
        {"title": {"ja": "分野"}, "order": [{"ja": "{家庭|かてい}"}]},
        {"title": {"ja": "{形|かたち}"}, "answers": "63", "order": [{"ja": "就労支援"}, {"ja": "居場所づくり"}]},
    ],
    "notes": [{"ja": "報告書には、これより細かい数はありません。"}],
}


@cache
def printed() -> dict[str, Artifact]:
    """Return the pages and files of a site of four organisations in three languages."""
    site = builders.site(
        *(entry.org for entry in few().entries),
        settings=builders.settings(languages=LANGUAGES),
        stats=PublishedStats.model_validate({"surveys": [RANKED]}),
        pages=(builders.page("contribute"),),
    )
    exported = tuple(exports.files(site))
    return {made.path: made for made in (*exported, *render.pages(site, export=lambda: exported))}


def page(lang: str = "") -> str:
    return printed()[f"{lang}stats/index.html"].content.decode()


def text(lang: str = "") -> str:
    return plain({"page": page(lang)}, "page")


def test_the_page_says_what_is_counted_and_what_is_not() -> None:
    for words in (
        "いま4の団体と窓口がのっています。2026年4月1日の内容から、サイトを作るたびに数えなおしています。",
        "数えているのは、団体と窓口だけです。相談した人や利用した人の数は、ここにはありません。",
        "数が少なくても、支援がないという意味ではありません。まだこの地図にのっていないだけかもしれません。",
        "4の団体が、のべ6になります。",
        "のっている団体すべて(N=4)のうち",
        "4のうち3に「要確認」と出ています。まだ団体に確かめていないか、確かめてから365日より長くたっています。",
        "日数は、この地図でいちばん新しい日付(2026年4月1日)から数えました。",
    ):
        assert words in text(), words


def test_empty_cells_are_named_in_words_and_never_called_a_lack_of_help() -> None:
    assert "南みほん市: 子ども → まだのっていません 支援がないという意味ではありません。" in text()
    assert "どの市にも、すべてについて、のっている団体があります。" in text()  # of the forms
    assert "South: Children → not listed yet It does not mean that there is no help" in text("en/")
    for words in ("支援はありません", "ありません。支援", "no support", "no help here"):
        assert words not in text() + text("en/")


def test_the_tables() -> None:
    found = tables(page())
    assert found["categories"] == [
        ["分野", "団体", "のべ", "割合"],
        ["生活", "4", "5", "83.3%"],
        ["食の支援", "3", "3", "50.0%"],
        ["お金", "1", "1", "16.7%"],
        ["分野全体", "1", "1", "16.7%"],
        ["子ども", "1", "1", "16.7%"],
        ["分野全体", "1", "1", "16.7%"],
        ["合計", "4", "6", "100%"],
    ]
    assert found["cities-categories"] == [
        ["", "北みほん市", "南みほん市"],
        ["生活", "2 +2", "1 +1"],
        ["子ども", "1", "–"],
        ["団体の数", "2 +2", "1 +1"],
    ]
    assert found["confirmed-cities"][-1] == ["のっている団体", "1", "1", "2", "4"]
    assert found["survey-1"] == [
        ["時期", "2024年12月から2025年2月まで"],
        ["たずねた団体", "157"],
        ["答えた団体", "63"],
        ["答えた割合", "40.1%"],
        ["たずねた方法", "メール、FAX"],
        ["出典", "みほん報告https://mihon.example.jp/"],
    ]


def test_the_tables_and_the_files_say_the_same_in_every_language() -> None:
    for lang in ("", "easy/", "en/"):
        found = tables(page(lang))
        for name in ("categories", "forms", "cities-categories", "cities-forms", "confirmed-cities", "confirmed-ways"):
            # A file has a leaf in a column of its own; its texts are no numbers and fall away.
            assert numbers(found[name], pairs=name.startswith("cities")) == numbers(sheet(printed(), name)), (
                lang,
                name,
            )


def test_the_drawing_and_the_table_say_the_same_and_lead_to_the_same_lists() -> None:
    drawn = arcs(page())
    assert drawn == [
        ("../categories/living/", "生活(生): 4団体、図の83.3%"),
        ("../categories/living/food/", "食の支援(生1): 3団体、図の50.0%"),
        ("../categories/living/money/", "お金(生2): 1団体、図の16.7%"),
        ("../categories/living/", "分野全体(生3): 1団体、図の16.7%"),
        ("../categories/children/", "子ども(子): 1団体、図の16.7%"),
        ("../categories/children/", "分野全体(子1): 1団体、図の16.7%"),
    ]
    assert arcs(page("en/"))[2] == (
        "../../en/categories/living/money/",
        "Money (生2): 1 organisation, 16.7% of the chart",
    )
    tree = html.fromstring(page())
    linked = tree.xpath("//div[@aria-labelledby='categories']//a/@href")
    assert [href for href, _ in drawn] == linked
    assert tree.xpath("//svg[@class='chart bars'][.//a]//a/@href") == tree.xpath(
        "//div[@aria-labelledby='forms']//a/@href"
    )


def test_drawings_are_left_to_the_eye_and_their_links_to_the_pointer() -> None:
    tree = html.fromstring(page())
    charts = tree.xpath("//main//figure/svg")
    assert len(charts) == 4
    assert all(chart.get("aria-hidden") == "true" and chart.get("focusable") == "false" for chart in charts)
    assert {link.get("tabindex") for chart in charts for link in chart.iter("a")} == {"-1"}


def test_every_table_has_heads_with_a_scope_and_can_be_scrolled_by_keyboard() -> None:
    for lang in ("", "easy/", "en/"):
        tree = html.fromstring(page(lang))
        assert {head.get("scope") for head in tree.xpath("//main//th")} == {"col", "row", "rowgroup"}
        for table in tree.xpath("//main//table"):
            assert table.getparent().attrib == {
                "class": "scroll", "tabindex": "0", "role": "region",
                "aria-labelledby": table.getparent().get("aria-labelledby"),
            }  # fmt: skip
            assert tree.xpath(f"//*[@id='{table.getparent().get('aria-labelledby')}']")


def test_a_cell_leads_to_its_citys_part_of_the_list_where_there_is_one() -> None:
    tree = html.fromstring(page())
    cells = tree.xpath("//div[@aria-labelledby='cities-categories']//td/a")
    assert [cell.get("href") for cell in cells] == [
        "../cities/kita/living/", "../cities/minami/living/",
        "../cities/kita/children/", "../categories/children/",
        "../cities/kita/", "../cities/minami/",
    ]  # fmt: skip
    of_forms = tree.xpath("//div[@aria-labelledby='cities-forms']//tbody//td/a/@href")
    assert of_forms == [
        "../forms/ibasho/#kita", "../forms/ibasho/#minami", "../forms/soudan/#kita", "../forms/soudan/",
    ]  # fmt: skip
    said = [" ".join(cell.text_content().split()) for cell in cells]
    assert said[0] == "市の中 2 ほかに +2"
    assert said[3] == "–まだのっていません"


def test_files_are_offered_with_their_size_where_they_are_made() -> None:
    tree = html.fromstring(page("en/"))
    links = tree.xpath("//p[@class='stats-csv']/a")
    assert [link.get("href") for link in links] == [
        f"../../stats/{name}.csv"
        for name in (
            *("categories", "forms", "cities-categories", "cities-forms"),
            *("confirmed-ways", "confirmed-cities", "surveys"),
        )
    ]
    assert all("download" in link.attrib and link.get("hreflang") == "ja" for link in links)
    assert "この表をCSVで保存 (Excelでひらけます。1 KB)" in text()
    assert "stats-csv" not in pages(few())["stats/index.html"]


def test_a_survey_is_told_as_its_report_tells_it() -> None:
    assert "分野(いちばん多かったもの) 家庭(かてい) 形(かたち)(多かった順) 63団体の答え 就労支援 居場所づくり" in text()
    assert text().rstrip().count("報告書には、これより細かい数はありません。") == 1


def test_a_region_without_surveys_says_nothing_of_them() -> None:
    made = pages(builders.site(rich()))["stats/index.html"]
    assert "survey-1" not in made and "たずねた団体" not in made


def test_a_site_of_nobody_has_the_page_without_a_round_drawing() -> None:
    made = pages(builders.site())["stats/index.html"]
    assert "sunburst" not in made and "いま0の団体と窓口がのっています。" in plain({"page": made}, "page")
    assert numbers(tables(made)["categories"])[-1] == [0, 0, 100]


def test_the_page_is_linked_from_every_footer_and_from_home() -> None:
    made = pages(builders.site(rich(places=[public()])))
    assert made["index.html"].count('href="stats/">数で見る</a>') == 2
    assert '<a href="../../stats/">数で見る</a>' in made["orgs/mihon/index.html"]
    assert "https://mihon.example.jp/stats/" in made["stats/index.html"]
