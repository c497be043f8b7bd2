"""Which point a place gets: manual > lock > blocks > towns > none. Never a guess, always with how exact it is."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mapgen.address import Address, Finding, Gazetteer, Unreadable, read_address
from mapgen.geocode.blocks import BlockTable
from mapgen.geocode.lock import Lock
from mapgen.geocode.towns import TownTable
from mapgen.model import OUTSIDE, AreaPlace, HiddenPlace, Place, Point, Precision, PublicPlace, Region

# What a point may claim at most, by what the address names: a pin needs a street number.
_REACH = {
    "number": (Precision.ROOFTOP, Precision.BLOCK, Precision.TOWN, Precision.OAZA),
    "town": (Precision.TOWN, Precision.OAZA),
    "oaza": (Precision.OAZA,),
    "city": (),
}


@dataclass(frozen=True, slots=True)
class Atlas:
    """What resolution looks things up in, and the addresses it has read so far: every one is asked for again."""

    region: Region
    gazetteer: Gazetteer
    towns: TownTable
    lock: Lock
    blocks: BlockTable = field(default_factory=BlockTable)
    read: dict[tuple[str, str | None], Address | Unreadable] = field(default_factory=dict, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Spot:
    """A point that may be drawn: a pin where `precision.exact`, else a circle of `precision.radius` metres.

    `provider` is `manual`, `blocks`, `towns`, or the name of the service in the lock; `matched` what was found there.
    """

    point: Point
    precision: Precision
    provider: str
    matched: str | None = None


@dataclass(frozen=True, slots=True)
class Located:
    """A place with what could be found out about where it is.

    `city` is the id of the city it stands in, None outside the region. `address` is how the written address was read
    (None where there is none, or none may be known). `spot` is None where nothing can be drawn: it is listed anyway.
    """

    place: Place
    city: str | None
    address: Address | None
    spot: Spot | None


def locate(place: Place, atlas: Atlas) -> Located:
    """Return where a place is. Of an area place never more than its town, of a hidden one never more than its city."""
    if isinstance(place, HiddenPlace):
        return Located(place, _inside(place.city), None, None)
    reading = _read(place, atlas)
    address = reading if isinstance(reading, Address) else None
    if isinstance(place, AreaPlace):
        if address is None:
            return Located(place, None, None, None)
        return Located(place, address.city, address.coarse(), _town_spot(address, atlas))
    manual = Spot(place.point, Precision.MANUAL, "manual") if place.point else None
    if place.city == OUTSIDE or address is None:
        return Located(place, _inside(place.city), None, manual)
    return Located(place, address.city, address, manual or _found(address, atlas))


def address_problems(place: Place, atlas: Atlas) -> tuple[Finding, ...]:
    """Return what is wrong with a place's address: codes of `messages/addresses.toml` with their facts.

    The fact `guess`, where there is one, is the did-you-mean. () for a hidden place, which has no address.
    """
    reading = None if isinstance(place, HiddenPlace) else _read(place, atlas)
    if reading is None:
        return ()
    if isinstance(place, AreaPlace):
        return (*reading.problems, *_too_fine(reading))
    assert isinstance(place, PublicPlace)
    if isinstance(reading, Unreadable):
        return () if place.city == OUTSIDE else reading.problems
    if place.city not in (None, reading.city):
        facts = {"given": str(place.city), "city": reading.city_name, "guess": reading.city}
        return (*reading.problems, ("city-disagrees", facts))
    return (*reading.problems, *(() if place.point else _too_high(reading, atlas)))


def _too_high(address: Address, atlas: Atlas) -> tuple[Finding, ...]:
    """Return the warning of a number beyond every block and lot of its town that the table knows.

    Smaller numbers may well be missing from the table: lots are split and joined. A point in the lock was found.
    """
    largest = atlas.blocks.largest(address.city, address.town) if address.level == "number" else None
    if largest is None or int(address.numbers[0]) <= largest or atlas.lock.get(address.canonical):
        return ()
    facts = {"town": address.city_name + address.town, "number": address.numbers[0], "largest": str(largest)}
    return (("address-no-such-number", facts),)


def _read(place: PublicPlace | AreaPlace, atlas: Atlas) -> Address | Unreadable | None:
    """Return how the place's address is read; a public place's own `city` is meant where the address names none."""
    if place.address is None:
        return None
    asked = place.address, place.city if isinstance(place, PublicPlace) else None
    if asked not in atlas.read:
        atlas.read[asked] = read_address(asked[0], atlas.gazetteer, asked[1])
    return atlas.read[asked]


def _inside(city: str | None) -> str | None:
    return None if city == OUTSIDE else city


def _found(address: Address, atlas: Atlas) -> Spot | None:
    """Return the spot of an address without asking anyone: the lock's, but a block rather than a locked town."""
    locked = _locked(address, atlas)
    if locked and locked.precision.exact:
        return locked
    return _block_spot(address, atlas) or locked or _town_spot(address, atlas)


def _block_spot(address: Address, atlas: Atlas) -> Spot | None:
    """Return the middle of the address's block or lot: its first number, where that is certain."""
    if address.level != "number":
        return None
    point = atlas.blocks.point(address.city, address.town, int(address.numbers[0]))
    matched = address.prefecture + address.city_name + address.town + address.numbers[0]
    return Spot(point, Precision.BLOCK, "blocks", matched) if point else None


def _locked(address: Address, atlas: Atlas) -> Spot | None:
    fix = atlas.lock.get(address.canonical)
    if fix is None or fix.precision not in _REACH[address.level]:
        return None
    return Spot(fix.point, fix.precision, fix.provider, fix.matched)


def _town_spot(address: Address, atlas: Atlas) -> Spot | None:
    found = atlas.towns.point(address.city, address.town) if address.town else None
    return Spot(*found, "towns") if found else None


def _too_fine(reading: Address | Unreadable) -> tuple[Finding, ...]:
    """Return the error of an area place that says more than its town: a number, a building, a flat."""
    if isinstance(reading, Address):
        fine = bool(reading.numbers or reading.building)
    else:
        fine = re.search(r"[0-9０-９]|[一二三四五六七八九十]番", reading.written) is not None
    return (("area-too-fine", {"text": reading.written.strip()}),) if fine else ()
