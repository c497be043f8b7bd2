"""Where an organisation is, in words: the address, the way there, and how exact the point on the map is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from mapgen.geocode import Located
from mapgen.model import AreaPlace, PublicPlace
from mapgen.render.facts import Channel, Week, channels, week
from mapgen.site import Entry
from mapgen.theme.html import Markup

if TYPE_CHECKING:
    from mapgen.render.local import Local


@dataclass(frozen=True, slots=True)
class PlaceView:
    """One place. `map` leads to it on the site's map, `outside` to it on Google's."""

    name: str | None
    address: str | None
    access: str | None
    exactness: Markup
    map: str | None
    outside: str | None
    week: Week | None
    channels: tuple[Channel, ...]


def place_view(local: Local, entry: Entry, located: Located) -> PlaceView:
    """Return what a page says of one of the entry's places; a sensitive organisation's page leads to no map."""
    place, spot = located.place, located.spot
    public = place if isinstance(place, PublicPlace) else None
    quiet = bool(entry.org.sensitive)
    mark = "=" if local.press.shards else "-"  # a row of the map page's list, where everybody has one
    address = place.address if isinstance(place, PublicPlace | AreaPlace) else None
    return PlaceView(
        name=place.name,
        address=address,
        access=public.access if public else None,
        exactness=exactness(local, located),
        map=f"{local.to('map/')}#org{mark}{entry.id}" if spot and not quiet and entry.org.listed else None,
        outside=_outside(located) if not quiet else None,
        week=week(local, place.hours, place.closed, place.hours_note),
        channels=channels(place.contact),
    )


def exactness(local: Local, located: Located) -> Markup:
    """Return in words how exact the point is, or why there is none."""
    spot, place = located.spot, located.place
    city = local.city(located.city) if located.city else ""
    if spot is not None:
        return local.t(f"exact.{spot.precision.value}", n=spot.precision.radius)
    if isinstance(place, PublicPlace | AreaPlace):
        return local.t("exact.none") if place.address else local.t("exact.city", city=city)
    return local.t("exact.hidden", city=city)


def _outside(located: Located) -> str | None:
    """Return a search on Google Maps for a public address: its point where that is exact, else what is written."""
    place, spot = located.place, located.spot
    if not isinstance(place, PublicPlace) or not place.address:
        return None
    exact = spot is not None and spot.precision.exact
    query = f"{spot.point.lat},{spot.point.lon}" if spot is not None and exact else place.address
    return f"https://www.google.com/maps/search/?api=1&query={quote(query)}"
