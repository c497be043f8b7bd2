"""The derived site: who stands where, who serves whom, what is near, and under which path everything is found."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeVar

from mapgen.content import Content
from mapgen.geocode import Located, Spot
from mapgen.model import Area, Organization, Page, Point
from mapgen.vicinity import Vicinity

Key = TypeVar("Key", bound=Hashable)
NEIGHBOURS = 4
NEIGHBOUR_METRES = 5_000


@dataclass(frozen=True)
class Entry:
    """One published organisation, placed.

    `cities` are the ids of the cities it stands in, `tops` its top-level categories in its own order, `forms` its forms
    and its services' forms. `stale` says that nobody confirmed it, or too long ago (counted to the content's own date).
    """

    org: Organization
    locations: tuple[Located, ...]
    cities: tuple[str, ...]
    tops: tuple[str, ...]
    categories: tuple[str, ...]
    forms: tuple[str, ...]
    stale: bool

    @property
    def id(self) -> str:
        """Return the organisation's id."""
        return self.org.id

    @property
    def path(self) -> str:
        """Return the page's path from the site's root."""
        return f"orgs/{self.id}/"

    @property
    def shareable(self) -> bool:
        """Return whether it may stand where others see what somebody keeps: address books, calendars, feeds.

        Neither may what search engines show beside a link tell of it. One that helps people in danger may not; nor one
        that has ended, of which nothing but its page and the news of it is left.
        """
        return self.org.listed and not self.org.sensitive

    @property
    def spots(self) -> tuple[tuple[Located, Spot], ...]:
        """Return the locations that can be drawn, with their spot."""
        return tuple((located, located.spot) for located in self.locations if located.spot)

    def locations_of(self, service: int) -> tuple[Located, ...]:
        """Return the locations of the n-th service: its own, or where it gives none the organisation's."""
        start = len(self.org.places)
        for n, each in enumerate(self.org.services):
            if n == service:
                return self.locations[start : start + len(each.places)] if each.places else self.own_locations
            start += len(each.places or ())
        raise IndexError(service)

    @property
    def own_locations(self) -> tuple[Located, ...]:
        """Return the locations of the organisation itself, without those of its services."""
        return self.locations[: len(self.org.places)]

    def welcomes(self, city: str) -> bool:
        """Return whether people who live in `city` may come: it serves them, or is open to the region or to anyone."""
        return city in self.org.serves or self.org.open_to in ("anyone", "region")

    def distance(self, other: Entry) -> float | None:
        """Return the metres between the nearest spots of the two, or None where one has none."""
        return min((a.point.distance(b.point) for _, a in self.spots for _, b in other.spots), default=None)


@dataclass(frozen=True, slots=True)
class Near:
    """Something near, with the metres to it."""

    entry: Entry
    metres: float
    spot: Spot


