"""CSV as a stranger reads it, for the rules about tables."""

from __future__ import annotations

import codecs
import csv
import io
import re

Row = list[str]

# What a sheet takes for a formula; an apostrophe before it, of several the first, is the writer's and no text.
_FORMULA = re.compile("[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")
_GUARD = re.compile(f"'(?='*{_FORMULA.pattern})")


def rows_for_people(content: bytes) -> list[Row] | None:
    """Return the rows of a CSV that Excel opens, None where it would misread it: without a byte order mark, too."""
    return rows(content.removeprefix(codecs.BOM_UTF8)) if content.startswith(codecs.BOM_UTF8) else None


def rows(content: bytes) -> list[Row] | None:
    """Return the rows of a CSV, its header first and its cells as they were meant.

    None where My Maps or a sheet would misread it: not UTF-8, a byte order mark, other row ends than CRLF, quotes that
    do not match, rows of different lengths, a cell that is a formula.
    """
    try:
        text = content.decode()
        found = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return None
    uneven = len({len(row) for row in found}) != 1
    # Line breaks in a cell are LF, so that every CRLF ends a row.
    ends = text.endswith("\r\n") and text.count("\r\n") == text.count("\r") == len(found)
    formulas = any(_FORMULA.match(cell) for row in found for cell in row)
    if uneven or formulas or not ends or text.startswith("\ufeff"):
        return None
    return [[_GUARD.sub("", cell, count=1) if _GUARD.match(cell) else cell for cell in row] for row in found]
