"""The press: one site, one theme, and what is set once and printed on every page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from mapgen import linked
from mapgen.ledger import Ledger, digest
from mapgen.model import Area, Artifact, Picture
from mapgen.render import markdown
from mapgen.render.frame import Frame, Tongue
from mapgen.render.keys import Known, page_key
from mapgen.render.local import HERE, Local
from mapgen.render.marks import letters
from mapgen.render.rows import Row, row_view
from mapgen.render.shards import Shard, is_large, shards
from mapgen.render.static import Statics, collect
from mapgen.site import Entry, Near, Site
from mapgen.theme import Theme
from mapgen.theme.html import Markup, data_block

QUICK_EXIT = "https://www.jma.go.jp/"  # the weather: nobody wonders why it is open

MOST_TOLD = 300  # whom a page tells programs of: a longer list is on several pages


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step of the way from the home page to here, its path within the language."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page before it is printed: where it goes, which template, and the view object that fills it.

    `path` is within the language (`cities/zama/`). `langs` are the languages that have this page, None for all of them.
    A `quiet` page is one for people in danger: neutral title, a way out, no referrer. One that says again what
    another says names that one's path in `stands_for`, and search engines are to show the other. `about` is what
    the page tells programs that it is about, `changed` the day of its last change where that is not the content's.
    """

    path: str
    template: str
    title: str
    view: object
    description: str = ""
    crumbs: tuple[Crumb, ...] = ()
    section: str = ""
    langs: tuple[str, ...] | None = None
    quiet: bool = False
    map: bool = False
    stands_for: str | None = None
    about: linked.Thing | None = None
    changed: date | None = None


