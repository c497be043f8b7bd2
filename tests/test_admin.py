"""The page for editors: nothing of it unless asked for, its settings as Sveltia knows them, all of it from the site."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import jsonschema
import pytest
import yaml
from playwright.sync_api import Route, expect, sync_playwright

from mapgen.build import Build, Options
from mapgen.publish import claim
from mapgen.render.admin import admin_policy, localized
from mapgen.theme import packaged_themes
from tests.conftest import Project

THEME = packaged_themes() / "default" / "admin"
(LIBRARY,) = json.loads((THEME / "VENDOR.json").read_text(encoding="utf-8"))
SCHEMA = json.loads((Path(__file__).parent / "sveltia" / "sveltia-cms.json").read_text(encoding="utf-8"))
SITE = "content/site.yaml"
ON = "admin: true\nrepository: https://github.com/mihon/map\n"


@pytest.fixture
def edited(project: Callable[..., Project]) -> Build:
    made = project()
    made.write({SITE: (made.root / SITE).read_text(encoding="utf-8") + ON})
    built = made.build(Options())
    assert list(built.problems) == []
    return built


def blocks(built: Build) -> dict[str, dict[str, str]]:
    """Return the headers of each pattern of `_headers`."""
    found: dict[str, dict[str, str]] = {}
    for line in built.artifacts["_headers"].content.decode().splitlines():
        if line.startswith("/"):
            own = found.setdefault(line, {})
        elif line:
            name, _, value = line.strip().partition(": ")
            own[name] = value
    return found


def test_without_the_switch_there_is_nothing_of_it(project: Callable[..., Project]) -> None:
    built = project().build(Options())
    assert [path for path in built.artifacts if "admin" in path or "cms" in path] == []
    assert not any(b"sveltia" in artifact.content.lower() for artifact in built.artifacts.values())
    assert "Content-Security-Policy" in blocks(built)["/*"] and "/admin/*" not in blocks(built)


def test_it_needs_a_repository_on_github(project: Callable[..., Project]) -> None:
    made = project()
    made.write({SITE: (made.root / SITE).read_text(encoding="utf-8") + "admin: true\n"})
    assert "[admin-without-repository]" in made.check()


def test_files_are_those_that_were_published_but_for_foreign_addresses(edited: Build) -> None:
    own = {path: artifact.content for path, artifact in edited.artifacts.items() if path.startswith("admin/")}
    assert set(own) == {
        "admin/index.html",
        "admin/config.yml",
        *(f"admin/{LIBRARY['folder']}/{name}" for name in (*LIBRARY["files"], "package.json")),
    }
    for name, facts in LIBRARY["files"].items():
        kept = (THEME / LIBRARY["folder"] / name).read_bytes()
        assert hashlib.sha256(kept).hexdigest() == facts["sha256"]
        if name == "sveltia-cms.js":
            kept = localized(kept.decode(), LIBRARY["folder"]).encode()
        assert own[f"admin/{LIBRARY['folder']}/{name}"] == kept
    lock = json.loads((THEME.parent / "vendor" / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    locked = lock[f"node_modules/{LIBRARY['name']}"]
    assert (LIBRARY["version"], LIBRARY["licence"]) == (locked["version"], locked["license"])
    assert b"Kohei Yoshino" in edited.artifacts["licences/index.html"].content
    assert b"admin" not in edited.artifacts["sitemap.xml"].content


def test_another_version_of_the_library_is_not_published_with_foreign_addresses_in_it() -> None:
    with pytest.raises(ValueError, match="jsdelivr"):
        localized("let a = 1", "x")


def test_the_settings_are_valid_and_every_key_is_known(edited: Build) -> None:
    settings: dict[str, Any] = yaml.safe_load(edited.artifacts["admin/config.yml"].content)
    assert list(jsonschema.Draft7Validator(SCHEMA).iter_errors(settings)) == []
    assert settings["backend"] == {"name": "github", "repo": "mihon/map", "branch": "main"}
    assert settings["publish_mode"] == "editorial_workflow"
    wrong = settings | {"locale": "ja"}
    assert list(jsonschema.Draft7Validator(SCHEMA).iter_errors(wrong)), "the schema lets no unknown key pass"


def test_only_its_own_page_has_its_looser_policy(edited: Build) -> None:
    said = blocks(edited)
    assert "Content-Security-Policy" not in said["/*"]
    assert said["/admin/*"]["Content-Security-Policy"] == admin_policy()
    assert said["/admin/*"]["X-Frame-Options"] == "DENY" and said["/admin/*"]["X-Robots-Tag"] == "noindex"
    for pattern in ("/", "/orgs/*", "/map/*", "/embed/*", "/404.html"):
        assert said[pattern]["Content-Security-Policy"].startswith(
            "default-src 'none'; script-src 'self'; style-src 'self';"
        )
        assert said[pattern]["Cross-Origin-Opener-Policy"] == "same-origin"
    pages = {path for path in edited.artifacts if path.endswith(".html") and not path.startswith("admin/")}
    folders = {f"/{path.split('/')[0]}/*" for path in pages if "/" in path}
    assert folders <= set(said)


class _Host(SimpleHTTPRequestHandler):
    """Serves a folder with the policy that the host would send."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", admin_policy())
        super().end_headers()

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture
def address(edited: Build, tmp_path: Path) -> Iterator[str]:
    with claim(tmp_path / "site") as held:
        held.publish(edited.artifacts)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Host, directory=tmp_path / "site")) as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.mark.browser
def test_an_editor_is_asked_to_sign_in_in_japanese_and_nothing_comes_from_elsewhere(
    address: str, chromium: Path
) -> None:
    said: list[str] = []
    foreign: list[str] = []

    def answer(route: Route) -> None:
        if route.request.url.startswith((address, "data:", "blob:")):
            return route.continue_()
        foreign.append(route.request.url)
        return route.fulfill(json={"status": {"indicator": "none"}})

    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"]) as browser,
    ):
        page = browser.new_page(locale="ja-JP")
        page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.route("**/*", answer)
        page.goto(f"{address}admin/")
        expect(page.get_by_role("button", name="にログイン")).to_be_visible(timeout=60_000)
        assert (
            page.evaluate("document.fonts.load('24px \"Material Symbols Outlined\"').then(fonts => fonts.length)") == 1
        )
    assert said == []
    assert set(foreign) <= {"https://www.githubstatus.com/api/v2/status.json"}
