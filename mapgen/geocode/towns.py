"""The town table `content/towns.csv`: a point for each town, so that every address has a place without any network."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from mapgen.address import split_chome
from mapgen.model import Point, Precision
from mapgen.problems import Problems, Where, nearest

COLUMNS = ("city", "town", "lat", "lon")
# Official names whose rows bear another name (Geolonia 住所データ 2024-01 against Japan Post's list of 2026-10).
_ROW_NAMES = {"厚木航空基地": "厚木基地内"}
_DEGREES = re.compile(r"[0-9]{1,3}(\.[0-9]{1,15})?")

Key = tuple[str, str]


@dataclass(frozen=True)
class TownTable:
    """A point by city id and official town name; None where the town is known without a point."""

    rows: Mapping[Key, Point | None] = field(default_factory=dict)

    def names(self) -> dict[str, tuple[str, ...]]:
        """Return the town names by city id, for the gazetteer, in the order of the table."""
        names: dict[str, list[str]] = {}
        for city, town in self.rows:
            names.setdefault(city, []).append(town)
        return {city: tuple(towns) for city, towns in names.items()}

    def point(self, city: str, town: str) -> tuple[Point, Precision] | None:
        """Return the point that stands for a town, and how exact it is; None where the table has none.

        A 丁目 has its own point (precision town). Where it has none, and for a name without 丁目, it is the point of
        the 大字 of that name, else the middle of its 丁目 (precision oaza).
        """
        base, chome = split_chome(town)
        own = self._row(city, town)
        if own is not None:
            return own, Precision.OAZA if chome is None else Precision.TOWN
        wider = self._row(city, base) or _middle(self._siblings(city, base))
        return (wider, Precision.OAZA) if wider else None

    def _row(self, city: str, town: str) -> Point | None:
        return self.rows.get((city, town)) or self.rows.get((city, _ROW_NAMES.get(town, town)))

    def _siblings(self, city: str, base: str) -> list[Point]:
        return [p for (c, town), p in self.rows.items() if p and c == city and split_chome(town)[0] == base != town]


def _middle(points: list[Point]) -> Point | None:
    """Return the mean of the points, None of none. Towns are small: the mean of degrees is good to a metre."""
    if not points:
        return None
    lat, lon = (math.fsum(values) / len(points) for values in ((p.lat for p in points), (p.lon for p in points)))
    return Point(lat=round(lat, 6), lon=round(lon, 6))


def parse_towns(text: str, path: str, problems: Problems) -> TownTable:
    """Return the town table that `text` holds; every fault goes to `problems` with its line, and its row is left out.

    The first line names the columns, `city,town,lat,lon` among them; others are ignored. `lat` and `lon` may both be
    empty. `text` may begin with a byte order mark; an empty text is an empty table.
    """
    rows: dict[Key, Point | None] = {}
    for number, (city, town, lat, lon) in read_table(text, COLUMNS, "towns-without-column", path, problems):
        found = read_degrees(lat, lon, path, number, problems) if lat or lon else None
        if not city or not town:
            problems.add(Where(path, number), "towns-without-name")
        elif (city, town) in rows:
            problems.add(Where(path, number), "towns-twice", city=city, town=town)
        elif found or not (lat or lon):
            rows[city, town] = Point(lat=found[0], lon=found[1]) if found else None
    return TownTable(rows)


def dump_towns(rows: Mapping[Key, Point | None]) -> str:
    """Return the text of a town table: sorted by city and town, in one form, so the same table is the same bytes."""
    lines = [",".join(COLUMNS)]
    for (city, town), point in sorted(rows.items(), key=lambda row: row[0]):
        lines.append(f"{city},{town},{point.lat},{point.lon}" if point else f"{city},{town},,")
    return "\n".join(lines) + "\n"


def check_cities(table: TownTable, cities: tuple[str, ...], path: str, problems: Problems) -> None:
    """Report the ids in the table that are no city of the region: their towns would be silently unknown."""
    for city in table.names():
        if city not in cities:
            guess = nearest(city, cities)
            problems.add(Where(path), "towns-unknown-city", guess=guess, city=city, choices=", ".join(cities))


def read_table(
    text: str, columns: tuple[str, ...], lacking: str, path: str, problems: Problems
) -> Iterator[tuple[int, list[str]]]:
    """Yield line number and the cells of `columns` of every row; a fault goes to `problems`, `lacking` for a column."""
    if not text.strip("\ufeff \r\n"):
        return
    lines = _lines(text.removeprefix("\ufeff"), path, problems)
    heading = next(lines, (1, []))[1]
    missing = [column for column in columns if column not in heading]
    if missing:
        problems.add(Where(path, 1), lacking, column=", ".join(missing))
        return
    places = [heading.index(column) for column in columns]
    for number, cells in lines:
        if len(cells) == len(heading):
            yield number, [cells[place].strip() for place in places]
        else:
            problems.add(Where(path, number), "towns-bad-row", expected=len(heading), found=len(cells))


def read_degrees(lat: str, lon: str, path: str, line: int, problems: Problems) -> tuple[float, float] | None:
    """Return latitude and longitude rounded to 6 decimals; None, with a problem, where they are no point in Japan."""
    if not (_DEGREES.fullmatch(lat) and _DEGREES.fullmatch(lon)):
        problems.add(Where(path, line), "towns-bad-point", lat=lat, lon=lon)
        return None
    found = (round(float(lat), 6), round(float(lon), 6))
    if 20 <= found[0] <= 46 and 122 <= found[1] <= 154:
        return found
    problems.add(Where(path, line), "towns-outside-japan", lat=lat, lon=lon)
    return None


def _lines(text: str, path: str, problems: Problems) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that are not empty, each with the number of its line."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in reader:
            if cells:
                yield reader.line_num, cells
    except csv.Error:
        problems.add(Where(path, reader.line_num), "towns-not-csv")
