"""The directory as one file, opened from the disk in Chromium: searched, printed, without JavaScript; no request."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from pypdf import PdfReader

from mapgen import render
from mapgen.build import Options, read_site
from mapgen.geocode import locate
from mapgen.problems import Problems
from mapgen.site import Site, assemble
from tests.axe import by_day_and_night
from tests.many_orgs import as_models, many_orgs
from tests.real_site import FLAGS

pytestmark = pytest.mark.browser
ROOT = Path(__file__).resolve().parent.parent
MOST_BYTES = 1_000_000
ASKED = 157  # as many organisations as the yearly survey asks


@pytest.fixture(scope="module")
def real() -> Site:
    site = read_site(ROOT, Options(date=date(2026, 11, 23)), Problems())
    assert site
    return site


@pytest.fixture(scope="module")
def file(real: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("stick") / "地図 2026.html"
    path.write_bytes(render.single(real, ROOT, real.entries, "ja"))
    return path


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, file: Path) -> Iterator[Page]:
    """Yield the file as it opens; it asks nobody, and nobody complains."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page, said = context.new_page(), list[str]()
    page.on("console", lambda line: said.append(line.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda asked: said.append(asked.url))
    page.goto(file.as_uri())
    yield page
    context.close()
    assert said == [file.as_uri()]


def test_it_is_smaller_than_a_megabyte(real: Site, file: Path) -> None:
    assert file.stat().st_size < MOST_BYTES
    content = replace(real.content, organizations=tuple(as_models(many_orgs(ASKED, real.content), real.content)))
    located = {org.id: tuple(locate(p, content.atlas) for p in org.all_places) for org in content.organizations}
    large = assemble(content, located, base_url=real.base_url, preview=False)
    assert len(large.listed) == ASKED
    for lang in ("ja", "easy", "en"):
        assert len(render.single(large, ROOT, large.entries, lang)) < MOST_BYTES, lang


def test_its_search_finds_what_the_sites_does(page: Page) -> None:
    found, status = page.locator("#found"), page.locator("#status")
    page.get_by_label("困っていること、団体や場所の名前").fill("フードパントリー")
    expect(found.get_by_role("link", name="神奈川大和パントリー")).to_be_visible()
    page.locator("#q").fill("しにたい")
    expect(found.locator("li").first).to_contain_text("0120-")
    page.locator("#q").fill("ひきこもり")
    expect(status).to_have_text(re.compile(r"^\d+件見つかりました。$"))
    found.get_by_role("link", name="みんなの居場所 ここから").click()
    expect(page.locator("article:target h4")).to_contain_text("みんなの居場所 ここから")
    page.locator("#q").fill("xqzxqz")
    expect(status).to_have_text("ぴったりのものは見つかりませんでした。")
    assert page.locator("#found li").count() == 0
    page.locator("#q").press("Enter")
    assert page.evaluate("performance.getEntriesByType('resource').length") == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_without_javascript_it_is_a_page_with_a_table_of_contents(real: Site, browser: Browser, file: Path) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.goto(file.as_uri())
    expect(page.locator("#search")).to_be_hidden()
    assert page.locator("article").count() == len(real.listed)
    page.locator(".contents a[href='#categories-family']").click()
    expect(page.locator("#categories-family")).to_be_in_viewport()
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(browser: Browser, file: Path, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(file.as_uri())
    page.locator("#q").fill("こども食堂")
    expect(page.locator("#found li").first).to_be_visible()
    assert by_day_and_night(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_on_paper_everybody_is_whole_and_every_number_is_there(real: Site, page: Page) -> None:
    read = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(read.pages) < len(real.listed) / 2
    text = re.sub(r"\s", "", unicodedata.normalize("NFKC", "".join(sheet.extract_text() for sheet in read.pages)))
    numbers = [contact.tel for e in real.listed if (contact := e.org.contact) and contact.tel]
    numbers += [line.number for line in real.content.hotlines]
    assert len(numbers) > 30 and [number for number in numbers if number not in text] == []
    for word in ("上へもどる", "Googleマップでひらく", "困っていること、団体や場所の名前"):
        assert word not in text, word
