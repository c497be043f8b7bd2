"""From a place to a point: the town table, and the order in which everything is asked."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mapgen.geocode import Atlas, Fix, Lock, TownTable, address_problems, check_cities, locate, parse_towns
from mapgen.model import AreaPlace, HiddenPlace, Place, Point, Precision, PublicPlace, Region
from mapgen.problems import Problems
from tests.four_cities import CITIES, GAZETTEER, NAMES

CSV = Path(__file__).parents[1] / "content" / "towns.csv"
DAY = date(2026, 11, 1)


def read(text: str) -> tuple[TownTable, list[str]]:
    problems = Problems()
    table = parse_towns(text, "content/towns.csv", problems)
    return table, [problem.text() for problem in problems]


def real_towns() -> TownTable:
    table, problems = read(CSV.read_text(encoding="utf-8"))
    assert problems == []
    return table


TOWNS = real_towns()
REGION = Region.model_validate(
    {
        "name": {"ja": "四市"},
        "cities": [
            {
                "id": i,
                "code": code,
                "prefecture": p,
                "name": {"ja": n},
                "kana": "し",
                "bbox": (139.3, 35.3, 139.5, 35.6),
            }
            for (i, p, n), code in zip(CITIES, ("142166", "142182", "142131", "142158"), strict=True)
        ],
    }
)
HALL = Fix(Point(lat=35.48864, lon=139.407637), Precision.ROOFTOP, "mihon", "みほん", DAY)
LOCK = Lock({"神奈川県座間市緑ケ丘一丁目1-1": HALL})
ATLAS = Atlas(REGION, GAZETTEER, TOWNS, LOCK)


def public(**fields: Any) -> PublicPlace:
    return PublicPlace.model_validate(fields)


def area(address: str) -> AreaPlace:
    return AreaPlace(visibility="area", address=address)


# --- the town table --------------------------------------------------------------------------------------------------


def test_the_real_table_has_420_towns_of_four_cities() -> None:
    assert len(TOWNS.rows) == 420
    assert {city: len(names) for city, names in TOWNS.names().items()} == {
        "ayase": 118, "ebina": 108, "yamato": 122, "zama": 72,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("city", "town", "lat", "lon", "precision"),
    [
        ("yamato", "鶴間一丁目", 35.488327, 139.454215, "town"),
        ("ebina", "さつき町", 35.446045, 139.381006, "oaza"),
        ("yamato", "下鶴間", 35.497634, 139.459301, "oaza"),  # its own row, not the middle of its 丁目
        ("zama", "小松原", 35.496565, 139.429535, "oaza"),  # only 丁目: the mean of the two
        ("ebina", "社家三丁目", 35.422593, 139.37852, "oaza"),  # no point of its own: plain 社家
        ("zama", "緑ケ丘七丁目", 35.492489, 139.407736, "oaza"),  # there is none: the mean of the six
        ("ayase", "厚木航空基地", 35.452162, 139.435339, "oaza"),  # its row bears the older name
    ],
)
def test_a_town_has_a_point(city: str, town: str, lat: float, lon: float, precision: str) -> None:
    assert TOWNS.point(city, town) == (Point(lat=lat, lon=lon), Precision(precision))


@pytest.mark.parametrize(
    ("city", "town"), [("zama", "入谷西二丁目"), ("ayase", "上土棚"), ("ebina", "深谷中"), ("x", "")]
)
def test_a_town_without_any_point_has_none(city: str, town: str) -> None:
    assert TOWNS.point(city, town) is None


def test_the_same_name_in_two_cities_is_two_towns() -> None:
    ayase, yamato = (TOWNS.point(city, "本蓼川") for city in ("ayase", "yamato"))
    assert ayase and yamato and ayase[0].distance(yamato[0]) > 1000


def test_every_fault_of_the_table_is_named_with_its_line() -> None:
    table, problems = read(
        "\ufeffcity,town,lat,lon\n"
        "kita,青葉一丁目,35.5,139.4\n"
        "kita,青葉一丁目,35.5,139.4\n"
        "kita,緑,35.5\n"
        "\n"
        "kita,,35.5,139.4\n"
        "kita,東,35.5,\n"
        "kita,西,３５,139.4\n"
        "kita,南,139.4,35.5\n"
        "kita,北,,\n"
    )
    assert list(table.rows) == [("kita", "青葉一丁目"), ("kita", "北")]
    assert "\n".join(problems) == (
        "content/towns.csv:3: error: 「kita」の「青葉一丁目」が2回あります [towns-twice]\n"
        "    → どちらか一方の行を消します\n"
        "content/towns.csv:4: error: この行の項目は3個です。1行目と同じ4個にします [towns-bad-row]\n"
        "content/towns.csv:6: error: 市か町の名前が空です [towns-without-name]\n"
        "content/towns.csv:7: error: 緯度「35.5」と経度「」を読めません [towns-bad-point]\n"
        "    → 35.488640 のような半角の数字で書きます。わからないときは両方を空にします\n"
        "content/towns.csv:8: error: 緯度「３５」と経度「139.4」を読めません [towns-bad-point]\n"
        "    → 35.488640 のような半角の数字で書きます。わからないときは両方を空にします\n"
        "content/towns.csv:9: error: 緯度「139.4」、経度「35.5」は日本の外です [towns-outside-japan]\n"
        "    → 緯度(20〜46)と経度(122〜154)が入れかわっていないか確かめます"
    )


def test_a_table_without_its_columns_or_not_csv_is_empty() -> None:
    assert read("") == (TownTable(), [])
    table, problems = read("市,町\nkita,緑\n")
    assert table.rows == {} and "towns-without-column" in problems[0] and problems[0].startswith("content/towns.csv:1:")
    table, problems = read('city,town,lat,lon\nkita,"緑,35.5,139.4\n')
    assert table.rows == {} and "towns-not-csv" in problems[0]


def test_other_columns_are_ignored_in_any_order() -> None:
    table, problems = read("source,lon,lat,town,city\nx,139.4,35.5,緑,kita\n")
    assert (table.rows, problems) == ({("kita", "緑"): Point(lat=35.5, lon=139.4)}, [])


def test_a_city_that_the_region_does_not_have_is_named() -> None:
    problems = Problems()
    check_cities(TownTable({("zamma", "緑"): None}), tuple(NAMES), "content/towns.csv", problems)
    assert [p.text("en") for p in problems] == [
        "content/towns.csv: error: the town table names a city 'zamma' that the region does not have "
        "[towns-unknown-city]\n    → did you mean 'zama'?"
    ]


# --- which point -----------------------------------------------------------------------------------------------------


def spot(place: Place, atlas: Atlas = ATLAS) -> tuple[float, str, str] | None:
    found = locate(place, atlas).spot
    return (found.point.lat, found.precision.value, found.provider) if found else None


def test_manual_beats_lock_beats_town_table_beats_nothing() -> None:
    hall = "座間市緑ケ丘1-1-1 5階"
    assert spot(public(address=hall, lat=35.5, lon=139.4)) == (35.5, "manual", "manual")
    assert spot(public(address=hall)) == (35.48864, "rooftop", "mihon")
    assert spot(public(address="座間市緑ケ丘1-2-1")) == (35.488251, "town", "towns")
    assert spot(public(address="座間市役所")) is None


def test_the_lock_says_what_it_matched_and_the_building_does_not_matter() -> None:
    assert locate(public(address="座間市緑ヶ丘１丁目１番１号 1階"), ATLAS).spot.matched == "みほん"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("address", "precision", "drawn"),
    [
        ("座間市緑ケ丘", Precision.ROOFTOP, "oaza"),
        ("座間市緑ケ丘一丁目", Precision.BLOCK, "town"),
        ("座間市緑ケ丘", Precision.OAZA, "oaza"),
        ("座間市", Precision.OAZA, None),
    ],
)
def test_a_point_never_claims_more_than_the_address(address: str, precision: Precision, drawn: str | None) -> None:
    key = "神奈川県" + address
    atlas = Atlas(REGION, GAZETTEER, TOWNS, Lock({key: Fix(HALL.point, precision, "mihon", "", DAY)}))
    found = locate(public(address=address), atlas).spot
    assert (found and found.precision.value) == drawn


def test_an_area_place_gets_its_town_and_never_the_lock() -> None:
    lock = Lock({"神奈川県座間市緑ケ丘一丁目": HALL, "神奈川県座間市緑ケ丘一丁目1-1": HALL})
    atlas = Atlas(REGION, GAZETTEER, TOWNS, lock)
    for address in ("座間市緑ケ丘一丁目", "座間市緑ケ丘1-1-1 みほん荘203"):
        found = locate(area(address), atlas)
        assert (found.city, spot(area(address), atlas)) == ("zama", (35.488251, "town", "towns"))
        assert found.address and found.address.written == found.address.canonical == "神奈川県座間市緑ケ丘一丁目"


def test_a_hidden_place_has_its_city_and_nothing_else() -> None:
    for city, known in (("zama", "zama"), ("outside", None)):
        found = locate(HiddenPlace(visibility="hidden", city=city), ATLAS)
        assert (found.city, found.address, found.spot) == (known, None, None)


def test_a_place_outside_the_region_has_only_a_point_set_by_hand() -> None:
    far = {"address": "横浜市神奈川区鶴屋町2-24-2", "city": "outside"}
    found = locate(public(**far), ATLAS)
    assert (found.city, found.address, found.spot) == (None, None, None)
    assert spot(public(**far, lat=35.46, lon=139.62)) == (35.46, "manual", "manual")


def test_without_an_address_the_city_is_the_place_s_own() -> None:
    found = locate(public(city="ebina", name="みほん会館"), ATLAS)
    assert (found.city, found.address, found.spot) == ("ebina", None, None)


# --- what is wrong with an address -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "codes"),
    [
        (public(address="座間市緑ケ丘1-1-1"), []),
        (public(address="座間市緑ケ丘1-1-1", city="zama"), []),
        (public(address="えびなこどもセンター3階", city="ebina"), []),
        (public(address="横浜市神奈川区鶴屋町2-24-2", city="outside"), []),
        (public(city="zama"), []),
        (HiddenPlace(visibility="hidden", city="zama"), []),
        (area("大和市鶴間一丁目"), []),
        (public(address="横浜市神奈川区鶴屋町2-24-2"), ["address-outside-region"]),
        (public(address="横浜市神奈川区鶴屋町2-24-2", city="zama"), ["address-outside-region"]),
        (public(address="えびなこどもセンター3階"), ["address-without-city"]),
        (public(address="座間市緑ケ丘1-1-1", city="ebina"), ["city-disagrees"]),
        (public(address="座間市緑ケ丘1-1-1", city="outside"), ["city-disagrees"]),
        (public(address="座間市入谷1-48-2"), ["address-obsolete-town"]),
        (area("大和市鶴間1-31-7"), ["area-too-fine"]),
        (area("大和市鶴間一丁目 みほん荘"), ["area-too-fine"]),
        (area("みほん荘２０３"), ["address-without-city", "area-too-fine"]),
        (area("大和市緑が岡1-1"), ["address-unknown-town", "area-too-fine"]),
    ],
)
def test_the_problems_of_an_address(place: Place, codes: list[str]) -> None:
    assert [code for code, _ in address_problems(place, ATLAS)] == codes


def test_a_city_that_disagrees_is_told_which_it_is() -> None:
    (finding,) = address_problems(public(address="座間市緑ケ丘1-1-1", city="ebina"), ATLAS)
    assert finding == ("city-disagrees", {"given": "ebina", "city": "座間市", "guess": "zama"})
