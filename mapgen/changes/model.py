"""What differs, as values. The words of facts are Japanese, as in `wording`; '' is a fact that nobody told."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Told:
    """A fact that is told differently: it came (`old` is ''), went (`new` is ''), or changed.

    `field` is a key of `FIELDS`; `place` names the place where the organisation has several, else ''.
    """

    field: str
    old: str
    new: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """A pin that stands elsewhere, by so many metres; None where nothing was drawn before.

    `found`: it was the middle of a town, and is a place now.
    """

    metres: int | None
    found: bool = False
    place: str = ""


@dataclass(frozen=True, slots=True)
class Extra:
    """What somebody wrote into a column that the program does not know."""

    column: str
    text: str
    place: str = ""


Change = Told | Moved | Extra


@dataclass(frozen=True, slots=True)
class Subject:
    """An organisation, or what may become one: `id` is '' where it has none yet.

    `remarks` are sentences of the catalogue about it as a whole: code and facts.
    """

    id: str
    name: str
    changes: tuple[Change, ...] = ()
    remarks: tuple[Remark, ...] = ()


class Remark(NamedTuple):
    """A sentence of the catalogue with the facts that fill it."""

    code: str
    facts: dict[str, object]


class Headings(NamedTuple):
    """The codes of the headings: of the whole note, of what changed, came and went, and of a note without any."""

    title: str
    changed: str
    added: str
    gone: str
    none: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs, each list in the order in which it is to be read. `names` fill the headings."""

    headings: Headings
    names: dict[str, object] = field(default_factory=dict)
    changed: tuple[Subject, ...] = ()
    added: tuple[Subject, ...] = ()
    gone: tuple[Subject, ...] = ()
    remarks: tuple[Remark, ...] = ()

    def only(self, ids: Collection[str]) -> Changes:
        """Return the part about the organisations of these ids; all of it where none is given."""
        if not ids:
            return self

        def kept(subjects: tuple[Subject, ...]) -> tuple[Subject, ...]:
            return tuple(subject for subject in subjects if subject.id in ids)

        return Changes(self.headings, self.names, kept(self.changed), kept(self.added), kept(self.gone))

    def __len__(self) -> int:
        """Return how many organisations differ."""
        return len(self.changed) + len(self.added) + len(self.gone)
