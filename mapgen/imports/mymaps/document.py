"""KML or KMZ in, a map as values out: every placemark that is in the file, or a reason why the file is not read."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from mapgen.imports.archive import Source, open_source, unzipped
from mapgen.imports.mymaps.container import EXPECTED
from mapgen.imports.mymaps.encoding import as_utf8
from mapgen.imports.mymaps.features import FEATURES, FOLDERS, PARTS, Feature
from mapgen.imports.mymaps.geometry import SHAPES
from mapgen.imports.mymaps.placemarks import MyMap
from mapgen.imports.mymaps.styles import Style, read_style
from mapgen.imports.mymaps.walk import Step, walk
from mapgen.imports.refusal import SourceError, shown
from mapgen.problems import Problem, Where

# Places and folders. My Maps holds 10,000 places in one map, in ten layers.
MOST_FEATURES = 12_000
_ROOTS = FEATURES | {"kml"}
_MAP_ID = re.compile(r"https?://[^/\s]*google\.[a-z.]+/.*[?&]mid=([A-Za-z0-9_.-]{5,100})")
_NOT_DRAWN = FOLDERS | {"NetworkLink"}
_NAMED_MOST = 5


def read_map(file: Path) -> MyMap:
    """Return the map in a KML or KMZ file. Raises SourceError, with its line where there is one."""
    with open_source(file, EXPECTED) as source:
        return _parsed(source)


def parse_map(data: bytes, path: str) -> MyMap:
    """Return the map in the bytes of a KML or KMZ file that people know as `path`. Raises SourceError."""
    with unzipped(io.BytesIO(data), path, EXPECTED) as source:
        return _parsed(source)


def _parsed(kml: Source) -> MyMap:
    data, mended = as_utf8(kml.stream, kml.path)
    reader = _Reader(kml.path)
    walk(data, kml.path, reader)
    links = [feature for feature in reader.features if feature.kind == "NetworkLink"]
    drawn = [feature for feature in reader.features if feature.kind not in _NOT_DRAWN]
    if links and not drawn:
        raise _only_links(links, kml.path)
    return MyMap(
        path=kml.path,
        name=reader.root.text("name") if reader.root else "",
        folders=tuple(reader.folders()),
        placemarks=tuple(feature.placemark(kml.path, reader.root, reader.styles) for feature in drawn),
        remarks=(*mended, *_left_out(links, kml)),
    )


def _only_links(links: list[Feature], path: str) -> SourceError:
    """Return the refusal of a file that only says where on the network the map is; with the map's id, how to get it."""
    where = Where(path, links[0].line)
    if found := next((found for link in links if (found := _MAP_ID.match(link.text("href")))), None):
        address = f"https://www.google.com/maps/d/kml?mid={found[1]}&forcekml=1"
        return SourceError(where, "mymaps-only-link", address=address)
    return SourceError(where, "mymaps-only-links", href=shown(links[0].text("href"), 100))


def _left_out(links: list[Feature], kml: Source) -> Iterator[Problem]:
    if links:
        names = "、".join(shown(link.text("name", "href")) for link in links[:_NAMED_MOST])
        yield Problem(Where(kml.path, links[0].line), "mymaps-links-left", {"count": len(links), "names": names})
    if kml.others:
        names = "、".join(kml.others[:_NAMED_MOST])
        yield Problem(Where(kml.path), "mymaps-other-kml", {"count": len(kml.others), "names": names})


class _Reader:
    """Gathers the features of a file in their order, and its styles by their ids.

    Names of folders and styles may come after what needs them, so that placemarks are made when all is read.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.features: list[Feature] = []
        self.styles: dict[str, Style] = {}
        self.root: Feature | None = None
        self._names: list[str] = []
        self._open: list[Feature] = []

    def folders(self) -> Iterator[tuple[str, ...]]:
        """Yield the names of each folder and of those it lies in, outermost first."""
        for feature in self.features:
            if feature.kind in FOLDERS and feature is not self.root:
                yield (*feature.folder(self.root), feature.text("name"))

    def enter(self, name: str, line: int) -> Step:
        """Look into features and whatever else may hold some; keep what features say of themselves."""
        inside = self._names[-1] if self._names else None
        if inside is None and name not in _ROOTS:
            raise SourceError(Where(self.path, line), "mymaps-other-format", root=shown(name))
        if name == "Update":  # of a tour: changes to what is drawn, not places
            return "skip"
        if inside in FEATURES and name in PARTS:
            return "keep"
        if name in FEATURES:
            self._begin(name, line)
        elif name in SHAPES and self._open:
            self._open[-1].shapes.add(name)
            return "keep" if name == "Point" else "skip"
        self._names.append(name)
        return "into"

    def take(self, element: ET.Element, line: int) -> None:
        """Read a part of the innermost feature; a folder's styles are everybody's."""
        feature = self._open[-1]
        if element.tag == "Point":
            feature.points.append((element.findtext("coordinates") or "", line))
        elif element.tag in ("Style", "StyleMap") and feature.kind in FOLDERS:
            if (identifier := element.get("id", "")) not in self.styles:
                self.styles[identifier] = read_style(element)
        else:
            feature.take(element)

    def leave(self, name: str) -> None:
        """Close what was looked into."""
        self._names.pop()
        if name in FEATURES:
            self._open.pop()

    def _begin(self, kind: str, line: int) -> None:
        feature = Feature(kind, line, self._open[-1] if self._open else None)
        if kind == "Document" and self.root is None and feature.parent is None:
            self.root = feature
        self._open.append(feature)
        self.features.append(feature)
        if len(self.features) > MOST_FEATURES:
            raise SourceError(Where(self.path, line), "mymaps-too-many-placemarks", limit=MOST_FEATURES)
