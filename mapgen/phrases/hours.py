"""When something is open, read out of words that a person wrote, where they can mean one thing only.

What is not certain stays as it was written: nobody stands before a closed door because a program guessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from mapgen.model import Closing, Hours
from mapgen.phrases.calendar import DAYS, MOMENT, WEEKS, bracketed, closing_at, hours_of, span_of
from mapgen.phrases.spelling import even

_NAMED = rf"(?:毎週|毎月)? ?(?P<weeks>{WEEKS})?[の ]?(?P<days>{DAYS})"
_DAYS = re.compile(_NAMED)
_DAYS_IN_BRACKETS = re.compile(rf" ?\({_NAMED}\)")
_SPAN = re.compile(rf"(?P<open>{MOMENT}) ?(?:〜|-|から) ?(?P<close>{MOMENT})(?:まで)?", re.IGNORECASE)
_TO_TIMES = re.compile(r" ?[:はの]? ?")
_BETWEEN_TIMES = re.compile(r" ?[、/と&] ?| ")
_BETWEEN_DAYS_OFF = re.compile(r" ?[、・/と] ?")
_DAYS_OFF = re.compile(r"(?:お?休み|定休日?|休館日?|休業日?|休日) ?[:は]? ?")
_ARE_OFF = re.compile(r"(?:は|も)? ?お?休み(?:です)?")
# What follows may go on to change what was said; only here it cannot.
_PAUSE = re.compile(r"$|[ 。、;/\n(※*◆●]")
_END = re.compile(r"(?:です)? *(?:$|[。;\n(※*◆●])")
_NEXT = re.compile(r"[ 。、;/\n]*")


@dataclass(frozen=True, slots=True)
class Opening:
    """When something is open; `note` is what was not certain, as written."""

    hours: tuple[Hours, ...] = ()
    closed: tuple[Closing, ...] = ()
    note: str | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    end: int
    hours: tuple[Hours, ...] = ()
    closed: tuple[Closing, ...] = ()


def read_hours(text: str) -> Opening:
    """Return when something is open: `月〜金曜 9時〜17時、第2・4土曜 10:00-12:00(要予約) 休み: 祝日`.

    Whatever follows the last thing that is certain is the note; all of it where nothing is.
    """
    hours: list[Hours] = []
    closed: list[Closing] = []
    words, position = even(text), 0
    while found := _named(text, words, position) or _timed(words, position) or _days_off(words, position):
        hours += found.hours
        closed += found.closed
        following = _NEXT.match(words, found.end)
        position = following.end() if following else found.end
    return Opening(tuple(hours), tuple(dict.fromkeys(closed)), text[position:].strip() or None)


def _named(text: str, words: str, start: int) -> _Found | None:
    """Return the openings at `start` that name their days first."""
    if not (named := _DAYS.match(words, start)):
        return None
    before, end = _aside(text, words, named.end())
    before = "、".join(filter(None, ("平日" if named["days"] == "平日" else None, before)))
    to_times = _TO_TIMES.match(words, end)
    position = to_times.end() if to_times else end
    rules: list[Hours] = []
    while span := _SPAN.match(words, position):
        note, end = _aside(text, words, span.end())
        rule = _hours(named, span, "、".join(filter(None, (before, note))))
        if rule is None:
            return None
        rules.append(rule)
        between = _BETWEEN_TIMES.match(words, end)
        position = between.end() if between else len(words)
        if (later := _SPAN.match(words, position)) and _DAYS_IN_BRACKETS.match(words, later.end()):
            break
    return _Found(end, tuple(rules)) if rules and _PAUSE.match(words, end) else None


def _timed(words: str, start: int) -> _Found | None:
    """Return the opening at `start` that names its days after its times, in brackets."""
    span = _SPAN.match(words, start)
    named = _DAYS_IN_BRACKETS.match(words, span.end()) if span else None
    if not (span and named) or not _PAUSE.match(words, named.end()):
        return None
    rule = _hours(named, span, "平日" if named["days"] == "平日" else "")
    return _Found(named.end(), (rule,)) if rule else None


def _hours(named: re.Match[str], span: re.Match[str], note: str) -> Hours | None:
    times = span_of(span["open"], span["close"])
    return hours_of(named["days"], named["weeks"], *times, note or None) if times else None


def _aside(text: str, words: str, start: int) -> tuple[str | None, int]:
    """Return what stands in brackets at `start`, and where they end; days are no aside."""
    first = start + words.startswith(" (", start)
    end = bracketed(words, first)
    return (text[first + 1 : end - 1].strip() or None, end) if end else (None, start)


def _days_off(words: str, start: int) -> _Found | None:
    """Return the days off at `start`: `休み: 祝日、年末年始`, `祝日休み`; a list must name nothing else."""
    head = _DAYS_OFF.match(words, start)
    position = head.end() if head else start
    end = position
    closed: list[Closing] = []
    while found := closing_at(words, position):
        closed.append(found[0])
        end = found[1]
        between = _BETWEEN_DAYS_OFF.match(words, end)
        position = between.end() if between else len(words)
    if not closed:
        return None
    if head:
        return _Found(end, (), tuple(closed)) if _END.match(words, end) else None
    off = _ARE_OFF.match(words, end)
    return _Found(off.end(), (), tuple(closed)) if off and _PAUSE.match(words, off.end()) else None
