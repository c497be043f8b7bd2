"""Files for other programs: Google My Maps, GeoJSON, records, tables, HSDS, a schema for editors."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mapgen.exports import figures, geojson, hsds, mymaps, opendata, orgtable, records, schema
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
    figures.files,
    schema.files,
)


def files(site: Site) -> Iterator[Artifact]:
    """Yield every exported file of the site, format by format. What search engines read comes last: `web_files`."""
    for export in EXPORTS:
        yield from export(site)
