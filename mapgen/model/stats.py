"""`content/stats.yaml`: figures that somebody published about the region, as their report says them.

What the site counts itself is never written here: `tallies` counts it anew in every build.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, ValidationInfo, field_validator

from mapgen.model.frozen import Frozen, Label, fault
from mapgen.model.organization import Source
from mapgen.model.scalars import PartialDay, Whole

AskedBy = Literal["email", "post", "hand", "fax", "phone", "visit", "web"]


class Ranking(Frozen):
    """What a report says was named most often, the most frequent first. Counts that it does not give have no field."""

    title: Label = Field(title="何についての順か")
    answers: Whole | None = Field(None, title="いくつの答えからか")
    order: tuple[Label, ...] = Field(min_length=1, title="多い順")


class Survey(Frozen):
    """One survey: whom it asked, how and when, how many answered, and what its report says."""

    name: Label = Field(title="調査の名前")
    about: Label | None = Field(None, title="だれに何をたずねたか")
    since: PartialDay = Field(title="始まり", description="2024、2024-12、2024-12-05 のどれか")
    until: PartialDay = Field(title="終わり", description="2025、2025-02、2025-02-28 のどれか")
    asked: Whole = Field(title="たずねた数")
    answered: Whole = Field(title="答えた数")
    ways: tuple[AskedBy, ...] = Field((), title="たずねた方法", description="email post hand fax phone visit web")
    rankings: tuple[Ranking, ...] = Field((), title="多い順")
    notes: tuple[Label, ...] = Field((), title="ことわり書き")
    sources: tuple[Source, ...] = Field(min_length=1, title="出典")

    @field_validator("until")
    @classmethod
    def _ends_after_it_begins(cls, until: str, info: ValidationInfo) -> str:
        since = info.data.get("since", "")
        if until < since[: len(until)]:
            raise fault("ends-before-it-begins", text=until, since=since)
        return until

    @field_validator("answered")
    @classmethod
    def _were_asked(cls, answered: int, info: ValidationInfo) -> int:
        asked = info.data.get("asked", answered)
        if answered > asked:
            raise fault("more-answers-than-asked", answered=answered, asked=asked)
        return answered


class PublishedStats(Frozen):
    """`content/stats.yaml`, in the order the page shows them. A region without one says nothing of surveys."""

    surveys: tuple[Survey, ...] = Field((), title="調査")
