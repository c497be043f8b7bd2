"""The files for Google My Maps: every layer as KML, as KMZ and as CSV, and the list of what no map can show."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from mapgen.exports.kml import Sheet
from mapgen.exports.kml_card import card
from mapgen.exports.kmz import packed
from mapgen.exports.layers import Layer, Part, layers, parts
from mapgen.exports.names import Names
from mapgen.exports.pins import Pin, Venue, pins, unplaced
from mapgen.exports.table import COORDINATES, HEADER, cells, coordinates, row, table
from mapgen.geocode import Located
from mapgen.model import Artifact, Download, HiddenPlace
from mapgen.site import Site
from mapgen.wording import UNPLACED_WORDS

# How many placemarks simplekml holds at a time: ten thousand would take half a gigabyte. Each is a ring of objects,
# which only Python's collector frees, the later the newer Python is.
_BATCH = 100
_UNPLACED, _UNPLACED_TITLE = "kml/unplaced", "地図にのらない団体"
UNPLACED_REASON = "地図にのらないわけ"


class Stock:
    """The placemark and the row of each pin, written once: every layer's files are put together from them."""

    def __init__(self, site: Site, found: Sequence[Pin]) -> None:
        """Write what every pin says."""
        self._sheet = Sheet(site)
        self._rows: dict[str, str] = {}
        for start in range(0, len(found), _BATCH):
            cards = [(pin, card(pin, site)) for pin in found[start : start + _BATCH]]
            self._sheet.add(cards)
            for pin, texts in cards:
                self._rows[pin.id] = row((*cells(texts), *coordinates(pin.spot.point)))

    def parts(self, layer: Layer, names: Names) -> Iterator[Part]:
        """Yield the files of a layer, each cut so that My Maps takes it."""
        yield from parts(layer, names, self._sheet.document)

    def table(self, part: Part) -> bytes:
        """Return the CSV twin of a file."""
        return table((*HEADER, *COORDINATES), (self._rows[pin.id] for pin in part.pins))


@dataclass(frozen=True, slots=True)
class Twin:
    """One of the three formats of a layer's files; `name` is their ending too."""

    name: Literal["kml", "kmz", "csv"]
    content: Callable[[Stock, Part], bytes]


KML = Twin("kml", lambda _, part: part.kml)
KMZ = Twin("kmz", lambda _, part: packed(part.kml))
CSV = Twin("csv", Stock.table)


def files(site: Site) -> Iterator[Artifact]:
    """Yield the files of the site one by one: `kml/all`, `kml/cities/<city>`, `kml/categories/<top>`, each thrice."""
    found, names = pins(site), Names()
    stock = Stock(site, found)
    for layer in layers(site, found):
        for part in stock.parts(layer, names):
            for twin in (KML, KMZ, CSV):
                about = Download(f"{part.name}.{twin.name}", part.title, layer.scope, twin.name, len(part.pins))
                yield Artifact(f"{part.path}.{twin.name}", twin.content(stock, part), f"exports/{twin.name}", about)
    yield _left_out(site, names)


def _left_out(site: Site, names: Names) -> Artifact:
    """Return the list of the places without a point, with address and reason: nothing is dropped silently.

    It is for people, not for My Maps, so it has the byte order mark without which Excel shows no Japanese.
    """
    found = unplaced(site)
    rows = (row((*cells(card(venue, site)), why_unplaced(venue))) for venue in found)
    name = names.free(_UNPLACED_TITLE, _UNPLACED)
    about = Download(f"{name}.csv", _UNPLACED_TITLE, "unplaced", "csv", len(found))
    content = codecs.BOM_UTF8 + table((*HEADER, UNPLACED_REASON), rows)
    return Artifact(f"{_UNPLACED}.csv", content, "exports/csv", about)


def why_unplaced(venue: Venue) -> str:
    """Return why no map shows a place."""
    match venue.located:
        case None:
            return UNPLACED_WORDS["no-place"]
        case Located(place=HiddenPlace()):
            return UNPLACED_WORDS["hidden"]
    return UNPLACED_WORDS["no-point" if venue.address else "no-address"]
