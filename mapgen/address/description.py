"""How an address is read, for `mapgen address`: one line of JSON each."""

from __future__ import annotations

from typing import Any

from mapgen.address.gazetteer import Gazetteer
from mapgen.address.reading import Address, Finding, read_address
from mapgen.problems import Language, Problem, Where

# What the address itself can reach, in the words of the lock; a geocoder may find less.
_PRECISION = {"number": "block", "town": "town", "oaza": "oaza", "city": "city"}


def describe(text: str, gazetteer: Gazetteer, lang: Language = "ja") -> dict[str, Any]:
    """Return how `text` is read, ready for JSON: input, canonical, building, city, town, precision, problems.

    `precision` is what the address itself can reach: block, town, oaza, city. Of a text that is no address in the
    region only `input` and `problems` are not None.
    """
    reading = read_address(text, gazetteer)
    known = reading if isinstance(reading, Address) else None
    return {
        "input": text,
        "canonical": known and known.canonical,
        "building": known and known.building,
        "city": known and known.city,
        "town": known and known.town,
        "precision": known and _PRECISION[known.level],
        "problems": [{"code": finding[0], "message": _message(finding, lang)} for finding in reading.problems],
    }


def _message(finding: Finding, lang: Language) -> str:
    code, facts = finding
    return Problem(Where(""), code, dict(facts)).fact(lang)
