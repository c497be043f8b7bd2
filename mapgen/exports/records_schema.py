"""`data/orgs.schema.json`: what `orgs.json` may say (JSON Schema 2020-12), with the choices of this site in words.

`VERSION` is `major.minor`: a key more raises the minor, a key less or one that means something else the major number.
Titles are those of the fields in `model`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from mapgen.model import OUTSIDE, WEEKDAYS, Label, Organization, Precision, PublicPlace, Service
from mapgen.model.organization import Access, Apply, Cost, OpenTo, Sensitive, VerifiedBy
from mapgen.site import Site
from mapgen.wording import (
    ACCESS_WORDS,
    APPLY_WORDS,
    COST_WORDS,
    OPEN_TO_WORDS,
    PRECISION_WORDS,
    VERIFIED_WORDS,
    WEEKDAY_WORDS,
)

VERSION = "1.0"
SCHEMA_PATH = "data/orgs.schema.json"

Node = dict[str, Any]

_TEXT: Node = {"type": "string", "minLength": 1}
_WEB: Node = {"type": "string", "format": "uri"}
_DAY: Node = {"type": "string", "format": "date"}
_PARTIAL_DAY: Node = {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}
_CLOCK: Node = {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}
_WHOLE: Node = {"type": "integer", "minimum": 0}
_LANGUAGE: Node = {"type": "string", "pattern": "^(easy|[a-z]{2,3}(-[A-Z][a-z]{3})?)$"}


def schema(site: Site) -> Node:
    """Return the schema."""
    properties = {
        "$schema": _WEB,
        "version": {"const": VERSION, "title": "この形の版"},
        "title": {**_TEXT, "title": "地図の名前"},
        "licence": {**_TEXT, "title": "利用条件"},
        "licence_url": _WEB,
        "attribution": {**_TEXT, "title": "出典として書く名前"},
        "sources": _list(_object({"title": _TEXT, "url": _WEB, "licence": _TEXT, "note": _TEXT}, "title url licence")),
        "date": {**_DAY, "title": "いつのデータか"},
        "count": {**_WHOLE, "title": "団体の数"},
        "organizations": _list({"$ref": "#/$defs/organization"}),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{site.base_url.rstrip('/')}/{SCHEMA_PATH}",
        "title": "団体のデータ",
        "description": "キーがないのは、答えがないということで、「いいえ」ではありません。",
        **_object(properties, " ".join(properties)),
        "$defs": _definitions(site),
    }


def keys() -> tuple[tuple[str, str], ...]:
    """Return the keys of an organisation, each with its title."""
    fields = Organization.model_fields
    named = ((name, node.get("title") or fields[name].title) for name, node in _organization()["properties"].items())
    return tuple((name, str(title)) for name, title in named)


def _definitions(site: Site) -> Node:
    region, taxonomy = site.content.region, site.content.taxonomy
    cities = [(city.id, city.name) for city in region.cities]
    categories = [(each, taxonomy.category(each).name) for each in taxonomy.category_ids()]
    return {
        "city": _choice("市", cities),
        "category": _choice("分野", categories),
        "form": _choice("活動のかたち", [(form.id, form.name) for form in taxonomy.forms]),
        "group": _choice("対象の人", [(group.id, group.name) for group in taxonomy.audiences]),
        "type": _choice("種別", [(kind.id, kind.name) for kind in taxonomy.types]),
        "contact": _object(
            {"tel": _TEXT, "fax": _TEXT, "email": _TEXT, "url": _WEB, "form": _WEB, "line": _WEB, "note": _TEXT}
        ),
        "rule": _object(
            {
                "days": _list(_words("曜日", WEEKDAYS, WEEKDAY_WORDS)),
                "nth": {**_list({"type": "integer", "minimum": 1, "maximum": 5}), "title": "第何週"},
                "open": _CLOCK,
                "close": _CLOCK,
                "note": _TEXT,
            },
            "days open close",
        ),
        "source": _object({"title": _TEXT, "url": _WEB, "date": _PARTIAL_DAY, "note": _TEXT}),
        "place": _place(),
        "service": _object(
            {"name": _TEXT, **_described(), "places": _list({"$ref": "#/$defs/place"})}, "name", Service.model_fields
        ),
        "organization": _organization(),
    }


def _organization() -> Node:
    properties = {
        "id": {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,63}$", "title": "ID(変わりません)"},
        "page": {**_WEB, "title": "この地図のページ"},
        "name": _TEXT,
        "status": {"enum": ["active", "paused"], "description": "paused は、いまは休んでいるということです"},
        "kana": _TEXT,
        "aliases": _list(_TEXT),
        "type": {"$ref": "#/$defs/type"},
        "operator": _TEXT,
        "corporate_number": {"type": "string", "pattern": "^[1-9][0-9]{12}$"},
        **_described(),
        "places": _list({"$ref": "#/$defs/place"}),
        "services": _list({"$ref": "#/$defs/service"}),
        "sensitive": _list({"enum": list(get_args(Sensitive))}),
        "links": _list(_object({"title": _TEXT, "url": _WEB}, "title url")),
        "related": _list(_TEXT),
        "notice": _object({"text": _TEXT, "until": _DAY}, "text"),
        "verified": _object({"on": _DAY, "by": _words("方法", get_args(VerifiedBy), VERIFIED_WORDS)}, "on by"),
        "sources": _list({"$ref": "#/$defs/source"}),
        "translations": {
            "type": "object",
            "propertyNames": _LANGUAGE,
            "additionalProperties": _object(
                {"name": _TEXT, "summary": _TEXT, "description": _TEXT, "first_contact": _TEXT}
            ),
        },
    }
    return _object(properties, "id page name status categories forms serves", Organization.model_fields)


def _described() -> Node:
    """Return what an organisation and a service may both say."""
    ages = _object({"from": _WHOLE, "to": _WHOLE})
    return {
        "summary": _TEXT,
        "description": {**_TEXT, "description": "Markdown"},
        "categories": _list({"$ref": "#/$defs/category"}),
        "forms": _list({"$ref": "#/$defs/form"}),
        "audience": _object({"text": _TEXT, "ages": ages, "groups": _list({"$ref": "#/$defs/group"})}),
        "serves": _list({"$ref": "#/$defs/city"}),
        "open_to": _words("だれが使えるか", get_args(OpenTo), OPEN_TO_WORDS | {"region": "地域の人"}),
        "first_contact": _TEXT,
        "apply": _words("申し込み", get_args(Apply), APPLY_WORDS),
        "apply_note": _TEXT,
        "cost": _words("費用", get_args(Cost), COST_WORDS),
        "cost_note": _TEXT,
        "languages": _list(_LANGUAGE),
        "accessibility": _list(_words("設備", get_args(Access), ACCESS_WORDS)),
        "contact": {"$ref": "#/$defs/contact"},
        **_opening(),
    }


def _opening() -> Node:
    return {
        "hours": _list({"$ref": "#/$defs/rule"}),
        "closed": _list({"anyOf": [{"enum": ["holidays", "new-year"]}, _DAY]}),
        "hours_note": _TEXT,
    }


def _place() -> Node:
    """Return a place. What is not public has its city, and in an area its town: no name, no address, no point."""
    open_keys = ("name", "address", "access", "lat", "lon", "precision", "radius", "point_from")
    properties = {
        "id": {**_TEXT, "description": "GeoJSON と KML の id と同じです"},
        "visibility": {"enum": ["public", "area", "hidden"], "title": "どこまで見せるか"},
        "city": {"anyOf": [{"$ref": "#/$defs/city"}, {"const": OUTSIDE}], "title": "市(outside は地域の外)"},
        "town": {**_TEXT, "title": "町"},
        "name": _TEXT,
        "address": _TEXT,
        "access": _TEXT,
        "lat": {"type": "number", "minimum": -90, "maximum": 90},
        "lon": {"type": "number", "minimum": -180, "maximum": 180},
        "precision": _words("点の正確さ", [each.value for each in Precision], PRECISION_WORDS),
        "radius": {**_WHOLE, "title": "点がこの円のどこかを表すときの半径(メートル)"},
        "point_from": {**_TEXT, "title": "点の出どころ", "description": "manual、blocks、towns、または調べたサービス"},
        "contact": {"$ref": "#/$defs/contact"},
        **_opening(),
    }
    node = _object(properties, "id visibility city", PublicPlace.model_fields)
    kept_back = {"properties": {"visibility": {"enum": ["area", "hidden"]}}}
    return {**node, "if": kept_back, "then": {"properties": dict.fromkeys(open_keys, False)}}


def _object(properties: Node, required: str = "", fields: Any = None) -> Node:
    """Return a closed object; properties of the same name as a field of a model are called what it is called."""
    named = {}
    for name, node in properties.items():
        title = fields[name].title if fields and name in fields else None
        named[name] = {"title": title, **node} if title and "$ref" not in node else node
    return {"type": "object", "properties": named, "required": required.split(), "additionalProperties": False}


def _list(items: Node) -> Node:
    return {"type": "array", "items": items}


def _choice(title: str, choices: Iterable[tuple[str, Label]]) -> Node:
    return {"title": title, "oneOf": [{"const": each, "title": label.ja} for each, label in choices]}


def _words(title: str, choices: Iterable[str], words: dict[Any, str]) -> Node:
    """Return a closed list of ids with their words."""
    known = list(choices)
    return {"title": title, "enum": known, "description": "、".join(f"{each} {words[each]}" for each in known)}
