"""The targets, each a sentence, a limit and where its figure is found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tests.bench.series import Outcome

Key = tuple[int, str, str, str]
SLOW, FAST = ("Eleventy", "Pelican", "MkDocs", "Nikola", "Jekyll"), ("Hugo", "Zola")
SIZES = (200, 2_000, 10_000)


@dataclass(frozen=True)
class Found:
    """All that was measured."""

    outcomes: Mapping[Key, Outcome]
    facts: Mapping[str, Any]

    def ratio(self, size: int, scenario: str, other: str, mine: str = "mapgen") -> float | None:
        """Return the ratio of wall times, if that pair was measured."""
        outcome = self.outcomes.get((size, scenario, mine, other))
        return outcome.ratios.get("wall") if outcome else None

    def used(self, size: int, scenario: str, measure: str = "wall") -> float | None:
        """Return what mapgen took: by itself, or, where that was watched, beside the first peer."""
        found = [o for o in self.outcomes.values() if (o.size, o.scenario, o.mine) == (size, scenario, "mapgen")]
        kept = [o for o in found if not o.other] if measure == "total" else [o for o in found if o.other] or found
        return kept[0].medians["mapgen"][measure] if kept else None


@dataclass(frozen=True)
class Target:
    """A sentence, the most that its figure may be, and the unit it is told in."""

    text: str
    limit: float
    found: float | None
    unit: str = "×"

    def row(self) -> tuple[str, str, str]:
        """Return it as a row: target, figure, whether it is met."""
        limit = f"≤ {self.limit:g} {self.unit}"
        if self.found is None:
            return f"{self.text}: {limit}", "not measured", ""
        met = "met" if self.found <= self.limit else "**not met**"
        return f"{self.text}: {limit}", f"{self.found:.2f} {self.unit}", met


def rows(found: Found) -> Iterator[tuple[str, str, str]]:
    """Yield every target as a row."""
    for target in targets(found):
        yield target.row()


def targets(found: Found) -> Iterator[Target]:
    """Yield every target with what was found."""
    for peer, limit, sizes in (*((name, 1.0, SIZES) for name in SLOW), *((name, 1.5, SIZES[1:]) for name in FAST)):
        for size in sizes:
            yield Target(f"cold, {size:,} organisations, beside {peer}", limit, found.ratio(size, "cold", peer))
    pages = found.ratio(10_000, "cold", "Hugo", "mapgen pages")
    yield Target("cold, pages only, 10,000 organisations, beside Hugo", 1.0, pages)
    yield Target("touched, 200 organisations", 0.5, found.used(200, "touched"), "s")
    yield Target("touched, 2,000 organisations, beside Hugo", 0.35, found.ratio(2_000, "touched", "Hugo"))
    yield Target("touched, 10,000 organisations, beside Hugo", 0.12, found.ratio(10_000, "touched", "Hugo"))
    for size in SIZES:
        yield Target(f"unchanged, {size:,} organisations", 0.3, found.used(size, "unchanged"), "s")
    yield Target("`mapgen --help`", 0.15, found.facts.get("start-up"), "s")
    yield Target("memory of all processes, 10,000 organisations", 1000, found.used(10_000, "cold", "total"), "MB")
    yield Target("memory of all processes, 100,000 organisations", 4000, found.used(100_000, "cold", "total"), "MB")
    yield Target("KML, 10,000 organisations, on top", 1.0, found.facts.get("kml"), "s")
    small, large = found.used(2_000, "cold"), found.used(10_000, "cold")
    yield Target("growth from 2,000 to 10,000, cold", 5.5, large / small if small and large else None)
    for what, name in (("pan and zoom", "longest task"),):
        task = found.facts.get("browser", {}).get(name)
        yield Target(f"{what} of the map, 10,000 points, slowed 4 times, longest task", 200, task, "ms")
