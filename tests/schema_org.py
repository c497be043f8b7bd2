"""What schema.org says of a JSON-LD document: pyld expands it, and each property is looked up in the vocabulary."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pyld import jsonld

FOLDER = Path(__file__).parent / "schemaorg"
SCHEMA = "http://schema.org/"  # what the context makes of every name
DAYS = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "PublicHolidays"}
_LITERALS = {
    "Date": r"\d{4}-\d\d-\d\d",
    "Time": r"\d\d:\d\d",
    "URL": r"https?://\S+",
    "DayOfWeek": "|".join(sorted(DAYS)),
    "Text": r"(?s).+",
}


@cache
def _read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def expanded(document: Any) -> Any:
    """Return the document as the standard expands it, with schema.org's own context; nothing is fetched."""

    def load(url: str, _options: object) -> dict[str, Any]:
        assert url == "https://schema.org", url
        found = _read("context.jsonld")
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": found}

    return jsonld.expand(document, {"documentLoader": load})


def faults(document: Any) -> list[str]:
    """Return what is wrong: unknown types and properties, properties of another type, values of another kind."""
    nodes = expanded(document)
    assert nodes, "nothing of it is known"
    return [fault for node in nodes for fault in _of_node(node)]


def kinds(type: str) -> set[str]:
    """Return a type with all that it is a kind of."""
    return {type}.union(*(kinds(above) for above in _read("vocabulary.json")["types"][type]))


def _of_node(node: dict[str, Any]) -> Iterator[str]:
    (written,) = node.get("@type", ["?"])
    name = written.removeprefix(SCHEMA)
    if name not in _read("vocabulary.json")["types"]:
        yield f"no such type: {name}"
        return
    for key, values in node.items():
        if key in ("@type", "@id"):
            continue
        field = key.removeprefix(SCHEMA)
        domains, ranges = _read("vocabulary.json")["properties"].get(field, ((), ()))
        if kinds(name).isdisjoint(domains):
            yield f"{name} has no {field}"
            continue
        for value in values:
            yield from _of_value(f"{name}.{field}", value, ranges)


def _of_value(where: str, value: dict[str, Any], ranges: list[str]) -> Iterator[str]:
    if "@type" in value and "@value" not in value:
        if kinds(value["@type"][0].removeprefix(SCHEMA)).isdisjoint(ranges):
            yield f"{where} is no {value['@type'][0]}"
        yield from _of_node(value)
        return
    literal = value.get("@value", value.get("@id"))
    if isinstance(literal, int | float):
        good = not {"Number", "Integer"}.isdisjoint(ranges)
    else:
        known = [pattern for kind, pattern in _LITERALS.items() if kind in ranges]
        # An address stands for the thing that is there (schema.org, data model, Conformance).
        known += [] if known else [_LITERALS["URL"]]
        good = any(re.fullmatch(pattern, literal) for pattern in known)
    if not good:
        yield f"{where} is not {literal!r}"
