"""An answer in words, as data of a file. What is not understood stays as it was said: the reader names the fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from mapgen.content import Content
from mapgen.folding import fold
from mapgen.guide import Field
from mapgen.model import Hours
from mapgen.model.scalars import LONGEST_LINE
from mapgen.phrases import (
    Opening,
    accepted,
    mail_addresses,
    read_accessibility,
    read_apply,
    read_audience,
    read_cost,
    read_hours,
    read_languages,
    read_own_hours,
    web_addresses,
)
from mapgen.text import compose_kana, read_japanese_date
from mapgen.yamldoc.characters import FORBIDDEN

Data = dict[str, Any]
Names = Mapping[str, Sequence[str]]
_APART = re.compile(r"\s*[、,，;；\n]\s*")


def clean(text: str) -> str:
    """Return the text without what nobody can see, line ends as LF."""
    return compose_kana(FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))).strip()


def read_answer(field: Field, words: str, content: Content, names: Names, *, numbered: bool = False) -> Data:
    """Return the fields of a file that an answer fills: `{"contact": {"tel": "046-000-0000"}}`.

    `names` are further names of choices, by id. With `numbered` a choice may be said by its number in the list.
    """
    words = clean(words)
    if read := _OWN.get(field.path):
        return read(words, content)
    if field.kind == "choice":
        found = [_chosen(field, word, names, numbered=numbered) for word in _words(field, words, names)]
        return _at(field, found if field.many else found[0])
    if field.kind == "text":
        return _at(field, f"{words}\n")
    if field.kind in ("tel", "email", "web", "day"):
        return _at(field, _exact(field, words))
    if field.many:
        return _at(field, [word for word in _APART.split(words) if word])
    return _at(field, words)


def merged(data: Data, more: Data) -> Data:
    """Return the data with more of it: fields of the same block and of the first place come together."""
    made = dict(data)
    for name, value in more.items():
        before = made.get(name)
        if isinstance(before, dict) and isinstance(value, dict):
            made[name] = merged(before, value)
        elif name == "places" and before:
            made[name] = [merged(before[0], value[0])]
        elif name == "hours_note" and before and before != value:
            made[name] = f"{before}、{value}"
        else:
            made[name] = value
    return made


def without_empty_place(data: Data) -> Data:
    """Return the data without a place of which nothing is known but how much of it would be shown."""
    place = (data.get("places") or [{}])[0]
    if "address" in place or "city" in place:
        if place.get("visibility") == "public":
            return {**data, "places": [{name: value for name, value in place.items() if name != "visibility"}]}
        return data
    return {name: value for name, value in data.items() if name != "places"}


def _at(field: Field, value: Any) -> Data:
    """Return the value where the field stands; a place is the first one."""
    for name in reversed(field.path):
        value = {name: [value] if name == "places" and isinstance(value, dict) else value}
    assert isinstance(value, dict)
    return value


def _words(field: Field, words: str, names: Names) -> list[str]:
    """Return what an answer names: one thing, or several joined by marks or, where that says more, by spaces."""
    if not field.many or not words:
        return [words]
    found = [word for word in _APART.split(words) if word]
    if len(found) == 1 and found[0] not in _known(field, names):
        return found[0].split()
    return list(dict.fromkeys(found))


def _chosen(field: Field, word: str, names: Names, *, numbered: bool) -> str:
    """Return the id of the choice that a word names, the word itself where none is."""
    if numbered and word.isdecimal() and 1 <= int(word) <= len(field.choices):
        return field.choices[int(word) - 1].id
    known = _known(field, names)
    spoken = _SPOKEN[field.name](word) if field.name in _SPOKEN else None
    return known.get(word) or known.get(fold(word)) or spoken or word


def _known(field: Field, names: Names) -> dict[str, str]:
    """Return the id of each choice by everything that it is called; what comes first counts."""
    found: dict[str, str] = {}
    for choice in field.choices:
        found.setdefault(choice.id, choice.id)
    for choice in field.choices:
        for name in (choice.words.ja, choice.words.en, *names.get(choice.id, ())):
            found.setdefault(name, choice.id)
            found.setdefault(fold(name), choice.id)
    return found


def _exact(field: Field, words: str) -> str:
    """Return a number, an address or a day in its own spelling."""
    match field.kind:
        case "tel":
            return accepted("tel", words) or words
        case "email":
            return next(iter(mail_addresses(words)), words)
        case "web":
            return next(iter(web_addresses(words)), words)
    return read_japanese_date(words) or words


def _hours(words: str, content: Content) -> Data:
    line = re.sub(r"\s*\n\s*", "、", words)
    own = read_own_hours(line)
    opening = own if own.hours else read_hours(line)
    return _opening(opening) or {"hours_note": line}


def _closed(words: str, content: Content) -> Data:
    opening = read_hours(f"休み: {words}")
    return _opening(opening) if opening.closed and not opening.hours else {"hours_note": f"休み: {words}"}


def _opening(opening: Opening) -> Data:
    said = {
        "hours": [_rule(rule) for rule in opening.hours],
        "closed": list(opening.closed),
        "hours_note": opening.note,
    }
    return {name: value for name, value in said.items() if value}


def _rule(rule: Hours) -> Data:
    said = {"days": list(rule.days), "nth": list(rule.nth or ()), "open": rule.open, "close": rule.close}
    return {name: value for name, value in (said | {"note": rule.note}).items() if value}


def _audience(words: str, content: Content) -> Data:
    if "\n" in words or len(words) > LONGEST_LINE:
        return {"audience": {"text": words}}
    audience = read_audience(words, content.taxonomy)
    ages = {"from": audience.ages.since, "to": audience.ages.to} if audience.ages else {}
    ages = {name: age for name, age in ages.items() if age is not None}
    said = {"text": audience.text, "ages": ages, "groups": list(audience.groups)}
    return {"audience": {name: value for name, value in said.items() if value}}


def _list(name: str, read: Callable[[str], tuple[str, ...] | None]) -> Callable[[str, Content], Data]:
    return lambda words, content: {name: list(read(words) or (word for word in _APART.split(words) if word))}


def _sources(words: str, content: Content) -> Data:
    """Return a source for each line: an address, words, or both."""
    found: list[Data] = []
    for line in filter(None, (line.strip(" -・*") for line in words.split("\n"))):
        url = next(iter(web_addresses(line)), None)
        title = line.replace(url, "").strip(" :：()") if url else line
        found.append({name: value for name, value in (("title", title), ("url", url)) if value})
    return {"sources": found}


# What people say for choices of our own: 電話予約, 0円, 駐車場あり.
_SPOKEN: Mapping[str, Callable[[str], str | None]] = {
    "apply": lambda word: read_apply(word)[0],
    "cost": lambda word: read_cost(word)[0],
    "accessibility": lambda word: next(iter(read_accessibility(word) or ()), None),
}
# Fields that are said in words, and are something stricter in a file.
_OWN: Mapping[tuple[str, ...], Callable[[str, Content], Data]] = {
    ("hours",): _hours,
    ("closed",): _closed,
    ("audience", "text"): _audience,
    ("languages",): _list("languages", read_languages),
    ("sources",): _sources,
}
