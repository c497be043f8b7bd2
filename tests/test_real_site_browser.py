"""The real map in Chromium, under its own policy: every template, no JavaScript, leaving quickly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from mapgen.build import Build
from tests.axe import violations
from tests.real_site import PAGES, served, without_tiles

pytestmark = pytest.mark.browser
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@pytest.fixture(scope="module")
def real(chromium: Path) -> Iterator[tuple[Build, str, Browser]]:
    with served(chromium) as site:
        yield site


@pytest.fixture
def phone(real: tuple[Build, str, Browser]) -> Iterator[Page]:
    context = real[2].new_context(viewport=PHONE, locale="ja-JP")
    yield context.new_page()
    context.close()


@pytest.mark.timeout(900)  # axe needs a second or two for each page, and much more on a crowded machine
@pytest.mark.parametrize(
    ("size", "look"),
    [(PHONE, "light"), (PHONE, "aids"), (DESK, "dark"), (DESK, "aids")],
    ids=["phone-light", "phone-aids", "desk-dark", "desk-aids"],
)
def test_axe_finds_nothing_and_nothing_runs_off_the_page(
    real: tuple[Build, str, Browser], size: dict[str, int], look: str
) -> None:
    _, base, browser = real
    scheme: Any = "dark" if look == "dark" else "light"
    # axe is put into the page by the test, which the site's own policy rightly forbids: hence bypass_csp.
    context = browser.new_context(viewport=size, color_scheme=scheme, bypass_csp=True)
    if look == "aids":
        context.add_init_script("localStorage.setItem('aids', 'size=larger&ruby=off&contrast=high')")
    page, found = context.new_page(), []
    without_tiles(page)
    for name, path in PAGES.items():
        page.goto(base + path)
        if path.endswith("map/"):
            expect(page.locator("#map .leaflet-marker-icon").first).to_be_visible()
        found += [(name, *each) for each in violations(page)]
        if (width := page.evaluate("document.documentElement.scrollWidth")) > size["width"]:
            found.append((name, "wider than the window", width))
    context.close()
    assert found == []


def test_no_template_breaks_the_policy_or_asks_a_stranger(real: tuple[Build, str, Browser], phone: Page) -> None:
    built, base, _ = real
    assert built.site is not None
    tiles = built.site.content.settings.tiles.url.partition("{z}")[0]
    said: list[str] = []
    phone.on("console", lambda line: said.append(line.text))
    phone.on("pageerror", lambda error: said.append(str(error)))
    asked = without_tiles(phone)
    for path in PAGES.values():
        phone.goto(base + path)
    phone.goto(f"{base}map/")
    expect(phone.locator("#map .leaflet-marker-icon").first).to_be_visible()
    assert [line for line in said if "ERR_FAILED" not in line and "404" not in line] == []
    assert asked
    assert [url for url in asked if not url.startswith(tiles)] == []


def test_without_javascript_everybody_is_still_listed(real: tuple[Build, str, Browser]) -> None:
    built, base, browser = real
    assert built.site is not None
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}map/")
    assert page.locator("#list li[data-id]").count() == len(built.site.listed)
    page.goto(f"{base}orgs/zama-kokokara/")
    assert page.locator("a[href='tel:0462446434']").first.is_visible()
    context.close()


def test_a_sensitive_page_can_be_left_quickly_and_says_nothing_in_its_title(
    real: tuple[Build, str, Browser], phone: Page
) -> None:
    _built, base, _ = real
    asked = without_tiles(phone)
    reply = phone.goto(f"{base}orgs/kanagawa-dv-line/")
    assert reply is not None
    # The site's rule and the page's own both apply; of several policies a browser takes the last it knows.
    assert (reply.header_value("referrer-policy") or "").endswith("no-referrer")
    assert "DV" not in phone.title()
    assert phone.locator("#map").count() == 0
    assert phone.get_by_text("このページを閉じる").first.is_visible()
    assert asked == []


def test_home_leads_to_a_telephone_number_in_three_taps(real: tuple[Build, str, Browser], phone: Page) -> None:
    phone.goto(real[1])
    tiles = phone.locator("main a:has(svg)").all()[:12]
    targets = [tile.get_attribute("href") for tile in tiles]
    assert len(targets) == 12
    for target in targets:
        phone.goto(f"{real[1]}{target}")
        if not phone.locator("main a[href^='tel:']").count():
            phone.locator("main .rows a").first.click()
        assert phone.locator("a[href^='tel:']").count() > 0, target
