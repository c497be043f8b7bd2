"""A large site's organisations in parts that an old phone can read one by one: the data of map and search by place.

Up to `LARGE` organisations one file has them all, for a visitor may look for any of them. Beyond, each is in one part:
of the city it is listed under first, or of those that are at home in none. A city of more than `FULL` is cut by area,
across its longer side, until no part is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mapgen.render.pages.sections import at_home
from mapgen.site import Entry, Site

LARGE = 2_000
FULL = 500
ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Shard:
    """Some entries that are near each other, in the order of lists. `name` begins with their city's id."""

    name: str
    city: str
    entries: tuple[Entry, ...]

    @property
    def bounds(self) -> tuple[tuple[float, float], tuple[float, float]] | None:
        """Return the south-western and the north-eastern corner of all that is drawn, None where nothing is."""
        points = [spot.point for entry in self.entries for _, spot in entry.spots]
        if not points:
            return None
        lats, lons = [point.lat for point in points], [point.lon for point in points]
        return (min(lats), min(lons)), (max(lats), max(lons))


def is_large(site: Site) -> bool:
    """Return whether the organisations are too many for one file, or one page."""
    return len(site.listed) > LARGE


def home_of(entry: Entry) -> str:
    """Return the first of the cities an entry is listed under: it is in that part only."""
    return (*at_home(entry), ELSEWHERE)[0]


def shards(site: Site) -> tuple[Shard, ...]:
    """Return the parts of a large site, each listed entry in one, the cities in the order of the region."""
    found = []
    for city in (*(city.id for city in site.content.region.cities), ELSEWHERE):
        parts = tuple(_parts(tuple(entry for entry in site.listed if home_of(entry) == city)))
        names = [city] if len(parts) == 1 else [f"{city}-{n}" for n in range(1, len(parts) + 1)]
        found += [Shard(name, city, part) for name, part in zip(names, parts, strict=True)]
    return tuple(found)


def _parts(entries: tuple[Entry, ...]) -> Iterator[tuple[Entry, ...]]:
    """Yield entries in as few parts as hold them all, which are of about one size."""
    parts = -(-len(entries) // FULL)
    if parts <= 1:
        yield from (entries,) if entries else ()
        return
    drawn = [entry for entry in entries if entry.spots]
    undrawn = [entry for entry in entries if not entry.spots]
    ordered = [*_along(drawn), *undrawn]  # who is drawn nowhere makes no part wider
    first = {entry.id for entry in ordered[: len(entries) * (parts // 2) // parts]}
    yield from _parts(tuple(entry for entry in entries if entry.id in first))
    yield from _parts(tuple(entry for entry in entries if entry.id not in first))


def _along(entries: Sequence[Entry]) -> list[Entry]:
    """Return entries from one end of their area to the other; in Japan a degree of latitude is longer by a fifth."""
    if not entries:
        return []
    firsts = {entry.id: entry.spots[0][1].point for entry in entries}
    lats, lons = [point.lat for point in firsts.values()], [point.lon for point in firsts.values()]
    tall = (max(lats) - min(lats)) * 1.2 > max(lons) - min(lons)
    return sorted(entries, key=lambda e: (firsts[e.id].lat if tall else firsts[e.id].lon, e.id))
