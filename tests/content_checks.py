"""What is wrong with the content of a project, found without drawing a page: quick enough for hundreds of examples."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from mapgen.build import Options, read_site
from mapgen.checks import check_content
from mapgen.finder import Finder
from mapgen.problems import Problems


def content_problems(root: Path, today: date | None = None) -> Problems:
    """Return every problem of the content of `root`; with `today` what grows old too."""
    problems = Problems()
    if site := read_site(root, Options(), problems):
        problems.extend(check_content(site, Finder(root), today))
    return problems
