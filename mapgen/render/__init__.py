"""Pages: from the site to HTML, with the files a browser needs beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from mapgen.crew import Crew, share
from mapgen.finder import Finder
from mapgen.model import Artifact
from mapgen.problems import Problems, nearest
from mapgen.render.admin import admin
from mapgen.render.headers import headers
from mapgen.render.keys import Known
from mapgen.render.pages.codes import codes
from mapgen.render.pages.data import data
from mapgen.render.pages.downloads import downloads
from mapgen.render.pages.embed import embed
from mapgen.render.pages.find import find
from mapgen.render.pages.handout import handout_file, handout_page
from mapgen.render.pages.home import home
from mapgen.render.pages.indexes import indexes
from mapgen.render.pages.intake import intake
from mapgen.render.pages.lists import areas, categories, cities, crossings, forms
from mapgen.render.pages.map import map_page
from mapgen.render.pages.offline import offline
from mapgen.render.pages.organization import organization_page
from mapgen.render.pages.search import search
from mapgen.render.pages.single import single_file
from mapgen.render.pages.stats import stats
from mapgen.render.pages.texts import hotlines, licences, lost, texts
from mapgen.render.points import map_data
from mapgen.render.press import Press, Sheet
from mapgen.render.searchable import search_index
from mapgen.render.worker import worker
from mapgen.site import Entry, Site
from mapgen.spool import Spool
from mapgen.theme import Theme, themes

# How many organisations one task prints; fewer in all are not worth a second process.
SHARE = 20

__all__ = ["Known", "handout", "headers", "misnamed", "pages", "single"]

# Every kind of page but the organisations' own, in the order a visitor meets them.
KINDS: tuple[Callable[[Press, str], Iterator[Sheet]], ...] = (
    home, find, indexes, cities, crossings, categories, forms, areas, map_page, search, handout_page, stats,
    hotlines, texts, licences, downloads, data, codes, embed, offline, intake,
)  # fmt: skip


Task = Callable[[Press], Iterable[Artifact]]

# Those that read the exported files, which are too many to travel.
OF_EXPORTS = (stats, downloads, data)


def misnamed(site: Site, root: Path, find: Finder) -> Problems:
    """Return the theme and the drawings that the content names and nobody has."""
    problems, settings, known = Problems(), site.content.settings, themes(root)
    if settings.theme not in known:
        where, guess = find("content/site.yaml", ("theme",)), nearest(settings.theme, known)
        problems.add(where, "unknown-theme", guess=guess, text=settings.theme, choices=", ".join(known))
    icons = Theme(settings.theme, root).icons()
    for q, question in enumerate(site.content.chooser.questions):
        for a, answer in enumerate(question.answers):
            if answer.icon and answer.icon not in icons:
                where = find("content/chooser.yaml", ("questions", q, "answers", a, "icon"))
                problems.add(where, "unknown-icon", guess=nearest(answer.icon, icons), text=answer.icon)
    return problems


def pages(
    site: Site,
    root: Path | None = None,
    export: Callable[[], Sequence[Artifact]] = tuple,
    *,
    jobs: int | Crew = 1,
    compiled: bytes | None = None,
    known: Known | None = None,
    spool: Spool | None = None,
) -> Iterator[Artifact]:
    """Yield every page in every language of the site, its static files, `sw.js` and `_headers`.

    `root` is the project's folder: its `themes/<name>/` is laid over the packaged theme. `export` returns the files for
    other programs, which pages list with their sizes. `jobs` processes print, or a crew elsewhere, with the
    `compiled` theme if given; what is `known` from the last build is taken from there. Pages lie in the `spool` if one
    is given.
    """
    press = Press(site, Theme(site.content.settings.theme, root, compiled), export, known)
    press.get_ready()
    made = [*_printed(press, jobs, spool or Spool(there=False))]
    paths = [page.path for page in made]
    made += press.files()
    yield from (*made, *admin(press), worker(press, made), headers(site, paths))


def handout(site: Site, root: Path | None, entries: Iterable[Entry]) -> bytes:
    """Return a hand-out of these entries as one HTML file that needs nothing else; `root` as in `pages`."""
    return handout_file(Press(site, Theme(site.content.settings.theme, root)), entries)


def single(site: Site, root: Path | None, entries: Iterable[Entry], lang: str) -> bytes:
    """Return the directory of these entries as one HTML file that needs nothing else, in a language of the site."""
    return single_file(Press(site, Theme(site.content.settings.theme, root)), lang, entries)


def _printed(press: Press, jobs: int | Crew, spool: Spool) -> Iterator[Artifact]:
    """Yield every page, and what map and search read; a crew elsewhere leaves the pages of the exports to us."""
    parts = [slice(n, n + SHARE) for n in range(0, len(press.site.entries), SHARE)]
    hands = jobs if len(parts) > 1 else 1
    ours = () if isinstance(hands, int) else OF_EXPORTS
    tasks: list[tuple[Task, bool]] = [(partial(_organizations, part=part), False) for part in parts]
    tasks += [(partial(_print, lang=lang, kind=kind), kind in ours) for kind in KINDS for lang in press.languages]
    begun = [_data_and_lost, *(task for task, here in tasks if not here)]  # the longest first: nobody waits for it then
    spooled = [partial(_spooled, task=task, spool=spool) for task in begun]
    last, *others = map(spool.all, share(press, spooled, hands))  # what comes by a wire was in no spool
    shared = iter(others)
    for task, here in tasks:
        yield from spool.all(task(press)) if here else next(shared)
    yield from last


def _spooled(press: Press, *, task: Task, spool: Spool) -> list[Artifact]:
    return spool.all(task(press))


def _organizations(press: Press, *, part: slice) -> Iterator[Artifact]:
    """Yield the pages of some organisations in every language: what is near and the QR code are worked out once.

    They are named by their places: an entry that travelled apart from its site would not know itself there.
    """
    entries = press.site.entries[part]
    yield from (organization_page(press, lang, entry) for lang in press.languages for entry in entries)


def _data_and_lost(press: Press) -> Iterator[Artifact]:
    """Yield what map and search read, in every language, and the page for what is not there."""
    for make in (map_data, search_index):
        for lang in press.languages:
            yield from make(press, lang)
    yield from (press.print(local, sheet) for local, sheet in lost(press))


def _print(press: Press, *, lang: str, kind: Callable[[Press, str], Iterator[Sheet]]) -> Iterator[Artifact]:
    """Yield the pages of one kind in one language."""
    yield from (press.print(press.local(lang, sheet.path), sheet) for sheet in kind(press, lang))
