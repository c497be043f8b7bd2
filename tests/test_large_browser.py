"""A large site in Chromium: parts are read as they are needed, and what is counted, listed and found is everybody."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from mapgen.build import Build
from mapgen.render import shards
from tests.axe import by_day_and_night
from tests.bench.project import write_project
from tests.real_site import served, without_tiles

pytestmark = pytest.mark.browser
COUNT = 60
PART = re.compile(r"/(?:points|search)-([a-z0-9-]+)\.json")

Site = tuple[Build, str, Page]


@pytest.fixture(scope="module")
def large(chromium: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    root = tmp_path_factory.mktemp("large") / "project"
    write_project(root, COUNT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "LARGE", 3)
        patch.setattr(shards, "FULL", 6)
        with served(chromium, root) as (built, address, browser):
            context = browser.new_context(viewport={"width": 390, "height": 844}, locale="ja-JP", bypass_csp=True)
            page = context.new_page()
            without_tiles(page)
            yield built, address, page


def names(built: Build) -> list[str]:
    return [part["name"] for part in json.loads(built.artifacts["map/points.json"].content)["parts"]]


def asked(page: Page) -> list[str]:
    """Return the list to which the parts that are fetched from now on are added."""
    found: list[str] = []
    page.on("request", lambda request: found.extend(PART.findall(request.url)))
    return found


def test_the_whole_map_reads_each_part_once_and_counts_everybody(large: Site) -> None:
    built, address, page = large
    read = asked(page)
    page.goto(f"{address}map/")
    expect(page.locator("#found")).to_contain_text(f"{COUNT}件みつかりました")
    assert sorted(read) == sorted(names(built)) and len(read) >= 10
    signs = page.locator("#map .leaflet-marker-icon[tabindex]").evaluate_all(
        "all => all.map(sign => Number(sign.classList.contains('cluster') ? sign.innerText : 1))"
    )
    assert sum(signs) == COUNT
    expect(page.locator("#rows-title")).to_have_text(f"地図に見えている団体と窓口 {COUNT}件")
    rows = page.locator("#list li[data-id]")
    expect(rows).to_have_count(20)
    page.get_by_role("button", name="もっと見る").press("Enter")  # a jump to it draws rows, which move it under a mouse
    expect(rows).to_have_count(40)
    assert page.evaluate("document.activeElement.closest('li').matches('#list li:nth-child(21)')")
    expect(rows.first.locator(".listing button")).to_be_attached()
    assert by_day_and_night(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_filters_and_a_place_are_about_everybody_whatever_is_in_view(large: Site) -> None:
    built, address, page = large
    assert built.site is not None
    page.goto(f"{address}map/?city=zama&near=zama")
    there = {entry.id for entry in built.site.listed if "zama" in entry.cities}
    expect(page.locator("#found")).to_have_text(f"{len(there)}件みつかりました")
    ids = page.locator("#list li[data-id]").evaluate_all("all => all.map(row => row.dataset.id)")
    assert set(ids) == there and len(ids) == len(there)
    area = next(area for area in built.site.content.region.areas if area.id == "zama")
    near = [each.entry.id for each in built.site.near_area(area) if each.entry.id in there]
    assert ids[: len(near)] == near
    assert page.locator("#list .distance").first.inner_text().startswith("約")


def test_an_address_leads_to_its_pin_and_a_view_reads_only_what_it_meets(large: Site) -> None:
    built, address, page = large
    assert built.site is not None
    some = built.site.listed[-1]
    page.goto(f"{address}map/#org={some.id}")
    expect(page.locator(".leaflet-popup[role=dialog]")).to_contain_text(some.org.name)
    read = asked(page)
    # A map that opens on the surroundings of one point.
    first, point = json.loads(built.artifacts["map/points.json"].content), some.spots[0][1].point
    first["bounds"] = [[point.lat - 0.001, point.lon - 0.001], [point.lat + 0.001, point.lon + 0.001]]
    page.route("**/map/points.json", lambda route: route.fulfill(json=first))
    page.goto(f"{address}map/?seen")
    expect(page.locator("#found")).to_contain_text("地図を動かすか、しぼりこむと読みこみます")
    assert 0 < len(set(read)) < len(names(built))
    page.evaluate("document.querySelector('#filter-box').open = true")
    page.get_by_role("checkbox", name="座間市").check()
    expect(page.locator("#found")).not_to_contain_text("読みこみ")
    assert set(read) == set(names(built))
    page.unroute("**/map/points.json")


def test_a_search_finds_in_every_part_and_says_how_far_it_has_read(large: Site) -> None:
    built, address, page = large
    assert built.site is not None
    held = page.context.new_page()
    waiting = []
    held.route(f"**/search-{names(built)[-1]}.json", lambda route: waiting.append(route))
    held.goto(f"{address}search/")
    with held.expect_request(f"**/search-{names(built)[-1]}.json"):
        held.locator("#q").fill("みほん")
    expect(held.locator("#found")).to_contain_text("まだ読みこみ中です(")
    waiting[0].continue_()
    expect(held.locator("#found")).to_contain_text(f"団体と窓口が{COUNT}件")
    expect(held.locator("#found")).not_to_contain_text("読みこみ中")
    for entry in (built.site.listed[0], built.site.listed[-1]):
        held.locator("#q").fill(entry.org.name)
        expect(held.locator("#found-orgs h3").first).to_have_text(entry.org.name)
    held.close()
