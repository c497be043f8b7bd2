"""CSV for Google My Maps: the same rows in the same order as the KML, with names and coordinates as columns.

UTF-8 without a byte order mark, since nobody knows whether My Maps takes it off; rows end in CRLF (RFC 4180, 2.1), line
breaks in a cell are LF, as Excel writes them. Every cell is quoted: a telephone number is text and keeps its 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from mapgen.exports.kml_card import COLUMNS, Card
from mapgen.exports.prose import words
from mapgen.model import Point

HEADER = ("名称", *COLUMNS, "説明")
# My Maps knows these two by name and does not ask where the places are.
COORDINATES = ("Latitude", "Longitude")
# What a sheet takes for a formula (OWASP, CSV Injection), also in full width; an apostrophe before it makes it text.
_FORMULA = re.compile("'*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")


def table(header: Iterable[str], rows: Iterable[str]) -> bytes:
    """Return a whole file of rows that `row` has written."""
    return "".join((row(header), *rows)).encode()


def row(cells: Iterable[str]) -> str:
    """Return one row with its end."""
    return ",".join(f'"{guarded(cell)}"' for cell in cells) + "\r\n"


def guarded(cell: str) -> str:
    """Return a cell's text with quotes doubled, and one `'` before what would be a formula.

    `'=1` becomes `''=1`, so that taking one `'` away always gives the text back.
    """
    text = cell.replace('"', '""')
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """Return the text that `guarded` made a cell of, as a reader of CSV gives it."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def cells(card: Card) -> tuple[str, ...]:
    """Return the cells of a place under `HEADER`: no HTML, which My Maps would show as it is written."""
    return card.name, *card.columns, words(card.description)


def coordinates(point: Point) -> tuple[str, str]:
    """Return latitude and longitude as the KML has them."""
    return f"{point.lat:.6f}", f"{point.lon:.6f}"
