"""The order of an organisation's fields, as every file of `content/orgs/` has them."""

from __future__ import annotations

from mapgen import schema
from mapgen.model import Organization, Service

Path = tuple[str | int, ...]

ORDER = (
    "name",
    "kana",
    "aliases",
    "type",
    "operator",
    "corporate_number",
    "summary",
    "description",
    "categories",
    "forms",
    "audience",
    "serves",
    "open_to",
    "first_contact",
    "apply",
    "apply_note",
    "cost",
    "cost_note",
    "languages",
    "accessibility",
    "contact",
    "hours",
    "closed",
    "hours_note",
    "places",
    "services",
    "sensitive",
    "publish_agreed",
    "links",
    "related",
    "status",
    "successor",
    "notice",
    "verified",
    "sources",
    "translations",
)
_OF_A_PLACE = (
    "name",
    "visibility",
    "address",
    "city",
    "access",
    "lat",
    "lon",
    "contact",
    "hours",
    "closed",
    "hours_note",
)


def order_at(path: Path) -> tuple[str, ...]:
    """Return the fields that may stand at `path` of an organisation's file, in their order; () where none may.

    A service has the order of an organisation; what is smaller has the order of its model.
    """
    names = tuple(part for part in path if isinstance(part, str))
    if not names:
        return ORDER
    if names[-1] == "places":
        return _OF_A_PLACE
    if names == ("services",):
        return tuple(name for name in ORDER if name in Service.model_fields)
    # Of `translations.en` the language is no field.
    return tuple(schema.fields_at(Organization, names[:1] if names[0] == "translations" else names))


def ordered(fields: dict[str, object], path: Path) -> dict[str, object]:
    """Return the fields that hold something in their order; those that nobody knows come last, as they were."""
    rank = {name: n for n, name in enumerate(order_at(path))}
    said = {name: value for name, value in fields.items() if value is not None}
    return dict(sorted(said.items(), key=lambda field: rank.get(field[0], len(rank))))
