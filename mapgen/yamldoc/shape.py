"""What is wrong with the shape of a file the parser gave up on: indentation, lines that belong to nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from mapgen.yamldoc.lines import Line, examine
from mapgen.yamldoc.marks import Edit, Suspect, emptied


@dataclass(frozen=True, slots=True)
class _Level:
    """A column where keys, or the dashes of items, stand."""

    column: int
    item: bool


def find(lines: list[str], *, most: int) -> list[Suspect]:
    """Return every line that stands where it cannot, with the edit that moves it, or empties it if nothing is clear.

    `most`: how many lines are looked at.
    """
    rows, _second = examine(lines, broken=True, most=most)
    if all(row.key is None for row in rows):
        return []  # not a file of fields at all
    shape = _Shape(lines)
    found: list[Suspect] = []
    skipped: Line | None = None
    for row, after in zip_longest(rows, rows[1:]):
        loose = row.key is None and not row.dashes
        if loose and skipped is not None and row.indent >= skipped.indent:
            found.append(Suspect(row.number, row.indent, "", edits=emptied(row)))  # part of what is reported already
            continue
        suspect = _loose(row, after) if loose else shape.place(row)
        skipped = row if loose and suspect is not None else None
        found += [suspect] if suspect is not None else []
    return found


def _loose(row: Line, after: Line | None) -> Suspect | None:
    """Return what is wrong with a line that is neither `key: value` nor `- item`."""
    before = row.before
    if before is None:
        return Suspect(row.number, row.indent, "no-colon", {"text": row.value}, emptied(row))
    # The value of the key above, unless a sibling shows that it was to be a field.
    sibling = after is not None and after.indent == row.indent and after.key is not None
    if row.indent > before.parent and before.opens and not sibling:
        return None
    if before.block and before.last == before.number:
        edit = Edit(row.number, 0, row.indent, " " * (before.parent + 2))
        return Suspect(row.number, row.indent, "block-not-indented", {"mark": before.value[0]}, (edit,))
    if row.indent > before.parent and before.value:
        return Suspect(row.number, row.indent, "text-over-lines", {"above": before.number}, emptied(row))
    return Suspect(row.number, row.indent, "no-colon", {"text": row.value}, emptied(row))


class _Shape:
    """The open levels of indentation on the way down a file."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.levels: list[_Level] = []
        # A run of lines at a wrong column, and the column meant: reported once, at its first line.
        self.run: tuple[int, int] | None = None

    def place(self, row: Line) -> Suspect | None:
        """Return what is wrong with the place of a key or an item."""
        column = self._meant(row.indent)
        closed: list[_Level] = []
        while self.levels and self.levels[-1].column > column:
            closed.append(self.levels.pop())
        suspect = None
        if not self._fits(row, column, closed):
            suspect, column = self._misplaced(row, column, closed)
        self._open(row, column)
        return suspect

    def _meant(self, indent: int) -> int:
        if self.run is None:
            return indent
        found, expected = self.run
        if indent == found:
            return expected
        if indent > found > expected:
            return indent - found + expected
        self.run = None
        return indent

    def _open(self, row: Line, column: int) -> None:
        item = bool(row.dashes)
        if not self.levels or self.levels[-1] != _Level(column, item):
            self.levels.append(_Level(column, item))
        moved = column - row.indent
        self.levels.extend(_Level(dash + moved, True) for dash in row.dashes[1:])
        if item and row.key is not None:
            self.levels.append(_Level(row.start + moved, False))

    def _fits(self, row: Line, column: int, closed: list[_Level]) -> bool:
        if not self.levels:
            return not closed
        top, item = self.levels[-1], bool(row.dashes)
        opened = not closed and row.before is not None and row.before.opens
        if top.column < column or (item and not top.item):
            return opened
        # A list may stand at the column of its key: the next key ends it.
        return top.item == item or (len(self.levels) > 1 and self.levels[-2] == _Level(column, False))

    def _misplaced(self, row: Line, column: int, closed: list[_Level]) -> tuple[Suspect, int]:
        """Return the suspect, and the column where the row should stand; brings the levels up to that column."""
        before, item = row.before, bool(row.dashes)
        if (
            item
            and not closed
            and before is not None
            and before.key is not None
            and before.value
            and column >= before.start
        ):
            edit = Edit(before.number, before.at, len(before.value), "")
            facts = {"key": before.key, "text": before.value, "above": before.number}
            return Suspect(row.number, row.indent, "list-after-value", facts, (edit,)), column
        expected = self._expected(column, item, closed)
        self.levels += [level for level in reversed(closed) if level.column <= expected]
        if expected == column:
            return Suspect(row.number, row.indent, "stray-item" if item else "no-list-mark", {}, emptied(row)), column
        self.run = (row.indent, expected)
        facts = {"found": row.indent, "expected": expected}
        return Suspect(row.number, row.indent, "bad-indent", facts, tuple(self._moved(row, expected))), expected

    def _expected(self, column: int, item: bool, closed: list[_Level]) -> int:
        """Return the nearest column where such a line may stand; of two as near, the deeper."""
        if self.levels and self.levels[-1] == _Level(column, True) and not item and closed:
            return closed[-1].column
        near = [level.column for level in (*closed, *self.levels)]
        return min(near, key=lambda other: (abs(other - column), -other))

    def _moved(self, row: Line, expected: int) -> Iterator[Edit]:
        """Yield the edits that move the run of wrong lines, and what hangs below a line that is moved to the left."""
        for number in range(row.number, len(self.lines)):
            text = self.lines[number]
            spaces = len(text) - len(text.lstrip(" "))
            if text and (spaces < row.indent or (expected > row.indent and spaces > row.indent)):
                return
            if text:
                yield Edit(number, 0, row.indent, " " * expected)
