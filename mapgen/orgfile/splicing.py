"""One step done to a text: only the lines of its own value change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from mapgen.orgfile.order import Path, order_at
from mapgen.orgfile.scalars import inline
from mapgen.orgfile.spans import Span, column, line_end, line_start
from mapgen.orgfile.steps import Step
from mapgen.orgfile.writing import entry, flow, item, rendered

_BLOCK_HEAD = re.compile(r"[|>][-+0-9]*")


class NeedsLines(Exception):  # noqa: N818 - says what the value needs
    """The value stands in brackets, and needs lines of its own."""


def splice(text: str, root: Span, step: Step) -> str:
    """Return the text with the step done. Raises NeedsLines."""
    holder = root.at(step.path[:-1])
    if holder.flow:
        return _in_brackets(text, holder, step)
    match step.do:
        case "remove":
            return _removed(text, holder, step.path)
        case "insert":
            return _inserted(text, holder, step.path, step.value)
        case _:
            return _replaced(text, holder, step.path, step.value)


def _replaced(text: str, holder: Span, path: Path, value: Any) -> str:
    key, old = path[-1], holder.children[path[-1]]
    if isinstance(key, int):
        dash = dash_of(text, holder, key)
        if _below(old) and line_start(text, old.start) == line_start(text, dash):
            lines = item(value, column(text, dash), path, {})
            return _put(text, dash, old.end, lines[0].lstrip(" "), "", lines[1:])
        mark = dash
    else:
        mark = holder.keys[key][0]
    head, lines = rendered(value, column(text, mark), path, {})
    if _below(old):
        colon = mark if isinstance(key, int) else text.index(":", holder.keys[key][1])
        end = line_end(text, colon)
        return _put(text, colon + 1, old.end, f" {head}" if head else "", text[colon + 1 : end], lines)
    end = old.end
    if old.block:
        found = _BLOCK_HEAD.match(text, old.start)
        end = found.end() if found else old.start
    rest = text[end : line_end(text, end)]
    return _put(text, old.start, max(old.end, end + len(rest)), head, rest, lines)


def _below(span: Span) -> bool:
    """Return whether a value stands on lines of its own: fields or items without brackets."""
    return bool(span.children) and not span.flow


def _put(text: str, start: int, end: int, head: str, rest: str, lines: Sequence[str]) -> str:
    """Return the text with `start` to `end` replaced: by the head, what stays on its line, and the lines below."""
    if head.endswith("+"):
        end = _after_empty(text, end)
    before = text[:start] if head else text[:start].rstrip(" ")
    return before + head + rest + "".join(f"\n{line}" for line in lines) + text[end:]


def _after_empty(text: str, end: int) -> int:
    """Return where the empty lines after `end` end: a text that keeps those that follow must have its own only."""
    found = re.compile(r"(?:\n *(?=\n))*").match(text, end)
    return found.end() if found else end


def _inserted(text: str, holder: Span, path: Path, value: Any) -> str:
    key, before = path[-1], _before(path, holder)
    first = holder.start if isinstance(key, int) else next(iter(holder.keys.values()))[0]
    indent = column(text, first)
    lines = item(value, indent, path, {}) if isinstance(key, int) else entry(key, value, indent, path, {})
    if before is None:
        return text[:first] + "\n".join(lines).lstrip(" ") + "\n" + " " * indent + text[first:]
    end = line_end(text, holder.children[before].end)
    after = _after_empty(text, end) if lines[0].endswith("+") else end
    return text[:end] + "".join(f"\n{line}" for line in lines) + text[after:]


def _before(path: Path, holder: Span) -> str | int | None:
    """Return the item, or the field, after which a new one belongs; None where it is to be the first."""
    key = path[-1]
    if isinstance(key, int):
        return key - 1 if key else None
    return _predecessor(key, holder, path)


def _predecessor(key: str, holder: Span, path: Path) -> str | None:
    """Return the field after which `key` belongs: the nearest of those that the order puts before it."""
    rank = {name: n for n, name in enumerate(order_at(path[:-1]))}
    own = rank.get(key, len(rank))
    earlier = [name for name in holder.keys if rank.get(name, len(rank)) <= own]
    return max(earlier, key=lambda name: rank.get(name, len(rank)), default=None)


def _removed(text: str, holder: Span, path: Path) -> str:
    key, span = path[-1], holder.children[path[-1]]
    start = dash_of(text, holder, key) if isinstance(key, int) else holder.keys[key][0]
    end = line_end(text, span.end) + 1
    line = line_start(text, start)
    if isinstance(key, int) or not text[line:start].strip():
        return text[:line] + text[end:]
    # It shares the line with a dash: the next field moves up, and the remarks between them above both.
    after = list(holder.keys.values())[1][0]
    remarks = text[end : line_start(text, after)]
    return text[:line] + remarks + text[line:start] + text[after:]


def dash_of(text: str, holder: Span, number: int) -> int:
    """Return where the dash of an item stands."""
    if not number:
        return holder.start
    indent = column(text, holder.start)
    found = re.compile(rf"^ {{{indent}}}(?=-)", re.MULTILINE).search(text, holder.children[number - 1].end)
    assert found, "an item without a dash"
    return found.end()


def _in_brackets(text: str, holder: Span, step: Step) -> str:
    key = step.path[-1]
    try:
        words = "" if step.do == "remove" else flow(step.value, step.path)
    except ValueError:
        raise NeedsLines from None
    if step.do == "replace":
        old = holder.children[key]
        return text[: old.start] + words + text[old.end :]
    names = list(holder.children)
    starts = [holder.keys[name][0] if isinstance(name, str) else holder.children[name].start for name in names]
    if step.do == "insert":
        before = _before(step.path, holder)
        words = words if isinstance(key, int) else f"{inline(key, '', flow=True)}: {words}"
        if before is None:
            return f"{text[: starts[0]]}{words}, {text[starts[0] :]}"
        end = holder.children[before].end
        return f"{text[:end]}, {words}{text[end:]}"
    n = names.index(key)
    if n + 1 < len(names):
        return text[: starts[n]] + text[starts[n + 1] :]
    return text[: holder.children[names[n - 1]].end] + text[holder.children[key].end :]
