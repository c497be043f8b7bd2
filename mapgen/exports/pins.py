"""Places as every export sees them, each with what it inherits: a pin where it can be drawn, else a row of a list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from mapgen.geocode import Located, Spot
from mapgen.model import (
    Area,
    AreaPlace,
    Closing,
    Contact,
    HiddenPlace,
    Hours,
    Organization,
    Place,
    PublicPlace,
    Service,
)
from mapgen.site import Entry, Site
from mapgen.wording import hours_in_words, precision_in_words


@dataclass(frozen=True)
class Venue:
    """One place of an organisation; of one without places (`located` is None) the organisation itself.

    `service` is set where the place belongs to one programme. `number` counts all places of the organisation from 1,
    drawn or not, so that a pin keeps its id when another place gets its point.
    """

    entry: Entry
    located: Located | None
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
    def place(self) -> Place | None:
        """Return the place that may be told of: of a hidden one nothing is, its own name and contact neither."""
        place = self.located.place if self.located else None
        return None if isinstance(place, HiddenPlace) else place

    @property
    def city(self) -> str | None:
        """Return the id of the city it stands in, None outside the region and for no place."""
        return self.located.city if self.located else None

    @property
    def teller(self) -> Organization | Service:
        """Return whose fields describe the place first; what it does not give, the organisation does."""
        return self.service or self.org

    @property
    def name(self) -> str:
        """Return the organisation's name, with the programme's or the place's where it has more than one place.

        The name of a place that is not public may say where it is: it is nobody's to know.
        """
        place = self.place.name if isinstance(self.place, PublicPlace) and len(self.entry.locations) > 1 else None
        part = " ".join(part for part in (self.service.name if self.service else None, place) if part)
        return f"{self.org.name}({part})" if part and part != self.org.name else self.org.name

    @property
    def address(self) -> str:
        """Return the address as people write it; of an area place the town; empty where only the building is known."""
        return self.place.address or "" if isinstance(self.place, PublicPlace | AreaPlace) else ""

    @property
    def precision_words(self) -> str:
        """Return how exact the point is, in words; empty where there is none."""
        return ""

    @property
    def week(self) -> tuple[tuple[Hours, ...] | None, tuple[Closing, ...] | None, str | None]:
        """Return hours, days closed and note; each falls back to the programme's, then to the body's."""
        givers = [giver for giver in (self.place, self.service, self.org) if giver]
        hours = next((giver.hours for giver in givers if giver.hours is not None), None)
        closed = next((giver.closed for giver in givers if giver.closed is not None), None)
        return hours, closed, next((giver.hours_note for giver in givers if giver.hours_note), None)

    @property
    def hours_words(self) -> list[str]:
        """Return the place's hours in words."""
        return hours_in_words(*self.week)

    def contact(self, field: str) -> str | None:
        """Return one published contact (`tel`, `url` …), from the place, else its programme, else the organisation."""
        givers: tuple[Contact | None, ...] = (
            self.place.contact if self.place else None,
            self.service.contact if self.service else None,
            self.org.contact,
        )
        return next((value for giver in givers if giver and (value := getattr(giver, field))), None)


@dataclass(frozen=True)
class Pin(Venue):
    """A place that can be drawn. A hidden place never becomes a pin: it has no spot."""

    located: Located
    spot: Spot

    @property
    def precision_words(self) -> str:
        """Return how exact the point is, in words."""
        return precision_in_words(self.spot.precision)

    def is_near(self, area: Area) -> bool:
        """Return whether it lies within the radius of a daily-living area; a circle counts by its centre."""
        return area.point.distance(self.spot.point) <= area.radius


Some = TypeVar("Some", bound=Venue)


def venues_of(entry: Entry) -> Iterator[Venue]:
    """Yield the places of one organisation in the order of its file, those that can be drawn as pins."""
    owners: list[Service | None] = [None] * len(entry.org.places)
    owners += [service for service in entry.org.services for _ in service.places or ()]
    for number, (located, owner) in enumerate(zip(entry.locations, owners, strict=True), start=1):
        if located.spot is None or isinstance(located.place, HiddenPlace):
            yield Venue(entry, located, owner, number)
        else:
            yield Pin(entry, located, owner, number, located.spot)
    if not entry.locations:
        yield Venue(entry, None, None, 1)


def pins(site: Site) -> list[Pin]:
    """Return every pin, sorted by city, primary category (both in the order of their files), reading and id."""
    return ordered(site, (venue for entry in site.listed for venue in venues_of(entry) if isinstance(venue, Pin)))


def unplaced(site: Site) -> list[Venue]:
    """Return what no map can show, in the order of the pins: every listed place is either here or a pin."""
    return ordered(site, (venue for entry in site.listed for venue in venues_of(entry) if not isinstance(venue, Pin)))


def ordered(site: Site, found: Iterable[Some]) -> list[Some]:
    """Return the places in the one order of every export; those outside the region come last."""
    cities = {city.id: n for n, city in enumerate(site.content.region.cities)}
    tops = {top.id: n for n, top in enumerate(site.content.taxonomy.categories)}

    def rank(venue: Some) -> tuple[int, int, tuple[str, str], int]:
        city = cities.get(venue.city or "", len(cities))
        return city, tops[venue.entry.tops[0]], venue.org.sort_key, venue.number

    return sorted(found, key=rank)
