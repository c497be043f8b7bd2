"""What a YAML file says, as text that remembers its places."""

from __future__ import annotations

from collections import abc
from dataclasses import dataclass
from typing import TypeAlias

from mapgen.problems import Where


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text. `plain`: written without quotes and not as a block (`|`, `>`)."""

    text: str
    where: Where
    plain: bool


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list; `where` is its first `-` or its `[`."""

    items: tuple[Node, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class Mapping:
    """Fields by name in the order of the file, and the place of each name; `where` is the first name or the `{`."""

    entries: dict[str, Node]
    keys: dict[str, Where]
    where: Where


Node: TypeAlias = Scalar | Sequence | Mapping


def at(root: Node, path: abc.Sequence[str | int]) -> Where:
    """Return the place of the deepest node along `path`. Parts that match nothing are skipped: pydantic names
    the members of unions, which stand in no file.

    Where the last part matches nothing (a missing field), it is the place of the key that holds the deepest node.
    """
    node, holder, missing = root, root.where, False
    for part in path:
        child, place = _child(node, part)
        missing = child is None
        if child is not None:
            node, holder = child, place or child.where
    return holder if missing else node.where


def key_at(root: Node, path: abc.Sequence[str | int]) -> Where:
    """Return the place of the last key along `path`: for faults of a name, not of its value (an unknown field)."""
    node, holder = root, root.where
    for part in path:
        child, place = _child(node, part)
        if child is not None:
            node, holder = child, place or child.where
    return holder


def _child(node: Node, part: str | int) -> tuple[Node | None, Where | None]:
    if isinstance(node, Mapping) and isinstance(part, str):
        return node.entries.get(part), node.keys.get(part)
    if isinstance(node, Sequence) and isinstance(part, int) and 0 <= part < len(node.items):
        return node.items[part], None
    return None, None