class Press:
    """Prints the pages of a site. Holds what all pages share; nothing outlives it."""

    def __init__(
        self,
        site: Site,
        theme: Theme,
        export: Callable[[], Sequence[Artifact]] = tuple,
        known: Known | None = None,
    ) -> None:
        """Set up for a site.

        `export` returns the files for other programs, and is asked when a page lists them. Pages that are `known` from
        the last build are not printed again.
        """
        self.site = site
        self.known = known
        self._export = export
        self.theme = theme
        self.languages = site.content.settings.languages
        self._locals: dict[tuple[str, str], Local] = {}
        self.qr_codes: dict[str, str] = {}
        self.prose: dict[tuple[str, int], Markup] = {}
        self.beginnings: dict[tuple[str, int], str] = {}
        self._rows: dict[tuple[str, str], str] = {}
        self._row_views: dict[tuple[str, str], Row] = {}
        self._near_area: dict[str, tuple[Near, ...]] = {}
        self._alike: dict[str, tuple[Near, ...]] = {}

    def __reduce__(self) -> tuple[type[Press], tuple[object, ...]]:
        """Travel to another machine: without the exported files, and without the last build's, which are not there."""
        known = Known(Ledger(Path(), Path()), self.known.inputs) if self.known else None
        return Press, (self.site, self.theme, _not_there, known)

    def get_ready(self) -> None:
        """Do what every process that prints would have to do again, the export last: it may be on its way elsewhere."""
        self.theme.get_ready()
        markdown.get_ready()
        _ = self.statics, self.exported

    @cached_property
    def exported(self) -> Sequence[Artifact]:
        """Return the files for other programs, none where nobody makes them."""
        return self._export()

    @cached_property
    def statics(self) -> Statics:
        """Return the static files with their published names."""
        return collect(self.theme, self.site.content.taxonomy)

    @cached_property
    def pictures(self) -> dict[str, Picture]:
        """Return the pictures of the text pages by where they are published."""
        return {picture.path: picture for picture in self.site.content.pictures}

    def files(self) -> Iterator[Artifact]:
        """Yield what is published as it is: the theme's static files, the content's pictures."""
        yield from self.statics.artifacts()
        yield from (Artifact(path, each.content, "content/pictures") for path, each in self.pictures.items())

    @cached_property
    def shards(self) -> tuple[Shard, ...]:
        """Return the parts of what map and search read, none where one file has it all."""
        return shards(self.site) if is_large(self.site) else ()

    @cached_property
    def letters(self) -> dict[str, str]:
        """Return the letter of each top-level category."""
        return letters(self.site.content.taxonomy)

    def row(self, lang: str, entry: Entry) -> str:
        """Return an entry as it stands in lists, printed once for a language, with `HERE` for the way to its root."""
        key = lang, entry.id
        if key not in self._rows:
            view = self.row_view(lang, entry)
            local = self._anywhere(lang)
            self._rows[key] = str(self.theme.render("parts/row.html", r=view, t=local.t, at=local))
        return self._rows[key]

    def row_view(self, lang: str, entry: Entry) -> Row:
        """Return what lists say of an entry; its link begins with `HERE`."""
        key = lang, entry.id
        if key not in self._row_views:
            self._row_views[key] = row_view(self._anywhere(lang), entry)
        return self._row_views[key]

    def _anywhere(self, lang: str) -> Local:
        local = self._local(lang, HERE)
        local.home = HERE
        return local

    def near_area(self, area: Area) -> tuple[Near, ...]:
        """Return who is near an area, measured once for all languages."""
        if area.id not in self._near_area:
            self._near_area[area.id] = self.site.near_area(area)
        return self._near_area[area.id]

    def alike(self, entry: Entry) -> tuple[Near, ...]:
        """Return who is near and like an entry, measured once for all languages."""
        if entry.id not in self._alike:
            self._alike[entry.id] = self.site.alike(entry)
        return self._alike[entry.id]

    @cached_property
    def text_pages(self) -> frozenset[tuple[str, str]]:
        """Return (language, id) of every text page there is."""
        return frozenset((page.lang, page.id) for page in self.site.content.pages)

    def prefix(self, lang: str) -> str:
        """Return where a language begins: the first at the root, others in a folder of their code."""
        return "" if lang == self.languages[0] else f"{lang}/"

    def local(self, lang: str, path: str) -> Local:
        """Return the language at the depth of `path`. Links are relative: the site works under any base path."""
        return self._local(lang, "../" * (self.prefix(lang) + path).count("/"))

    def lost(self, lang: str) -> Local:
        """Return the language with absolute links, for 404.html, which is served at any depth."""
        return self._local(lang, urlsplit(self.site.base_url).path or "/")

    def _local(self, lang: str, root: str) -> Local:
        key = lang, root
        if key not in self._locals:
            self._locals[key] = Local(self, lang, root)
        return self._locals[key]

    @cached_property
    def frame_key(self) -> str:
        """Return the sum of what may stand on every page."""
        assert self.known
        return self.known.frame(self.site)

    def print(self, local: Local, sheet: Sheet, key: str | None = None) -> Artifact:
        """Return the page as a file, unless the last build made it of the same: then that one.

        `key` is the sum of all it is made of, where that could be said without its sheet.
        """
        if key is None:
            key = page_key(self.frame_key, local.lang, sheet) if self.known else ""
            if earlier := self.earlier(local.lang, sheet.path, sheet.template, key):
                return replace(earlier, indexed=sheet.stands_for is None)
        frame = self._frame(local, sheet)
        text = self.theme.render(sheet.template, page=frame, v=sheet.view, t=local.t, at=local)
        name, content = self.file_of(local.lang, sheet.path), text.encode()
        told = digest(content) if key else ""
        return Artifact(name, content, _maker(sheet.template), indexed=sheet.stands_for is None, key=key, sum=told)

    def earlier(self, lang: str, path: str, template: str, key: str) -> Artifact | None:
        """Return the page of the last build that was made of just this, None where there is none any more."""
        name = self.file_of(lang, path)
        page = self.known.ledger.page(name, key) if self.known else None
        return Artifact(name, page[0], _maker(template), key=key, sum=page[1]) if page else None

    def file_of(self, lang: str, path: str) -> str:
        """Return the file of a page by its path within a language."""
        whole = self.prefix(lang) + path
        return whole if whole.endswith(".html") else f"{whole}index.html"

    def _frame(self, local: Local, sheet: Sheet) -> Frame:
        own = sheet.path if sheet.stands_for is None else sheet.stands_for
        site_name = local.name(self.site.content.settings.title)
        shown = local.t.plain("quiet.title") if sheet.quiet else sheet.title
        return Frame(
            title=sheet.title,
            full_title=site_name if not sheet.path else f"{shown} | {site_name}",
            description="" if sheet.quiet else sheet.description,
            canonical=self.site.base_url + self.prefix(local.lang) + own,
            tongues=tuple(self._tongues(local, sheet)),
            crumbs=sheet.crumbs,
            section=sheet.section,
            quiet=sheet.quiet,
            exit=QUICK_EXIT,
            preview=self.site.preview,
            map=sheet.map,
            home=not sheet.path,
            linked=self._linked(local, sheet),
        )

    def about(self, lang: str, entries: Iterable[Entry]) -> linked.Thing | None:
        """Return what a list tells programs of its first entries; in the first language, which the others repeat."""
        listed = [entry for entry in entries if entry.shareable][:MOST_TOLD] if lang == self.languages[0] else []
        return linked.items(self.site.base_url + entry.path for entry in listed) if listed else None

    def _linked(self, local: Local, sheet: Sheet) -> Markup | None:
        """Return what a page says to programs: nothing on a quiet one, and nothing twice in several languages."""
        if sheet.about is None or sheet.quiet or local.lang != self.languages[0]:
            return None
        if not sheet.path:
            return data_block(sheet.about)
        base, home = self.site.base_url, local.t.plain("nav.home")
        steps = [(home, base), *((crumb.name, base + crumb.path) for crumb in sheet.crumbs)]
        steps.append((sheet.title, base + sheet.path))
        changed = sheet.changed or self.site.date
        return data_block(linked.page(base + sheet.path, changed, steps, sheet.about))

    def _tongues(self, local: Local, sheet: Sheet) -> Iterator[Tongue]:
        """Yield the site's languages with this page in each; where it does not exist, that language's home."""
        for code in self.languages:
            words = self.theme.words(code)
            exists = sheet.langs is None or code in sheet.langs
            place = self.prefix(code) + (sheet.path if exists else "")
            yield Tongue(
                code=code,
                html=words.html,
                name=words.plain("language.name"),
                href=(local.root + place) or "./",
                current=code == local.lang,
            )


def _not_there() -> Sequence[Artifact]:
    raise LookupError("a page that lists the exported files is printed where they are")


def _maker(template: str) -> str:
    return f"render.pages ({template.removesuffix('.html')})"
