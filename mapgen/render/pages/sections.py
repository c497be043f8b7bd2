"""Lists under headings: the shape that city, category, form and area pages share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from mapgen.render.html import Markup
from mapgen.render.local import Local
from mapgen.site import Entry


@dataclass(frozen=True, slots=True)
class Item:
    """A row in a list, with the distance where the page is about a place."""

    row: Markup
    distance: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its rows. `anchor` is its id on the page."""

    anchor: str
    title: Markup
    items: tuple[Item, ...]
    note: Markup | None = None

    @property
    def count(self) -> int:
        """Return how many rows there are."""
        return len(self.items)


@dataclass(frozen=True, slots=True)
class Chip:
    """A link to another list with how many it holds."""

    name: Markup
    href: str
    count: int
    top: str = ""
    letter: str = ""


def items(local: Local, entries: Iterable[Entry]) -> tuple[Item, ...]:
    """Return entries as rows."""
    return tuple(Item(local.row(entry)) for entry in entries)


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


def top_chips(local: Local, entries: tuple[Entry, ...], anchor: str = "") -> tuple[Chip, ...]:
    """Return the top-level categories found among the entries, in the taxonomy's order, with how many each holds."""
    counts = Counter(top for entry in entries for top in entry.tops)
    return tuple(
        Chip(
            local.label(top.name),
            local.to(f"categories/{top.id}/") + (f"#{anchor}" if anchor else ""),
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
