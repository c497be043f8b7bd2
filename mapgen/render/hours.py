"""Opening hours in words: a week that can be read, with nth weekdays, and the days it is closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from mapgen.model import WEEKDAYS, Closing, Hours, Weekday
from mapgen.theme.words import Words

Opening = Literal["open", "some", "shut"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a week: which days, what times, and the editor's note (always in the editor's language)."""

    days: str
    times: str
    note: str | None


def lines(hours: Iterable[Hours], words: Words) -> tuple[Line, ...]:
    """Return the hours as lines in the order they were written; the same days with a lunch break are one line."""
    grouped: dict[tuple[frozenset[Weekday], tuple[int, ...], str | None], list[str]] = {}
    for entry in hours:
        key = (frozenset(entry.days), tuple(sorted(set(entry.nth or ()))), entry.note)
        grouped.setdefault(key, []).append(_times(entry, words))
    return tuple(
        Line(_days(days, nth, words), words.raw("hours.comma").join(times), note)
        for (days, nth, note), times in grouped.items()
    )


def week(hours: Iterable[Hours]) -> tuple[tuple[Weekday, Opening], ...]:
    """Return the seven days with whether it opens every week, in some weeks only, or not at all."""
    state: dict[Weekday, Opening] = dict.fromkeys(WEEKDAYS, "shut")
    for entry in hours:
        for day in entry.days:
            if _every_week(tuple(entry.nth or ())):
                state[day] = "open"
            elif state[day] == "shut":
                state[day] = "some"
    return tuple(state.items())


def closings(closed: Iterable[Closing], words: Words) -> str:
    """Return when it is closed: national holidays, the turn of the year, single days in their order."""
    named = list(closed)
    kinds = [words.raw(f"hours.{kind}") for kind in ("holidays", "new-year") if kind in named]
    days = sorted(day for day in named if isinstance(day, date))
    return words.listing(kinds + [words.day(day) for day in days])


def _times(entry: Hours, words: Words) -> str:
    first, last = (f"{clock.hour}:{clock.minute:02d}" for clock in (entry.open, entry.close))
    return words.raw("hours.times", first=first, last=last)


def _every_week(nth: tuple[int, ...]) -> bool:
    return not nth or set(nth) == {1, 2, 3, 4, 5}


def _days(days: frozenset[Weekday], nth: tuple[int, ...], words: Words) -> str:
    run = words.raw("hours.and").join(_runs(days, words))
    if _every_week(nth):
        return words.raw("hours.daily") if len(days) == 7 else words.raw("hours.weekly", days=run)
    counted = words.raw("hours.nth-and").join(words.raw(f"hours.nth-{n}") for n in nth)
    return words.raw("hours.monthly", nth=counted, days=run)


def _runs(days: frozenset[Weekday], words: Words) -> list[str]:
    """Return the days in the order of the week, three or more neighbours as `月〜水`."""
    runs: list[list[Weekday]] = []
    for n, day in enumerate(WEEKDAYS):
        if day not in days:
            continue
        if runs and WEEKDAYS[n - 1] == runs[-1][-1]:
            runs[-1].append(day)
        else:
            runs.append([day])
    named = []
    for run in runs:
        names = [words.raw(f"hours.{day}") for day in run]
        named += [words.raw("hours.run", first=names[0], last=names[-1])] if len(run) > 2 else names
    return named
