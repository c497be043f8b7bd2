"""Opening hours that contradict each other: nobody may stand before a closed door."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from mapgen.checks.finding import Find
from mapgen.model import WEEKDAYS, Hours, Organization
from mapgen.problems import Problems
from mapgen.site import Site

Keys = tuple[str | int, ...]
_JAPANESE: dict[str, str] = dict(zip(WEEKDAYS, "月火水木金土日", strict=True))


def check(site: Site, find: Find, problems: Problems) -> None:
    """Add each line of opening hours that overlaps an earlier one of the same list on the same day.

    Two that bear different notes are about two things (the telephone, the door); a monthly opening beside a weekly one
    is an exception to it.
    """
    for org in site.content.organizations:
        for keys, hours in _lists(org):
            for (_, one), (n, other) in combinations(enumerate(hours), 2):
                if day := _common_day(one, other):
                    where = find(f"content/orgs/{org.id}.yaml", (*keys, n))
                    facts = {"ja": f"{_JAPANESE[day]}曜日", "en": day, "one": _said(one), "other": _said(other)}
                    problems.add(where, "hours-overlap", **facts)


def _lists(org: Organization) -> Iterator[tuple[Keys, Sequence[Hours]]]:
    """Yield every list of hours of an organisation with the keys that lead to it."""
    yield ("hours",), org.hours or ()
    for n, place in enumerate(org.places):
        yield ("places", n, "hours"), place.hours or ()
    for m, service in enumerate(org.services):
        yield ("services", m, "hours"), service.hours or ()
        for n, place in enumerate(service.places or ()):
            yield ("services", m, "places", n, "hours"), place.hours or ()


def _common_day(one: Hours, other: Hours) -> str | None:
    """Return the first day on which both say that it is open at one and the same time."""
    if one.note != other.note or one.open >= other.close or other.open >= one.close:
        return None
    weekly = one.nth is None and other.nth is None
    if not weekly and set(one.nth or ()).isdisjoint(other.nth or ()):
        return None
    return next((day for day in WEEKDAYS if day in one.days and day in other.days), None)


def _said(hours: Hours) -> str:
    return f"{hours.open:%H:%M}–{hours.close:%H:%M}"
