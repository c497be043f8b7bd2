"""The region in numbers: what is listed, where there are gaps, how old it is, and what published surveys say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mapgen.render.local import Local
from mapgen.render.pages.stats.confirmed import Confirmed, confirmed
from mapgen.render.pages.stats.coverage import CoverageView, by_category, by_form
from mapgen.render.pages.stats.kinds import CategoriesView, FormsView, categories, forms
from mapgen.render.pages.stats.surveys import SurveyView, surveys
from mapgen.render.pages.stats.tables import Csv, csv_of
from mapgen.render.press import Press, Sheet
from mapgen.theme.html import Markup

__all__ = ["stats"]


@dataclass(frozen=True, slots=True)
class StatsView:
    """Everything the page says. `jumps` lead to its sections: anchor and title."""

    total: int
    date: str
    jumps: tuple[tuple[str, Markup], ...]
    categories: CategoriesView
    forms: FormsView
    coverage: tuple[CoverageView, ...]
    confirmed: Confirmed
    surveys: tuple[SurveyView, ...]
    surveys_csv: Csv | None
    contribute: str | None


def stats(press: Press, lang: str) -> Iterator[Sheet]:
    """Yield the page of numbers."""
    local = press.local(lang, "stats/")
    title, about = local.t.plain("stats.title"), local.t.plain("stats.description")
    yield Sheet("stats/", "stats.html", title, _view(local), about, section="stats")


def _view(local: Local) -> StatsView:
    t, published = local.t, surveys(local)
    named = [(name, t(f"stats.{name}")) for name in ("categories", "forms", "cities", "confirmed")]
    return StatsView(
        total=len(local.site.listed),
        date=t.day(local.site.date),
        jumps=tuple(named + [(survey.anchor, survey.name) for survey in published]),
        categories=categories(local),
        forms=forms(local),
        coverage=(by_category(local), by_form(local)),
        confirmed=confirmed(local),
        surveys=published,
        surveys_csv=csv_of(local, "surveys"),
        contribute=local.page("contribute"),
    )
