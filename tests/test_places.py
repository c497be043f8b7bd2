"""The three kinds of a place: each holds exactly what may be known of it, and everything else is an error."""

from __future__ import annotations

import math

import pytest
from pydantic import TypeAdapter, ValidationError

from mapgen.model import AreaPlace, HiddenPlace, Place, Point, Precision, PublicPlace

PLACE: TypeAdapter[object] = TypeAdapter(Place)
# What a public place may say, and which of it an area and a hidden place must not.
KNOWN = {
    "address": "みほん市みほん町1-2",
    "access": "駅から3分",
    "lat": 35.1,
    "lon": 139.4,
}  # fmt: skip


def faults(**fields: object) -> list[str]:
    """Return the codes of what is wrong with a place, [] where it is good."""
    try:
        PLACE.validate_python(fields, context={"cities": ("mihon",)})
    except ValidationError as error:
        return [found["type"] for found in error.errors()]
    return []


def test_the_kind_is_what_visibility_says_and_public_where_it_says_nothing() -> None:
    plain = PLACE.validate_python({"address": "みほん市"})
    assert isinstance(plain, PublicPlace) and plain.visibility == "public"
    assert isinstance(PLACE.validate_python({"visibility": "public", "address": "みほん市"}), PublicPlace)
    assert isinstance(PLACE.validate_python({"visibility": "area", "address": "みほん市"}), AreaPlace)
    hidden = PLACE.validate_python({"visibility": "hidden", "city": "outside"})
    assert isinstance(hidden, HiddenPlace)
    assert PLACE.validate_python(hidden) == hidden  # one that is made already stays what it is
    for word in ("hiden", "", "Public", 1, None):
        assert faults(visibility=word, address="みほん市") == ["unknown-visibility"]
    assert faults() == ["place-without-address"]
    with pytest.raises(ValidationError, match="unknown-visibility"):
        PLACE.validate_python("みほん市")


@pytest.mark.parametrize("field", [*KNOWN, "postal", "building", "photo", "map"])
def test_a_hidden_place_can_hold_nothing_that_tells_where_it_is(field: str) -> None:
    assert faults(visibility="hidden", city="outside") == []
    assert faults(visibility="hidden", city="outside", **{field: KNOWN.get(field, "みほん")}) == ["extra_forbidden"]
    assert set(HiddenPlace.model_fields) == {
        "name", "contact", "hours", "closed", "hours_note", "visibility", "city",
    }  # fmt: skip


@pytest.mark.parametrize("field", ["access", "lat", "lon", "city"])
def test_an_area_can_hold_no_point_and_no_way(field: str) -> None:
    assert faults(visibility="area", address="みほん市みほん町") == []
    wrong = faults(visibility="area", address="みほん市みほん町", **{field: KNOWN.get(field, "outside")})
    assert wrong == ["extra_forbidden"]


def test_a_public_place_is_somewhere() -> None:
    assert faults(city="outside") == [] and faults(address="みほん市", city="outside") == []
    assert faults(address="み", lat=35.1) == faults(address="み", lon=139.4) == ["half-a-point"]
    assert PublicPlace.model_validate({"address": "み"}).point is None
    made = PublicPlace.model_validate({"address": "み", "lat": 35.1, "lon": 139.4})
    assert made.point == Point(lat=35.1, lon=139.4)


@pytest.mark.parametrize(
    ("lat", "lon", "codes"),
    [
        (20, 122, []), (46, 154, []), (20.5, 130, []), (45.5, 130, []), (35, 122.5, []),
        (35, 153.5, []),
        (19.9, 130, ["point-outside-japan"]), (46.1, 130, ["point-outside-japan"]),
        (35, 121.9, ["point-outside-japan"]), (35, 154.1, ["point-outside-japan"]),
        (0, 0, ["point-outside-japan"]), (130, 46.1, ["point-outside-japan"]),
        (130, 19.9, ["point-outside-japan"]),
        (130, 20, ["swapped-point"]), (130, 46, ["swapped-point"]), (139.4, 35.1, ["swapped-point"]),
        (130, 20.5, ["swapped-point"]), (130, 45.5, ["swapped-point"]),
    ],
)  # fmt: skip
def test_a_point_is_in_japan(lat: float, lon: float, codes: list[str]) -> None:
    assert faults(address="み", lat=lat, lon=lon) == codes


@pytest.mark.parametrize(("lat", "lon"), [(90, 180), (-90, -180), (0, 0), (89.5, 179.5)])
def test_a_point_on_earth(lat: float, lon: float) -> None:
    assert Point(lat=lat, lon=lon).lat == lat


@pytest.mark.parametrize(
    ("lat", "lon"), [(90.5, 0), (-90.5, 0), (0, 180.5), (0, -180.5), (math.nan, 0), (0, math.nan), (math.inf, 0)]
)
def test_a_point_that_is_nowhere(lat: float, lon: float) -> None:
    with pytest.raises(ValidationError) as refused:
        Point(lat=lat, lon=lon)
    (found,) = refused.value.errors()
    assert (found["type"], found["ctx"]["text"]) == ("bad-degrees", f"{float(lat)}, {float(lon)}")


@pytest.mark.parametrize(
    ("one", "two", "metres"),
    [
        ((0, 0), (0, 0), 0), ((0, 0), (0, 180), 20_015_114), ((0, 0), (1, 0), 111_195), ((0, 10), (0, 11), 111_195),
        ((60, 10), (60, 11), 55_597), ((35.4, 139.4), (35.5, 139.5), 14_342),
    ],
)  # fmt: skip
def test_metres_between_two_points(one: tuple[float, float], two: tuple[float, float], metres: int) -> None:
    here, there = (Point(lat=lat, lon=lon) for lat, lon in (one, two))
    assert round(here.distance(there)) == round(there.distance(here)) == metres


def test_how_exact_a_point_is() -> None:
    assert [(kind.value, kind.exact, kind.radius) for kind in Precision] == [
        ("manual", True, 0), ("rooftop", True, 0), ("block", True, 0), ("town", False, 500), ("oaza", False, 1500),
    ]  # fmt: skip
