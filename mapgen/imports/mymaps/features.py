"""The features of a KML file while it is read, in any order of their parts; each becomes a placemark or a folder."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mapgen.imports.mymaps.geometry import best, read_point
from mapgen.imports.mymaps.placemarks import Geometry, Placemark
from mapgen.imports.mymaps.styles import Style, look, read_style
from mapgen.imports.refusal import shown
from mapgen.model import Point
from mapgen.problems import Problem, Where

FOLDERS = frozenset(("Document", "Folder"))
OVERLAYS = frozenset(("GroundOverlay", "PhotoOverlay", "ScreenOverlay"))
FEATURES = FOLDERS | OVERLAYS | {"Placemark", "NetworkLink"}
# What is kept of a feature's own elements; `snippet` is Snippet before KML 2.2, `Url` is Link.
PARTS = frozenset((
    "name", "description", "Snippet", "snippet", "address", "phoneNumber", "styleUrl", "Style", "StyleMap",
    "ExtendedData", "Link", "Url",
))  # fmt: skip
# The blanks of XML, with which programs indent texts. A full-width space is somebody's own.
_BLANKS = " \t\r\n"
# The images that My Maps shows on a card, as a cell.
_IMAGES = "gx_media_links"


@dataclass(slots=True, eq=False)
class Feature:
    """One feature: what it is, where it begins, what it lies in, and what has been read of it so far.

    `cells` are the texts of each column, those of columns of one name together, none twice. `points` are coordinates
    and line of each.
    """

    kind: str
    line: int
    parent: Feature | None
    texts: dict[str, str] = field(default_factory=dict)
    cells: dict[str, dict[str, None]] = field(default_factory=dict)
    shapes: set[str] = field(default_factory=set)
    points: list[tuple[str, int]] = field(default_factory=list)
    style: Style | None = None

    def text(self, *names: str) -> str:
        """Return the first of these texts that the feature has, else ''."""
        return next((self.texts[name] for name in names if self.texts.get(name)), "")

    def take(self, element: ET.Element) -> None:
        """Read one of the feature's own elements; of one that is there twice the first that says something counts."""
        if element.tag == "ExtendedData":
            for column, text in _cells(element):
                self.cells.setdefault(column, {})[text] = None
        elif element.tag in ("Style", "StyleMap"):
            self.style = read_style(element)
        elif element.tag in ("Link", "Url"):
            self.texts.setdefault("href", (element.findtext("href") or "").strip(_BLANKS))
        elif text := _markup(element):
            self.texts.setdefault(element.tag, text)

    def folder(self, root: Feature | None) -> tuple[str, ...]:
        """Return the names of the folders it lies in, outermost first, without that of the map itself."""
        names, inside = [], self.parent
        while inside is not None and inside is not root:
            if inside.kind in FOLDERS:
                names.append(inside.text("name"))
            inside = inside.parent
        return tuple(reversed(names))

    def placemark(self, path: str, root: Feature | None, styles: Mapping[str, Style]) -> Placemark:
        """Return it as a value, once all of the file is read."""
        geometry: Geometry = "overlay" if self.kind in OVERLAYS else best(self.shapes)
        point, trouble = self._point(path) if geometry == "point" else (None, None)
        icon, colour = look(self.text("styleUrl"), self.style, geometry, styles)
        return Placemark(
            name=self.text("name"),
            description=self.text("description", "Snippet", "snippet"),
            columns=self._columns(),
            folder=self.folder(root),
            geometry=geometry,
            point=point,
            address=self.text("address"),
            icon=icon,
            colour=colour,
            line=self.line,
            trouble=trouble,
        )

    def _columns(self) -> dict[str, str]:
        columns = {column: "\n".join(text for text in texts if text) for column, texts in self.cells.items()}
        columns.pop(_IMAGES, None)
        # KML has a place of its own for this one; My Maps writes all others as cells.
        return columns | ({"phoneNumber": self.texts["phoneNumber"]} if "phoneNumber" in self.texts else {})

    def _point(self, path: str) -> tuple[Point | None, Problem | None]:
        """Return the first point that can be read, or what is wrong with the first."""
        read = [(read_point(text), text, line) for text, line in self.points]
        if point := next((found for found, _, _ in read if isinstance(found, Point)), None):
            return point, None
        code, text, line = read[0] if read else ("mymaps-bad-point", "", self.line)
        facts = {"name": shown(self.text("name")), "text": shown(text)}
        return None, Problem(Where(path, line), str(code), facts)


def _cells(data: ET.Element) -> Iterator[tuple[str, str]]:
    """Yield name and text of each cell: typed ones (SchemaData) too, and the elements of other namespaces."""
    for cell in data:
        if cell.tag == "SchemaData":
            yield from ((each.get("name", "").strip(_BLANKS), _markup(each)) for each in cell.iter("SimpleData"))
        elif cell.tag == "Data":
            shown, value = cell.find("displayName"), cell.find("value")
            name = (_markup(shown) if shown is not None else "") or cell.get("name", "")
            yield name.strip(_BLANKS), _markup(value) if value is not None else ""
        else:
            yield cell.tag, _markup(cell)


def _markup(element: ET.Element) -> str:
    """Return the text of an element without the blanks around it; tags that were not escaped are part of the text."""
    inner = "".join(ET.tostring(child, encoding="unicode") for child in element)
    return ((element.text or "") + inner).strip(_BLANKS)
