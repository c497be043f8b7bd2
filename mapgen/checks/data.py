"""Each listed organisation is in every file of open data, and nobody else: read back from the bytes.

In what somebody keeps on a telephone, and in what search engines show, are only those that may be shared.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from mapgen.checks.outline import outline
from mapgen.model import Artifact
from mapgen.problems import Problems, Where
from mapgen.site import Site

_PAGE = re.compile(r"/orgs/([a-z0-9-]+)/")
_CARD, _UID = re.compile(r"orgs/[^/]+\.vcf"), re.compile(rb"\r\nUID:([^\r]*(?:\r\n [^\r]*)*)\r\n")
_LINKED = "data/orgs.jsonld"
_LISTS = ("data/opendata/{city}.csv", "data/opendata/suisho/{city}.csv")

Read = Callable[[bytes], Iterator[str]]


def check(site: Site, artifacts: Mapping[str, Artifact], problems: Problems) -> None:
    """Add each organisation that a file has not as often as it should; a build of the pages alone has no such files."""
    if not any(artifact.maker.startswith("exports/") for artifact in artifacts.values()):
        return
    once = Counter(entry.id for entry in site.listed)
    for path, read in _FILES.items():
        _compare(path, once, _found(path, read, artifacts, problems), problems)
    places = Counter({entry.id: max(len(entry.locations), 1) for entry in site.listed})
    for pattern in _LISTS:
        paths = [pattern.format(city=city.id) for city in site.content.region.cities]
        found = _together(_found(path, _pages_in_rows, artifacts, problems) for path in paths)
        _compare(pattern.format(city="*"), places, found, problems)
    _check_shared(site, artifacts, problems)


def _check_shared(site: Site, artifacts: Mapping[str, Artifact], problems: Problems) -> None:
    shared = Counter(entry.id for entry in site.listed if entry.shareable)
    _compare(_LINKED, shared, _found(_LINKED, _linked, artifacts, problems), problems)
    cards = [path for path in artifacts if _CARD.fullmatch(path)]
    found = _together(_found(path, _cards, artifacts, problems) for path in cards)
    _compare("orgs/*.vcf", shared, found, problems)
    for path in (f"areas/{area.id}/open.ics" for area in site.content.region.areas):
        if path not in artifacts:
            problems.add(Where(f"public/{path}"), "file-missing", path=path)


def _found(path: str, read: Read, artifacts: Mapping[str, Artifact], problems: Problems) -> Counter[str]:
    if path not in artifacts:
        problems.add(Where(f"public/{path}"), "file-missing", path=path)
        return Counter()
    try:
        return Counter(read(artifacts[path].content))
    except (ValueError, KeyError, TypeError, IndexError, csv.Error):  # it is not what it should be, and holds nothing
        return Counter()


def _together(counted: Iterable[Counter[str]]) -> Counter[str]:
    """Return the sum of many; adding one to the next would copy all so far each time."""
    whole = Counter[str]()
    for each in counted:
        whole.update(each)
    return whole


def _compare(path: str, expected: Counter[str], found: Counter[str], problems: Problems) -> None:
    for identifier in sorted(expected.keys() | found.keys()):
        should, there = expected[identifier], found[identifier]
        if should != there:
            problems.add(Where(f"public/{path}"), "records-differ", id=identifier, expected=should, found=there)


def _records(content: bytes) -> Iterator[str]:
    yield from (organization["id"] for organization in outline(content, "id", "organizations")["organizations"])


def _rows(content: bytes) -> Iterator[list[str]]:
    rows = csv.reader(io.TextIOWrapper(io.BytesIO(content), "utf-8-sig", newline=""), strict=True)
    next(rows)
    yield from rows


def _first_cells(content: bytes) -> Iterator[str]:
    yield from (row[0].removeprefix("'") for row in _rows(content))


def _pages_in_rows(content: bytes) -> Iterator[str]:
    """Yield of each row whose page it names last: what an organisation says itself stands before."""
    yield from (_PAGE.findall(" ".join(row))[-1] for row in _rows(content))


def _linked(content: bytes) -> Iterator[str]:
    yield from (_PAGE.findall(page["url"])[0] for page in outline(content, "url", "hasPart")["hasPart"])


def _cards(content: bytes) -> Iterator[str]:
    yield from (_PAGE.findall(uid.replace(b"\r\n ", b"").decode())[0] for uid in _UID.findall(content))


_FILES: dict[str, Read] = {
    "data/orgs.json": _records,
    "data/orgs.csv": _first_cells,
    "data/orgs-excel.csv": _first_cells,
    "data/hsds/organizations.csv": _pages_in_rows,
}
