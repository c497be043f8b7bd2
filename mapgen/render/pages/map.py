"""The map page: a list that is whole without the map; of a large site the ways to all its lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mapgen.model import Area, Category, City, Form
from mapgen.render.facts import languages
from mapgen.render.filters import CONDITIONS, spoken
from mapgen.render.local import Local
from mapgen.render.pages.sections import Chip, Chips, at_home, top_chips
from mapgen.render.press import Press, Sheet
from mapgen.render.shards import ELSEWHERE, home_of
from mapgen.theme.html import Markup, plain

JAPANESE = "ja"  # spoken everywhere: nobody filters by it


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
    doors: tuple[Chips, ...]


def map_page(press: Press, lang: str) -> Iterator[Sheet]:
    """Yield the map page of a language."""
    local = press.local(lang, "map/")
    title = local.t.plain("map.title")
    yield Sheet("map/", "map.html", title, map_view(local), local.t.plain("map.intro"), section="map", map=True)


def map_view(local: Local) -> MapView:
    """Return what the map page says without its map."""
    entries, content = local.site.listed, local.content
    tops = [top for top in content.taxonomy.categories if local.site.in_category(top.id)]
    return MapView(
        total=len(entries),
        drawn=sum(1 for entry in entries if entry.spots),
        sections=() if local.press.shards else _sections(local),
        cities=_choices(local, (c for c in content.region.cities if any(c.id in at_home(e) for e in entries))),
        selects=_selects(local, tops),
        conditions=CONDITIONS,
        areas=_choices(local, content.region.areas),
        legend=tuple(Legend(top.id, local.press.letters[top.id], local.label(top.name)) for top in tops),
        doors=_doors(local) if local.press.shards else (),
    )


def _sections(local: Local) -> tuple[MapSection, ...]:
    """Return everybody once, in the first of their cities: a card and its pin belong together."""
    entries = local.site.listed
    homes = {entry.id: home_of(entry) for entry in entries}
    titles = [(city.id, local.label(city.name)) for city in local.content.region.cities]
    titles.append((ELSEWHERE, local.t("list.elsewhere")))
    groups = [(anchor, title, [e for e in entries if homes[e.id] == anchor]) for anchor, title in titles]
    return tuple(
        MapSection(name, title, tuple(MapItem(e.id, local.row(e)) for e in found))
        for name, title, found in groups
        if found
    )


def _doors(local: Local) -> tuple[Chips, ...]:
    """Return of each city the ways to its list and to those of its categories: the rows are read with the map."""
    found = []
    for city in local.content.region.cities:
        usable, path = local.site.usable_from(city.id), f"cities/{city.id}/"
        whole = Chip(local.t("crossing.whole"), local.to(path), len(usable))
        found.append(Chips(city.id, local.label(city.name), (whole, *top_chips(local, usable, path))))
    return tuple(found)


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
