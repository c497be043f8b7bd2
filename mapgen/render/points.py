"""What the map draws and its filters know: `map/points.json` of a language, of a large site with its parts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from mapgen.geocode import Located, Spot
from mapgen.model import Area, Artifact
from mapgen.render.filters import answers, holidays
from mapgen.render.local import Local
from mapgen.render.pages.places import exactness
from mapgen.render.pages.sections import at_home
from mapgen.render.press import Press
from mapgen.render.rows import telephone
from mapgen.render.shapes import city_shapes
from mapgen.render.shards import Shard
from mapgen.site import Entry
from mapgen.theme.html import plain

MAKER = "render.pages (map)"
SLACK = 0.2  # degrees the map may be moved beyond the cities
OWN_WORDS = (
    *("close", "cluster", "open", "phone", "tiles", "zoom-in", "zoom-out", "found", "found-unsure", "none", "unsure"),
    *("known-only", "remove", "today", "near", "near-me", "wait", "denied", "failed", "far", "nowhere"),
)
OWN_TO_A_POINT = ("id", "lat", "lon", "radius", "where", "rough")
LARGE_WORDS = ("loading", "unread", "in-view", "more")
WORDS = {word: f"mapjs.{word}" for word in OWN_WORDS} | {
    "count": "list.count",
    "m": "near.m",
    "km": "near.km",
    "away": "area.distance",
    "away-rough": "area.distance-rough",
}


def map_data(press: Press, lang: str) -> Iterator[Artifact]:
    """Yield what the map draws, with the words it needs, sorted as the list is.

    Of a large site it is the parts that hold the organisations, and the first file says where each of them lies.
    """
    local, folder = press.local(lang, "map/"), f"{press.prefix(lang)}map/"
    if not press.shards:
        everybody = press.site.listed
        yield _file(f"{folder}points.json", _common(local, WORDS, _points(local, everybody) | _answers(everybody)))
        return
    words = WORDS | {word: f"mapjs.{word}" for word in LARGE_WORDS}
    parts = [{"name": each.name, "count": len(each.entries), "bounds": each.bounds} for each in press.shards]
    yield _file(f"{folder}points.json", _common(local, words, {"parts": parts}))
    for each in press.shards:
        yield _file(f"{folder}points-{each.name}.json", _part(local, each))


def _file(path: str, data: object) -> Artifact:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
    return Artifact(path, text.encode(), MAKER)


def _common(local: Local, words: Mapping[str, str], own: Mapping[str, object]) -> dict[str, object]:
    """Return what the map needs whoever is on it, with its `own` organisations or the parts that hold them."""
    content = local.content
    tiles = content.settings.tiles
    west, south, east, north = content.region.bbox
    return {
        "tiles": {
            "url": tiles.url,
            "attribution": tiles.attribution,
            "attribution_url": tiles.attribution_url,
            "min_zoom": tiles.min_zoom,
            "max_zoom": tiles.max_zoom,
        },
        "bounds": [[south, west], [north, east]],
        "slack": SLACK,
        "words": {word: local.t.plain(key) for word, key in words.items()},
        "stations": [_station(local, area) for area in content.region.areas],
        "shapes": [[[point.lat, point.lon] for point in shape] for shape in city_shapes(local.site).values()],
        **own,
        "holidays": holidays(local.site.date),
    }


def _points(local: Local, entries: Iterable[Entry]) -> dict[str, object]:
    return {"points": [_point(local, entry, found, spot) for entry in entries for found, spot in entry.spots]}


def _answers(entries: Iterable[Entry]) -> dict[str, object]:
    return {"orgs": {entry.id: answers(entry, at_home(entry)) for entry in entries}}


def _part(local: Local, part: Shard) -> dict[str, object]:
    """Return a part: what its rows say, what the filters know, and of each point only what is its own."""
    points = [_point(local, entry, found, spot) for entry in part.entries for found, spot in entry.spots]
    return {
        "rows": {entry.id: _row(local, entry) for entry in part.entries},
        "points": [{name: value for name, value in point.items() if name in OWN_TO_A_POINT} for point in points],
        **_answers(part.entries),
    }


def _row(local: Local, entry: Entry) -> dict[str, object]:
    """Return what a list says of an entry in plain text, most of it by the names that points have for it."""
    row = local.press.row_view(local.lang, entry)
    told = {
        "name": row.name.text,
        "lang": row.name.lang,
        "href": local.to(entry.path),
        "top": row.top,
        "letter": row.letter,
        "in": plain(row.where),
        "about": local.category(entry.tops[0]),
        "kinds": row.categories,
        "summary": row.summary.text,
        "summary_lang": row.summary.lang,
        "tel": row.tel,
    }
    return {name: value for name, value in told.items() if value}


def _station(local: Local, area: Area) -> dict[str, object]:
    main = len(area.lines) != 1
    return {"id": area.id, "name": local.name(area.name), "lat": area.lat, "lon": area.lon, "main": main}


def _point(local: Local, entry: Entry, located: Located, spot: Spot) -> dict[str, object]:
    row = local.press.row_view(local.lang, entry)
    where = local.city(located.city) if located.city else ""
    point: dict[str, object] = {
        "id": entry.id,
        "name": row.name.text,
        "href": local.to(entry.path),
        "lat": spot.point.lat,
        "lon": spot.point.lon,
        "radius": spot.precision.radius,
        "top": entry.tops[0],
        "letter": row.letter,
        "where": where,
        "about": local.category(entry.tops[0]),
    }
    if row.name.lang:
        point["lang"] = row.name.lang
    if not spot.precision.exact:
        point["rough"] = exactness(local, located).striptags()
    if tel := telephone(entry):
        point["tel"] = tel
    return point
