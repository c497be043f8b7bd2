"""`content/chooser.yaml`: the consultation chart (相談チャート), questions whose answers lead to help or on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import Field

from mapgen.model.frozen import Frozen, Label
from mapgen.model.scalars import Identifier, Switch
from mapgen.model.vocabulary import CategoryId, FormId, HotlineId

MOST_QUESTIONS = 3  # nobody in trouble fills in a form


class Answer(Frozen):
    """One answer: where it leads. With a `next` question, what it leads to by itself is for those who do not choose."""

    id: Identifier | None = Field(None, title="アドレスに使う名前", description="なければ、行き先から作ります")
    label: Label
    icon: Identifier | None = Field(None, title="絵", description="テーマの icons/ にある名前")
    categories: tuple[CategoryId, ...] = ()
    forms: tuple[FormId, ...] = ()
    hotlines: tuple[HotlineId, ...] = ()
    quiet: Switch = Field(False, title="人に見られたくないページ", description="続きの質問にもおよびます")
    next: Identifier | None = Field(None, title="次の質問")

    @property
    def slug(self) -> str:
        """Return its part of a page's address: its id, else what it leads to first; never its place in the list."""
        names = (self.id, self.next, *self.categories, *self.forms, *self.hotlines)
        return next((name.replace("/", "-") for name in names if name), "")


class Question(Frozen):
    """One question of the chart."""

    id: Identifier
    ask: Label
    answers: tuple[Answer, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Step:
    """Somebody on the way: the answers given so far, and the question asked next, None where the way ends."""

    answers: tuple[Answer, ...] = ()
    question: Question | None = None

    @property
    def path(self) -> str:
        """Return the address of this step: the answers that led here (`money/rent/`), nothing at the start."""
        return "".join(f"{answer.slug}/" for answer in self.answers)

    @property
    def quiet(self) -> bool:
        """Return whether somebody here may be in danger when others see the page."""
        return any(answer.quiet for answer in self.answers)


class Chooser(Frozen):
    """The whole chart: the first question's answers are the home page's tiles."""

    questions: tuple[Question, ...] = Field(min_length=1)

    def steps(self) -> Iterator[Step]:
        """Yield every step of every way, each before those that follow it. The loader lets no way go in circles."""
        return self._steps(Step((), self.questions[0]))

    def _steps(self, step: Step) -> Iterator[Step]:
        yield step
        for answer in step.question.answers if step.question else ():
            yield from self._steps(Step((*step.answers, answer), self._question(answer.next)))

    def _question(self, identifier: str | None) -> Question | None:
        return next((question for question in self.questions if question.id == identifier), None)
