"""Every data file that the site offers, in words: what it is, what its columns mean, under which terms it goes out.

One table, read by the page for people, by the catalogue for programs (DCAT), and by the tests that count.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

from mapgen.exports import feed, geojson, hsds, ical, jsonld, mymaps, opendata, orgtable, records, records_schema, vcard
from mapgen.exports.kml_card import COLUMNS
from mapgen.exports.table import COORDINATES, HEADER
from mapgen.model import Artifact, Column, Label, Listing, Rows
from mapgen.site import Site

KML, KMZ = "application/vnd.google-earth.kml+xml", "application/vnd.google-earth.kmz"
CSV, JSON, GEOJSON, ZIP = "text/csv", "application/json", "application/geo+json", "application/zip"
SCHEMA, LINKED, ATOM = "application/schema+json", "application/ld+json", "application/atom+xml"
CARD, CALENDAR = "text/vcard", "text/calendar"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a listing is before a site gives it its terms."""

    key: str
    path: str
    media_type: str
    rows: Rows
    columns: tuple[Column, ...] = ()
    preview: bool = False


_MEANINGS = {
    "名称": "名前。場所がいくつもある団体は、場所の名前も",
    "id": "団体の ID。2つ目からの場所は /2 のように続きます",
    "分野": "おもな分野",
    "市": "場所がある市",
    "活動のかたち": "相談、居場所など",
    "住所": "住所。公開していない場所は町まで",
    "位置の正確さ": "点がどのくらい正確か",
    "電話": "電話番号",
    "対象": "だれのためか",
    "開いている日": "開いている曜日と時間",
    "ホームページ": "団体のページ",
    "説明": "そのほかのこと",
    "Latitude": "緯度(世界測地系)",
    "Longitude": "経度(世界測地系)",
    mymaps.UNPLACED_REASON: "なぜ地図に出ないか",
}


def _headings(some: Iterable[str], *more: str) -> tuple[Column, ...]:
    return tuple((name, _MEANINGS[name]) for name in (*some, *more))


KINDS: tuple[Kind, ...] = (
    Kind("orgs-excel", orgtable.EXCEL, CSV, "organizations", orgtable.headings(), preview=True),
    Kind("orgs-csv", orgtable.PLAIN, CSV, "organizations", orgtable.keys(), preview=True),
    Kind("orgs-json", records.PATH, JSON, "organizations", records_schema.keys()),
    Kind("orgs-schema", records_schema.SCHEMA_PATH, SCHEMA, "other"),
    Kind("geojson", geojson.PATH, GEOJSON, "places", geojson.KEYS),
    Kind("opendata", f"{opendata.FOLDER}*.csv", CSV, "places", opendata.meanings(opendata.STANDARD), preview=True),
    Kind(
        "opendata-suisho",
        f"{opendata.OLDER}*.csv",
        CSV,
        "places",
        opendata.meanings(opendata.RECOMMENDED),
        preview=True,
    ),
    Kind("hsds", hsds.ZIP, ZIP, "services"),
    Kind("hsds-services", f"{hsds.SERVICES}*.json", JSON, "services"),
    Kind("hsds-package", f"{hsds.FOLDER}datapackage.json", JSON, "other"),
    Kind("hsds-tables", f"{hsds.FOLDER}*.csv", CSV, "other"),
    Kind("orgs-jsonld", jsonld.PATH, LINKED, "organizations"),
    Kind("cards", vcard.PATHS, CARD, "organizations"),
    Kind("calendars", ical.PATHS, CALENDAR, "places"),
    Kind("feed", feed.PATH, ATOM, "other"),
    Kind("unplaced", "kml/unplaced.csv", CSV, "places", _headings(HEADER, mymaps.UNPLACED_REASON), preview=True),
    Kind("kml", "kml/**.kml", KML, "places", _headings(COLUMNS)),
    Kind("kmz", "kml/**.kmz", KMZ, "places", _headings(COLUMNS)),
    Kind("kml-csv", "kml/all*.csv", CSV, "places", _headings(HEADER, *COORDINATES), preview=True),
    Kind("kml-csv-parts", "kml/*/*.csv", CSV, "places", _headings(HEADER, *COORDINATES), preview=True),
    Kind("stats", "stats/*.csv", CSV, "figures", preview=True),
)


def listings(site: Site) -> tuple[Listing, ...]:
    """Return every kind of data file, in the order in which a page shows them."""
    licence, licence_url = site.content.settings.licence, site.content.settings.licence_url
    return tuple(
        Listing(
            key=kind.key,
            path=kind.path,
            media_type=kind.media_type,
            rows=kind.rows,
            title=Label(_words()[kind.key]["title"]),
            about=Label(_words()[kind.key]["about"]),
            licence=licence,
            licence_url=licence_url,
            columns=kind.columns,
            preview=kind.preview,
            number=number,
        )
        for number, kind in enumerate(KINDS)
    )


class Catalogue:
    """Tells of each file of a site what it is."""

    def __init__(self, site: Site) -> None:
        self._known = listings(site)
        self._by_path = {listing.path: listing for listing in self._known}
        self._alike = [listing for listing in self._known if "*" in listing.path]

    def listing_of(self, path: str) -> Listing | None:
        """Return the kind of the file at a path, None for what is no data file."""
        alike = (listing for listing in self._alike if listing.holds(path))
        return self._by_path.get(path) or next(alike, None)

    def stamped(self, artifact: Artifact) -> Artifact:
        """Return a file with what it is."""
        return replace(artifact, listing=self.listing_of(artifact.path))


def listing_of(path: str, site: Site) -> Listing | None:
    """Return the kind of one file alone; for many there is `Catalogue`."""
    return Catalogue(site).listing_of(path)


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(resources.files("mapgen.exports").joinpath("catalogue.toml").read_text(encoding="utf-8"))
