"""The geometry of a sunburst: from nested counts to pieces of rings, and from those to SVG paths."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of a whole. Of one that has parts itself only theirs count: `value` is for those without.

    `label` is written on it where there is room, else `mark`, one or two characters; `title` is shown to who points at
    it, `href` is where it leads. `colour` (`#RRGGBB`) and `tone` are given to the innermost ring alone.
    """

    label: str
    value: int = 0
    title: str = ""
    mark: str = ""
    href: str | None = None
    tone: str = ""
    colour: str = ""
    parts: tuple[Slice, ...] = ()

    @property
    def total(self) -> int:
        """Return the value, or the sum of the parts. Raises ValueError where there is less than nothing."""
        if self.value < 0:
            raise ValueError(f"{self.label}: {self.value}")
        return sum(part.total for part in self.parts) if self.parts else self.value


@dataclass(frozen=True, slots=True)
class Arc:
    """A piece of a ring, in degrees clockwise from the top; ring 0 is the innermost. `order` counts its siblings."""

    slice: Slice
    ring: int
    order: int
    start: float
    end: float

    @property
    def middle(self) -> float:
        """Return the direction in which it lies."""
        return (self.start + self.end) / 2


def arcs(slices: Sequence[Slice]) -> tuple[Arc, ...]:
    """Return the pieces of all rings, each slice before its parts; together those of the inner ring are 360 degrees.

    Slices of nothing have no piece. Borders are reckoned from whole counts, so that neighbours, and a slice and its
    parts, share them to the last bit.
    """
    whole = sum(each.total for each in slices)
    return tuple(_spread(slices, 0, 0, whole)) if whole else ()


def _spread(slices: Sequence[Slice], ring: int, before: int, whole: int) -> Iterator[Arc]:
    order = 0
    for each in slices:
        if each.total:
            yield Arc(each, ring, order, 360 * before / whole, 360 * (before + each.total) / whole)
            yield from _spread(each.parts, ring + 1, before, whole)
            before, order = before + each.total, order + 1


def point(radius: float, degrees: float) -> tuple[float, float]:
    """Return x and y (downwards, as SVG has it) of a point around the origin, clockwise from the top."""
    turned = math.radians(degrees)
    return radius * math.sin(turned), -radius * math.cos(turned)


def number(value: float) -> str:
    """Return a number with at most two decimals and never `-0`, the same on every machine."""
    return f"{round(value, 2) + 0.0:.2f}".rstrip("0").rstrip(".")


def path(inner: float, outer: float, start: float, end: float) -> str:
    """Return the outline of a piece of a ring as the `d` of an SVG path; a whole ring is two halves."""
    if end - start >= 360:
        half = start + 180
        return path(inner, outer, start, half) + path(inner, outer, half, start + 360 - 1e-9)
    large = int(end - start > 180)
    corners = [point(outer, start), point(outer, end), point(inner, end), point(inner, start)]
    a, b, c, d = (f"{number(x)} {number(y)}" for x, y in corners)
    there, back = f"{number(outer)} {number(outer)}", f"{number(inner)} {number(inner)}"
    return f"M{a}A{there} 0 {large} 1 {b}L{c}A{back} 0 {large} 0 {d}Z"
