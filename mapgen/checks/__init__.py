"""What must be true of the finished files, read back from their bytes. Rules only add problems; none changes a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mapgen.checks import counts, downloads, kml, links, twins
from mapgen.model import Artifact
from mapgen.problems import Problems
from mapgen.site import Site

Rule = Callable[[Site, Mapping[str, Artifact], Problems], None]

RULES: tuple[Rule, ...] = (kml.check, twins.check, links.check, counts.check, downloads.check)


def check_artifacts(site: Site, artifacts: Mapping[str, Artifact]) -> Problems:
    """Return every fault of the finished files; `artifacts` are by path. A build of the pages alone has no exports."""
    problems = Problems()
    for rule in RULES:
        rule(site, artifacts, problems)
    return problems
