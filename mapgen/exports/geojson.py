"""`data/orgs.geojson` (RFC 7946): one feature for each place that can be drawn, for the map page and for reuse."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from mapgen.exports.pins import Pin, pins
from mapgen.exports.prose import clean, one_line
from mapgen.exports.records import address
from mapgen.exports.terms import sources, terms
from mapgen.model import Artifact, Point
from mapgen.site import Site
from mapgen.wording import joined

PATH = "data/orgs.geojson"

KEYS = (
    ("id", "団体の ID"),
    ("name", "名称。場所がいくつもある団体は、場所の名前も"),
    ("kana", "よみがな"),
    ("summary", "一文での説明"),
    ("top", "おもな分野(大きな分け方)"),
    ("categories", "分野"),
    ("forms", "活動のかたち"),
    ("city", "場所がある市"),
    ("serves", "活動する市"),
    ("open_to", "だれが使えるか"),
    ("address", "住所。公開していない場所は町まで"),
    ("visibility", "public(公開)か area(町までの公開)"),
    ("precision", "点の正確さ"),
    ("precision_words", "点の正確さをことばで"),
    ("radius", "点が円のどこかを表すときの半径(メートル)。0 は点"),
    ("point_from", "点の出どころ"),
    ("tel", "電話"),
    ("url", "ホームページ"),
    ("hours", "開いている日をことばで"),
    ("status", "active(活動中)か paused(休止中)"),
    ("notice", "お知らせ"),
    ("verified", "最後に確かめた日"),
    ("sources", "出典"),
    ("page", "この地図のページ"),
)
"""What a feature says, in this order, and what it means in Japanese."""


def files(site: Site) -> Iterator[Artifact]:
    """Yield the GeoJSON file of the site."""
    yield Artifact(PATH, collection(site, pins(site)), "exports/geojson")


def collection(site: Site, found: Sequence[Pin]) -> bytes:
    """Return the collection of some pins, one feature a line, so that a change of one place is one line of a diff."""
    head: dict[str, Any] = {
        "type": "FeatureCollection",
        "name": site.content.settings.title.ja,
        **terms(site),
        "date": site.date.isoformat(),
    }
    if found:
        head["bbox"] = _bbox([pin.spot.point for pin in found])
    ranked = sorted(found, key=lambda pin: (pin.entry.id, pin.number))
    features = ",\n".join(_json(_feature(pin, site)) for pin in ranked)
    return f'{_json(head)[:-1]}, "features": [\n{features}\n]}}\n'.encode()


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
        "visibility": pin.located.place.visibility,
        "precision": pin.spot.precision.value,
        "precision_words": pin.precision_words,
        "radius": pin.spot.precision.radius,
        "point_from": pin.spot.provider,
        "tel": pin.contact("tel"),
        "url": pin.contact("url"),
        "hours": joined(pin.hours_words) or None,
        "status": org.status,
        "notice": org.notice.text if org.notice else None,
        "verified": org.verified.on.isoformat() if org.verified else None,
        "sources": sources(org.sources),
        "page": address(site, entry.path),
    }
