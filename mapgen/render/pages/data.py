"""The page of the open data: what each file is, what its columns mean, its first rows, its terms, how to name it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from mapgen.model import Artifact, Column, Listing
from mapgen.render.local import Local
from mapgen.render.pages.downloads import size_in_words
from mapgen.render.press import Press, Sheet
from mapgen.theme.html import Markup

PATH = "data/"
ROWS = 10
# Links of a kind that are shown at once, and at most: of more only the pattern, all of them are in the catalogue.
AT_ONCE, MOST = 6, 40
LONGEST = 28  # characters of a cell
# What somebody may want the data for, and the kinds of file for it; any other kind is for programs.
PURPOSES: dict[str, tuple[str, ...]] = {
    "sheets": ("orgs-excel", "unplaced", "stats"),
    "maps": ("geojson", "kml", "kmz", "kml-csv"),
    "phones": ("cards", "calendars", "feed"),
    "cities": ("opendata",),
    "programs": (),
}
_FORMATS = {
    "text/csv": "CSV",
    "text/vcard": "vCard",
    "text/calendar": "iCalendar",
    "application/json": "JSON",
    "application/ld+json": "JSON-LD",
    "application/schema+json": "JSON Schema",
    "application/geo+json": "GeoJSON",
    "application/atom+xml": "Atom",
    "application/zip": "ZIP",
    "application/vnd.google-earth.kml+xml": "KML",
    "application/vnd.google-earth.kmz": "KMZ",
}


@dataclass(frozen=True, slots=True)
class DataFile:
    """One file: where it is, what it is called (in `lang`, if not the page's language), and its size in words."""

    href: str
    name: str
    size: str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows of a table, long cells cut, and the path of its file."""

    path: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file. `pattern` stands for files too many to be linked one by one."""

    key: str
    title: Markup
    about: Markup
    format: str
    row: Markup | None
    count: int
    size: str
    files: tuple[DataFile, ...]
    rest: tuple[DataFile, ...]
    pattern: str
    columns: tuple[Column, ...]
    preview: Preview | None
    licence: str
    licence_url: str


@dataclass(frozen=True, slots=True)
class Purpose:
    """Kinds of file that serve one purpose."""

    anchor: str
    title: Markup
    note: Markup
    kinds: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class DataView:
    """Everything the page says. Without exported files there are no purposes."""

    day: str
    total: int
    files: int
    size: str
    purposes: tuple[Purpose, ...]
    cite: str
    catalogue: str
    feed: str


def data(press: Press, lang: str) -> Iterator[Sheet]:
    """Yield the page of a language."""
    local = press.local(lang, PATH)
    t = local.t
    yield Sheet(PATH, "data.html", t.plain("data.title"), data_view(local), t.plain("data.lead"), section="data")


def data_view(local: Local) -> DataView:
    """Return what the page says."""
    t, site, settings = local.t, local.site, local.content.settings
    listed = [artifact for artifact in local.press.exported if artifact.listing]
    names = {"site": local.name(settings.title), "operator": local.name(settings.operator)}
    url = site.base_url + local.press.prefix(local.lang) + PATH
    return DataView(
        day=t.day(site.date),
        total=len(site.listed),
        files=len(listed),
        size=size_in_words(sum(artifact.size for artifact in listed)),
        purposes=tuple(_purposes(local, listed)),
        cite=t.plain("data.cite-text", day=t.day(site.date), url=url, licence=settings.licence, **names),
        catalogue=local.follow("/data/catalog.jsonld"),
        feed=f"{local.root}feed.xml",
    )


def _purposes(local: Local, listed: Sequence[Artifact]) -> Iterator[Purpose]:
    """Yield each purpose that has files, its kinds in the order of the catalogue."""
    kinds: dict[str, tuple[Listing, list[Artifact]]] = {}
    for artifact in listed:
        if artifact.listing:
            kinds.setdefault(artifact.listing.key, (artifact.listing, []))[1].append(artifact)
    ordered = sorted(kinds.values(), key=lambda pair: pair[0].number)
    for name in PURPOSES:
        made = tuple(_kind(local, listing, files) for listing, files in ordered if _purpose_of(listing) == name)
        if made:
            yield Purpose(f"for-{name}", local.t(f"data.for-{name}"), local.t(f"data.for-{name}-note"), made)


def _purpose_of(listing: Listing) -> str:
    """Return what a kind of file is for; editions of one (`opendata-2017`) are for the same."""
    named = (name for name, keys in PURPOSES.items() for key in keys if f"{listing.key}-".startswith(f"{key}-"))
    exact = next((name for name, keys in PURPOSES.items() if listing.key in keys), None)
    return exact or next(named, "programs")


def _kind(local: Local, listing: Listing, made: Sequence[Artifact]) -> Kind:
    row = local.t(f"data.row-{listing.rows}") if listing.rows != "other" else None
    links = [_file(local, artifact) for artifact in made] if len(made) <= MOST else []
    shown = len(links) if len(links) <= AT_ONCE + 1 else AT_ONCE
    return Kind(
        key=listing.key,
        title=local.label(listing.title),
        about=local.label(listing.about),
        format=_FORMATS.get(listing.media_type, listing.media_type),
        row=row,
        count=len(made),
        size=size_in_words(sum(artifact.size for artifact in made)),
        files=tuple(links[:shown]),
        rest=tuple(links[shown:]),
        pattern="" if links else listing.path,
        columns=listing.columns,
        preview=_preview(made) if listing.preview else None,
        licence=listing.licence,
        licence_url=listing.licence_url,
    )


def _file(local: Local, artifact: Artifact) -> DataFile:
    """Return a link to a file: by its city or area where it is of one, by the title that staff know, or by its path."""
    href, size = f"{local.root}{artifact.path}", size_in_words(artifact.size)
    if place := _place(local, artifact.path):
        return DataFile(href, place, size)
    if artifact.download:
        return DataFile(href, artifact.download.title, size, local.ja)
    return DataFile(href, artifact.path, size)


def _place(local: Local, path: str) -> str | None:
    """Return the name of the area or the city whose calendar or list a file is."""
    region = local.content.region
    areas = (local.name(area.name) for area in region.areas if path == f"areas/{area.id}/open.ics")
    cities = (local.name(c.name) for c in region.cities if path.startswith("data/") and path.endswith(f"/{c.id}.csv"))
    return next(iter((*areas, *cities)), None)


def _preview(made: Sequence[Artifact]) -> Preview | None:
    """Return the first rows of the first of the tables that has any."""
    for artifact in made:
        text = io.TextIOWrapper(io.BytesIO(artifact.content), "utf-8-sig", newline="")
        header, *rows = islice(csv.reader(text), ROWS + 1)
        if rows:
            return Preview(artifact.path, tuple(header), tuple(tuple(map(_clipped, row)) for row in rows))
    return None


def _clipped(cell: str) -> str:
    line = " ".join(cell.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…"
