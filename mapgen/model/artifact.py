"""What a build makes: bytes with a path and a maker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


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
class Artifact:
    """One file of the published site.

    `path` is relative to the output, with `/`; `maker` is the room that made it, so that a collision names both.
    `download` is set for the files that the page of downloads offers. `indexed` says whether search engines may show
    the page: one that only says again what another says is not theirs. `key` is the sum of all it was made of, ""
    where nobody reckoned it: made of the same, the bytes are the same. `sum` is that of its bytes, where known.
    """

    path: str
    content: bytes
    maker: str
    download: Download | None = None
    indexed: bool = True
    key: str = ""
    sum: str = ""
