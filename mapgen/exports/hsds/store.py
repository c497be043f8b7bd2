"""Where rows go: each is written into its table as soon as it is known, and comes back as it stands in JSON."""

from __future__ import annotations

from collections import Counter
from typing import Any

from mapgen.exports.hsds.tables import TABLES

Row = dict[str, Any]

_COLUMNS = {table.name: tuple(column.name for column in table.columns) for table in TABLES.values()}
_END = b"\r\n"
_PLACES = {name: {column: place for place, column in enumerate(columns)} for name, columns in _COLUMNS.items()}


class Store:
    """The 21 tables, filling up, each as the bytes of its file."""

    def __init__(self) -> None:
        self._tables = {name: bytearray(",".join(columns).encode() + _END) for name, columns in _COLUMNS.items()}
        self._counts = Counter[str]()

    def add(self, table: str, row: Row, **links: str) -> Row:
        """Write a row with what it is linked to; return what is known of it, without the links."""
        places = _PLACES[table]
        cells = [""] * len(places)
        told = {key: value for key, value in row.items() if value is not None and value != ""}
        for known in (told, links):
            for key, value in known.items():
                cells[places[key]] = _quoted(value) if isinstance(value, str) else str(value)
        self._tables[table] += ",".join(cells).encode() + _END
        self._counts[table] += 1
        return told

    def taken(self, table: str) -> bytes:
        """Return a table, kept no longer: UTF-8, rows end in CRLF, texts in quotes (RFC 4180)."""
        return bytes(self._tables.pop(table))

    def count(self, table: str) -> int:
        """Return how many rows a table has."""
        return self._counts[table]


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
