"""What a page is made of, as one check sum: a page made of the same as last time is the same page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any

from mapgen.ledger import Inputs, Ledger, digest
from mapgen.site import Entry, Near, Site
from mapgen.theme.html import Markup

# What the pages show of these is in what each is made of; all else that a build reads may be on every page.
_APART = ("content/orgs/", "content/pages/", "content/pictures/", "content/geocodes.yaml", "content/survey.yaml")
_TEXTS = frozenset({str, Markup})
_PLAIN = frozenset({int, float, bool, type(None), bytes, date})


@dataclass(frozen=True)
class Known:
    """The book of the last build, and what this one is made of."""

    ledger: Ledger
    inputs: Inputs

    def frame(self, site: Site) -> str:
        """Return the sum of what stands on every page or may: settings, region, taxonomy, theme, menu, date, desks."""
        content = site.content
        menu = [(page.lang, page.id, page.title, page.nav, page.staff) for page in content.pages]
        desks = [desk.org in site.by_id for city in content.region.cities for desk in city.desks]
        return digest(self.inputs.whole(but=_APART), site.date.isoformat(), repr((menu, desks)))

    def entry(self, entry: Entry) -> str:
        """Return the sum of what is said of an entry in a list or on its page, apart from its neighbours."""
        return digest(self.inputs.files[f"content/orgs/{entry.id}.yaml"], repr([each.spot for each in entry.locations]))


def page_key(frame: str, *made_of: object) -> str:
    """Return the sum of what a page is made of, "" where something in it cannot be summed up."""
    words = [frame]
    try:
        for each in made_of:
            _tell(each, words)
    except _NotPlainError:
        return ""
    return digest("\0".join(words))


def near_key(near: Near, known: Known) -> str:
    """Return what the page of one organisation shows of another that is near."""
    return f"{known.entry(near.entry)} {near.metres!r}"


class _NotPlainError(Exception):
    """Something whose looks say nothing of its content."""


def _tell(value: Any, words: list[str]) -> None:
    """Add a value in words; two different ones are never told in the same."""
    kind: Any = type(value)
    if kind in _TEXTS:
        words += (kind.__name__, str(len(value)), value)
    elif kind in _PLAIN:
        words += (kind.__name__, repr(value))
    else:
        parts = _parts(kind)(value)
        words += (kind.__name__, str(len(parts)))
        for each in parts:
            _tell(each, words)


@cache
def _parts(kind: type) -> Callable[[Any], tuple[object, ...]]:
    """Return what takes a value of a kind apart."""
    if issubclass(kind, Enum):
        return lambda value: (value.name,)
    if issubclass(kind, tuple | list):
        return tuple
    if issubclass(kind, Mapping):
        return lambda value: tuple(value.items())
    if is_dataclass(kind):
        return _getter([each.name for each in fields(kind)])
    if hasattr(kind, "model_fields"):
        return _getter([*kind.model_fields])
    raise _NotPlainError(kind)


def _getter(names: Sequence[str]) -> Callable[[Any], tuple[object, ...]]:
    if len(names) < 2:
        return lambda value: tuple(getattr(value, name) for name in names)
    return attrgetter(*names)
