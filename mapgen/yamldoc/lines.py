"""The lines of a file as an editor sees them: indentation, dashes, key, value; text blocks and comments left out.

Where the parser gave up there is no tree to ask: this looks at lines alone, and also sees what was only meant as a key.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise

ODD_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
WIDE_COLONS = "：﹕︓︰∶꞉"
# Nobody writes a line this long by hand but a description, and nothing but its key is examined (time stays linear).
LONGEST_EXAMINED = 1500

_SPACE = re.compile(rf"[ \t{ODD_SPACES}]*")
_DASHES = re.compile(r"(?:-(?:[ \t]+|$))*")
QUOTED = r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'"""
_QUOTED_KEY = re.compile(rf"({QUOTED})[ \t]*:(?=[ \t]|$)")
_COLON = re.compile(r":(?=[ \t]|$)|[ \t]#")
_BLOCK = re.compile(r"[|>](?:[+-]?([1-9])?|([1-9])[+-])(?:[ \t]+#.*|[ \t]*)$")
_FLOW_PART = re.compile(rf"{QUOTED}|[\[\]{{}}]|[ \t](?=#)")
COMMENT = re.compile(r"(?<=[ \t])#")
# What was meant as a key: `name：`, `name:座間`. A list item is more often a text: there only well-known names count.
_WORD, _FIELD, _ITEM = (
    r"[^\W\d][\w-]*",
    r"[a-z_][a-z0-9_]*",
    r"(?:name|title|text|url|date|days|id|label|address|visibility)",
)
_MEANT = {
    (broken, item): re.compile(
        rf"({_FIELD if item or not broken else _WORD})[ \t{ODD_SPACES}]*[{WIDE_COLONS}]"
        rf"|({_ITEM if item else _WORD if broken else _FIELD}):(?=[^ \t/])"
    )
    for broken in (False, True)
    for item in (False, True)
}
# A line that starts something new, whatever was open above.
_FRESH = re.compile(rf"([ \t{ODD_SPACES}]*)(?:(?:-[ ]+)?[A-Za-z_][\w-]*[ ]?[:{WIDE_COLONS}](?!//)|-[ ]+)")


@dataclass(slots=True)
class Line:
    """One line that says something, and how far its value reaches. Lines and columns count from 0.

    `closed`: the column after a quoted text or a list in brackets; 0 if it never ends, None if in another line.
    `more`: the other lines of a list or mapping in brackets.
    """

    number: int
    text: str
    indent: int
    dashes: tuple[int, ...]
    start: int
    settled: int
    key: str | None
    colon: int
    at: int
    value: str
    last: int
    closed: int | None = None
    nested: bool = False
    before: Line | None = None
    more: list[str] = field(default_factory=list)

    @property
    def block(self) -> bool:
        """Return whether the value is the head of a text block (`|`, `>`)."""
        return bool(_BLOCK.match(self.value))

    @property
    def opens(self) -> bool:
        """Return whether the value must come below: nothing but a comment stands after the key or dash."""
        return (self.key is not None or bool(self.dashes)) and (not self.value or self.value.startswith("#"))

    @property
    def parent(self) -> int:
        """Return the column that the other lines of the value must stand further in than."""
        return self.start if self.key is not None else self.dashes[-1] if self.dashes else self.indent - 1

    @property
    def plain(self) -> str:
        """Return the value without a trailing comment, or an empty text if it is quoted, a list or a block."""
        if not self.value or self.value[0] in "\"'[{#" or self.block:
            return ""
        comment = COMMENT.search(self.value)
        return self.value[: comment.start()].rstrip() if comment else self.value


def examine(lines: list[str], *, broken: bool, most: int) -> tuple[list[Line], int | None]:
    """Return the lines that say something, and the number of the line where a second document starts, if any.

    `broken`: the parser gave up, so anything that looks like a key is taken for one. No more than `most` lines are
    returned: a file with more says more than may be read.
    """
    rows: list[Line] = []
    number, begun = 0, False
    while number < len(lines) and len(rows) < most:
        text = lines[number]
        bare = text.lstrip(" ")
        if text[:3] in ("---", "...") and text[3:4] in ("", " ", "\t"):
            if begun or any(not row.text.startswith("%") for row in rows):
                return _linked(rows), number if text.startswith("-") or _anything(lines[number + 1 :]) else None
            begun = True
        elif bare and not bare.lstrip("\t").startswith("#"):
            rows.append(_line(number, text, broken))
            rows[-1].last = _reach(rows[-1], lines)
            number = rows[-1].last
            if rows[-1].value[:1] in ("[", "{"):
                rows[-1].more = lines[rows[-1].number + 1 : number + 1]
        number += 1
    return _linked(rows), None


