"""Writes what a map says into `content/orgs/`, organisation by organisation, each file whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from mapgen.changes import Subject
from mapgen.drift.report import Drift, subject_of
from mapgen.drift.settling import Settled, settle
from mapgen.problems import Problem
from mapgen.publish import PublishError, write_files

Answer = Literal["yes", "no", "quit"]


@dataclass(slots=True)
class Outcome:
    """What came of it, by organisation: `written` and `by_hand` with their changes, `doubtful` what was left alone.

    `declined` is how many somebody said no to, or was not asked about any more.
    """

    written: list[Subject] = field(default_factory=list)
    by_hand: list[Subject] = field(default_factory=list)
    doubtful: list[Subject] = field(default_factory=list)
    declined: int = 0
    problems: list[Problem] = field(default_factory=list)


def apply(
    root: Path,
    drift: Drift,
    ask: Callable[[Subject, Subject], Answer],
    *,
    asks: bool = True,
    insisted: Collection[str] = (),
    dry_run: bool = False,
) -> Outcome:
    """Write what surely can be written and is answered with yes; `ask` gets what would be and what would be left.

    Where nobody is asked (`asks` is false), organisations are left alone that were known by their likeness only, or
    that we confirmed later than the map says, unless their id is in `insisted`. With `dry_run` no file changes.
    """
    outcome, quitted = Outcome(), False
    for body in drift.bodies:
        if not body.differences:
            continue
        if body.doubtful and not asks and body.id not in insisted:
            outcome.doubtful.append(subject_of(body, body.differences))
            continue
        file = root / "content" / "orgs" / f"{body.id}.yaml"
        settled = settle(body, file.read_bytes().decode(), drift.comparison)
        would, left = subject_of(body, settled.done), subject_of(body, settled.by_hand)
        if left.changes:
            outcome.by_hand.append(left)
        if not would.changes:
            continue
        answer = "quit" if quitted else ask(would, left)
        quitted = answer == "quit"
        if answer != "yes":
            outcome.declined += 1
        elif dry_run or _write(file, settled, outcome):
            outcome.written.append(would)
    return outcome


def _write(file: Path, settled: Settled, outcome: Outcome) -> bool:
    try:
        write_files({file: settled.after.encode()})
    except PublishError as refused:
        outcome.problems += refused.problems
        return False
    return True
