"""The first page: what is the trouble, which city, which station."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mapgen.model import Answer
from mapgen.render.html import Markup
from mapgen.render.local import Local
from mapgen.render.minimap import MiniMap, draw
from mapgen.render.pages.sections import Chip, Item, form_chips, items, top_chips
from mapgen.render.press import Press, Sheet

RECENT = 4


@dataclass(frozen=True, slots=True)
class Tile:
    """A trouble in plain words, with its drawing and where it leads."""

    label: Markup
    icon: str
    href: str


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
    region: str


def home(press: Press, lang: str) -> Iterator[Sheet]:
    """Yield the first page of a language."""
    local = press.local(lang, "")
    settings = press.site.content.settings
    title = local.name(settings.title)
    yield Sheet("", "home.html", title, home_view(local), local.name(settings.tagline), section="home")


def home_view(local: Local) -> HomeView:
    """Return what the first page says."""
    site, question = local.site, local.content.chooser.questions[0]
    return HomeView(
        ask=local.label(question.ask),
        tiles=tiles(local),
        cities=tuple(
            CityCard(
                local.label(city.name),
                local.to(f"cities/{city.id}/"),
                len(site.standing_in(city.id)),
                len(site.serving(city.id)) + len(site.welcoming(city.id)),
            )
            for city in local.content.region.cities
        ),
        categories=top_chips(local, site.listed),
        forms=form_chips(local, site.listed),
        areas=tuple(
            Chip(local.label(area.name), local.to(f"areas/{area.id}/"), len(local.press.near_area(area)))
            for area in local.content.region.areas
        ),
        map=draw(local),
        total=len(site.listed),
        recent=recent(local),
        region=local.cities(tuple(city.id for city in local.content.region.cities)),
    )


def tiles(local: Local) -> tuple[Tile, ...]:
    """Return the troubles to choose from: the answers of the chart's first question."""
    answers = local.content.chooser.questions[0].answers
    return tuple(Tile(local.label(a.label), a.icon or "dot", _leads_to(local, a)) for a in answers)


def recent(local: Local) -> tuple[Item, ...]:
    """Return who was confirmed last, the newest first, then by reading."""
    confirmed = [entry for entry in local.site.listed if entry.org.verified and not entry.stale]
    confirmed.sort(key=lambda e: e.org.verified.on.toordinal() if e.org.verified else 0, reverse=True)
    return items(local, confirmed[:RECENT])


def _leads_to(local: Local, answer: Answer) -> str:
    """Return where an answer leads: its first category, else its first form, else the list of categories."""
    if answer.categories:
        return local.to(f"categories/{answer.categories[0]}/")
    return local.to(f"forms/{answer.forms[0]}/") if answer.forms else local.to("categories/")
