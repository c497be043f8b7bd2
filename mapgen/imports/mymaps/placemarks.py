"""What a map from outside says, as values: its folders and its placemarks, whoever wrote the file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from mapgen.model import Point
from mapgen.problems import Problem

Geometry = Literal["point", "line", "area", "track", "overlay", "none"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where placemarks come from, in the words of a draft: `name` what was made into a file, `item` one of its entries.

    `id` begins the ids of drafts, `date` is the day that the file itself says it is of. `rows` says that it is a list:
    two rows with names of their own are two facilities.
    """

    id: str = "mymaps"
    name: str = "マイマップ"
    item: str = "ピン"
    date: str | None = None
    rows: bool = False


MY_MAPS = Origin()


@dataclass(frozen=True, slots=True)
class Placemark:
    """One placemark. `name` and `address` are '' where the file has none, `point` is None where no point is drawn.

    Texts are without the blanks that XML has around them, and otherwise as written. `description` is the HTML fragment,
    CDATA and the text after it joined; the `Snippet` where there is none. `columns` are the cells of `ExtendedData` in
    their order, those of several blocks joined, cells of one name on lines of one cell, without `gx_media_links`; the
    phone number that KML has an element for is the column `phoneNumber`. `folder` are the names of the folders it lies
    in, outermost first. `icon` is the number in a My Maps style id, `colour` `#RRGGBB` out of that id or of the style
    itself. `geometry` says what is drawn; of a geometry of several parts, the best one for a place (a point where there
    is one); `point` is that of a `point` only. `line` is where it begins in the file, from 1. `trouble` says why a
    `point` has no `point`: its coordinates are not readable, swapped, off the earth, or 0,0. `pin` is what people call
    the point.
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
    trouble: Problem | None = None
    pin: str = "ピン"


@dataclass(frozen=True, slots=True)
class MyMap:
    """A whole map: `path` is the file as people see it, `folders` every folder by its names, empty ones too.

    `path` names the KML in a KMZ too (`x.kmz/doc.kml`): lines count in that. `placemarks` are in the order of the file.
    `remarks` say what was mended in the file and what of it is not in the map (warnings).
    """

    path: str
    name: str
    folders: tuple[tuple[str, ...], ...]
    placemarks: tuple[Placemark, ...]
    remarks: tuple[Problem, ...] = ()
    origin: Origin = MY_MAPS
