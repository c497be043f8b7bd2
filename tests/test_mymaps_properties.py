"""Maps from outside: whatever XML allows survives, no placemark is lost, and no bytes break the program."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from mapgen.exports import kml as export
from mapgen.exports.kml_card import COLUMNS, card
from mapgen.exports.pins import pins
from mapgen.imports.mymaps.document import parse_map
from mapgen.imports.mymaps.geometry import read_point
from mapgen.imports.refusal import SourceError
from mapgen.model import Organization, Point
from tests import builders as make
from tests.conftest import Project
from tests.examples import examples
from tests.kml_files import files, organizations
from tests.mymaps_files import OLD_GENERATION, ORDINARY, folder, kml, kmz, placemark

BLANKS = " \t\r\n"
# XML 1.0, production 2 (Char).
FORBIDDEN = [*map(chr, {*range(32)} - {9, 10, 13}), "\ufffe", "\uffff"]
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=FORBIDDEN))
WRITERS = [(ET, "utf-8"), (ET, "utf-16"), (ET, "cp932"), (ET, "euc-jp"), (etree, "utf-8"), (etree, "utf-16")]


def written(library: Any, encoding: str, name: str, description: str, columns: dict[str, str]) -> bytes:
    """Return a map with one placemark, written by a library that knows XML."""
    root = library.Element("kml")
    place = library.SubElement(root, "Placemark")
    library.SubElement(place, "name").text = name
    library.SubElement(place, "description").text = description
    block = library.SubElement(place, "ExtendedData")
    for column, text in columns.items():
        library.SubElement(library.SubElement(block, "Data", name=column), "value").text = text
    made: bytes = library.tostring(root, encoding=encoding, xml_declaration=True)
    return made


def as_read(text: str, library: Any, encoding: str) -> str:
    """Return a text as it is after writing: old encodings have one sign for some pairs (〜 ～), and ElementTree writes
    a carriage return as it is, which is read as a line feed."""
    text = "".join(char.encode(encoding, "ignore").decode(encoding) or char for char in text)
    if library is ET:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.strip(BLANKS)


@settings(max_examples=examples(150))
@given(st.sampled_from(WRITERS), TEXTS, TEXTS, st.dictionaries(TEXTS, TEXTS, max_size=4))
@example(WRITERS[0], "]]>", "<![CDATA[x]]>&#0;", {"&amp;": "\u0085\u2028\x7f\U0001fffe", "髙①": "\xa0"})
def test_any_text_that_xml_allows_survives(
    writer: tuple[Any, str], name: str, text: str, columns: dict[str, str]
) -> None:
    told = {as_read(column, etree, writer[1]): as_read(cell, *writer) for column, cell in columns.items()}
    assume(len(told) == len(columns) and "gx_media_links" not in told)
    (place,) = parse_map(written(*writer, name, text, columns), "x.kml").placemarks
    assert (place.name, place.description) == (as_read(name, *writer), as_read(text, *writer))
    assert list(place.columns.items()) == list(told.items())


@settings(deadline=None)
@given(st.floats(-90, 90), st.floats(-180, 180), st.sampled_from(["{1},{0}", " {1} , {0},0\n", "{1},{0},NaN"]))
def test_any_place_on_earth_is_read(lat: float, lon: float, form: str) -> None:
    assume(lat or lon)
    assert read_point(form.format(repr(lat), repr(lon))) == Point(lat=round(lat, 6), lon=round(lon, 6))


features = st.recursive(
    st.sampled_from([placemark(), placemark(name=None, place=""), placemark(placemark()), "<open>1</open>\n"]),
    lambda inner: st.lists(inner, max_size=4).map(lambda some: folder("みほん", *some)),
    max_leaves=30,
)


def placemarks_in(data: bytes) -> int:
    """Return how many placemarks another parser finds."""
    return sum(1 for element in ET.fromstring(data).iter() if element.tag.rpartition("}")[2] == "Placemark")


@settings(max_examples=examples(60))
@given(st.lists(features, max_size=6))
def test_as_many_placemarks_come_out_as_are_in(some: list[str]) -> None:
    data = kml(*some)
    read = parse_map(data, "x.kml")
    assert len(read.placemarks) == placemarks_in(data) == data.count(b"<Placemark>")
    assert [place.line for place in read.placemarks] == [
        number for number, line in enumerate(data.splitlines(), start=1) if line == b"<Placemark>"
    ]
    assert len(read.folders) == data.count(b"<Folder>")


SEEDS = [
    ORDINARY,
    OLD_GENERATION,
    ORDINARY.decode().encode("utf-16"),
    ORDINARY.replace(b"UTF-8", b"Shift_JIS").decode().encode("cp932"),
    ORDINARY.replace(b"UTF-8", b"EUC-JP").decode().encode("euc_jp"),
    kmz({"doc.kml": ORDINARY}),
    kmz({"doc.kml": ORDINARY, "a.png": b"x"}, 0),
]
CHANGES = st.one_of(
    st.tuples(st.just("set"), st.floats(0, 1), st.binary(min_size=1, max_size=3)),
    st.tuples(st.just("insert"), st.floats(0, 1), st.sampled_from([b"<", b">", b"&", b"\0", b"<a>", b"]]>", b"\xff"])),
    st.tuples(st.just("cut"), st.floats(0, 1), st.just(b"")),
    st.tuples(st.just("drop"), st.floats(0, 1), st.binary(min_size=1, max_size=8)),
)  # fmt: skip


def changed(data: bytes, change: tuple[str, float, bytes]) -> bytes:
    kind, share, some = change
    at = int(share * len(data))
    if kind == "cut":
        return data[:at]
    gone = {"set": len(some), "insert": 0, "drop": len(some)}[kind]
    return data[:at] + (b"" if kind == "drop" else some) + data[at + gone :]


@settings(max_examples=examples(600))
@given(st.sampled_from(SEEDS), st.lists(CHANGES, min_size=1, max_size=4))
def test_a_damaged_file_is_read_or_refused_and_never_anything_else(
    data: bytes, changes: list[tuple[str, float, bytes]]
) -> None:
    for change in changes:
        data = changed(data, change)
    try:
        read = parse_map(data, "x.kml")
    except SourceError as refused:
        assert refused.problem.level == "error" and refused.problem.text()
        return
    assert all(problem.level == "warning" and problem.text() for problem in read.remarks)
    if data.startswith(b"<?xml"):
        tags = re.sub(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", b"", data, flags=re.DOTALL)
        assert len(read.placemarks) == len(re.findall(rb"<(?:[^\s<>/]*:)?Placemark[\s/>]", tags))


@pytest.mark.parametrize("data", [*SEEDS[:2], SEEDS[3], SEEDS[5]], ids=["new", "old", "shift_jis", "kmz"])
def test_a_file_cut_anywhere_is_refused(data: bytes) -> None:
    whole = data.rstrip()
    for end in range(len(whole)):
        with pytest.raises(SourceError) as refused:
            parse_map(whole[:end], "x.kml")
        assert re.fullmatch("mymaps-(cut-off|empty|not-kml|wrong-encoding|not-text)|import-zip-broken",
                            refused.value.problem.code), end  # fmt: skip


@settings(max_examples=examples(40))
@given(organizations())
def test_what_we_export_comes_back(orgs: list[Organization]) -> None:
    site = make.site(*orgs)
    read = {place.columns["id"]: place for place in parse_map(files(site)["kml/all.kml"], "x.kml").placemarks}
    assert set(read) == {pin.id for pin in pins(site)}
    for pin in pins(site):
        place, told, top = read[pin.id], card(pin, site), site.content.taxonomy.categories
        look = next(category for category in top if category.id == pin.entry.tops[0])
        assert (place.name, place.description) == (told.name.strip(BLANKS), told.description.strip(BLANKS))
        assert list(place.columns.items()) == list(zip(COLUMNS, told.columns, strict=True))
        assert place.point == Point(lat=round(pin.spot.point.lat, 6), lon=round(pin.spot.point.lon, 6))
        assert (place.icon, place.colour, place.folder) == (look.icon, look.colour.upper(), (look.name.ja,))
        assert (place.geometry, place.trouble, place.address) == ("point", None, "")


def test_what_a_build_writes_comes_back(project: Callable[..., Project]) -> None:
    made = project().build()
    assert made.site
    for path, artifact in made.artifacts.items():
        if path.endswith(".kml"):
            read = parse_map(artifact.content, path)
            assert read.remarks == () and len(read.placemarks) == artifact.content.count(b"<Placemark>")
    whole = parse_map(made.artifacts["kml/all.kml"].content, "all.kml")
    assert whole.name == made.site.content.settings.title.ja
    assert len(whole.placemarks) == len(list(pins(made.site))) > 0
    styles = {export.style_id(category) for category in made.site.content.taxonomy.categories}
    assert {f"icon-{place.icon}-{(place.colour or '')[1:]}" for place in whole.placemarks} <= styles
