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
        """Return the ratio of wall times, if that pair was measured and was right."""
        outcome = self.outcomes.get((size, scenario, mine, other))
        return outcome.ratios.get("wall") if outcome else None

    def used(self, size: int, scenario: str, measure: str = "wall") -> float | None:
        """Return what mapgen took beside the first peer, or by itself; None where something was wrong."""
        for (count, name, mine, _), outcome in self.outcomes.items():
            taken = outcome.medians.get(mine, {}).get(measure)
            if (count, name, mine) == (size, scenario, "mapgen") and not outcome.faults and taken:
                return taken
        return None

    def fact(self, *names: str) -> float | None:
        """Return a figure by the names that lead to it."""
        fact: Any = self.facts
        for name in names:
            fact = fact.get(name, {})
        return fact if isinstance(fact, int | float) else None


@dataclass(frozen=True)
class Target:
    """A sentence, the most that its figure may be, and the unit it is told in."""

    text: str
    limit: float
    found: float | None
    unit: str = "×"

    def row(self) -> tuple[str, str, str, str]:
        """Return it as a row: target, limit, figure, whether it is met."""
        limit = f"≤ {self.limit:,g} {self.unit}"
        if self.found is None:
            return self.text, limit, "–", "not measured"
        told = f"{self.found:,.2f}" if self.found < 100 else f"{self.found:,.0f}"
        return self.text, limit, f"{told} {self.unit}", "met" if self.found <= self.limit else "**not met**"


def targets(found: Found) -> Iterator[Target]:
    """Yield every target with what was found."""
    yield from _beside(found)
    for size in SIZES:
        yield Target(f"unchanged, {size:,} organisations", 0.3, found.used(size, "unchanged"), "s")
    yield Target("`mapgen --help`", 0.15, found.fact("start-up"), "s")
    yield Target("`serve`, 2,000 organisations: a saved file's page", 0.3, found.fact("preview 2000", "saved"), "s")
    kml = found.fact("exports 10000", "exports/kml", "seconds")
    yield Target("KML of 10,000 organisations", 1.0, kml, "s")
    yield from _growth(found)
    for page, limit in (("home", 1500), ("organisation", 1500), ("map", 2000)):
        lcp = found.fact("browser 10000", page, "lcp")
        yield Target(f"{page} page on a slow phone, 10,000 organisations: largest paint", limit, lcp, "ms")
    pin = found.fact("browser 10000", "map", "first pin")
    yield Target("map on a slow phone, 10,000 organisations: first pin", 3000, pin, "ms")
    for use in ("pan", "zoom"):
        task = found.fact("browser 10000", "map", use)
        yield Target(f"map, 10,000 organisations, processor slowed 4 times, {use}: longest task", 200, task, "ms")


def _beside(found: Found) -> Iterator[Target]:
    for peer, limit, sizes in (*((name, 1.5, SIZES[1:]) for name in FAST), *((name, 1.0, SIZES) for name in SLOW)):
        for size in sizes:
            yield Target(f"cold, {size:,} organisations, beside {peer}", limit, found.ratio(size, "cold", peer))
    pages = found.ratio(10_000, "cold", "Hugo", "mapgen pages")
    yield Target("cold, pages only, 10,000 organisations, beside Hugo", 1.0, pages)
    yield Target("touched, 200 organisations", 0.5, found.used(200, "touched"), "s")
    yield Target("touched, 2,000 organisations, beside Hugo", 0.35, found.ratio(2_000, "touched", "Hugo"))
    yield Target("touched, 10,000 organisations, beside Hugo", 0.12, found.ratio(10_000, "touched", "Hugo"))


def _growth(found: Found) -> Iterator[Target]:
    small, large = found.used(2_000, "cold"), found.used(10_000, "cold")
    yield Target("growth of time from 2,000 to 10,000, cold", 5.5, large / small if small and large else None)
    few, many = found.used(2_000, "memory", "total"), found.used(10_000, "memory", "total")
    yield Target("growth of memory from 2,000 to 10,000", 5.5, many / few if few and many else None)
    yield Target("memory of all processes, 10,000 organisations", 1000, many, "MB")
    national = found.used(100_000, "cold", "total")
    yield Target("memory of all processes, 100,000 organisations", 4000, national, "MB")
