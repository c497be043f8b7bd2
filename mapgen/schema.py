"""From a tree with lines to the model: every fault of a file, each at its own line and column, in one run."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Annotated, Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from mapgen import yamldoc
from mapgen.model import (
    AreaPlace,
    Contact,
    Frozen,
    HiddenPlace,
    Hotline,
    PublicPlace,
    Questionnaire,
    Region,
    Taxonomy,
    Vocabulary,
)
from mapgen.problems import Problems, Where

Model = TypeVar("Model", bound=Frozen)
Path = tuple[str | int, ...]

# What pydantic calls a fault, and our code for it. Every other type is a code already (see `model.frozen.fault`).
_CODES = {
    "missing": "missing-field",
    "extra_forbidden": "unknown-field",
    "string_type": "expected-text",
    "tuple_type": "expected-list",
    "list_type": "expected-list",
    "dict_type": "expected-fields",
    "model_type": "expected-fields",
    "model_attributes_type": "expected-fields",
    "literal_error": "unknown-choice",
    "too_short": "too-few",
    "too_long": "too-many",
}
# Types that only appear when something else than text was written where a number, date or switch belongs.
_NOT_TEXT = {
    "int_type",
    "float_type",
    "bool_type",
    "date_type",
    "time_type",
    "int_from_float",
    "date_from_datetime_parsing",
}
# Faults of the key itself, not of what stands behind it.
_OF_THE_KEY = {"unknown-field", "misplaced-field", "location-not-allowed", "missing-field", "survey-reply-moved"}
_PLACE_TYPES = {"public": PublicPlace, "area": AreaPlace, "hidden": HiddenPlace}
# Fields that stand in another file now, and the code that says in which.
_MOVED: dict[tuple[type[BaseModel], str | int], str] = {(Questionnaire, "reply"): "survey-reply-moved"}
# Fields that beginners write one level too high, and the block they belong in.
_HOMES = {
    **dict.fromkeys(Contact.model_fields, "contact"),
    "address": "places",
    "access": "places",
    "lat": "places",
    "lon": "places",
}


def read(
    model: type[Model],
    tree: yamldoc.Mapping,
    problems: Problems,
    vocabulary: Vocabulary | None = None,
    **given: object,
) -> Model | None:
    """Return the tree as a value of `model`, or None when it has faults; they are all in `problems`.

    `given` are fields that do not come from the file (an id from its name); `vocabulary` holds the ids it may name.
    """
    data, empty = _plain(tree, (), problems)
    assert isinstance(data, dict)
    for key in given.keys() & data.keys():
        problems.add(tree.keys[key], "unknown-field", field=key)
    try:
        value = model.model_validate({**data, **given}, context=vocabulary)
    except ValidationError as error:
        faults = error.errors(include_url=False)
        # In a line whose form is broken, what its field lacks comes of that; once mended, it is looked at again.
        errors = [problem.where for problem in problems if problem.level == "error"]
        broken_lines = {(where.path, where.line) for where in errors}
        for fault in faults:
            if not _said_already(fault, faults, empty):
                _report(model, tree, fault, problems, broken_lines)
        return None
    return None if empty else value


def vocabulary_of(region: Region, taxonomy: Taxonomy, hotlines: Iterable[Hotline] = ()) -> Vocabulary:
    """Return the ids that files may name, each with its names, for the did-you-mean."""
    categories = {id: taxonomy.category(id) for id in taxonomy.category_ids()}
    return Vocabulary(
        {
            "city": {city.id: (city.name.ja, city.name.ja[:-1], city.kana, city.kana[:-1]) for city in region.cities},
            "area": {area.id: (area.name.ja, area.kana) for area in region.areas},
            "category": {id: (category.name.ja, category.kana) for id, category in categories.items()},
            "form": {form.id: (form.name.ja, *form.synonyms) for form in taxonomy.forms},
            "type": {kind.id: (kind.name.ja, *kind.synonyms) for kind in taxonomy.types},
            "audience": {group.id: (group.name.ja, *group.synonyms) for group in taxonomy.audiences},
            "hotline": {hotline.id: (hotline.name.ja,) for hotline in hotlines},
        }
    )


def _plain(node: yamldoc.Node, path: Path, problems: Problems) -> tuple[Any, set[Path]]:
    """Return the node as dict, list and str, and the paths that hold nothing; those are reported and left out."""
    empty: set[Path] = set()
    if isinstance(node, yamldoc.Scalar):
        return node.text, empty
    kept: dict[str | int, Any] = {}
    for key, child, where in _children(node):
        here = (*path, key)
        if isinstance(child, yamldoc.Scalar) and child.plain and child.text in ("", "~", "null", "Null", "NULL"):
            problems.add(where, "empty-value", field=path[-1] if isinstance(key, int) and path else key)
            empty.add(here)
            continue
        kept[key], below = _plain(child, here, problems)
        empty |= below
    return (kept if isinstance(node, yamldoc.Mapping) else list(kept.values())), empty


def _children(node: yamldoc.Mapping | yamldoc.Sequence) -> Iterator[tuple[str | int, yamldoc.Node, Where]]:
    """Yield key or number, node, and the place of the key or of the item."""
    if isinstance(node, yamldoc.Mapping):
        for name, child in node.entries.items():
            yield name, child, node.keys[name]
    else:
        for number, child in enumerate(node.items):
            yield number, child, child.where


def _said_already(fault: Any, faults: list[Any], empty: set[Path]) -> bool:
    """Return whether another report covers it: the field is there but empty, the list is short of a faulty item."""
    path = tuple(fault["loc"])
    below = [*empty, *(tuple(other["loc"]) for other in faults)]
    faulty = any(path == other[: len(path)] and path != other for other in below)
    return path in empty or (fault["type"] == "too_short" and faulty)


def _report(
    model: type[BaseModel], tree: yamldoc.Mapping, fault: Any, problems: Problems, broken_lines: set[tuple[str, int]]
) -> None:
    path: Path = tuple(fault["loc"])
    kind = fault["type"]
    code = "expected-text" if kind in _NOT_TEXT else _CODES.get(kind, kind)
    facts = {name: value for name, value in fault.get("ctx", {}).items() if name != "code"}
    guess = facts.pop("guess", None)
    names = [part for n, part in enumerate(path) if isinstance(part, str) and not _is_kind(path, n)]
    facts.setdefault("field", names[-1] if names else tree.where.path)
    if code == "unknown-choice":
        facts["choices"] = facts.pop("expected").replace("'", "").replace(" or ", ", ")
        facts["text"] = fault["input"]
        guess = next(iter(get_close_matches(str(fault["input"]), facts["choices"].split(", "), n=1)), None)
    if code == "unknown-visibility":
        code, facts["choices"], facts["text"] = "unknown-choice", "public, area, hidden", _visibility(fault["input"])
    if code == "unknown-field":
        known = fields_at(model, path[:-1])
        guess = next(iter(get_close_matches(str(path[-1]), known, n=1, cutoff=0.7)), None)
        if guess is None and path[-1] in _HOMES and len(path) == 1 and _HOMES[str(path[-1])] in known:
            code, facts["home"] = "misplaced-field", _HOMES[str(path[-1])]
        if (known_hidden := _location_in_hidden(path)) is not None:
            code, guess, facts["visibility"] = "location-not-allowed", None, known_hidden
        if moved := _MOVED.get((model, path[-1])) if len(path) == 1 else None:
            code, guess = moved, None
    where = (yamldoc.key_at if code in _OF_THE_KEY else yamldoc.at)(tree, path)
    if code == "missing-field" or (where.path, where.line) not in broken_lines:
        problems.add(where, code, guess=guess, **facts)


def _visibility(place: object) -> str:
    return str(place.get("visibility", "")) if isinstance(place, dict) else str(place)


def _location_in_hidden(path: Path) -> str | None:
    """Return the visibility that forbids the field at `path`: an address or point of a place that is not public."""
    visibility = path[-2] if len(path) >= 2 else None
    return (
        str(visibility)
        if visibility in ("hidden", "area") and path[-1] in ("address", "lat", "lon", "access")
        else None
    )


def _is_kind(path: Path, n: int) -> bool:
    """Return whether the part of a path is pydantic's name of a kind of place, which stands in no file."""
    return n >= 2 and path[n] in _PLACE_TYPES and path[n - 2] == "places" and isinstance(path[n - 1], int)


