"""`mapgen import csv` and `import xlsx`: published lists go in, drafts come out, and what was there stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mapgen.content import read_content
from mapgen.imports.lists.kinds import categories_of, kinds_in
from mapgen.problems import Problems
from tests.conftest import Project
from tests.list_files import (
    CARE,
    CARE_FILE,
    CHILDREN_FILE,
    HALL,
    HALL_FILE,
    NATIONAL_CARE,
    OLDER_CHILDREN,
    STANDARD,
    WAM_FILE,
    WAM_NET,
    Desk,
    as_csv,
)


@pytest.fixture
def desk(project: Callable[..., Project]) -> Desk:
    return Desk(project())


def test_a_row_becomes_a_file(desk: Desk) -> None:
    made = desk.run(as_csv(STANDARD, HALL), "みほん市_公共施設一覧_20260801.csv")
    assert made and desk.said() == ""
    (text,) = (desk.project.root / path for path in made.imported.files)
    assert text.read_text(encoding="utf-8") == HALL_FILE
    assert desk.project.check() == ""


def test_the_older_columns(desk: Desk) -> None:
    row = {
        "都道府県コード又は市区町村コード": "99201",
        "市区町村名": "みほん市",
        "名称": "みほんこども園",
        "種別": "認定こども園",
        "住所": "みほん町1-1",
        "駐車場情報": "なし",
        "電話番号": "460000003",
        "収容定員": "90",
        "受入年齢": "0歳から5歳",
        "開始時間": "7:30:00",
        "終了時間": "18:30:00",
        "一時預かりの有無": "有",
    }
    assert desk.drafts(as_csv(OLDER_CHILDREN, row, encoding="cp932")) == {"みほんこども園": CHILDREN_FILE}
    assert desk.said() == ""


def test_services_of_one_office_are_one_draft_and_other_cities_are_counted(desk: Desk) -> None:
    further = CARE | {"サービスの種類": "居宅介護支援"}
    elsewhere = {"都道府県コード又は市町村コード": "992029", "事業所名": "よその里", "住所": "べつ県となり市1-1"}
    made = desk.run(as_csv(NATIONAL_CARE, CARE, further, elsewhere), "jigyosho_110.csv")
    assert made and desk.said() == ""
    assert (made.list.rows, made.list.elsewhere, len(made.imported.drafts)) == (3, 1, 1)
    (text,) = made.imported.files.values()
    assert text.decode().partition("name: ")[2] == CARE_FILE.partition("name: ")[2]


def test_hours_by_kind_of_day(desk: Desk) -> None:
    row = {
        "都道府県コード又は市区町村コード": "99000",
        "法人の名称": "みほん福祉会",
        "法人電話番号": "046-000-0099",
        "サービス種別": "就労継続支援(B型)",
        "事業所の名称": "みほん作業所",
        "事業所住所（市区町村）": "みほん県みほん市",
        "事業所住所（番地以降）": "みほん町1-1",
        "事業所電話番号": "046-000-0004",
        "利用可能な時間帯（平日）": "09:00～16:00",
        "利用可能な時間帯（土曜）": "09:00～12:00",
        "定休日": "日曜・祝日",
        "定員": "20",
    }
    other = row | {"事業所の名称": "よその作業所", "事業所住所（市区町村）": "べつ県となり市"}
    made = desk.run(as_csv(WAM_NET, row, other))
    assert made and desk.said() == "" and made.list.elsewhere == 1
    (text,) = made.imported.files.values()
    assert text.decode().partition("name: ")[2] == WAM_FILE.partition("name: ")[2]
    assert "046-000-0099" not in text.decode()  # whom residents call is the office


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("訪問介護", ["elderly"]),
        ("重度訪問介護", ["disability/daily-life"]),
        ("居宅介護", ["disability/daily-life"]),
        ("居宅介護支援;認知症対応型通所介護", ["elderly/consultation", "elderly/dementia"]),
        ("短期入所生活介護", ["elderly"]),
        ("短期入所", ["disability/daily-life"]),
        ("就労継続支援Ｂ型", ["disability/disability-work"]),
        ("放課後等デイサービス、児童発達支援", ["disability/disabled-children"]),
        ("保育所", ["family/child-rearing"]),
        ("訪問介護、占い", []),
        ("", []),
    ],
)
def test_the_categories_of_a_kind(words: str, ids: list[str]) -> None:
    content = read_content(Path(__file__).parent.parent, Problems())
    assert content and categories_of(kinds_in(words), content.taxonomy) == ids


def test_facilities_of_one_body_stay_apart(desk: Desk) -> None:
    rows = [
        {
            "全国地方公共団体コード": "992011",
            "名称": name,
            "所在地_連結表記": f"みほん県みほん市みほん町{number}",
            "電話番号": "046-000-0001",
            "法人番号": "9000020999997",
        }
        for name, number in (("みほん図書館", "1-1"), ("中央体育室", "1-2"), ("川べり工房", "1-3"))
    ]
    drafts = desk.drafts(as_csv(STANDARD, *rows))
    assert [*drafts] == ["みほん図書館", "中央体育室", "川べり工房"]
    assert all("運営の法人番号: 9000020999997" in text for text in drafts.values())
    made = desk.run(as_csv(STANDARD, *rows))
    assert made and not made.imported.drafts and len(made.imported.duplicates) == 3


def test_a_place_beyond_the_region_is_kept_where_a_city_of_it_lists_it(desk: Desk) -> None:
    row = HALL | {
        "所在地_全国地方公共団体コード": "992029",
        "所在地_連結表記": "べつ県となり市1-1",
        "緯度": "",
        "経度": "",
    }
    (text,) = desk.drafts(as_csv(STANDARD, row)).values()
    assert "serves: [mihon]\n" in text and "  - address: べつ県となり市1-1 2階\n    city: outside\n" in text


def test_a_facility_whose_address_may_have_to_stay_secret_is_named(desk: Desk) -> None:
    row = {"名称": "みほん荘", "種別": "母子生活支援施設", "住所": "みほん市みほん町1-1"}
    (text,) = desk.drafts(as_csv(OLDER_CHILDREN, row)).values()
    assert "places:\n  # 住所を知らせない施設かもしれません。場所を知られてよいか確かめてください。" in text
    assert desk.said() == (
        "みほん.csv:2: warning: 「みほん荘」は、住所を知らせない施設かもしれません。下書きには住所があります "
        "[map-may-be-secret]\n    → 場所を知られてよいかを団体に確かめます。よくなければ、保存する前に住所と点を消して "
        "visibility: hidden にします\n"
    )


def test_what_a_point_is_called_is_not_a_pin(desk: Desk) -> None:
    far = HALL | {"緯度": "35.150000"}
    (text,) = desk.drafts(as_csv(STANDARD, far)).values()
    assert "# 一覧の点" in text and "ピン" not in text
