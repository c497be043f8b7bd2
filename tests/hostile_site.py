"""A map whose organisations are full of attacks, and what a real browser does with it under the site's own policy."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import Page

from mapgen.build import Build
from mapgen.render import markdown
from mapgen.starter import starter_files
from tests.attacks import attacks
from tests.conftest import Project
from tests.every_field import LINES, PUBLIC, TEXTS, organisation
from tests.real_site import served, without_tiles

FIELDS = (*LINES, *TEXTS, "places.*.access")
LISTS = (
    "", "orgs/", "map/", "search/?q=みほん", "cities/mihon/", "find/", "handout/", "embed/", "offline/", "en/orgs/",
)  # fmt: skip
# Every element of the page as it stands in the browser; those that Markdown may bring are looked at more closely.
ELEMENTS = """() => [...document.querySelectorAll('*')].filter(e => !e.closest('.leaflet-container')).map(e =>
    (e.closest('.prose') ? 'prose ' : '') + e.localName + ' ' +
    [...e.attributes].map(a => a.name).filter(n => !n.startsWith('data-') && n != 'hidden').sort().join(' '))"""
# What is there when the scripts of a page have done their part.
DRAWN = {"map/": "#map .leaflet-marker-icon", "search/": "article"}
WATCH = """window.ran = []; window.xss = x => ran.push(String(x)); window.alert = window.xss;
addEventListener('securitypolicyviolation', e => ran.push(e.violatedDirective + ' ' + e.blockedURI));"""
# What says something by being there, and by how many.
LOUD = {
    "script", "style", "link", "meta", "base", "img", "iframe", "object", "embed", "form", "input", "textarea",
    "select", "video", "audio", "template", "dialog",
}  # fmt: skip


def project(root: Path, step: int, texts: list[str] | None = None) -> Project:
    """Return a project with an organisation for every `step`-th attack, each with another attack in every field."""
    made, texts = Project(root), attacks() if texts is None else texts
    made.write(starter_files())
    settings = (root / "content/site.yaml").read_text(encoding="utf-8")
    made.write({"content/site.yaml": settings.replace("languages: [ja]", "languages: [ja, en]")})
    for n in range(0, len(attacks()), step):
        fields = {field: texts[(n + f) % len(texts)] for f, field in enumerate(FIELDS)}
        made.write({f"content/orgs/mihon-{n:03}.yaml": organisation(fields, PUBLIC)})
    return made


def wrong(chromium: Path, hostile: Project, harmless: Project) -> tuple[int, list[str]]:
    """Return how many pages were looked at, and what ran, what was asked of a stranger, what is no element of ours."""
    found: list[str] = []
    usual = {}
    with served(chromium, harmless.root) as (_, base, browser):
        page = browser.new_page()
        without_tiles(page)
        for path in (*LISTS, "orgs/mihon-000/", "en/orgs/mihon-000/"):
            usual[_kind(path)] = _elements(page, base + path)
    with served(chromium, hostile.root) as (built, base, browser):
        page = browser.new_page()
        page.add_init_script(WATCH)
        page.on("dialog", lambda dialog: (found.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.on("pageerror", lambda error: found.append(f"error {error}"))
        asked = without_tiles(page)
        paths = [*LISTS, *_own(built)]
        for path in paths:
            there, as_ever = _elements(page, base + path), usual[_kind(path)]
            found += [f"{path} has {each}" for each in sorted(there.keys() - as_ever.keys()) if not _prose(each)]
            found += [
                f"{path} has other {name}s" for name in sorted(LOUD) if _loud(there, name) != _loud(as_ever, name)
            ]
            _use(page, path)
            found += [f"{path} ran {each}" for each in page.evaluate("ran")]
        assert _notices(page, base), "whoever looks away finds nothing"
        tiles = built.site.content.settings.tiles.url.partition("{z}")[0] if built.site else ""
        found += [f"asked {url}" for url in asked if not url.startswith(tiles)]
    return len(paths), found


def _own(built: Build) -> list[str]:
    return [path.removesuffix("index.html") for path in built.artifacts if re.search(r"orgs/mihon-\d.*\.html", path)]


def _kind(path: str) -> str:
    return path.partition("orgs/mihon-")[0] + "mihon" if "orgs/mihon-" in path else path


def _elements(page: Page, address: str) -> dict[str, int]:
    page.goto(address, wait_until="load")
    if drawn := next((drawn for part, drawn in DRAWN.items() if part in address), None):
        page.locator(drawn).first.wait_for()
    there: list[str] = page.evaluate(ELEMENTS)
    return {each: there.count(each) for each in set(there)}


def _loud(there: dict[str, int], name: str) -> int:
    return sum(times for each, times in there.items() if each.removeprefix("prose ").split()[0] == name)


def _prose(element: str) -> bool:
    """Return whether Markdown may bring such an element."""
    if not element.startswith("prose "):
        return False
    tag, *attributes = element.split()[1:]
    return tag in markdown.TAGS and set(attributes) <= markdown.ATTRIBUTES.get(tag, set()) | {"rel"}


def _use(page: Page, path: str) -> None:
    """Do what a visitor does: open a pin, put somebody on the slip."""
    if path.endswith("map/"):
        page.locator("#map .leaflet-marker-icon").first.click()
    page.evaluate("document.querySelectorAll('summary, [aria-expanded=false]').forEach(e => e.click())")


def _notices(page: Page, base: str) -> bool:
    """Return whether an element of a stranger is noticed, and that the policy refused what it asked for."""
    as_ever = _elements(page, base)
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=//evil.example/ onerror=xss(1)>')")
    page.wait_for_function("ran.some(each => each.startsWith('img-src'))")
    page.wait_for_function("ran.some(each => each.startsWith('script-src'))")
    new: list[str] = page.evaluate(ELEMENTS)
    return set(new) - as_ever.keys() == {"img onerror src"}
