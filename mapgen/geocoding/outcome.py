"""After the run: which addresses are still without the point that they should have, and why."""

from __future__ import annotations

from collections.abc import Sequence

from mapgen.content import Content
from mapgen.geocode import Atlas
from mapgen.geocode.answers import Found
from mapgen.geocoding.demand import Wanted, demand
from mapgen.geocoding.findings import finding
from mapgen.geocoding.run import Run
from mapgen.problems import Problem, Problems, Where

_NAMED = 5


def account(
    content: Content, atlas: Atlas, scope: Sequence[Wanted], todo: Sequence[Wanted], run: Run, problems: Problems
) -> int:
    """Report every address of `scope` that is unresolved, or of which asking came to nothing; return how many.

    `atlas` holds the lock as it is after the run. Those that were not reached are counted in one problem.
    """
    now = {want.key: want for want in demand(content, atlas)}
    unreached: list[str] = []
    failed = 0
    for want in scope:
        outcome = run.outcomes.get(want.key)
        if outcome is None and want in todo:
            unreached.append(want.key)
            continue
        if now[want.key].answered and (outcome is None or isinstance(outcome, Found)):
            continue
        failed += 1
        where = Where(f"content/orgs/{want.users[0].org.id}.yaml")
        said = finding(where, want.key, outcome) if outcome else None
        problems.extend([said or Problem(where, "geocode-known-coarse", {"address": want.key})])
    if unreached:
        names = "、".join(unreached[:_NAMED]) + ("…" if len(unreached) > _NAMED else "")
        problems.add(Where("mapgen geocode"), "geocode-unreached", count=len(unreached), names=names)
    return failed + len(unreached)
