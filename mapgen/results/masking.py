"""Small numbers hidden, and as many others as it takes that no sum gives them away.

A table is taken with its sums: the last number of each row is the row's, the last row is that of the columns. A hidden
number can be reckoned back where it is the only one of its row or column, or where the hidden ones form a chain that a
sum cuts: as edges between rows and columns, such a number is a bridge. Where all hidden ones of a line must be one, as
their sum says, they are known as well. So others are hidden, the smallest first, until there is neither.

Our tables do not add up, since an organisation may be in two categories; whoever reckons back from sums knows less.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

SMALL = 3
MASK = "*"

Place = tuple[int, int]
Matrix = Sequence[Sequence[int]]


def hidden(numbers: Matrix, forced: Collection[Place] = (), known: Collection[Place] = frozenset()) -> frozenset[Place]:
    """Return the places (row, column) of the numbers that must not be shown, of a table with its sums.

    `forced` are hidden elsewhere, `known` shown elsewhere, so that hiding them here would hide nothing.
    """
    places = {(r, c): value for r, row in enumerate(numbers) for c, value in enumerate(row)}
    found = {place for place, value in places.items() if 0 < value < SMALL} | set(forced)
    while more := next(_betrayed(numbers, found, known), None):
        found.add(more)
    return frozenset(found)


def hidden_in_line(numbers: Sequence[int]) -> frozenset[int]:
    """Return the places of the numbers that must not be shown of one row whose sum everybody knows."""
    found = {n for n, value in enumerate(numbers) if 0 < value < SMALL}
    free = sorted({*range(len(numbers))} - found, key=lambda n: (numbers[n] == 0, numbers[n], n))
    while free and found and (len(found) == 1 or all(numbers[n] == 1 for n in found)):
        found.add(free.pop(0))
    return frozenset(found)


def _betrayed(numbers: Matrix, found: set[Place], known: Collection[Place]) -> Iterator[Place]:
    """Yield what to hide besides: for a number that can be reckoned back, another of its row or column."""
    for place in sorted(found):
        if _bridge(place, found):
            yield from _smallest(numbers, found, known, place)
    for line in _lines(numbers):
        cells = [place for place in line[:-1] if place in found]
        if cells and line[-1] not in found and all(numbers[r][c] == 1 for r, c in cells):
            yield from _smallest(numbers, found, known, cells[0], line)


def _lines(numbers: Matrix) -> Iterator[list[Place]]:
    rows, columns = range(len(numbers)), range(len(numbers[0]))
    yield from ([(r, c) for c in columns] for r in rows)
    yield from ([(r, c) for r in rows] for c in columns)


def _bridge(place: Place, found: set[Place]) -> bool:
    """Return whether without this place nothing hidden leads from its row to its column."""
    beyond: dict[tuple[str, int], list[tuple[str, int]]] = defaultdict(list)
    for row, column in found - {place}:
        beyond["row", row].append(("column", column))
        beyond["column", column].append(("row", row))
    seen, waiting = {("row", place[0])}, [("row", place[0])]
    while waiting:
        fresh = [each for each in beyond[waiting.pop()] if each not in seen]
        seen.update(fresh)
        waiting += fresh
    return ("column", place[1]) not in seen


def _smallest(
    numbers: Matrix, found: set[Place], known: Collection[Place], place: Place, line: Sequence[Place] = ()
) -> Iterator[Place]:
    """Yield the smallest number of the place's row or column that can be hidden, a nought only for want of another."""
    row, column = place
    corner = len(numbers) - 1, len(numbers[0]) - 1
    near = line or [*((row, c) for c in range(corner[1] + 1)), *((r, column) for r in range(corner[0] + 1))]
    free = [p for p in near if p not in found and p not in known and p != corner]
    free.sort(key=lambda p: (numbers[p[0]][p[1]] == 0, p[0] == corner[0] or p[1] == corner[1], numbers[p[0]][p[1]], p))
    yield from free[:1]
