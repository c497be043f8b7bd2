"""A built site on a slow phone, as JSON: `python -m tests.bench.browser PUBLIC`.

The profile is of a phone of some years ago on a weak connection: 1.6 Mbit/s, 150 ms, a processor slowed four times
(Lighthouse's mobile preset, but for its slower first connection). Files are served compressed, as a host does.
"""

# ruff: noqa: T201 — a command: printing is what it is for.

from __future__ import annotations

import gzip
import json
import mimetypes
import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from playwright.sync_api import Browser, CDPSession, Page, ViewportSize, sync_playwright

from tests.__main__ import BROWSERS

PHONE: ViewportSize = {"width": 390, "height": 844}
# No tile is to be had: pins must not wait for them.
FLAGS = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
SLOWER, VISITS = 4, 3
NETWORK = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750}
PATIENCE_MS = 300_000
# What is seen while a page loads: the largest thing so far, tasks over 50 ms, the first pin.
WATCH = """
window.bench = {lcp: 0, tasks: [], pin: 0};
new PerformanceObserver(list => list.getEntries().forEach(each => bench.lcp = each.startTime))
  .observe({type: "largest-contentful-paint", buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(each => bench.tasks.push([each.startTime, each.duration])))
  .observe({type: "longtask", buffered: true});
new MutationObserver((_, me) => {
  if (!document.querySelector("#map .leaflet-marker-icon")) return;
  bench.pin = performance.now();
  me.disconnect();
}).observe(document, {childList: true, subtree: true});
"""
LONGEST = "since => Math.max(0, ...bench.tasks.filter(([at]) => at >= since).map(([, long]) => long))"


@contextmanager
def host(public: Path) -> Iterator[str]:
    """Yield the address at which a folder is served, compressed."""

    @cache
    def packed(file: Path) -> bytes:
        return gzip.compress(file.read_bytes(), 6)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            file = public / urlsplit(self.path).path.lstrip("/")
            file = file / "index.html" if file.is_dir() else file
            if not file.is_file():
                self.send_error(404)
                return
            body = packed(file)
            self.send_response(200)
            self.send_header("Content-Type", mimetypes.guess_type(file.name)[0] or "application/octet-stream")
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def measured(public: Path) -> dict[str, dict[str, float]]:
    """Return what the pages of a built site take, in milliseconds: medians of some loads, each by a new visitor."""
    chromium = next(path for name in BROWSERS if (path := shutil.which(name)))
    some = next(path for path in sorted((public / "orgs").iterdir()) if path.is_dir())
    pages = {"home": "", "organisation": f"orgs/{some.name}/", "map": "map/"}
    with host(public) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        found = {
            name: _medians([_visit(browser, address + path) for _ in range(VISITS)]) for name, path in pages.items()
        }
        browser.close()
    return found


def _medians(visits: list[dict[str, float]]) -> dict[str, float]:
    return {name: round(median(visit[name] for visit in visits)) for name in visits[0]}


def _visit(browser: Browser, address: str) -> dict[str, float]:
    context = browser.new_context(viewport=PHONE, locale="ja-JP", service_workers="block")
    page = context.new_page()
    page.add_init_script(WATCH)
    slowed = context.new_cdp_session(page)
    found = _page(page, slowed, address)
    if address.endswith("map/"):
        found |= _used(page, slowed)
    context.close()
    return found


def _page(page: Page, slowed: CDPSession, address: str) -> dict[str, float]:
    slowed.send("Network.enable")
    slowed.send("Network.emulateNetworkConditions", NETWORK)
    slowed.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(address, wait_until="load", timeout=PATIENCE_MS)
    if address.endswith("map/"):
        page.wait_for_function("bench.pin > 0", timeout=PATIENCE_MS)
        page.wait_for_load_state("networkidle", timeout=PATIENCE_MS)  # a large site's pins come in parts
    page.wait_for_timeout(2_000)
    found: dict[str, float] = {"lcp": page.evaluate("bench.lcp"), "longest task": page.evaluate(LONGEST, 0)}
    return {**found, "first pin": page.evaluate("bench.pin")} if address.endswith("map/") else found


def _used(page: Page, slowed: CDPSession) -> dict[str, float]:
    """Return the longest task while the map is panned and zoomed, its pins all there."""
    slowed.send("Network.emulateNetworkConditions", {**NETWORK, "latency": 0, "downloadThroughput": -1})
    page.locator("#map").scroll_into_view_if_needed(timeout=PATIENCE_MS)
    box = page.locator("#map").bounding_box(timeout=PATIENCE_MS)
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    found = {}
    for name, zooms in (("zoom", ("in", "in", "in", "out", "out", "in")), ("pan", ())):
        since = page.evaluate("performance.now()")
        for way in zooms:
            page.locator(f".leaflet-control-zoom-{way}").click(timeout=PATIENCE_MS)
            page.wait_for_timeout(600)
        for dx, dy in () if zooms else ((90, 60), (-120, 40), (60, -110), (-80, -60)):
            page.mouse.move(x, y)
            page.mouse.down()
            page.mouse.move(x + dx, y + dy, steps=12)
            page.mouse.up()
            page.wait_for_timeout(600)
        found[name] = page.evaluate(LONGEST, since)
    return found


if __name__ == "__main__":
    print(json.dumps(measured(Path(sys.argv[1]))))
