"""Who is near, without measuring the way to everybody: a grid of half a kilometre that is searched ring by ring."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from typing import Generic, TypeVar

from mapgen.model import Point

Thing = TypeVar("Thing")
CELL = 0.005  # degrees: about 550 m from south to north, 450 m from west to east at 35° north
_METRES = math.radians(CELL) * 6_371_000


class Vicinity(Generic[Thing]):
    """Things by where they are and by what kind they are; one may be in several places and of several kinds."""

    def __init__(self, things: Iterable[tuple[Hashable, Point, Thing]]) -> None:
        """Take in (kind, point, thing)."""
        self._cells: dict[tuple[Hashable, int, int], list[tuple[Point, Thing]]] = defaultdict(list)
        for kind, point, thing in things:
            row, column = _cell(point)
            self._cells[kind, row, column].append((point, thing))

    def rings(self, kind: Hashable, centre: Point, reach: float) -> Iterator[tuple[float, list[tuple[float, Thing]]]]:
        """Yield ring after ring what is found with its metres, until everything within `reach` metres was.

        The first value is a distance in metres that nothing in this ring or a later one is nearer than: who has found
        enough that is nearer may stop. Distances are those of `Point.distance`.
        """
        row, column = _cell(centre)
        # A column grows narrower towards the poles: a ring is as near as at its own poleward end.
        width = _METRES * math.cos(math.radians(min(89.0, abs(centre.lat) + reach / 100_000)))
        for ring in range(math.ceil(reach / width) + 2):
            found = [
                (centre.distance(point), thing)
                for key in _ring(kind, row, column, ring)
                for point, thing in self._cells.get(key, ())
            ]
            yield max(0, ring - 1) * width, found


def _cell(point: Point) -> tuple[int, int]:
    return math.floor(point.lat / CELL), math.floor(point.lon / CELL)


def _ring(kind: Hashable, row: int, column: int, ring: int) -> Iterator[tuple[Hashable, int, int]]:
    """Yield the cells whose larger distance from the middle, in rows or in columns, is `ring`."""
    for across in range(column - ring, column + ring + 1):
        yield kind, row - ring, across
        if ring:
            yield kind, row + ring, across
    for along in range(row - ring + 1, row + ring):
        yield kind, along, column - ring
        yield kind, along, column + ring
