"""`towns import`: from a published table to the project's own, and what is left out on the way."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mapgen.content import read_content
from mapgen.geocode import dump_towns, locate, parse_towns
from mapgen.imports.towns import Imported, import_towns
from mapgen.imports.towns.cells import town_name
from mapgen.problems import Problem, Problems
from tests.conftest import Project
from tests.published_tables import (
    GEOLONIA,
    ISJ_BLOCKS,
    ISJ_TOWNS,
    KNOWN,
    NORTH,
    SOUTH,
    TOWNS,
    Room,
    geolonia,
    isj_block,
    isj_town,
    open_room,
    table,
    zipped,
)  # fmt: skip


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return open_room(tmp_path)


# --- what is read ----------------------------------------------------------------------------------------------------


def test_towns_of_the_ministry_take_the_place_of_their_city_s_rows(room: Room) -> None:
    done = room.run(TOWNS)
    assert room.file("towns.csv") == (
        "city,town,lat,lon\n"
        "kita,緑,35.461111,139.341111\n"
        "kita,青葉一丁目,35.471234,139.351234\n"
        "minami,緑,35.42,139.34\n"
    )
    assert room.said() == (
        "99_2025.csv: warning: 前の表にあった 1 の町が、このファイルにはないので消えました: 旧町 [import-towns-gone]\n"
        "    → いまも使う町があるときは、Git で前の表に戻します"
    )
    assert done == Imported(
        "towns-imported",
        {
            "path": "content/towns.csv",
            "rows": 2,
            "found": 2,
            "total": 3,
            "cities": "北みほん市",
            "source": "位置参照情報(国土交通省)",
        },
    )
    assert (
        Problem(next(iter(room.problems)).where, done.code, dict(done.facts))
        .fact("en")
        .startswith("wrote content/towns.csv: 2 towns")
    )


def test_towns_of_geolonia_have_parts_and_rows_without_a_point(room: Room) -> None:
    rows = [
        geolonia("青葉一丁目", "35.4712", "139.351234"),
        geolonia("みどり", "35.46", "139.34"),
        geolonia("みどり", "35.47", "139.35", part="字みほん"),
        geolonia("ひがし", "35.46", "139.34", part="字うえ"),
        geolonia("ひがし", "35.462", "139.342", part="字した"),
        geolonia("にし一丁目", "", ""),
        geolonia("緑", "35.421", "139.341", SOUTH),
        geolonia("よその町", "36.0", "140.0", ("99003", "よそ市")),
    ]
    done = room.run(table(GEOLONIA, rows, "utf-8", "\n"))
    assert room.file("towns.csv") == (
        "city,town,lat,lon\n"
        "kita,にし一丁目,,\n"
        "kita,ひがし,35.461,139.341\n"
        "kita,みどり,35.46,139.34\n"
        "kita,青葉一丁目,35.4712,139.351234\n"
        "minami,緑,35.421,139.341\n"
    )
    assert room.codes() == [("import-towns-gone", 0), ("import-no-point", 7)]
    assert done and done.facts["source"] == "Geolonia 住所データ" and done.facts["rows"] == 7


def test_blocks_are_a_table_of_their_own_and_make_pins(room: Room) -> None:
    rows = [
        isj_block("青葉一丁目", "2", "35.476123", "139.361123"),
        isj_block("青葉一丁目", "2", "35.476223", "139.361123", main="0"),
        isj_block("大字緑", "１０", "35.468", "139.345"),
        isj_block("緑", "9", "35.468", "139.345", part="みほん"),
        isj_block("緑", "3", "35.468", "139.345", main="0"),
        isj_block("緑", "3", "35.4682", "139.345", main="0"),
    ]
    room.run(TOWNS)
    assert room.run(table(ISJ_BLOCKS, rows)) and room.codes() == []
    assert room.file("blocks.csv") == (
        "city,town,block,lat,lon\n"
        "kita,緑,3,35.4681,139.345\n"
        "kita,緑,9,35.468,139.345\n"
        "kita,緑,10,35.468,139.345\n"
        "kita,青葉一丁目,2,35.476123,139.361123\n"
    )


def test_a_build_uses_the_imported_blocks(project: Callable[..., Project]) -> None:
    made = project()
    rows = [isj_block("みどりが丘一丁目", "2", "35.118123", "139.428123", ("99201", "みほん市"))]
    (made.root / "99.csv").write_bytes(table(ISJ_BLOCKS, rows))
    assert import_towns(made.root, made.root / "99.csv", Problems())
    content = read_content(made.root, problems := Problems())
    assert content is not None and not problems
    (found,) = [locate(place, content.atlas).spot for place in content.organizations[0].places]
    assert found and (found.point.lat, found.precision, found.provider) == (35.118123, "block", "blocks")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("pack", [False, True])
def test_encoding_line_ends_and_zip_make_no_difference(room: Room, encoding: str, end: str, pack: bool) -> None:
    data = table(ISJ_TOWNS, [isj_town("髙みほん町①", "35.47", "139.35")], encoding, end)
    files = {"99000-20.0b/99_2025.CSV": data, "99000-20.0b/format.html": b"<p>", "__MACOSX/._99_2025.csv": b"\0"}
    assert room.run(zipped(files) if pack else data, "99.bin")
    assert "kita,髙みほん町1,35.47,139.35\n" in (room.file("towns.csv") or "")


def test_cities_are_known_by_code_or_by_name(room: Room) -> None:
    for city in (("99001", "いまの名前市"), ("990019", ""), ("", "北みほん市"), ("88001", "みほん郡北みほん市")):
        (room.root / "content" / "towns.csv").write_text(KNOWN, encoding="utf-8")
        assert room.run(table(ISJ_TOWNS, [isj_town("あ町", "35.47", "139.35", city)])), city
    for city in (("99003", "東北みほん市"), ("", "北みほん市場町"), ("", "北みほん")):
        assert room.run(table(ISJ_TOWNS, [isj_town("あ町", "35.47", "139.35", city)])) is None
        assert room.codes() == [("import-no-city", 0)]


def test_the_same_name_in_another_prefecture_is_another_city(room: Room) -> None:
    data = TOWNS.decode("cp932").replace("みほん県", "よそ県").replace("99001", "88001").encode("cp932")
    assert room.run(data) is None
    assert room.said() == (
        "99_2025.csv: error: この地域の市(みほん県北みほん市、みほん県南みほん市)の行がありません。"
        "あったのは: よそ県北みほん市 [import-no-city]\n"
        "    → 地域の都道府県のファイルか、content/region.yaml の市の code と name を確かめます"
    )


def test_the_ward_of_a_city_is_part_of_the_town_s_name(room: Room) -> None:
    assert room.run(table(ISJ_BLOCKS, [isj_block("緑", "1", "35.47", "139.35", ("", "北みほん市みなみ区"))]))
    assert room.file("blocks.csv") == "city,town,block,lat,lon\nkita,みなみ区緑,1,35.47,139.35\n"
    assert room.codes() == [("import-unknown-towns", 0)]


def test_a_spreadsheet_may_have_taken_the_first_zero_of_a_code(room: Room) -> None:
    file = room.root / "content" / "region.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("990019", "011002"), encoding="utf-8")
    assert room.run(table(ISJ_TOWNS, [isj_town("あ町", "35.47", "139.35", ("1100", "べつの名前"))]))


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("青葉一丁目", "青葉一丁目"),
        ("青葉1丁目", "青葉一丁目"),
        ("青葉　１２丁目", "青葉十二丁目"),
        ("大字緑", "緑"),
        ("字緑", "緑"),
        ("字", "字"),
        ("十文字町", "十文字町"),
        ("ｶﾅ町ー々", "カナ町ー々"),
        ("北一条西三丁目", "北一条西三丁目"),
        ("（大字なし）", None),
        ("=HYPERLINK(1)", None),
        ("<b>緑</b>", None),
        ("緑,みどり", None),
        ('緑"', None),
        ("", None),
        ("あ" * 41, None),
    ],
)
def test_a_town_s_name(written: str, name: str | None) -> None:
    assert town_name(written) == name


# --- what is left out, and said --------------------------------------------------------------------------------------


def test_what_is_left_out_is_said_once_for_each_reason(room: Room) -> None:
    rows = [
        isj_block("緑", "1", "35.468", "139.345"),
        isj_block("緑", "イ2", "35.468", "139.345"),
        isj_block("緑", "3-1", "35.468", "139.345"),
        isj_block("（大字なし）", "4", "35.468", "139.345"),
        isj_block("緑", "5", "35.468", "139.345", after="3"),
        isj_block("緑", "6", "35.468", "139.345", before="3"),
        isj_block("緑", "7", "35.568", "139.345"),
        isj_block("緑", "8", "35.468", "139.345"),
        isj_block("緑", "8", "35.472", "139.345"),  # 440 m away, both said to stand for all of it
        isj_block("緑", "9", "35.468", "139.345"),
        isj_block("緑", "9", "35.470", "139.345", main="0"),  # part of the same lot, 220 m away
        isj_block("緑", "10", "", ""),
    ]
    assert room.run(table(ISJ_BLOCKS, rows))
    assert room.file("blocks.csv") == "city,town,block,lat,lon\nkita,緑,1,35.468,139.345\n"
    assert room.said() == (
        "99_2025.csv:3: warning: 番号が数字でない 2 行を使いませんでした: 緑イ2、緑3-1 [import-no-number]\n"
        "99_2025.csv:5: warning: 町の名前として読めない 1 行を使いませんでした: (大字なし)4 [import-no-town]\n"
        "99_2025.csv:6: warning: なくなった街区の 2 行を使いませんでした: 緑5、緑6 [import-abolished]\n"
        "99_2025.csv:8: warning: 点が市の外にある 1 行の点を使いませんでした: 緑7 [import-outside-city]\n"
        "    → 多いときは、content/region.yaml の bbox が正しいかを確かめます\n"
        "99_2025.csv:9: warning: 同じ名前の点が離れすぎている 2 か所の点を使いませんでした: 緑8、緑9 [import-apart]\n"
        "99_2025.csv:13: warning: 緯度と経度のない行が 1 あります。町は名前だけを使います: 緑10 [import-no-point]"
    )


def test_rows_of_cities_that_the_region_does_not_have_go(room: Room) -> None:
    (room.root / "content" / "towns.csv").write_text(
        "city,town,lat,lon\nmihon,みほん町,35.11,139.41\n", encoding="utf-8"
    )
    assert room.run(TOWNS)
    assert "mihon" not in (room.file("towns.csv") or "") and room.codes() == [("import-foreign-rows", 0)]


def test_a_second_import_changes_no_byte(room: Room) -> None:
    room.run(TOWNS)
    first = room.file("towns.csv")
    room.run(TOWNS)
    assert room.file("towns.csv") == first and room.codes() == []


def test_the_order_of_the_rows_does_not_matter(room: Room) -> None:
    rows = [isj_block("緑", str(n), f"35.46{n % 3}123", "139.345") for n in (1, 2, 3, 2, 10)]
    written = set()
    for ordered in (rows, rows[::-1], sorted(rows)):
        assert room.run(table(ISJ_BLOCKS, ordered))
        written.add(room.file("blocks.csv"))
    assert len(written) == 1


def test_the_real_town_table_is_written_as_it_is() -> None:
    text = (Path(__file__).parents[1] / "content" / "towns.csv").read_text(encoding="utf-8")
    towns = parse_towns(text, "content/towns.csv", Problems())
    assert len(towns.rows) == 420 and dump_towns(towns.rows) == text


def test_north_and_south_are_both_taken(room: Room) -> None:
    rows = [isj_town("緑", "35.47", "139.35", NORTH), isj_town("緑", "35.42", "139.35", SOUTH)]
    done = room.run(table(ISJ_TOWNS, rows))
    assert done and done.facts["cities"] == "北みほん市、南みほん市"
