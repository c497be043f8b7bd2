"""The region: its cities with their desks, and its daily-living areas (生活圏)."""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from mapgen.model.frozen import Frozen, Label, fault
from mapgen.model.place import Point
from mapgen.model.scalars import Degrees, Identifier, Line, Telephone, WebAddress, Whole


def _municipality_code(value: str) -> str:
    """Return a 6-digit 全国地方公共団体コード whose last digit checks (総務省: 11 - Σ d·(6,5,4,3,2) mod 11, mod 10)."""
    if not (value.isascii() and value.isdigit() and len(value) == 6):
        raise fault("bad-municipality-code", text=value)
    total = sum(int(digit) * weight for digit, weight in zip(value, (6, 5, 4, 3, 2), strict=False))
    if int(value[5]) != (11 - total % 11) % 10:
        raise fault("wrong-check-digit", text=value)
    return value


def _area_code(value: str) -> str:
    """Return a 市外局番 with its 0: 2 to 5 digits, as it stands before the first dash of a number."""
    if not re.fullmatch("0[1-9][0-9]{0,3}", value):
        raise fault("bad-area-code", text=value)
    return value


class Desk(Frozen):
    """A city's own desk: where to turn when nothing else fits."""

    name: Label = Field(title="窓口の名前")
    about: Label | None = Field(None, title="何の窓口か")
    tel: Telephone | None = Field(None, title="電話")
    url: WebAddress | None = Field(None, title="ページ")
    org: Identifier | None = Field(None, title="団体のファイル", description="この地図にのっている団体のとき")


class City(Frozen):
    """A municipality of the region."""

    id: Identifier
    code: Annotated[str, AfterValidator(_municipality_code)] = Field(title="全国地方公共団体コード")
    prefecture: Line = Field(title="都道府県")
    name: Label = Field(title="名前")
    kana: Line = Field(title="よみがな")
    bbox: tuple[Degrees, Degrees, Degrees, Degrees] = Field(title="西・南・東・北の端")
    hall: Line | None = Field(None, title="市役所の住所")
    area_codes: tuple[Annotated[str, AfterValidator(_area_code)], ...] = Field(
        (), title="市外局番", description="窓口の番号を確かめるため。046 など"
    )
    desks: tuple[Desk, ...] = Field((), title="主な窓口")

    def holds(self, point: Point, slack: float = 0.002) -> bool:
        """Return whether the point lies in the city's box, widened by `slack` degrees (about 200 m)."""
        west, south, east, north = self.bbox
        return west - slack <= point.lon <= east + slack and south - slack <= point.lat <= north + slack


class Area(Frozen):
    """A daily-living area: a station or hub and what is within its radius, whatever the city."""

    id: Identifier
    kind: Literal["station", "hub"]
    name: Label = Field(title="名前")
    kana: Line = Field(title="よみがな")
    lines: tuple[Line, ...] = Field((), title="路線")
    city: Identifier = Field(title="どこの市か", description="地域の外なら、その市のローマ字")
    lat: Degrees
    lon: Degrees
    radius: Whole = Field(1500, title="半径(メートル)")
    source: Line | None = Field(None, title="点の出典")
    note: Line | None = Field(None, title="補足")

    @property
    def point(self) -> Point:
        """Return where the station or hub is."""
        return Point(lat=self.lat, lon=self.lon)


class Region(Frozen):
    """`content/region.yaml`."""

    name: Label = Field(title="地域の名前")
    cities: tuple[City, ...] = Field(min_length=1)
    areas: tuple[Area, ...] = ()

    def city(self, identifier: str) -> City:
        """Return the city with this id."""
        return next(city for city in self.cities if city.id == identifier)

    def area(self, identifier: str) -> Area:
        """Return the area with this id."""
        return next(area for area in self.areas if area.id == identifier)

    @property
    def bbox(self) -> tuple[float, float, float, float]:
        """Return west, south, east, north of all cities together."""
        boxes = [city.bbox for city in self.cities]
        return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
