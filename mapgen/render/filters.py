"""What the map's filters know of an entry. Not answered is not no: what nobody said is left out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mapgen.holidays import national_holidays
from mapgen.model import Closing, Hours, Organization
from mapgen.site import Entry

# The questions that are answered by yes or no, in the order of the page; `today` is reckoned in the browser.
CONDITIONS = ("today", "open", "free", "walkin", "wheel")
YES = "1"
YEARS_AHEAD = 2


def answers(entry: Entry, cities: Iterable[str]) -> dict[str, object]:
    """Return the values of an entry by filter; an empty list is a no, a filter that is not there is not answered.

    A service may answer otherwise than its organisation: one yes is enough.
    """
    org = entry.org
    holders = (org, *org.services)
    found = {
        "city": list(cities),
        "cat": list(entry.tops),
        "form": list(entry.forms),
        "lang": list(spoken(entry)) or None,
        "open": _yes(holder.open_to and holder.open_to != "residents" for holder in holders),
        "free": _yes({"free": True, "paid": False}.get(holder.cost or "") for holder in holders),
        "walkin": _yes(holder.apply and holder.apply == "none" for holder in holders),
        "wheel": _yes(
            None if holder.accessibility is None else "wheelchair" in holder.accessibility for holder in holders
        ),
        "when": when(org),
    }
    return {name: value for name, value in found.items() if value is not None}


def spoken(entry: Entry) -> tuple[str, ...]:
    """Return the languages somebody there speaks, as far as anybody said."""
    org = entry.org
    return tuple(dict.fromkeys(tongue for holder in (org, *org.services) for tongue in holder.languages or ()))


def when(org: Organization) -> list[dict[str, object]] | None:
    """Return the weeks it opens in, each with the days it is closed; none while it pauses, None where nobody said."""
    if org.status == "paused":
        return []
    known = dict.fromkeys(week for week in org.weeks if week[0])
    return [_week(*week) for week in known] or None


def holidays(day: date) -> dict[str, object]:
    """Return the national holidays of the year of `day` and the coming ones, and for which years they are known."""
    last = day.year + YEARS_AHEAD
    days = [holiday.isoformat() for year in range(day.year, last + 1) for holiday in national_holidays(year)]
    return {"from": day.year, "to": last, "days": days}


def _yes(said: Iterable[object]) -> list[str] | None:
    """Return the answer of several who may each say yes, no, or (None) nothing."""
    known = [bool(answer) for answer in said if answer is not None]
    return ([YES] if any(known) else []) if known else None


def _week(hours: tuple[Hours, ...], closed: tuple[Closing, ...]) -> dict[str, object]:
    opening = [{"days": list(each.days)} | ({"nth": list(each.nth)} if each.nth else {}) for each in hours]
    return {"hours": opening, "closed": [day.isoformat() if isinstance(day, date) else day for day in closed]}
