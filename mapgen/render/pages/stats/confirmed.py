"""How long ago somebody confirmed what is listed, in which way, in which city."""

from __future__ import annotations

from dataclasses import dataclass

from mapgen import tallies
from mapgen.render.charts import Bar, bars
from mapgen.render.local import Local
from mapgen.render.pages.stats.tables import Csv, csv_of
from mapgen.tallies import Ages
from mapgen.theme.html import Markup

AGES = ("recent", "older", "never")


@dataclass(frozen=True, slots=True)
class AgesRow:
    """A city, or a way of confirming, with how many were confirmed when."""

    name: Markup
    ages: Ages


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Three bars, and two tables that say more. `days` is how long a confirmation holds."""

    whole: Ages
    stale: int
    days: int
    chart: Markup
    cities: tuple[AgesRow, ...]
    ways: tuple[AgesRow, ...]
    cities_csv: Csv | None
    ways_csv: Csv | None


def confirmed(local: Local) -> Confirmed:
    """Return how old the entries are, by the content's own date."""
    found, days = tallies.confirmations(local.site), local.content.settings.stale_after
    names = {city.id: local.label(city.name) for city in local.content.region.cities}
    counts = (found.whole.recent, found.whole.older, found.whole.never)
    drawn = [Bar(local.t.plain(f"stats.{age}", days=days), n) for age, n in zip(AGES, counts, strict=True)]
    return Confirmed(
        whole=found.whole,
        stale=found.whole.older + found.whole.never,
        days=days,
        chart=bars(drawn),
        cities=tuple(AgesRow(names[city] if city else local.t("stats.no-city"), each) for city, each in found.cities),
        ways=tuple(AgesRow(local.t(f"verified.{way}"), each) for way, each in found.ways),
        cities_csv=csv_of(local, "confirmed-cities"),
        ways_csv=csv_of(local, "confirmed-ways"),
    )
