"""A report: sections of rows, each told on a line, in cells for a spreadsheet, and in fewer cells for paper."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from mapgen.site import Entry


@dataclass(frozen=True, slots=True)
class Row:
    """One thing to look at: its line on a terminal, its cells in a table, and on paper, where a cell may have lines."""

    line: str
    cells: tuple[str | int, ...]
    printed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Rows of one kind. `kind` is its name in a column of the table, `heading` what stands above it."""

    kind: str
    heading: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report. `lead` says what it counts and how; `none` is said where no section has a row."""

    title: str
    lead: tuple[str, ...]
    columns: tuple[str, ...]
    printed: tuple[str, ...]
    sections: tuple[Section, ...]
    none: str

    @property
    def count(self) -> int:
        """Return how many rows there are."""
        return sum(len(section.rows) for section in self.sections)


def belongs(entry: Entry, cities: Collection[str]) -> bool:
    """Return whether an organisation is one of these cities: it stands there or, known to stand nowhere, serves it.

    Without cities every organisation is.
    """
    return not cities or not set(entry.cities or entry.org.serves).isdisjoint(cities)
