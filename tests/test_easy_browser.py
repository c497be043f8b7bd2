"""Readings over the words of plain Japanese, in Chromium: no layout takes a word away from the rest of its sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.real_site import PAGES, served, without_tiles

pytestmark = pytest.mark.browser
# In a flex or grid box each reading and each piece of text beside it is laid out by itself, with the box's gap between.
TORN = """() => [...document.querySelectorAll('ruby')].map(ruby => ruby.parentElement).filter(box =>
  /flex|grid/.test(getComputedStyle(box).display) && (box.children.length > 1
    || [...box.childNodes].some(node => node.nodeType === 3 && node.data.trim()))
).map(box => box.textContent.trim())"""


def test_no_box_tears_a_sentence_with_readings(chromium: Path) -> None:
    with served(chromium) as (_, base, browser):
        page = browser.new_page(viewport={"width": 390, "height": 844})
        without_tiles(page)
        torn, readings = {}, 0
        for path in dict.fromkeys(f"easy/{path.removeprefix('easy/').removeprefix('en/')}" for path in PAGES.values()):
            page.goto(base + path)
            readings += page.locator("main ruby").count()
            if found := page.evaluate(TORN):
                torn[path] = found
    assert torn == {}
    assert readings > 500
