"""The results of a survey as tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from mapgen.results.masking import MASK

Cell = str | int


@dataclass(frozen=True, slots=True)
class Table:
    """One table. `name` is that of its file, `note` says what is counted."""

    name: str
    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Results:
    """Everything: how many were asked and answered, the tables, and the drawings by the name of their table."""

    title: str
    asked: int
    answered: int
    tables: tuple[Table, ...]
    publishable: bool = False
    drawings: Mapping[str, str] = field(default_factory=dict)

    def table(self, name: str) -> Table:
        """Return the table of this name."""
        return next(table for table in self.tables if table.name == name)

    def drawn(self, drawings: Mapping[str, str]) -> Results:
        """Return the same with its drawings."""
        return replace(self, drawings=drawings)


def shown(value: int, *, hidden: bool) -> Cell:
    """Return a number, or what stands for it."""
    return MASK if hidden else value
