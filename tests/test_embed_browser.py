"""The lists for frames in Chromium: on another site's page, narrowed by the address, without JavaScript."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from mapgen.build import Build
from tests.real_site import served, without_tiles

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
CITY = "<!doctype html><html lang=ja><title>みほん市</title><iframe id=a src='{0}{1}' title=a height=640></iframe>"


@pytest.fixture(scope="module")
def real(chromium: Path) -> Iterator[tuple[Build, str, Browser]]:
    with served(chromium) as site:
        yield site


@pytest.fixture
def page(real: tuple[Build, str, Browser]) -> Iterator[Page]:
    context = real[2].new_context(viewport=PHONE, locale="ja-JP")
    page = context.new_page()
    without_tiles(page)
    yield page
    context.close()


class _City(BaseHTTPRequestHandler):
    """A city's own site: each of its addresses shows that page of the map in a frame."""

    base: str

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(CITY.format(self.base, self.path.lstrip("/")).encode())

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture(scope="module")
def city(real: tuple[Build, str, Browser]) -> Iterator[str]:
    """Yield an address that is another origin than the map's."""
    _City.base = real[1]
    with ThreadingHTTPServer(("127.0.0.1", 0), _City) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def test_a_citys_site_shows_the_list_and_a_name_leads_the_whole_window_to_its_page(
    real: tuple[Build, str, Browser], city: str, page: Page
) -> None:
    said: list[str] = []
    page.on("console", lambda line: said.append(line.text))
    page.goto(f"{city}embed/zama/?category=living")
    frame = page.frame_locator("#a")
    expect(frame.locator(".narrowed")).to_have_text("生活・お金 しぼらずに全部を見る")
    expect(frame.locator(".row", has_text="ワンエイド")).to_be_visible()
    assert said == []
    frame.locator(".narrowed a").click()
    expect(frame.locator(".narrowed")).to_be_hidden()
    frame.locator("h3 a").first.click()
    page.wait_for_url(f"{real[1]}orgs/*/")


@pytest.mark.parametrize("path", ["map/", "", "orgs/zama-kokokara/", "easy/handout/", "downloads/"])
def test_no_other_page_can_be_shown_in_a_frame(city: str, page: Page, path: str) -> None:
    refused: list[str] = []
    page.on("console", lambda line: refused.append(line.text))
    page.goto(city + path)
    page.wait_for_timeout(200)
    assert page.frames[1].url == "chrome-error://chromewebdata/"
    assert any("frame-ancestors" in line for line in refused)


def test_the_address_chooses_city_and_category(real: tuple[Build, str, Browser], page: Page) -> None:
    page.goto(f"{real[1]}embed/?city=ebina&category=family/hikikomori")
    page.wait_for_url(f"{real[1]}embed/ebina/?category=family*")
    shown = page.locator("[data-categories]:visible")
    assert 0 < shown.count() < page.locator("[data-categories]").count()
    assert all("family/hikikomori" in (row.get_attribute("data-categories") or "") for row in shown.all())
    page.locator(".narrow summary").click()
    page.locator("[data-category=elderly]").click()
    expect(page.locator(".narrowed b")).to_have_text("高齢・介護")
    page.get_by_role("link", name="English").click()
    expect(page.locator(".narrowed")).to_be_visible()
    page.goto(f"{real[1]}embed/?category=nothing&city=nowhere")
    assert page.locator("[data-categories]:visible").count() == page.locator("[data-categories]").count()


def test_without_javascript_the_list_is_whole(real: tuple[Build, str, Browser]) -> None:
    built, base, browser = real
    assert built.site is not None
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}embed/?city=zama")
    assert {row.get_attribute("data-org") for row in page.locator(".row").all()} == {e.id for e in built.site.listed}
    assert page.locator(".narrow").is_hidden() and page.get_by_role("link", name="座間市", exact=True).is_visible()
    context.close()


def test_the_line_to_paste_is_copied_whole(real: tuple[Build, str, Browser]) -> None:
    context = real[2].new_context(viewport=PHONE, permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(f"{real[1]}downloads/#embed")
    page.locator("[data-copy]").nth(1).click()
    expect(page.locator("[data-copied]")).to_have_text("写しました")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator(".snippet code").nth(1).text_content()
    assert copied.startswith('<iframe src="https://') and copied.endswith("</iframe>")
    context.close()
