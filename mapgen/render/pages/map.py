"""The map page: a list that is whole without the map, and the data the map draws."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mapgen.geocode import Located, Spot
from mapgen.model import Area, Artifact, Category, City, Form
from mapgen.render.facts import languages
from mapgen.render.filters import CONDITIONS, answers, holidays, spoken
from mapgen.render.html import Markup, plain
from mapgen.render.local import Local
from mapgen.render.pages.places import exactness
from mapgen.render.pages.sections import at_home
from mapgen.render.press import Press, Sheet
from mapgen.render.rows import telephone
from mapgen.render.shapes import city_shapes
from mapgen.site import Entry

SLACK = 0.2  # degrees the map may be moved beyond the cities
JAPANESE = "ja"  # spoken everywhere: nobody filters by it
OWN_WORDS = (
    *("close", "cluster", "open", "phone", "tiles", "zoom-in", "zoom-out", "found", "found-unsure", "none", "unsure"),
    *("known-only", "remove", "today", "near", "near-me", "wait", "denied", "failed", "far", "nowhere"),
)
WORDS = {word: f"mapjs.{word}" for word in OWN_WORDS} | {
    "count": "list.count",
    "m": "near.m",
    "km": "near.km",
    "away": "area.distance",
    "away-rough": "area.distance-rough",
}


@dataclass(frozen=True, slots=True)
class MapItem:
    """A row with the id by which filters and pins know it."""

    id: str
    row: Markup


@dataclass(frozen=True, slots=True)
class MapSection:
    """A city's rows."""

    anchor: str
    title: Markup
    items: tuple[MapItem, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter; how many it leaves is counted in the browser."""

    value: str
    name: str


@dataclass(frozen=True, slots=True)
class Select:
    """A filter of which one value is chosen."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Legend:
    """A category's sign on the map."""

    top: str
    letter: str
    name: Markup


@dataclass(frozen=True, slots=True)
class MapView:
    """Everything the map page says."""

    total: int
    drawn: int
    sections: tuple[MapSection, ...]
    cities: tuple[Choice, ...]
    selects: tuple[Select, ...]
    conditions: tuple[str, ...]
    areas: tuple[Choice, ...]
    legend: tuple[Legend, ...]


def map_page(press: Press, lang: str) -> Iterator[Sheet]:
    """Yield the map page of a language."""
    local = press.local(lang, "map/")
    title = local.t.plain("map.title")
    yield Sheet("map/", "map.html", title, map_view(local), local.t.plain("map.intro"), section="map", map=True)


def map_view(local: Local) -> MapView:
    """Return what the map page says without its map."""
    entries, content = local.site.listed, local.content
    # Each entry once, in the first of its cities: a card and its pin belong together.
    homes = {entry.id: (*at_home(entry), "elsewhere")[0] for entry in entries}
    titles = [(city.id, local.label(city.name)) for city in content.region.cities]
    titles.append(("elsewhere", local.t("list.elsewhere")))
    groups = [(anchor, title, [e for e in entries if homes[e.id] == anchor]) for anchor, title in titles]
    sections = [
        MapSection(name, title, tuple(MapItem(e.id, local.row(e)) for e in found))
        for name, title, found in groups
        if found
    ]
    tops = [top for top in content.taxonomy.categories if local.site.in_category(top.id)]
    return MapView(
        total=len(entries),
        drawn=sum(1 for entry in entries if entry.spots),
        sections=tuple(sections),
        cities=_choices(local, (c for c in content.region.cities if any(c.id in at_home(e) for e in entries))),
        selects=_selects(local, tops),
        conditions=CONDITIONS,
        areas=_choices(local, content.region.areas),
        legend=tuple(Legend(top.id, local.press.letters[top.id], local.label(top.name)) for top in tops),
    )


def _selects(local: Local, tops: list[Category]) -> tuple[Select, ...]:
    """Return the filters with one choice; one that nobody answers is not asked."""
    tongues = sorted({tongue for entry in local.site.listed for tongue in spoken(entry)} - {JAPANESE})
    forms = [form for form in local.content.taxonomy.forms if local.site.in_form(form.id)]
    found = (
        Select("cat", _choices(local, tops)),
        Select("form", _choices(local, forms)),
        Select("lang", tuple(Choice(tongue, plain(languages(local, [tongue]))) for tongue in tongues)),
    )
    return tuple(select for select in found if select.choices)


def _choices(local: Local, things: Iterable[Area | Category | City | Form]) -> tuple[Choice, ...]:
    return tuple(Choice(thing.id, local.name(thing.name)) for thing in things)


def map_data(press: Press, lang: str) -> Artifact:
    """Return what the map draws, with the words it needs: `map/points.json`, sorted as the list is."""
    local = press.local(lang, "map/")
    tiles = press.site.content.settings.tiles
    west, south, east, north = press.site.content.region.bbox
    data = {
        "tiles": {
            "url": tiles.url,
            "attribution": tiles.attribution,
            "attribution_url": tiles.attribution_url,
            "min_zoom": tiles.min_zoom,
            "max_zoom": tiles.max_zoom,
        },
        "bounds": [[south, west], [north, east]],
        "slack": SLACK,
        "words": {word: local.t.plain(key) for word, key in WORDS.items()},
        "stations": [_station(local, area) for area in press.site.content.region.areas],
        "shapes": [[[point.lat, point.lon] for point in shape] for shape in city_shapes(press.site).values()],
        "points": [_point(local, entry, found, spot) for entry in press.site.listed for found, spot in entry.spots],
        "orgs": {entry.id: answers(entry, at_home(entry)) for entry in press.site.listed},
        "holidays": holidays(press.site.date),
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
    return Artifact(f"{press.prefix(lang)}map/points.json", text.encode(), "render.pages (map)")


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
