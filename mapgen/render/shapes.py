"""Roughly where a city lies, from the points of its towns: enough to see by, and nobody mistakes it for a border."""

from __future__ import annotations

from mapgen.model import Point
from mapgen.site import Site


def city_shapes(site: Site) -> dict[str, tuple[Point, ...]]:
    """Return each city's convex hull of its towns' points, counter-clockwise; none where under three are known."""
    shapes = {}
    for city in site.content.region.cities:
        hull = _hull(_towns(site, city.id))
        if len(hull) >= 3:
            shapes[city.id] = tuple(Point(lat=lat, lon=lon) for lon, lat in hull)
    return shapes


def middle(site: Site, city: str) -> Point | None:
    """Return the mean of the city's town points, where its name may stand; None where none is known."""
    towns = _towns(site, city)
    if not towns:
        return None
    return Point(lat=sum(lat for _, lat in towns) / len(towns), lon=sum(lon for lon, _ in towns) / len(towns))


def _towns(site: Site, city: str) -> list[tuple[float, float]]:
    rows = site.content.atlas.towns.rows
    return sorted({(point.lon, point.lat) for (id_, _), point in rows.items() if point is not None and id_ == city})


def _hull(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return the convex hull of sorted points (Andrew's monotone chain)."""
    halves = []
    for ordered in (points, points[::-1]):
        chain: list[tuple[float, float]] = []
        for point in ordered:
            while len(chain) >= 2 and _turn(chain[-2], chain[-1], point) <= 0:
                chain.pop()
            chain.append(point)
        halves.append(chain[:-1])
    return halves[0] + halves[1]


def _turn(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
