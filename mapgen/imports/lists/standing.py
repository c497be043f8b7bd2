"""Whether a row of a list is of the region: by the code of a municipality, else by the address."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mapgen.model import City, Region

# A prefecture at the head of an address.
_PREFECTURE = re.compile(r"(?:東京都|北海道|(?:大阪|京都)府|[^市区町村]{2,3}県)")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a row stands: `city` in the region, or `outside` of it; neither where nobody can say.

    `publisher` is the city of the region whose list it is.
    """

    city: City | None
    outside: bool
    publisher: City | None


def standing_of(standing_code: str, code: str, address: str, municipality: str, region: Region) -> Standing:
    """Return where a row stands; the code of the place is believed before its address, that before the publisher's."""
    publisher, other = _by_code(code, region)
    for city, outside in (
        _by_code(standing_code, region),
        _by_address(address, region),
        _by_name(municipality, region),
    ):
        if city or outside:
            return Standing(city, outside, publisher)
    return Standing(publisher, other, publisher)


def _by_code(code: str, region: Region) -> tuple[City | None, bool]:
    """Return the city of a code, also without check digit or leading zero; that of a prefecture says nothing."""
    if not re.fullmatch("[0-9]{4,6}", code):
        return None, False
    for city in region.cities:
        if code in {known for whole in (city.code, city.code[:5]) for known in (whole, whole.lstrip("0"))}:
            return city, False
    return None, not re.fullmatch("[0-9]{1,2}000[0-9]?", code)


def _by_address(address: str, region: Region) -> tuple[City | None, bool]:
    bare = re.sub(r"\s", "", address)
    for city in region.cities:
        if bare.removeprefix(city.prefecture).startswith(city.name.ja):
            return city, False
    return None, _PREFECTURE.match(bare) is not None


def _by_name(name: str, region: Region) -> tuple[City | None, bool]:
    city = next((city for city in region.cities if name.strip() == city.name.ja), None)
    return city, bool(name.strip()) and city is None
