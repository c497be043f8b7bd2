"""Small numbers hidden so that no sum gives them away: against everybody who can reckon."""

from __future__ import annotations

from itertools import product

from hypothesis import example, given, settings
from hypothesis import strategies as st

from mapgen.results.counting import FEWEST
from mapgen.results.masking import SMALL, hidden, hidden_in_line
from tests.examples import examples

Numbers = list[list[int]]


def with_sums(inner: Numbers) -> Numbers:
    rows = [[*row, sum(row)] for row in inner]
    return [*rows, [sum(column) for column in zip(*rows, strict=True)]]


def fitting(numbers: Numbers, veiled: frozenset[tuple[int, int]], most: int) -> list[Numbers]:
    """Return the tables that say what is shown, with hidden numbers up to `most`: noughts are hidden last of all."""
    down, across = len(numbers) - 1, len(numbers[0]) - 1
    places = [(r, c) for r in range(down) for c in range(across)]
    free = [place for place in places if place in veiled]
    least = 0 if free == places or any(numbers[r][c] == 0 for r, c in free) else 1
    found = []
    for values in product(range(least, most + 1), repeat=len(free)):
        guess = {place: numbers[place[0]][place[1]] for place in places} | dict(zip(free, values, strict=True))
        whole = with_sums([[guess[r, c] for c in range(across)] for r in range(down)])
        sums = [(r, across) for r in range(down + 1)] + [(down, c) for c in range(across)]
        if all(whole[r][c] == numbers[r][c] for r, c in sums if (r, c) not in veiled):
            found.append(whole)
    return found


@settings(max_examples=examples(40))
@example([[2, 1, 1], [4, 1, 1]])  # no row or column gives it away alone, all of them together do
@example([[1, 4], [1, 4]])
@given(
    st.integers(2, 3).flatmap(
        lambda n: st.lists(st.lists(st.integers(0, 4), min_size=n, max_size=n), min_size=2, max_size=2)
    )
)
def test_no_small_number_can_be_reckoned_back(inner: Numbers) -> None:
    numbers = with_sums(inner)
    if numbers[-1][-1] < FEWEST:
        return  # of so few nothing is published at all
    veiled = hidden(numbers)
    small = {(r, c) for r, row in enumerate(numbers) for c, value in enumerate(row) if 0 < value < SMALL}
    assert small <= veiled and (len(numbers) - 1, len(numbers[0]) - 1) not in veiled
    guesses = fitting(numbers, veiled, 5)
    for r, c in small:
        assert len({guess[r][c] for guess in guesses}) > 1, (numbers, sorted(veiled))


@settings(max_examples=examples(40))
@example([[2, 1, 1], [4, 1, 1]])
@given(st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=2, max_size=2))
def test_sums_that_are_known_from_other_tables_give_nothing_away(inner: Numbers) -> None:
    numbers = with_sums(inner)
    down, across = {(r, 3) for r in range(2)}, {(2, c) for c in range(3)}
    forced = {(r, 3) for r in hidden_in_line([row[-1] for row in numbers[:-1]])}
    forced |= {(2, c) for c in hidden_in_line(numbers[-1][:-1])}
    if numbers[-1][-1] < FEWEST:
        return
    veiled = hidden(numbers, forced, frozenset((down | across) - forced))
    assert not veiled & ((down | across) - forced)
    guesses = fitting(numbers, veiled, 6)
    for r, c in {(r, c) for r, row in enumerate(inner) for c, value in enumerate(row) if 0 < value < SMALL}:
        assert len({guess[r][c] for guess in guesses}) > 1, (numbers, sorted(veiled))


def test_where_sums_tell_nothing_nothing_more_is_hidden() -> None:
    numbers = with_sums([[5, 9], [7, 8]])
    assert hidden(numbers) == frozenset()
    assert hidden(numbers, forced={(0, 2), (1, 2)}) == {(0, 2), (1, 2), (0, 0), (1, 0)}


@given(st.lists(st.integers(0, 9), min_size=2, max_size=6))
def test_of_one_row_at_least_two_are_hidden_or_none(line: list[int]) -> None:
    total = sum(line)
    if total >= SMALL:
        veiled = hidden_in_line(line)
        assert {n for n, value in enumerate(line) if 0 < value < SMALL} <= veiled
        assert len(veiled) != 1


def test_the_other_that_is_hidden_is_the_smallest() -> None:
    assert hidden_in_line([1, 9, 4, 0]) == {0, 2}
    assert hidden_in_line([1, 1, 9, 4]) == {0, 1, 3}  # two that sum up to two are one each
    assert hidden_in_line([5, 4]) == frozenset()


def test_what_is_known_elsewhere_is_not_hidden_and_what_is_hidden_elsewhere_is() -> None:
    numbers = with_sums([[5, 1], [4, 6]])
    known = frozenset({(0, 2), (1, 2), (2, 0), (2, 1)})
    assert hidden(numbers, known=known) == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert (0, 2) in hidden(numbers, forced={(0, 2), (1, 2)})
