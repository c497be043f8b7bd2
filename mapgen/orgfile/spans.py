"""Where every value of a file begins and ends: the only use of ruamel.yaml, whose nodes know their ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

_BLOCK_HEAD = re.compile(r"[|>][-+0-9]*")


@dataclass(slots=True)
class Span:
    """A value from `start` up to `end`: the end of its last line, without what only separates it from the next.

    `flow`: in brackets; `block`: a text of several lines after `|` or `>`. `keys` are the places of the names of its
    fields, `children` their values or the items of a list.
    """

    start: int
    end: int
    flow: bool = False
    block: bool = False
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)
    children: dict[str | int, Span] = field(default_factory=dict)

    def at(self, path: Sequence[str | int]) -> Span:
        """Return the value that `path` leads to. Raises KeyError."""
        found = self
        for part in path:
            found = found.children[part]
        return found

    @property
    def last(self) -> Span:
        """Return the last of its values."""
        return next(reversed(self.children.values()))


def spans_of(text: str) -> Span | None:
    """Return the root of a file that `yamldoc` has read without an error; None where ruamel.yaml cannot read it."""
    from ruamel.yaml import YAML  # 50 ms: only what changes files waits for it
    from ruamel.yaml.error import YAMLError

    try:
        return _span(YAML(typ="safe", pure=True).compose(text), text)
    except YAMLError:
        return None


def _span(node: Any, text: str) -> Span:
    start, end = node.start_mark.index, node.end_mark.index
    if not isinstance(node.value, list):
        block = node.style in ("|", ">")
        return Span(start, _block_end(text, start, end) if block else end, block=block)
    found = Span(start, end, flow=bool(node.flow_style))
    for n, child in enumerate(node.value):
        if isinstance(child, tuple):
            key, value = child
            found.keys[key.value] = key.start_mark.index, key.end_mark.index
            found.children[key.value] = _span(value, text)
        else:
            found.children[n] = _span(child, text)
    if found.children and not found.flow:
        found.end = found.last.end
    return found


def _block_end(text: str, start: int, end: int) -> int:
    """Return the end of the last line of a block of text; empty lines after it count where its head keeps them (+)."""
    head = _BLOCK_HEAD.match(text, start)
    if head and "+" in head[0]:
        return max(end - 1, start)
    said = len(text[:end].rstrip(" \n"))
    return line_end(text, max(said, start))


def line_start(text: str, index: int) -> int:
    """Return where the line of `index` begins."""
    return text.rfind("\n", 0, index) + 1


def line_end(text: str, index: int) -> int:
    """Return where the line of `index` ends: at its line feed."""
    found = text.find("\n", index)
    return len(text) if found < 0 else found


def column(text: str, index: int) -> int:
    """Return how far into its line `index` is."""
    return index - line_start(text, index)
