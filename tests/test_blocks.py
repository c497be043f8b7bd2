"""The block table: what it answers, where it stands in the order, and every fault of its file."""

from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from mapgen.geocode import BlockTable, Fix, Lock, Spot, dump_blocks, locate, parse_blocks
from mapgen.model import AreaPlace, HiddenPlace, Place, Point, Precision, PublicPlace
from mapgen.problems import Problems
from tests.builders import TODAY, atlas, region

PATH = "content/blocks.csv"
ADDRESS = "みほん県北みほん市青葉一丁目2番3号"
BLOCKS = BlockTable({("kita", "青葉一丁目"): {2: (35.476, 139.361)}, ("kita", "緑"): {1302: (35.468, 139.345)}})
ATLAS = dataclasses.replace(atlas(region()), blocks=BLOCKS)


def read(text: str, **given: object) -> tuple[BlockTable, str]:
    problems = Problems()
    table = parse_blocks(text, PATH, problems, region(**given))
    return table, "\n".join(problem.text() for problem in problems)


def spot(place: Place, lock: Lock | None = None) -> Spot | None:
    return locate(place, dataclasses.replace(ATLAS, lock=lock or Lock())).spot


def public(address: str = ADDRESS, **fields: object) -> PublicPlace:
    return PublicPlace.model_validate({"address": address, **fields})


def locked(precision: Precision) -> Lock:
    return Lock({"みほん県北みほん市青葉一丁目2-3": Fix(Point(lat=35.47, lon=139.35), precision, "mihon", "", TODAY)})


# --- what it answers -------------------------------------------------------------------------------------------------


def test_a_block_is_a_pin_and_says_what_was_matched() -> None:
    assert spot(public()) == Spot(
        Point(lat=35.476, lon=139.361), Precision.BLOCK, "blocks", "みほん県北みほん市青葉一丁目2"
    )
    assert Precision.BLOCK.exact


def test_a_lot_is_found_by_its_first_number() -> None:
    for address in ("北みほん市緑1302", "北みほん市緑1302番地の4 みほん荘203", "北みほん市大字緑１３０２－４"):
        found = spot(public(address))
        assert found and (found.point.lat, found.provider) == (35.468, "blocks")


def test_another_number_another_city_or_no_number_is_the_town_s() -> None:
    for address in ("北みほん市青葉1-20-3", "南みほん市青葉1-2-3", "北みほん市青葉一丁目", "北みほん市緑1303"):
        found = spot(public(address))
        assert found and found.provider == "towns"


def test_a_doubtful_town_has_no_block() -> None:
    odd = dataclasses.replace(ATLAS, blocks=BlockTable({("kita", "青葉九丁目"): {2: (35.476, 139.361)}}))
    found = locate(public("北みほん市青葉9-2-3"), odd).spot
    assert found is None or found.provider == "towns"


def test_the_order_is_manual_lock_block_town() -> None:
    rooftop = locked(Precision.ROOFTOP)
    by_hand = spot(public(lat="35.481", lon="139.371"), rooftop)
    assert by_hand and by_hand.provider == "manual"
    for lock, provider in (
        (rooftop, "mihon"),
        (locked(Precision.BLOCK), "mihon"),
        (locked(Precision.TOWN), "blocks"),  # never a worse point over a better one
        (locked(Precision.OAZA), "blocks"),
        (Lock(), "blocks"),
    ):
        found = spot(public(), lock)
        assert found and found.provider == provider


def test_a_locked_town_stays_where_there_is_no_block() -> None:
    lock = Lock({"みほん県北みほん市緑7": Fix(Point(lat=35.47, lon=139.35), Precision.OAZA, "mihon", "", TODAY)})
    found = spot(public("北みほん市緑7"), lock)
    assert found and found.provider == "mihon"


def test_an_area_and_a_hidden_place_never_get_a_block() -> None:
    area = spot(AreaPlace(visibility="area", address=ADDRESS))
    assert area and (area.provider, area.precision) == ("towns", Precision.TOWN)
    assert spot(HiddenPlace(visibility="hidden", city="kita")) is None


def test_a_town_may_be_spelt_another_way_than_in_the_town_table() -> None:
    table = BlockTable({("kita", "緑ヶ丘一丁目"): {2: (35.476, 139.361)}})
    assert table.point("kita", "緑ケ丘一丁目", 2) == table.point("kita", "緑が丘一丁目", 2) is not None
    assert table.point("kita", "緑ケ丘二丁目", 2) is None and BlockTable().point("kita", "緑", 1) is None


