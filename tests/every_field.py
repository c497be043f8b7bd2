"""An organisation's file with something in every field that takes a text: what an attacker or a slip may fill in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

# Where a text may stand; `*` is a list of one. Addresses (`url`) are texts with a scheme before them.
LINES = (
    "name", "aliases.*", "operator", "summary", "audience.text", "first_contact", "apply_note", "cost_note",
    "hours_note", "contact.note", "hours.*.note", "places.*.name", "places.*.hours_note", "places.*.contact.note",
    "services.*.name", "services.*.summary", "services.*.first_contact", "services.*.audience.text",
    "services.*.apply_note", "services.*.hours_note", "links.*.title", "sources.*.title", "sources.*.note",
    "notice.text", "translations.en.name", "translations.en.summary", "translations.en.first_contact",
)  # fmt: skip
TEXTS = ("description", "services.*.description", "translations.en.description")
ADDRESSES = ("contact.url", "contact.form", "links.*.url", "sources.*.url")
# What stands beside them, so that the file is good.
_AROUND: dict[str, Any] = {
    "name": "みほん", "summary": "みほんです。", "categories": ["living"], "forms": ["ibasho"], "serves": ["mihon"],
    "apply": "phone", "cost": "paid", "verified": {"on": "2026-04-01", "by": "phone"},
    "hours": [{"days": ["mon"], "open": "9:00", "close": "10:00"}],
    "services": [{"name": "みほんの会"}], "links": [{"title": "みほん", "url": "https://mihon.example/"}],
    "sources": [{"title": "みほん"}], "notice": {"text": "みほん"},
}  # fmt: skip
HIDDEN = {"visibility": "hidden", "city": "mihon"}
PUBLIC = {"address": "みほん県みほん市みどりが丘2-5-7", "access": "みほん駅から"}


def organisation(texts: Mapping[str, str], place: Mapping[str, str], **more: Any) -> str:
    """Return the file of an organisation at `place` whose fields have these texts by their path."""
    data: dict[str, Any] = json.loads(json.dumps({**_AROUND, "places": [dict(place)], **more}))
    for path, text in texts.items():
        _put(data, path.split("."), text)
    return "".join(f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in data.items())


def _put(into: Any, keys: list[str], text: str) -> None:
    first, rest = keys[0], keys[1:]
    if first == "*":
        if not into:
            into.append({} if rest else "")
        if rest:
            _put(into[0], rest, text)
        else:
            into[0] = text
    elif rest:
        _put(into.setdefault(first, [] if rest[0] == "*" else {}), rest, text)
    else:
        into[first] = text
