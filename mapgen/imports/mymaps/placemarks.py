"""What a map from outside says, as values: its folders and its placemarks, whoever wrote the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from mapgen.model import Point

Geometry = Literal["point", "line", "area", "track", "overlay", "none"]


@dataclass(frozen=True, slots=True)
class Placemark:
    """One placemark. `name` and `address` are '' where the file has none, `point` is None where nothing is drawn.

    `description` is the HTML fragment as written, CDATA and the text after it joined. `columns` are the cells of
    `ExtendedData` in their order, those of several blocks joined, without `gx_media_links`. `folder` are the names of
    the folders it lies in, outermost first. `icon` is the number in a My Maps style id, `colour` `#RRGGBB` out of that
    id or of the style itself. `geometry` says what is drawn; of a geometry of several parts, the best one for a place
    (a point where there is one). `line` is where it begins in the file, from 1.
    """

    name: str
    description: str
    columns: Mapping[str, str]
    folder: tuple[str, ...]
    geometry: Geometry
    point: Point | None
    address: str
    icon: int | None
    colour: str | None
    line: int


@dataclass(frozen=True, slots=True)
class MyMap:
    """A whole map: `path` is the file as people see it, `folders` every folder by its names, empty ones too."""

    path: str
    name: str
    folders: tuple[tuple[str, ...], ...]
    placemarks: tuple[Placemark, ...]
