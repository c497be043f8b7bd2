"""Files for other programs: Google My Maps, GeoJSON, records, tables, HSDS, a schema for editors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from mapgen.crew import Crew, share
from mapgen.exports import (
    dcat,
    feed,
    figures,
    geojson,
    hsds,
    ical,
    jsonld,
    mymaps,
    opendata,
    opensearch,
    orgtable,
    records,
    schema,
    vcard,
)
from mapgen.exports.catalogue import Catalogue
from mapgen.exports.web import files as web_files
from mapgen.model import Artifact
from mapgen.site import Site
from mapgen.spool import Spool

__all__ = ["EXPORTS", "SHARED_FROM", "files", "web_files"]

Export = Callable[[Site], Iterator[Artifact]]

EXPORTS: tuple[Export, ...] = (
    mymaps.files,
    geojson.files,
    records.files,
    orgtable.files,
    opendata.files,
    hsds.files,
    jsonld.files,
    vcard.files,
    ical.files,
    feed.files,
    opensearch.files,
    figures.files,
    schema.files,
)


# How many organisations are worth a second process for the exports.
SHARED_FROM = 150


def files(site: Site, jobs: int | Crew = 1, spool: Spool | None = None) -> Iterator[Artifact]:
    """Yield every exported file of the site, format by format, data files with what they are; their catalogue last.

    `jobs` processes, or a crew elsewhere, share the formats, and their files lie in the `spool` if one is given. What
    search engines read comes after the pages: `web_files`.
    """
    known = Catalogue(site)
    hands = jobs if len(site.entries) >= SHARED_FROM else 1
    spool = spool or Spool(there=False)
    shared = share(site, [partial(_made, export=export, spool=spool) for export in EXPORTS], hands)
    made = [known.stamped(artifact) for artifacts in map(spool.all, shared) for artifact in artifacts]
    yield from made
    yield from spool.all(dcat.files(site, made))


def _made(site: Site, *, export: Export, spool: Spool) -> list[Artifact]:
    return spool.all(export(site))
