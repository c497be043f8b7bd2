"""What a build makes: bytes with a path and a maker."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, Protocol

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

    `path` is that of the file, or of each of several alike: `*` stands for a name, `**` for folders and a name
    (`kml/**.kml`). `key` names it in `exports/catalogue.toml`, from which `title` and `about` are; plain Japanese
    (`easy`) has readings: {漢字|かんじ}. `rows` is what one row or item is. `columns` are those of a table, or the keys
    of an item. A `preview` of a table may be shown. By `number` people are shown the kinds.
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

    def holds(self, path: str) -> bool:
        """Return whether the file at this path is of this kind."""
        return _pattern(self.path).fullmatch(path) is not None

    def files(self, artifacts: Iterable[Artifact]) -> Iterator[Artifact]:
        """Yield the files of this kind, in the order in which they were made."""
        yield from (artifact for artifact in artifacts if self.holds(artifact.path))


@cache
def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.escape(path).replace(r"\*\*", ".*").replace(r"\*", "[^/]*"))


class Body(Protocol):
    """The bytes of a file that lie elsewhere than in memory."""

    @property
    def size(self) -> int:
        """How many bytes they are."""

    def read(self) -> bytes:
        """Return them. Raises OSError."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of the published site.

    `path` is relative to the output, with `/`; `body` is its bytes, or where they lie; `maker` is the room that made
    it, so that a collision names both. `download` is set for the files that the page of downloads offers. `indexed`
    says whether search engines may show the page: one that only says again what another says is not theirs. `listing`
    says what a data file is. `key` is the sum of all it was made of, "" where nobody reckoned it: made of the same, the
    bytes are the same. `sum` is that of its bytes, where known.
    """

    path: str
    body: bytes | Body
    maker: str
    download: Download | None = None
    indexed: bool = True
    listing: Listing | None = None
    key: str = ""
    sum: str = ""

    @property
    def content(self) -> bytes:
        """Return the bytes, which may lie on the disk until asked for. Raises OSError."""
        return self.body if isinstance(self.body, bytes) else self.body.read()

    @property
    def size(self) -> int:
        """Return how many bytes they are."""
        return len(self.body) if isinstance(self.body, bytes) else self.body.size
