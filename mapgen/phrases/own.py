"""Our own words for opening hours, read back: the inverse of `wording.hours_in_words`, its lines joined by 、."""

from __future__ import annotations

import re
from datetime import time

from mapgen.model import Closing, Hours
from mapgen.phrases.calendar import A_DATE, bracketed, date_of, hours_of
from mapgen.phrases.hours import Opening
from mapgen.wording import CLOSING_WORDS, hours_in_words, joined

_RULE = re.compile(
    r"(?P<weeks>第[1-5](?:・第[1-5])*)?(?P<days>毎日|[月火水木金土日](?:[〜・][月火水木金土日])*) "
    r"([0-9]{1,2}):([0-9]{2})〜([0-9]{1,2}):([0-9]{2})"
)
_HEAD = "休み: "


def read_own_hours(text: str) -> Opening:
    """Return when something is open, from our own words.

    A note that reads like a further opening is read as one. `hours_in_words` always says the same text again: what
    would not is a note as a whole.
    """
    hours: list[Hours] = []
    position = 0
    while found := _rule(text, position):
        hours.append(found[0])
        position = found[1]
    closed, position = _closed(text, position)
    note = text[position:] or None
    same = joined(hours_in_words(hours, closed, note)) == text
    return Opening(tuple(hours), closed, note) if same else Opening(note=text)


def _rule(text: str, start: int) -> tuple[Hours, int] | None:
    found = _RULE.match(text, start)
    if not found:
        return None
    end = bracketed(text, found.end()) or found.end()
    note = text[found.end() + 1 : end - 1] if end > found.end() else None
    after = _after(text, end)
    opens, closes = ((int(found[n]), int(found[n + 1])) for n in (3, 5))
    if after is None or max(opens[0], closes[0]) > 23 or max(opens[1], closes[1]) > 59:
        return None
    rule = hours_of(found["days"], found["weeks"], time(*opens), time(*closes), note)
    return (rule, after) if rule else None


def _closed(text: str, start: int) -> tuple[tuple[Closing, ...], int]:
    closed: list[Closing] = []
    position = start + len(_HEAD) if text.startswith(_HEAD, start) else len(text)
    while found := _closing(text, position):
        after = _after(text, found[1])
        if after is None:
            break
        closed.append(found[0])
        position = after
    return (tuple(closed), position) if closed else ((), start)


def _closing(text: str, start: int) -> tuple[Closing, int] | None:
    if text.startswith(CLOSING_WORDS["holidays"], start):
        return "holidays", start + len(CLOSING_WORDS["holidays"])
    if text.startswith(CLOSING_WORDS["new-year"], start):
        return "new-year", start + len(CLOSING_WORDS["new-year"])
    found = A_DATE.match(text, start)
    day = date_of(found) if found else None
    return (day, found.end()) if found and day else None


def _after(text: str, end: int) -> int | None:
    """Return where the next line begins, None where this one goes on."""
    if end == len(text):
        return end
    return end + 1 if text[end] == "、" else None
