"""`areas/<area>/open.ics`: when somebody near a station or hub is open, for the calendar of a phone (RFC 5545).

Each rule of the hours is one event that repeats, by weekday or by nth weekday of the month. Days off (national
holidays, the turn of the year, single days) are taken out one by one, so every event ends when the next year does:
beyond it nobody has announced the equinoxes. Whoever subscribes gets the coming year by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, time, timedelta
from functools import cache
from urllib.parse import urlsplit

from mapgen.exports.lines import escaped, text
from mapgen.exports.pins import Pin, Venue, venues_of
from mapgen.exports.terms import cited
from mapgen.holidays import national_holidays
from mapgen.model import WEEKDAYS, Artifact, Closing, Hours, Weekday
from mapgen.site import Site
from mapgen.wording import verified_in_words

PATHS = "areas/*/open.ics"
_TOKYO = (
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Tokyo",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0900",
    "TZOFFSETTO:+0900",
    "TZNAME:JST",
    "END:STANDARD",
    "END:VTIMEZONE",
)
_CODES: dict[Weekday, str] = dict(zip(WEEKDAYS, ("MO", "TU", "WE", "TH", "FR", "SA", "SU"), strict=True))
_DAY = timedelta(days=1)


def files(site: Site) -> Iterator[Artifact]:
    """Yield the calendar of each daily-living area, one with nothing in it too: pages link to it."""
    known = [(venue, events(venue, site)) for venue in venues(site)]
    for area in site.content.region.areas:
        near = (told for venue, told in known if isinstance(venue, Pin) and venue.is_near(area))
        made = calendar(f"{area.name.ja}の近くの開いている日", near, site)
        yield Artifact(f"areas/{area.id}/open.ics", made.encode(), "exports/ical")


def venues(site: Site) -> Iterator[Venue]:
    """Yield the places whose hours anybody may keep."""
    for entry in site.listed:
        if entry.shareable:
            yield from venues_of(entry)


def calendar(title: str, told: Iterable[str], site: Site) -> str:
    """Return a calendar of this name; `told` are the events of each of its places."""
    about = f"行く前に、電話などで確かめてください。{cited(site)}"
    head = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//mapgen//mapgen//JA",
        "METHOD:PUBLISH",
        f"NAME:{escaped(title)}",
        f"X-WR-CALNAME:{escaped(title)}",
        f"DESCRIPTION:{escaped(about)}",
        f"X-WR-CALDESC:{escaped(about)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
        "X-PUBLISHED-TTL:P1D",
        *_TOKYO,
    )
    return "".join((text(head), *told, "END:VCALENDAR\r\n"))


def events(venue: Venue, site: Site) -> str:
    """Return the events of a place, one for each of its rules; of one that pauses they say so, and are cancelled."""
    hours, closed, _ = venue.week
    off = days_off(frozenset(closed or ()), *span(site.date))
    by_id = {_uid(venue, rule, site): rule for rule in hours or ()}
    return text(line for uid, rule in by_id.items() for line in _event(venue, uid, rule, off, site))


@cache  # most places close on the same days; the answer depends on nothing else
def days_off(closed: frozenset[Closing], first: date, last: date) -> tuple[date, ...]:
    """Return the days from `first` to `last`, both included, on which it is closed, in order."""
    days = {day for day in closed if isinstance(day, date)}
    for year in range(first.year, last.year + 1):
        if "holidays" in closed:
            days.update(national_holidays(year))
        if "new-year" in closed:
            days.update(date(year, 1, day) for day in (1, 2, 3))
            days.update(date(year, 12, day) for day in (29, 30, 31))
    return tuple(sorted(day for day in days if first <= day <= last))


def span(day: date) -> tuple[date, date]:
    """Return from when until when openings are told: the month of the content's date to the end of the next year."""
    return day.replace(day=1), date(day.year + 1, 12, 31)


def _event(venue: Venue, uid: str, rule: Hours, off: tuple[date, ...], site: Site) -> tuple[str, ...]:
    """Return the lines of one event, none where it never opens."""
    first, last = span(site.date)
    begin = next((day for day in _days(first, last) if _falls(rule, day) and day not in off), None)
    if begin is None:
        return ()
    out = ",".join(_moment(day, rule.open) for day in off if day > begin and _falls(rule, day))
    paused = venue.org.status == "paused"
    return (
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{site.date:%Y%m%d}T000000Z",
        f"DTSTART;TZID=Asia/Tokyo:{_moment(begin, rule.open)}",
        f"DTEND;TZID=Asia/Tokyo:{_moment(begin, rule.close)}",
        f"RRULE:{_repeats(rule)};UNTIL={last:%Y%m%d}T145959Z",
        *([f"EXDATE;TZID=Asia/Tokyo:{out}"] if out else []),
        f"SUMMARY:{escaped(_name(venue, rule))}",
        f"DESCRIPTION:{escaped(_about(venue, site))}",
        *([f"LOCATION:{escaped(venue.address)}"] if venue.address else []),
        f"URL:{_page(venue, site)}",
        "TRANSP:TRANSPARENT",
        *(["STATUS:CANCELLED"] if paused else []),
        "END:VEVENT",
    )


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += _DAY


def _falls(rule: Hours, day: date) -> bool:
    """Return whether the rule opens on a day, were nothing closed."""
    nth = (day.day - 1) // 7 + 1
    return WEEKDAYS[day.weekday()] in rule.days and (not rule.nth or nth in rule.nth)


def _repeats(rule: Hours) -> str:
    return f"FREQ={'MONTHLY' if _by_week(rule) else 'WEEKLY'};BYDAY={','.join(_byday(rule))}"


def _byday(rule: Hours) -> list[str]:
    """Return the days as a rule writes them: `MO`, or of some weeks only `2SA`."""
    days = [_CODES[day] for day in WEEKDAYS if day in rule.days]
    return [f"{nth}{day}" for nth in sorted(set(rule.nth or ())) for day in days] if _by_week(rule) else days


def _by_week(rule: Hours) -> bool:
    """Return whether it opens in some weeks of the month only."""
    return bool(rule.nth) and set(rule.nth or ()) != {1, 2, 3, 4, 5}


def _uid(venue: Venue, rule: Hours, site: Site) -> str:
    """Return what an event keeps for ever: it depends on the rule alone, so that no other rule's change moves it."""
    host = urlsplit(site.base_url).hostname or "localhost"
    return f"{venue.id}.{'-'.join(_byday(rule))}.{rule.open:%H%M}-{rule.close:%H%M}@{host}"


def _moment(day: date, clock: time) -> str:
    return f"{day:%Y%m%d}T{clock:%H%M}00"


def _name(venue: Venue, rule: Hours) -> str:
    """Return what a calendar shows; where words say more than the rule can (夏休みを除く), that there are some."""
    note = rule.note or ("補足あり" if venue.week[2] else "")
    return f"{'お休み中: ' if venue.org.status == 'paused' else ''}{venue.name}{f'({note})' if note else ''}"


def _about(venue: Venue, site: Site) -> str:
    org, tel = venue.org, venue.contact("tel")
    told = (
        venue.week[2],
        f"お知らせ: {org.notice.text}" if org.notice else None,
        venue.teller.summary or org.summary,
        f"電話: {tel}" if tel else None,
        verified_in_words(org.verified) or "まだ確認していません",
        _page(venue, site),
    )
    return "\n".join(line for line in told if line)


def _page(venue: Venue, site: Site) -> str:
    return site.base_url.rstrip("/") + "/" + venue.entry.path
