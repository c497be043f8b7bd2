"""Which addresses a service may be asked about, who uses them, and which of them still want asking."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mapgen.address import Address
from mapgen.content import Content
from mapgen.geocode import Atlas, Located, Spot, locate
from mapgen.geocode.lock import PRECISIONS, Fix
from mapgen.model import Organization, Precision, PublicPlace

# The least exact point with which an address is answered, by the finest thing that it names.
_ENOUGH = {"number": Precision.BLOCK, "town": Precision.TOWN, "oaza": Precision.OAZA}


@dataclass(frozen=True, slots=True)
class User:
    """An organisation that gives an address, as it is written there."""

    org: Organization
    written: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """An address with all who use it, and the point that it has without asking anybody."""

    address: Address
    users: tuple[User, ...]
    spot: Spot | None

    @property
    def key(self) -> str:
        """Return the canonical address: its key in the lock."""
        return self.address.canonical

    @property
    def answered(self) -> bool:
        """Return whether its point is as exact as the address."""
        return self.spot is not None and _rank(self.spot.precision) <= _rank(_ENOUGH[self.address.level])

    def gains(self, fix: Fix) -> bool:
        """Return whether a fix is worth keeping: no coarser than the point that the address has without asking."""
        return self.spot is None or _rank(fix.precision) <= _rank(self.spot.precision)


def demand(content: Content, atlas: Atlas) -> tuple[Wanted, ...]:
    """Return the addresses of public places that no editor has set a point for, sorted.

    Never the address of a draft, which is not published, and never one of which only the town may be known: those go to
    nobody. An address that names no town has no place to look for.
    """
    users: dict[str, list[User]] = {}
    found: dict[str, Located] = {}
    for org, located in public_places(content, atlas):
        address = located.address
        if address and address.level != "city" and not (isinstance(located.place, PublicPlace) and located.place.point):
            user = User(org, address.written.strip())
            found[address.canonical] = located
            users.setdefault(address.canonical, [])
            if user not in users[address.canonical]:
                users[address.canonical].append(user)
    wanted = [(located.address, tuple(users[key]), located.spot) for key, located in sorted(found.items())]
    return tuple(Wanted(address, by, spot) for address, by, spot in wanted if address)


def public_places(content: Content, atlas: Atlas) -> Iterator[tuple[Organization, Located]]:
    """Yield the public places of published organisations, by the organisation's id, each with where it is."""
    for org in content.organizations:
        for place in org.all_places if org.published else ():
            if isinstance(place, PublicPlace):
                yield org, locate(place, atlas)


def _rank(precision: Precision) -> int:
    return -1 if precision is Precision.MANUAL else PRECISIONS.index(precision)
