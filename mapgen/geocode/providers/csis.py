"""The simple geocoding experiment of 東京大学空間情報科学研究センター (CSIS): XML, one form of answer for all of Japan.

Using it is joining an experiment whose use must be stated; it is asked only where `site.yaml` names it.
Answer: results > geodetic, candidate > address (with / between its parts), longitude, latitude.
"""

from __future__ import annotations

import math
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

from geopy.exc import GeocoderParseError
from geopy.geocoders.base import Geocoder

from mapgen.geocode.answers import Candidate

SEARCH = "https://geocode.csis.u-tokyo.ac.jp"


class Csis(Geocoder):  # type: ignore[misc]
    """A geopy geocoder for CSIS."""

    def __init__(self, *, url: str | None = None, **shared: Any) -> None:
        super().__init__(**shared)
        self.api = (url or SEARCH).rstrip("/") + "/cgi-bin/simple_geocode.cgi"

    def geocode(self, query: str) -> list[Candidate]:
        """Return what is found, best first; [] where there is no such place. Raises GeopyError."""
        asked = urlencode({"addr": query, "charset": "UTF8", "geosys": "world", "series": "ADDRESS"})
        found: list[Candidate] = self._call_geocoder(f"{self.api}?{asked}", _read_results, is_json=False)
        return found


def _read_results(text: str) -> list[Candidate]:
    # No answer of theirs declares a document type: entities are only good for blowing up a parser.
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise GeocoderParseError("a document type")
    try:
        results = ElementTree.fromstring(text)
    except (ElementTree.ParseError, ValueError):
        raise GeocoderParseError("not XML") from None
    if results.tag != "results" or results.findtext("geodetic") != "wgs1984":
        raise GeocoderParseError("not a result in WGS 84")  # the old Tokyo Datum lies 400 m off
    return [_read_candidate(candidate) for candidate in results.iter("candidate")]


def _read_candidate(candidate: ElementTree.Element) -> Candidate:
    title = (candidate.findtext("address") or "").replace("/", "")
    return Candidate(title, _degrees(candidate.findtext("latitude")), _degrees(candidate.findtext("longitude")))


def _degrees(text: str | None) -> float:
    try:
        return float(text or "")
    except ValueError:
        return math.nan