def _anything(lines: list[str]) -> bool:
    return any(line.strip() and not line.lstrip().startswith("#") for line in lines)


def _linked(rows: list[Line]) -> list[Line]:
    for above, row in pairwise(rows):
        row.before = above
        above.nested = row.indent > above.start or (row.indent == above.start and bool(row.dashes))
    return rows


def _line(number: int, text: str, broken: bool) -> Line:
    indent = _end(_SPACE, text, 0)
    start = _end(_DASHES, text, indent)
    dashes = tuple(column for column in range(indent, start) if text[column] == "-")
    long = len(text) > LONGEST_EXAMINED
    text = text[:LONGEST_EXAMINED]
    key, colon = _key(text, start, broken, bool(dashes))
    at = start if key is None else _end(_SPACE, text, colon + 1)
    value = "…" if long else text[at:].rstrip(" \t")
    return Line(number, text, indent, dashes, start, indent, key, colon, at, value, number)


def _end(pattern: re.Pattern[str], text: str, start: int) -> int:
    """Return where something ends that may be nothing."""
    found = pattern.match(text, start)
    assert found
    return found.end()


def _key(text: str, start: int, broken: bool, item: bool) -> tuple[str | None, int]:
    """Return the key that starts there and the column of its colon; None where there is none."""
    if found := _QUOTED_KEY.match(text, start) or _MEANT[broken, item].match(text, start):
        return found[1] or found[2], found.end() - 1
    if text[start : start + 1] not in ("[", "{", '"', "'", "#"):
        colon = _COLON.search(text, start)
        if colon and colon[0] == ":":
            return text[start : colon.start()].rstrip(), colon.start()
    return None, start


def _reach(row: Line, lines: list[str]) -> int:
    """Return the last line of the row's value; sets `closed`."""
    value = row.value
    if not value:
        return row.number
    if header := _BLOCK.match(value):
        return _block_end(row, lines, int(header[1] or header[2] or 0))
    if value[0] in "\"'":
        return _quote_end(row, lines)
    if value[0] in "[{":
        return _flow_end(row, lines)
    return row.number


def _block_end(row: Line, lines: list[str], given: int) -> int:
    least = row.parent + given if given else None
    last = row.number
    for number in range(row.number + 1, len(lines)):
        spaces = len(lines[number]) - len(lines[number].lstrip(" "))
        if spaces == len(lines[number]):
            continue
        least = max(spaces, row.parent + 1) if least is None else least
        if spaces < least:
            break
        last = number
    return last


def _quote_end(row: Line, lines: list[str]) -> int:
    quote = row.value[0]
    ends = re.compile(r'(?:[^"\\]|\\.|\\$)*(")' if quote == '"' else r"(?:[^']|'')*?(')(?!')")
    if found := ends.match(row.text, row.at + 1):
        row.closed = found.end(1)
        return row.number
    row.closed = 0
    for number in range(row.number + 1, len(lines)):
        if _FRESH.match(lines[number]):
            break
        if ends.match(lines[number][:LONGEST_EXAMINED]):
            row.closed = None
            return number
    return row.number


def _flow_end(row: Line, lines: list[str]) -> int:
    depth = row.closed = 0
    for number in range(row.number, len(lines)):
        text = lines[number][:LONGEST_EXAMINED]
        fresh = _FRESH.match(text) if number > row.number else None
        if fresh and len(fresh[1]) <= row.indent:
            break
        for part in _FLOW_PART.finditer(text, row.at if number == row.number else 0):
            if part[0].isspace():
                break
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(part[0], 0)
            if depth == 0:
                row.closed = part.end() if number == row.number else None
                return number
    return row.number
