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


@given(st.lists(POINTS, max_size=30), POINTS)
def test_no_ring_holds_anything_nearer_than_it_says(points: list[Point], centre: Point) -> None:
    vicinity = Vicinity(("kind", point, n) for n, point in enumerate(points))

    for sure, ring in vicinity.rings("kind", centre, 5_000):
        assert all(metres >= sure for metres, _ in ring)


def test_kinds_are_kept_apart() -> None:
    here = Point(lat=35.4, lon=139.4)
    vicinity = Vicinity([("food", here, "kitchen"), ("work", here, "office")])

    assert [thing for _, ring in vicinity.rings("work", here, 100) for _, thing in ring] == ["office"]
