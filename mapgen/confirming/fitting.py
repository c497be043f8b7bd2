"""How much of a text has room on paper: every line is reckoned before it is printed, so that no sheet overflows.

A full-width character is one em wide. Others are at most as wide as said here in the fonts of the sheet; they may be
parted anywhere (`line-break: anywhere`), so that a line is as full as it can be.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

EM = 100
_WIDE = {"W", "F", "A"}
_NARROW, _CAPITAL = 60, 75
CUT = "…(続きはページで)"


def lines_of(text: str, width: int) -> int:
    """Return on how many lines of `width` ems the text stands, at least one."""
    return max(1, -(-measure(text) // _room(width)))


def measure(text: str) -> int:
    """Return the width of a text in hundredths of an em, at the most."""
    return sum(map(_of, text))


def _of(char: str) -> int:
    if unicodedata.east_asian_width(char) in _WIDE:
        return EM
    if unicodedata.combining(char):
        return 0
    return _CAPITAL if char.isupper() or char in "mwMW@%&" else _NARROW


def _room(width: int) -> int:
    """Return what a line surely holds: its last character may not fit and goes to the next."""
    return (width - 1) * EM


def shares(wants: Mapping[str, int], spare: int) -> dict[str, int]:
    """Return how many lines each field gets: one, then in turn one more of the spare ones to all that want more."""
    given = dict.fromkeys(wants, 1)
    while hungry := [field for field, lines in wants.items() if lines > given[field]]:
        for field in hungry:
            if not spare:
                return given
            given[field] += 1
            spare -= 1
    return given


def cut(text: str, width: int, lines: int, mark: str = CUT) -> str:
    """Return the text, or what has room of it with a mark that says where the rest is."""
    if lines_of(text, width) <= lines:
        return text
    room, end = _room(width) * lines - measure(mark), 0
    while end < len(text) and (room := room - _of(text[end])) >= 0:
        end += 1
    return text[:end].rstrip(" /、。") + mark
