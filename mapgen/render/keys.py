"""What a page is made of, as one check sum: a page made of the same as last time is the same page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any

from mapgen.ledger import Inputs, Ledger, digest
from mapgen.render.html import Markup
from mapgen.site import Entry, Near, Site

# What the pages show of these is in what each is made of; all else that a build reads may be on every page.
_APART = ("content/orgs/", "content/pages/", "content/pictures/", "content/geocodes.yaml", "content/survey.yaml")
_PLAIN = (str, Markup, int, float, bool, type(None), bytes, date)


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


def _tell(value: object, words: list[str]) -> None:
    """Add a value in words; two different ones are never told in the same."""
    kind: Any = type(value)
    if kind is str:
        words += ("str", str(len(text := str(value))), text)
    elif kind in _PLAIN or isinstance(value, Enum):
        words += (kind.__name__, repr(value))
    elif isinstance(value, tuple | list):
        words += ("list", str(len(value)))
        for each in value:
            _tell(each, words)
    elif isinstance(value, Mapping):
        _tell([*value.items()], words)
    else:
        words.append(kind.__name__)
        for name in _fields(kind):
            _tell(getattr(value, name), words)


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    if is_dataclass(kind):
        return tuple(each.name for each in fields(kind))
    if hasattr(kind, "model_fields"):
        return tuple(kind.model_fields)
    raise _NotPlainError(kind)
