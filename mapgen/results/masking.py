"""Small numbers hidden, and as many others as it takes that no sum gives them away.

A table is taken with its sums: the last number of each row is the row's, the last row is that of the columns. Who reads
it knows the shown ones, and that a hidden number is one at least, for a nought is hidden only for want of another. So a
hidden number is safe where it can be one more or one less: then other hidden ones of its row and column give way, and
others of theirs, in a ring. Numbers that are as small as can be give way upwards only. As long as one is not safe,
another is hidden, the smallest first.

Our tables do not add up, since an organisation may be in two categories; whoever reckons back from sums knows less.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

SMALL = 3
MASK = "*"

Place = tuple[int, int]
Matrix = Sequence[Sequence[int]]


def hidden(numbers: Matrix, forced: Collection[Place] = (), known: Collection[Place] = frozenset()) -> frozenset[Place]:
    """Return the places (row, column) of the numbers that must not be shown, of a table with its sums.

    `forced` are hidden elsewhere, `known` shown elsewhere, so that hiding them here would hide nothing. Where sums that
    are known give a number away whatever is hidden, every number but the sums is, noughts too.
    """
    places = {(r, c): value for r, row in enumerate(numbers) for c, value in enumerate(row)}
    found = {place for place, value in places.items() if 0 < value < SMALL} | set(forced)
    while more := next(_betrayed(numbers, found, known), None):
        found.add(more)
    if not all(_safe(place, numbers, found) for place in found):
        found |= _inner(numbers)  # then nobody knows either that a hidden number is one at least
    return frozenset(found)


def hidden_in_line(numbers: Sequence[int]) -> frozenset[int]:
    """Return the places of the numbers that must not be shown of one row whose sum everybody knows."""
    found = {n for n, value in enumerate(numbers) if 0 < value < SMALL}
    free = sorted({*range(len(numbers))} - found, key=lambda n: (numbers[n] == 0, numbers[n], n))
    while free and found and (len(found) == 1 or all(numbers[n] == 1 for n in found)):
        found.add(free.pop(0))
    return frozenset(found)


def _betrayed(numbers: Matrix, found: set[Place], known: Collection[Place]) -> Iterator[Place]:
    """Yield what to hide besides: for a number that can be reckoned back, another."""
    for place in sorted(found):
        if not _safe(place, numbers, found):
            yield from _another(place, numbers, found, known)


def _safe(place: Place, numbers: Matrix, found: Collection[Place]) -> bool:
    """Return whether a hidden number could be another one and every shown number the same.

    A step from a row to a column makes the number there one more, a step back one less, and what a sum shows is the
    other way round. A way from the place round to itself leaves every row and column as it is. Were the number another
    by more than one, it would be so by several such ways, each of which is one as well (these are flows in a network).
    """
    inner = {(r, c): numbers[r][c] for r, c in _inner(numbers) & {*found}}
    least = min([1, *inner.values()])
    steps: dict[tuple[str, int], list[tuple[str, int]]] = defaultdict(list)
    for r, c in found:
        if (r, c) != place:
            steps["row", r].append(("column", c))
            if inner.get((r, c), least + 1) > least:
                steps["column", c].append(("row", r))
    row, column = ("row", place[0]), ("column", place[1])
    less = inner.get(place, least + 1) > least
    return _leads(steps, column, row) or (less and _leads(steps, row, column))


def _inner(numbers: Matrix) -> set[Place]:
    """Return the places that are no sums."""
    return {(r, c) for r in range(len(numbers) - 1) for c in range(len(numbers[0]) - 1)}


def _leads(
    steps: Mapping[tuple[str, int], Sequence[tuple[str, int]]], start: tuple[str, int], end: tuple[str, int]
) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        fresh = [each for each in steps.get(waiting.pop(), ()) if each not in seen]
        seen.update(fresh)
        waiting += fresh
    return end in seen


def _another(place: Place, numbers: Matrix, found: set[Place], known: Collection[Place]) -> Iterator[Place]:
    """Yield the number to hide for the sake of a place: in its row or column while one is left there, and such that the
    place is safe then, if there is such a one. The smallest; a sum only for want of another, and a nought last of all.
    """
    last = len(numbers) - 1, len(numbers[0]) - 1
    every = [(r, c) for r in range(last[0] + 1) for c in range(last[1] + 1) if (r, c) != last]

    def rank(each: Place) -> tuple[bool, bool, bool, bool, int, Place]:
        r, c = each
        near = r == place[0] or c == place[1]
        helps = near and _safe(place, numbers, found | {each})
        return numbers[r][c] == 0, not near, not helps, r == last[0] or c == last[1], numbers[r][c], each

    yield from sorted((each for each in every if each not in found and each not in known), key=rank)[:1]
