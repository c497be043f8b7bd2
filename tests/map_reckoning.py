"""What the map's filters should leave, reckoned anew from the organisations: nothing of `mapgen.render` is used."""

from __future__ import annotations

from calendar import monthcalendar
from collections.abc import Iterable
from datetime import date

import holidays

from mapgen.model import WEEKDAYS, Closing, Hours, Organization
from mapgen.model.organization import Described
from mapgen.site import Entry

NATIONAL = holidays.country_holidays("JP", years=range(2022, 2041))


def opens(hours: Hours, day: date) -> bool:
    """Return whether the day is in the pattern: looked up in a month's sheet, as a person does."""
    column = [week[day.weekday()] for week in monthcalendar(day.year, day.month) if week[day.weekday()]]
    return WEEKDAYS[day.weekday()] in hours.days and (not hours.nth or column.index(day.day) + 1 in hours.nth)


def shut(closed: Iterable[Closing], day: date) -> bool:
    """Return whether it is a day off."""
    turn = (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
    return any(
        (each == "holidays" and day in NATIONAL) or (each == "new-year" and turn) or each == day for each in closed
    )


def open_on(org: Organization, day: date) -> bool | None:
    """Return whether anything of the organisation is open on the day; None where nobody gave hours."""
    if org.status == "paused":
        return False
    weeks = [(org.hours or (), org.closed or ())]
    assert not any(service.places for service in org.services), "places of a service: extend this reckoning"
    for part in (*org.places, *org.services):
        hours = weeks[0][0] if part.hours is None else part.hours
        weeks.append((hours, weeks[0][1] if part.closed is None else part.closed))
    if not any(hours for hours, _ in weeks):
        return None
    return any(opens(each, day) and not shut(closed, day) for hours, closed in weeks for each in hours)


def answer(entry: Entry, name: str, day: date) -> bool | None:
    """Return yes where the organisation or one of its services says so, no, or None where nobody said."""
    if name == "today":
        return open_on(entry.org, day)
    said = [said_by(holder, name) for holder in (entry.org, *entry.org.services)]
    return True if True in said else False if False in said else None


def said_by(holder: Described, name: str) -> bool | None:
    """Return what the organisation or service itself says to a question of yes or no."""
    match name:
        case "open":
            return None if holder.open_to is None else holder.open_to in ("anyone", "region")
        case "free":
            return None if holder.cost in (None, "varies") else holder.cost == "free"
        case "walkin":
            return None if holder.apply is None else holder.apply == "none"
        case "wheel":
            return None if holder.accessibility is None else "wheelchair" in holder.accessibility
        case _:
            return None if holder.languages is None else name.removeprefix("lang=") in holder.languages
