"""The page for looking things up by words: the box, what is found, and the troubles to choose from instead.

What is found is put in by the browser, from `search.json`. Without JavaScript the page is the chooser alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mapgen.render.local import DeskView, Local
from mapgen.render.pages.find import Tile, tiles
from mapgen.render.press import Press, Sheet


@dataclass(frozen=True, slots=True)
class SearchView:
    """The troubles to choose from, and whom to ask where nothing is found: the first desk of each city."""

    tiles: tuple[Tile, ...]
    desks: tuple[DeskView, ...]


def search(press: Press, lang: str) -> Iterator[Sheet]:
    """Yield the search page of a language."""
    local = press.local(lang, "search/")
    title = local.t.plain("search.title")
    yield Sheet("search/", "search.html", title, search_view(local), local.t.plain("search.intro"), section="search")


def search_view(local: Local) -> SearchView:
    """Return what the search page says before anybody searches."""
    desks = (desk for city in local.content.region.cities for desk in local.desks(city)[:1])
    return SearchView(tiles(local, next(local.content.chooser.steps())), tuple(desks))
