"""Nominatim (OpenStreetMap), as geopy has it, asked about Japan and read as a Japanese address.

Its usage policy: one request a second, a user agent that names you, results kept; ODbL: © OpenStreetMap contributors.
"""

from __future__ import annotations

import math
from typing import Any
from urllib.parse import urlsplit

from geopy.exc import GeocoderParseError
from geopy.geocoders import Nominatim

from mapgen.geocode.answers import Candidate

# From the largest to the smallest; one of each line.
_PARTS = (
    ("province", "state"),
    ("city", "town", "village", "municipality"),
    ("suburb",),
    ("quarter",),
    ("neighbourhood",),
    ("city_block",),
    ("house_number",),
)


class JapaneseNominatim(Nominatim):  # type: ignore[misc]
    """geopy's Nominatim, whose answers keep what they said."""

    def __init__(self, *, url: str | None, box: tuple[float, float, float, float], **shared: Any) -> None:
        where = urlsplit(url) if url else None
        own = {"scheme": where.scheme, "domain": where.netloc + where.path} if where else {}
        super().__init__(**own, **shared)
        west, south, east, north = box
        self._viewbox = ((south, west), (north, east))

    def geocode(self, query: str) -> list[Candidate]:
        """Return what is found within the region's box; [] where there is no such place. Raises GeopyError."""
        found: list[Candidate] = super().geocode(
            query,
            exactly_one=False,
            limit=5,
            addressdetails=True,
            language="ja",
            country_codes="jp",
            viewbox=self._viewbox,
            bounded=True,
        )
        return found

    def _parse_json(self, places: Any, exactly_one: bool) -> list[Candidate]:
        if not isinstance(places, list):
            raise GeocoderParseError("not a list")
        return [self._parse_code(place) for place in places]

    def _parse_code(self, place: Any) -> Candidate:
        if not isinstance(place, dict):
            return Candidate("", math.nan, math.nan)
        details = place.get("address")
        title = address_in_order(details) if isinstance(details, dict) else ""
        return Candidate(title, _degrees(place.get("lat")), _degrees(place.get("lon")))


def address_in_order(details: dict[str, Any]) -> str:
    """Return the address that the details make, as it is written in Japan: `display_name` runs the other way."""
    parts: list[str] = []
    for names in _PARTS:
        part = next((details[name] for name in names if isinstance(details.get(name), str)), "")
        if parts and parts[-1] and part.startswith(parts[-1]):
            parts[-1] = part  # 緑ケ丘, then 緑ケ丘一丁目
        else:
            parts.append(part)
    return "".join(parts)


def _degrees(text: object) -> float:
    """Return degrees, which Nominatim sends as text."""
    try:
        return float(text) if isinstance(text, str) else math.nan
    except ValueError:
        return math.nan
