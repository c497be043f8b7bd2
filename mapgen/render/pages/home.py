"""The first page: what is the trouble, which city, which station."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mapgen import linked
from mapgen.render.local import Local
from mapgen.render.minimap import MiniMap, draw
from mapgen.render.pages.find import Tile, tiles
from mapgen.render.pages.sections import Chip, Item, form_chips, items, top_chips
from mapgen.render.press import Press, Sheet
from mapgen.theme.html import Markup

RECENT = 4


@dataclass(frozen=True, slots=True)
class CityCard:
    """A city with how many stand in it and how many more take its people."""

    name: Markup
    href: str
    here: int
    more: int


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything the first page says."""

    ask: Markup
    tiles: tuple[Tile, ...]
    cities: tuple[CityCard, ...]
    categories: tuple[Chip, ...]
    forms: tuple[Chip, ...]
    areas: tuple[Chip, ...]
    map: MiniMap
    total: int
    recent: tuple[Item, ...]


def home(press: Press, lang: str) -> Iterator[Sheet]:
    """Yield the first page of a language."""
    local = press.local(lang, "")
    settings = press.site.content.settings
    title, about = local.name(settings.title), linked.website(press.site)
    yield Sheet("", "home.html", title, home_view(local), local.name(settings.tagline), section="home", about=about)


def home_view(local: Local) -> HomeView:
    """Return what the first page says."""
    site, first = local.site, next(local.content.chooser.steps())
    return HomeView(
        ask=local.label(local.content.chooser.questions[0].ask),
        tiles=tiles(local, first),
        cities=city_cards(local),
        categories=top_chips(local, site.listed),
        forms=form_chips(local, site.listed),
        areas=tuple(
            Chip(local.label(area.name), local.to(f"areas/{area.id}/"), len(local.press.near_area(area)))
            for area in local.content.region.areas
        ),
        map=draw(local),
        total=len(site.listed),
        recent=recent(local),
    )


def city_cards(local: Local) -> tuple[CityCard, ...]:
    """Return the cities of the region."""
    cards = []
    for city in local.content.region.cities:
        here, usable = local.site.standing_in(city.id), local.site.usable_from(city.id)
        href = local.to(f"cities/{city.id}/")
        cards.append(CityCard(local.label(city.name), href, len(here), len(usable) - len(here)))
    return tuple(cards)


def recent(local: Local) -> tuple[Item, ...]:
    """Return who was confirmed last, the newest first, then by reading."""
    confirmed = [entry for entry in local.site.listed if entry.org.verified and not entry.stale]
    confirmed.sort(key=lambda e: e.org.verified.on.toordinal() if e.org.verified else 0, reverse=True)
    return items(local, confirmed[:RECENT])
