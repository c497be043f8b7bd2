"""Reads the model's own types into the table of fields, so that no list of fields is kept by hand."""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from mapgen.guide.fields import Choice, Field, Kind, Path, Words, words
from mapgen.model import OUTSIDE, AreaPlace, HiddenPlace, Organization, Place, PublicPlace, Region, Taxonomy, scalars
from mapgen.model.schedule import Closing
from mapgen.model.vocabulary import AudienceId, CategoryId, CityId, CityOrOutside, FormId, TypeId
from mapgen.orgfile.order import order_at
from mapgen.wording import (
    ACCESS_WORDS,
    APPLY_WORDS,
    CLOSING_WORDS,
    COST_WORDS,
    OPEN_TO_WORDS,
    VERIFIED_WORDS,
    WEEKDAY_WORDS,
)

_SCALARS: tuple[tuple[Any, Kind, int | None], ...] = (
    (scalars.Line, "line", scalars.LONGEST_LINE),
    (scalars.Summary, "line", scalars.LONGEST_SUMMARY),
    (scalars.Text, "text", scalars.LONGEST_TEXT),
    (scalars.Telephone, "tel", None),
    (scalars.Email, "email", None),
    (scalars.WebAddress, "web", None),
    (scalars.Day, "day", None),
    (scalars.PartialDay, "partial-day", None),
    (scalars.Clock, "clock", None),
    (scalars.Whole, "whole", None),
    (scalars.Degrees, "degrees", None),
    (scalars.CorporateNumber, "corporate-number", None),
    (scalars.Identifier, "id", None),
    (scalars.LanguageCode, "language", None),
    (Closing, "closing", None),
)
_LISTS = (
    (CityId, "city"),
    (CityOrOutside, "city-or-outside"),
    (CategoryId, "category"),
    (FormId, "form"),
    (TypeId, "type"),
    (AudienceId, "audience"),
)
_JAPANESE: Mapping[str, Mapping[Any, str]] = {
    "open_to": OPEN_TO_WORDS,
    "apply": APPLY_WORDS,
    "cost": COST_WORDS,
    "accessibility": ACCESS_WORDS,
    "days": WEEKDAY_WORDS,
    "closed": CLOSING_WORDS,
    "by": VERIFIED_WORDS,
}
_PLACES: Mapping[str, type[BaseModel]] = {"public": PublicPlace, "area": AreaPlace, "hidden": HiddenPlace}


