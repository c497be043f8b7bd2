"""The text of an organisation's file, in the style of those that people write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeGuard

from mapgen.orgfile.order import Path, ordered
from mapgen.orgfile.scalars import block, inline, text_of

# Small things that read best on one line: {days: [mon], open: 9:30, close: 16:30}.
_SMALL = {"ages", "hours", "verified"}
LONGEST_FLOW = 110


class Rendered(NamedTuple):
    """A value: what stands on the line of its key or dash, and the lines below."""

    head: str
    below: list[str]


def written(data: Mapping[str, object], comments: Mapping[Path, str] | None = None) -> str:
    """Return the text of a file that says `data`; what is None is not said.

    A comment stands on the line above the key or item that its path names; where the file has no such line, above the
    one that is nearest to it, for `()` at the head. `yamldoc.parse` gives the same texts again.
    """
    fields = ordered(dict(data), ())
    notes: dict[Path, list[str]] = {}
    for path, comment in (comments or {}).items():
        notes.setdefault(_line_of(path, fields), []).extend(remark(comment))
    return "".join(f"{line}\n" for line in [*notes.get((), []), *_fields(fields, 0, (), notes)])


def remark(comment: str) -> list[str]:
    """Return a comment as lines that start with `# `."""
    return [f"# {line}".rstrip() for line in text_of(comment).split("\n")]


def entry(key: str, value: object, indent: int, path: Path, notes: Mapping[Path, list[str]]) -> list[str]:
    """Return the lines of one field; `path` is its own."""
    head, below = rendered(value, indent, path, notes)
    name = inline(key, "") if key != "on" else key
    return [" " * indent + f"{name}: {head}".rstrip(), *below]


def item(value: object, indent: int, path: Path, notes: Mapping[Path, list[str]]) -> list[str]:
    """Return the lines of one item of a list, its dash at column `indent`."""
    if isinstance(value, Mapping) and value and not flows(value, path):
        first, *others = _fields(ordered(dict(value), path), indent + 2, path, notes, first=True)
        return [" " * indent + "- " + first.lstrip(" "), *others]
    head, below = rendered(value, indent, path, notes)
    return [" " * indent + f"- {head}", *below]


def rendered(value: object, indent: int, path: Path, notes: Mapping[Path, list[str]]) -> Rendered:
    """Return a value whose key or dash stands at column `indent`."""
    if flows(value, path):
        return Rendered(flow(value, path), [])
    if isinstance(value, Mapping):
        return Rendered("", _fields(ordered(dict(value), path), indent + 2, path, notes))
    if is_list(value):
        lines: list[str] = []
        for n, each in enumerate(value):
            here = (*path, n)
            lines += _above(here, each, indent + 2, notes) + item(each, indent + 2, here, notes)
        return Rendered("", lines)
    text = text_of(value)
    line = inline(text, field_of(path), item=isinstance(path[-1], int))
    return Rendered(line, []) if line is not None else Rendered(*block(text, indent + 2))


def flows(value: object, path: Path) -> bool:
    """Return whether a list or mapping is written in brackets, on one line."""
    if isinstance(value, Mapping):
        small = not value or (field_of(path) in _SMALL and all(not isinstance(v, Mapping) for v in value.values()))
        return small and _fits(value, path)
    return is_list(value) and not any(isinstance(v, Mapping) or is_list(v) for v in value) and _fits(value, path)


def flow(value: object, path: Path) -> str:
    """Return a value on one line inside brackets. Raises ValueError where a text of it needs more than a line."""
    if isinstance(value, Mapping):
        inner = (f"{key}: {flow(each, (*path, key))}" for key, each in ordered(dict(value), path).items())
        return "{" + ", ".join(inner) + "}"
    if is_list(value):
        return "[" + ", ".join(flow(each, (*path, n)) for n, each in enumerate(value)) + "]"
    if (line := inline(text_of(value), field_of(path), flow=True)) is None:
        raise ValueError(f"{path}: not on one line")
    return line


def is_list(value: object) -> TypeGuard[Sequence[object]]:
    """Return whether a value is a list, which a text is not."""
    return isinstance(value, Sequence) and not isinstance(value, str)


def _fits(value: object, path: Path) -> bool:
    try:
        return len(flow(value, path)) <= LONGEST_FLOW
    except ValueError:
        return False


def _fields(
    fields: Mapping[str, object], indent: int, path: Path, notes: Mapping[Path, list[str]], *, first: bool = False
) -> list[str]:
    """Return the lines of the fields; with `first` the remarks on the first one stand above the dash already."""
    lines: list[str] = []
    for n, (key, value) in enumerate(fields.items()):
        here = (*path, key)
        if n or not first:
            lines += _indented(notes.get(here, ()), indent)
        lines += entry(key, value, indent, here, notes)
    return lines


def _above(path: Path, value: object, indent: int, notes: Mapping[Path, list[str]]) -> list[str]:
    """Return the remarks above a dash: on the item, and on the field that shares its line."""
    found = list(notes.get(path, ()))
    if isinstance(value, Mapping) and value and not flows(value, path):
        found += notes.get((*path, next(iter(ordered(dict(value), path)))), ())
    return _indented(found, indent)


def _indented(lines: Sequence[str], indent: int) -> list[str]:
    return [" " * indent + line for line in lines]


def _line_of(path: Path, value: object) -> Path:
    """Return the longest part of `path` that has a line of its own."""
    for n, part in enumerate(path):
        if (n and flows(value, path[:n])) or not (found := _child(value, part)):
            return path[:n]
        value = found[0]
    return path


def _child(value: object, part: str | int) -> tuple[object, ...]:
    if isinstance(value, Mapping) and value.get(str(part)) is not None and isinstance(part, str):
        return (value[part],)
    if is_list(value) and isinstance(part, int) and 0 <= part < len(value):
        return (value[part],)
    return ()


def field_of(path: Path) -> str:
    """Return the name of the field that a path leads to or into: of `hours.0` it is hours."""
    return next((part for part in reversed(path) if isinstance(part, str)), "")
