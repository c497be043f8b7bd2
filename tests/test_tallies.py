"""What is counted: each organisation once, in every kind that it is of, and in the city where it stands."""

from __future__ import annotations

import csv
import io

import pytest

from mapgen import tallies
from mapgen.exports import figures
from mapgen.exports.sheets import sheet
from mapgen.model import PublishedStats
from mapgen.site import Site
from mapgen.tallies import Ages, Branch, Cell, Count, percent
from tests import builders as make
from tests.builders import hidden, organization, public, rich

SURVEY = {
    "name": {"ja": "みほん調査"},
    "since": "2024-12",
    "until": "2025-02",
    "asked": "157",
    "answered": "63",
    "ways": ["email", "fax"],
    "sources": [{"title": "みほん報告"}, {"url": "https://mihon.example.jp/"}],
}
SOUTH = public(35.42, address="みほん県南みほん市緑2番")


def few() -> Site:
    """Return five organisations: two of several kinds, one of the top level alone, one in no city, one closed."""
    return make.site(
        rich("a", categories=["living/food", "living/money", "children"], forms=["ibasho", "soudan"], open_to=None),
        rich("b", categories=["living/food"], places=[SOUTH], serves=["minami", "kita"], verified=None),
        organization("c", categories=["living"], services=[{"name": "夜", "forms": ["soudan"]}], open_to="region"),
        rich("d", places=[hidden("kita")], verified={"on": "2024-01-01", "by": "document"}, open_to="residents"),
        rich("e", status="closed"),
        organization("f", status="draft"),
        stats=PublishedStats.model_validate({"surveys": [SURVEY]}),
    )


def rows(site: Site, name: str) -> list[list[str]]:
    """Return a table as a spreadsheet reads it."""
    content = next(made.content for made in figures.files(site) if made.path == f"stats/{name}.csv")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_an_organisation_counts_once_in_its_category_and_once_in_each_part() -> None:
    assert tallies.branches(few()) == (
        Branch("living", 4, (Count("living/food", 3), Count("living/money", 1), Count("living", 1))),
        Branch("children", 1, (Count("children", 1),)),
    )
    assert [branch.times for branch in tallies.branches(few())] == [5, 1]


def test_who_names_top_level_and_leaf_counts_in_the_leaf_alone() -> None:
    (living, _) = tallies.branches(make.site(organization(categories=["living", "living/food"])))
    assert living == Branch("living", 1, (Count("living/food", 1), Count("living/money", 0)))


def test_forms_are_sorted_by_their_number_and_count_services_too() -> None:
    assert tallies.forms(few()) == (Count("ibasho", 4), Count("soudan", 2))


def test_a_city_has_who_stands_there_and_more_who_serve_or_welcome_its_people() -> None:
    found = tallies.coverage_of_categories(few())
    assert found.cells == {
        ("living", "kita"): Cell(2, 2),  # a, d; and b from the south, c from nowhere known
        ("children", "kita"): Cell(1, 0),
        ("living", "minami"): Cell(
            1, 1
        ),  # b; and c, which is open to the region; not d, whose residents are the north's
        ("children", "minami"): Cell(0, 0),
    }
    assert found.whole == {"kita": Cell(2, 2), "minami": Cell(1, 1)}
    assert found.gaps("kita") == () and found.gaps("minami") == ("children",)
    assert tallies.coverage_of_forms(few()).cells["soudan", "minami"] == Cell(0, 1)


def test_ages_go_by_the_contents_own_date_and_by_place() -> None:
    found = tallies.confirmations(few())
    assert found.whole == Ages(1, 1, 2)
    assert found.cities == (("kita", Ages(1, 1, 0)), ("minami", Ages(0, 0, 1)), (None, Ages(0, 0, 1)))
    assert dict(found.ways) == {
        "survey": Ages(0, 0, 0),
        "phone": Ages(1, 0, 0),
        "website": Ages(0, 0, 0),
        "visit": Ages(0, 0, 0),
        "document": Ages(0, 1, 0),
    }


def test_nobody_is_counted_where_nobody_is() -> None:
    empty = make.site()
    assert sum(branch.orgs + branch.times for branch in tallies.branches(empty)) == 0
    assert tallies.confirmations(empty).whole == Ages(0, 0, 0)
    assert rows(empty, "forms")[-1] == ["", "のっている団体", "0", "0.0"]


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (63, 157, "40.1"),
        (1, 3, "33.3"),
        (2, 3, "66.7"),
        (1, 2000, "0.1"),
        (1, 2001, "0.0"),
        (7, 7, "100.0"),
        (0, 0, "0.0"),
    ],
)
def test_shares_have_one_decimal(part: int, whole: int, text: str) -> None:
    assert percent(part, whole) == text


def test_the_tables_as_files() -> None:
    assert {made.path for made in figures.files(few())} == {f"stats/{name}.csv" for name in figures.TABLES}
    assert rows(few(), "categories") == [
        ["ID", "分野", "くわしい分野", "団体", "のべ", "割合(%)"],
        ["living", "生活", "", "4", "5", "83.3"],
        ["living/food", "生活", "食の支援", "3", "3", "50.0"],
        ["living/money", "生活", "お金", "1", "1", "16.7"],
        ["living", "生活", "分野全体", "1", "1", "16.7"],
        ["children", "子ども", "", "1", "1", "16.7"],
        ["children", "子ども", "分野全体", "1", "1", "16.7"],
        ["", "合計", "", "4", "6", "100.0"],
    ]
    assert rows(few(), "forms") == [
        ["ID", "活動のかたち", "団体", "割合(%)"],
        ["ibasho", "居場所", "4", "100.0"],
        ["soudan", "相談", "2", "50.0"],
        ["", "のっている団体", "4", "100.0"],
    ]
    assert rows(few(), "cities-categories") == [
        ["ID", "分野", "北みほん市の中", "北みほん市でほかに使える", "南みほん市の中", "南みほん市でほかに使える"],
        ["living", "生活", "2", "2", "1", "1"],
        ["children", "子ども", "1", "0", "0", "0"],
        ["", "団体の数", "2", "2", "1", "1"],
    ]
    assert rows(few(), "confirmed-cities") == [
        ["市", "365日以内に確かめた", "それより前に確かめた", "まだ確かめていない", "合計"],
        ["北みほん市", "1", "1", "0", "2"],
        ["南みほん市", "0", "0", "1", "1"],
        ["市の外・場所が未確認", "0", "0", "1", "1"],
        ["団体の数", "1", "1", "2", "4"],
    ]
    assert rows(few(), "confirmed-ways")[5] == ["資料", "0", "1", "1"]
    assert rows(few(), "surveys")[1:] == [
        [
            *("みほん調査", "2024年12月", "2025年2月", "157", "63", "40.1", "メール、FAX"),
            "みほん報告、https://mihon.example.jp/",
        ]
    ]


def test_a_region_without_surveys_has_no_file_of_them() -> None:
    assert "stats/surveys.csv" not in {made.path for made in figures.files(make.site())}


def test_a_sheet_begins_with_a_mark_ends_lines_as_excel_does_and_has_no_formula() -> None:
    assert sheet(("名前", "数"), [("=1+1", 3), ('「"」', 0), ("＋a", 1), ("'@", 1), ("a=b", -1)]) == (
        b"\xef\xbb\xbf" + '"名前","数"\r\n"\'=1+1",3\r\n"「""」",0\r\n"\'＋a",1\r\n"\'\'@",1\r\n"a=b",-1\r\n'.encode()
    )
