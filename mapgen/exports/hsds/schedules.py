"""Opening hours as HSDS has them: rules of RFC 5545 that say what they can, and words that say all of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time
from typing import Any

from mapgen.model import Closing, Hours
from mapgen.wording import hours_in_words, joined

_DAYS = {"mon": "MO", "tue": "TU", "wed": "WE", "thu": "TH", "fri": "FR", "sat": "SA", "sun": "SU"}
_JAPAN = 9  # hours before UTC; no summer time


def schedules(
    hours: Sequence[Hours] | None, closed: Sequence[Closing] | None, note: str | None
) -> Iterator[dict[str, Any]]:
    """Yield a schedule for each rule. What no rule can say (holidays, one day off, words) is in its notes.

    Where there is no rule, only words, one schedule has them as its description.
    """
    beside = joined(hours_in_words(None, closed, note))
    for rule in hours or ():
        (words,) = hours_in_words([rule], None, None)
        yield {
            "timezone": _JAPAN,
            "freq": "MONTHLY" if rule.nth else "WEEKLY",
            "interval": 1,
            "byday": _days(rule),
            "description": words,
            "opens_at": _clock(rule.open),
            "closes_at": _clock(rule.close),
            "notes": beside,
        }
    if beside and not hours:
        yield {"description": beside}


def _days(rule: Hours) -> str:
    """Return `MO,WE`, or with weeks of the month `2SA,4SA`."""
    weeks = [str(week) for week in sorted(set(rule.nth))] if rule.nth else [""]
    ordered = [code for day, code in _DAYS.items() if day in rule.days]
    return ",".join(week + code for week in weeks for code in ordered)


def _clock(moment: time) -> str:
    # A table's time has seconds (Table Schema, `time`).
    return f"{moment:%H:%M:%S}"
