"""The table of an organisation's fields, read off the model: what every form, schema and page of help is made of.

A further form (a questionnaire, say) is one more walk over `Guide.fields`, or `Guide.at` for those that it asks.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from mapgen.model import Region, Settings, Taxonomy

Kind = Literal[
    "line", "text", "tel", "email", "web", "day", "partial-day", "clock", "whole", "degrees", "corporate-number",
    "id", "language", "choice", "closing", "fields",
]  # fmt: skip
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A text in Japanese and English."""

    ja: str
    en: str

    def to(self, lang: str) -> str:
        """Return the text in English for `en`, in Japanese for anything else."""
        return self.en if lang == "en" else self.ja


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that may be chosen, and what it means."""

    id: str
    words: Words


@dataclass(frozen=True, slots=True)
class Field:
    """One field: what it is called, what may stand in it, and an example as YAML.

    `path` names it without the numbers of lists: `("contact", "tel")`, `("places", "address")`. `many`: a list of
    `kind`, of at least `least` and at most `most`. `limit` is how many characters a text may have. `fields` are those
    of kind `fields`; with `keyed` they stand once more for each language. Of a place, `only` are the kinds of
    visibility that may have the field, `needed` those that must.
    """

    path: Path
    title: Words
    help: Words | None
    example: str
    kind: Kind
    many: bool = False
    required: bool = False
    limit: int | None = None
    least: int = 0
    most: int | None = None
    choices: tuple[Choice, ...] = ()
    fields: tuple[Field, ...] = ()
    keyed: bool = False
    only: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Return its key in the file."""
        return self.path[-1]

    def spoken(self) -> tuple[Words | None, str]:
        """Return help and example for a form that asks for it in words, whatever the shape is in a file."""
        if len(self.path) == 1 and (said := words()["spoken"].get(self.name)):
            return Words(said["ja"], said["en"]), said["example"]
        return self.help, self.example

    def all(self) -> Iterator[Field]:
        """Yield the field and those in it."""
        yield self
        for field in self.fields:
            yield from field.all()


@dataclass(frozen=True, slots=True)
class Guide:
    """Every field of an organisation in the order of its file, and what the forms must know of the project."""

    fields: tuple[Field, ...]
    settings: Settings
    region: Region

    def at(self, *path: str) -> Field:
        """Return the field at a path. Raises KeyError."""
        for field in self.fields:
            for each in field.all():
                if each.path == path:
                    return each
        raise KeyError(path)

    def all(self) -> Iterator[Field]:
        """Yield every field, each before those in it."""
        for field in self.fields:
            yield from field.all()


def guide_of(settings: Settings, region: Region, taxonomy: Taxonomy) -> Guide:
    """Return the table of a project: its own cities, categories, forms, types and audiences are the choices."""
    from mapgen.guide.reading import Reader  # walks the model: only what makes a form waits for it

    return Guide(Reader(region, taxonomy).organization(), settings, region)


@cache
def words() -> Mapping[str, Any]:
    """Return `words.toml`: what the model does not say of its fields."""
    return tomllib.loads(resources.files("mapgen.guide").joinpath("words.toml").read_text(encoding="utf-8"))
