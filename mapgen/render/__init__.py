"""Pages: from the site to HTML, with the files a browser needs beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from mapgen.crew import share
from mapgen.model import Artifact
from mapgen.problems import Problems
from mapgen.render.admin import admin
from mapgen.render.headers import headers
from mapgen.render.pages.downloads import downloads
from mapgen.render.pages.embed import embed
from mapgen.render.pages.find import find
from mapgen.render.pages.handout import handout_file, handout_page
from mapgen.render.pages.home import home
from mapgen.render.pages.indexes import indexes
from mapgen.render.pages.intake import intake
from mapgen.render.pages.lists import areas, categories, cities, crossings, forms
from mapgen.render.pages.map import map_data, map_page
from mapgen.render.pages.organization import organizations
from mapgen.render.pages.search import search
from mapgen.render.pages.stats import stats
from mapgen.render.pages.texts import hotlines, licences, lost, texts
from mapgen.render.press import Press, Sheet
from mapgen.render.searchable import search_index
from mapgen.render.theme import Theme, compile_templates
from mapgen.site import Entry, Site

# How many organisations one task prints; fewer in all are not worth a second process.
SHARE = 20

__all__ = ["compile_templates", "handout", "headers", "pages", "untranslated"]

# Every kind of page but the organisations' own, in the order a visitor meets them.
KINDS: tuple[Callable[[Press, str], Iterator[Sheet]], ...] = (
    home, find, indexes, cities, crossings, categories, forms, areas, map_page, search, handout_page, stats,
    hotlines, texts, licences, downloads, embed, intake,
)  # fmt: skip


def untranslated(site: Site, root: Path) -> Problems:
    """Return which languages of the site the theme does not speak whole."""
    settings = site.content.settings
    return Theme(settings.theme, root).lacking(settings.languages)


def pages(
    site: Site,
    root: Path | None = None,
    exported: Sequence[Artifact] = (),
    *,
    jobs: int = 1,
    compiled: bytes | None = None,
) -> Iterator[Artifact]:
    """Yield every page in every language of the site, its static files and `_headers`.

    `root` is the project's folder: its `themes/<name>/` is laid over the packaged theme. `exported` are the files for
    other programs, which pages list with their sizes. `jobs` processes print, with the `compiled` templates if given.
    """
    press = Press(site, Theme(site.content.settings.theme, root, compiled), lambda: exported)
    shares = [site.entries[n : n + SHARE] for n in range(0, len(site.entries), SHARE)]
    tasks: list[Callable[[Press], list[Artifact]]] = [partial(_organizations, entries=entries) for entries in shares]
    tasks += [partial(_print, lang=lang, kind=kind) for kind in KINDS for lang in press.languages]
    tasks.append(_data_and_lost)
    paths: list[str] = []
    for printed in share(press, tasks, jobs if len(shares) > 1 else 1):
        paths += (artifact.path for artifact in printed)
        yield from printed
    yield from press.statics.artifacts()
    yield from admin(press)
    yield headers(site, paths)


def handout(site: Site, root: Path | None, entries: Iterable[Entry]) -> bytes:
    """Return a hand-out of these entries as one HTML file that needs nothing else; `root` as in `pages`."""
    return handout_file(Press(site, Theme(site.content.settings.theme, root)), entries)


def _organizations(press: Press, *, entries: Sequence[Entry]) -> list[Artifact]:
    """Return the pages of some organisations in every language: what is near and the QR code are worked out once."""
    return [
        press.print(press.local(lang, sheet.path), sheet)
        for lang in press.languages
        for sheet in organizations(press, lang, entries)
    ]


def _data_and_lost(press: Press) -> list[Artifact]:
    """Return what map and search read, in every language, and the page for what is not there."""
    data = [make(press, lang) for make in (map_data, search_index) for lang in press.languages]
    return data + [press.print(local, sheet) for local, sheet in lost(press)]


def _print(press: Press, *, lang: str, kind: Callable[[Press, str], Iterator[Sheet]]) -> list[Artifact]:
    """Return the pages of one kind in one language."""
    return [press.print(press.local(lang, sheet.path), sheet) for sheet in kind(press, lang)]
