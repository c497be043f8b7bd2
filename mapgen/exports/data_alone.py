"""One file of open data alone, of the places or the organisations that somebody asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from mapgen.exports import geojson, hsds, opendata, orgtable, records
from mapgen.exports.alone import Format, Piece, Selection
from mapgen.exports.pins import pins, venues_of
from mapgen.site import Entry, Site

Table = Callable[[Site, Sequence[Entry]], bytes]


def _listed(site: Site, selection: Selection) -> list[Entry]:
    """Return the wanted organisations; a closed one does not leave, even where its id is asked for."""
    return [entry for entry in selection.entries(site) if entry.org.listed]


def _whole(make: Table, site: Site, selection: Selection) -> Iterator[Piece]:
    if entries := _listed(site, selection):
        yield Piece(make(site, entries), len(entries))


def _features(site: Site, selection: Selection) -> Iterator[Piece]:
    if found := [pin for pin in pins(site) if selection.holds(pin, site)]:
        yield Piece(geojson.collection(site, found), len(found))


def _hsds(site: Site, entries: Sequence[Entry]) -> bytes:
    return hsds.package(site, entries).zipped()


def _lists(columns: tuple[opendata.Column, ...], site: Site, selection: Selection) -> Iterator[Piece]:
    """Yield a list for each city that has a wanted place."""
    venues = (venue for entry in site.listed for venue in venues_of(entry) if selection.holds(venue, site))
    for _, rows in opendata.lists(site, venues):
        if rows:
            yield Piece(opendata.written(columns, rows), len(rows))


DATA_FORMATS: tuple[Format, ...] = (
    Format("geojson", _features),
    Format("json", partial(_whole, records.document), points_only=False, told="exported-orgs"),
    Format("orgs-csv", partial(_whole, orgtable.for_programs), points_only=False, told="exported-orgs"),
    Format("orgs-excel", partial(_whole, orgtable.for_people), points_only=False, told="exported-orgs"),
    Format("hsds", partial(_whole, _hsds), text=False, points_only=False, told="exported-orgs"),
    Format("opendata", partial(_lists, opendata.STANDARD), points_only=False),
    Format("suisho", partial(_lists, opendata.RECOMMENDED), points_only=False),
)