class Reader:
    """The choices of one project, and the walk over the model."""

    def __init__(self, region: Region, taxonomy: Taxonomy) -> None:
        self.region = region
        cities = [Choice(city.id, _label(city.name)) for city in region.cities]
        said = words()["choices"]["city"][OUTSIDE]
        self.lists = {
            "city": tuple(cities),
            "city-or-outside": (*cities, Choice(OUTSIDE, Words(said["ja"], said["en"]))),
            "category": tuple(_categories(taxonomy)),
            "form": tuple(Choice(term.id, _label(term.name)) for term in taxonomy.forms),
            "type": tuple(Choice(term.id, _label(term.name)) for term in taxonomy.types),
            "audience": tuple(Choice(term.id, _label(term.name)) for term in taxonomy.audiences),
        }

    def organization(self) -> tuple[Field, ...]:
        """Return the fields of a file of `content/orgs/`."""
        return tuple(self.of(Organization, ()))

    def of(self, model: type[BaseModel], path: Path) -> list[Field]:
        """Return the fields of a model that stands at `path`, in the order of a file."""
        hints = _hints(model)
        own = {name: info for name, info in model.model_fields.items() if name != "id"}  # the name of the file
        found = [self.field(info, hints[name], (*path, info.alias or name)) for name, info in own.items()]
        rank = {name: n for n, name in enumerate(order_at(path))}
        return sorted(found, key=lambda field: rank.get(field.name, len(rank)))

    def field(self, info: FieldInfo, hint: Any, path: Path) -> Field:
        """Return one field; `hint` is its type as the model writes it."""
        said = _said(path)
        help_ja = info.description
        most = next((m.max_length for m in info.metadata if hasattr(m, "max_length")), None)
        least = next((m.min_length for m in info.metadata if hasattr(m, "min_length")), 0)
        helps = Words(help_ja, said.get("help", said["en"])) if help_ja else None
        title = Words(info.title or "", said["en"])
        field = Field(path, title, helps, said["example"], "line", required=info.is_required(), least=least, most=most)
        return self.typed(field, hint)

    def typed(self, field: Field, hint: Any) -> Field:
        """Return the field with what its type says."""
        for alias, kind, limit in _SCALARS:
            if hint == alias:
                field = replace(field, kind=kind, limit=limit)
                return replace(field, choices=self.choices(field.name, CLOSING_WORDS)) if kind == "closing" else field
        for alias, name in _LISTS:
            if hint == alias:
                return replace(field, kind="choice", choices=self.lists[name])
        if hint == Place:
            return replace(field, kind="fields", fields=tuple(self.places(field.path)))
        return self.composed(field, hint)

    def composed(self, field: Field, hint: Any) -> Field:
        """Return the field of a type that is made of others: a list, a choice, what may be left out, a model."""
        arguments = get_args(hint)
        origin = get_origin(hint)
        if origin in (Union, types.UnionType):
            return self.typed(field, next(each for each in arguments if each is not type(None)))
        if origin is tuple:
            return replace(self.typed(field, arguments[0]), many=True)
        if origin is dict:
            return replace(self.typed(field, arguments[1]), keyed=True)
        if origin is Literal:
            return replace(field, kind="choice", choices=self.choices(field.name, arguments))
        if isinstance(hint, type) and issubclass(hint, BaseModel):
            return replace(field, kind="fields", fields=tuple(self.of(hint, field.path)))
        raise TypeError(f"{'.'.join(field.path)}: {Annotated if origin is Annotated else hint} has no kind here")

    def places(self, path: Path) -> Iterator[Field]:
        """Yield the fields of a place of any visibility: which may have a field, and which must."""
        kinds = {kind: {field.name: field for field in self.of(model, path)} for kind, model in _PLACES.items()}
        for name in kinds["public"] | kinds["area"] | kinds["hidden"]:
            own = [kind for kind, fields in kinds.items() if name in fields]
            field = kinds[own[0]][name]
            needed = tuple(k for k in own if kinds[k][name].required and name != "visibility")
            only = () if len(own) == len(_PLACES) else tuple(own)
            if name == "visibility":
                field = replace(field, choices=self.choices(name, _PLACES))
            yield replace(field, required=False, only=only, needed=needed)

    def choices(self, name: str, ids: Iterable[str]) -> tuple[Choice, ...]:
        """Return the choices of the program's own lists with their words."""
        said = words()["choices"][name]
        japanese = _JAPANESE.get(name, {})
        return tuple(
            Choice(id, Words(said[id].get("ja") or japanese[id].format(region=self.region.name.ja), said[id]["en"]))
            for id in ids
        )


@cache
def _hints(model: type[BaseModel]) -> Mapping[str, Any]:
    """Return the types of a model's fields as they are written: slow, and most models stand in several places."""
    return get_type_hints(model, include_extras=True)


def _label(label: Any) -> Words:
    return Words(label.ja, label.to("en"))


def _categories(taxonomy: Taxonomy) -> Iterator[Choice]:
    """Yield every category; one of the second level with its parent before it: 生活(お金・食べもの): 食の支援."""
    for top in taxonomy.categories:
        parent = _label(top.name)
        yield Choice(top.id, parent)
        for child in top.children:
            own = _label(child.name)
            yield Choice(f"{top.id}/{child.id}", Words(f"{parent.ja}: {own.ja}", f"{parent.en}: {own.en}"))


def _said(path: Path) -> Mapping[str, str]:
    """Return the words of a field: those of its whole path, else of the part of it that is known anywhere."""
    known: Mapping[str, Mapping[str, str]] = words()["fields"]
    return next(known[key] for n in range(len(path)) if (key := ".".join(path[n:])) in known)
