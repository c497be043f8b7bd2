"""Where a pin stands: what of its point, address and city may be believed, and what is said of the rest."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from mapgen.imports.mymaps.document import parse_map
from mapgen.imports.mymaps.importing import sort_map
from mapgen.imports.mymaps.result import Imported
from mapgen.problems import Problems
from tests import builders as make
from tests.conftest import Project
from tests.map_files import Room, my_map, placemark

NORTH, SOUTH = (35.47, 139.35), (35.43, 139.35)


@pytest.fixture
def room(project: Callable[..., Project]) -> Room:
    return Room(project())


def sort(*placemarks: str) -> Imported:
    """Sort a map of the two invented cities, in which nothing is known yet."""
    return sort_map(parse_map(my_map(*placemarks).encode(), "みほん.kml"), make.content(), Problems())


def place(pin: str) -> str:
    """Return the places of the draft of one pin, with the remarks on the cities it serves."""
    made = sort(pin)
    (text,) = made.files.values()
    serves = re.search(r"(?:# .*\n)?serves: .*\n", text.decode())
    assert serves
    places = re.search(r"^places:\n(?: .*\n)+", text.decode(), re.MULTILINE)
    return serves[0] + (places[0] if places else "")


def test_a_point_and_an_address_are_kept_as_they_are() -> None:
    assert place(placemark("み", 住所="みほん県北みほん市青葉1-2-3 みほん会館2階", point=NORTH)) == (
        "# 活動する市は、立っている市(北みほん市)から推測しました。確かめてください\nserves: [kita]\n"
        "places:\n  - address: みほん県北みほん市青葉1-2-3 みほん会館2階\n    lat: 35.470000\n    lon: 139.350000\n"
    )


def test_an_address_without_a_point_waits_for_geocoding() -> None:
    assert place(placemark("み", address="北みほん市青葉1-2-3", point=None)) == (
        "# 活動する市は、立っている市(北みほん市)から推測しました。確かめてください\nserves: [kita]\n"
        "places:\n  - address: 北みほん市青葉1-2-3\n"
    )


def test_a_point_alone_says_the_city() -> None:
    assert place(placemark("み", point=SOUTH)) == (
        "# 活動する市は、ピンの位置(南みほん市)から推測しました。確かめてください\nserves: [minami]\n"
        "places:\n  # 市は、ピンの位置(南みほん市)から推測しました。確かめてください\n"
        "  - city: minami\n    lat: 35.430000\n    lon: 139.350000\n"
    )


def test_between_two_cities_the_nearest_town_decides() -> None:
    assert "city: kita\n" in place(placemark("み", point=(35.4505, 139.35)))
    assert "いちばん近い町は南みほん市" in place(placemark("み", point=(35.4495, 139.35)))


def test_an_address_without_its_city_is_read_in_the_city_of_the_pin() -> None:
    assert place(placemark("み", 住所="青葉1-2-3", point=SOUTH)).split("places:\n")[1] == (
        "  - address: 青葉1-2-3\n"
        "    # 市は、ピンの位置(南みほん市)から推測しました。確かめてください\n"
        "    city: minami\n    lat: 35.430000\n    lon: 139.350000\n"
    )


def test_a_city_in_a_column_is_a_city_said() -> None:
    told = place(placemark("み", 住所="青葉1-2-3", 市町村="南みほん市", point=None))
    assert told.endswith("places:\n  - address: 青葉1-2-3\n    city: minami\n")


def test_a_venue_that_is_an_address_is_one() -> None:
    assert place(placemark("み", 会場="南みほん市緑1-2", point=None)).endswith(
        "places:\n  - address: 南みほん市緑1-2\n"
    )
    assert place(placemark("み", 会場="みほん会館", 住所="南みほん市緑1-2", point=None)).endswith(
        "places:\n  - name: みほん会館\n    address: 南みほん市緑1-2\n"
    )


def test_columns_may_hold_the_point() -> None:
    told = place(placemark("み", 緯度="35.43", 経度="139.35", point=None))
    assert told.endswith("  - city: minami\n    lat: 35.430000\n    lon: 139.350000\n")


def test_a_point_outside_the_region_is_not_written_where_the_address_is_inside() -> None:
    assert place(placemark("み", 住所="北みほん市青葉1-2-3", point=(36.0, 140.0))).endswith(
        "places:\n  # ピンの位置(緯度36.000000、経度140.000000)は地域の外なので、書きませんでした\n"
        "  - address: 北みほん市青葉1-2-3\n"
    )


def test_a_point_off_africa_is_none(room: Room) -> None:
    text = room.draft(placemark("み", 住所="みほん市みほん町1-1", point=(0, 0)))
    assert "places:\n  # 「み」の座標は 0,0(アフリカの沖)です。" in text and "lat:" not in text
    assert "[mymaps-zero-point]" in room.said()


def test_a_point_far_from_its_address_is_doubtful() -> None:
    told = place(placemark("み", 住所="北みほん市緑1", point=SOUTH))
    assert "    # ピンが、住所から読んだ位置と約5004m離れています。どちらが正しいか確かめてください\n    lat:" in told


def test_an_address_elsewhere_with_a_pin_here_is_left_to_an_editor() -> None:
    made = sort(placemark("み", "みほんです。", 住所="東京都みほん区1-1", point=SOUTH))
    (text,) = (text.decode() for text in made.files.values())
    assert "description: |\n  - 住所: 東京都みほん区1-1\n" in text
    assert (
        "# 住所は地域の外ですが、ピンは地域の中にあります。どちらが正しいか確かめてください\n  - city: minami\n" in text
    )


@pytest.mark.parametrize(
    "pin",
    [
        placemark("み", point=(36.0, 140.0)),
        placemark("み", 住所="東京都みほん区1-1", point=None),
        placemark("み", 住所="東京都みほん区1-1", point=(36.0, 140.0)),
    ],
)
def test_what_is_elsewhere_is_left_out_unless_it_serves_a_city(pin: str) -> None:
    made = sort(pin)
    assert [each.why("ja") for each in made.skipped] == ["地域の外にあり、地域のどの市で活動するかも書かれていません"]
    assert not made.drafts


def test_what_is_elsewhere_and_serves_a_city_is_taken_in() -> None:
    pin = placemark("み", 住所="東京都みほん区1-1", 活動地域="南みほん市", point=(36.0, 140.0))
    assert place(pin) == (
        "serves: [minami]\nplaces:\n"
        "  - address: 東京都みほん区1-1\n    city: outside\n    lat: 36.000000\n    lon: 140.000000\n"
    )
    assert "は日本の外なので、書きませんでした" in place(pin.replace("36.0,", "52.5,").replace("140.0,", "13.4,"))


def test_without_any_place_the_words_say_the_cities_or_all_are_taken() -> None:
    assert place(placemark("電話相談", "南みほん市の人の電話です。", point=None)) == (
        "# 活動する市は、名前や説明にある市の名前から推測しました。確かめてください\nserves: [minami]\n"
    )
    assert place(placemark("電話相談", point=None)) == (
        "# どの市で活動するか分からないので、地域のすべての市にしました。確かめてください\nserves: [kita, minami]\n"
    )


# ── what our own exporter says of exactness ──────────────────────────────────────────────────────────────────────────

COLUMNS = {
    "id": "mihon", "分野": "生活", "市": "北みほん市", "活動のかたち": "居場所", "住所": "北みほん市青葉一丁目2-3",
    "位置の正確さ": "", "電話": "", "対象": "", "開いている日": "", "ホームページ": "",
}  # fmt: skip
TOWN = (35.475, 139.35)  # the middle of the town in the table


def ours(exact: str, point: tuple[float, float], said: str = "", **columns: str) -> str:
    cells = COLUMNS | {"位置の正確さ": exact} | columns
    return placemark("みほん", f"みほんです。<br><br>{said}<b>活動する市</b> 北みほん市", point=point, **cells)


def test_the_middle_of_a_town_does_not_become_a_point_that_somebody_set() -> None:
    assert place(ours("おおよその位置(町)", TOWN)) == "serves: [kita]\nplaces:\n  - address: 北みほん市青葉一丁目2-3\n"
    assert ")はおおよその位置だったので、書きませんでした" in place(ours("おおよその位置(町)", NORTH))


def test_a_point_of_a_geocoder_is_marked_where_the_project_does_not_know_it() -> None:
    assert "    # ファイルには「番地までの位置」とありました。確かめてください\n    lat: 35.470000\n" in place(
        ours("番地までの位置", NORTH)
    )


def test_a_place_known_by_its_town_stays_known_by_its_town() -> None:
    veiled = "<b>位置について</b> くわしい場所は公開していません。行く前に連絡してください<br>"
    area = "serves: [kita]\nplaces:\n  - visibility: area\n    address: 北みほん市青葉一丁目\n"
    assert place(ours("おおよその位置(町)", TOWN, veiled, 住所="北みほん市青葉一丁目")) == area
    # Somebody wrote a number into the table: it stays out of the file.
    number = place(ours("おおよその位置(町)", TOWN, veiled, 住所="北みほん市青葉一丁目2-3"))
    assert number == area.replace("address: ", "address: みほん県")
    # My Maps may have found an exact one by itself.
    found = ours("おおよその位置(町)", TOWN, veiled, 住所="北みほん市青葉一丁目", 緯度="35.4711", 経度="139.3511")
    (text,) = sort(found.replace("<description>", "<address>北みほん市青葉1-9-9</address><description>")).files.values()
    assert area.split("serves: [kita]\n")[1] in text.decode()
    assert "9-9" not in text.decode() and "35.47" not in text.decode()
    hidden = place(ours("おおよその位置(町)", TOWN, veiled, 住所=""))
    assert hidden == "serves: [kita]\nplaces:\n  - visibility: hidden\n    city: kita\n"
