"""From words to the fields of an organisation. What a field cannot take whole stays as words; nothing is dropped."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from mapgen.content import Content
from mapgen.imports.mymaps.facts import Said
from mapgen.model import Hours, Organization
from mapgen.model.scalars import LONGEST_LINE, LONGEST_SUMMARY
from mapgen.phrases import (
    WITHHELD,
    Opening,
    accepted,
    even,
    mail_addresses,
    named,
    read_accessibility,
    read_apply,
    read_audience,
    read_cost,
    read_hours,
    read_languages,
    read_open_to,
    read_own_hours,
    read_verified,
    telephones,
    web_addresses,
)
from mapgen.phrases.contacts import Channel

_LINES = ("kana", "operator", "first_contact")
_LINE_HOSTS = ("line.me", "lin.ee", "page.line.me")
_UNVERIFIED = "まだ確認していません"


@dataclass(frozen=True, slots=True)
class Filled:
    """Fields of an organisation as its file has them, and the words that no field could take, each with its heading."""

    data: dict[str, object] = field(default_factory=dict)
    left: list[tuple[str, str]] = field(default_factory=list)


def fill(said: Said, content: Content) -> Filled:
    """Return the fields that a placemark's words fill, but for its place, its categories and its forms."""
    filled = Filled(left=list(said.left))
    for name, reader in _READERS.items():
        if (words := said.fields.get(name)) and not reader(filled, words, said, content):
            filled.left.append((said.headings[name], words))
    contact = {channel: filled.data.pop(channel) for channel in _CHANNELS if channel in filled.data}
    if contact:
        filled.data["contact"] = contact
    return filled


def fits(words: str, longest: int = LONGEST_LINE) -> bool:
    """Return whether the words fit on one line of a file."""
    return "\n" not in words and 0 < len(words) <= longest


Reader = Callable[[Filled, str, Said, Content], bool]


def _line(name: str, longest: int = LONGEST_LINE) -> Reader:
    def read(filled: Filled, words: str, said: Said, content: Content) -> bool:
        if fits(words, longest):
            filled.data[name] = words
        return name in filled.data

    return read


def _number(channel: Channel) -> Reader:
    """Return what reads a telephone number: the first; where the words say more, they stay as well."""

    def read(filled: Filled, words: str, said: Said, content: Content) -> bool:
        found = telephones(words)
        if found:
            filled.data[channel] = found[0]
        bare = re.sub(r"\D", "", even(words)) == re.sub(r"\D", "", found[0]) if found else words == WITHHELD
        return bare and not re.search(r"[^\W\d_]", words.replace(WITHHELD, "").replace("TEL", "").replace("FAX", ""))

    return read


def _email(filled: Filled, words: str, said: Said, content: Content) -> bool:
    if found := mail_addresses(words):
        filled.data["email"] = found[0]
    return bool(found) and even(words).strip() == found[0]


def _web(channel: Channel) -> Reader:
    """Return what reads an address of the net; LINE has its own field, and further addresses become links."""

    def read(filled: Filled, words: str, said: Said, content: Content) -> bool:
        found = web_addresses(words)
        for address in found:
            host = urlsplit(address).hostname or ""
            field = "line" if host in _LINE_HOSTS else channel
            if field not in filled.data and accepted(field, address):
                filled.data[field] = address
            else:
                links = filled.data.setdefault("links", [])
                assert isinstance(links, list)
                links.append({"title": said.headings[channel], "url": address})
        rest = words
        for address in found:
            rest = rest.replace(address, "")
        return bool(found) and not rest.strip("、,/ \n")

    return read


def _hours(filled: Filled, words: str, said: Said, content: Content) -> bool:
    line = words if said.own else words.replace("\n", "、")
    return set_opening(filled.data, read_own_hours(line) if said.own else read_hours(line))


def set_opening(data: dict[str, object], opening: Opening) -> bool:
    """Put an opening into the fields of an organisation or a place; return whether all of it fitted."""
    if opening.note and not fits(opening.note):
        return False
    if opening.hours:
        data["hours"] = [_rule(rule) for rule in opening.hours]
    if opening.closed:
        data["closed"] = list(opening.closed)
    if opening.note:
        data["hours_note"] = opening.note
    return True


