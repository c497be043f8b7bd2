"""What a placemark draws, and where its point is. KML writes longitude first, then latitude, then a height."""

from __future__ import annotations

import math
import re
from collections.abc import Collection

from mapgen.imports.mymaps.placemarks import Geometry
from mapgen.model import Point

# The elements that draw, best for a place first.
SHAPES: dict[str, Geometry] = {
    "Point": "point",
    "Polygon": "area",
    "LineString": "line",
    "LinearRing": "line",
    "Track": "track",
    "MultiTrack": "track",
}
_NUMBER = r"[+-]?(?:\d{1,40}(?:\.\d{0,40})?|\.\d{1,40})(?:[eE][+-]?\d{1,3})?"
_COORDINATES = re.compile(rf"({_NUMBER})\s*,\s*({_NUMBER})(?:\s*,\s*[^\s,]*)?", re.ASCII)


def best(shapes: Collection[str]) -> Geometry:
    """Return what is drawn, by the names of the elements that draw: the best for a place where there are several."""
    return next((geometry for shape, geometry in SHAPES.items() if shape in shapes), "none")


def read_point(coordinates: str) -> Point | str:
    """Return the point of `lon,lat` or `lon,lat,height`, or the code of what is wrong with it.

    Two numbers that only fit the other way round are not turned: that is for a person to see.
    """
    found = _COORDINATES.fullmatch(coordinates.strip())
    lon, lat = (float(found[1]), float(found[2])) if found else (math.nan, math.nan)
    if not (math.isfinite(lon) and math.isfinite(lat)):
        return "mymaps-bad-point"
    if abs(lat) <= 90 and abs(lon) <= 180:
        # Programs that know no point write 0,0, which is in the sea off Africa.
        return Point(lat=round(lat, 6), lon=round(lon, 6)) if lat or lon else "mymaps-zero-point"
    return "mymaps-swapped-point" if abs(lon) <= 90 and abs(lat) <= 180 else "mymaps-point-off-earth"
