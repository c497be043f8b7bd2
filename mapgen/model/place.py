"""Where an organisation is: three types, so that what must not be known cannot be written, exported or drawn."""

from __future__ import annotations

import enum
import math
from typing import Annotated, Literal

from pydantic import Discriminator, Field, Tag, model_validator

from mapgen.model.frozen import Frozen, fault
from mapgen.model.scalars import Degrees, Line
from mapgen.model.schedule import Closing, Contact, Hours
from mapgen.model.vocabulary import CityOrOutside

EARTH_RADIUS = 6_371_008.8


class Precision(enum.StrEnum):
    """How exact a point is, best first. `city` and worse are never drawn."""

    MANUAL = "manual"
    ROOFTOP = "rooftop"
    BLOCK = "block"
    TOWN = "town"
    OAZA = "oaza"

    @property
    def exact(self) -> bool:
        """Return whether a pin may stand there; otherwise a circle is drawn and the words say so."""
        return self in (Precision.MANUAL, Precision.ROOFTOP, Precision.BLOCK)

    @property
    def radius(self) -> int:
        """Return the circle's radius in metres: 0 for a pin, 500 for a 丁目 (its farthest address), 1500 for a 大字."""
        return {Precision.TOWN: 500, Precision.OAZA: 1500}.get(self, 0)


class Point(Frozen):
    """A position in WGS 84 decimal degrees, rounded to 6 decimals (about 0.1 m)."""

    lat: float
    lon: float

    @model_validator(mode="after")
    def _is_on_earth(self) -> Point:
        if not (math.isfinite(self.lat) and math.isfinite(self.lon) and abs(self.lat) <= 90 and abs(self.lon) <= 180):
            raise fault("bad-degrees", text=f"{self.lat}, {self.lon}")
        return self

    def distance(self, other: Point) -> float:
        """Return the great-circle distance in metres (haversine on a sphere; at most about 0.5 % off WGS 84)."""
        lat1, lat2 = math.radians(self.lat), math.radians(other.lat)
        half = math.sin((lat2 - lat1) / 2) ** 2
        half += math.cos(lat1) * math.cos(lat2) * math.sin(math.radians(other.lon - self.lon) / 2) ** 2
        return 2 * EARTH_RADIUS * math.asin(math.sqrt(half))


class _Place(Frozen):
    name: Line | None = Field(None, title="場所の名前", description="本部、会場の名前など")
    contact: Contact | None = Field(None, title="この場所の連絡先")
    hours: tuple[Hours, ...] | None = Field(None, title="この場所の開いている時間")
    closed: tuple[Closing, ...] | None = Field(None, title="この場所の休み")
    hours_note: Line | None = Field(None, title="時間の補足")


class PublicPlace(_Place):
    """A place that may be visited: the only one with an address and a point.

    Without an address (only the name of a building is known) `city` says where it stands; it is listed, not drawn.
    """

    visibility: Literal["public"] = Field("public", title="どこまで見せるか", description="書かなければ public")
    address: Line | None = Field(None, title="住所", description="人が書くとおりに。番地・建物・階まで")
    city: CityOrOutside | None = Field(None, title="市", description="住所がないとき。地域の外は outside")
    access: Line | None = Field(None, title="行き方", description="駅からバス10分 など")
    lat: Degrees | None = Field(None, title="緯度", description="地図の点を手で決めるときだけ(経度とそろえて)")
    lon: Degrees | None = Field(None, title="経度")

    @model_validator(mode="after")
    def _is_somewhere(self) -> PublicPlace:
        if (self.lat is None) != (self.lon is None):
            raise fault("half-a-point")
        if self.lat is not None and self.lon is not None and not (20 <= self.lat <= 46 and 122 <= self.lon <= 154):
            raise fault("swapped-point" if 20 <= self.lon <= 46 else "point-outside-japan", lat=self.lat, lon=self.lon)
        if self.address is None and self.city is None:
            raise fault("place-without-address")
        return self

    @property
    def point(self) -> Point | None:
        """Return the point an editor set by hand, which wins over everything."""
        return Point(lat=self.lat, lon=self.lon) if self.lat is not None and self.lon is not None else None


class AreaPlace(_Place):
    """A place known to the public no finer than its town: no street number, no point, only a circle."""

    visibility: Literal["area"] = Field(title="どこまで見せるか")
    address: Line = Field(title="町名まで", description="市と町名まで。番地は書けません")


class HiddenPlace(_Place):
    """A place whose address is not in this repository at all: only its city is said."""

    visibility: Literal["hidden"] = Field(title="どこまで見せるか")
    city: CityOrOutside = Field(title="市")


def _visibility(value: object) -> str | None:
    """Return which of the three types a place is; `public` where nothing is said, None for an unknown word."""
    said = value.get("visibility", "public") if isinstance(value, dict) else getattr(value, "visibility", None)
    return said if said in ("public", "area", "hidden") else None


Place = Annotated[
    Annotated[PublicPlace, Tag("public")] | Annotated[AreaPlace, Tag("area")] | Annotated[HiddenPlace, Tag("hidden")],
    Discriminator(_visibility, custom_error_type="unknown-visibility", custom_error_message="unknown-visibility"),
]
