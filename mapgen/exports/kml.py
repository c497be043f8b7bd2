"""KML for Google My Maps: one flat file for each city and category, and the whole map with a folder for each category.

What an import keeps, and what it breaks on, decides every choice here; each property is a test named after it. This is
the only home of simplekml, whose document is escaped before and rewritten after (`kml_xml`), since it escapes only some
fields, numbers everything, and writes styles where the schema forbids them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from threading import Lock
from typing import Any

from mapgen.exports.kml_card import COLUMNS, Card, card
from mapgen.exports.kml_xml import canonical, document, folder, safe, written
from mapgen.exports.pins import Pin, pins
from mapgen.model import Artifact, Category
from mapgen.site import Site
from mapgen.wording import date_in_words

# My Maps refuses 2,000 rows and 5 MB without saying why; the margin is for what it counts differently.
MOST_PLACEMARKS = 1_900
MOST_BYTES = 4_500_000
ICON = "https://www.gstatic.com/mapspro/images/stock/503-wht-blank_maps.png"
# simplekml keeps the document it is writing in a class attribute.
_ONE_AT_A_TIME = Lock()
_NO_STYLE = "<styleUrl>#</styleUrl>"


@dataclass(frozen=True)
class Layer:
    """One file before it is split: its path without `.kml`, its title, its pins in order, and how they look.

    With `folders`, each run of pins that look alike is in a folder of its own; otherwise the file is flat.
    """

    stem: str
    title: str
    pins: tuple[Pin, ...]
    look: Callable[[Pin], Category]
    folders: bool = False


def files(site: Site) -> Iterator[Artifact]:
    """Yield the KML files of the site: `kml/all.kml`, `kml/cities/<city>.kml`, `kml/categories/<top>.kml`."""
    found = pins(site)
    sheet = Sheet(site, found)
    for layer in layers(site, found):
        for stem, content in _files_of(layer, sheet):
            yield Artifact(f"{stem}.kml", content, "exports/kml")


def layers(site: Site, found: Sequence[Pin]) -> Iterator[Layer]:
    """Yield every layer with its pins, an empty one too: pages link to it, and it says that nothing is there yet."""
    taxonomy, tops = site.content.taxonomy, {top.id: top for top in site.content.taxonomy.categories}
    ranks = {top: n for n, top in enumerate(tops)}

    def primary(pin: Pin) -> Category:
        return tops[pin.entry.tops[0]]

    by_category = sorted(found, key=lambda pin: ranks[pin.entry.tops[0]])
    yield Layer("kml/all", site.content.settings.title.ja, tuple(by_category), primary, folders=True)
    for city in site.content.region.cities:
        here = tuple(pin for pin in found if pin.located.city == city.id)
        yield Layer(f"kml/cities/{city.id}", city.name.ja, here, primary)
    for top in taxonomy.categories:
        about = tuple(pin for pin in found if top.id in pin.entry.tops)
        yield Layer(f"kml/categories/{top.id}", top.name.ja, about, _always(top))


def _always(category: Category) -> Callable[[Pin], Category]:
    return lambda _: category


def _files_of(layer: Layer, sheet: Sheet) -> Iterator[tuple[str, bytes]]:
    """Yield stem and content of the layer's file, or of its numbered parts where one file would be too large."""
    parts = list(split(layer.pins, lambda part: sheet.document(layer, part, layer.title)))
    if len(parts) == 1:
        yield layer.stem, parts[0][1]
        return
    for number, (part, _) in enumerate(parts, start=1):
        yield f"{layer.stem}-{number}", sheet.document(layer, part, f"{layer.title} {number}")


def split(found: Sequence[Pin], write: Callable[[Sequence[Pin]], bytes]) -> Iterator[tuple[Sequence[Pin], bytes]]:
    """Yield the pins in parts, each small enough in number and as bytes, with what `write` made of it."""
    waiting = [found[n : n + MOST_PLACEMARKS] for n in range(0, len(found), MOST_PLACEMARKS)] or [()]
    while waiting:
        part = waiting.pop(0)
        content = write(part)
        if len(part) > 1 and len(content) > MOST_BYTES:
            waiting[:0] = [part[: len(part) // 2], part[len(part) // 2 :]]
        else:
            yield part, content


def style_id(category: Category) -> str:
    """Return a style id in My Maps' own grammar, by which it knows icon and colour: `icon-1577-A52714`."""
    return f"icon-{category.icon}-{category.colour.lstrip('#').upper()}"


class Sheet:
    """What every file is put together from, as XML: each placemark and each style, written once by simplekml."""

    def __init__(self, site: Site, found: Sequence[Pin]) -> None:
        """Write the placemarks of the pins and the styles of all categories."""
        import simplekml  # heavy, and needed by nothing but an export

        settings, looks = site.content.settings, site.content.taxonomy.categories
        self._about = f"{settings.title.ja}({settings.operator.ja})、{date_in_words(site.date)}現在。{settings.licence}"
        kml = simplekml.Kml()
        kml.parsetext(False)  # everything is escaped here already: simplekml lets CDATA through and skips Data
        for look in looks:
            kml.document.styles.append(_style(look))
        for pin in found:
            _add(kml, pin, card(pin, site))
        with _ONE_AT_A_TIME:
            written_by_simplekml = kml.kml(format=False)
        tree = canonical(written_by_simplekml)
        self._styles: dict[str, str] = {}
        for look, style in zip(looks, tree.iterfind("Style"), strict=True):
            style.set("id", style_id(look))
            self._styles.setdefault(style_id(look), written(style, 2))
        placemarks = zip(found, tree.iterfind("Placemark"), strict=True)
        self._placemarks = {pin.id: written(placemark, 2) for pin, placemark in placemarks}

    def document(self, layer: Layer, part: Sequence[Pin], title: str) -> bytes:
        """Return the file of some of a layer's pins, with the styles they use and no other."""
        used = {style_id(layer.look(pin)) for pin in part}
        head = [f"    <name>{safe(title)}</name>", f"    <description>{safe(self._about)}</description>"]
        head += [style for identifier, style in self._styles.items() if identifier in used]
        features: list[str] = []
        for look, members in groupby(part, key=layer.look):
            placemarks = [self._styled(pin, look) for pin in members]
            features += [folder(look.name.ja, placemarks)] if layer.folders else placemarks
        return document(head, features)

    def _styled(self, pin: Pin, look: Category) -> str:
        # Safe to do in the text: the texts of a placemark are escaped and hold no tag.
        return self._placemarks[pin.id].replace(_NO_STYLE, f"<styleUrl>#{style_id(look)}</styleUrl>", 1)


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
    point = pin.spot.point
    place = kml.newpoint(name=safe(texts.name), coords=[(f"{point.lon:.6f}", f"{point.lat:.6f}", "0")])
    if texts.description:
        place.description = safe(texts.description)
    place.placemark.styleurl = "#"
    for column, text in zip(COLUMNS, texts.columns, strict=True):
        place.extendeddata.newdata(column, safe(text))
