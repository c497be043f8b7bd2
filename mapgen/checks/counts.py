"""Nothing declared is forgotten, and nothing withheld is shown: pages, placemarks and features are counted back."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Mapping
from html import unescape

from mapgen.checks.outline import outline
from mapgen.checks.tables import rows_for_people
from mapgen.model import AreaPlace, Artifact, HiddenPlace
from mapgen.problems import Problems, Where
from mapgen.site import Entry, Site

_ALL_KML = re.compile(r"kml/all(-\d+)?\.kml")
_GEOJSON = "data/orgs.geojson"
_UNPLACED = "kml/unplaced.csv"
_PAGE = re.compile(r"orgs/([^/]+)/index\.html")
_KML = "{http://www.opengis.net/kml/2.2}"


def check(site: Site, artifacts: Mapping[str, Artifact], problems: Problems) -> None:
    """Add what is missing, what is too much, and what should not be known."""
    _check_pages(site, artifacts, problems)
    _check_places(site, problems)
    if any(artifact.maker.startswith("exports/") for artifact in artifacts.values()):
        _check_pins(site, artifacts, problems)
        _check_sitemap(site, artifacts, problems)


def _check_pages(site: Site, artifacts: Mapping[str, Artifact], problems: Problems) -> None:
    """Check that each published organisation has its page, and no draft or stranger has one."""
    pages = {found[1] for path in artifacts if (found := _PAGE.fullmatch(path))}
    published = set(site.by_id)
    for identifier in sorted(published - pages):
        problems.add(Where(f"content/orgs/{identifier}.yaml"), "page-missing", id=identifier)
    for identifier in sorted(pages - published):
        problems.add(Where(f"public/orgs/{identifier}/index.html"), "page-unknown", id=identifier)


def _check_places(site: Site, problems: Problems) -> None:
    """Check that no hidden place has a point, and no area place a better one than its town's."""
    for entry in site.entries:
        for located in entry.locations:
            hidden, area = isinstance(located.place, HiddenPlace), isinstance(located.place, AreaPlace)
            if located.spot and (hidden or (area and located.spot.precision.exact)):
                problems.add(Where(f"content/orgs/{entry.id}.yaml"), "secret-point", name=entry.org.name)


def _check_pins(site: Site, artifacts: Mapping[str, Artifact], problems: Problems) -> None:
    """Check that each place of each listed organisation is drawn once, in the KML and the GeoJSON, or listed once."""
    drawn = Counter({entry.id: len(_drawable(entry)) for entry in site.listed if _drawable(entry)})
    kml = [path for path in artifacts if _ALL_KML.fullmatch(path)]
    for path in () if kml else ("kml/all.kml",):
        problems.add(Where(f"public/{path}"), "file-missing", path=path)
    if kml:
        found = Counter(_owner(each) for path in kml for each in _placemark_ids(artifacts[path].content))
        _compare(Where(f"public/{min(kml)}"), drawn, found, problems)
    left_out = Counter({entry.id: count for entry in site.listed if (count := _undrawable(entry))})
    for path, ids, expected in ((_GEOJSON, _feature_ids, drawn), (_UNPLACED, _row_ids, left_out)):
        if path not in artifacts:
            problems.add(Where(f"public/{path}"), "file-missing", path=path)
        else:
            found = Counter(_owner(each) for each in ids(artifacts[path].content))
            _compare(Where(f"public/{path}"), expected, found, problems)


def _drawable(entry: Entry) -> list[object]:
    return [spot for located, spot in entry.spots if not isinstance(located.place, HiddenPlace)]


def _undrawable(entry: Entry) -> int:
    """Return how many rows tell of what no map shows; an organisation without places has one."""
    return max(len(entry.locations), 1) - len(_drawable(entry))


def _owner(identifier: str) -> str:
    """Return the organisation's id from a pin's: `mihon/2` is the second place of `mihon`."""
    return identifier.partition("/")[0]


def _compare(where: Where, expected: Counter[str], found: Counter[str], problems: Problems) -> None:
    for identifier in sorted(expected.keys() | found.keys()):
        if expected[identifier] != found[identifier]:
            problems.add(where, "pins-differ", id=identifier, expected=expected[identifier], found=found[identifier])


def _placemark_ids(content: bytes) -> Iterator[str]:
    """Yield the id column of every placemark. A file that cannot be read yields none: the KML rules name its fault."""
    try:
        root = ET.fromstring(content)
    except (ET.ParseError, ValueError):  # ValueError: an encoding that expat does not know
        return
    for placemark in root.iter(f"{_KML}Placemark"):
        for data in placemark.iter(f"{_KML}Data"):
            if data.get("name") == "id":
                yield data.findtext(f"{_KML}value") or ""


def _feature_ids(content: bytes) -> Iterator[str]:
    try:
        features = outline(content, "id", "features")["features"]
        yield from [str(feature["id"]) for feature in features]
    except (ValueError, KeyError, TypeError):
        return


def _row_ids(content: bytes) -> Iterator[str]:
    found = rows_for_people(content) or []
    yield from (dict(zip(found[0], row, strict=True)).get("id", "") for row in found[1:])


def _located(path: str, site: Site, artifacts: Mapping[str, Artifact]) -> list[str]:
    """Return what a sitemap names, from the site's root."""
    found = re.findall(r"<loc>([^<]*)</loc>", artifacts[path].content.decode() if path in artifacts else "")
    return [unescape(address).removeprefix(site.base_url.rstrip("/") + "/") for address in found]


def _check_sitemap(site: Site, artifacts: Mapping[str, Artifact], problems: Problems) -> None:
    """Check that the sitemap names the pages that search engines may show: all of them, and no other."""
    places = _located("sitemap.xml", site, artifacts)
    if any(place.endswith(".xml") for place in places):  # an index of several
        places = [page for part in places for page in _located(part, site, artifacts)]
    told = {place if place.endswith(".html") else f"{place}index.html" for place in places}
    pages = {path for path, artifact in artifacts.items() if artifact.indexed and path.endswith(".html")}
    pages.discard("404.html")
    for path in sorted(told - pages):
        problems.add(Where("public/sitemap.xml"), "sitemap-without-page", path=path)
    for path in sorted(pages - told):
        problems.add(Where("public/sitemap.xml"), "page-without-sitemap", path=path)
