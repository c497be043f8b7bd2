"""Where a place stands, in the parts that tables of addresses have: as much of it as may be known, and no more."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mapgen.exports.pins import Venue
from mapgen.exports.prose import one_line
from mapgen.model import City, PublicPlace
from mapgen.site import Site

ELSEWHERE = "地域の外"
# An address beyond the region, which nobody reads closer: prefecture (often not written), municipality, rest.
_OUTSIDE = re.compile(
    r"(?:〒? ?[0-9]{3}-?[0-9]{4} ?)?"
    r"(東京都|北海道|(?:大阪|京都)府|[^市区町村\s]{2,3}県)?\s*([^\s0-9]+?[市区町村])\s*(.*)"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """The parts of an address; what is not known, or may not be, is empty. `code` is the municipality's (6 digits)."""

    prefecture: str = ""
    city: str = ""
    code: str = ""
    town: str = ""
    numbers: str = ""
    building: str = ""

    @property
    def street(self) -> str:
        """Return town and numbers."""
        return self.town + self.numbers

    @property
    def whole(self) -> str:
        """Return the address from the prefecture on, without the building; for no known place that it is elsewhere."""
        return self.prefecture + self.city + self.street or ELSEWHERE


def standing(venue: Venue, site: Site) -> Standing:
    """Return where a place stands: of a public one all that was read, of an area its town, of a hidden one its city."""
    city = next((city for city in site.content.region.cities if city.id == venue.city), None)
    read = venue.located.address if venue.located else None
    if read and venue.place is not None:
        known = read.prefecture + read.city_name + read.town
        numbers = read.canonical.removeprefix(known)
        code = city.code if city else ""
        return Standing(read.prefecture, read.city_name, code, read.town, numbers, read.building)
    if isinstance(venue.place, PublicPlace):
        return _beyond(one_line(venue.place.address or ""), city, venue.place)
    return _of(city)


def _of(city: City | None) -> Standing:
    return Standing(city.prefecture, city.name.ja, city.code) if city else Standing()


def _beyond(address: str, city: City | None, place: PublicPlace) -> Standing:
    """Return what can be told of an address that is not read: outside the region, or only a building is known."""
    if city is None and (found := _OUTSIDE.match(address)):
        prefecture, municipality, rest = found.groups()
        return Standing(prefecture or "", municipality, numbers=rest)
    known = _of(city)
    return Standing(known.prefecture, known.city, known.code, building=address or one_line(place.name or ""))
