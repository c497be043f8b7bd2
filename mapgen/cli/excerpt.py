"""The line of a file that a problem is about, and a caret below the place: for eyes, so only on a terminal."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapgen.text import visible

if TYPE_CHECKING:
    from mapgen.problems import Problem

_COLOURS = {"error": "red", "warning": "yellow"}
_LEAST = 20


def width(text: str) -> int:
    """Return how many columns of a terminal the text takes: kana and kanji two, marks on a letter none (UAX #11)."""
    return sum(map(_width, text))


def _width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def excerpt(line: str, column: int, columns: int) -> tuple[str, str]:
    """Return what of a line fits into so many columns around a place (from 1), and the caret that goes below.

    What is cut off is an ellipsis. A place behind the line's end is just behind it.
    """
    cells = [visible(char) for char in line]
    at = min(max(column, 1), len(cells) + 1) - 1
    first = last = at
    room = columns - width("".join(cells[at : at + 1])) - 4  # an ellipsis at either end: two columns in some fonts
    while room > 0 and (first > 0 or last + 1 < len(cells)):
        # Towards both ends by turns, so that what stands before and after is seen.
        if last + 1 < len(cells):
            last += 1
            room -= width(cells[last])
        if first > 0 and room > 0:
            first -= 1
            room -= width(cells[first])
    head = ("…" if first > 0 else "") + "".join(cells[first:at])
    shown = head + "".join(cells[at : last + 1]) + ("…" if last + 1 < len(cells) else "")
    return shown, " " * width(head) + "^" * max(1, width("".join(cells[at : at + 1])))


class Source:
    """The files of a project, to show lines of."""

    def __init__(self, root: Path, columns: int) -> None:
        """Show at most so many columns."""
        self._root, self._columns = root, columns
        self._files: dict[str, list[str]] = {}

    def below(self, problem: Problem) -> str:
        """Return the two lines to print below a problem's first; '' where there is no line to show."""
        where = problem.where
        lines = self._lines(where.path) if where.line else []
        if not where.column or not 0 < where.line <= len(lines):
            return ""
        gutter = f"{where.line:>6} │ "
        shown, caret = excerpt(lines[where.line - 1], where.column, max(_LEAST, self._columns - width(gutter)))
        blank = click.style(f"{'':>6} │ ", dim=True)
        return f"{click.style(gutter, dim=True)}{shown}\n{blank}{click.style(caret, _COLOURS.get(problem.level))}"

    def _lines(self, path: str) -> list[str]:
        """Return the lines of a file, none where it cannot be read; what is not UTF-8 is a question mark each."""
        if path not in self._files:
            try:
                text = (self._root / path).read_bytes().decode("utf-8-sig", errors="replace")
            except OSError:
                text = ""
            self._files[path] = re.split("\r\n|[\n\r]", text) if text else []
        return self._files[path]
