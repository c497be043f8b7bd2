"""What is asked, in which order, and when: nobody is asked for a note on a cost that is not known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Path = tuple[str, ...]

# `id` is no field: it names the file.
ASKED: tuple[Path, ...] = (
    ("name",), ("kana",), ("id",), ("aliases",), ("type",), ("operator",), ("summary",), ("description",),
    ("categories",), ("forms",), ("serves",), ("audience", "text"), ("open_to",), ("first_contact",),
    ("apply",), ("apply_note",), ("cost",), ("cost_note",), ("languages",), ("accessibility",),
    ("contact", "tel"), ("contact", "fax"), ("contact", "email"), ("contact", "url"),
    ("hours",), ("closed",), ("sensitive",),
    ("places", "visibility"), ("places", "address"), ("places", "name"), ("places", "city"), ("places", "access"),
    ("publish_agreed",), ("sources",), ("status",),
)  # fmt: skip
_ALWAYS = {"name", "id", "summary", "categories", "forms", "serves"}


def applies(path: Path, data: Mapping[str, Any]) -> bool:
    """Return whether the question has a sense after what was answered."""
    place: Mapping[str, Any] = (data.get("places") or [{}])[0]
    visibility = place.get("visibility", "public")
    match path:
        case ("apply_note",) | ("cost_note",):
            return path[0].removesuffix("_note") in data
        case ("places", "address"):
            return bool(visibility != "hidden")
        case ("places", "city"):
            return visibility == "hidden" or (visibility == "public" and "name" in place and "address" not in place)
        case ("places", "access"):
            return visibility == "public" and ("address" in place or "city" in place)
        case ("publish_agreed",):
            return bool(data.get("sensitive")) and visibility == "public" and ("address" in place or "city" in place)
    return True


def needed(path: Path, data: Mapping[str, Any]) -> bool:
    """Return whether the file cannot do without an answer."""
    place: Mapping[str, Any] = (data.get("places") or [{}])[0]
    match path:
        case ("places", "address"):
            return place.get("visibility") == "area"
        case ("places", "city") | ("publish_agreed",):
            return True
    return path[0] in _ALWAYS
