"""Which organisations get a sheet, and in which order the sheets come out of the printer."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from mapgen.reports.due import is_due
from mapgen.reports.value import belongs
from mapgen.site import Entry, Site


def chosen(
    site: Site, today: date, *, stale: bool = False, cities: Collection[str] = (), orgs: Collection[str] = ()
) -> tuple[Entry, ...]:
    """Return the wanted entries by city, in the order of the region, and by reading; who is in no city comes last.

    Without `orgs`, which may name closed ones too, all that lists show; with `stale` those that are due on the day.
    """
    named = [entry for entry in site.entries if entry.id in orgs] if orgs else site.listed
    found = [e for e in named if belongs(e, cities) and (not stale or is_due(e, site, today))]
    order = [city.id for city in site.content.region.cities]
    return tuple(sorted(found, key=lambda entry: (_place(entry, order), entry.org.sort_key)))


def _place(entry: Entry, order: list[str]) -> int:
    """Return the place of its city in the order: where it stands, else where it works."""
    return min((order.index(city) for city in entry.cities or entry.org.serves if city in order), default=len(order))
