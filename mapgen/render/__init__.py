"""Pages: from the site to HTML, with the files a browser needs beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from mapgen.model import Artifact
from mapgen.render.headers import headers
from mapgen.render.pages.home import home
from mapgen.render.pages.indexes import indexes
from mapgen.render.pages.lists import areas, categories, cities, forms
from mapgen.render.pages.map import map_data, map_page
from mapgen.render.pages.organization import organizations
from mapgen.render.pages.texts import hotlines, licences, lost, texts
from mapgen.render.press import Press, Sheet
from mapgen.site import Site

__all__ = ["headers", "pages"]

# Every kind of page, in the order a visitor meets them.
KINDS: tuple[Callable[[Press, str], Iterator[Sheet]], ...] = (
    home, indexes, cities, categories, forms, areas, map_page, organizations, hotlines, texts, licences,
)  # fmt: skip


def pages(site: Site, root: Path | None = None) -> Iterator[Artifact]:
    """Yield every page in every language of the site, its static files and `_headers`.

    `root` is the project's folder: its `themes/<name>/` is laid over the packaged theme.
    """
    press = Press(site, root)
    for lang in press.languages:
        for kind in KINDS:
            for sheet in kind(press, lang):
                yield press.print(press.local(lang, sheet.path), sheet)
        yield map_data(press, lang)
    for local, sheet in lost(press):
        yield press.print(local, sheet)
    yield from press.statics.artifacts()
    yield headers(site)
