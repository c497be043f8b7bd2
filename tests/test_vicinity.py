"""Near is near whatever the grid: the same answer as measuring the way to everybody."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mapgen.model import Point
from mapgen.vicinity import Vicinity

POINTS = st.builds(Point, lat=st.floats(35.3, 35.6), lon=st.floats(139.2, 139.6))
ANYWHERE = st.builds(Point, lat=st.floats(-88, 88), lon=st.floats(-179, 179))


@given(st.lists(st.one_of(POINTS, ANYWHERE), max_size=30), st.one_of(POINTS, ANYWHERE), st.floats(100, 20_000))
def test_all_within_reach_are_found(points: list[Point], centre: Point, reach: float) -> None:
    vicinity = Vicinity(("kind", point, n) for n, point in enumerate(points))

    found = {n for _, ring in vicinity.rings("kind", centre, reach) for metres, n in ring if metres <= reach}

    assert found == {n for n, point in enumerate(points) if centre.distance(point) <= reach}


# So many in two cells of half a kilometre that the grid grows finer; and some elsewhere.
CROWD = st.builds(Point, lat=st.floats(35.4, 35.405), lon=st.floats(139.4, 139.41))


@given(st.lists(CROWD, min_size=60, max_size=90), st.lists(ANYWHERE, max_size=2), CROWD, st.floats(10, 9_000))
def test_in_a_crowd_it_is_the_same(crowd: list[Point], others: list[Point], centre: Point, reach: float) -> None:
    points = [*crowd, *others]
    vicinity = Vicinity(("kind", point, n) for n, point in enumerate(points))
    rings = list(vicinity.rings("kind", centre, reach))

    found = {n for _, ring in rings for metres, n in ring if metres <= reach}

    assert found == {n for n, point in enumerate(points) if centre.distance(point) <= reach}
    assert all(metres >= sure for sure, ring in rings for metres, _ in ring)


def test_in_a_crowd_few_are_measured() -> None:
    lattice = [Point(lat=35.4 + n % 100 / 5_000, lon=139.4 + n // 100 / 5_000) for n in range(10_000)]
    rings = Vicinity(("kind", point, n) for n, point in enumerate(lattice)).rings("kind", lattice[5_050], 5_000)

    near = [metres for _, (_, ring) in zip(range(3), rings, strict=False) for metres, _ in ring]

    assert 9 <= len(near) <= 250 and sorted(near)[1] < 20


@given(st.lists(POINTS, max_size=30), POINTS)
def test_no_ring_holds_anything_nearer_than_it_says(points: list[Point], centre: Point) -> None:
    vicinity = Vicinity(("kind", point, n) for n, point in enumerate(points))

    for sure, ring in vicinity.rings("kind", centre, 5_000):
        assert all(metres >= sure for metres, _ in ring)


def test_kinds_are_kept_apart() -> None:
    here = Point(lat=35.4, lon=139.4)
    vicinity = Vicinity([("food", here, "kitchen"), ("work", here, "office")])

    assert [thing for _, ring in vicinity.rings("work", here, 100) for _, thing in ring] == ["office"]
