"""What must be true of the content as a whole, and of the finished files, read back from their bytes.

Rules only add problems; none changes a file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from types import MappingProxyType

from mapgen.checks import (
    browsed,
    counts,
    data,
    dates,
    desks,
    doubles,
    downloads,
    kml,
    languages,
    links,
    openings,
    persons,
    twins,
    unused,
    veiled,
)
from mapgen.checks.finding import Find
from mapgen.crew import share
from mapgen.ledger import Ledger
from mapgen.model import Artifact
from mapgen.problems import Problem, Problems
from mapgen.site import Site

Rule = Callable[[Site, Mapping[str, Artifact], Problems], None]
ContentRule = Callable[[Site, Find, Problems], None]
Finished = tuple[Site, Mapping[str, Artifact]]
Task = Callable[[Finished], list[Problem] | links.Read]

# How many organisations are worth a second process for the rules.
_SHARED_FROM = 150

RULES: tuple[Rule, ...] = (kml.check, twins.check, counts.check, data.check, browsed.check, downloads.check)

CONTENT_RULES: tuple[ContentRule, ...] = (
    languages.check,
    desks.check,
    doubles.check,
    openings.check,
    persons.check,
    veiled.check,
)


def check_content(site: Site, find: Find, today: date | None = None) -> Problems:
    """Return what is wrong with content that can be read.

    Without `today` (a build) nothing that changes by waiting, and nothing that only tells what may be put in order.
    """
    problems = Problems()
    for rule in CONTENT_RULES:
        rule(site, find, problems)
    if today is not None:
        unused.check(site, find, problems)
        dates.check(site, today, find, problems)
    return problems


class Found(Problems):
    """Every fault of the finished files, and the pages whose links are all good."""

    linked: links.Linked = MappingProxyType({})


def check_artifacts(
    site: Site, artifacts: Mapping[str, Artifact], *, jobs: int = 1, ledger: Ledger | None = None
) -> Found:
    """Return every fault of the finished files; `artifacts` are by path. A build of the pages alone has no exports.

    `jobs` processes share the rules and the pages whose links are followed, where these are many; pages that the
    `ledger` of the last build knows are not read again.
    """
    following = links.Links(site, artifacts, jobs, ledger)
    many = len(following.tasks) > 1 or len(site.entries) >= _SHARED_FROM
    tasks: list[Task] = [*(partial(_apply, rule=rule) for rule in RULES), *following.tasks]
    done = [*share((site, artifacts), tasks, jobs if many else 1)]
    found = Found(problem for told in done if isinstance(told, list) for problem in told)
    found.linked = following.told([told for told in done if isinstance(told, links.Read)], found)
    return found


def _apply(finished: Finished, *, rule: Rule) -> list[Problem]:
    problems = Problems()
    rule(*finished, problems)
    return list(problems)
