"""Files for other programs: Google My Maps, GeoJSON, tables of counts, a schema for editors; for search engines."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mapgen.exports import feed, figures, geojson, ical, jsonld, mymaps, opensearch, schema, vcard
from mapgen.exports.web import files as web_files
from mapgen.model import Artifact
from mapgen.site import Site

__all__ = ["EXPORTS", "files", "web_files"]

Export = Callable[[Site], Iterator[Artifact]]

EXPORTS: tuple[Export, ...] = (
    mymaps.files, geojson.files, figures.files, schema.files, vcard.files, ical.files, feed.files, opensearch.files,
    jsonld.files,
)  # fmt: skip


def files(site: Site) -> Iterator[Artifact]:
    """Yield every exported file of the site, format by format. What search engines read comes last: `web_files`."""
    for export in EXPORTS:
        yield from export(site)
