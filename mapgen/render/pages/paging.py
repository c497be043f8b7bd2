"""Long lists on several pages: an old phone shows some hundred rows at once, not thousands.

The pages lie beside the first (`cities/zama/2.html`), so that every link on them is the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mapgen.render.pages.sections import Section
from mapgen.render.press import Sheet

if TYPE_CHECKING:
    from mapgen.render.pages.embed import EmbedView
    from mapgen.render.pages.indexes import IndexView
    from mapgen.render.pages.sections import ListView

MOST = 300  # rows of a list that is one page
ROWS = 200  # rows of each page of a longer one


@dataclass(frozen=True, slots=True)
class PageLink:
    """A page of a list by its number."""

    number: int
    href: str


@dataclass(frozen=True, slots=True)
class Paging:
    """Which page of a list this is, the others, and on which each section begins: sections without their rows.

    The anchors of those on other pages stand at the way there: who follows `#yamato` to this page finds it.
    """

    number: int
    links: tuple[PageLink, ...]
    sections: tuple[Section, ...]


def paged(sheet: Sheet, view: ListView | IndexView | EmbedView) -> Iterator[Sheet]:
    """Yield the pages of a sheet whose view has a list: itself where it is short."""
    if sum(len(section.items) for section in view.sections) <= MOST:
        yield sheet
        return
    pages = tuple(_cut(view.sections))
    links = tuple(PageLink(n, f"{n}.html" if n > 1 else "./") for n in range(1, len(pages) + 1))
    begins = {section.anchor: n for n, page in reversed([*enumerate(pages)]) for section in page}
    ways = tuple(
        replace(section, items=(), total=section.count, href=f"{links[begins[section.anchor]].href}#{section.anchor}")
        for section in view.sections
    )
    for link, sections in zip(links, pages, strict=True):
        here = {section.anchor for section in sections}
        told = tuple(replace(way, anchor="") if way.anchor in here else way for way in ways)
        shown = replace(view, sections=sections, paging=Paging(link.number, links, told))
        if link.number == 1:
            yield replace(sheet, view=shown)
        else:
            own = f"{sheet.path}{link.href}"
            title = f"{sheet.title} ({link.number}/{len(links)})"
            yield replace(sheet, path=own, title=title, view=shown, about=None)


def _cut(sections: tuple[Section, ...]) -> Iterator[tuple[Section, ...]]:
    """Yield the sections of each page; a section that goes on keeps its heading, and how many are in all of it."""
    page: list[Section] = []
    room = ROWS
    for section in sections:
        rows = section.items
        while rows:
            page.append(replace(section, items=rows[:room], total=section.count))
            room, rows = room - len(rows[:room]), rows[room:]
            if not room:
                yield tuple(page)
                page, room = [], ROWS
    if page:
        yield tuple(page)
