"""Every text of a value with the keys that lead to it: what is looked for may stand in any field."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any

from mapgen.model import Frozen, Label

Keys = tuple[str | int, ...]


def texts(value: Any, keys: Keys = (), without: Container[str] = ()) -> Iterator[tuple[Keys, str]]:
    """Yield the texts below a value in the order of its fields, but for those of fields whose names are `without`."""
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, Label):
        yield from texts(value.root, keys)
    elif isinstance(value, Frozen):
        for name in type(value).model_fields:
            if name not in without:
                yield from texts(getattr(value, name), (*keys, name), without)
    elif isinstance(value, Mapping):
        for name, child in value.items():
            yield from texts(child, (*keys, name), without)
    elif isinstance(value, Sequence):
        for n, child in enumerate(value):
            yield from texts(child, (*keys, n), without)
