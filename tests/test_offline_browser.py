"""Without a network, in Chromium: what a device keeps, how it is renewed and removed, and what it never keeps."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.axe import by_day_and_night
from tests.conftest import Project
from tests.offline_site import FILES, OTHER, QUIET_PAGES, SITE, KeptSite, built, settings_text
from tests.real_site import FLAGS, hosted

pytestmark = pytest.mark.browser
Make = Callable[..., Project]


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def site(browser: Browser, project: Make) -> Iterator[KeptSite]:
    made = project(FILES)
    made.write({SITE: settings_text(made, offline="true")})
    with hosted(built(made), "x/") as (host, address):
        context = browser.new_context(viewport={"width": 390, "height": 844}, locale="ja-JP")
        yield KeptSite(made, host, address, context)
        context.close()


def test_lists_and_visited_pages_are_read_without_a_network(site: KeptSite) -> None:
    site.visit()
    site.visit("orgs/mihon-1/")
    site.context.set_offline(True)
    for path in ("", "cities/", "cities/mihon/", "categories/living/", "orgs/", "hotlines/", "find/", "orgs/mihon-1/"):
        site.page.goto(site.address + path)
        note = site.page.get_by_role("status").filter(
            has_text="この端末に保存してある内容です。最新ではないかもしれません。"
        )
        expect(note).to_have_text(re.compile(r"保存した日: 20\d\d年\d+月\d+日$"))
        assert site.page.evaluate("getComputedStyle(document.querySelector('.top')).borderBottomStyle") == "solid"
    site.page.goto(f"{site.address}search/#q=みほん2番")
    expect(site.page.locator("#found-orgs .row h3")).to_have_text("みほん2番の家")
    assert site.page.url.startswith(site.address)
    site.context.set_offline(False)
    site.page.goto(f"{site.address}orgs/mihon-1/")
    expect(site.page.locator(".kept")).to_have_count(0)


def test_what_is_not_kept_leads_to_the_telephone_numbers_and_can_be_tried_again(site: KeptSite) -> None:
    site.visit()
    site.context.set_offline(True)
    site.page.goto(f"{site.address}orgs/mihon-2/")
    expect(site.page.get_by_text("このページは、まだこの端末に入っていません。")).to_be_visible()
    expect(site.page.locator("main").get_by_role("link", name="0120-000-000")).to_be_visible()
    site.context.set_offline(False)
    site.page.get_by_role("link", name="もう一度ひらく").click()
    expect(site.page.locator("h1")).to_have_text("みほん2番の家")
    site.page.goto(f"{site.address}offline/#//evil.example.com/")
    expect(site.page.locator("#offline-missing")).to_be_hidden()


def test_only_the_languages_that_are_read_are_kept(site: KeptSite) -> None:
    site.visit()
    assert "offline/" in site.kept("core") and not [path for path in site.kept("core") if path.startswith("en/")]
    site.visit("en/cities/")
    site.until("caches.match('../offline/').then(Boolean)")
    assert {path.removeprefix("en/") for path in site.kept("core") if path.startswith("en/")} == {
        path for path in site.kept("core") if not path.startswith("en/")
    }
    site.context.set_offline(True)
    site.page.goto(f"{site.address}en/orgs/mihon-1/")
    expect(site.page.locator("h1")).to_have_text("Without a network")


def test_people_in_danger_leave_nothing_on_the_device(site: KeptSite) -> None:
    site.page.goto(f"{site.address}orgs/mihon-quiet/")
    site.page.wait_for_timeout(500)
    assert site.page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    site.visit()
    before = site.kept("core", "seen", "kept")
    for path in QUIET_PAGES:
        site.page.goto(site.address + path)
        expect(site.page.locator("[data-exit]")).to_be_visible()
        site.page.evaluate("fetch(location.href, { headers: { 'x-keep': '1' } }).then((answer) => answer.text())")
    site.page.goto(f"{site.address}handout/#l=mihon-quiet")
    expect(site.page.locator(".slip")).to_have_count(1)
    after = site.kept("core", "seen", "kept")
    assert not [path for path in after if "quiet" in path or "afraid" in path]
    assert set(after) - set(before) <= {f"en/{path}" for path in before}
    site.context.set_offline(True)
    site.page.goto(f"{site.address}orgs/mihon-quiet/")
    assert site.page.url == f"{site.address}offline/"


def test_a_page_that_becomes_one_for_people_in_danger_is_taken_from_the_device(site: KeptSite) -> None:
    site.visit()
    site.visit("orgs/mihon-1/")
    assert site.kept("seen") == ["orgs/mihon-1/"]
    site.change({"content/orgs/mihon-1.yaml": f"{OTHER.format(n=1)}sensitive: [abuse]\n"})
    site.renewed()
    assert site.kept("seen") == []


def test_the_next_visit_renews_what_is_kept(site: KeptSite) -> None:
    site.visit()
    site.visit("orgs/mihon-1/")
    before = set(site.page.evaluate("caches.keys()"))
    site.change({"content/orgs/mihon-1.yaml": OTHER.format(n=1).replace("みほん1番", "新しい1番")})
    site.renewed()
    assert before.isdisjoint(site.page.evaluate("caches.keys()"))
    site.context.set_offline(True)
    for path in ("orgs/mihon-1/", "orgs/"):
        site.page.goto(site.address + path)
        expect(site.page.locator("main")).to_contain_text("新しい1番の家")
    site.context.set_offline(False)
    site.change({"content/orgs/mihon-1.yaml": OTHER.format(n=1).replace("みほん1番", "三つめの1番")})
    site.page.goto(f"{site.address}orgs/mihon-1/")
    expect(site.page.locator("h1")).to_have_text("三つめの1番の家")


def test_switched_off_everything_is_removed(site: KeptSite) -> None:
    site.visit()
    assert site.kept("core")
    site.change({SITE: settings_text(site.project, offline="false")})
    site.page.goto(site.address)
    site.until("caches.keys().then((all) => all.length === 0)")
    site.until("navigator.serviceWorker.getRegistrations().then((all) => all.length === 0)")
    site.page.goto(f"{site.address}orgs/")
    site.page.wait_for_timeout(500)
    assert site.page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    assert site.page.locator("a[href$='offline/']").count() == 0


def test_a_slow_network_is_waited_for_three_seconds(site: KeptSite) -> None:
    site.visit()
    site.visit("orgs/mihon-1/")
    site.host.patience = 8
    site.page.goto(f"{site.address}orgs/mihon-1/", wait_until="commit", timeout=7_000)
    expect(site.page.locator(".kept")).to_be_visible()
    site.host.patience = 0


def test_organisations_are_kept_for_a_home_visit_and_taken_out_again(site: KeptSite) -> None:
    site.visit("offline/")
    site.page.get_by_label("みほん市").check()
    site.page.get_by_role("button", name="この端末に入れておく").click()
    status = site.page.locator("#offline-status")
    expect(status).to_have_text("3ページを入れました。電波がなくても読めます。")
    assert site.kept("kept") == ["orgs/mihon-1/", "orgs/mihon-2/", "orgs/mihon-shokudo/"]
    expect(site.page.locator("[data-in=mihon]")).to_be_visible()
    expect(site.page.locator("[data-in=all]")).to_be_hidden()
    expect(site.page.locator("#offline-count")).to_have_text("(3)")
    assert site.page.locator("#offline-pages li:not([hidden])").count() == 3
    site.page.locator("#offline-form input[value=all]").check()
    site.page.get_by_role("button", name="この端末に入れておく").click()
    expect(site.page.locator("[data-in=all]")).to_be_visible()
    assert "categories/living/food/" in site.kept("kept")
    site.context.set_offline(True)
    site.page.goto(f"{site.address}handout/#l=mihon-2,mihon-shokudo")
    expect(site.page.locator(".slip")).to_have_count(2)
    site.page.goto(f"{site.address}offline/")
    site.page.get_by_role("button", name="この端末に入れておく").click()
    expect(status).to_contain_text("もう一度ためしてください。")
    site.page.get_by_role("button", name="取り出す").click()
    expect(status).to_have_text("取り出しました。")
    assert site.kept("kept") == []


def test_what_was_only_read_is_not_shown_to_the_next_person(site: KeptSite) -> None:
    site.visit()
    site.visit("orgs/mihon-1/")
    site.visit("offline/")
    expect(site.page.locator("#offline-form")).to_be_visible()
    assert site.kept("seen") == ["orgs/mihon-1/"] and site.page.locator("#offline-here").is_hidden()


def test_a_shared_computer_keeps_nothing(site: KeptSite) -> None:
    site.visit("offline/")
    site.page.get_by_role("button", name="すべて消して、これからも残さない").click()
    expect(site.page.locator("#offline-status")).to_contain_text("すべて消しました。")
    for path in ("", "orgs/"):
        site.page.goto(site.address + path)
        site.page.wait_for_timeout(400)
    assert site.page.evaluate("caches.keys()") == []
    assert site.page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    site.page.goto(f"{site.address}offline/")
    site.page.get_by_role("button", name="この端末に入れておく").click()
    expect(site.page.locator("#offline-status")).to_contain_text("電波がなくても読めます。")


def test_other_files_are_none_of_the_workers_business_and_nobody_complains(site: KeptSite) -> None:
    site.visit()
    site.visit("map/")
    for path in ("kml/all.kml", "data/orgs.geojson", "robots.txt"):
        assert site.page.evaluate(f"fetch('../{path}').then((answer) => answer.status)") == 200, path
    site.visit("offline/")
    assert not [p for p in site.kept("core", "seen", "kept") if p.startswith(("kml", "data", "map", "robots"))]
    assert [line for line in site.said if "ERR_NAME_NOT_RESOLVED" not in line] == []


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(site: KeptSite, browser: Browser, width: int) -> None:
    site.context.close()
    site.context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    site.page, found = site.context.new_page(), []
    site.visit("orgs/")
    site.context.set_offline(True)
    for path in ("orgs/", "orgs/mihon-1/"):
        site.page.goto(site.address + path)
        expect(site.page.locator(".kept, #offline-missing").first).to_be_visible()
        found += [(path, *each) for each in by_day_and_night(site.page)]
        assert site.page.evaluate("document.documentElement.scrollWidth") <= width
    assert found == []
