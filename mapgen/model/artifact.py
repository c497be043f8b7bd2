"""What a build makes: bytes with a path and a maker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mapgen.model.frozen import Label

Rows = Literal["organizations", "services", "places", "figures", "other"]

Column = tuple[str, str]
"""The name of a column or key, and what it means, in Japanese."""


@dataclass(frozen=True, slots=True)
class Download:
    """What a person is told of a file before taking it.

    `name` is what it is saved under (My Maps makes it the layer's name), `title` what it shows, `count` how many
    places are in it, `scope` whether that is the whole map, a city, a category, or what no map can show.
    """

    name: str
    title: str
    scope: Literal["all", "city", "category", "unplaced"]
    format: Literal["kml", "kmz", "csv"]
    count: int


@dataclass(frozen=True, slots=True)
class Listing:
    """One kind of data file, in words.

    `path` is that of the file, or with `*` that of each of several alike (`data/opendata/*.csv`). `key` names it in
    `exports/catalogue.toml`, from which `title` and `about` are (`to("easy")` may hold readings: {漢字|かんじ}). `rows`
    is what one row or item is. `columns` are those of a table, or the keys of an item. A `preview` of a table may be
    shown. By `number` people are shown the kinds.
    """

    key: str
    path: str
    media_type: str
    rows: Rows
    title: Label
    about: Label
    licence: str
    licence_url: str
    columns: tuple[Column, ...] = ()
    preview: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of the published site.

    `path` is relative to the output, with `/`; `maker` is the room that made it, so that a collision names both.
    `download` is set for the files that the page of downloads offers. `indexed` says whether search engines may show
    the page: one that only says again what another says is not theirs. `listing` says what a data file is.
    """

    path: str
    content: bytes
    maker: str
    download: Download | None = None
    indexed: bool = True
    listing: Listing | None = None
