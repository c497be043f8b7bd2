"""The real map's filters in Chromium: what they leave, the address, the keyboard, who is near."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from mapgen.build import Build
from mapgen.model import Organization
from mapgen.site import Entry, Site
from tests.map_reckoning import NATIONAL, answer, opens, shut
from tests.real_site import served, without_tiles

pytestmark = pytest.mark.browser
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
CARDS = "#list li[data-id]"


@pytest.fixture(scope="module")
def real(chromium: Path) -> Iterator[tuple[Build, str, Browser]]:
    with served(chromium) as site:
        yield site


@pytest.fixture
def site(real: tuple[Build, str, Browser]) -> Site:
    assert real[0].site is not None
    return real[0].site


@pytest.fixture
def phone(real: tuple[Build, str, Browser]) -> Iterator[Page]:
    context = real[2].new_context(viewport=PHONE, locale="ja-JP", base_url=f"{real[1]}map/")
    page = context.new_page()
    without_tiles(page)
    yield page
    context.close()


def at(page: Page, query: str = "") -> Page:
    """Open the map and wait until its filters have done their work."""
    page.goto(f"./{query}")
    expect(page.locator("#found")).not_to_be_empty()
    return page


def shown(page: Page) -> list[str]:
    return page.locator(f"{CARDS}:not([hidden])").evaluate_all("all => all.map(li => li.dataset.id)")


def fitting(site: Site, names: list[str], *, sure: bool, day: date = date(2026, 4, 1)) -> set[str]:
    def fits(entry: Entry) -> bool:
        answers = [answer(entry, name, day) for name in names]
        return all(each or (each is None and not sure) for each in answers)

    return {entry.id for entry in site.listed if fits(entry)}


# ── what they leave ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("sure", [False, True], ids=["unknown too", "known only"])
@pytest.mark.parametrize("names", [["open"], ["free"], ["walkin"], ["wheel"], ["lang=en"], ["open", "free"]], ids=str)
def test_a_condition_leaves_who_fits_and_unless_told_otherwise_who_has_not_answered(
    site: Site, phone: Page, names: list[str], sure: bool
) -> None:
    query = "&".join(name if "=" in name else f"{name}=1" for name in names)
    at(phone, f"?{query}{'&unknown=0' if sure else ''}")
    expected = fitting(site, names, sure=sure)
    assert set(shown(phone)) == expected
    unsure = expected - fitting(site, names, sure=True)
    said = phone.locator("#found").inner_text()
    assert said.startswith(f"{len(expected)}件みつかりました" if expected else "あてはまる団体がありません")
    assert (f"うち{len(unsure)}件は" in said) == bool(unsure)
    assert phone.locator(f"{CARDS}:not([hidden]) > .unsure").count() == len(unsure)
    late = f"{CARDS}:not([hidden]):has(> .unsure) ~ li:not([hidden]):not(:has(> .unsure))"
    assert phone.locator(late).count() == 0, "who is sure to fit comes first in each city"


@pytest.mark.parametrize("now", ["2026-11-25T15:30:00Z", "2026-12-30T03:00:00Z", "2027-05-03T03:00:00Z"])
def test_open_today_goes_by_the_day_in_japan_and_says_to_telephone(site: Site, phone: Page, now: str) -> None:
    phone.clock.set_fixed_time(now)
    at(phone, "?today=1&unknown=0")
    day = date.fromisoformat(now[:10]) + timedelta(days=now[11:13] == "15")  # half past midnight in Japan
    assert set(shown(phone)) == fitting(site, ["today"], sure=True, day=day)
    assert f"今日は{day.month}月{day.day}日" in phone.locator(".today-note").inner_text()
    assert "念のため電話で確認" in phone.locator(".today-note").inner_text()


def test_a_choice_counts_who_would_be_left_by_it_and_all_others(site: Site, phone: Page) -> None:
    at(phone, "?cat=work&unknown=0")
    counts = phone.locator("input[name=city]").evaluate_all(
        "all => all.map(box => [box.value, Number(box.parentElement.querySelector('.count').textContent.slice(1, -1))])"
    )
    assert sum(n for _, n in counts) > 0
    for city, n in counts:
        at(phone, f"?cat=work&unknown=0&city={city}")
        assert len(shown(phone)) == n
        options = phone.locator("#f-cat option[value=work]").text_content() or ""
        assert options.endswith(f"({n})")


def test_two_cities_are_the_people_of_both_and_the_map_draws_no_others(site: Site, phone: Page) -> None:
    at(phone, "?city=zama,ebina")
    # Who stands nowhere is at home in the only city it serves.
    homes = {e.id: set(e.cities or (e.org.serves if len(e.org.serves) == 1 else ())) for e in site.listed}
    assert set(shown(phone)) == {id for id, cities in homes.items() if cities & {"zama", "ebina"}}
    drawn = phone.evaluate("[...document.querySelectorAll('#map .leaflet-marker-icon')].map(e => e.ariaLabel).join()")
    assert "大和市" not in drawn and "綾瀬市" not in drawn
    heads = phone.locator("#list section:not([hidden]) h2").all_inner_texts()
    assert [head.split()[0] for head in heads] == ["座間市", "海老名市"]


# ── the table of days ────────────────────────────────────────────────────────────────────────────────────────────────


def patterns(site: Site) -> list[tuple[Any, ...]]:
    """Return every hours pattern of the content, and invented ones with each weekday, each nth and each closing."""
    week = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    made = [([day], nth) for day in week for nth in (None, [1], [2, 4], [5], [1, 2, 3, 4, 5])] + [(week, None)]
    closings: list[list[str]] = [[], ["holidays"], ["new-year"], ["holidays", "new-year", "2026-08-13"]]
    found = [
        Organization.model_validate(
            {
                "id": "a", "name": "みほん", "summary": "みほん", "categories": ["a"], "forms": ["a"], "serves": ["a"],
                "hours": [{"days": days, "nth": nth, "open": "9:00", "close": "10:00"}], "closed": closed,
            }
        )
        for days, nth in made
        for closed in closings
    ]  # fmt: skip
    real = [holder for e in site.entries for holder in (e.org, *e.org.all_places) if holder.hours]
    assert len(real) > 5
    return [(holder.hours, holder.closed or ()) for holder in (*found, *real)]


def test_today_is_reckoned_as_python_reckons_it_for_every_pattern_and_every_day_of_two_years(
    real: tuple[Build, str, Browser], site: Site, phone: Page
) -> None:
    days = [date(2026, 1, 1) + timedelta(days=n) for n in range(730)]
    cases = patterns(site)
    sent = [
        [{
            "hours": [{"days": h.days} | ({"nth": h.nth} if h.nth else {}) for h in hours],
            "closed": [str(each) for each in closed],
        }]
        for hours, closed in cases
    ]  # fmt: skip
    table = {"from": 2026, "to": 2028, "days": sorted(str(day) for day in NATIONAL)}
    found = at(phone).evaluate(
        "([weeks, days, table]) => weeks.map(week => days.map(day => Today.open(week, day, table)))",
        [sent, [str(day) for day in days], table],
    )
    expected = [[any(opens(h, d) for h in hours) and not shut(closed, d) for d in days] for hours, closed in cases]
    assert found == expected


def test_a_year_whose_holidays_are_not_known_is_no_answer_where_they_matter(phone: Page) -> None:
    ask = """day => ["holidays", "new-year"].map(closed =>
        Today.open([{hours: [{days: ["mon"]}], closed: [closed]}], day, {from: 2026, to: 2028, days: []}))"""
    at(phone)
    assert phone.evaluate(ask, "2029-01-08") == [None, True]
    assert phone.evaluate(ask, "2029-01-09") == [False, False]
    assert phone.evaluate(ask, "2028-01-10") == [True, True]
