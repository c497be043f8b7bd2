"""What was found, kept as JSON between runs and told as Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tests.bench.machine import machine
from tests.bench.peers import PEERS
from tests.bench.series import Outcome
from tests.bench.targets import Found, targets
from tests.bench.why import WHY

RESULTS = Path(__file__).parent / "RESULTS.md"
_HEAD = """\
# What mapgen takes, beside its peers

Made by `python -m tests.bench`; its `--help` tells what is measured and how. Figures beside a peer are **ratios**,
mapgen to peer, medians of pairs that took turns: below 1 mapgen is better. mapgen makes all its pages (28 KB for each
organisation), every export and every check; a peer only pages of 7 KB, listings and points.
"""
_TITLES = {
    "cold": "Cold: no output, nothing kept",
    "touched": "Touched: one organisation renamed",
    "unchanged": "Unchanged",
}
# What the figures of a task are in, where they do not say so themselves.
_UNITS = {"browser": ", ms", "phases": ", per cent of a profile of one process", "preview": ", s"}


class Book:
    """All outcomes by what they are of, and facts that are no series; saved whenever something is added."""

    def __init__(self, file: Path, *, add: bool) -> None:
        """Begin with what the file holds, if it is to be added to."""
        self._file = file
        held: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if add and file.exists() else {}
        self._outcomes = {outcome.key: outcome for outcome in map(_outcome, held.get("outcomes", ()))}
        self._facts: dict[str, Any] = held.get("facts", {})
        self._runs: list[dict[str, str]] = [*held.get("runs", ()), machine()]

    def add(self, outcome: Outcome) -> None:
        """Keep an outcome in place of an earlier one of the same."""
        self._outcomes[outcome.key] = outcome
        self._measured(f"{outcome.scenario} {outcome.size}")

    def note(self, name: str, fact: Any) -> None:
        """Keep a fact."""
        self._facts[name] = fact
        self._measured(name)

    def grow(self, name: str, fact: dict[str, Any]) -> None:
        """Keep a fact beside what earlier runs found of others under the same name."""
        self.note(name, {**self._facts.get(name, {}), **fact})

    def _measured(self, what: str) -> None:
        """Save all, and which run found this last."""
        for run in self._runs:
            names = [name for name in run.get("measured", "").split(", ") if name not in ("", what)]
            run["measured"] = ", ".join([*names, what] if run is self._runs[-1] else names)
        self._runs = [run for run in self._runs if run["measured"]]
        outcomes = [outcome.as_data() for outcome in self._outcomes.values()]
        held = {"runs": self._runs, "facts": self._facts, "outcomes": outcomes}
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(json.dumps(held, ensure_ascii=False, indent=1), encoding="utf-8")

    def write(self, file: Path) -> None:
        """Write it where it is read."""
        file.write_text(self.text(), encoding="utf-8")

    def text(self) -> str:
        """Return all of it as Markdown."""
        found = Found(self._outcomes, self._facts)
        rows = (target.row() for target in targets(found))
        parts = [_HEAD, "## Targets\n", _table(("target", "limit", "found", ""), rows), WHY]
        every = sorted(self._outcomes.values(), key=lambda outcome: outcome.size)
        for scenario, title in _TITLES.items():
            parts += [f"## {title}\n", _outcomes(outcome for outcome in every if outcome.scenario == scenario)]
        parts += ["## Memory, MB\n", _memory(every)]
        for name, fact in self._facts.items():
            parts += [f"## {name.capitalize()}{_UNITS.get(name.split()[0], '')}\n", _fact(fact)]
        runs = "".join(f"- {', '.join(f'{name}: {value}' for name, value in run.items())}\n" for run in self._runs)
        packages = ", ".join(package for peer in PEERS for package in peer.packages)
        return "\n".join([*parts, "## Runs\n", f"Peers, all but Debian's by version: {packages}.\n", runs])


def line(outcome: Outcome) -> str:
    """Return an outcome as a line for who waits."""
    times = ", ".join(
        f"{name} {used['wall']:.2f} s, cpu {used['cpu']:.2f} s, {max(used['peak'], used['total']):.0f} MB"
        for name, used in outcome.medians.items()
    )
    ratios = f" → wall × {outcome.ratios['wall']:.2f}, cpu × {outcome.ratios['cpu']:.2f}" if outcome.ratios else ""
    faults = "".join(f"\n    ✗ {fault}" for fault in outcome.faults)
    return f"{outcome.size:>6} {outcome.scenario:<9} ({outcome.runs}) {times}{ratios}{faults}"


def _outcome(data: dict[str, Any]) -> Outcome:
    return Outcome(**{**data, "spread": tuple(data["spread"])})


def _table(head: Sequence[str], body: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *body]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _outcomes(outcomes: Iterable[Outcome]) -> str:
    head = ("organisations", "pair", "runs", "wall ×", "from … to", "cpu ×", "peak ×", "wall s", "cpu s", "peak MB", "")
    return _table(head, map(_row, outcomes))


def _row(outcome: Outcome) -> tuple[str, ...]:
    ratios = [f"{outcome.ratios[name]:.2f}" if outcome.ratios else "–" for name in ("wall", "cpu", "peak")]
    spread = "{:.2f} … {:.2f}".format(*outcome.spread) if outcome.ratios else "–"
    pair = f"{outcome.mine} : {outcome.other}" if outcome.other else outcome.mine
    taken = [_both(outcome, name, form) for name, form in (("wall", "{:.2f}"), ("cpu", "{:.2f}"), ("peak", "{:.0f}"))]
    faults = "; ".join(fault.splitlines()[0] for fault in outcome.faults)
    return f"{outcome.size:,}", pair, str(outcome.runs), ratios[0], spread, *ratios[1:], *taken, faults


def _both(outcome: Outcome, name: str, form: str) -> str:
    return " : ".join(form.format(used[name]) for used in outcome.medians.values())


def _memory(outcomes: Iterable[Outcome]) -> str:
    rows = (
        (f"{each.size:,}", each.mine, f"{used['peak']:.0f}", f"{used['total']:.0f}")
        for each in outcomes
        if not each.other and (used := each.medians[each.mine])["total"]
    )
    return _table(("organisations", "", "largest process", "all processes"), rows)


def _fact(fact: Any) -> str:
    """Return a fact: a number of seconds, figures by name, or a table of such."""
    if not isinstance(fact, dict):
        return f"{fact:.3f} s\n"
    if not all(isinstance(value, dict) for value in fact.values()):
        return "".join(f"- {name}: {value:,.6g}\n" for name, value in fact.items())
    names = list(dict.fromkeys(name for figures in fact.values() for name in figures))
    if len(names) > 5:  # nothing in common
        return "".join(f"{title}:\n\n{_fact(figures)}\n" for title, figures in fact.items())
    rows = (
        [title, *(f"{figures[name]:,.6g}" if name in figures else "" for name in names)]
        for title, figures in fact.items()
    )
    return _table(("", *names), rows)
