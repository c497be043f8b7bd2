"""The consultation chart in Chromium: from the first page to a telephone number, whatever the browser can do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from mapgen.build import Build
from tests.real_site import served

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def real(chromium: Path) -> Iterator[tuple[Build, str, Browser]]:
    with served(chromium) as site:
        yield site


@pytest.fixture
def plain(real: tuple[Build, str, Browser]) -> Iterator[Page]:
    """Open a phone without JavaScript."""
    context = real[2].new_context(viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def test_from_a_trouble_to_a_telephone_number_without_javascript(real: tuple[Build, str, Browser], plain: Page) -> None:
    plain.goto(real[1])
    plain.get_by_role("link", name="お金・食べものに困っている").click()
    expect(plain.locator("h1")).to_have_text("いま、いちばん困っているのはどれですか")
    plain.get_by_role("link", name="家賃が払えない、住むところをなくしそう").click()
    expect(plain.locator("h1")).to_have_text("家賃が払えない、住むところをなくしそう")
    assert plain.locator("main .rows a[href^='tel:']").first.is_visible()


def test_the_others_of_a_city_are_shown_on_demand_and_on_paper_without_javascript(
    real: tuple[Build, str, Browser], plain: Page
) -> None:
    plain.goto(f"{real[1]}find/money/food/")
    hidden = plain.locator("details.rest .row").first
    assert not hidden.is_visible()
    plain.emulate_media(media="print")
    assert hidden.is_visible()
    plain.emulate_media(media="screen")
    plain.locator("details.rest summary").first.click()
    assert hidden.is_visible()


def test_the_browsers_way_back_and_the_pages_own_lead_to_the_same_question(
    real: tuple[Build, str, Browser], plain: Page
) -> None:
    for way in ("browser", "page"):
        plain.goto(f"{real[1]}find/")
        plain.get_by_role("link", name="仕事のこと").click()
        plain.get_by_role("link", name="仕事をさがしたい").click()
        if way == "browser":
            plain.go_back()
        else:
            plain.get_by_role("link", name="前の質問にもどる").click()
        assert plain.url == f"{real[1]}find/work/"
    plain.get_by_role("link", name="はじめからやりなおす").click()
    assert plain.url == f"{real[1]}find/"


def test_the_chart_by_keyboard_alone(real: tuple[Build, str, Browser]) -> None:
    context = real[2].new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{real[1]}easy/find/")
    for step in ("easy/find/money/", "easy/find/money/food/"):
        press_until(page, f"a[href$='{step.removeprefix('easy/find/')}']")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{real[1]}{step}")
    press_until(page, "details.rest summary")
    page.keyboard.press("Enter")
    expect(page.locator("details.rest").first).to_have_attribute("open", "")
    press_until(page, "details.rest .row a")
    context.close()


def test_from_home_to_a_telephone_number_by_keyboard_alone(real: tuple[Build, str, Browser]) -> None:
    context = real[2].new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(real[1])
    for step in ("find/money/", "find/money/food/"):
        press_until(page, f"main a[href$='{step.removeprefix('find/')}']")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{real[1]}{step}")
    press_until(page, "main a[href^='tel:']")
    context.close()


def press_until(page: Page, target: str) -> None:
    """Press Tab until the first element of its kind has the focus, which can be seen."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("target => document.activeElement === document.querySelector(target)", target):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
            return
    raise AssertionError(f"no number of tabs reaches {target}")


def test_somebody_afraid_can_call_at_once_and_leave_at_once(real: tuple[Build, str, Browser]) -> None:
    context = real[2].new_context(viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(real[1])
    page.get_by_role("link", name="こわい思いをしている").click()
    assert "こわい" not in page.title()
    assert page.locator("main .lines a[href='tel:110']").is_visible()
    expect(page.locator("main .lines a[href='tel:110']")).to_be_in_viewport()
    page.route("https://www.jma.go.jp/", lambda route: route.fulfill(body="天気"))
    page.get_by_text("このページを閉じる").click()
    page.wait_for_url("https://www.jma.go.jp/")
    page.go_back()
    assert page.url == real[1]  # the page that was left is gone from the history
    context.close()


def test_answers_and_ways_back_are_large_enough_for_a_thumb(real: tuple[Build, str, Browser], plain: Page) -> None:
    for path in ("find/", "easy/find/afraid/", "en/find/money/food/"):
        plain.goto(f"{real[1]}{path}")
        targets = plain.locator("main .tile, .ways-back a, details.rest summary, main .chip").all()
        boxes = [target.bounding_box() for target in targets]
        assert boxes and [box for box in boxes if box and box["height"] < 44] == [], path
