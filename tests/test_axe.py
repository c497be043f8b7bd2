"""Our way to run axe sees what axe sees: a colour or a name that is wrong is found wherever it stands."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.axe import violations
from tests.real_site import FLAGS

pytestmark = pytest.mark.browser
PAGE = """<!DOCTYPE html><html lang="ja"><title>みほん</title><style>
body {{ background: #fff; color: #222 }}
.card {{ background: #eee }}
.over {{ position: absolute; top: 200rem; color: #999 }}
@media (prefers-color-scheme: dark) {{
  body {{ background: #111; color: #eee }}
  .card {{ background: #222 }}
  .night {{ color: #444 }}
}}
</style><main><h1>みほん</h1>{rows}</main></html>"""
ROW = "<p class='card'>みほん {n} <a href='#n'>くわしく</a></p>"


@pytest.fixture(scope="module")
def page(chromium: Path) -> Iterator[Page]:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser.new_page()
        browser.close()


def found(page: Page, odd: str, *, scheme: str = "light") -> list[str]:
    """Return the rules that a page breaks with something odd among 40 rows that are good."""
    rows = [ROW.format(n=n) for n in range(40)]
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_content(PAGE.format(rows="".join([*rows[:23], odd, *rows[23:]])))
    return [rule for rule, _ in violations(page)]


@pytest.mark.parametrize(
    ("odd", "scheme", "rules"),
    [
        ("", "light", []),
        ("<p style='color: #999'>みほん</p>", "light", ["color-contrast"]),
        ("<div style='background: #777'><p>みほん</p></div>", "light", ["color-contrast"]),
        ("<p class='card' style='opacity: .4'>みほん <b>みほん</b></p>", "light", ["color-contrast"]),
        ("<p class='over'>みほん</p>", "light", ["color-contrast"]),
        ("<p><input aria-label='みほん' value='みほん' style='color: #aaa'></p>", "light", ["color-contrast"]),
        ("<p class='night'>みほん</p>", "light", []),
        ("<p class='night'>みほん</p>", "dark", ["color-contrast"]),
        ("<p hidden style='color: #999'>みほん</p>", "light", []),
        ("<p><img src='data:,'> <a href='#n'></a></p>", "light", ["image-alt", "link-name"]),
    ],
)
def test_what_is_odd_is_found(page: Page, odd: str, scheme: str, rules: list[str]) -> None:
    assert found(page, odd, scheme=scheme) == rules


def test_where_it_stands_is_told(page: Page) -> None:
    found(page, "<p id='pale' style='color: #aaa'>みほん</p>")
    assert violations(page) == [("color-contrast", [["#pale"]])]
    assert violations(page, ["link-name"]) == []
