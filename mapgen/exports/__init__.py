"""Files for other programs: Google My Maps, GeoJSON, records, tables, HSDS, a schema for editors."""

from __future__ import annotations

from collections.abc import Callable, Iterator

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

__all__ = ["EXPORTS", "files", "web_files"]

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


def files(site: Site) -> Iterator[Artifact]:
    """Yield every exported file of the site, format by format, data files with what they are; their catalogue last.

    What search engines read comes after the pages: `web_files`.
    """
    known = Catalogue(site)
    made = [known.stamped(artifact) for export in EXPORTS for artifact in export(site)]
    yield from made
    yield from dcat.files(site, made)
