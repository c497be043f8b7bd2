"""Who is near, without measuring the way to everybody: a grid of half a kilometre, or finer where many stand, that is
searched ring by ring.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from typing import Generic, TypeVar

from mapgen.model import Point

Thing = TypeVar("Thing")
Cell = tuple[Hashable, int, int]

CELL = 0.005  # degrees: about 550 m from south to north, 450 m from west to east at 35° north
_FINEST = CELL / 2**5  # all flats of one house stand in one cell however fine it is
_EARTH_RADIUS = 6_371_000  # metres, rounded down: a ring says rather less than it may
_CROWD = 4  # of a kind in a cell, on average: nobody looks for more neighbours


class Vicinity(Generic[Thing]):
    """Things by where they are and by what kind they are; one may be in several places and of several kinds."""

    def __init__(self, things: Iterable[tuple[Hashable, Point, Thing]]) -> None:
        """Take in (kind, point, thing)."""
        taken = list(things)
        self._size, self._cells = CELL, _grid(taken, CELL)
        while len(taken) > _CROWD * len(self._cells) and self._size > _FINEST:
            self._size /= 2
            self._cells = _grid(taken, self._size)

    def rings(self, kind: Hashable, centre: Point, reach: float) -> Iterator[tuple[float, list[tuple[float, Thing]]]]:
        """Yield ring after ring what is found with its metres, until everything within `reach` metres was.

        The first value is a distance in metres that nothing in this ring or a later one is nearer than: who has found
        enough that is nearer may stop. Distances are those of `Point.distance`.
        """
        row, column = _cell(centre, self._size)
        # A column grows narrower towards the poles: a ring is as near as at its own poleward end.
        width = (
            math.radians(self._size)
            * _EARTH_RADIUS
            * math.cos(math.radians(min(89.0, abs(centre.lat) + reach / 100_000)))
        )
        for ring in range(math.ceil(reach / width) + 2):
            found = [
                (centre.distance(point), thing)
                for key in _ring(kind, row, column, ring)
                for point, thing in self._cells.get(key, ())
            ]
            yield max(0, ring - 1) * width, found


def _grid(things: Iterable[tuple[Hashable, Point, Thing]], size: float) -> dict[Cell, list[tuple[Point, Thing]]]:
    cells: dict[Cell, list[tuple[Point, Thing]]] = defaultdict(list)
    for kind, point, thing in things:
        cells[kind, *_cell(point, size)].append((point, thing))
    return cells


def _cell(point: Point, size: float) -> tuple[int, int]:
    return math.floor(point.lat / size), math.floor(point.lon / size)


def _ring(kind: Hashable, row: int, column: int, ring: int) -> Iterator[Cell]:
    """Yield the cells whose larger distance from the middle, in rows or in columns, is `ring`."""
    for across in range(column - ring, column + ring + 1):
        yield kind, row - ring, across
        if ring:
            yield kind, row + ring, across
    for along in range(row - ring + 1, row + ring):
        yield kind, along, column - ring
        yield kind, along, column + ring
