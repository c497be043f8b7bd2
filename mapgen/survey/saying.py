"""What we know of an organisation, in the words of the sheet: what is prefilled, and recognised when it comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mapgen.guide import Field
from mapgen.model import AreaPlace, Organization, PublicPlace
from mapgen.model.settings import Reply
from mapgen.survey.questions import Asked
from mapgen.wording import LANGUAGE_WORDS, date_in_words, hours_in_words, joined

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


def reply_lines(reply: Reply) -> tuple[tuple[str, str], ...]:
    """Return where a questionnaire goes back to, and by when: a title and what is known, '' to be written by hand."""
    day = date_in_words(reply.until) if reply.until else None
    told = {"返送先": reply.to, "FAX": reply.fax, "メール": reply.email, "郵送": reply.post, "しめきり": day}
    return tuple((title, text or "") for title, text in told.items())


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
