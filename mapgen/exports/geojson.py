"""`data/orgs.geojson` (RFC 7946): one feature for each place that can be drawn, for the map page and for reuse."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from mapgen.exports.pins import Pin, pins
from mapgen.exports.prose import clean, one_line
from mapgen.model import Artifact, Point
from mapgen.site import Site

PATH = "data/orgs.geojson"


def files(site: Site) -> Iterator[Artifact]:
    """Yield the GeoJSON file of the site."""
    yield Artifact(PATH, _collection(site).encode(), "exports/geojson")


def _collection(site: Site) -> str:
    """Return the collection with one feature a line, so that a change of one place is one line of a diff."""
    found = sorted(pins(site), key=lambda pin: (pin.entry.id, pin.number))
    settings = site.content.settings
    head: dict[str, Any] = {
        "type": "FeatureCollection",
        "name": settings.title.ja,
        "licence": settings.licence,
        "licence_url": settings.licence_url,
        "attribution": settings.operator.ja,
        "date": site.date.isoformat(),
    }
    if found:
        head["bbox"] = _bbox([pin.spot.point for pin in found])
    features = ",\n".join(_json(_feature(pin, site)) for pin in found)
    return f'{_json(head)[:-1]}, "features": [\n{features}\n]}}\n'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _bbox(points: list[Point]) -> list[float]:
    """Return west, south, east, north (RFC 7946, 5)."""
    corners = [_position(point) for point in points]
    lons, lats = [lon for lon, _ in corners], [lat for _, lat in corners]
    return [min(lons), min(lats), max(lons), max(lats)]


def _position(point: Point) -> list[float]:
    """Return longitude and latitude, in this order, with 6 decimals (about 0.1 m; RFC 7946, 11.2)."""
    return [round(point.lon, 6), round(point.lat, 6)]


def _feature(pin: Pin, site: Site) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": pin.id,
        "geometry": {"type": "Point", "coordinates": _position(pin.spot.point)},
        "properties": {
            key: clean(value) if isinstance(value, str) else value for key, value in _facts(pin, site).items()
        },
    }


def _facts(pin: Pin, site: Site) -> dict[str, Any]:
    """Return the published facts under their names. Every feature has every key; what nobody answered is null."""
    org, teller, entry = pin.org, pin.teller, pin.entry
    return {
        "id": entry.id,
        "name": one_line(pin.name),
        "kana": org.kana,
        "summary": teller.summary or org.summary,
        "top": entry.tops[0],
        "categories": list(entry.categories),
        "forms": list(teller.forms or entry.forms),
        "city": pin.located.city,
        "serves": list(teller.serves or org.serves),
        "open_to": teller.open_to or org.open_to,
        "address": pin.address or None,
        "precision": pin.spot.precision.value,
        "precision_words": pin.precision_words,
        "radius": pin.spot.precision.radius,
        "tel": pin.contact("tel"),
        "url": pin.contact("url"),
        "status": org.status,
        "verified": org.verified.on.isoformat() if org.verified else None,
        "page": site.base_url.rstrip("/") + "/" + entry.path,
    }
