"""The real map as it is used in Chromium: the address, the keyboard, the thumb, who is near, no tiles."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from mapgen.build import Build
from tests.axe import by_day_and_night
from tests.real_site import served, without_tiles
from tests.test_map_browser import CARDS, DESK, PHONE, at, shown

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def real(chromium: Path) -> Iterator[tuple[Build, str, Browser]]:
    with served(chromium) as site:
        yield site


@pytest.fixture
def phone(real: tuple[Build, str, Browser]) -> Iterator[Page]:
    context = real[2].new_context(viewport=PHONE, locale="ja-JP", base_url=f"{real[1]}map/")
    yield context.new_page()
    context.close()


def test_the_map_by_keyboard(real: tuple[Build, str, Browser], phone: Page) -> None:
    without_tiles(phone)
    phone.goto(f"{real[1]}map/")
    pins = phone.locator("#map .leaflet-marker-icon[tabindex]")
    expect(pins.first).to_be_visible()
    names = [pin.get_attribute("aria-label") for pin in pins.all()]
    assert None not in names
    assert len(set(names)) == len(names) > 5
    assert phone.locator("#map a[href], #map [tabindex='0'], #map button").count() <= 20

    pin = phone.locator("#map .leaflet-marker-icon.pin").first
    name = pin.get_attribute("aria-label")
    pin.focus()
    phone.keyboard.press("Enter")
    popup = phone.locator(".leaflet-popup[role=dialog]")
    expect(popup).to_be_visible()
    assert phone.evaluate("document.querySelector('.leaflet-popup').contains(document.activeElement)")
    phone.keyboard.press("Escape")
    expect(popup).to_have_count(0)
    assert phone.evaluate("document.activeElement.getAttribute('aria-label')") == name


def test_targets_on_the_map_are_large_enough_for_a_thumb(real: tuple[Build, str, Browser], phone: Page) -> None:
    without_tiles(phone)
    at(phone, "?city=zama&near=zama")
    phone.locator("#filter-box summary").click()
    expect(phone.locator("#map .leaflet-marker-icon").first).to_be_visible()
    boxes = [
        e.bounding_box()
        for e in phone.locator(
            "#map .leaflet-control-zoom a, #map .cluster, .filters select, .pick, .filters summary, .filters button"
        ).all()
    ]
    assert len(boxes) > 20
    assert [box for box in boxes if box and min(box["width"], box["height"]) < 44] == []


def test_when_the_tiles_do_not_come_the_page_says_so_and_the_pins_stay(
    real: tuple[Build, str, Browser], phone: Page
) -> None:
    without_tiles(phone)
    phone.goto(f"{real[1]}map/")
    expect(phone.locator("#map-status")).to_contain_text("背景の地図が出ません", timeout=15_000)
    assert phone.locator("#map .leaflet-marker-icon").count() > 5


# ── the address ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_each_choice_is_a_step_back_and_a_link_brings_it_all_again(
    real: tuple[Build, str, Browser], phone: Page
) -> None:
    without_tiles(phone)
    at(phone)
    everybody = len(shown(phone))
    phone.locator("#filter-box summary").click()
    phone.get_by_role("checkbox", name="座間市").check()
    phone.locator("#f-cat").select_option("work")
    phone.get_by_role("checkbox", name="わからないところもふくめる").uncheck()
    phone.get_by_role("checkbox", name="無料").check()
    assert phone.url.endswith("map/?city=zama&free=1&cat=work&unknown=0")
    assert phone.locator("#filter-box summary").inner_text().split() == ["しぼりこむ", "(4)"]
    phone.go_back()
    expect(phone.get_by_role("checkbox", name="無料")).not_to_be_checked()
    left = shown(phone)
    phone.go_back()
    phone.go_back()
    expect(phone.locator("#f-cat")).to_have_value("")
    phone.go_forward()
    phone.go_forward()
    expect(phone.get_by_role("checkbox", name="わからないところもふくめる")).not_to_be_checked()
    assert shown(phone) == left
    at(phone, f"?{phone.url.partition('?')[2]}")
    assert shown(phone) == left
    phone.locator("#clear").click()
    expect(phone.locator(f"{CARDS}:visible")).to_have_count(everybody)
    assert phone.url.endswith("/map/")


def test_an_address_with_nonsense_in_it_leaves_everybody(real: tuple[Build, str, Browser], phone: Page) -> None:
    without_tiles(phone)
    at(phone, "?city=atlantis&cat=%22%3E&near=nowhere&lang=,,&today=yes")
    assert len(shown(phone)) == phone.locator(CARDS).count()
    assert phone.locator("#chosen button").count() == 0


def test_chips_say_what_is_chosen_and_take_it_back(real: tuple[Build, str, Browser], phone: Page) -> None:
    without_tiles(phone)
    at(phone, "?city=zama&open=1&unknown=0&near=ebina")
    chips = phone.locator("#chosen button")
    names = ["座間市", "ほかの市の人も使える", "分かっているところだけ", "海老名駅に近い順"]
    assert [chip.get_attribute("aria-label") for chip in chips.all()] == [f"{name}をはずす" for name in names]
    chips.nth(1).focus()
    phone.keyboard.press("Enter")
    expect(chips).to_have_count(3)
    assert phone.evaluate("document.activeElement.ariaLabel") == "分かっているところだけをはずす"
    for _ in range(3):
        phone.keyboard.press("Enter")
    expect(chips).to_have_count(0)
    assert phone.evaluate("document.activeElement.id") == "found"
    assert phone.url.endswith("/map/")


# ── near ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_near_a_station_is_the_order_of_its_page_and_who_has_no_point_comes_last(
    real: tuple[Build, str, Browser], phone: Page
) -> None:
    site = real[0].site
    assert site is not None
    without_tiles(phone)
    at(phone)
    order = shown(phone)
    phone.locator("#f-near").select_option("ebina")
    area = next(area for area in site.content.region.areas if area.id == "ebina")
    expected = [near.entry.id for near in site.near_area(area)]
    found = shown(phone)
    assert found[: len(expected)] == expected
    undrawn = {entry.id for entry in site.listed if not entry.spots}
    assert set(found[-len(undrawn) :]) == undrawn and sorted(found) == sorted(order)
    words = phone.locator(f"{CARDS} > .distance").all_inner_texts()
    assert words[0].startswith("約") and words[-1] == "場所は地図に出ていません"
    rough = phone.locator(f"{CARDS} > .distance", has_text="町のおおよその位置から")
    assert rough.count() == sum(1 for e in site.listed if e.spots and _roughly(e, area))
    assert phone.locator("#map .here").count() == 1
    assert phone.url.endswith("?near=ebina")
    phone.go_back()
    expect(phone.locator(".distance")).to_have_count(0)
    assert shown(phone) == order


def _roughly(entry: Any, area: Any) -> bool:
    nearest = min((area.point.distance(spot.point), n) for n, (_, spot) in enumerate(entry.spots))
    return not entry.spots[nearest[1]][1].precision.exact


def test_where_somebody_is_stays_in_the_browser(real: tuple[Build, str, Browser]) -> None:
    place: Any = {"latitude": 35.4527, "longitude": 139.3907}
    context = real[2].new_context(viewport=PHONE, locale="ja-JP", geolocation=place, permissions=["geolocation"])
    page = context.new_page()
    without_tiles(page)
    page.goto(f"{real[1]}map/?city=ebina")
    expect(page.locator("#found")).not_to_be_empty()
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url + (request.post_data or "")))
    page.locator("#near-me").click()
    expect(page.locator("#near-title")).to_contain_text("いまいる場所に近い順")
    assert page.locator(f"{CARDS}:visible > .distance").first.inner_text().startswith("約")
    assert page.url.endswith("?city=ebina")
    assert [url for url in asked if "cyberjapandata" not in url or "35.4" in url or "139.3" in url] == []
    page.locator("#f-near").select_option("zama")
    expect(page.locator("#near-title")).to_contain_text("座間駅に近い順")
    context.close()


def test_somebody_far_away_is_told_and_the_map_stays(real: tuple[Build, str, Browser]) -> None:
    place: Any = {"latitude": 43.06, "longitude": 141.35}
    context = real[2].new_context(viewport=PHONE, locale="ja-JP", geolocation=place, permissions=["geolocation"])
    page = context.new_page()
    without_tiles(page)
    page.goto(f"{real[1]}map/")
    page.locator("#near-me").click()
    expect(page.locator("#near-status")).to_contain_text("この地図の外です")
    assert page.locator("#map .leaflet-marker-icon").count() > 5
    context.close()


def test_a_refusal_is_said_in_words(real: tuple[Build, str, Browser], phone: Page) -> None:
    without_tiles(phone)
    at(phone)
    order = shown(phone)
    phone.locator("#near-me").click()
    expect(phone.locator("#near-status")).to_contain_text("位置情報の使用が許可されていません")
    assert shown(phone) == order


# ── everybody ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_first_screen_of_a_desk_has_the_map_and_the_first_rows_and_of_a_phone_the_way_to_them(
    real: tuple[Build, str, Browser], phone: Page
) -> None:
    def lower_edge(page: Page, what: str) -> float:
        box = page.locator(what).first.bounding_box()
        assert box is not None
        return box["y"] + box["height"]

    without_tiles(phone)
    at(phone)
    assert max(lower_edge(phone, what) for what in ("#filter-box", "#found", ".to-rows")) < PHONE["height"]
    page = real[2].new_page(viewport=DESK)
    without_tiles(page)
    page.goto(f"{real[1]}map/")
    expect(page.locator("#found")).not_to_be_empty()
    assert lower_edge(page, "#list .row") < DESK["height"]
    seen = page.evaluate("innerHeight - document.getElementById('map').getBoundingClientRect().top")
    assert seen > DESK["height"] / 2
    page.close()


def test_filters_are_folded_and_not_there_without_javascript(real: tuple[Build, str, Browser], phone: Page) -> None:
    without_tiles(phone)
    at(phone)
    assert phone.locator(".filter-fields").is_visible() is False
    phone.locator("#filter-box summary").click()
    assert phone.locator(".filter-fields").is_visible()
    page = real[2].new_page(viewport=DESK, java_script_enabled=False)
    without_tiles(page)
    page.goto(f"{real[1]}map/")
    assert page.locator("#filters").is_visible() is False
    page.close()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_in_the_open_filters(real: tuple[Build, str, Browser], size: dict[str, int]) -> None:
    context = real[2].new_context(viewport=size, bypass_csp=True)  # type: ignore[arg-type]
    page = context.new_page()
    without_tiles(page)
    page.goto(f"{real[1]}map/?today=1&free=1&city=zama&near=zama")
    expect(page.locator("#found")).not_to_be_empty()
    page.evaluate("document.getElementById('filter-box').open = true")
    assert by_day_and_night(page) == []
    for path in ("map/", "easy/map/", "en/map/"):
        page.goto(f"{real[1]}{path}?today=1&near=zama")
        expect(page.locator("#found")).not_to_be_empty()
        page.evaluate("document.getElementById('filter-box').open = true")
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    context.close()
