"""What a workbook that came back says, as values: the public answers of each row, of all else only how many.

What is asked by `key` of `content/survey.yaml`, and every column that nobody knows, is counted where its cells are read
and kept nowhere: no value of this module can say who answered what of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mapgen.answers import Data
from mapgen.model import AskedField, Questionnaire
from mapgen.model.stats import AskedBy
from mapgen.problems import Where


@dataclass(frozen=True, slots=True)
class Row:
    """One organisation's row. `id` is None where it is on no map yet, or nobody can tell which it is (`doubtful`).

    `answered` is whether any question has an answer; what was prefilled is one only where the row says when or how it
    came back, or says something else than we know. `data` are the public answers as an organisation's file has them
    (`{"forms": ["ibasho"], "contact": {"tel": …}}`): a field that is not in it was not answered, which is not a "no".
    `sent` is how it was asked, where staff have written that; it is about the asking and no answer.
    `news` are those of them that say something else than we know, by field; `none` the fields answered with なし.
    """

    where: Where
    id: str | None
    name: str
    answered: bool
    on: date | None = None
    channel: AskedBy | None = None
    data: Data = field(default_factory=dict)
    doubtful: bool = False
    news: Mapping[AskedField, Data] = field(default_factory=dict)
    none: tuple[AskedField, ...] = ()
    sent: AskedBy | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many answered a question that enters no file; of its choices how many chose each, in the order asked.

    `other` is how many wrote something that is no choice.
    """

    key: str
    title: str
    private: bool
    answered: int
    chosen: Mapping[str, int]
    other: int = 0


@dataclass(frozen=True, slots=True)
class Named:
    """An organisation that somebody named in the snowball question: as written, and where."""

    where: Where
    words: str


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything that a file says. `unread` are the headings of columns that nobody knows, with their counts."""

    questionnaire: Questionnaire
    rows: tuple[Row, ...]
    tallies: tuple[Tally, ...] = ()
    others: tuple[Named, ...] = ()
    unread: Mapping[str, int] = field(default_factory=dict)
