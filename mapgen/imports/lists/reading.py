"""A whole file as placemarks: the rows of the region, and of everything else how much there is of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from mapgen.content import Content
from mapgen.imports.lists.columns import Table, find_table
from mapgen.imports.lists.entry import HOURS, KINDS, NOTE, SAID, Row, placemark_of
from mapgen.imports.lists.standing import Standing
from mapgen.imports.mymaps.facts import clean, said_by
from mapgen.imports.mymaps.fields import fill
from mapgen.imports.mymaps.placemarks import MyMap, Origin, Placemark
from mapgen.imports.refusal import SourceError, shown
from mapgen.imports.sheets import read_sheets
from mapgen.likeness import fold_name
from mapgen.problems import Problem, Where

# A national file of one kind of service has some 40,000 rows.
MOST_ROWS = 60_000
_DATED = re.compile(r"(?<![0-9])(20[0-9]{2})[-_年.]?(0[1-9]|1[0-2])(?:[-_月.]?([0-3][0-9]))?(?![0-9])")
_NUMBER, _OPERATORS = "法人番号", "運営の法人番号"
_JOINED = (KINDS, "種別", HOURS)
_ROLES = {heading: role for role, heading in SAID.items()} | {KINDS: "kind", HOURS: "days", NOTE: "contact_note"}


@dataclass(frozen=True, slots=True)
class List:
    """What a file holds: its tables, its rows of the region as placemarks, and how many others it has."""

    tables: tuple[Table, ...]
    mymap: MyMap
    rows: int
    elsewhere: int


def read_list(file: Path, content: Content, cities: Collection[str] = ()) -> List:
    """Return the list in a file, of some cities only where they are given. Raises SourceError."""
    known = [city.id for city in content.region.cities]
    for unknown in (city for city in cities if city not in known):
        raise SourceError(Where(file.name), "import-list-city", city=shown(unknown), cities=", ".join(known))
    tables = [table for sheet in read_sheets(file, MOST_ROWS) if (table := find_table(sheet))]
    if not tables:
        raise SourceError(Where(file.name), "import-list-no-names")
    reader = _Reader(content, cities)
    for table in tables:
        reader.read(table)
    first = tables[0]
    title = f"{first.title}({first.edition})" if first.edition else ""
    origin = Origin("list", "一覧", "施設", _dated(file.name), rows=True)
    placemarks = tuple(_with_own_numbers(list(reader.placemarks.values())))
    mymap = MyMap(file.name, title, (), placemarks, tuple(reader.problems), origin)
    return List(tuple(tables), mymap, reader.rows, reader.elsewhere)


def _dated(name: str) -> str | None:
    """Return the day or month in a file's name."""
    for found in _DATED.finditer(name):
        year, month, day = found.groups()
        try:
            date(int(year), int(month), int(day or 1))
        except ValueError:
            continue
        return "-".join(part for part in (year, month, day) if part)
    return None


class _Reader:
    """Takes tables one after another."""

    def __init__(self, content: Content, cities: Collection[str]) -> None:
        self.content = content
        self.cities = cities or {city.id for city in content.region.cities}
        self.placemarks: dict[tuple[str, str], Placemark] = {}
        self.problems: list[Problem] = []
        self.rows = 0
        self.elsewhere = 0

    def read(self, table: Table) -> None:
        """Take the rows below the headings."""
        for line in table.sheet.lines:
            if line.number > table.head:
                self.rows += 1
                self._take(Row(table, line))

    def _take(self, row: Row) -> None:
        standing = row.standing(self.content.region)
        if not self._wanted(standing):
            self.elsewhere += 1
            return
        self.problems += row.unread()
        if not row.name:
            self.problems.append(Problem(row.where("name"), "import-list-nameless", {}))
            return
        placemark = placemark_of(row, standing, self.content.taxonomy, self.problems)
        self.problems += self._unusable(row, placemark)
        key = fold_name(placemark.name), placemark.address or placemark.columns.get("電話", str(row.line.number))
        known = self.placemarks.get(key)
        self.placemarks[key] = _joined(known, placemark) if known else placemark

    def _wanted(self, standing: Standing) -> bool:
        """Return whether a row stands in a wanted city or is of its list; so is one of which nobody can say it."""
        cities = [city.id for city in (standing.city, standing.publisher if standing.outside else None) if city]
        return any(city in self.cities for city in cities) if cities else not standing.outside

    def _unusable(self, row: Row, placemark: Placemark) -> Iterator[Problem]:
        """Yield the cells whose words fit no field: they stay in the description, and somebody should look."""
        for heading, words in fill(said_by(placemark), self.content).left:
            role = _ROLES.get(heading, "")
            if role in row.table.at:
                facts = {"heading": row.heading(role), "text": shown(clean(words))}
                yield Problem(row.where(role), "import-list-cell", facts)


def _with_own_numbers(placemarks: Sequence[Placemark]) -> Iterator[Placemark]:
    """Yield the placemarks, with a number that several have as that of who runs them all, in words."""
    counts = Counter(placemark.columns.get(_NUMBER) for placemark in placemarks)
    for placemark in placemarks:
        shared = counts[placemark.columns.get(_NUMBER)] > 1
        columns = {_OPERATORS if shared and head == _NUMBER else head: each for head, each in placemark.columns.items()}
        yield replace(placemark, columns=columns)


def _joined(first: Placemark, other: Placemark) -> Placemark:
    """Return one facility out of two rows: national files have a row for each of its services."""
    columns = dict(first.columns)
    for heading in _JOINED:
        parts = [part for each in (first, other) for part in each.columns.get(heading, "").split("、") if part]
        if parts:
            columns[heading] = "、".join(dict.fromkeys(parts))
    return replace(first, columns=columns)
