"""The settings of Sveltia CMS: a form in the browser for each organisation, whose "save" proposes a change.

Sveltia speaks the settings of Decap CMS, and some of its own: `slug.editable` asks for the name of a new file apart
from its fields (here the file's name is the id, no key in it, and never changes), `omit_empty_optional_fields` leaves
out what nobody filled in (an empty field is an error here). Numbers, days and times are texts with a pattern, so that
none is rewritten. A test holds the whole against Sveltia's own JSON Schema.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from mapgen.guide.fields import Field, Guide
from mapgen.guide.jsonschema import pattern
from mapgen.yamldoc import dumped

_MADE = "mapgen schema --format cms が作ったものです。項目や選べることばは mapgen/model/ と content/ から来ています。"
_ABOUT = "ファイルの名前(slug)が id になります。半角の小文字 a-z、数字、ハイフンだけ。一度決めたら変えません。"
_WRONG = {
    "tel": "電話番号は市外局番から、半角で書きます",
    "email": "メールアドレスとして読めません",
    "web": "https:// から書きます",
    "day": "2024-04-01 の形で書きます",
    "partial-day": "2017、2017-09、2017-09-15 のどれかの形で書きます",
    "clock": "10:00 の形で書きます",
    "whole": "半角の整数を書きます",
    "degrees": "35.437161 のような半角の数を書きます",
    "corporate-number": "半角数字13けたです",
    "id": "半角の小文字 a-z、数字、ハイフンだけです",
    "language": "ja, en, zh-Hans のような記号で書きます",
    "closing": "holidays、new-year、または 2026-08-13 のような日付です",
}


def cms_config(guide: Guide) -> str:
    """Return `config.yml`. Without a repository in `content/site.yaml` its place is one to be filled in."""
    repository = urlsplit(guide.settings.repository or "").path.strip("/").removesuffix(".git")
    data = {
        "backend": {"name": "github", "repo": repository or "OWNER/REPOSITORY", "branch": "main"},
        "publish_mode": "editorial_workflow",
        "site_url": guide.settings.base_url,
        "media_folder": "content/media",
        "slug": {"encoding": "ascii", "clean_accents": True, "maxlength": 64},
        "output": {"omit_empty_optional_fields": True},
        "collections": [collection(guide)],
    }
    return dumped(data, _MADE)


def collection(guide: Guide) -> dict[str, Any]:
    """Return the collection of organisations: a file each."""
    return {
        "name": "orgs",
        "label": "団体",
        "label_singular": "団体",
        "description": _ABOUT,
        "folder": "content/orgs",
        "extension": "yaml",
        "format": "yaml",
        "create": True,
        "identifier_field": "name",
        "slug": {"editable": ["create"]},
        "summary": "{{name}}",
        "editor": {"preview": False},
        "fields": [_widget(field, guide) for field in guide.fields if not field.keyed or _others(guide)],
    }


def _widget(field: Field, guide: Guide) -> dict[str, Any]:
    said: dict[str, Any] = {"name": field.name, "label": field.title.ja}
    if field.help:
        said["hint"] = field.help.ja
    if not field.required:
        said["required"] = False
    if field.keyed:
        fields = [_widget(inner, guide) for inner in field.fields]
        each = [
            {"name": lang, "label": lang, "widget": "object", "required": False, "fields": fields}
            for lang in _others(guide)
        ]
        return said | {"widget": "object", "collapsed": True, "fields": each}
    if field.kind == "fields":
        inner = [_widget(each, guide) for each in field.fields]
        return said | {"widget": "list" if field.many else "object", "collapsed": True, "fields": inner}
    ends = {"min": field.least} if field.least else {}
    ends |= {"max": field.most} if field.most else {}
    if field.kind == "choice":
        options = [{"value": choice.id, "label": choice.words.ja} for choice in field.choices]
        return said | {"widget": "select", "options": options, **({"multiple": True, **ends} if field.many else {})}
    one = _text(field)
    if field.many:
        # A list of one text each: each has a key only in the form, none in the file.
        return said | {"widget": "list", **ends, "field": {"name": field.name, "label": field.title.ja, **one}}
    return said | one


def _others(guide: Guide) -> tuple[str, ...]:
    """Return the languages that a text may be translated into: Sveltia takes no form without a field."""
    return guide.settings.languages[1:]


def _text(field: Field) -> dict[str, Any]:
    if field.kind == "text":
        return {"widget": "text", "maxlength": field.limit}
    if field.kind == "line":
        return {"widget": "string", "maxlength": field.limit}
    return {"widget": "string", "pattern": [pattern(field), _WRONG[field.kind]]}
