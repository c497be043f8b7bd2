"""Two contenders that take turns, and what comes of it: ratios of pairs, since a machine's speed drifts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median
from typing import Any

from tests.bench.contenders import Contender
from tests.bench.measure import Usage

# A run that takes so many seconds is done once, whatever was asked for.
TOO_LONG = 30.0
MEASURES = ("wall", "cpu", "peak")


@dataclass(frozen=True)
class Scenario:
    """What is done, untimed, before a run."""

    name: str
    prepare: Callable[[Contender], None]
    again: bool  # whether a build came before


COLD = Scenario("cold", Contender.clear, again=False)
TOUCHED = Scenario("touched", Contender.rename, again=True)
MEMORY = Scenario("memory", Contender.clear, again=False)
UNCHANGED = Scenario("unchanged", lambda _: None, again=True)


@dataclass
class Outcome:
    """What a series found: medians of each contender, medians of the ratios of its pairs, and what was wrong."""

    size: int
    scenario: str
    mine: str
    other: str
    runs: int = 0
    medians: dict[str, dict[str, float]] = field(default_factory=dict)
    ratios: dict[str, float] = field(default_factory=dict)
    spread: tuple[float, float] = (0.0, 0.0)
    faults: list[str] = field(default_factory=list)

    @property
    def key(self) -> tuple[int, str, str, str]:
        """Return what it is the outcome of."""
        return self.size, self.scenario, self.mine, self.other

    def as_data(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        return asdict(self)


def compare(mine: Contender, other: Contender, scenario: Scenario, runs: int, *, longest: float = 0.0) -> Outcome:
    """Let two contenders take turns, who begins changing each time. `longest`: seconds that the other took before."""
    outcome = Outcome(mine.sample.count, scenario.name, mine.name, other.name)
    pairs: list[tuple[Usage, Usage]] = []
    for contender in (mine, other):
        if scenario.again and contender.again:
            contender.run(again=True)  # so that there is something kept
    for n in range(1 if longest > TOO_LONG else runs):
        taken: dict[str, Usage] = {}
        for contender in (mine, other) if n % 2 == 0 else (other, mine):
            taken[contender.name] = _once(contender, scenario, outcome.faults)
        pairs.append((taken[mine.name], taken[other.name]))
        if outcome.faults:
            break
    _check(outcome, mine, other)
    outcome.runs = len(pairs)
    outcome.medians = {mine.name: _medians([pair[0] for pair in pairs])}
    outcome.medians |= {other.name: _medians([pair[1] for pair in pairs])}
    if not outcome.faults:
        ratios = {name: [getattr(a, name) / getattr(b, name) for a, b in pairs] for name in MEASURES}
        outcome.ratios = {name: median(values) for name, values in ratios.items()}
        outcome.spread = min(ratios["wall"]), max(ratios["wall"])
    return outcome


def alone(contender: Contender, scenario: Scenario, runs: int, *, watched: bool = False) -> Outcome:
    """Let one contender run by itself. Watched, its whole memory is known, and its time a little too long."""
    outcome = Outcome(contender.sample.count, scenario.name, contender.name, "")
    taken = [_once(contender, scenario, outcome.faults, watched=watched) for _ in range(runs)]
    _check(outcome, contender)
    outcome.runs, outcome.medians = runs, {contender.name: _medians(taken)}
    return outcome


def _once(contender: Contender, scenario: Scenario, faults: list[str], *, watched: bool = False) -> Usage:
    scenario.prepare(contender)
    used = contender.run(again=scenario.again, watched=watched)
    if used.status != 0:
        faults.append(f"{contender.name} ended with {used.status}: {used.said}")
    return used


def _check(outcome: Outcome, *contenders: Contender) -> None:
    """Look at what was made, unless a run has failed: then that is what is to be known."""
    if not outcome.faults:
        outcome.faults = [f"{each.name}: {fault}" for each in contenders for fault in each.faults()]


def _medians(taken: Sequence[Usage]) -> dict[str, float]:
    return {name: median(getattr(each, name) for each in taken) for name in (*MEASURES, "total")}