def fields_at(model: type[BaseModel], path: Path) -> list[str]:
    """Return the names of the fields that may stand at `path` of a file read as `model`, in the model's order."""
    found: Any = model
    keyed = False  # the next part is no field, but a key that the writer chose
    for n, part in enumerate(path):
        if _is_kind(path, n):
            found = _PLACE_TYPES[str(part)]
        elif not keyed and isinstance(part, str) and isinstance(found, type) and issubclass(found, BaseModel):
            field = next((f for name, f in found.model_fields.items() if part in (name, f.alias)), None)
            found, keyed = (_inner(field), "dict[" in str(field.annotation)) if field else (None, False)
        elif isinstance(part, str):
            keyed = False
    if isinstance(found, type) and issubclass(found, BaseModel):
        return [field.alias or name for name, field in found.model_fields.items() if name != "id" or found is not model]
    return []


def _inner(field: FieldInfo) -> Any:
    """Return the model inside a field's type: of `tuple[Hours, ...] | None` it is Hours."""
    found: Any = field.annotation
    while not (isinstance(found, type) and issubclass(found, BaseModel)):
        arguments = [a for a in get_args(found) if a is not type(None) and a is not Ellipsis]
        if not arguments:
            return None
        found = arguments[-1] if get_origin(found) is dict else arguments[0]
        if get_origin(found) in (Union, types.UnionType, Annotated, tuple, dict):
            continue
    return found
