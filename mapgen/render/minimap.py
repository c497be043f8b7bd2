"""The region at a glance: a drawing of stations, lines and organisations that needs no tiles and no JavaScript."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from mapgen.model import Area, Point
from mapgen.render.local import Local
from mapgen.render.shapes import city_shapes, middle

WIDTH = 400
SQUARE = 8  # units of the drawing: a dot is 12 wide
MARGIN = 0.006  # degrees around the cities


@dataclass(frozen=True, slots=True)
class Dot:
    """One place, in the colour of its first category; a faint one stands for a whole town."""

    x: float
    y: float
    top: str
    exact: bool


@dataclass(frozen=True, slots=True)
class Stop:
    """A station or hub; only junctions and hubs carry their name, or the names would lie on each other."""

    x: float
    y: float
    name: str
    left: bool


@dataclass(frozen=True, slots=True)
class MiniMap:
    """The drawing: sizes in SVG units, 400 wide."""

    width: int
    height: int
    shapes: tuple[str, ...]
    rails: tuple[str, ...]
    dots: tuple[Dot, ...]
    stops: tuple[Stop, ...]
    cities: tuple[Stop, ...]


@dataclass(frozen=True, slots=True)
class _Paper:
    """Equirectangular: true enough for 20 km (the error in length is under 0.1 %)."""

    west: float
    north: float
    scale: float
    squeeze: float

    def at(self, point: Point) -> tuple[float, float]:
        x = (point.lon - self.west) * self.squeeze * self.scale
        return round(x, 1), round((self.north - point.lat) * self.scale, 1)


def draw(local: Local) -> MiniMap:
    """Return the drawing of the region with everybody who is listed and drawn."""
    region = local.content.region
    west, south, east, north = region.bbox
    west, south, east, north = west - MARGIN, south - MARGIN, east + MARGIN, north + MARGIN
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = WIDTH / ((east - west) * squeeze)
    paper = _Paper(west, north, scale, squeeze)
    dots = (
        Dot(*paper.at(spot.point), entry.tops[0], spot.precision.exact)
        for entry in local.site.listed
        for _, spot in entry.spots
        if west <= spot.point.lon <= east and south <= spot.point.lat <= north
    )
    return MiniMap(
        width=WIDTH,
        height=round((north - south) * scale),
        shapes=tuple(
            " ".join("{},{}".format(*paper.at(point)) for point in shape) for shape in city_shapes(local.site).values()
        ),
        rails=tuple(_rails(region.areas, paper)),
        dots=_apart(sorted(dots, key=lambda dot: (dot.exact, dot.y, dot.x, dot.top)), bool(local.press.shards)),
        stops=tuple(_stop(local, area, paper) for area in region.areas),
        cities=tuple(
            Stop(*paper.at(middle(local.site, city.id) or _centre(city.bbox)), local.name(city.name), False)
            for city in region.cities
        ),
    )


def _apart(dots: Sequence[Dot], large: bool) -> tuple[Dot, ...]:
    """Return the dots; of a large site only one in each square of the paper, where the others would hide it."""
    seen: dict[object, Dot] = {}
    for dot in dots:
        seen.setdefault((dot.x // SQUARE, dot.y // SQUARE) if large else len(seen), dot)
    return tuple(seen.values())


def _centre(bbox: tuple[float, float, float, float]) -> Point:
    return Point(lat=(bbox[1] + bbox[3]) / 2, lon=(bbox[0] + bbox[2]) / 2)


def _stop(local: Local, area: Area, paper: _Paper) -> Stop:
    x, y = paper.at(area.point)
    named = len(area.lines) > 1 or area.kind == "hub"
    return Stop(x, y, local.name(area.name) if named else "", x > WIDTH * 0.7)


def _rails(areas: tuple[Area, ...], paper: _Paper) -> list[str]:
    """Return each railway line through its stations. The content gives no order along a line, but these are nearly
    straight: the distance from one end orders them."""
    lines: dict[str, list[Point]] = {}
    for area in areas:
        for line in area.lines:
            lines.setdefault(line, []).append(area.point)
    drawn = []
    for points in lines.values():
        end = max(points, key=lambda p: max(p.distance(other) for other in points))
        ordered = sorted(points, key=end.distance)
        drawn.append(" ".join("{},{}".format(*paper.at(point)) for point in ordered))
    return drawn