# --- the file --------------------------------------------------------------------------------------------------------


def test_every_fault_is_named_with_its_line() -> None:
    table, problems = read(
        "\ufeffcity,town,block,lat,lon\n"
        "kita,緑,1,35.46,139.34\n"
        "kita,緑,1,35.46,139.34\n"
        "kita,緑,イ12,35.46,139.34\n"
        "kita,緑,0,35.46,139.34\n"
        "kita,緑,2,139.34,35.46\n"
        "kita,緑,3,,\n"
        "kita,,4,35.46,139.34\n"
        "kita,緑,5,35.46\n"
        "kita,緑,6,36.46,139.34\n"
        "kitta,緑,7,35.46,139.34\n"
        "kitta,緑,8,35.46,139.34\n"
        "minami,緑,9,35.42,139.34\n"
    )
    assert table.towns == {("kita", "緑"): {1: (35.46, 139.34)}, ("minami", "緑"): {9: (35.42, 139.34)}}
    assert len(table) == 2
    assert problems == (
        "content/blocks.csv:3: error: 「緑」の「1」が2回あります [blocks-twice]\n"
        "    → どちらか一方の行を消します\n"
        "content/blocks.csv:4: error: 街区の番号「イ12」は、1から99999までの数字ではありません [blocks-bad-number]\n"
        "    → 半角の数字だけで書くか、この行を消します\n"
        "content/blocks.csv:5: error: 街区の番号「0」は、1から99999までの数字ではありません [blocks-bad-number]\n"
        "    → 半角の数字だけで書くか、この行を消します\n"
        "content/blocks.csv:6: error: 緯度「139.34」、経度「35.46」は日本の外です [towns-outside-japan]\n"
        "    → 緯度(20〜46)と経度(122〜154)が入れかわっていないか確かめます\n"
        "content/blocks.csv:7: error: 緯度「」と経度「」を読めません [towns-bad-point]\n"
        "    → 35.488640 のような半角の数字で書きます。わからないときは両方を空にします\n"
        "content/blocks.csv:8: error: 市か町の名前が空です [towns-without-name]\n"
        "content/blocks.csv:9: error: この行の項目は4個です。1行目と同じ5個にします [towns-bad-row]\n"
        "content/blocks.csv:10: error: 緯度「36.46」、経度「139.34」は北みほん市の外です [blocks-outside-city]\n"
        "    → この行を消すか、content/region.yaml の bbox が正しいかを確かめます\n"
        "content/blocks.csv:11: error: 街区の表に、地域にない市「kitta」があります [blocks-unknown-city]\n"
        "    → 「kita」ではありませんか?"
    )


def test_a_table_without_its_columns_or_not_csv_is_empty() -> None:
    assert read("") == (BlockTable(), "")
    table, problems = read("city,town,lat,lon\nkita,緑,35.46,139.34\n")
    assert not len(table) and problems.startswith(
        "content/blocks.csv:1: error: 街区の表の1行目に「block」の列がありません"
    )
    table, problems = read('city,town,block,lat,lon\nkita,"緑,1,35.46,139.34\n')
    assert not len(table) and "[towns-not-csv]" in problems


NUMBERS = st.integers(1, 99_999)
COORDINATES = st.tuples(
    st.integers(35_450_000, 35_500_000).map(lambda n: n / 1e6),
    st.integers(139_300_000, 139_400_000).map(lambda n: n / 1e6),
)


@given(st.dictionaries(st.sampled_from(["緑", "青葉一丁目"]), st.dictionaries(NUMBERS, COORDINATES, min_size=1)))
def test_what_is_written_is_read_again_and_sorted(towns: dict[str, dict[int, tuple[float, float]]]) -> None:
    table = {("kita", town): blocks for town, blocks in towns.items()}
    text = dump_blocks(table)
    again, problems = read(text)
    assert (again.towns, problems) == (table, "")
    assert dump_blocks(dict(reversed(list(table.items())))) == text
    keys = [(line.split(",")[1], int(line.split(",")[2])) for line in text.splitlines()[1:]]
    assert keys == sorted(keys)
