"""Icon and colour of a placemark, from the id of its style (My Maps' own grammar) or from the style itself.

The grammar: `icon-<id>[-<RRGGBB>][-labelson][-nodesc][-normal|-highlight]`, `icon-ci-<n>…` for an icon of one's own,
`line-<RRGGBB>-<width>`, `poly-<RRGGBB>-<width>-<alpha>`. Where an export writes it, the styles themselves may lack the
colour; older icons have one of their own, which no file says.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mapgen.imports.mymaps.placemarks import Geometry

_ICON = re.compile(r"icon-(\d{1,6})(?=-|\Z)")
_COLOUR = re.compile(r"(?:icon-[0-9a-z-]{1,20}?|line|poly)-([0-9A-F]{6})(?=-|\Z)", re.IGNORECASE)
# aabbggrr; some programs leave out the alpha, some write a # before it.
_PAINT = re.compile(r"#?(?:[0-9a-f]{2})?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", re.IGNORECASE)
_PAINTED: Mapping[Geometry, tuple[str, ...]] = {
    "line": ("LineStyle",),
    "track": ("LineStyle",),
    "area": ("PolyStyle", "LineStyle"),
}
_LONGEST_CHAIN = 5


@dataclass(slots=True)
class Style:
    """A `Style`, or a `StyleMap` by what it says for the normal state: `colours` by the element, `#RRGGBB`."""

    colours: dict[str, str] = field(default_factory=dict)
    normal: str | None = None

    def colour(self, geometry: Geometry) -> str | None:
        """Return the colour in which a geometry is drawn."""
        kinds = _PAINTED.get(geometry, ("IconStyle",))
        return next((self.colours[kind] for kind in kinds if kind in self.colours), None)


def read_style(element: ET.Element) -> Style:
    """Return what a `Style` or a `StyleMap` says."""
    style = Style()
    for part in element:
        if part.tag == "Pair" and (style.normal is None or _text(part, "key") == "normal"):
            inner = part.find("Style")
            style.normal = _identifier(_text(part, "styleUrl"))
            style.colours = read_style(inner).colours if inner is not None else {}
        elif found := _PAINT.fullmatch(_text(part, "color")):
            style.colours[part.tag] = f"#{found[3]}{found[2]}{found[1]}".upper()
    return style


def look(url: str, own: Style | None, geometry: Geometry, styles: Mapping[str, Style]) -> tuple[int | None, str | None]:
    """Return icon and colour: `url` is the placemark's `styleUrl`, `own` the style within it, `styles` all by their id.

    A style of its own wins, then what an id says, then the style of that id.
    """
    chain = list(_chain(_identifier(url), styles))
    icons = [int(found[1]) for identifier in chain if (found := _ICON.match(identifier))]
    colours = [own.colour(geometry) if own else None]
    colours += [f"#{found[1].upper()}" for identifier in chain if (found := _COLOUR.match(identifier))]
    colours += [styles[identifier].colour(geometry) for identifier in chain if identifier in styles]
    return next(iter(icons), None), next((colour for colour in colours if colour), None)


def _chain(identifier: str | None, styles: Mapping[str, Style]) -> Iterator[str]:
    """Yield a style's id and those it stands for; a circle of style maps has an end here."""
    for _ in range(_LONGEST_CHAIN):
        if not identifier:
            return
        yield identifier
        identifier = styles[identifier].normal if identifier in styles else None


def _identifier(url: str) -> str | None:
    return url.strip().rpartition("#")[2] or None


def _text(element: ET.Element, child: str) -> str:
    return (element.findtext(child) or "").strip()
