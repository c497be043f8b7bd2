"""Calendars of opening days, read by icalendar; the days reckoned by vobject are those that the hours say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import holidays
import pytest
import vobject
from icalendar import Calendar

from mapgen.exports import ical
from mapgen.exports.alone import FORMATS, Selection
from mapgen.exports.pins import Venue, venues_of
from mapgen.model import Organization
from tests import builders as make
from tests.real_site import real_build

NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SATURDAYS = {"days": ["sat"], "nth": [2, 4], "open": "11:00", "close": "14:00"}


def calendar(*organizations: Organization) -> bytes:
    (artifact,) = ical.files(make.site(*organizations))
    assert artifact.path == "areas/chuo/open.ics"
    return artifact.content


def near(id: str = "mihon", **fields: Any) -> Organization:
    """Return an organisation that stands at the station."""
    return make.rich(id, **{"places": [make.public(35.455)], "closed": []} | fields)


def starts(content: bytes) -> dict[str, list[datetime]]:
    """Return when each event begins, day by day, as vobject (python-dateutil) reckons it."""
    read = vobject.readOne(content.decode())
    return {event.uid.value: list(event.getrruleset(addRDate=True)) for event in getattr(read, "vevent_list", ())}


def expected(venue: Venue, first: date, last: date) -> Iterator[datetime]:
    """Yield when a place opens, counted day by day with holidays from elsewhere."""
    hours, closed, _ = venue.week
    named = holidays.country_holidays("JP", years=range(first.year, last.year + 1))
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        turn = "new-year" in (closed or ()) and (day.month, day.day) in {
            (12, 29),
            (12, 30),
            (12, 31),
            (1, 1),
            (1, 2),
            (1, 3),
        }
        if turn or day in (closed or ()) or ("holidays" in (closed or ()) and day in named):
            continue
        week = 1 + sum((day - timedelta(days=7 * n)).month == day.month for n in range(1, 5))
        for rule in hours or ():
            if NAMES[day.weekday()] in rule.days and (not rule.nth or week in rule.nth):
                yield datetime.combine(day, rule.open)


@pytest.mark.parametrize("days", [["mon", "tue"], ["sat"], list(NAMES)])
@pytest.mark.parametrize("nth", [None, [1, 3], [5], [1, 2, 3, 4, 5]])
@pytest.mark.parametrize("closed", [[], ["holidays", "new-year"], ["new-year", "2026-08-08", "2026-08-10"]])
def test_it_opens_on_the_days_that_the_hours_say(days: list[str], nth: list[int] | None, closed: list[str]) -> None:
    rule = {"days": days, "open": "9:30", "close": "16:00"} | ({"nth": nth} if nth else {})
    org = near(hours=[rule, {"days": ["wed"], "open": "18:00", "close": "20:00"}], closed=closed)
    (venue,) = venues_of(make.site(org).entries[0])
    found = sorted(moment.replace(tzinfo=None) for each in starts(calendar(org)).values() for moment in each)
    assert found == sorted(expected(venue, date(2026, 4, 1), date(2027, 12, 31))) and len(found) > 70


def test_an_event_says_who_where_and_until_when() -> None:
    org = near(hours=[SATURDAYS | {"note": "8月は休み"}], hours_note="要予約", notice={"text": "改修中"})
    read = Calendar.from_ical(calendar(org))
    (event,) = read.walk("VEVENT")
    assert str(read["X-WR-CALNAME"]) == "みほん中央駅の近くの開いている日"
    assert str(event["SUMMARY"]) == "みほん食堂(8月は休み)"
    assert str(event["LOCATION"]) == "みほん県北みほん市青葉一丁目2番3号"
    assert str(event["UID"]) == "mihon.2SA-4SA.1100-1400@mihon.example.jp"
    assert event["DTSTART"].dt.isoformat() == "2026-04-11T11:00:00+09:00"
    assert event["DTEND"].dt.isoformat() == "2026-04-11T14:00:00+09:00"
    assert event["DTSTAMP"].dt.isoformat() == "2026-04-01T00:00:00+00:00"
    assert str(event["DESCRIPTION"]) == (
        "要予約\nお知らせ: 改修中\nだれでも来られる食事の場所。\n電話: 046-000-0000\n2026年2月1日に確認(電話)\n"
        "https://mihon.example.jp/orgs/mihon/"
    )
    assert "STATUS" not in event and str(event["TRANSP"]) == "TRANSPARENT"


def test_where_words_say_more_than_the_rule_the_event_says_so() -> None:
    (event,) = Calendar.from_ical(calendar(near(hours_note="夏休みを除く"))).walk("VEVENT")
    assert str(event["SUMMARY"]) == "みほん食堂(補足あり)"
    assert str(event["DESCRIPTION"]).startswith("夏休みを除く\n")


def test_who_pauses_is_cancelled_and_says_so() -> None:
    (event,) = Calendar.from_ical(calendar(near(status="paused"))).walk("VEVENT")
    assert (str(event["STATUS"]), str(event["SUMMARY"])) == ("CANCELLED", "お休み中: みほん食堂")


def test_only_places_near_the_station_that_anybody_may_know_of_are_in_it() -> None:
    content = calendar(
        near("far", places=[make.public(35.48)]),
        near("closed", status="closed"),
        near("draft", status="draft"),
        near("danger", sensitive=["dv"], publish_agreed="2026-01-01"),
        near("hidden", places=[make.hidden()]),
        near("silent", hours=None),
        near("two", places=[make.public(35.48, name="遠く"), make.public(35.455, name="近く")]),
    )
    assert [str(event["SUMMARY"]) for event in Calendar.from_ical(content).walk("VEVENT")] == ["みほん食堂(近く)"]


def test_a_place_known_by_its_town_has_no_more_than_its_town() -> None:
    org = near(places=[make.area("みほん県北みほん市青葉一丁目", name="よあけ")])
    form = next(form for form in FORMATS if form.name == "ics")
    (piece,) = form.files(make.site(org), Selection())
    (event,) = Calendar.from_ical(piece.content).walk("VEVENT")
    assert str(event["LOCATION"]) == "みほん県北みほん市青葉一丁目" and "GEO" not in event


def test_a_rule_keeps_its_id_whatever_becomes_of_the_others() -> None:
    rules = [SATURDAYS, {"days": ["mon"], "open": "9:00", "close": "10:00"}]
    both, one = calendar(near(hours=rules)), calendar(near(hours=rules[1:]))
    assert set(starts(both)) > set(starts(one)) == {"mihon.MO.0900-1000@mihon.example.jp"}


def test_one_calendar_alone_is_of_the_places_asked_for() -> None:
    form = next(form for form in FORMATS if form.name == "ics")
    site = make.site(near("a"), near("b", categories=["children"]), near("c", hours=[]))
    (piece,) = form.files(site, Selection(categories=("children",)))
    read = Calendar.from_ical(piece.content)
    assert (str(read["NAME"]), len(read.walk("VEVENT")), piece.count) == ("子どもの開いている日", 1, 1)
    assert list(form.files(site, Selection(orgs=("c",)))) == []


def test_the_real_calendars_open_on_the_days_that_the_content_says() -> None:
    built = real_build()
    assert built.site
    first, last = ical.span(built.site.date)
    total = 0
    for area in built.site.content.region.areas:
        content = built.artifacts[f"areas/{area.id}/open.ics"].content
        assert Calendar.from_ical(content).errors == []
        found = starts(content)
        there = [v for v in ical.venues(built.site) if v.located and v.located.spot and v.is_near(area)]  # type: ignore[attr-defined]
        told = {moment for venue in there for moment in expected(venue, first, last)}
        assert {moment.replace(tzinfo=None) for each in found.values() for moment in each} == told
        assert len({uid.split(".")[0] for uid in found}) == sum(1 for venue in there if venue.week[0])
        total += len(found)
    assert total > 15
