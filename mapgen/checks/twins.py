"""Beside every KML its KMZ and its CSV, which say the same: read back from their bytes, as a stranger would.

Nothing is shared with what wrote them: zip, table and KML are read by the standard library.
"""

from __future__ import annotations

import html
import io
import re
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Mapping
from itertools import zip_longest

from mapgen.checks.tables import Row, rows, rows_for_people
from mapgen.model import Artifact
from mapgen.problems import Problems, Where
from mapgen.site import Site

_ENDINGS = ("kml", "kmz", "csv")
_ALONE = "kml/unplaced"
_KML = "{http://www.opengis.net/kml/2.2}"
_LABEL = re.compile("<b>(.*?)</b> ")


def check(site: Site, artifacts: Mapping[str, Artifact], problems: Problems) -> None:
    """Add every KMZ and CSV that is missing, stands alone, or says something else than the KML beside it."""
    stems = {path.rpartition(".")[0] for path in artifacts if path.startswith("kml/") and path.endswith(_ENDINGS)}
    for stem in sorted(stems - {_ALONE}):
        kml, kmz, table = (artifacts.get(f"{stem}.{ending}") for ending in _ENDINGS)
        for ending, artifact in zip(_ENDINGS, (kml, kmz, table), strict=True):
            if artifact is None:
                problems.add(Where(f"public/{stem}.{ending}"), "file-missing", path=f"{stem}.{ending}")
        if kml and kmz and _unpacked(kmz.content) != kml.content:
            problems.add(Where(f"public/{kmz.path}"), "kmz-differs")
        if kml and table:
            _compare(table, _placemarks(kml.content), problems)
    alone = artifacts.get(f"{_ALONE}.csv")
    if alone and rows_for_people(alone.content) is None:
        problems.add(Where(f"public/{alone.path}"), "csv-malformed")


def _unpacked(kmz: bytes) -> bytes | None:
    """Return the one document of a KMZ, None where there is none, or more."""
    try:
        with zipfile.ZipFile(io.BytesIO(kmz)) as archive:
            return archive.read("doc.kml") if archive.namelist() == ["doc.kml"] else None
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError):
        return None


def _compare(table: Artifact, expected: list[Row] | None, problems: Problems) -> None:
    """Add the first row that differs from what is expected; None, of a KML that cannot be read, expects nothing."""
    where, found = Where(f"public/{table.path}"), rows(table.content)
    if found is None:
        problems.add(where, "csv-malformed")
    elif expected is not None:
        for number, (row, placemark) in enumerate(zip_longest(found[1:], expected[1:]), start=2):
            if row != placemark:
                problems.add(where, "csv-differs", row=number, name=(placemark or row or [""])[0])
                return
        if expected[1:] and found[0] != expected[0]:
            problems.add(where, "csv-differs", row=1, name=found[0][0])


def _placemarks(kml: bytes) -> list[Row] | None:
    """Return what a KML says as the rows of a table, its header first."""
    try:
        found = list(ET.fromstring(kml).iter(f"{_KML}Placemark"))
    except (ET.ParseError, ValueError):  # ValueError: an encoding that expat does not know
        return None
    columns = [data.get("name", "") for data in found[0].iter(f"{_KML}Data")] if found else []
    header = ["名称", *columns, "説明", "Latitude", "Longitude"]
    return [header, *(_row(placemark) for placemark in found)]


def _row(placemark: ET.Element) -> Row:
    values = [data.findtext(f"{_KML}value") or "" for data in placemark.iter(f"{_KML}Data")]
    lines = (placemark.findtext(f"{_KML}description") or "").replace("<br>", "\n")
    said = html.unescape(_LABEL.sub(lambda label: f"{label[1]}: ", lines))
    longitude, _, rest = (placemark.findtext(f"{_KML}Point/{_KML}coordinates") or "").partition(",")
    latitude = rest.partition(",")[0]
    return [placemark.findtext(f"{_KML}name") or "", *values, said, latitude, longitude]
