"""The layers of Google My Maps: which places are in which file, in which order, under which name. Formats come after.

What an import refuses decides the cuts: 2,000 rows or 5 MB, without saying why.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from mapgen.exports.names import Names
from mapgen.exports.pins import Pin
from mapgen.model import Category
from mapgen.site import Site

# The margin is for what My Maps counts differently.
MOST_PLACEMARKS = 1_900
MOST_BYTES = 4_500_000

Scope = Literal["all", "city", "category"]


@dataclass(frozen=True)
class Layer:
    """What belongs together before it is cut into files: its path without ending, its title, its pins in order.

    `look` says which category a pin looks like. With `folders`, each run of pins that look alike is in a folder of its
    own, as long as all fits into one file; otherwise, and without `folders`, files are flat.
    """

    path: str
    title: str
    scope: Scope
    pins: tuple[Pin, ...]
    look: Callable[[Pin], Category]
    folders: bool = False


@dataclass(frozen=True)
class Part:
    """One file of a layer, whatever its format: `kml` is its content as KML, by which it was cut.

    `path` and `name` (what it is saved under) are without ending.
    """

    layer: Layer
    path: str
    name: str
    title: str
    pins: Sequence[Pin]
    kml: bytes


# Writes some pins of a layer as a KML of the given title.
Write = Callable[[Layer, Sequence[Pin], str], bytes]


def layers(site: Site, found: Sequence[Pin]) -> Iterator[Layer]:
    """Yield every layer with its pins, an empty one too: pages link to it, and it says that nothing is there yet."""
    tops = site.content.taxonomy.categories
    ranks = {top.id: n for n, top in enumerate(tops)}
    by_category = tuple(sorted(found, key=lambda pin: ranks[pin.entry.tops[0]]))
    yield Layer("kml/all", site.content.settings.title.ja, "all", by_category, primary(site), folders=True)
    for city in site.content.region.cities:
        here = tuple(pin for pin in found if pin.city == city.id)
        yield Layer(f"kml/cities/{city.id}", city.name.ja, "city", here, primary(site))
    for top in tops:
        about = tuple(pin for pin in found if top.id in pin.entry.tops)
        yield Layer(f"kml/categories/{top.id}", top.name.ja, "category", about, always(top))


def primary(site: Site) -> Callable[[Pin], Category]:
    """Return the look of a map of many categories: each pin as the first category of its organisation."""
    tops = {top.id: top for top in site.content.taxonomy.categories}
    return lambda pin: tops[pin.entry.tops[0]]


def always(category: Category) -> Callable[[Pin], Category]:
    """Return the look of a map of one category."""
    return lambda _: category


def parts(layer: Layer, names: Names, write: Write) -> Iterator[Part]:
    """Yield the layer's file, or its numbered parts where one would be too large; `names` gives each a free name.

    Parts have no folders: every folder of every part would be a layer, and My Maps drops the eleventh.
    """
    if len(layer.pins) <= MOST_PLACEMARKS and len(whole := write(layer, layer.pins, layer.title)) <= MOST_BYTES:
        yield Part(layer, layer.path, names.free(layer.title, layer.path), layer.title, layer.pins, whole)
        return
    flat, number, rest = replace(layer, folders=False), 1, layer.pins
    while rest:
        path, title = f"{layer.path}-{number}", f"{layer.title} {number}"
        some, kml = _first(flat, rest, title, write)
        yield Part(flat, path, names.free(layer.title, path, number), title, some, kml)
        number, rest = number + 1, rest[len(some) :]


def _first(layer: Layer, found: tuple[Pin, ...], title: str, write: Write) -> tuple[tuple[Pin, ...], bytes]:
    """Return as many of the first pins as one file takes, and the file. A single pin is never too large."""
    some = found[:MOST_PLACEMARKS]
    while len(kml := write(layer, some, title)) > MOST_BYTES and len(some) > 1:
        some = some[: min(len(some) - 1, len(some) * MOST_BYTES // len(kml)) or 1]
    return some, kml
