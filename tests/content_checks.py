"""What is wrong with the content of a project, found without drawing a page: quick enough for hundreds of examples."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from mapgen.build import Options, read_site
from mapgen.checks import check_content
from mapgen.finder import Finder
from mapgen.problems import Problems
from mapgen.render import misnamed
from tests.conftest import Project

ORG = """\
name: みほんB
summary: ためしの団体(実在しません)。
categories: [children]
forms: [ibasho]
serves: [mihon]
"""
B = "content/orgs/mihon-b.yaml"


def content_problems(root: Path, today: date | None = None) -> Problems:
    """Return every problem of the content of `root`; with `today` what grows old too."""
    problems = Problems()
    if site := read_site(root, Options(), problems):
        problems.extend(check_content(site, Finder(root), today))
        problems.extend(misnamed(site, root, Finder(root)))
    return problems


def told(made: Project, lang: str = "ja", today: date | None = None) -> str:
    """Return the problems of the content as they are printed; nothing is rendered."""
    problems = content_problems(made.root, today)
    return "".join(f"{problem.text(lang)}\n" for problem in problems)  # type: ignore[arg-type]


def said(made: Project, lang: str = "ja") -> list[str]:
    """Return what a build says, a line each, without the mends."""
    return [line for line in told(made, lang).splitlines() if not line.startswith("    ")]
