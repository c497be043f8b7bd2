"""What can be measured, each a task by name. What a task finds is put into the book at once."""

# ruff: noqa: T201 — a command: printing is what it is for.

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.contenders import PATHS, ROOT, Contender, make_project, mapgen_on, peer_on, python
from tests.bench.measure import run
from tests.bench.peers import Peer
from tests.bench.results import Book, line
from tests.bench.series import COLD, MEMORY, TOUCHED, UNCHANGED, Outcome, alone, compare

SIZES, NATIONAL, QUICK = (200, 2_000, 10_000), 100_000, 200


@dataclass(frozen=True)
class Asked:
    """What a task is given: a folder to fill, sizes and times (none, 0: the task's own), peers, the book."""

    work: Path
    sizes: Sequence[int]
    peers: Sequence[tuple[Peer, Path]]
    quick: bool
    times: int
    book: Book

    def of(self, *sizes: int) -> Sequence[int]:
        """Return the sizes that were asked for, else those given."""
        return self.sizes or ((QUICK,) if self.quick else sizes)

    def runs(self, size: int) -> int:
        """Return how often a pair runs."""
        return self.times or (3 if self.quick or size >= 10_000 else 5)

    def found(self, outcome: Outcome) -> Outcome:
        """Keep an outcome and tell it."""
        self.book.add(outcome)
        print(line(outcome), flush=True)
        return outcome

    def noted(self, name: str, fact: Any) -> None:
        """Keep a fact and tell it."""
        self.book.note(name, fact)
        print(f"{name}: {json.dumps(fact, ensure_ascii=False)}", flush=True)


def series(asked: Asked) -> None:
    """mapgen and each peer in turns: cold, touched, unchanged, pages alone (200, 2,000 and 10,000)."""
    for size in asked.of(*SIZES):
        _series(asked, size)
        for folder in asked.work.iterdir():
            shutil.rmtree(folder)


def _series(asked: Asked, size: int) -> None:
    project, runs = asked.work / "mapgen", asked.runs(size)
    mapgen = mapgen_on(project, make_project(project, size))
    others = _others(asked, project, mapgen)
    seconds = {}
    for contender in (mapgen, *others):
        warm = asked.found(alone(contender, MEMORY, 1, watched=True))
        seconds[contender.name] = warm.medians[contender.name]["wall"]
    for other in others:
        asked.found(compare(mapgen, other, COLD, runs, longest=seconds[other.name]))
    asked.book.grow(f"outputs {size}", {each.name: each.made() for each in (mapgen, *others)})
    for other in [each for n, each in enumerate(others) if n == 0 or (each.keeps and size < max(SIZES))]:
        asked.found(compare(mapgen, other, TOUCHED, runs, longest=seconds[other.name]))
    if not others:
        asked.found(alone(mapgen, COLD, runs))
        asked.found(alone(mapgen, TOUCHED, runs))
    asked.found(alone(mapgen, UNCHANGED, runs))
    pages = mapgen_on(project, mapgen.sample, "--only", "pages", name="mapgen pages", output="public-pages")
    pages.called = mapgen.called
    for other in others[:1]:
        asked.found(compare(pages, other, COLD, runs))


def _others(asked: Asked, project: Path, mapgen: Contender) -> list[Contender]:
    return [peer_on(peer, project, asked.work / peer.name.lower(), tools, mapgen.sample) for peer, tools in asked.peers]


def peers(asked: Asked) -> None:
    """Each peer by itself, cold and touched, once: do they work? (200)"""
    for size in asked.of(QUICK):
        project = asked.work / f"mapgen-{size}"
        sample = make_project(project, size)
        for peer, tools in asked.peers:
            contender = peer_on(peer, project, asked.work / f"{peer.name.lower()}-{size}", tools, sample)
            for scenario in (COLD, TOUCHED):
                asked.found(alone(contender, scenario, 1))


def start(asked: Asked) -> None:
    """How long `mapgen --help` takes, and the interpreter that does nothing."""
    for name, arguments in (("interpreter", ("-c", "")), ("start-up", ("-m", "mapgen", "--help"))):
        taken = [run([sys.executable, *arguments], ROOT, PATHS).wall for _ in range(3 if asked.quick else 11)]
        asked.noted(name, median(taken))


def exports(asked: Asked) -> None:
    """Where the time goes: each export by format, and the phases of a build in one process (10,000)."""
    for size in asked.of(10_000):
        project = asked.work / f"mapgen-{size}"
        make_project(project, size)
        asked.noted(f"exports {size}", json.loads(python("tests.bench.exports", str(project))))
        asked.noted(f"phases {size}", json.loads(python("tests.bench.phases", str(project))))


def preview(asked: Asked) -> None:
    """How long after a file is saved `mapgen serve` shows the new page (2,000)."""
    for size in asked.of(2_000):
        project = asked.work / f"mapgen-{size}"
        mapgen = mapgen_on(project, make_project(project, size))
        from tests.bench.preview import seconds

        asked.noted(f"preview {size}", seconds(mapgen, asked.runs(size)))


def browser(asked: Asked) -> None:
    """The pages on a slow phone in Chromium: when the largest thing and the first pin show, longest tasks (10,000)."""
    for size in asked.of(10_000):
        project = asked.work / f"mapgen-{size}"
        mapgen = mapgen_on(project, make_project(project, size))
        built = alone(mapgen, COLD, 1)
        if built.faults:
            print(line(built))
        else:
            asked.noted(f"browser {size}", json.loads(python("tests.bench.browser", str(project / mapgen.output))))


def large(asked: Asked) -> None:
    """mapgen alone, cold and touched, once each (100,000)."""
    for size in asked.of(NATIONAL):
        project = asked.work / f"mapgen-{size}"
        mapgen = mapgen_on(project, make_project(project, size))
        for scenario in (COLD, TOUCHED):
            asked.found(alone(mapgen, scenario, 1, watched=True))


TASKS: dict[str, Callable[[Asked], None]] = {
    task.__name__: task for task in (series, start, exports, preview, browser, large, peers)
}
