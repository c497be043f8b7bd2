"""What can be written on a piece of a ring: how wide a word is, where its lines may break, and whether it has room."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from mapgen.render.charts.slices import Arc, point

# Widths in em: kanji and kana are square, Latin letters about this wide in the fonts of the site (bold, measured).
FULL, HALF = 1.0, 0.6
LINE = 1.15
MOST_LINES = 3
# Room that is left free around words, and around a mark (half the gap between pieces), in units of the drawing.
AIR, TIGHT = 2.5, 1.2
SMALLEST = 10  # a mark may be smaller than words: one or two characters are known by their shape


@dataclass(frozen=True, slots=True)
class Ring:
    """The inner and outer radius of a ring."""

    inner: float
    outer: float

    @property
    def middle(self) -> float:
        """Return the radius that halves its width."""
        return (self.inner + self.outer) / 2


@dataclass(frozen=True, slots=True)
class Words:
    """Words as they are written: their lines, centred on a point that lies on the drawing or beside it."""

    lines: tuple[str, ...]
    size: float
    x: float
    y: float
    beside: bool = False


def width(text: str, size: float) -> float:
    """Return how wide a text of this size is at most, in the same unit."""
    return size * sum(FULL if unicodedata.east_asian_width(c) in "WFA" else HALF for c in text)


def broken(text: str) -> Iterator[tuple[str, ...]]:
    """Yield the text on one line, then on two, then on three, each time as evenly as its words allow.

    Lines end after `・` and at spaces; a Japanese word is never torn.
    """
    words = re.findall(r"[^・\s]+・?|・", text)
    for lines in range(1, min(MOST_LINES, len(words)) + 1):
        cuts = combinations(range(1, len(words)), lines - 1)
        tried = [_lines(words, (0, *cut, len(words))) for cut in cuts]
        yield min(tried, key=lambda found: max(width(line, 1) for line in found))


def _lines(words: Sequence[str], cuts: Sequence[int]) -> tuple[str, ...]:
    parts = [words[start:end] for start, end in pairwise(cuts)]
    return tuple("".join(word if word.endswith("・") else f"{word} " for word in part).strip() for part in parts)


def written(arc: Arc, ring: Ring, sizes: Sequence[float]) -> Words | None:
    """Return the label in the largest of the sizes that has room on the piece, else the mark, None where none has."""
    for size in sizes:
        for lines in broken(arc.slice.label):
            if words := _placed(lines, size, ring.middle, arc, ring, AIR):
                return words
    for size in (*sizes, SMALLEST) if arc.slice.mark else ():
        for radius in (ring.middle, ring.outer - size):  # a narrow piece is widest at its rim
            if words := _placed((arc.slice.mark,), size, radius, arc, ring, TIGHT):
                return words
    return None


def _placed(lines: tuple[str, ...], size: float, radius: float, arc: Arc, ring: Ring, margin: float) -> Words | None:
    """Return the lines centred at this radius, or None where the rectangle around them does not lie within the piece.

    The rim of the rectangle is walked in steps of 2 units at most.
    """
    x, y = point(radius, arc.middle)
    wide = max(width(line, size) for line in lines) / 2
    high = size * LINE * len(lines) / 2
    across, down = _steps(wide), _steps(high)  # the corners come first: most of what has no room is known by them
    rim = [(dx, dy) for dx in across for dy in (-high, high)] + [(dx, dy) for dy in down for dx in (-wide, wide)]
    fits = all(_within(x + dx, y + dy, arc, ring, margin) for dx, dy in rim)
    return Words(lines, size, x, y) if fits else None


def _steps(half: float) -> list[float]:
    count = max(2, math.ceil(half))
    return [half, -half, *(half * (2 * n / count - 1) for n in range(1, count))]


def _within(x: float, y: float, arc: Arc, ring: Ring, margin: float) -> bool:
    """Return whether a point lies on the piece, the margin away from all of its sides."""
    radius = math.hypot(x, y)
    if not ring.inner + margin <= radius <= ring.outer - margin:
        return False
    away = (math.degrees(math.atan2(x, -y)) - arc.start) % 360
    angle = math.degrees(margin / radius)
    return arc.end - arc.start >= 360 or angle <= away <= arc.end - arc.start - angle
