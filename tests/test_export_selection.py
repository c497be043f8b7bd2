"""Which places `mapgen export` takes, in which layer, and what that is called."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import fields

import pytest

from mapgen.exports import layers
from mapgen.exports.alone import FORMATS, Selection, left_out, vocabulary
from mapgen.site import Site
from tests import builders as make
from tests.kml_files import KML, columns, files, placemarks

SOUTH = "みほん県南みほん市緑1番"


def site() -> Site:
    """Return four places: two cities, two categories, two forms, one far from the station between the cities."""
    return make.site(
        make.organization("a", kana="あ", places=[make.public(35.455, 139.35)]),
        make.organization("b", kana="い", categories=["children"], forms=["soudan"], places=[make.public(35.49)]),
        make.organization("c", kana="う", categories=["living/money"], places=[make.public(35.445, address=SOUTH)]),
        make.organization(
            "d", kana="え", categories=["children", "living"], places=[make.public(35.41, address=SOUTH)]
        ),
        make.organization("e", kana="お", places=[]),
        make.organization("f", kana="か", categories=["children"], places=[make.hidden("minami")]),
    )


def made(name: str, **wanted: tuple[str, ...]) -> list[bytes]:
    form = next(form for form in FORMATS if form.name == name)
    return [piece.content for piece in form.files(site(), Selection(**wanted))]


def ids(**wanted: tuple[str, ...]) -> str:
    return "".join(columns(placemark)["id"] for content in made("kml", **wanted) for placemark in placemarks(content))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, "abcd"),
        ({"cities": ("kita",)}, "ab"),
        ({"cities": ("minami", "kita")}, "abcd"),
        ({"categories": ("living",)}, "acd"),
        ({"categories": ("living/money",)}, "c"),
        ({"categories": ("living/food", "living/money")}, "ac"),
        ({"forms": ("soudan",)}, "b"),
        ({"areas": ("chuo",)}, "ac"),
        ({"orgs": ("c", "b", "e")}, "bc"),
        ({"orgs": ("c", "b"), "categories": ("children",)}, "b"),
        ({"cities": ("kita",), "categories": ("living",)}, "a"),
        ({"cities": ("minami",), "areas": ("chuo",)}, "c"),
        ({"cities": ("kita",), "categories": ("living/money",)}, ""),
    ],
)
def test_options_of_a_kind_add_up_and_kinds_narrow_down(wanted: dict[str, tuple[str, ...]], found: str) -> None:
    assert ids(**wanted) == found


@pytest.mark.parametrize(
    ("wanted", "title"),
    [
        ({}, "みほん資源マップ"),
        ({"cities": ("kita",), "categories": ("children",)}, "北みほん市・子ども"),
        ({"cities": ("minami", "kita"), "categories": ("living/food",)}, "北みほん市、南みほん市・食の支援"),
        ({"areas": ("chuo",), "forms": ("soudan", "ibasho")}, "居場所、相談・みほん中央駅の近く"),
    ],
)
def test_the_layer_is_called_after_what_was_asked_for(wanted: dict[str, tuple[str, ...]], title: str) -> None:
    assert Selection(**wanted).title(site()) == title


def test_the_layer_is_flat_and_says_its_title() -> None:
    (content,) = made("kml", cities=("kita",), areas=("chuo",))
    assert b"<Folder>" not in content
    assert ET.fromstring(content).findtext(f"{KML}Document/{KML}name") == "北みほん市・みほん中央駅の近く"


def test_pins_look_alike_where_one_category_is_asked_for() -> None:
    def styles(*categories: str) -> set[str | None]:
        (content,) = made("kml", categories=categories)
        return {element.text for element in ET.fromstring(content).iter(f"{KML}styleUrl")}

    assert styles("living") == styles("living", "living/food") == {"#icon-1577-A52714"}
    assert styles("living", "children") == {"#icon-1577-A52714", "#icon-1742-0F6D8C"}


def test_a_city_alone_has_the_places_of_its_file_on_the_site() -> None:
    (content,) = made("kml", cities=("kita",))
    assert content == files(site())["kml/cities/kita.kml"]


def test_the_three_formats_say_the_same() -> None:
    (kml,), (kmz,), (table,) = (made(name, cities=("minami",)) for name in ("kml", "kmz", "csv"))
    with zipfile.ZipFile(io.BytesIO(kmz)) as archive:
        assert archive.read("doc.kml") == kml
    assert [row.split('"')[3] for row in table.decode().split("\r\n")[1:-1]] == ["c", "d"]
    assert [(form.name, form.text) for form in FORMATS[:3]] == [("kml", True), ("kmz", False), ("csv", True)]


def test_what_is_too_large_comes_in_parts_that_count_their_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layers, "MOST_PLACEMARKS", 3)
    for form in FORMATS[:3]:
        assert [piece.count for piece in form.files(site(), Selection())] == [3, 1]


def test_what_has_no_point_is_counted_by_the_same_wishes() -> None:
    wishes = (Selection(), Selection(cities=("minami",)), Selection(categories=("living",)), Selection(areas=("chuo",)))
    assert [left_out(site(), selection) for selection in wishes] == [2, 1, 1, 0]


def test_every_wish_is_looked_up() -> None:
    wrong = Selection(**{field.name: ("zzz",) for field in fields(Selection)})
    assert list(wrong.unknown(vocabulary(site()))) == [
        (kind, "zzz") for kind in ("city", "category", "form", "area", "org")
    ]
    right = Selection(("kita",), ("living", "living/food"), ("soudan",), ("chuo",), ("a", "f"))
    assert list(right.unknown(vocabulary(site()))) == []
