"""Drawable public places as every export sees them: one pin each, with what the place inherits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from mapgen.geocode import Located, Spot
from mapgen.model import AreaPlace, Contact, HiddenPlace, Organization, PublicPlace, Service
from mapgen.site import Entry, Site
from mapgen.wording import hours_in_words, precision_in_words


@dataclass(frozen=True)
class Pin:
    """One place that can be drawn. `service` is set where the place belongs to one programme of the organisation.

    `number` counts all places of the organisation from 1, drawn or not, so that a pin keeps its id when another place
    gets its point. A hidden place never becomes a pin: it has no spot.
    """

    entry: Entry
    located: Located
    spot: Spot
    service: Service | None
    number: int

    @property
    def id(self) -> str:
        """Return the id that re-imports match: the organisation's; a further place adds `/2`, which no id may hold."""
        return self.entry.id if self.number == 1 else f"{self.entry.id}/{self.number}"

    @property
    def org(self) -> Organization:
        """Return the organisation."""
        return self.entry.org

    @property
    def teller(self) -> Organization | Service:
        """Return whose fields describe the place first; what it does not give, the organisation does."""
        return self.service or self.org

    @property
    def name(self) -> str:
        """Return the organisation's name, with the programme's or the place's where it has more than one place."""
        place = self.located.place.name if len(self.entry.locations) > 1 else None
        part = " ".join(part for part in (self.service.name if self.service else None, place) if part)
        return f"{self.org.name}({part})" if part and part != self.org.name else self.org.name

    @property
    def address(self) -> str:
        """Return the address as people write it; of an area place the town; empty where only the building is known."""
        place = self.located.place
        return place.address or "" if isinstance(place, PublicPlace | AreaPlace) else ""

    @property
    def precision_words(self) -> str:
        """Return how exact the point is, in words."""
        return precision_in_words(self.spot.precision)

    @property
    def hours_words(self) -> list[str]:
        """Return the place's hours; each of the three fields falls back to its programme's, then to the body's."""
        givers = (self.located.place, *([self.service] if self.service else []), self.org)
        hours = next((giver.hours for giver in givers if giver.hours is not None), None)
        closed = next((giver.closed for giver in givers if giver.closed is not None), None)
        return hours_in_words(hours, closed, next((giver.hours_note for giver in givers if giver.hours_note), None))

    def contact(self, field: str) -> str | None:
        """Return one published contact (`tel`, `url` …), from the place, else its programme, else the organisation."""
        givers: tuple[Contact | None, ...] = (
            self.located.place.contact,
            self.service.contact if self.service else None,
            self.org.contact,
        )
        return next((value for giver in givers if giver and (value := getattr(giver, field))), None)


def pins_of(entry: Entry) -> list[Pin]:
    """Return the pins of one organisation, in the order of its file."""
    owners: list[Service | None] = [None] * len(entry.org.places)
    owners += [service for service in entry.org.services for _ in service.places or ()]
    return [
        Pin(entry, located, located.spot, owner, number)
        for number, (located, owner) in enumerate(zip(entry.locations, owners, strict=True), start=1)
        if located.spot is not None and not isinstance(located.place, HiddenPlace)
    ]


def pins(site: Site) -> list[Pin]:
    """Return every pin, sorted by city, primary category (both in the order of their files), reading and id."""
    return ordered(site, (pin for entry in site.listed for pin in pins_of(entry)))


def ordered(site: Site, found: Iterable[Pin]) -> list[Pin]:
    """Return the pins in the one order of every export; those outside the region come last."""
    cities = {city.id: n for n, city in enumerate(site.content.region.cities)}
    tops = {top.id: n for n, top in enumerate(site.content.taxonomy.categories)}

    def place(pin: Pin) -> tuple[int, int, tuple[str, str], int]:
        city = cities.get(pin.located.city or "", len(cities))
        return city, tops[pin.entry.tops[0]], pin.org.sort_key, pin.number

    return sorted(found, key=place)
