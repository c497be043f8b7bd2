"""Counts of organisations: by category and form, by city, and how long ago somebody confirmed them.

Organisations are counted and nothing else: no number here tells of a person. What pages draw and what the CSV files
hold is this; whoever is listed counts, and nobody who is closed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from mapgen.model.organization import VerifiedBy
from mapgen.site import Entry, Site

WAYS: tuple[VerifiedBy, ...] = get_args(VerifiedBy)


@dataclass(frozen=True, slots=True)
class Count:
    """How many organisations are of one kind: a category or a form, by its id."""

    id: str
    orgs: int


@dataclass(frozen=True, slots=True)
class Branch:
    """A top-level category. `orgs` counts each organisation once, `times` once for every part that it is in.

    The parts are the leaves; who names the top level alone is a last part with the top level's own id.
    """

    id: str
    orgs: int
    parts: tuple[Count, ...]

    @property
    def times(self) -> int:
        """Return how often the category is named: the sum of its parts."""
        return sum(part.orgs for part in self.parts)


@dataclass(frozen=True, slots=True)
class Cell:
    """How many stand in a city, and how many more serve or welcome its people: their place is elsewhere or unknown."""

    here: int
    more: int

    @property
    def empty(self) -> bool:
        """Return whether nobody is listed yet, which is not to say that there is no help."""
        return not (self.here or self.more)


@dataclass(frozen=True, slots=True)
class Coverage:
    """City by kind: the cells by (id of the kind, id of the city), and each city's organisations whatever their kind.

    An organisation of two kinds is in two rows, so that a column is not the sum of its rows.
    """

    kinds: tuple[str, ...]
    cities: tuple[str, ...]
    cells: Mapping[tuple[str, str], Cell]
    whole: Mapping[str, Cell]

    def gaps(self, city: str) -> tuple[str, ...]:
        """Return the kinds of which nobody is listed for the city."""
        return tuple(kind for kind in self.kinds if self.cells[kind, city].empty)


@dataclass(frozen=True, slots=True)
class Ages:
    """How many were confirmed within the time that the settings allow, how many longer ago, and how many never."""

    recent: int
    older: int
    never: int

    @property
    def total(self) -> int:
        """Return how many there are."""
        return self.recent + self.older + self.never


@dataclass(frozen=True, slots=True)
class Confirmations:
    """The ages of all, of those confirmed in each way, and of each city's; the last city is None: known to be in none.

    Who stands in two cities counts in both.
    """

    whole: Ages
    ways: tuple[tuple[VerifiedBy, Ages], ...]
    cities: tuple[tuple[str | None, Ages], ...]


def branches(site: Site) -> tuple[Branch, ...]:
    """Return the categories in the order of the taxonomy, also those that nobody is in."""
    return tuple(
        Branch(top.id, len(site.in_category(top.id)), tuple(_parts(site, top.id, [leaf.id for leaf in top.children])))
        for top in site.content.taxonomy.categories
    )


def _parts(site: Site, top: str, leaves: Sequence[str]) -> Iterable[Count]:
    for leaf in leaves:
        yield Count(f"{top}/{leaf}", len(site.in_category(f"{top}/{leaf}")))
    alone = [e for e in site.in_category(top) if not any(c.startswith(f"{top}/") for c in e.categories)]
    if alone:
        yield Count(top, len(alone))


def forms(site: Site) -> tuple[Count, ...]:
    """Return the forms of activity, the most frequent first, those of one count in the order of the taxonomy."""
    found = (Count(form.id, len(site.in_form(form.id))) for form in site.content.taxonomy.forms)
    return tuple(sorted(found, key=lambda count: -count.orgs))


def coverage_of_categories(site: Site) -> Coverage:
    """Return how each city is covered in each top-level category."""
    return _coverage(site, [top.id for top in site.content.taxonomy.categories], site.in_category)


def coverage_of_forms(site: Site) -> Coverage:
    """Return how each city is covered in each form of activity, in the order of the taxonomy."""
    return _coverage(site, [form.id for form in site.content.taxonomy.forms], site.in_form)


def _coverage(site: Site, kinds: Sequence[str], members: Callable[[str], Collection[Entry]]) -> Coverage:
    cells, whole = {}, {}
    cities = tuple(city.id for city in site.content.region.cities)
    of_kind = {kind: {entry.id for entry in members(kind)} for kind in kinds}
    for city in cities:
        here = {entry.id for entry in site.standing_in(city)}
        more = {entry.id for entry in site.usable_from(city)} - here
        whole[city] = Cell(len(here), len(more))
        for kind, ids in of_kind.items():
            cells[kind, city] = Cell(len(ids & here), len(ids & more))
    return Coverage(tuple(kinds), cities, cells, whole)


def confirmations(site: Site) -> Confirmations:
    """Return when and how the listed organisations were confirmed, by the content's own date."""
    cities: list[tuple[str | None, Ages]] = [
        (city.id, ages(site.standing_in(city.id))) for city in site.content.region.cities
    ]
    cities.append((None, ages([entry for entry in site.listed if not entry.cities])))
    ways = ((way, [e for e in site.listed if e.org.verified and e.org.verified.by == way]) for way in WAYS)
    return Confirmations(ages(site.listed), tuple((way, ages(found)) for way, found in ways), tuple(cities))


def ages(entries: Iterable[Entry]) -> Ages:
    """Return how many of the entries were confirmed lately, longer ago, never."""
    found = Counter("never" if e.org.verified is None else "older" if e.stale else "recent" for e in entries)
    return Ages(found["recent"], found["older"], found["never"])


def percent(part: int, whole: int) -> str:
    """Return a share in per cent with one decimal, half a tenth rounded up; of nothing `0.0`."""
    tenths = (2000 * part + whole) // (2 * whole) if whole else 0
    return f"{tenths // 10}.{tenths % 10}"
