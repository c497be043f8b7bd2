"""Lists to stand in a frame on other sites, the cities' own: who helps, each link leading out of the frame.

Nothing here but links: a page that others may frame must not have anything worth clicking unseen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mapgen.model import City
from mapgen.render.local import Local
from mapgen.render.pages.paging import Paging, paged
from mapgen.render.pages.sections import Chip, Section, by_city, seen_from, top_chips
from mapgen.render.press import Press, Sheet
from mapgen.site import Entry
from mapgen.theme.html import Markup

EMBED = "embed/"


@dataclass(frozen=True, slots=True)
class CityLink:
    """A city's own list, with the id by which `?city=` asks for it."""

    id: str
    name: Markup
    href: str


@dataclass(frozen=True, slots=True)
class EmbedView:
    """A list for a frame. `whole` and `map` are the pages that have more, `tops` what a script can narrow it to."""

    title: Markup
    total: int
    sections: tuple[Section, ...]
    tops: tuple[Chip, ...]
    cities: tuple[CityLink, ...]
    whole: str
    map: str
    day: str
    paging: Paging | None = None


def embed(press: Press, lang: str) -> Iterator[Sheet]:
    """Yield the list of everybody, where a script reads `?city=`, and each city's own, which needs none."""
    local = press.local(lang, EMBED)
    everybody = press.site.listed
    title = local.t.plain("embed.title")
    view = _view(local, local.t("embed.title"), everybody, by_city(local, everybody))
    yield from paged(Sheet(EMBED, "embed.html", title, view, stands_for="orgs/"), view)
    for city in press.site.content.region.cities:
        local = press.local(lang, path(city))
        usable = press.site.usable_from(city.id)
        named = local.t("city.title", city=city.name.to(lang))
        view = _view(local, named, usable, seen_from(local, city, usable), city)
        title = local.t.plain("city.title", city=local.name(city.name))
        yield from paged(Sheet(path(city), "embed.html", title, view, stands_for=f"cities/{city.id}/"), view)


def path(city: City) -> str:
    """Return where a city's list for frames is."""
    return f"{EMBED}{city.id}/"


def _view(
    local: Local, title: Markup, entries: tuple[Entry, ...], sections: tuple[Section, ...], city: City | None = None
) -> EmbedView:
    """Return what a list says: a city's, or everybody's, which leads to the cities'."""
    cities = () if city else local.content.region.cities
    return EmbedView(
        title=title,
        total=len(entries),
        sections=sections,
        tops=top_chips(local, entries, f"cities/{city.id}/" if city else "categories/"),
        cities=tuple(CityLink(each.id, local.label(each.name), local.to(path(each))) for each in cities),
        whole=local.to(f"cities/{city.id}/" if city else "orgs/"),
        map=local.to(f"map/?city={city.id}" if city else "map/"),
        day=local.t.day(local.site.date),
    )