@dataclass(frozen=True)
class Site:
    """Everything the pages, exports and checks read. Entries are sorted by reading; every index keeps that order."""

    content: Content
    entries: tuple[Entry, ...]
    base_url: str
    preview: bool

    @property
    def date(self) -> date:
        """Return the content's own date: the newest day any file names. Builds do not depend on today."""
        return self.content.date

    @property
    def offline(self) -> bool:
        """Return whether browsers may keep pages for where there is no network; those of a preview they never keep."""
        return self.content.settings.offline and not self.preview

    @cached_property
    def listed(self) -> tuple[Entry, ...]:
        """Return the entries that lists, maps and exports show; closed ones keep only their page."""
        return tuple(entry for entry in self.entries if entry.org.listed)

    @cached_property
    def by_id(self) -> Mapping[str, Entry]:
        """Return the published entries by id."""
        return {entry.id: entry for entry in self.entries}

    def usable_from(self, city: str, top: str = "") -> tuple[Entry, ...]:
        """Return who stands in the city, serves it or takes its people; with `top` those of this category alone."""
        return self._by_city.get((city, top), ())

    def standing_in(self, city: str) -> tuple[Entry, ...]:
        """Return who stands in the city."""
        return tuple(entry for entry in self.usable_from(city) if city in entry.cities)

    def in_category(self, category: str) -> tuple[Entry, ...]:
        """Return the entries of a category; of a top level also those of its leaves."""
        return self._by_category.get(category, ())

    def in_form(self, form: str) -> tuple[Entry, ...]:
        """Return the entries of a form of activity."""
        return self._by_form.get(form, ())

    @cached_property
    def _by_city(self) -> Mapping[tuple[str, str], tuple[Entry, ...]]:
        return _index(
            ((city.id, top), entry)
            for entry in self.listed
            for city in self.content.region.cities
            if city.id in entry.cities or entry.welcomes(city.id)
            for top in ("", *entry.tops)
        )

    @cached_property
    def _by_category(self) -> Mapping[str, tuple[Entry, ...]]:
        return _index((category, e) for e in self.listed for category in _once([*e.tops, *e.categories]))

    @cached_property
    def _by_form(self) -> Mapping[str, tuple[Entry, ...]]:
        return _index((form, entry) for entry in self.listed for form in entry.forms)

    def near_area(self, area: Area) -> tuple[Near, ...]:
        """Return who is within the area's radius whatever the city, nearest first; circles count by their centre."""
        rings = self._vicinity.rings("", area.point, area.radius)
        found = _nearest(each for _, ring in rings for each in ring)
        return tuple(near for near in found if near.metres <= area.radius)

    def alike(self, entry: Entry) -> tuple[Near, ...]:
        """Return the nearest entries that share a top-level category, across city borders, within 5 km."""
        found = _nearest(
            each for _, spot in entry.spots for top in entry.tops for each in self._beside(entry, spot, top)
        )
        return tuple(near for near in found if near.metres <= NEIGHBOUR_METRES)[:NEIGHBOURS]

    def _beside(self, entry: Entry, spot: Spot, top: str) -> Iterator[tuple[float, tuple[Entry, Spot]]]:
        """Yield others of a top-level category with their metres: the nearest four of them surely, and some more."""
        reached: dict[str, float] = {}
        for sure, ring in self._vicinity.rings(top, spot.point, NEIGHBOUR_METRES):
            if len(reached) >= NEIGHBOURS and sorted(reached.values())[NEIGHBOURS - 1] < sure:
                return
            for metres, (other, theirs) in ring:
                if other is not entry:
                    reached[other.id] = min(metres, reached.get(other.id, metres))
                    yield metres, (other, theirs)

    @cached_property
    def _vicinity(self) -> Vicinity[tuple[Entry, Spot]]:
        """Return who stands where, by top-level category, and all of them as the kind ""."""
        return Vicinity((top, s.point, (e, s)) for e in self.listed for _, s in e.spots for top in ("", *e.tops))

    def areas_of(self, entry: Entry) -> tuple[tuple[Area, float], ...]:
        """Return the daily-living areas the entry lies in with the metres to their centre, nearest first."""
        reach = [
            (area, min(centre.distance(spot.point) for _, spot in entry.spots))
            for area, centre in self._centres
            if entry.spots
        ]
        return tuple(sorted((pair for pair in reach if pair[1] <= pair[0].radius), key=lambda p: (p[1], p[0].id)))

    @cached_property
    def _centres(self) -> tuple[tuple[Area, Point], ...]:
        return tuple((area, area.point) for area in self.content.region.areas)

    def pages(self, lang: str) -> tuple[Page, ...]:
        """Return the text pages of a language, in the order of the menu."""
        return tuple(page for page in self.content.pages if page.lang == lang)


def _nearest(found: Iterable[tuple[float, tuple[Entry, Spot]]]) -> list[Near]:
    """Return each entry once, by its nearest spot, sorted by metres and then by reading."""
    best: dict[str, Near] = {}
    for metres, (entry, spot) in found:
        if entry.id not in best or metres < best[entry.id].metres:
            best[entry.id] = Near(entry, metres, spot)
    return sorted(best.values(), key=lambda near: (near.metres, near.entry.org.sort_key))


def assemble(content: Content, located: Mapping[str, tuple[Located, ...]], *, base_url: str, preview: bool) -> Site:
    """Return the site of the content; `located` gives each organisation's places by its id."""
    entries = [_entry(org, located[org.id], content) for org in content.organizations if org.published]
    return Site(content, tuple(sorted(entries, key=lambda e: e.org.sort_key)), base_url, preview)


def _entry(org: Organization, locations: tuple[Located, ...], content: Content) -> Entry:
    return Entry(
        org=org,
        locations=locations,
        cities=_once(located.city for located in locations if located.city),
        tops=_once(category.partition("/")[0] for category in org.all_categories),
        categories=org.all_categories,
        forms=org.all_forms,
        stale=org.verified is None or (content.date - org.verified.on).days > content.settings.stale_after,
    )


def _index(pairs: Iterable[tuple[Key, Entry]]) -> dict[Key, tuple[Entry, ...]]:
    """Return the entries by key, each list in the order of the pairs."""
    found: dict[Key, list[Entry]] = {}
    for key, entry in pairs:
        found.setdefault(key, []).append(entry)
    return {key: tuple(entries) for key, entries in found.items()}


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))
