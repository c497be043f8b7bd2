"""Opening hours, dates and distances in words, in Japanese and English."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.model import WEEKDAYS, Closing, Hours
from mapgen.render import hours
from mapgen.theme import Theme
from mapgen.theme.words import Words

THEME = Theme("default")
JA, EN, EASY = THEME.words("ja"), THEME.words("en"), THEME.words("easy")


def opening(
    days: str, open: str = "9:30", close: str = "16:30", nth: list[int] | None = None, note: str | None = None
) -> Hours:
    given = {"days": days.split(), "open": open, "close": close, "note": note}
    return Hours.model_validate(given | ({"nth": [str(n) for n in nth]} if nth else {}))


def said(words: Words, *given: Hours) -> list[str]:
    return [" ".join(filter(None, (line.days, line.times, line.note))) for line in hours.lines(given, words)]


@pytest.mark.parametrize(
    ("given", "ja", "en"),
    [
        ([opening("mon tue wed thu fri")], ["月〜金曜 9:30〜16:30"], ["Mon–Fri 9:30–16:30"]),
        ([opening("mon tue")], ["月・火曜 9:30〜16:30"], ["Mon, Tue 9:30–16:30"]),
        ([opening("fri mon wed tue")], ["月〜水・金曜 9:30〜16:30"], ["Mon–Wed, Fri 9:30–16:30"]),
        ([opening(" ".join(WEEKDAYS))], ["毎日 9:30〜16:30"], ["Every day 9:30–16:30"]),
        (
            [opening("sat", "11:00", "14:00", [4, 2], "8月は休み")],
            ["第2・第4 土曜 11:00〜14:00 8月は休み"],
            ["2nd, 4th Sat of the month 11:00–14:00 8月は休み"],
        ),
        ([opening("sun", nth=[1, 2, 3, 4, 5])], ["日曜 9:30〜16:30"], ["Sun 9:30–16:30"]),
        (
            [opening("mon", "9:00", "12:00"), opening("tue"), opening("mon", "13:00", "17:05")],
            ["月曜 9:00〜12:00、13:00〜17:05", "火曜 9:30〜16:30"],
            ["Mon 9:00–12:00, 13:00–17:05", "Tue 9:30–16:30"],
        ),
    ],
)
def test_hours_in_words(given: list[Hours], ja: list[str], en: list[str]) -> None:
    assert said(JA, *given) == ja
    assert said(EN, *given) == en


def test_hours_in_plain_japanese_carry_their_readings() -> None:
    assert said(EASY, opening("sat", "11:00", "14:00", [2])) == ["2{番目|ばんめ}の 土曜日 11:00から 14:00まで"]


def test_the_week_tells_every_week_from_some_weeks() -> None:
    states = dict(hours.week([opening("sat", nth=[2]), opening("mon"), opening("mon", nth=[1])]))
    assert states == dict.fromkeys(WEEKDAYS, "shut") | {"mon": "open", "sat": "some"}


def test_closings_in_words() -> None:
    closed: tuple[Closing, ...] = (date(2026, 8, 13), "new-year", date(2026, 5, 1), "holidays")
    assert hours.closings(closed, JA) == "祝日・年末年始(12月29日〜1月3日)・2026年5月1日・2026年8月13日"
    assert hours.closings(closed[2:], EN) == "national holidays, 1 May 2026"
    assert hours.closings((), JA) == ""


@pytest.mark.parametrize(
    ("text", "ja", "en"),
    [
        ("2017", "2017年", "2017"),
        ("2017-09", "2017年9月", "September 2017"),
        ("2017-09-05", "2017年9月5日", "5 September 2017"),
    ],
)
def test_dates_of_any_precision(text: str, ja: str, en: str) -> None:
    assert (JA.partial_day(text), EN.partial_day(text)) == (ja, en)


@pytest.mark.parametrize(
    ("metres", "words"),
    [(0, "50m"), (74, "50m"), (130, "150m"), (974.9, "950m"), (975, "1.0km"), (1849, "1.8km"), (12_345, "12.3km")],
)
def test_distances(metres: float, words: str) -> None:
    assert JA.distance(metres) == words


@given(st.sets(st.sampled_from(WEEKDAYS), min_size=1), st.sets(st.integers(1, 5)))
def test_no_day_is_lost_whatever_is_open(days: set[str], nth: set[int]) -> None:
    entry = opening(" ".join(sorted(days)), nth=sorted(nth))
    (line,) = hours.lines([entry], JA)
    assert line.times == "9:30〜16:30" and entry.open == time(9, 30)
    shown = [name for name, state in hours.week([entry]) if state != "shut"]
    assert set(shown) == days
    if len(days) < 3:
        assert all(JA.raw(f"hours.{day}") in line.days for day in days)


@pytest.mark.parametrize("words", [EASY, EN], ids=["easy", "en"])
def test_every_language_says_everything_itself(words: Words) -> None:
    assert words.missing(JA) == (), "say these in i18n, or Japanese is shown"
    assert Words("x", {}, JA)("nav.map") == "地図"
