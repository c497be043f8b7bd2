"""Where rows go: each is written into its table as soon as it is known, and comes back as it stands in JSON."""

from __future__ import annotations

from typing import Any

from mapgen.exports.hsds.tables import TABLES

Row = dict[str, Any]

_COLUMNS = {table.name: tuple(column.name for column in table.columns) for table in TABLES.values()}
_PLACES = {name: {column: place for place, column in enumerate(columns)} for name, columns in _COLUMNS.items()}


class Store:
    """The 21 tables, filling up."""

    def __init__(self) -> None:
        self._lines = {name: [",".join(columns)] for name, columns in _COLUMNS.items()}

    def add(self, table: str, row: Row, **links: str) -> Row:
        """Write a row with what it is linked to; return what is known of it, without the links."""
        places = _PLACES[table]
        cells = [""] * len(places)
        told = {key: value for key, value in row.items() if value is not None and value != ""}
        for known in (told, links):
            for key, value in known.items():
                cells[places[key]] = _quoted(value) if isinstance(value, str) else str(value)
        self._lines[table].append(",".join(cells))
        return told

    def csv(self, table: str) -> bytes:
        """Return a table as it is now: UTF-8, rows end in CRLF, texts in quotes (RFC 4180)."""
        return ("\r\n".join(self._lines[table]) + "\r\n").encode()

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        return len(self._lines[table]) - 1


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
