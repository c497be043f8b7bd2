"""Files for other programs: Google My Maps, GeoJSON, and what search engines read. One file per format."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from mapgen.exports import geojson, mymaps, web
from mapgen.model import Artifact
from mapgen.site import Site

Export = Callable[[Site], Iterator[Artifact]]

EXPORTS: tuple[Export, ...] = (mymaps.files, geojson.files, web.files)


def files(site: Site) -> Iterator[Artifact]:
    """Yield every exported file of the site, format by format."""
    for export in EXPORTS:
        yield from export(site)
