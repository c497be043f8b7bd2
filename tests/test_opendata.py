"""The lists of municipalities: their columns, what stands in them, and that our own import reads both editions back."""

from __future__ import annotations

import codecs
import csv
import io
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from mapgen.address import Address, read_address
from mapgen.exports import opendata
from mapgen.exports.standing import standing
from mapgen.imports.lists import import_list
from mapgen.model import PublicPlace
from mapgen.problems import Problems
from mapgen.site import Site
from tests import builders as make
from tests.data_files import CANARY, exported, ids, read_table, rich_site
from tests.list_files import STANDARD, columns
from tests.real_site import ROOT, real_build

OLDER = columns(
    "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,名称,名称_カナ,名称_通称,POIコード,住所,方書,緯度,経度,"
    "電話番号,内線番号,法人番号,団体名,利用可能曜日,開始時間,終了時間,利用可能日時特記事項,説明,バリアフリー情報,URL,備考"
)


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return exported(rich_site())


def rows(made: dict[str, bytes], city: str, folder: str = opendata.FOLDER) -> dict[str, dict[str, str]]:
    return {row["名称"]: row for row in read_table(made[f"{folder}{city}.csv"])}


def test_the_columns_are_those_of_the_two_editions(made: dict[str, bytes]) -> None:
    for folder, headings in ((opendata.FOLDER, [*STANDARD[:30], "説明", *STANDARD[30:]]), (opendata.OLDER, OLDER)):
        content = made[f"{folder}kita.csv"]
        assert content.startswith(codecs.BOM_UTF8) and content.endswith(b"\r\n")
        text = content.decode("utf-8-sig")
        assert text.count("\n") == text.count("\r\n")
        header, *lines = csv.reader(io.StringIO(text, newline=""), strict=True)
        assert header == headings and {len(line) for line in lines} == {len(headings)}
        assert re.fullmatch(r'("(?:[^"]|"")*"(,|\r\n))+', text), "every cell is quoted, so that codes stay text"


def test_a_row_says_what_the_columns_are_for(made: dict[str, bytes]) -> None:
    row = rows(made, "kita")["みほん食堂"]
    assert {heading: words for heading, words in row.items() if words} == {
        "全国地方公共団体コード": "990019",
        "ID": row["ID"],
        "地方公共団体名": "みほん県北みほん市",
        "名称": "みほん食堂",
        "名称_カナ": "ミホンショクドウ",
        "名称_通称": "みほん、=食堂",
        "所在地_全国地方公共団体コード": "990019",
        "所在地_連結表記": "みほん県北みほん市青葉一丁目2-3",
        "所在地_都道府県": "みほん県",
        "所在地_市区町村": "北みほん市",
        "所在地_町字": "青葉一丁目",
        "所在地_番地以下": "2-3",
        "緯度": "35.470000",
        "経度": "139.350000",
        "電話番号": "046-000-0000",
        "連絡先備考（その他、SNSなど）": "FAX: 046-000-0001",
        "法人番号": "9000012345671",
        "団体名": "NPO法人みほん",
        "利用可能曜日": "月火水",
        "開始時間": "09:30",
        "終了時間": "16:30",
        "利用可能日時特記事項": "休み: 祝日",
        "説明": "だれでも来られる食事の場所。",
        "URL": "https://shokudo.example.jp/",
        "備考": "改修のため休み、行き方: 駅から歩いて5分、2026年2月1日に確認、https://mihon.example.jp/orgs/all/",
    }
    assert re.fullmatch("M[0-9]{10}", row["ID"])
    older = rows(made, "kita", opendata.OLDER)["みほん食堂"]
    assert (older["NO"], older["住所"]) == (row["ID"][1:], row["所在地_連結表記"])
    assert older["バリアフリー情報"] == "車いすで入れます、駐車場"


def test_what_a_week_cannot_say_is_in_words(made: dict[str, bytes]) -> None:
    lessons = rows(made, "minami")["-みほんの会(みほん教室)".replace("-", "'-", 1)]
    assert (lessons["利用可能曜日"], lessons["開始時間"]) == ("", "")
    assert lessons["利用可能日時特記事項"] == "第2・第4土 11:00〜14:00(8月は休み)"
    assert lessons["備考"].startswith("休止中、")
    assert lessons["建物名等(方書)"] == "みほんビル3階" and lessons["緯度"] == ""


