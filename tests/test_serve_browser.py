"""The preview in a browser: a saved file reloads the page, a mistake is shown on it, under the site's own policy."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from mapgen.build import Options
from mapgen.proof import Reader
from mapgen.serve import Preview, WholeCheck, follow, listen, saved
from tests.conftest import Project

FILE = "content/orgs/mihon-shokudo.yaml"


@pytest.mark.browser
def test_saving_reloads_the_page_and_a_mistake_is_shown_on_it(project: Callable[..., Project], chromium: Path) -> None:
    made = project()
    good = (made.root / FILE).read_text(encoding="utf-8")
    preview = Preview(Reader(made.root, Options(preview=True)).read, "ja", lambda problems: None)
    stop, complaints = threading.Event(), list[str]()
    whole = WholeCheck(made.root, "ja", preview.tell_more)
    changes = saved(made.root, ("content", "themes"), stop)
    watcher = threading.Thread(target=follow, args=(preview, changes, whole))
    watcher.start()
    with listen(preview, 0) as server, sync_playwright() as playwright:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/orgs/mihon-shokudo/")
        expect(page.locator("h1")).to_contain_text("みほん食堂", timeout=20_000)
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/")
        complaints.clear()
        page.on("console", lambda line: complaints.append(line.text))

        made.write({FILE: good.replace("name: みほん食堂", "name: みほん大食堂", 1)})
        expect(page.locator("h1")).to_contain_text("みほん大食堂", timeout=20_000)
        assert page.url.endswith("/orgs/mihon-shokudo/")  # the page of what was saved

        made.write({FILE: good.replace("serves: [mihon]", "serves: [mihonn]")})
        expect(page.locator("#mapgen-problems")).to_contain_text(f"{FILE}:15:10: error", timeout=20_000)
        expect(page.locator("h1")).to_contain_text("みほん大食堂")
        made.write({FILE: good})
        expect(page.locator("#mapgen-problems")).to_have_count(0, timeout=20_000)
        browser.close()
        server.shutdown()
    stop.set()
    watcher.join(20)
    whole.end()
    assert complaints == []
