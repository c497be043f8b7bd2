"""Picks the region's rows out of a table of towns or blocks, and settles on one point for each name."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from mapgen.geocode import BlockTable
from mapgen.geocode.blocks import read_block
from mapgen.geocode.towns import Key
from mapgen.imports.refusal import SourceError
from mapgen.imports.towns.cells import read_city, read_point, squeeze, town_name
from mapgen.imports.towns.columns import find_columns
from mapgen.imports.towns.source import Table
from mapgen.model import City, Point, Region
from mapgen.problems import Problems, Where

# The point of a town stands for what is this near at most; and good answers for one number are never 300 m apart.
_TOWN_METRES, _BLOCK_METRES = 3_000, 150
_NAMED_MOST = 5
# Japan has fewer than 2,000 municipalities and wards. What is beyond any region is not kept in memory.
_MOST_CITIES, _MOST_ROWS = 4_000, 250_000


@dataclass(slots=True)
class _Drop:
    """Rows that were left out for one reason: the first one's place, how many, and what the first few were called."""

    where: Where
    count: int = 0
    names: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Points:
    """The points of the rows of one name: those that stand for all of it, and those of its parts."""

    where: Where
    main: list[Point] = field(default_factory=list)
    parts: list[Point] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.main or self.parts)

    def middle(self, metres: int, *, with_parts: bool) -> Point | None:
        """Return the mean of the main points, or of the parts where there is none; None where one is further off.

        With `with_parts` the parts may not be further off than `metres` either.
        """
        points = self.main or self.parts
        lat, lon = (math.fsum(values) / len(points) for values in zip(*((p.lat, p.lon) for p in points), strict=True))
        middle = Point(lat=round(lat, 6), lon=round(lon, 6))
        checked = [*points, *self.parts] if with_parts else points
        return middle if all(middle.distance(point) <= metres for point in checked) else None


class Draft:
    """The region's rows of one table, by city id, town, and number (0 in a table of towns).

    Raises SourceError at the first row of the region that is not what it should be.
    """

    def __init__(self, table: Table, region: Region) -> None:
        self.columns = find_columns(table)
        self.region = region
        self.rows = 0
        self.elsewhere: list[str] = []
        self._found: dict[tuple[str, str, int], _Points] = {}
        self._cities: dict[tuple[str, str, str], tuple[City, str] | None] = {}
        self._drops: dict[str, _Drop] = {}
        lon_is_last = self.columns.lon == table.width - 1
        for where, cells in table.rows():
            if chosen := self._choose(cells):
                self._take(where, cells, *chosen, cut_off=lon_is_last and table.ends_within_a_line())

    @property
    def blocks(self) -> bool:
        """Return whether this is a table of blocks."""
        return self.columns.block is not None

    def cities(self) -> tuple[City, ...]:
        """Return the cities found, in the region's order."""
        found = {city for city, _, _ in self._found}
        return tuple(city for city in self.region.cities if city.id in found)

    def towns(self) -> dict[Key, Point | None]:
        """Return the point of each town, None for one that is known by its name only."""
        return {(city, town): point for (city, town, _), point in self._settled()}

    def block_table(self) -> BlockTable:
        """Return the middles of the blocks."""
        towns: dict[Key, dict[int, tuple[float, float]]] = {}
        for (city, town, number), point in self._settled():
            if point:
                towns.setdefault((city, town), {})[number] = (point.lat, point.lon)
        return BlockTable(towns)

    def report(self, problems: Problems) -> None:
        """Say what was left out: a warning for each reason."""
        for code, drop in self._drops.items():
            names = "、".join(drop.names) + ("…" if drop.count > len(drop.names) else "")
            problems.add(drop.where, code, count=drop.count, names=names)

    def _settled(self) -> Iterator[tuple[tuple[str, str, int], Point | None]]:
        metres = _BLOCK_METRES if self.blocks else _TOWN_METRES
        for key, points in sorted(self._found.items(), key=lambda found: found[0]):
            middle = points.middle(metres, with_parts=self.blocks) if points else None
            if points and middle is None:
                self._drop("import-apart", points.where, f"{key[1]}{key[2] or ''}")
            yield key, middle

    def _choose(self, cells: list[str]) -> tuple[City, str] | None:
        """Return the city of the region that a row belongs to, and the ward that its town's name begins with."""
        key = self.columns.city_key(cells)
        if key in self._cities:
            return self._cities[key]
        prefecture, name, code = map(squeeze, key)
        found = read_city(prefecture, name, code, self.region)
        if len(self._cities) < _MOST_CITIES:
            self._cities[key] = found
        if found is None and len(self.elsewhere) < _NAMED_MOST:
            self.elsewhere.append((prefecture + name)[:30])
        return found

    def _take(self, where: Where, cells: list[str], city: City, ward: str, *, cut_off: bool) -> None:
        c = self.columns
        self.rows += 1
        point = read_point(cells[c.lat].strip(), cells[c.lon].strip(), where, cut_off=cut_off)
        town = town_name(cells[c.town])
        block = squeeze(cells[c.block]) if c.block is not None else ""
        number = read_block(block) if c.block is not None else 0
        label = squeeze(cells[c.town])[:30] + block[:10]
        if town is None:
            return self._drop("import-no-town", where, label)
        if c.abolished(cells):
            return self._drop("import-abolished", where, label)
        if number is None:
            return self._drop("import-no-number", where, label)
        points = self._found.setdefault((city.id, ward + town, number), _Points(where))
        if len(self._found) > _MOST_ROWS:
            raise SourceError(where, "import-too-many", limit=_MOST_ROWS)
        if point is None:
            return self._drop("import-no-point", where, label)
        if not city.holds(point):
            return self._drop("import-outside-city", where, label)
        return (points.main if c.stands(cells) else points.parts).append(point)

    def _drop(self, code: str, where: Where, name: str) -> None:
        drop = self._drops.setdefault(code, _Drop(where))
        drop.count += 1
        if len(drop.names) < _NAMED_MOST and name not in drop.names:
            drop.names.append(name)
