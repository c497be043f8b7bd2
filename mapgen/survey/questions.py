"""The questions of a project: those of its `content/survey.yaml`, else those that fit any region."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from mapgen import schema, yamldoc
from mapgen.content import Content
from mapgen.guide import Choice, Field, Guide
from mapgen.model import Questionnaire, SurveyQuestion
from mapgen.problems import Problems


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the words it is asked in; `field` is the field that its answer fills."""

    question: SurveyQuestion
    title: str
    help: str
    field: Field | None = None

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Return the choices of the field; days off are said in words."""
        return self.field.choices if self.field and self.field.kind == "choice" else ()

    @property
    def words(self) -> tuple[str, ...]:
        """Return what may be chosen, as it is written on the sheet."""
        return tuple(choice.words.ja for choice in self.choices) or self.question.choices

    @property
    def many(self) -> bool:
        """Return whether several may be chosen."""
        return self.field is not None and self.field.many

    @property
    def counted(self) -> bool:
        """Return whether the answer enters no file."""
        return self.question.key is not None

    @property
    def private(self) -> bool:
        """Return whether the sheet promises that the answer is not published."""
        return self.counted and self.question.private


def questionnaire_of(content: Content) -> Questionnaire:
    """Return the project's own questionnaire, else the one for any region."""
    return content.questionnaire or _default()


def asked_of(questionnaire: Questionnaire, guide: Guide) -> tuple[Asked, ...]:
    """Return the questions in their order with the words of the fields that they are for."""
    return tuple(_asked(questionnaire, guide))


def _asked(questionnaire: Questionnaire, guide: Guide) -> Iterator[Asked]:
    for question in questionnaire.questions:
        field = guide.at(*question.path) if question.path else None
        title = question.title or (field.title.ja if field else "")
        spoken = field.spoken()[0] if field else None
        yield Asked(question, title, question.help or (spoken.ja if spoken else ""), field)


@cache
def _default() -> Questionnaire:
    data = resources.files("mapgen.survey").joinpath("survey.yaml").read_bytes()
    tree = yamldoc.parse(data, "survey.yaml", Problems())
    questionnaire = schema.read(Questionnaire, tree, Problems()) if tree else None
    assert questionnaire, "the questions for any region have an error"
    return questionnaire
