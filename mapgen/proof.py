"""The site as an editor wants it: read anew within a blink, each file made only when somebody asks for it.

What is found at a path is what `build` makes there; what only the finished files can tell (links) is not checked.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from mapgen.build import content_problems, read_site, untranslated
from mapgen.model import Artifact
from mapgen.options import Options
from mapgen.problems import Problems
from mapgen.shelf import Shelf
from mapgen.site import Site

if TYPE_CHECKING:
    from mapgen.render.proof import ProofPages

_FOR_CRAWLERS = re.compile(r"sitemap(?:-\d+)?\.xml|robots\.txt")


class Proof:
    """One reading of the project: its problems, and without errors its files by path."""

    def __init__(self, problems: Problems, files: ProofFiles | None = None) -> None:
        self.problems = problems
        self.files = files

    @property
    def good(self) -> bool:
        """Return whether there is something to show."""
        return self.files is not None and not self.problems.failed()


class ProofFiles:
    """The files of one site, made when asked for and kept. Several threads may ask."""

    def __init__(self, site: Site, root: Path, compiled: bytes, folders: dict[object, Sequence[str]]) -> None:
        self._site, self._root, self._compiled, self._folders = site, root, compiled, folders
        self._made: dict[str, Artifact | None] = {}
        self._one_at_a_time = threading.Lock()

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages of the site, the first of which has no folder."""
        return self._site.content.settings.languages

    def find(self, path: str) -> Artifact | None:
        """Return the file at a path of the site (`orgs/x/index.html`), None where the site has none."""
        with self._one_at_a_time:
            if path not in self._made:
                self._made[path] = self._pages.find(path) or self._exported.get(path) or self._for_crawlers(path)
            return self._made[path]

    @cached_property
    def _pages(self) -> ProofPages:
        from mapgen.render.proof import ProofPages

        return ProofPages(self._site, self._root, self._all_exported, self._compiled, self._folders)

    def _all_exported(self) -> Sequence[Artifact]:
        return tuple(self._exported.values())

    @cached_property
    def _exported(self) -> dict[str, Artifact]:
        from mapgen.exports import files

        return {artifact.path: artifact for artifact in files(self._site)}

    def _for_crawlers(self, path: str) -> Artifact | None:
        from mapgen.exports import web_files

        if not _FOR_CRAWLERS.fullmatch(path):
            return None
        made = web_files(self._site, self._pages.paths(indexed=True))
        return next((found for found in made if found.path == path), None)


class Reader:
    """Reads one project again and again; files that did not change since the last time are not parsed again."""

    def __init__(self, root: Path, options: Options) -> None:
        from mapgen.theme import compiled_theme

        self._root, self._options = root, options
        self._shelf = Shelf()
        self._compiled = compiled_theme(root)
        self._folders: dict[object, Sequence[str]] = {}

    def read(self) -> Proof:
        """Return the project as it is now."""
        problems = Problems()
        site = read_site(self._root, self._options, problems, self._shelf)
        if site is None or problems.failed():
            return Proof(problems)
        problems.extend(content_problems(site, self._root, self._options))
        problems.extend(untranslated(site, self._root, self._compiled))
        return Proof(problems, ProofFiles(site, self._root, self._compiled, self._folders))
