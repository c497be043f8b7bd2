"""The block table `content/blocks.csv`: a point for each block (街区) or lot (地番), so that pins need no server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from mapgen.address.spelling import fold
from mapgen.geocode.towns import Key, read_degrees, read_table
from mapgen.model import City, Point, Region
from mapgen.problems import Problems, Where, nearest

COLUMNS = ("city", "town", "block", "lat", "lon")
# 10,000 rows are 0.45 MB and add 0.06 s to a build, 40,000 rows 0.2 s (measured): no room for a whole prefecture.
LARGEST_BLOCKS = 8 * 1024 * 1024

Blocks = Mapping[int, tuple[float, float]]


@dataclass(frozen=True)
class BlockTable:
    """Latitude and longitude by city id and town, and below them by number: the 番 of a block, or the 番地 of a lot."""

    towns: Mapping[Key, Blocks] = field(default_factory=dict)

    def __len__(self) -> int:
        return sum(map(len, self.towns.values()))

    def point(self, city: str, town: str, number: int) -> Point | None:
        """Return the middle of a block; None where the table has none. The town's name may be spelt another way."""
        found = self._folded.get((city, fold(town)), {}).get(number)
        return Point(lat=found[0], lon=found[1]) if found else None

    def largest(self, city: str, town: str) -> int | None:
        """Return the largest number that the table knows in a town; None where it knows nothing of the town."""
        return max(self._folded.get((city, fold(town)), {}), default=None)

    @cached_property
    def _folded(self) -> Mapping[Key, Blocks]:
        return {(city, fold(town)): blocks for (city, town), blocks in self.towns.items()}


def parse_blocks(text: str, path: str, problems: Problems, region: Region | None = None) -> BlockTable:
    """Return the block table that `text` holds; every fault goes to `problems` with its line, and its row is left out.

    The first line names the columns, `city,town,block,lat,lon` among them. With a `region` a city that it does not
    have, and a point outside its city, are faults too. An empty text is an empty table.
    """
    towns: dict[Key, dict[int, tuple[float, float]]] = {}
    cities = {city.id: city for city in region.cities} if region else None
    unknown: set[str] = set()
    for line, (city, town, block, lat, lon) in read_table(text, COLUMNS, "blocks-without-column", path, problems):
        point = read_degrees(lat, lon, path, line, problems)
        if not city or not town:
            problems.add(Where(path, line), "towns-without-name")
        elif (number := read_block(block)) is None:
            problems.add(Where(path, line), "blocks-bad-number", block=block)
        elif number in (blocks := towns.setdefault((city, town), {})):
            problems.add(Where(path, line), "blocks-twice", town=town, block=block)
        elif cities is not None and city not in cities:
            if city not in unknown:  # said once: a city has thousands of rows
                guess, choices = nearest(city, cities), ", ".join(cities)
                problems.add(Where(path, line), "blocks-unknown-city", guess=guess, city=city, choices=choices)
            unknown.add(city)
        elif point and cities is not None and not _inside(cities[city], point):
            facts = {"city": cities[city].name.ja, "lat": lat, "lon": lon}
            problems.add(Where(path, line), "blocks-outside-city", **facts)
        elif point:
            blocks[number] = point
    return BlockTable({key: blocks for key, blocks in towns.items() if blocks})


def dump_blocks(towns: Mapping[Key, Blocks]) -> str:
    """Return the text of a block table: sorted by city, town and number, so that the same table is the same bytes."""
    lines = [",".join(COLUMNS)]
    for (city, town), blocks in sorted(towns.items(), key=lambda row: row[0]):
        lines += [f"{city},{town},{number},{lat},{lon}" for number, (lat, lon) in sorted(blocks.items())]
    return "\n".join(lines) + "\n"


def read_block(text: str) -> int | None:
    """Return the number of a block or lot as addresses name it: 1 to 99999. None for イ12, 甲, 12-3 and the like."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 5 and text[0] != "0" else None


def _inside(city: City, point: tuple[float, float]) -> bool:
    """Return what `City.holds` says, which takes longer and is only asked near the border: tables are long."""
    west, south, east, north = city.bbox
    lat, lon = point
    return (south <= lat <= north and west <= lon <= east) or city.holds(Point(lat=lat, lon=lon))
