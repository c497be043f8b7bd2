"""Proof pages: each printed when somebody asks for it, the same as `pages` prints, so that an editor need not wait."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from mapgen.model import Artifact
from mapgen.model.picture import FOLDER
from mapgen.render import KINDS, headers
from mapgen.render.admin import ADMIN, admin
from mapgen.render.pages.organization import organizations
from mapgen.render.pages.texts import lost
from mapgen.render.points import map_data
from mapgen.render.press import Press, Sheet
from mapgen.render.searchable import search_index
from mapgen.render.worker import worker
from mapgen.site import Site
from mapgen.theme import Theme

_INDEX = "index.html"
_AS_THEY_ARE = ("static/", FOLDER)


class ProofPages:
    """The pages of one site by path. Not for several threads at once: Markdown's converter is one for all pages."""

    def __init__(
        self,
        site: Site,
        root: Path | None,
        export: Callable[[], Sequence[Artifact]],
        compiled: bytes,
        folders: dict[object, Sequence[str]],
    ) -> None:
        """Begin; `root`, `export` and `compiled` as for `pages` and `Press`; `folders` remembers for the next time."""
        self._site, self._folders = site, folders
        self._press = Press(site, Theme(site.content.settings.theme, root, compiled), export)
        self._sheets: dict[str, tuple[Iterator[Sheet], dict[str, Sheet]]] = {}

    def find(self, path: str) -> Artifact | None:
        """Return the file of the site at this path (`orgs/x/index.html`), None where `pages` has none."""
        if path.startswith(_AS_THEY_ARE):
            return next((file for file in self._press.files() if file.path == path), None)
        if path.startswith(ADMIN):
            return next((found for found in admin(self._press) if found.path == path), None)
        if path == "_headers":
            return headers(self._site, self._paths_for_headers())
        if path == "sw.js":
            return self._worker()
        if path == "404.html":
            return next(self._press.print(local, sheet) for local, sheet in lost(self._press))
        if path.endswith(".html"):
            return self._page(path.removesuffix(_INDEX))
        makers = (make(self._press, lang) for make in (map_data, search_index) for lang in self._press.languages)
        data = (found for made in makers for found in made)
        return next((found for found in data if found.path == path), None) if path.endswith(".json") else None

    def paths(self, *, indexed: bool = False) -> Iterator[str]:
        """Yield the path of every page in every language, or of those that search engines may show; prints none."""
        for lang in self._press.languages:
            shown = [*(sheet for kind in KINDS for sheet in kind(self._press, lang))]
            shown += organizations(self._press, lang, self._site.entries)
            wanted = (sheet.path for sheet in shown if sheet.stands_for is None or not indexed)
            yield from (self._press.file_of(lang, path) for path in wanted)
        yield "404.html"

    def _paths_for_headers(self) -> Sequence[str]:
        """Return the paths of pages as they were when there were last other text pages: the top folders are the same.

        Going through all pages takes longer than an editor likes to wait after each change.
        """
        key = self._press.languages, self._press.text_pages
        if key not in self._folders:
            self._folders[key] = tuple(self.paths())
        return self._folders[key]

    def _worker(self) -> Artifact:
        made = [found for path in self.paths() if (found := self.find(path))] if self._site.offline else []
        return worker(self._press, [*made, *self._press.files()])

    def _page(self, path: str) -> Artifact | None:
        first, *others = self._press.languages
        lang = next((code for code in others if path.startswith(f"{code}/")), first)
        within = path.removeprefix(self._press.prefix(lang))
        sheet = self._organization(lang, within) or self._other(lang, within)
        return self._press.print(self._press.local(lang, within), sheet) if sheet else None

    def _organization(self, lang: str, path: str) -> Sheet | None:
        entry = self._site.by_id.get(path.removeprefix("orgs/").rstrip("/"))
        return next(iter(organizations(self._press, lang, [entry])), None) if entry and path == entry.path else None

    def _other(self, lang: str, path: str) -> Sheet | None:
        """Return the sheet of this path; kinds of pages are gone through only as far as it takes to find it."""
        if lang not in self._sheets:
            self._sheets[lang] = (sheet for kind in KINDS for sheet in kind(self._press, lang)), {}
        coming, seen = self._sheets[lang]
        while path not in seen and (sheet := next(coming, None)):
            seen[sheet.path] = sheet
        return seen.get(path)
