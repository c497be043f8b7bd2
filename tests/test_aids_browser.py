"""Reading aids: what a reader chooses holds on every page, in this browser only, and never hinders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from mapgen.build import Build
from tests.real_site import served, without_tiles

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def real(chromium: Path) -> Iterator[tuple[Build, str, Browser]]:
    with served(chromium) as site:
        yield site


@pytest.fixture
def context(real: tuple[Build, str, Browser]) -> Iterator[BrowserContext]:
    context = real[2].new_context(viewport={"width": 390, "height": 844}, locale="ja-JP")
    yield context
    context.close()


def size(page: Page) -> float:
    return float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)"))


def test_what_is_chosen_holds_on_every_page_and_can_be_taken_back(
    real: tuple[Build, str, Browser], context: BrowserContext
) -> None:
    page = context.new_page()
    asked = without_tiles(page)
    page.goto(f"{real[1]}easy/")
    normal = size(page)
    expect(page.locator("main rt").first).to_be_visible()
    page.locator(".aids summary").click()
    page.locator(".aids input[value=larger]").check()
    page.locator(".aids input[name=ruby]").check()
    page.locator(".aids input[name=contrast]").check()
    page.goto(f"{real[1]}easy/cities/zama/")
    assert size(page) == pytest.approx(normal * 137.5 / 106.25)
    expect(page.locator("main rt").first).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
    assert context.cookies() == [] and asked == []

    page.locator(".aids summary").click()
    expect(page.locator(".aids input[name=contrast]")).to_be_checked()
    for box in page.locator(".aids input[type=checkbox]").all():
        box.uncheck()
    page.locator(".aids input[value='']").check()
    page.reload()
    assert size(page) == normal
    expect(page.locator("main rt").first).to_be_visible()
    assert page.evaluate("document.documentElement.outerHTML.includes('data-contrast')") is False


def test_the_box_is_closed_by_escape_and_the_focus_stays(
    real: tuple[Build, str, Browser], context: BrowserContext
) -> None:
    page = context.new_page()
    page.goto(real[1])
    page.locator(".aids summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator(".aids input:focus")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".aids-box")).to_be_hidden()
    expect(page.locator(".aids summary")).to_be_focused()


def test_where_nothing_may_be_stored_the_aids_last_for_the_page(
    real: tuple[Build, str, Browser], context: BrowserContext
) -> None:
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } })"
    )
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(real[1])
    normal = size(page)
    page.locator(".aids summary").click()
    page.locator(".aids input[value=large]").check()
    assert size(page) > normal and wrong == []


def test_without_javascript_there_is_no_box_that_does_nothing(real: tuple[Build, str, Browser]) -> None:
    context = real[2].new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(real[1])
    expect(page.locator(".aids")).to_be_hidden()
    context.close()
