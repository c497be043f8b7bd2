"""The questionnaire on paper, in a real browser: A4, every sheet with the organisation that it is of."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

from tests.test_cli import Run, run
from tests.test_survey_template import Sent, sent

__all__ = ["run", "sent"]


@pytest.mark.browser
def test_every_sheet_says_whose_it_is(sent: Sent, run: Run, chromium: Path) -> None:
    file, ran = sent("a.html")
    assert ran.code == 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium))
        page = browser.new_page()
        page.goto(file.as_uri())
        printed = page.pdf(prefer_css_page_size=True)
        sizes = page.eval_on_selector_all(
            "body *", "all => all.map(each => parseFloat(getComputedStyle(each).fontSize))"
        )
        browser.close()
    sheets = PdfReader(io.BytesIO(printed)).pages
    ids = [sheet.extract_text().partition("団体ID:")[2].split()[0] for sheet in sheets]
    assert ids == sorted(ids) and set(ids) == {"mihon-a", "mihon-shokudo"} and len(ids) % 2 == 0
    assert {(round(sheet.mediabox.width), round(sheet.mediabox.height)) for sheet in sheets} == {(595, 842)}
    assert min(sizes) >= 16  # CSS pixels: 12 points
