"""KML for Google My Maps, which an import neither refuses nor misreads: how one file is put together.

What an import keeps, and what it breaks on, decides every choice here; each property is a test named after it. This is
the only home of simplekml, whose document is escaped before and rewritten after (`kml_xml`), since it escapes only some
fields, numbers everything, and writes styles where the schema forbids them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from threading import Lock
from typing import Any

from mapgen.exports.kml_card import COLUMNS, Card
from mapgen.exports.kml_xml import canonical, document, folder, safe, written
from mapgen.exports.layers import Layer
from mapgen.exports.pins import Pin
from mapgen.exports.table import coordinates
from mapgen.exports.terms import cited
from mapgen.model import Category
from mapgen.site import Site

ICON = "https://www.gstatic.com/mapspro/images/stock/503-wht-blank_maps.png"
# simplekml keeps the document it is writing in a class attribute.
_ONE_AT_A_TIME = Lock()
_NO_STYLE = "<styleUrl>#</styleUrl>"


def style_id(category: Category) -> str:
    """Return a style id in My Maps' own grammar, by which it knows icon and colour: `icon-1577-A52714`."""
    return f"icon-{category.icon}-{category.colour.lstrip('#').upper()}"


class Sheet:
    """What every file is put together from, as XML: the styles of all categories, and the placemarks added to it."""

    def __init__(self, site: Site) -> None:
        """Write the styles."""
        looks = site.content.taxonomy.categories
        self._about = cited(site)
        self._styles: dict[str, str] = {}
        self._placemarks: dict[str, str] = {}
        kml = _document()
        for look in looks:
            kml.document.styles.append(_style(look))
        for look, style in zip(looks, canonical(_text(kml)).iterfind("Style"), strict=True):
            style.set("id", style_id(look))
            self._styles.setdefault(style_id(look), written(style, 2))

    def add(self, cards: Sequence[tuple[Pin, Card]]) -> None:
        """Write the placemarks of some pins; by many at a time it is quicker, by a few thousand it takes much room."""
        kml = _document()
        for pin, card in cards:
            _add(kml, pin, card)
        for (pin, _), placemark in zip(cards, canonical(_text(kml)).iterfind("Placemark"), strict=True):
            self._placemarks[pin.id] = written(placemark, 2)

    def document(self, layer: Layer, part: Sequence[Pin], title: str) -> bytes:
        """Return the file of some of a layer's pins, with the styles they use and no other."""
        used = {style_id(layer.look(pin)) for pin in part}
        head = [f"    <name>{safe(title)}</name>", f"    <description>{safe(self._about)}</description>"]
        head += [style for identifier, style in self._styles.items() if identifier in used]
        return document(head, self._features(layer, part))

    def _features(self, layer: Layer, part: Iterable[Pin]) -> Iterator[str]:
        for look, members in groupby(part, key=layer.look):
            placemarks = (self._styled(pin, look) for pin in members)
            if layer.folders:
                yield folder(look.name.ja, placemarks)
            else:
                yield from placemarks

    def _styled(self, pin: Pin, look: Category) -> str:
        # Safe to do in the text: the texts of a placemark are escaped and hold no tag.
        return self._placemarks[pin.id].replace(_NO_STYLE, f"<styleUrl>#{style_id(look)}</styleUrl>", 1)


def _document() -> Any:
    import simplekml  # heavy, and needed by nothing but an export

    kml = simplekml.Kml()
    kml.parsetext(False)  # everything is escaped here already: simplekml lets CDATA through and skips Data
    return kml


def _text(kml: Any) -> str:
    with _ONE_AT_A_TIME:
        return str(kml.kml(format=False))


def _style(category: Category) -> Any:
    """Return the white stock pin in the category's colour. KML writes colours as alpha, blue, green, red."""
    import simplekml

    red, green, blue = (category.colour.lstrip("#").upper()[n : n + 2] for n in (0, 2, 4))
    style = simplekml.Style()
    style.iconstyle.color = f"ff{blue}{green}{red}".lower()
    style.iconstyle.scale = 1
    style.iconstyle.icon.href = ICON
    # The tip of the pin, as My Maps' own exports write it; Google Earth would centre the image otherwise.
    style.iconstyle.hotspot = simplekml.HotSpot(x=32, y=64, xunits="pixels", yunits="insetPixels")
    return style


def _add(kml: Any, pin: Pin, texts: Card) -> None:
    """Add one placemark. Coordinates go in as text: simplekml would print every digit of a float."""
    latitude, longitude = coordinates(pin.spot.point)
    place = kml.newpoint(name=safe(texts.name), coords=[(longitude, latitude, "0")])
    if texts.description:
        place.description = safe(texts.description)
    place.placemark.styleurl = "#"
    for column, text in zip(COLUMNS, texts.columns, strict=True):
        place.extendeddata.newdata(column, safe(text))
