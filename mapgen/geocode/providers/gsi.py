"""The address search of the Geospatial Information Authority of Japan (国土地理院), and its reverse geocoder.

Both are free and without a key; terms: 国土地理院コンテンツ利用規約 (credit 出典：国土地理院). The shapes are those of
public clients and saved replies; no official description was found.
"""

from __future__ import annotations

import math
from typing import Any
from urllib.parse import urlencode

from geopy.exc import GeocoderParseError
from geopy.geocoders.base import Geocoder

from mapgen.geocode.answers import Candidate
from mapgen.model import Point

SEARCH = "https://msearch.gsi.go.jp"
REVERSE = "https://mreversegeocoder.gsi.go.jp"


class Gsi(Geocoder):  # type: ignore[misc]
    """The geocoder that geopy lacks. Degrees come back as they were sent: geopy's Point would turn 499 into 139."""

    def __init__(self, *, url: str | None = None, confirm_url: str | None = None, **shared: Any) -> None:
        super().__init__(**shared)
        self.api = (url or SEARCH).rstrip("/") + "/address-search/AddressSearch"
        self.reverse_api = (confirm_url or REVERSE).rstrip("/") + "/reverse-geocoder/LonLatToAddress"

    def geocode(self, query: str) -> list[Candidate]:
        """Return what is found, best first; [] where there is no such place. Raises GeopyError."""
        found: list[Candidate] = self._call_geocoder(f"{self.api}?{urlencode({'q': query})}", _read_features)
        return found

    def municipality(self, point: Point) -> str | None:
        """Return the five digits (without check digit) of the municipality at a point, None for none."""
        asked = urlencode({"lat": f"{point.lat:.6f}", "lon": f"{point.lon:.6f}"})
        code: str | None = self._call_geocoder(f"{self.reverse_api}?{asked}", _read_municipality)
        return code


def number(value: object) -> float:
    """Return a JSON number as a float, NaN for anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return math.nan
    try:
        return float(value)
    except OverflowError:
        return math.nan


def _read_features(answer: Any) -> list[Candidate]:
    if not isinstance(answer, list):
        raise GeocoderParseError("not a list")
    return [_read_feature(feature) for feature in answer]


def _read_feature(feature: Any) -> Candidate:
    """Return one hit. What it lacks is empty or NaN, and so refused: a faulty hit must not hide a good one."""
    try:
        lon, lat = feature["geometry"]["coordinates"]
        title = feature["properties"]["title"]
    except (LookupError, TypeError, ValueError):
        return Candidate("", math.nan, math.nan)
    return Candidate(title if isinstance(title, str) else "", number(lat), number(lon))


def _read_municipality(answer: Any) -> str | None:
    if not isinstance(answer, dict):
        raise GeocoderParseError("not an object")
    if "results" not in answer:
        return None  # in the sea, or abroad
    code = answer["results"].get("muniCd") if isinstance(answer["results"], dict) else None
    if not isinstance(code, str):
        raise GeocoderParseError("no municipality")
    return code
