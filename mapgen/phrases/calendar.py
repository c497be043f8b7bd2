"""The parts that opening hours are made of: weekdays, weeks of the month, times of the day, days off.

All patterns are for `even` text.
"""

from __future__ import annotations

import re
from datetime import date, time

from mapgen.address.spelling import read_numeral
from mapgen.model import WEEKDAYS, Closing, Hours, Weekday
from mapgen.wording import WEEKDAY_WORDS

_DAY = r"\(?[月火水木金土日]\)?(?:曜日?)?"
DAYS = rf"(?:毎日|平日|{_DAY}(?: ?(?:[・、/&と〜-]|から)? ?{_DAY})*(?:まで)?)"
WEEKS = r"(?:第 ?[1-5一二三四五](?:週目?の?)?(?: ?[・、/と]? ?第? ?[1-5一二三四五](?:週目?の?)?)*)"
MOMENT = r"(?:(?:午前|午後|AM|PM) ?)?[0-9]{1,2}(?::[0-9]{2}|時半|時(?:[0-9]{1,2}分)?)?"

_ONE_DAY = re.compile(r"(から|[〜-])? ?\(?([月火水木金土日])")
_MOMENT = re.compile(r"(午前|午後|AM|PM)? ?([0-9]{1,2})(?::([0-9]{2})|(時)(?:(半)|([0-9]{1,2})分)?)?", re.IGNORECASE)
_NUMBERS = {word: day for day, word in WEEKDAY_WORDS.items()}
# 1:00〜4:00 of a hand-written list is after noon; nobody says which.
_DAWN = time(6)
A_DATE = re.compile("([0-9]{4})年([0-9]{1,2})月([0-9]{1,2})日")
_NEW_YEAR = re.compile(r"年末年始(?:\(12月29日〜1月3日\))?|12月29日〜1月3日|12/29〜1/3")
_HOLIDAYS = re.compile("国民の祝日|祝祭日|祝日|祝")


def days_of(words: str) -> tuple[Weekday, ...] | None:
    """Return the weekdays of `月〜金`, `火・木`, `土日`, `毎日`; None where a day comes twice or a run goes back."""
    if words == "毎日":
        return WEEKDAYS
    if words == "平日":
        return WEEKDAYS[:5]
    days: list[Weekday] = []
    for joint, word in _ONE_DAY.findall(re.sub("曜日?", "", words)):
        day = _NUMBERS[word]
        first = WEEKDAYS.index(days[-1]) + 1 if joint and days else WEEKDAYS.index(day)
        days += WEEKDAYS[first : WEEKDAYS.index(day) + 1] or (day, day)
    return tuple(days) if len(set(days)) == len(days) else None


def weeks_of(words: str | None) -> tuple[int, ...] | None:
    """Return the weeks of `第2・第4`, `第2・4週目の`; None of None."""
    numbers = (read_numeral(digit) for digit in re.findall("[1-5一二三四五]", words or ""))
    return tuple(number for number in numbers if number) or None


def span_of(opens: str, closes: str) -> tuple[time, time] | None:
    """Return the times of `9:30` and `16:30`, `午後1時` and `4時`; None where they may mean two things."""
    first, last = _MOMENT.fullmatch(opens), _MOMENT.fullmatch(closes)
    if not first or not last or not (last[3] or last[4]):
        return None  # 9〜17 may count anything; 9〜17時 are hours
    begin, end = _clock(first, first[1]), _clock(last, last[1] or first[1])
    if not last[1] and (end is None or begin is None or end <= begin):
        end = _clock(last, None)
    if begin is None or end is None or end <= begin or not (first[1] or begin >= _DAWN):
        return None
    return begin, end


def hours_of(words: str, weeks: str | None, opens: time, closes: time, note: str | None) -> Hours | None:
    """Return the opening, None where the model has no such thing."""
    days = days_of(words)
    if not days:
        return None
    try:
        return Hours(days=days, nth=weeks_of(weeks), open=opens, close=closes, note=note)
    except ValueError:
        return None


def closing_at(text: str, start: int) -> tuple[Closing, int] | None:
    """Return the day off that is named at `start`, and where its name ends."""
    if found := _NEW_YEAR.match(text, start):
        return "new-year", found.end()
    if found := _HOLIDAYS.match(text, start):
        return "holidays", found.end()
    found = A_DATE.match(text, start)
    day = date_of(found) if found else None
    return (day, found.end()) if found and day else None


def date_of(found: re.Match[str]) -> date | None:
    """Return the day whose year, month and day are the groups of `found`; None where there is no such day."""
    try:
        return date(*(int(number) for number in found.groups()))
    except ValueError:
        return None


def bracketed(text: str, start: int) -> int | None:
    """Return where the brackets that open at `start` are closed, None where none open or they never are."""
    depth = 0
    for place in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[place], 0)
        if depth <= 0:
            return place + 1 if place > start else None
    return None


def _clock(moment: re.Match[str], half: str | None) -> time | None:
    hour, minute = int(moment[2]), int(moment[3] or moment[6] or (30 if moment[5] else 0))
    if half and hour > 11:
        return None  # 午後12時 is noon to some and midnight to others
    hour += 12 if half and half.upper() in ("午後", "PM") else 0
    return time(hour, minute) if hour < 24 and minute < 60 else None
