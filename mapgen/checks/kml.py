"""Every KML file, re-read without the library that wrote it: is it what Google My Maps imports without loss?

The rules repeat the exporter's on purpose and share no code with it: they are the limits and losses of the import.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.parsers.expat import ErrorString

from mapgen.model import Artifact
from mapgen.problems import Problems, Where
from mapgen.site import Site

NAMESPACE = "{http://www.opengis.net/kml/2.2}"
ICON = "https://www.gstatic.com/mapspro/images/stock/503-wht-blank_maps.png"
MOST_BYTES, MOST_PLACEMARKS, MOST_FOLDERS, MOST_COLUMNS, LONGEST_DESCRIPTION = 4_500_000, 1_900, 10, 10, 1_500
# How far a pin may stand outside the cities: desks of neighbouring cities and of the prefecture serve the region too.
SLACK_DEGREES = 0.25
_HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n<kml '
# What may stand in what. Anything else (NetworkLink, SchemaData, Region …) is lost or misread on import.
_STRUCTURE = {
    "kml": ("Document",),
    "Document": ("name", "description", "Style", "Folder", "Placemark"),
    "Folder": ("name", "Placemark"),
    "Placemark": ("name", "description", "styleUrl", "ExtendedData", "Point"),
    "Style": ("IconStyle",),
    "IconStyle": ("color", "scale", "Icon", "hotSpot"),
    "Icon": ("href",),
    "ExtendedData": ("Data",),
    "Data": ("value",),
    "Point": ("coordinates",),
}
_CHILDREN = {NAMESPACE + parent: {NAMESPACE + child for child in within} for parent, within in _STRUCTURE.items()}
_STYLE_ID = re.compile(r"icon-\d+-([0-9A-F]{2})([0-9A-F]{2})([0-9A-F]{2})(-nodesc)?")
_COORDINATES = re.compile(r"(-?\d{1,3}\.\d{6}),(-?\d{1,2}\.\d{6}),0")
_MARKUP = re.compile(r"<(?!/?b>|br>)[^>]*>?")
_RESERVED = {"gx_media_links", "name", "description"}


@dataclass(frozen=True, slots=True)
class _File:
    """One file being checked: where its problems are, and its document."""

    where: Where
    path: str
    document: ET.Element

    def placemarks(self) -> Iterator[ET.Element]:
        return self.document.iter(f"{NAMESPACE}Placemark")


def check(site: Site, artifacts: Mapping[str, Artifact], problems: Problems) -> None:
    """Add every fault of every KML file."""
    layers: set[str] = set()
    for path, artifact in sorted(artifacts.items()):
        if not path.endswith(".kml"):
            continue
        document = _parse(path, artifact.content, problems)
        if document is not None:
            file = _File(Where(f"public/{path}"), path, document)
            _check_limits(file, artifact.size, problems)
            _check_styles(file, problems)
            _check_columns(file, problems)
            for placemark in file.placemarks():
                _check_point(file, placemark, site, problems)
                _check_description(file, placemark, problems)
                layers.add(path)
    _check_layers(layers, site, problems)


def _parse(path: str, content: bytes, problems: Problems) -> ET.Element | None:
    """Return the document of a file that is well-formed, rightly encoded, and made of known elements only."""
    where = Where(f"public/{path}")
    if b"\r" in content or not content.startswith(_HEAD):
        problems.add(where, "kml-encoding")
        return None
    if b"<!DOCTYPE" in content:
        problems.add(where, "kml-doctype")
        return None
    try:
        root = ET.fromstring(content)
    except ET.ParseError as error:
        line, column = error.position
        problems.add(Where(where.path, line, column + 1), "kml-malformed", reason=ErrorString(error.code))
        return None
    if root.tag != f"{NAMESPACE}kml" or len(root) != 1 or not _known(root, where, problems):
        problems.add(where, "kml-structure")
        return None
    return root[0]


def _known(element: ET.Element, where: Where, problems: Problems) -> bool:
    allowed = _CHILDREN.get(element.tag, set())
    known = True
    for child in element:
        if child.tag not in allowed:
            name, parent = child.tag.removeprefix(NAMESPACE), element.tag.removeprefix(NAMESPACE)
            problems.add(where, "kml-element", name=name, parent=parent)
            known = False
        if len(child):
            known = _known(child, where, problems) and known
    return known


def _check_limits(file: _File, size: int, problems: Problems) -> None:
    """Check sizes and folders: a flat file for a layer, at most ten folders for the whole map."""
    count = sum(1 for _ in file.placemarks())
    folders = [_text(folder, "name") for folder in file.document.iterfind(f"{NAMESPACE}Folder")]
    if size > MOST_BYTES:
        problems.add(file.where, "kml-too-large", size=size, limit=MOST_BYTES)
    if count > MOST_PLACEMARKS:
        problems.add(file.where, "kml-too-many", count=count, limit=MOST_PLACEMARKS)
    if len(folders) > MOST_FOLDERS:
        beyond = "、".join(folders[MOST_FOLDERS:])
        problems.add(file.where, "kml-too-many-folders", count=len(folders), limit=MOST_FOLDERS, beyond=beyond)
    if folders and not file.path.startswith("kml/all"):
        problems.add(file.where, "kml-folder-in-layer", name=folders[0])


def _check_layers(layers: set[str], site: Site, problems: Problems) -> None:
    """Check that the categories which hold anything fit into one map, a layer each.

    Which of eleven belong together is for the editors to say: merged here, some would stand under a name of no page.
    """
    tops = [top for top in site.content.taxonomy.categories if any(_is_of(top.id, path) for path in layers)]
    if len(tops) > MOST_FOLDERS:
        beyond = "、".join(top.name.ja for top in tops[MOST_FOLDERS:])
        where = Where("public/kml/categories")
        problems.add(where, "kml-too-many-layers", count=len(tops), limit=MOST_FOLDERS, beyond=beyond)


def _is_of(category: str, path: str) -> bool:
    return re.fullmatch(rf"kml/categories/{re.escape(category)}(-\d+)?\.kml", path) is not None


def _check_styles(file: _File, problems: Problems) -> None:
    styles = [(style.get("id", ""), style) for style in file.document.iterfind(f"{NAMESPACE}Style")]
    ids = [identifier for identifier, _ in styles]
    for identifier, style in styles:
        matched = _STYLE_ID.fullmatch(identifier)
        colour = f"ff{matched[3]}{matched[2]}{matched[1]}".lower() if matched else None
        icon = style.findtext(f"{NAMESPACE}IconStyle/{NAMESPACE}Icon/{NAMESPACE}href")
        painted = style.findtext(f"{NAMESPACE}IconStyle/{NAMESPACE}color")
        if painted != colour or icon != ICON or ids.count(identifier) > 1:
            problems.add(file.where, "kml-style", id=identifier)
    used = {_text(placemark, "styleUrl").removeprefix("#") for placemark in file.placemarks()}
    for identifier in sorted(used - set(ids)):
        problems.add(file.where, "kml-style-missing", id=identifier)
    for identifier in sorted(set(ids) - used):
        problems.add(file.where, "kml-style-unused", id=identifier)


def _check_columns(file: _File, problems: Problems) -> None:
    """Check that every placemark has the same columns in the same order, few enough and none that My Maps reserves."""
    first: list[str] | None = None
    seen: set[str] = set()
    for placemark in file.placemarks():
        name = _text(placemark, "name")
        data = placemark.findall(f"{NAMESPACE}ExtendedData/{NAMESPACE}Data")
        columns = [column.get("name", "") for column in data]
        first = columns if first is None else first
        twice = len(set(columns)) < len(columns)
        if columns != first or twice or len(columns) > MOST_COLUMNS or _RESERVED & set(columns):
            problems.add(file.where, "kml-columns", name=name)
        identifier = next((_text(column, "value") for column in data if column.get("name") == "id"), "")
        if not name or not identifier or identifier in seen:
            problems.add(file.where, "kml-id", name=name, id=identifier)
        seen.add(identifier)


def _check_point(file: _File, placemark: ET.Element, site: Site, problems: Problems) -> None:
    """Check the form of the coordinates and that they lie in the region: a swapped pair never does."""
    written = placemark.findtext(f"{NAMESPACE}Point/{NAMESPACE}coordinates") or ""
    matched = _COORDINATES.fullmatch(written)
    if not matched:
        problems.add(file.where, "kml-coordinates", name=_text(placemark, "name"), text=written)
        return
    west, south, east, north = site.content.region.bbox
    lon, lat = float(matched[1]), float(matched[2])
    if not (west <= lon + SLACK_DEGREES and lon - SLACK_DEGREES <= east) or not (
        south <= lat + SLACK_DEGREES and lat - SLACK_DEGREES <= north
    ):
        problems.add(file.where, "kml-far-away", name=_text(placemark, "name"), text=written)


def _check_description(file: _File, placemark: ET.Element, problems: Problems) -> None:
    text = _text(placemark, "description")
    if len(text) > LONGEST_DESCRIPTION:
        name = _text(placemark, "name")
        problems.add(file.where, "kml-long-description", name=name, length=len(text), limit=LONGEST_DESCRIPTION)
    if markup := _MARKUP.search(text):
        problems.add(file.where, "kml-markup", name=_text(placemark, "name"), text=markup[0][:40])


def _text(element: ET.Element, child: str) -> str:
    return element.findtext(NAMESPACE + child) or ""
