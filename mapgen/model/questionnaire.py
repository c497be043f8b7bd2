"""`content/survey.yaml`: what the survey asks, in which order and words, and which of it enters no file.

The words are Japanese: the sheet goes to organisations of the region, by hand, post and FAX.
"""

from __future__ import annotations

from typing import Literal

from pydantic import Field, ValidationInfo, field_validator, model_validator

from mapgen.model.frozen import Frozen, fault
from mapgen.model.scalars import Identifier, Line, Switch, Text

# The fields of an organisation that can be asked on one line of a sheet.
AskedField = Literal[
    "name", "kana", "type", "operator", "corporate_number", "summary", "description", "categories", "forms", "serves",
    "audience.text", "open_to", "first_contact", "apply", "apply_note", "cost", "cost_note", "languages",
    "accessibility", "contact.tel", "contact.fax", "contact.email", "contact.url", "contact.form", "contact.line",
    "hours", "closed", "places.name", "places.address", "places.city", "places.access",
]  # fmt: skip


class SurveyQuestion(Frozen):
    """One question: for a field of an organisation, for a count only (`key`), or for further organisations (`others`).

    What is asked by `key` enters no file. It is private unless the file says otherwise.
    """

    field: AskedField | None = Field(None, title="団体のファイルの項目")
    key: Identifier | None = Field(None, title="数えるだけの質問の名前")
    others: Switch = Field(False, title="ほかに知っている団体をたずねる")
    private: Switch = Field(True, title="公開しない")
    title: Line | None = Field(None, title="質問", description="項目の質問では、省くと項目の名前になる")
    help: Line | None = Field(None, title="説明")
    choices: tuple[Line, ...] = Field((), title="選べることば", description="key の質問だけ")
    headings: tuple[Line, ...] = Field((), title="返ってきた表での、ほかの見出し")

    @field_validator("choices")
    @classmethod
    def _only_where_the_map_has_none(cls, choices: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
        if choices and not info.data.get("key"):
            raise fault("choices-without-key")
        return choices

    @model_validator(mode="after")
    def _asks_for_one_thing(self) -> SurveyQuestion:
        if sum((self.field is not None, self.key is not None, self.others)) != 1:
            raise fault("question-of-one-kind")
        if self.title is None and self.field is None:
            raise fault("question-without-title")
        return self

    @property
    def path(self) -> tuple[str, ...] | None:
        """Return where the answer stands in an organisation's file, None where it enters none."""
        return tuple(self.field.split(".")) if self.field else None


class Questionnaire(Frozen):
    """`content/survey.yaml`, the questions in the order of the sheet."""

    title: Line = Field(title="調査の名前")
    intro: Text | None = Field(None, title="はじめのことば")
    questions: tuple[SurveyQuestion, ...] = Field(min_length=1, title="質問")

    @field_validator("questions")
    @classmethod
    def _ask_once(cls, questions: tuple[SurveyQuestion, ...]) -> tuple[SurveyQuestion, ...]:
        asked = [question.field or question.key or "others" for question in questions]
        for n, name in enumerate(asked):
            if name in asked[:n]:
                raise fault("asked-twice", text=name)
        if "name" not in asked:
            raise fault("questions-without-name")
        return questions
