"""When two texts say the same of a field: spelling, width, spaces and order make no difference, meaning does."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from mapgen import phrases
from mapgen.address import Address, read_address
from mapgen.site import Site
from mapgen.wording import (
    apply_in_words,
    cost_in_words,
    hours_in_words,
    languages_in_words,
    verified_in_words,
)

_LISTS = {"forms", "serves", "accessibility", "categories"}


def folded(text: str) -> str:
    """Return a text as it is compared: NFKC, one sign for each dash, tilde and comma, without spaces."""
    return "".join(phrases.even(unicodedata.normalize("NFKC", text)).split())


def folded_lines(text: str) -> list[str]:
    """Return the lines of a text as they are compared, without empty ones."""
    return [line for each in text.split("\n") if (line := folded(each))]


class Folding:
    """The form of each field in which it is compared, for one site's cities and addresses."""

    def __init__(self, site: Site) -> None:
        self._atlas = site.content.atlas
        self._by_field: dict[str, Callable[[str], str]] = {
            "tel": _telephone,
            "fax": _telephone,
            "email": lambda text: folded(text).casefold(),
            "address": self._address,
            "hours": _hours,
            "cost": lambda text: cost_in_words(*phrases.read_cost(text)) or "",
            "apply": lambda text: apply_in_words(*phrases.read_apply(text)) or "",
            "languages": _languages,
            "verified": lambda text: verified_in_words(phrases.read_verified(text)) or text,
        }

    def same(self, field: str, one: str, other: str) -> bool:
        """Return whether two texts of a field say the same."""
        return one == other or self.key(field, one) == self.key(field, other)

    def key(self, field: str, text: str) -> str:
        """Return the text of a field in the form in which it is compared."""
        if not text:
            return ""
        if field in _LISTS:
            return "、".join(sorted(folded(text).split("、")))
        if field == "url":
            return text.strip().rstrip("/")  # its letters and their case count
        known = self._by_field.get(field)
        return folded(known(text) if known else text)

    def _address(self, text: str) -> str:
        reading = read_address(text, self._atlas.gazetteer)
        if not isinstance(reading, Address):
            return text
        return f"{reading.canonical} {reading.building or ''}"


def _telephone(text: str) -> str:
    number = phrases.accepted("tel", text)
    return re.sub(r"\D", "", number) if number else text


def _hours(text: str) -> str:
    """Return opening hours in our own words, where all of them can be read."""
    own = phrases.read_own_hours(text)
    opening = own if own.hours or own.closed else phrases.read_hours(text)
    if not (opening.hours or opening.closed):
        return text
    return "、".join(hours_in_words(opening.hours, opening.closed, opening.note))


def _languages(text: str) -> str:
    codes = phrases.read_languages(text)
    return "、".join(sorted(languages_in_words(codes))) if codes else text
