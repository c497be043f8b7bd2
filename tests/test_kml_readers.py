"""Property 22: three readers that know nothing of each other find the same in every KML."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import fastkml
from fastkml.features import Placemark
from fastkml.utils import find_all
from hypothesis import given, settings
from lxml import etree

from mapgen.build import Options, read_site
from mapgen.model import Organization
from mapgen.problems import Problems
from tests import builders as make
from tests.examples import examples
from tests.kml_files import KML, files, organizations

ROOT = Path(__file__).parent.parent
# Name, longitude and latitude, columns with their values, description.
Said = tuple[str, tuple[float, ...], tuple[tuple[str, str], ...], str]


def by_elementtree(content: bytes) -> list[Said]:
    return [_said(placemark) for placemark in ET.fromstring(content).iter(f"{KML}Placemark")]


def by_lxml(content: bytes) -> list[Said]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return [_said(placemark) for placemark in etree.fromstring(content, parser).iter(f"{KML}Placemark")]


def _said(placemark: ET.Element | etree._Element) -> Said:
    longitude, latitude, height = (placemark.findtext(f"{KML}Point/{KML}coordinates") or "").split(",")
    assert height == "0"
    data = placemark.iterfind(f"{KML}ExtendedData/{KML}Data")
    columns = tuple((str(each.get("name")), each.findtext(f"{KML}value") or "") for each in data)
    return (
        placemark.findtext(f"{KML}name") or "",
        (float(longitude), float(latitude)),
        columns,
        placemark.findtext(f"{KML}description") or "",
    )


def by_fastkml(content: bytes) -> list[Said]:
    """Read as strictly as fastkml can: by the schema, element for element."""
    declaration, _, document = content.decode().partition("\n")
    assert declaration == '<?xml version="1.0" encoding="UTF-8"?>'  # which fastkml refuses in a text
    found = find_all(fastkml.KML.from_string(document, strict=True), of_type=Placemark)
    return [
        (
            placemark.name or "",
            tuple(placemark.geometry.coords[0][:2]),
            tuple((data.name, data.value or "") for data in placemark.extended_data.elements),
            placemark.description or "",
        )
        for placemark in found
    ]


def all_agree(content: bytes) -> int:
    """Return how many placemarks all three find."""
    first = by_elementtree(content)
    assert first == by_lxml(content)
    # fastkml 1.4 forgets a column that has no value.
    filled = [(name, point, tuple(pair for pair in columns if pair[1]), text) for name, point, columns, text in first]
    assert filled == by_fastkml(content)
    return len(first)


def test_22_they_agree_on_the_real_map() -> None:
    site = read_site(ROOT, Options(), Problems())
    assert site is not None
    counts = {path: all_agree(content) for path, content in files(site).items()}
    assert counts["kml/all.kml"] == sum(len(entry.spots) for entry in site.listed) > 30
    assert set(counts) == set(files(site))


def test_22_they_agree_where_a_blank_follows_what_xml_forbids() -> None:
    made = files(make.site(make.rich(summary="\x1b みほん")))
    assert all_agree(made["kml/all.kml"]) == 1


@settings(max_examples=examples(40))
@given(organizations())
def test_22_they_agree_whatever_the_texts(orgs: list[Organization]) -> None:
    site = make.site(*orgs)
    made = files(site)
    assert all_agree(made["kml/all.kml"]) == sum(len(entry.spots) for entry in site.listed)
    assert sum(all_agree(content) for path, content in made.items() if "cities" in path) <= len(site.listed) * 3
