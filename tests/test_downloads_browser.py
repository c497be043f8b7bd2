"""The staff's page of files in Chromium: a file is saved under its name, drawings can be read on a phone and by FAX."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from mapgen.build import Build
from tests.real_site import served

pytestmark = pytest.mark.browser

# The colours in which a drawing is shown: of every fill and stroke that is not `none`.
PAINT = """() => [...new Set([...document.querySelectorAll('.drawing, .drawing *')].flatMap(part => {
  const look = getComputedStyle(part);
  const stroke = parseFloat(look.strokeWidth) ? look.stroke : 'none';
  return part.matches('g, svg') ? [look.backgroundColor] : [look.fill, stroke];
}).filter(colour => !['none', 'rgba(0, 0, 0, 0)'].includes(colour)))].sort()"""
# How high the letters of each drawing are on the screen, in CSS pixels.
LETTERS = """() => [...document.querySelectorAll('.drawing text')].map(text =>
  parseFloat(getComputedStyle(text).fontSize) * text.ownerSVGElement.getBoundingClientRect().width / 360)"""
# Words that run out of their drawing.
CUT = """() => [...document.querySelectorAll('.drawing text')].filter(text => {
  const box = text.getBBox();
  const frame = [...text.ownerSVGElement.querySelectorAll('rect')].map(rect => rect.getBBox()).filter(rect =>
    rect.x <= box.x && rect.y <= box.y && rect.y + rect.height >= box.y + box.height && rect.x + rect.width > box.x);
  return frame.length && !frame.some(rect => rect.x + rect.width >= box.x + box.width);
}).map(text => text.textContent)"""


@pytest.fixture(scope="module")
def real(chromium: Path) -> Iterator[tuple[Build, str, Browser]]:
    with served(chromium) as site:
        yield site


@pytest.fixture
def phone(real: tuple[Build, str, Browser]) -> Iterator[Page]:
    context = real[2].new_context(viewport={"width": 390, "height": 844}, locale="ja-JP")
    page = context.new_page()
    page.goto(f"{real[1]}downloads/")
    yield page
    context.close()


def test_a_file_of_each_format_is_saved_whole_under_the_name_that_becomes_the_layers(
    real: tuple[Build, str, Browser], phone: Page
) -> None:
    offered = [artifact for artifact in real[0].artifacts.values() if artifact.download]
    assert phone.locator(".file-link").count() == len(offered) > 40
    for artifact in (real[0].artifacts[f"kml/categories/youth.{format}"] for format in ("kml", "kmz", "csv")):
        assert artifact.download is not None
        with phone.expect_download() as waiting:
            phone.locator(f".file-link[href$='{artifact.path}']").click()
        assert waiting.value.suggested_filename == artifact.download.name
        assert Path(waiting.value.path()).read_bytes() == artifact.content


def test_a_file_can_be_pressed_with_a_thumb(phone: Page) -> None:
    boxes = [link.bounding_box() for link in phone.locator(".file-link").all()]
    assert boxes and [box for box in boxes if box and min(box["width"], box["height"]) < 44] == []


def test_drawings_can_be_read_on_a_phone(phone: Page) -> None:
    letters = phone.evaluate(LETTERS)
    assert len(letters) > 20
    assert min(letters) > 9.5 and sorted(letters)[len(letters) // 3] > 12  # the smallest are the letters of the pins
    assert phone.evaluate(CUT) == []


def test_on_paper_drawings_are_black_on_white_and_the_page_says_where_it_is(
    real: tuple[Build, str, Browser], phone: Page
) -> None:
    assert len(phone.evaluate(PAINT)) > 5
    phone.emulate_media(media="print", color_scheme="dark")
    assert phone.evaluate(PAINT) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    address = phone.locator(".paper-only")
    assert address.is_visible() and (address.text_content() or "").endswith("/downloads/")
    assert phone.locator(".jump").is_hidden()
    printed = phone.pdf(prefer_css_page_size=True)
    assert 3 <= len(re.findall(rb"/Type\s*/Page\b", printed)) <= 6
