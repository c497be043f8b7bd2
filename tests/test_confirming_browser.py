"""The sheets in Chromium and on paper: each organisation one A4 page, nothing hidden, nothing too fine for FAX."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright
from pypdf import PdfReader

from mapgen.build import Options, read_site
from mapgen.confirming import chosen, pages, printed, sheet
from mapgen.problems import Problems
from mapgen.site import Site
from mapgen.starter import starter_files
from tests.axe import violations
from tests.real_site import FLAGS, ROOT

pytestmark = pytest.mark.browser
TODAY = date(2026, 11, 26)
WIDE, THIN = "長い名前のみほん" * 25, "WWW@mihon %&" * 40
LONGEST = f"""\
name: {WIDE}
kana: {"みほん" * 60}
aliases: [{WIDE}, '{THIN[:200]}']
type: npo
operator: {WIDE}
summary: {WIDE[:120]}
description: |
  {"とても長い説明です。" * 300}
categories: [living/food, children]
forms: [food, ibasho, consultation]
audience: {{text: '{THIN[:200]}'}}
serves: [mihon]
open_to: anyone
first_contact: {WIDE}
apply: phone
apply_note: {WIDE}
cost: varies
cost_note: '{THIN[:200]}'
languages: [ja, en, zh, ko, vi, pt, es, tl, th, ne]
accessibility: [wheelchair, toilet, parking, nursing-room, sign-language, online]
contact:
  {{tel: 046-000-0000, fax: 046-000-0001, email: a@example.org, url: 'https://example.org/{"w" * 300}', note: {WIDE}}}
hours:
  - {{days: [mon, wed], open: 9:30, close: 16:30, note: {WIDE}}}
hours_note: {WIDE}
places:
  - {{name: {WIDE[:100]}, address: '〒990-0001 みほん県みほん市みほん町1-2 {THIN[:150]}', access: {WIDE}}}
services:
  - {{name: {WIDE}, summary: {WIDE[:120]}}}
notice: {{text: {WIDE}}}
"""


def site_at(root: Path) -> Site:
    site = read_site(root, Options(), problems := Problems())
    assert site, [problem.text("ja") for problem in problems]
    return site


def sheets_of(site: Site) -> bytes:
    return pages([sheet(e, site, TODAY) for e in chosen(site, TODAY)], site.content.settings.title.ja, TODAY)


@pytest.fixture(scope="module")
def longest(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("longest")
    for path, content in {**starter_files(), "content/orgs/longest.yaml": LONGEST}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    (root / "sheets.html").write_bytes(sheets_of(site_at(root)))
    return root


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("real") / "sheets.html"
    file.write_bytes(sheets_of(site_at(ROOT)))
    return file


@pytest.fixture
def page(chromium: Path) -> Iterator[Page]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(chromium), args=FLAGS)
        page = browser.new_page(viewport={"width": 1000, "height": 1200})
        page.emulate_media(media="print")
        yield page
        browser.close()


def each_is_one_page(file: Path, ids: list[str]) -> None:
    pdf = printed(file)
    assert pdf
    reader = PdfReader(io.BytesIO(pdf))
    texts = [unicodedata.normalize("NFKC", sheet.extract_text()) for sheet in reader.pages]
    assert len(texts) == len(ids)
    for text, id in zip(texts, ids, strict=True):
        assert f"番号 {id}\n" in text and "お知らせ" in text and "公開することに同意します" in text
    assert {(round(float(p.mediabox.width)), round(float(p.mediabox.height))) for p in reader.pages} == {(595, 842)}


def test_every_real_organisation_is_one_a4_page(real: Path, chromium: Path) -> None:
    site = site_at(ROOT)
    each_is_one_page(real, [entry.id for entry in chosen(site, TODAY)])


def test_the_longest_is_one_a4_page_too(longest: Path, chromium: Path) -> None:
    each_is_one_page(longest / "sheets.html", ["mihon-shokudo", "longest"])
    assert (longest / "sheets.html").read_text().count("…(続きはページで)") > 10


HIDDEN = """() => [...document.querySelectorAll('td div, .to, .head, .lead, .foot, .back p, h1')]
    .filter(e => e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1).map(e => e.textContent)"""
CLASHING = """() => [...document.querySelectorAll('.sheet')].filter(e => {
    const box = selector => e.querySelector(selector).getBoundingClientRect();
    return box('table').bottom > box('.foot').top || box('.to').right > box('.head').left
        || Math.max(box('.to').bottom, box('.head').bottom, box('.codes').bottom) > box('.lead').top
        || box('.back').bottom > box('table').top }).map(e => e.textContent)"""
FINE = """() => [...document.querySelectorAll('.sheet, .sheet *:not(svg *)')].filter(e => {
    const seen = getComputedStyle(e), width = parseFloat(seen.borderTopWidth);
    return parseFloat(seen.fontSize) < 13.9 || (width && width < 0.66) || seen.color != 'rgb(0, 0, 0)'
        || !['rgba(0, 0, 0, 0)', 'rgb(255, 255, 255)'].includes(seen.backgroundColor) || seen.opacity != 1
    }).map(e => e.outerHTML.slice(0, 80))"""
IN_MILLIMETRES = """() => [...document.querySelectorAll('.sheet')].map(e => {
    const of = e.getBoundingClientRect(), to = e.querySelector('.to').getBoundingClientRect(), mm = 25.4 / 96;
    return [to.left - of.left, to.top - of.top, to.right - of.left, to.bottom - of.top].map(px => px * mm) })"""


def test_nothing_is_hidden_and_all_is_black_and_strong_enough_for_fax(real: Path, longest: Path, page: Page) -> None:
    for file in (real, longest / "sheets.html"):
        page.goto(file.as_uri())
        assert page.evaluate(HIDDEN) == []
        assert page.evaluate(CLASHING) == []
        assert page.evaluate(FINE) == []


def test_the_address_stays_in_the_window_of_an_envelope(longest: Path, page: Page) -> None:
    page.goto((longest / "sheets.html").as_uri())
    for left, top, right, bottom in page.evaluate(IN_MILLIMETRES):
        assert left >= 20 + 3.9 and top >= 13 + 4 and right <= 20 + 90 - 4 and bottom <= 13 + 45 - 3


def test_axe_finds_nothing(longest: Path, page: Page) -> None:
    page.goto((longest / "sheets.html").as_uri())
    assert violations(page) == []
