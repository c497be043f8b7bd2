"""What was found, kept as JSON between runs and told as Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tests.bench.machine import machine
from tests.bench.series import Outcome
from tests.bench.targets import Found, rows

RESULTS = Path(__file__).parent / "RESULTS.md"
_HEAD = """\
# What mapgen takes, beside its peers

Made by `python -m tests.bench`, whose `--help` tells what is measured. Figures beside a peer are **ratios**, mapgen
to peer: medians of pairs that took turns; below 1, mapgen is better. mapgen makes all its pages (28 KB for each
organisation), every export and every check; a peer only pages of 6.5 KB, listings and points.
"""


class Book:
    """All outcomes by what they are of, and facts that are no series; saved whenever something is added."""

    def __init__(self, file: Path, *, add: bool) -> None:
        """Begin with what the file holds, if it is to be added to."""
        self._file = file
        held: dict[str, Any] = json.loads(file.read_text()) if add and file.exists() else {}
        self._outcomes = {outcome.key: outcome for outcome in map(_outcome, held.get("outcomes", ()))}
        self._facts: dict[str, Any] = held.get("facts", {})
        self._machine = [*held.get("machine", ()), machine()]

    def add(self, outcome: Outcome) -> None:
        """Keep an outcome in place of an earlier one of the same."""
        self._outcomes[outcome.key] = outcome
        self._save()

    def note(self, name: str, fact: Any) -> None:
        """Keep a fact."""
        self._facts[name] = fact
        self._save()

    def text(self) -> str:
        """Return all of it as Markdown."""
        found = Found(self._outcomes, self._facts)
        parts = [_HEAD, _machines(self._machine), "## Targets\n", _table(("target", "found", ""), rows(found))]
        for scenario in sorted({key[1] for key in self._outcomes}):
            of = [outcome for outcome in self._outcomes.values() if outcome.scenario == scenario]
            parts += [f"## {scenario.capitalize()}\n", _outcomes(of)]
        return "\n".join(parts)

    def write(self, file: Path) -> None:
        """Write it where it is read."""
        file.write_text(self.text(), encoding="utf-8")

    def _save(self) -> None:
        held = {
            "machine": self._machine,
            "facts": self._facts,
            "outcomes": [outcome.as_data() for outcome in self._outcomes.values()],
        }
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.write_text(json.dumps(held, ensure_ascii=False, indent=1), encoding="utf-8")


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


def _machines(machines: Iterable[dict[str, Any]]) -> str:
    return "".join(f"- {', '.join(f'{name}: {value}' for name, value in each.items())}\n" for each in machines)


def _table(head: Sequence[str], body: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *body]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def _outcomes(outcomes: Iterable[Outcome]) -> str:
    head = ("organisations", "pair", "runs", "wall ×", "from … to", "cpu ×", "peak ×", "wall s", "cpu s", "peak MB", "")
    return _table(head, (_row(outcome) for outcome in sorted(outcomes, key=lambda each: each.size) if outcome.other))


def _row(outcome: Outcome) -> tuple[str, ...]:
    ratios = [f"{outcome.ratios[name]:.2f}" if outcome.ratios else "–" for name in ("wall", "cpu", "peak")]
    spread = "{:.2f} … {:.2f}".format(*outcome.spread) if outcome.ratios else "–"
    pair = f"{outcome.mine} : {outcome.other}"
    taken = [_both(outcome, name, form) for name, form in (("wall", "{:.2f}"), ("cpu", "{:.2f}"), ("peak", "{:.0f}"))]
    faults = "; ".join(fault.splitlines()[0] for fault in outcome.faults)
    return f"{outcome.size:,}", pair, str(outcome.runs), ratios[0], spread, *ratios[1:], *taken, faults


def _both(outcome: Outcome, name: str, form: str) -> str:
    return " : ".join(form.format(used[name]) for used in outcome.medians.values())
