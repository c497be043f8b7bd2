"""The real map as a visitor gets it: built once, served with its own `_headers`, looked at in Chromium."""

from __future__ import annotations

import mimetypes
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Route, sync_playwright

from mapgen.build import Build, Options, build

ROOT = Path(__file__).resolve().parent.parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
# One of every template, and those that differ most within one.
PAGES = {
    "home": "",
    "map": "map/",
    "chart": "find/",
    "question": "find/afraid/",
    "answers": "find/money/food/",
    "easy question": "easy/find/money/",
    "city": "cities/zama/",
    "city and category": "cities/zama/living/",
    "cities": "cities/",
    "category": "categories/family/",
    "leaf": "categories/family/hikikomori/",
    "categories": "categories/",
    "form": "forms/ibasho/",
    "forms": "forms/",
    "area": "areas/ebina/",
    "areas": "areas/",
    "organisation": "orgs/zama-kokokara/",
    "sensitive": "orgs/kanagawa-dv-line/",
    "organisations": "orgs/",
    "stats": "stats/",
    "hotlines": "hotlines/",
    "text": "about/",
    "licences": "licences/",
    "codes": "codes/",
    "downloads": "downloads/",
    "data": "data/",
    "search": "search/",
    "handout": "handout/#l=zama-kokokara,yamato-pantry",
    "offline": "offline/",
    "lost": "no/such/page/",
    "embed": "embed/",
    "embed city": "easy/embed/zama/?category=living",
    "easy": "easy/orgs/zama-kokokara/",
    "english": "en/",
}


class _Host(BaseHTTPRequestHandler):
    """Serves the artifacts as the host does: folders by their index, unknown paths by 404.html, with the headers."""

    built: Build
    base = ""
    patience = 0.0

    def do_GET(self) -> None:
        time.sleep(self.patience)
        path = unquote(urlsplit(self.path).path).removeprefix(f"/{self.base}")
        artifacts = self.built.artifacts
        found = artifacts.get(f"{path}index.html" if path.endswith("/") or not path else path)
        shown = found or artifacts["404.html"]
        self.send_response(HTTPStatus.OK if found else HTTPStatus.NOT_FOUND)
        kind = mimetypes.guess_type(shown.path)[0] or "application/octet-stream"
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        for rule, headers in rules(artifacts["_headers"].content.decode()).items():
            if fnmatchcase(f"/{path}", rule):
                for name, value in headers:
                    self.send_header(name, value)
        self.end_headers()
        self.wfile.write(shown.content)

    def log_message(self, *_arguments: object) -> None:
        pass


def rules(text: str) -> dict[str, list[tuple[str, str]]]:
    """Return the headers of a `_headers` file by the pattern of their paths."""
    found: dict[str, list[tuple[str, str]]] = {}
    for line in text.splitlines():
        if line.startswith("/"):
            headers = found.setdefault(line.strip(), [])
        elif ":" in line and not line.startswith("#"):
            name, _, value = line.partition(":")
            headers.append((name.strip(), value.strip()))
    return found


@cache
def real_build() -> Build:
    """Return the build of the real content: one for all tests of a process, since each takes some seconds."""
    return build(ROOT, Options())


@contextmanager
def hosted(built: Build, base: str = "") -> Iterator[tuple[type[_Host], str]]:
    """Yield a host of the build, whose `built` may be replaced, and the address it is served at, below `base`."""
    host = type("Host", (_Host,), {"built": built, "base": base})
    with ThreadingHTTPServer(("127.0.0.1", 0), host) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield host, f"http://127.0.0.1:{server.server_port}/{base}"
        server.shutdown()


@contextmanager
def served(chromium: Path, root: Path = ROOT) -> Iterator[tuple[Build, str, Browser]]:
    """Yield the build of a project (the real one), the address it is served at with its headers, and a browser."""
    built = real_build() if root == ROOT else build(root, Options())
    with hosted(built) as (_, address), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        _without_worker(browser)
        yield built, address, browser
        browser.close()


def _without_worker(browser: Browser) -> None:
    """Let no page of the browser keep anything: what a worker answers, a test can neither see nor refuse."""
    make = browser.new_context

    def new_context(**options: Any) -> BrowserContext:
        context = make(**options)
        context.add_init_script("delete Navigator.prototype.serviceWorker")
        return context

    browser.new_context = new_context  # type: ignore[method-assign]


def without_tiles(page: Page) -> list[str]:
    """Refuse every request that leaves the machine; return the list that collects their addresses."""
    left: list[str] = []

    def stop(route: Route) -> None:
        left.append(route.request.url)
        route.abort()

    page.route(lambda url: not url.startswith("http://127.0.0.1"), stop)
    return left
