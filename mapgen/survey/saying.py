"""What we know of an organisation, in the words of the sheet: what is prefilled, and recognised when it comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mapgen.guide import Field
from mapgen.model import AreaPlace, Organization, PublicPlace
from mapgen.survey.questions import Asked
from mapgen.wording import LANGUAGE_WORDS, hours_in_words, joined

# What is known of these is in words that hold more than one field.
_OWN: Mapping[str, Callable[[Organization], list[str]]] = {
    "hours": lambda org: hours_in_words(org.hours, None, org.hours_note),
    "closed": lambda org: [line.removeprefix("休み: ") for line in hours_in_words(None, org.closed, None)],
    "languages": lambda org: [LANGUAGE_WORDS.get(code, code) for code in org.languages or ()],
}


def known(org: Organization, asked: Asked) -> tuple[str, ...]:
    """Return the answers that we would give for an organisation; () where we know none, or may not tell."""
    field = asked.field
    if field is None:
        return ()
    if field.name in _OWN:
        words = _OWN[field.name](org)
        return (joined(words),) if words else ()
    value = _value(org, field.path)
    values = [] if value is None else list(value) if isinstance(value, tuple | list) else [value]
    return tuple(_said(field, str(each)) for each in values)


def known_text(org: Organization, asked: Asked) -> str:
    """Return the same in one cell."""
    return joined(known(org, asked))


def _value(org: Organization, path: Sequence[str]) -> Any:
    value: Any = org
    for name in path:
        if name == "places":
            value = next(iter(org.places), None)
            if not isinstance(value, PublicPlace | AreaPlace):
                return None
        else:
            value = getattr(value, name, None)
    return value


def _said(field: Field, value: str) -> str:
    return next((choice.words.ja for choice in field.choices if choice.id == value), value.strip())