def _rule(rule: Hours) -> dict[str, object]:
    nth = {"nth": list(rule.nth)} if rule.nth else {}
    note = {"note": rule.note} if rule.note else {}
    return {"days": list(rule.days), **nth, "open": rule.open, "close": rule.close, **note}


def _closed(filled: Filled, words: str, said: Said, content: Content) -> bool:
    """Read the days off: as such where they are certain, else as a note to the hours."""
    opening = read_hours(f"休み: {words}")
    days = filled.data.get("closed", [])
    note = "、".join(str(part) for part in (filled.data.get("hours_note"), opening.note) if part)
    if note and not fits(note):
        return False
    assert isinstance(days, list)
    if opening.closed:
        filled.data["closed"] = list(dict.fromkeys([*days, *opening.closed]))
    if note:
        filled.data["hours_note"] = note
    return True


def _audience(filled: Filled, words: str, said: Said, content: Content) -> bool:
    if not fits(words):
        return False
    audience = read_audience(words, content.taxonomy, own=said.own)
    ages = {"from": audience.ages.since, "to": audience.ages.to} if audience.ages else {}
    ages = {name: age for name, age in ages.items() if age is not None}
    said_of_it = {"text": audience.text, "ages": ages, "groups": list(audience.groups)}
    filled.data["audience"] = {name: value for name, value in said_of_it.items() if value}
    return True


def _open_to(filled: Filled, words: str, said: Said, content: Content) -> bool:
    if not (found := read_open_to(words, content.region)):
        return False
    filled.data["open_to"] = found[0]
    if found[1]:
        filled.data["serves"] = list(found[1])
    return True


def _serves(filled: Filled, words: str, said: Said, content: Content) -> bool:
    cities = named(words, {city.name.ja: city.id for city in content.region.cities})
    if cities:
        filled.data.setdefault("serves", list(cities))
    return cities is not None


def _apply(filled: Filled, words: str, said: Said, content: Content) -> bool:
    return _choice(filled, "apply", *read_apply(words, own=said.own))


def _cost(filled: Filled, words: str, said: Said, content: Content) -> bool:
    return _choice(filled, "cost", *read_cost(words, own=said.own))


def _choice(filled: Filled, name: str, choice: str | None, note: str | None) -> bool:
    if note and not fits(note):
        return False
    said = {name: choice, f"{name}_note": note}
    filled.data.update({field: value for field, value in said.items() if value})
    return True


def _list(name: str, read: Callable[[str], tuple[str, ...] | None]) -> Reader:
    def reader(filled: Filled, words: str, said: Said, content: Content) -> bool:
        if found := read(words):
            filled.data[name] = list(found)
        return bool(found)

    return reader


def _aliases(words: str) -> tuple[str, ...] | None:
    names = tuple(name.strip() for name in re.split(r"[、,\uff0c/\n]", words) if name.strip())
    return names if all(map(fits, names)) else None


def _corporate_number(filled: Filled, words: str, said: Said, content: Content) -> bool:
    """Read a 法人番号 whose check digit is right: the model decides, on an organisation of nothing else."""
    least = {"id": "a", "name": "a", "summary": "a", "categories": ["a"], "forms": ["a"], "serves": ["a"]}
    try:
        number = Organization.model_validate({**least, "corporate_number": words}).corporate_number
    except ValueError:
        return False
    filled.data["corporate_number"] = number
    return True


def _verified(filled: Filled, words: str, said: Said, content: Content) -> bool:
    if found := read_verified(words):
        filled.data["verified"] = {"on": found.on, "by": found.by}
    return found is not None or words == _UNVERIFIED


_CHANNELS = ("tel", "fax", "email", "url", "form", "line", "note")
_READERS: dict[str, Reader] = {
    **{name: _line(name) for name in _LINES},
    "summary": _line("summary", LONGEST_SUMMARY),
    "contact_note": _line("note"),
    "aliases": _list("aliases", _aliases),
    "corporate_number": _corporate_number,
    "audience": _audience,
    "serves": _serves,
    "open_to": _open_to,
    "apply": _apply,
    "cost": _cost,
    "languages": _list("languages", read_languages),
    "accessibility": _list("accessibility", read_accessibility),
    "tel": _number("tel"),
    "fax": _number("fax"),
    "email": _email,
    "url": _web("url"),
    "form": _web("form"),
    "line": _web("line"),
    "hours": _hours,
    "closed": _closed,
    "verified": _verified,
}
