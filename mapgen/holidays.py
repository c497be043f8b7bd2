"""The national holidays of Japan, reckoned from the law: no table that grows old, and nothing to load."""

from __future__ import annotations

from datetime import date, timedelta

# Act on National Holidays (Act No. 178 of 1948), article 2, as it stands since 2022.
# The movable ones fall on Mondays.
FIXED = ((1, 1), (2, 11), (2, 23), (4, 29), (5, 3), (5, 4), (5, 5), (8, 11), (11, 3), (11, 23))
MONDAYS = ((1, 2), (7, 3), (9, 3), (10, 2))  # month, which Monday
DAY = timedelta(days=1)


def national_holidays(year: int) -> tuple[date, ...]:
    """Return the holidays of a year in order, for 2022 to 2099.

    The two equinoxes are announced in February of the year before; until then they are what astronomy expects.
    """
    named = {date(year, month, day) for month, day in FIXED}
    named |= {_monday(year, month, nth) for month, nth in MONDAYS}
    named |= {date(year, 3, _equinox(year, 20.8431)), date(year, 9, _equinox(year, 23.2488))}
    substitutes = {_next_free(day, named) for day in named if day.weekday() == 6}
    between = {day + DAY for day in named if day + 2 * DAY in named} - named
    return tuple(sorted(named | substitutes | between))


def _monday(year: int, month: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(7 - first.weekday()) % 7 + 7 * (nth - 1))


def _equinox(year: int, day_of_1980: float) -> int:
    """Return the day of the month; the formula is widely used for 1980 to 2099 and agrees with every official day."""
    return int(day_of_1980 + 0.242194 * (year - 1980)) - (year - 1980) // 4


def _next_free(day: date, named: set[date]) -> date:
    """Return the first day after a Sunday's holiday that is none itself (article 3, paragraph 2)."""
    while day in named:
        day += DAY
    return day
