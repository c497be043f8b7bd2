"""What a build may be told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Missing = Literal["fail", "town", "omit"]


@dataclass(frozen=True, slots=True)
class Options:
    """What a build may be told.

    `missing` says what becomes of an address whose point is not known exactly: an error, the town's own point drawn as
    a circle, or no point. `jobs` is how many processes print the pages, `executor` the address of a cluster that prints
    them and makes the exports instead; the bytes are the same. `date` replaces the
    content's own date (`SOURCE_DATE_EPOCH`). `today` is given only to check what grows old: a build does not ask it.
    """

    base_url: str | None = None
    preview: bool = False
    missing: Missing = "town"
    only_pages: bool = False
    jobs: int = 1
    executor: str | None = None
    today: date | None = None
    date: date | None = None
