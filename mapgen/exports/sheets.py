"""CSV that a spreadsheet opens with a double click: UTF-8 with a byte order mark, CRLF, no cell that is a formula."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence

from mapgen.exports.table import guarded

# What a sheet takes for a number and spoils: a 0 that leads is lost, of more than 11 digits some are (9.00E+12).
_SPOILED = re.compile("0[0-9]+|[0-9]{12,}")


def sheet(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """Return a whole file; numbers stand bare, texts in quotes (RFC 4180), of digits alone after a `'`."""
    lines = [_line(header), *(_line(row) for row in rows)]
    return codecs.BOM_UTF8 + "".join(lines).encode()


def _line(cells: Sequence[str | int]) -> str:
    return ",".join(str(cell) if isinstance(cell, int) else f'"{_kept(cell)}"' for cell in cells) + "\r\n"


def _kept(cell: str) -> str:
    return f"'{cell}" if _SPOILED.fullmatch(cell) else guarded(cell)
