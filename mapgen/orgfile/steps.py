"""What must be done to a file so that it says something else: the fewest replacements, removals and insertions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from mapgen.orgfile.order import Path
from mapgen.orgfile.scalars import text_of
from mapgen.orgfile.writing import is_list
from mapgen.text import compose_kana


class Change(NamedTuple):
    """A new value for what stands at `path` (`("contact", "tel")`, `("places", 0, "address")`); None takes it away."""

    path: Path
    value: object


class Step(NamedTuple):
    """One thing to do, once the steps before it are done."""

    do: Literal["replace", "insert", "remove"]
    path: Path
    value: Any = None


def said(value: object) -> Any:
    """Return a value as the reader would give it: dicts, lists and texts, without what is None."""
    if isinstance(value, Mapping):
        return {str(key): said(each) for key, each in value.items() if each is not None}
    if is_list(value):
        return [said(each) for each in value]
    return compose_kana(text_of(value))


def changed(data: Any, change: Change) -> Any:
    """Return `data` with the change; what it leaves without fields or items goes too, what it needs is added.

    Raises ValueError where the path leads through a text, or beyond the end of a list.
    """
    if not change.path:
        return None if change.value is None else said(change.value)
    part, inner = change.path[0], Change(change.path[1:], change.value)
    if isinstance(part, str) and isinstance(data, dict | None):
        value = changed((data or {}).get(part), inner)
        kept = {key: each for key, each in (data or {}).items() if key != part or value is not None}
        return (kept if value is None else {**kept, part: value}) or None
    if isinstance(part, int) and isinstance(data, list | None) and 0 <= part <= len(data or []):
        items = list(data or [])
        value = changed(items[part] if part < len(items) else None, inner)
        items[part : part + 1] = [] if value is None else [value]
        return items or None
    raise ValueError(f"nothing can stand at {change.path}")


def steps(old: Any, new: Any, path: Path = ()) -> Iterator[Step]:
    """Yield what makes the one out of the other."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict) and old and new:
        for key, value in new.items():
            here = (*path, key)
            yield from steps(old[key], value, here) if key in old else (Step("insert", here, value),)
        yield from (Step("remove", (*path, key)) for key in old if key not in new)
    elif isinstance(old, list) and isinstance(new, list) and old and new:
        yield from _of_list(old, new, path)
    else:
        yield Step("replace", path, new)


def _of_list(old: Sequence[Any], new: Sequence[Any], path: Path) -> Iterator[Step]:
    """Yield the steps between two lists: what begins and ends both stays."""
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    tail = next((n for n in range(shorter - head) if old[-1 - n] != new[-1 - n]), shorter - head)
    both = shorter - head - tail
    if both == len(old) and not any(isinstance(each, dict | list) for each in old):
        yield Step("replace", path, new)
        return
    for n in range(head, head + both):
        yield from steps(old[n], new[n], (*path, n))
    for n in reversed(range(head + both, len(old) - tail)):
        yield Step("remove", (*path, n))
    for n in range(head + both, len(new) - tail):
        yield Step("insert", (*path, n), new[n])