def test_the_publisher_and_the_place_have_codes_of_their_own(made: dict[str, bytes]) -> None:
    outside = rows(made, "kita")["県の窓口"]
    assert outside["全国地方公共団体コード"] == "990019"
    assert (outside["所在地_全国地方公共団体コード"], outside["所在地_市区町村"]) == ("", "遠みほん市")
    phone = rows(made, "kita")["電話だけ"]
    assert [phone[heading] for heading in STANDARD if heading.startswith("所在地")] == [""] * 6


def test_a_place_that_is_not_public_says_its_city_or_town(made: dict[str, bytes]) -> None:
    city, town = rows(made, "minami")["ひみつの家"], rows(made, "kita")["町の家"]
    assert (city["所在地_連結表記"], city["緯度"]) == ("みほん県南みほん市", "")
    assert (town["所在地_連結表記"], town["緯度"]) == ("みほん県北みほん市青葉一丁目", "")
    assert not any(CANARY.encode() in content for content in made.values())


def test_ids_are_unique_in_a_list_and_stay_when_others_come(made: dict[str, bytes]) -> None:
    known = rows(made, "kita")["みほん食堂"]["ID"]
    alone = exported(make.site(make.rich("all")))
    assert rows(alone, "kita")["みほん食堂"]["ID"] == known
    for city in ("kita", "minami"):
        found = ids(read_table(made[f"{opendata.FOLDER}{city}.csv"]), "ID")
        assert len(found) == len(set(found))
    taken: set[int] = set()
    first, second = (opendata._number("same", taken) for _ in range(2))
    assert second == first + 1


def test_both_editions_come_back_as_the_same_places(tmp_path: Path) -> None:
    site = real_build().site
    assert site is not None
    (tmp_path / "content/orgs").mkdir(parents=True)
    for name in ("site", "region", "taxonomy", "hotlines", "chooser"):
        shutil.copy(ROOT / f"content/{name}.yaml", tmp_path / "content")
    shutil.copy(ROOT / "content/towns.csv", tmp_path / "content")
    for path in ("data/opendata/ebina.csv", "data/opendata/suisho/ayase.csv"):
        city = path.rpartition("/")[2].removesuffix(".csv")
        back, problems = imported(tmp_path, real_build().artifacts[path].content, site)
        assert back == {place for place in whole(site, city) if place[2]}
        assert all("map-may-be-secret" in problem for problem in problems)  # a children's centre, to be asked about
        assert len(back) > 5


def whole(site: Site, city: str) -> set[tuple[str, ...]]:
    """Return name, telephone, address and point of each place that the list of a city has."""
    found = set()
    for each, listed in opendata.lists(site, (v for e in site.listed for v in opendata.venues_of(e))):
        for row in listed if each.id == city else ():
            known = standing(row.venue, site)
            address = f"{known.whole} {known.building}".strip() if isinstance(row.venue.place, PublicPlace) else ""
            found.add((row.venue.name, row.contact("tel"), address, *row.point))
    return found


def imported(root: Path, content: bytes, site: Site) -> tuple[set[tuple[str, ...]], list[str]]:
    """Return the same of the drafts that an import makes of a list, those with a street or building, and its faults."""
    (root / "list.csv").write_bytes(content)
    made = import_list(root, root / "list.csv", problems := Problems(), dry_run=True)
    assert made
    found = {_draft(yaml.load(text, yaml.BaseLoader), site) for text in made.imported.files.values()}
    return {place for place in found if place[2]}, [problem.text() for problem in problems]


def _draft(draft: dict[str, Any], site: Site) -> tuple[str, ...]:
    place = draft.get("places", [{}])[0]
    text = place.get("address", "")
    read = read_address(text, site.content.atlas.gazetteer)
    address = f"{read.canonical} {read.building}".strip() if isinstance(read, Address) else text
    return draft["name"], draft.get("contact", {}).get("tel", ""), address, place.get("lat", ""), place.get("lon", "")
