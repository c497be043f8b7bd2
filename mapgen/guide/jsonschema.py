"""JSON Schema (2020-12) of an organisation's file, for editors that complete and check while one types.

It sees what the reader sees of one field, and the rules between fields that JSON Schema can say. What such an editor
reads are the types of YAML 1.2: `2017` is a number there, `9:30` and `2025-02-10` are texts, and `0467…` loses its 0.
Keywords are those that yaml-language-server 1.25.0 (VS Code) understands.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from mapgen.guide.fields import Field, Guide, Kind

PATH = "schema/org.schema.json"

_NO_MARKS = r"""\s\x00-\x20<>"\\^`{|}"""
_HOST = rf"[^{_NO_MARKS}/?#@:.\[\]]+"
_DAY = r"(?:0[1-9]|[12]\d|3[01])"
_PATTERNS: dict[Kind, str] = {
    "line": r"^\s*[^\n]*\s*$",
    "tel": r"^(?:\(?0(?:[-()]{0,2}\d){9,10}|\+81-?[1-9](?:-?\d){8,9}|#?\d{3,4})$",
    "email": r"^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$",
    "web": rf"^https?://{_HOST}(?:\.{_HOST})+(?::(?:\d{{1,4}}|[1-5]\d{{4}}))?(?:[/?#][^{_NO_MARKS}]*)?$",
    "day": rf"^\d{{4}}-(?:0[1-9]|1[0-2])-{_DAY}$",
    "partial-day": rf"^(?:19|20)\d{{2}}(?:-(?:0[1-9]|1[0-2])(?:-{_DAY})?)?$",
    "clock": r"^(?:[01]?\d|2[0-3]):[0-5]\d$",
    "whole": r"^\d{1,9}$",
    "degrees": r"^\d{1,3}\.\d{2,15}$",
    "corporate-number": r"^[1-9]\d{12}$",
    "id": "^[a-z0-9][a-z0-9-]{0,63}$",
    "language": "^(?:easy|[a-z]{2,3}(?:-[A-Z][a-z]{3})?)$",
}
# What a number may be where the reader takes its digits.
_NUMBERS: dict[Kind, dict[str, Any]] = {
    "tel": {"type": "integer", "minimum": 100},
    "partial-day": {"type": "integer", "minimum": 1900, "maximum": 2099},
    "whole": {"type": "integer", "minimum": 0, "maximum": 999_999_999},
    "degrees": {"type": "number"},
    "corporate-number": {"type": "integer", "minimum": 10**12, "maximum": 10**13 - 1},
}
_TEXT = ["string", "number", "boolean"]


def json_schema(guide: Guide) -> str:
    """Return the schema as JSON, the choices of the project in it."""
    return json.dumps(schema_of(guide), ensure_ascii=False, indent=2) + "\n"


def schema_of(guide: Guide) -> dict[str, Any]:
    """Return the schema as data."""
    defs: dict[str, Any] = {}
    body = _object(guide.fields, defs)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "団体のファイル",
        "description": "content/orgs/ の1つのファイル。ファイルの名前が、そのまま団体の id になります。",
        **body,
        "anyOf": [{"required": ["summary"]}, {"required": ["description"]}],
        "allOf": _rules(),
        "$defs": dict(sorted(defs.items())),
    }


def pattern(field: Field) -> str:
    """Return the expression that the texts of a field match."""
    if field.kind == "closing":
        return "|".join((_PATTERNS["day"], f"^(?:{'|'.join(choice.id for choice in field.choices)})$"))
    return _PATTERNS[field.kind]


def _rules() -> list[dict[str, Any]]:
    """Return the rules between fields."""
    kept_back = {"properties": {"visibility": {"enum": ["area", "hidden"]}}, "required": ["visibility"]}
    shown = {"contains": {"not": kept_back}}
    in_services = {"contains": {"properties": {"places": shown}, "required": ["places"]}}
    sensitive = {"properties": {"sensitive": {"minItems": 1}}, "required": ["sensitive"]}
    return [
        {
            "if": {"required": ["successor"]},
            "then": {"properties": {"status": {"const": "closed"}}, "required": ["status"]},
        },
        *(
            {
                "if": {"allOf": [sensitive, {"properties": {name: found}, "required": [name]}]},
                "then": {"required": ["publish_agreed"]},
            }
            for name, found in (("places", shown), ("services", in_services))
        ),
    ]


def _object(fields: Sequence[Field], defs: dict[str, Any]) -> dict[str, Any]:
    required = [field.name for field in fields if field.required]
    return {
        "type": "object",
        "additionalProperties": False,
        **({"required": required} if required else {}),
        "properties": {field.name: _field(field, defs) for field in fields},
    }


def _field(field: Field, defs: dict[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {"title": field.title.ja}
    if field.help:
        said["description"] = field.help.ja
    value = _value(field, defs)
    if field.keyed:
        codes = {"pattern": _PATTERNS["language"]}
        value = {"type": "object", "propertyNames": codes, "additionalProperties": value}
    if not field.many:
        return said | value | ({"examples": [field.example]} if field.kind not in ("fields", "choice") else {})
    ends = {"minItems": field.least} if field.least else {}
    ends |= {"maxItems": field.most} if field.most else {}
    return said | {"type": "array", "items": value, **ends, **({"uniqueItems": True} if field.name == "days" else {})}


def _value(field: Field, defs: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of one value, of one item of a list."""
    if field.kind == "fields":
        made = _object(field.fields, defs)
        if any(inner.only for inner in field.fields):
            made["allOf"] = list(_visibility(field.fields))
            made["dependentRequired"] = {"lat": ["lon"], "lon": ["lat"]}
        if field.name == "sources":
            made["anyOf"] = [{"required": ["title"]}, {"required": ["url"]}]
        defs.setdefault(field.name, made)
        return {"$ref": f"#/$defs/{field.name}"} if defs[field.name] == made else made
    if field.kind == "choice":
        return _choices(field)
    if field.kind == "closing":
        return {"anyOf": [_choices(field), _scalar("day", None)]}
    return _scalar(field.kind, field.limit)


def _scalar(kind: Kind, limit: int | None) -> dict[str, Any]:
    longest = {"maxLength": limit} if limit else {}
    if kind == "text":
        return {"type": _TEXT, **longest}
    if kind == "line":
        return {"type": _TEXT, "pattern": _PATTERNS[kind], **longest}
    text = {"type": "string", "pattern": _PATTERNS[kind]}
    if kind == "day":
        text["format"] = "date"
    return {"anyOf": [text, _NUMBERS[kind]]} if kind in _NUMBERS else text


def _choices(field: Field) -> dict[str, Any]:
    # Not in the standard; the language server of VS Code shows it beside each choice.
    return {
        "enum": [choice.id for choice in field.choices],
        "enumDescriptions": [choice.words.ja for choice in field.choices],
    }


def _visibility(fields: Iterable[Field]) -> Iterable[dict[str, Any]]:
    """Yield what each visibility forbids and needs; a place without one is public."""
    fields = tuple(fields)
    for kind in ("public", "area", "hidden"):
        said = {"properties": {"visibility": {"const": kind}}, **({} if kind == "public" else _HAS_VISIBILITY)}
        needed = [field.name for field in fields if kind in field.needed]
        rule: dict[str, Any] = {
            "properties": {field.name: False for field in fields if field.only and kind not in field.only}
        }
        if needed:
            rule["required"] = needed
        if kind == "public":
            rule = {"anyOf": [{"required": ["address"]}, {"required": ["city"]}]}
        yield {"if": said, "then": rule}


_HAS_VISIBILITY = {"required": ["visibility"]}
