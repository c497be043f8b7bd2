"""The page of numbers in Chromium: on a phone, in the dark, in black and white, on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from mapgen.build import Build
from tests.axe import by_day_and_night
from tests.real_site import served

pytestmark = pytest.mark.browser
LANGUAGES = ("", "easy/", "en/")
A4 = {"width": 703, "height": 1032}  # 210 × 297 mm less the margins of the style sheet, at 96 dpi
PAINT = """selector => [...document.querySelectorAll(selector)].map(e => {
    const seen = getComputedStyle(e); return [seen.fill, seen.stroke] })"""


@pytest.fixture(scope="module")
def real(chromium: Path) -> Iterator[tuple[Build, str, Browser]]:
    with served(chromium) as site:
        yield site


@pytest.fixture
def phone(real: tuple[Build, str, Browser]) -> Iterator[Page]:
    context = real[2].new_context(viewport={"width": 390, "height": 844}, locale="ja-JP")
    yield context.new_page()
    context.close()


def wider(page: Page, selector: str) -> list[str]:
    """Return the headings of the elements whose content is wider than they are."""
    return page.evaluate(
        "selector => [...document.querySelectorAll(selector)].filter(e => e.scrollWidth > e.clientWidth + 1)"
        ".map(e => e.getAttribute('aria-labelledby') || e.tagName)",
        selector,
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_fits_a_phone_and_even_a_narrow_one(real: tuple[Build, str, Browser], phone: Page, lang: str) -> None:
    phone.goto(f"{real[1]}{lang}stats/")
    assert wider(phone, "html, .scroll") == []
    phone.set_viewport_size({"width": 320, "height": 700})
    assert wider(phone, "html") == []  # a table may be scrolled in its own region, which the keyboard reaches


@pytest.mark.parametrize("lang", LANGUAGES)
def test_axe_finds_nothing_in_any_language(real: tuple[Build, str, Browser], lang: str) -> None:
    context = real[2].new_context(viewport={"width": 390, "height": 844}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{real[1]}{lang}stats/")
    assert by_day_and_night(page) == []
    context.close()


@pytest.mark.parametrize(("scheme", "paper"), [("light", "rgb(251, 250, 246)"), ("dark", "rgb(20, 25, 28)")])
def test_pieces_are_parted_by_two_pixels_of_paper_and_no_shade_is_near_it(
    real: tuple[Build, str, Browser], scheme: str, paper: str
) -> None:
    context = real[2].new_context(viewport={"width": 390, "height": 844}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{real[1]}stats/")
    assert {stroke for _, stroke in page.evaluate(PAINT, ".sunburst path")} == {paper}
    scale = page.evaluate("document.querySelector('.sunburst').getBoundingClientRect().width / 400")
    assert 2.4 * scale >= 2
    fills = page.evaluate("""() => [...document.querySelectorAll('.sunburst path')].map(path => {
        const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true})
        canvas.fillStyle = getComputedStyle(path).fill; canvas.fillRect(0, 0, 1, 1)
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3) })""")
    ground = [int(n) for n in re.findall(r"\d+", paper)]
    assert len(fills) > 30 and min(contrast(fill, ground) for fill in fills) >= 4  # 3 would do (WCAG 1.4.11)
    context.close()


def contrast(one: list[int], other: list[int]) -> float:
    """Return the contrast ratio of two colours (WCAG 2.2)."""

    def luminance(colour: list[int]) -> float:
        red, green, blue = (
            c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in colour)
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_white_on_black_draws_in_outlines(real: tuple[Build, str, Browser], phone: Page) -> None:
    phone.goto(f"{real[1]}stats/")
    phone.evaluate("document.documentElement.dataset.contrast = 'high'")
    assert {tuple(paint) for paint in phone.evaluate(PAINT, ".sunburst path")} == {
        ("rgb(0, 0, 0)", "rgb(255, 255, 255)")
    }
    assert {fill for fill, _ in phone.evaluate(PAINT, ".sunburst text")} == {"rgb(255, 255, 255)"}


def test_a_piece_opens_its_list_and_the_tab_key_passes_it_by(real: tuple[Build, str, Browser], phone: Page) -> None:
    phone.goto(f"{real[1]}stats/")
    assert phone.evaluate("[...document.querySelectorAll('figure a')].every(link => link.tabIndex === -1)")
    phone.locator(".sunburst .c-work path").first.click()
    expect(phone.locator("h1")).to_contain_text("仕事")


def test_text_that_is_drawn_stays_within_the_drawing(real: tuple[Build, str, Browser], phone: Page) -> None:
    for lang in LANGUAGES:
        phone.goto(f"{real[1]}{lang}stats/")
        out = phone.evaluate("""() => [...document.querySelectorAll('.chart text')].filter(text => {
            const box = text.getBoundingClientRect(), all = text.closest('svg').getBoundingClientRect()
            return box.left < all.left - 1 || box.right > all.right + 1
                || box.top < all.top - 1 || box.bottom > all.bottom + 1
        }).map(text => text.textContent)""")
        assert out == [], lang


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_paper_it_is_black_on_white_and_nothing_is_cut_off(
    real: tuple[Build, str, Browser], lang: str, tmp_path: Path
) -> None:
    context = real[2].new_context(viewport=A4, color_scheme="dark")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{real[1]}{lang}stats/")
    page.emulate_media(media="print")
    assert wider(page, "html, .scroll, main section") == []
    assert {tuple(p) for p in page.evaluate(PAINT, ".sunburst path, .bars rect")} == {
        ("rgb(255, 255, 255)", "rgb(0, 0, 0)")
    }
    colours = page.evaluate(
        "[...new Set([...document.querySelectorAll('.stats *')].map(e => getComputedStyle(e).color))]"
    )
    assert colours == ["rgb(0, 0, 0)"]
    sheets = re.findall(rb"/Type\s*/Page\b", page.pdf(path=tmp_path / "stats.pdf", prefer_css_page_size=True))
    assert 4 <= len(sheets) <= 8
    context.close()
