"""Lists under headings: the shape that city, category, form, area and result pages share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapgen.model import City, Hotline
from mapgen.render.local import DeskView, Local
from mapgen.site import Entry
from mapgen.theme.html import Markup

if TYPE_CHECKING:
    from mapgen.render.pages.paging import Paging


@dataclass(frozen=True, slots=True)
class Item:
    """A row in a list, with the distance where the page is about a place, and the ids of all categories it is in."""

    row: Markup
    distance: str = ""
    categories: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its rows. `anchor` is its id on the page; `rest` are rows that are shown on demand.

    Of a list on several pages `total` counts the rows of all, and `href` leads to where the section begins.
    """

    anchor: str
    title: Markup
    items: tuple[Item, ...]
    note: Markup | None = None
    rest: tuple[Item, ...] = ()
    total: int = 0
    href: str = ""

    @property
    def count(self) -> int:
        """Return how many rows there are."""
        return self.total or len(self.items) + len(self.rest)


@dataclass(frozen=True, slots=True)
class Chip:
    """A link to another list with how many it holds."""

    name: Markup
    href: str
    count: int
    top: str = ""
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Chips:
    """Links to other lists under a heading. `anchor` is its id on the page."""

    anchor: str
    title: Markup
    chips: tuple[Chip, ...]
    note: Markup | None = None


@dataclass(frozen=True, slots=True)
class ListView:
    """A page that is mainly a list: what stands before it, and what stands beside it. What a page lacks is empty."""

    title: Markup
    total: int
    sections: tuple[Section, ...]
    intro: Markup | None = None
    before: tuple[Chips, ...] = ()
    beside: tuple[Chips, ...] = ()
    desks: tuple[DeskView, ...] = ()
    desks_title: Markup | None = None
    signs: tuple[Markup, ...] = ()
    hotlines: tuple[Hotline, ...] = ()
    lines: tuple[str, ...] = ()
    top: str = ""
    calendar: str = ""
    paging: Paging | None = None


def filled(*groups: Chips) -> tuple[Chips, ...]:
    """Return the groups that hold a link."""
    return tuple(group for group in groups if group.chips)


def items(local: Local, entries: Iterable[Entry]) -> tuple[Item, ...]:
    """Return entries as rows."""
    return tuple(Item(local.row(entry), categories=" ".join(_categories(entry))) for entry in entries)


def _categories(entry: Entry) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*entry.tops, *entry.categories)))


def at_home(entry: Entry) -> tuple[str, ...]:
    """Return the cities to list an entry under: where it stands, else the only one that it serves."""
    return entry.cities or (entry.org.serves if len(entry.org.serves) == 1 else ())


def by_city(local: Local, entries: tuple[Entry, ...]) -> tuple[Section, ...]:
    """Return entries grouped by the city they are at home in, in the order of the region; the others come last.

    Who stands in two cities is listed in both: a resident looks in one.
    """
    sections = [
        Section(city.id, local.label(city.name), items(local, (e for e in entries if city.id in at_home(e))))
        for city in local.content.region.cities
    ]
    rest = items(local, (entry for entry in entries if not at_home(entry)))
    sections.append(Section("elsewhere", local.t("list.elsewhere"), rest, local.t("list.elsewhere-note")))
    return tuple(section for section in sections if section.items)


def shortened(sections: tuple[Section, ...], most: int) -> tuple[Section, ...]:
    """Return sections that show their first rows, the others on demand; a single row is not worth a tap."""
    return tuple(
        section
        if section.count <= most + 1
        else replace(section, items=section.items[:most], rest=section.items[most:])
        for section in sections
    )


def seen_from(local: Local, city: City, entries: tuple[Entry, ...]) -> tuple[Section, ...]:
    """Return who a city's people can use: who stands there, then who serves it, then neighbours that take them."""
    t, name = local.t, city.name.to(local.lang)
    here = [entry for entry in entries if city.id in entry.cities]
    serving = [entry for entry in entries if city.id not in entry.cities and city.id in entry.org.serves]
    others = [entry for entry in entries if city.id not in (*entry.cities, *entry.org.serves)]
    sections = (
        Section("here", t("city.here", city=name), items(local, here)),
        Section("serving", t("city.serving", city=name), items(local, serving), t("city.serving-note", city=name)),
        Section("welcoming", t("city.welcoming"), items(local, others), t("city.welcoming-note", city=name)),
    )
    return tuple(section for section in sections if section.items)


def top_chips(local: Local, entries: tuple[Entry, ...], path: str = "categories/") -> tuple[Chip, ...]:
    """Return the top-level categories found among the entries, in the taxonomy's order, with how many each holds.

    They lead below `path`, to the page of the category's id.
    """
    counts = Counter(top for entry in entries for top in entry.tops)
    return tuple(
        Chip(
            local.label(top.name),
            local.to(f"{path}{top.id}/"),
            counts[top.id],
            top.id,
            local.press.letters[top.id],
        )
        for top in local.content.taxonomy.categories
        if counts[top.id]
    )


def form_chips(local: Local, entries: tuple[Entry, ...]) -> tuple[Chip, ...]:
    """Return the forms of activity found among the entries, in the order of the taxonomy, with how many each holds."""
    counts = Counter(form for entry in entries for form in entry.forms)
    return tuple(
        Chip(local.label(form.name), local.to(f"forms/{form.id}/"), counts[form.id])
        for form in local.content.taxonomy.forms
        if counts[form.id]
    )


def crossing_chips(local: Local, top: str, but: str = "") -> tuple[Chip, ...]:
    """Return the cities whose people can use somebody of a top-level category, with how many; `but` is left out."""
    counts = {city.id: len(local.site.usable_from(city.id, top)) for city in local.content.region.cities}
    return tuple(
        Chip(local.label(city.name), local.to(f"cities/{city.id}/{top}/"), counts[city.id])
        for city in local.content.region.cities
        if counts[city.id] and city.id != but
    )
