"""Which answer to believe: read again with our own rules, held against the city, the town and the halls.

Services answer HTTP 200 with a coarser or another place and no score: 渋岡市 becomes 渋谷区, a facility its 大字.
What an answer cannot prove by its own title does not become a pin.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mapgen.address import Address, Unreadable, read_address, split_chome
from mapgen.address.spelling import clean
from mapgen.geocode.answers import Candidate, Doubt
from mapgen.geocode.lock import PRECISIONS
from mapgen.geocode.resolution import Atlas, locate
from mapgen.model import Point, Precision, PublicPlace

# Chosen, not measured on pins: the middle of a 丁目 is 196 m from its addresses at the median and 448 m at most (n=30),
# that of a 大字 was 1.3 km off for a city hall.
TOWN_METRES = {Precision.TOWN: 800, Precision.OAZA: 3_000}
# The tolerance at the city's edge: one real address lies 10 m across the line.
CITY_SLACK_DEGREES = 0.0017
APART_METRES = 300
HALL_METRES = 30
SAME_METRES = 1
_LONGEST_TITLE = 200
_CONSIDERED = 20


@dataclass(frozen=True, slots=True)
class Believed:
    """An answer that stood every test, with what its title proves."""

    title: str
    point: Point
    precision: Precision


@dataclass(frozen=True, slots=True)
class Refused:
    """An answer that did not, with the first test that it failed."""

    title: str
    reason: Doubt


@dataclass(frozen=True, slots=True)
class Hall:
    """A city hall: its address and its point. Services give it for towns that they do not know."""

    city: str
    town: str
    canonical: str
    point: Point


def halls(atlas: Atlas) -> tuple[Hall, ...]:
    """Return the city halls whose point is known exactly."""
    found = []
    for city in atlas.region.cities:
        place = PublicPlace(address=city.hall, city=city.id)
        located = locate(place, atlas) if city.hall else None
        if located and located.address and located.spot and located.spot.precision.exact:
            address = located.address
            found.append(Hall(address.city, address.town, address.canonical, located.spot.point))
    return tuple(found)


def choose(
    candidates: Sequence[Candidate], address: Address, atlas: Atlas, known_halls: Iterable[Hall]
) -> tuple[Believed, ...] | Refused:
    """Return the answers to believe, the most exact first and of equals the service's own order; or why there is none.

    `candidates` must not be empty. Two that prove as much as each other but lie far apart disprove each other.
    """
    known_halls = tuple(known_halls)
    judged = [judge(candidate, address, atlas, known_halls) for candidate in candidates[:_CONSIDERED]]
    believed = [each for each in judged if isinstance(each, Believed)]
    if not believed:
        return next(each for each in judged if isinstance(each, Refused))
    believed.sort(key=lambda each: PRECISIONS.index(each.precision))
    best = [each for each in believed if each.precision is believed[0].precision]
    if any(best[0].point.distance(other.point) > APART_METRES for other in best):
        return Refused(best[0].title, Doubt.APART)
    return tuple(believed)


def judge(candidate: Candidate, address: Address, atlas: Atlas, known_halls: Iterable[Hall]) -> Believed | Refused:
    """Return the answer with what it proves, or the first test that it failed."""
    title = candidate.title
    if not _well_formed(title) or not (math.isfinite(candidate.lat) and math.isfinite(candidate.lon)):
        return Refused(title, Doubt.MALFORMED)
    if not _in_japan(candidate.lat, candidate.lon):
        swapped = _in_japan(candidate.lon, candidate.lat)
        return Refused(title, Doubt.SWAPPED if swapped else Doubt.OUTSIDE_JAPAN)
    point = Point(lat=round(candidate.lat, 6), lon=round(candidate.lon, 6))
    reading = read_address(title, atlas.gazetteer)
    if doubt := _other_city(title, reading, address):
        return Refused(title, doubt)
    assert isinstance(reading, Address)
    if not atlas.region.city(address.city).holds(point, CITY_SLACK_DEGREES):
        return Refused(title, Doubt.OUTSIDE_CITY)
    if reading.town not in (address.town, split_chome(address.town)[0]):
        return Refused(title, Doubt.OTHER_TOWN)
    if _far_from_town(point, address, atlas):
        return Refused(title, Doubt.FAR_FROM_TOWN)
    if any(_at_another_hall(point, address, hall) for hall in known_halls):
        return Refused(title, Doubt.CITY_HALL)
    precision = proven(reading, address)
    return Believed(title, point, precision) if precision else Refused(title, Doubt.OTHER_NUMBER)


def proven(reading: Address, asked: Address) -> Precision | None:
    """Return how exact an answer of the same town is, by its numbers from the left; None where it is another lot.

    A lone number below a 丁目 is a whole block (街区), below a 大字 one lot (地番).
    """
    town = Precision.TOWN if reading.town == asked.town and asked.town.endswith("丁目") else Precision.OAZA
    ambiguous = any(code == "address-ambiguous" for code, _ in reading.problems)
    if reading.town != asked.town or ambiguous:
        return Precision.OAZA
    if not reading.numbers:
        return town
    if not asked.numbers or reading.numbers[0] != asked.numbers[0]:
        return None
    whole_block = town is Precision.TOWN and len(asked.numbers) == 1
    return Precision.ROOFTOP if reading.numbers == asked.numbers and not whole_block else Precision.BLOCK


def _well_formed(title: str) -> bool:
    """Return whether a title is one short line of plain text: no markup, no control characters."""
    plain = not any(char in "<>&" or unicodedata.category(char) in ("Cc", "Cs", "Co", "Zl", "Zp") for char in title)
    return plain and 0 < len(title) <= _LONGEST_TITLE


def _in_japan(lat: float, lon: float) -> bool:
    return 20 <= lat <= 46 and 122 <= lon <= 154


def _other_city(title: str, reading: Address | Unreadable, address: Address) -> Doubt | None:
    """Return why a title does not name a town of the address's city, prefecture included."""
    if isinstance(reading, Unreadable):
        elsewhere = any(code == "address-outside-region" for code, _ in reading.problems)
        return Doubt.OTHER_CITY if elsewhere else Doubt.UNREADABLE_TITLE
    if reading.city != address.city:
        return Doubt.OTHER_CITY
    if address.prefecture not in clean(title).replace(" ", ""):
        return Doubt.UNREADABLE_TITLE  # cities of one name stand in several prefectures
    return None if reading.town else Doubt.CITY_ONLY


def _far_from_town(point: Point, address: Address, atlas: Atlas) -> bool:
    found = atlas.towns.point(address.city, address.town)
    return found is not None and point.distance(found[0]) > TOWN_METRES[found[1]]


def _at_another_hall(point: Point, address: Address, hall: Hall) -> bool:
    """Return whether a point is that of a hall at another address; in the hall's own town only the very same point."""
    near = SAME_METRES if (hall.city, hall.town) == (address.city, address.town) else HALL_METRES
    return hall.canonical != address.canonical and point.distance(hall.point) <= near
