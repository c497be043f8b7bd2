"""What published surveys say of themselves: how many were asked, how many answered, what was named most."""

from __future__ import annotations

from dataclasses import dataclass

from mapgen.model import Ranking, Source, Survey
from mapgen.render.charts import Bar, bars
from mapgen.render.local import Local
from mapgen.tallies import percent
from mapgen.theme.html import Markup


@dataclass(frozen=True, slots=True)
class RankingView:
    """What was named, the most frequent first, and of how many answers."""

    title: Markup
    answers: int | None
    order: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class SurveyView:
    """One survey with its bars, its facts and its rankings."""

    anchor: str
    name: Markup
    about: Markup | None
    chart: Markup
    period: Markup
    asked: int
    answered: int
    rate: str
    ways: str
    rankings: tuple[RankingView, ...]
    notes: tuple[Markup, ...]
    sources: tuple[Source, ...]


def surveys(local: Local) -> tuple[SurveyView, ...]:
    """Return the surveys that `content/stats.yaml` tells of."""
    return tuple(_survey(local, n, survey) for n, survey in enumerate(local.content.stats.surveys, 1))


def _survey(local: Local, n: int, survey: Survey) -> SurveyView:
    t = local.t
    asked, answered = (
        Bar(t.plain(f"stats.{name}"), value) for name, value in (("asked", survey.asked), ("answered", survey.answered))
    )
    return SurveyView(
        anchor=f"survey-{n}",
        name=local.label(survey.name),
        about=local.label(survey.about) if survey.about else None,
        chart=bars((asked, answered)),
        period=t("stats.period", since=t.partial_day(survey.since), until=t.partial_day(survey.until)),
        asked=survey.asked,
        answered=survey.answered,
        rate=percent(survey.answered, survey.asked),
        ways=t.raw("stats.and").join(t.raw(f"asked-by.{way}") for way in survey.ways),
        rankings=tuple(
            RankingView(_title(local, each), each.answers, tuple(local.label(name) for name in each.order))
            for each in survey.rankings
        ),
        notes=tuple(local.label(note) for note in survey.notes),
        sources=survey.sources,
    )


def _title(local: Local, ranking: Ranking) -> Markup:
    """Return what was ranked; of a single name a report says only that it was the most frequent."""
    return local.t("stats.ranking" if len(ranking.order) > 1 else "stats.most", title=ranking.title.to(local.lang))
