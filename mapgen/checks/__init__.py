"""What must be true of the content as a whole, and of the finished files, read back from their bytes.

Rules only add problems; none changes a file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from mapgen.checks import counts, dates, downloads, kml, languages, links, twins
from mapgen.checks.finding import Find
from mapgen.model import Artifact
from mapgen.problems import Problems
from mapgen.site import Site

Rule = Callable[[Site, Mapping[str, Artifact], Problems], None]

RULES: tuple[Rule, ...] = (kml.check, twins.check, counts.check, downloads.check)


def check_content(site: Site, find: Find, today: date | None = None) -> Problems:
    """Return what is wrong with content that can be read; without `today`, nothing that changes by waiting."""
    problems = Problems()
    languages.check(site, find, problems)
    if today is not None:
        dates.check(site, today, find, problems)
    return problems


def check_artifacts(site: Site, artifacts: Mapping[str, Artifact], *, jobs: int = 1) -> Problems:
    """Return every fault of the finished files; `artifacts` are by path. A build of the pages alone has no exports.

    The links are most of the work: `jobs` processes share their pages.
    """
    problems = Problems()
    for rule in RULES:
        rule(site, artifacts, problems)
    links.check(site, artifacts, problems, jobs=jobs)
    return problems
