"""CSV that a spreadsheet opens with a double click: UTF-8 with a byte order mark, CRLF, no cell that is a formula."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Sequence

from mapgen.exports.table import guarded


def sheet(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """Return a whole file; numbers stand bare, texts in quotes (RFC 4180)."""
    lines = [_line(header), *(_line(row) for row in rows)]
    return codecs.BOM_UTF8 + "".join(lines).encode()


def _line(cells: Sequence[str | int]) -> str:
    return ",".join(str(cell) if isinstance(cell, int) else f'"{guarded(cell)}"' for cell in cells) + "\r\n"
