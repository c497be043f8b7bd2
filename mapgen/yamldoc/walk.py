"""The parser's events as a tree; all that YAML can do and a resource map must not is reported on the way.

Events, not nodes: composing recurses in C (100 KB of `[` kill the process), and follows aliases and merge keys (496
bytes take 24 s; yaml/pyyaml#235). Here nothing is expanded, and the walk ends at the first event beyond a limit.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from mapgen.problems import Problem, Where
from mapgen.text import compose_kana, fold_width
from mapgen.yamldoc.tree import Mapping, Node, Scalar, Sequence

_WIDE_COMMA = re.compile("[、，]")

Place = Callable[[int, int], Where]


class Limits(NamedTuple):
    """How much of a file is read at most: bytes, parser events, levels of nesting."""

    size: int = 256 * 1024
    events: int = 5_000
    depth: int = 8


class Walked:
    """What a walk found. `root` is None unless the whole file is one mapping.

    `error` is where the parser gave up (line and column from 0); `spread` are the plain texts over several lines;
    `unsure`: a quoted text runs over several lines, perhaps because its end is missing.
    """

    __slots__ = ("error", "faults", "root", "spread", "stopped", "unsure")

    def __init__(self) -> None:
        self.root: Mapping | None = None
        self.faults: list[Problem] = []
        self.error: tuple[int, int] | None = None
        self.spread: list[tuple[int, int]] = []
        self.stopped = False
        self.unsure = False

    @property
    def broken(self) -> bool:
        """Return whether the file does not say what was meant, so that its lines must be examined."""
        return self.error is not None or bool(self.spread) or any(fault.code == "not-fields" for fault in self.faults)


class _LimitReached(Exception):  # noqa: N818 - it says that enough is read, not that something failed
    """A limit is reached: read no further."""


@cache
def _yaml() -> Any:
    import yaml  # 30 ms: nothing that needs no YAML waits for it

    return yaml


def _parser(text: str) -> Any:
    """Return libyaml's parser, or the 7 times slower one in Python where PyYAML came without it."""
    fast = getattr(_yaml(), "CSafeLoader", None)
    return fast(text) if fast else _slow_parser()(text)


@cache
def _slow_parser() -> Any:
    # PyYAML 6.0.3 in Python ends a plain text in […] or {…} at any `?` (a URL's query); libyaml 0.2.5 does not.
    mark = "\U0010ff00"
    yaml = _yaml()

    class SlowParser(yaml.SafeLoader):  # type: ignore[misc, name-defined]
        def __init__(self, text: str) -> None:
            super().__init__(re.sub(r"(?<=[^\s\[\]{},])\?", mark, text))

        def get_event(self) -> Any:
            try:
                event = super().get_event()
            except ValueError as error:  # chr(0x110000): "\\U00110000"
                raise yaml.MarkedYAMLError(problem_mark=self.get_mark()) from error
            if isinstance(event, yaml.ScalarEvent):
                event.value = event.value.replace(mark, "?")
            return event

    return SlowParser


def walk(text: str, place: Place, limits: Limits) -> Walked:
    """Return what the parser makes of the text; `place` turns its lines and columns (from 0) into those of the file."""
    walked = Walked()
    yaml = _yaml()
    try:
        _Walk(_parser(text), text, place, limits, walked, yaml).document()
    except _LimitReached:
        walked.stopped = True
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        walked.error = (mark.line, mark.column) if mark else (0, 0)
    return walked


class _Walk:
    def __init__(self, parser: Any, text: str, place: Place, limits: Limits, walked: Walked, yaml: Any) -> None:
        self.get = parser.get_event
        self.text, self.place, self.limits, self.walked = text, place, limits, walked
        self.count = 0
        self.compose = "\u3099" in text or "\u309a" in text
        self.scalar, self.alias, self.stream_end = yaml.ScalarEvent, yaml.AliasEvent, yaml.StreamEndEvent
        self.mapping, self.mapping_end = yaml.MappingStartEvent, yaml.MappingEndEvent
        self.sequence_end = yaml.SequenceEndEvent

    def document(self) -> None:
        self.get()
        start = self.get()
        if isinstance(start, self.stream_end):
            self.fault((0, 0), "empty-file")
            return
        root = self.node(self.get(), 1)
        if isinstance(root, Mapping):
            self.walked.root = root
        elif isinstance(root, Scalar) and not root.text:
            self.fault((0, 0), "empty-file")
        else:
            self.walked.spread.clear()
            self.walked.faults.append(Problem(root.where, "not-fields"))
        self.get()
        after = self.get()
        if not isinstance(after, self.stream_end):
            self.fault((after.start_mark.line, after.start_mark.column), "second-document")

    def fault(self, at: tuple[int, int], code: str, /, **facts: object) -> None:
        self.walked.faults.append(Problem(self.place(*at), code, facts))

    def node(self, event: Any, depth: int) -> Node:
        self.count += 1
        mark = event.start_mark
        if self.count > self.limits.events:
            self.stop(mark, "too-many-values", limit=self.limits.events)
        kind = type(event)
        if kind is self.scalar:
            return self.text_of(event)
        if kind is self.alias:
            self.fault((mark.line, mark.column), "reserved-start", char="*")
            return Scalar("*" + event.anchor, self.place(mark.line, mark.column), True)
        if event.anchor is not None or event.tag is not None:
            self.dressed(event)
        if depth > self.limits.depth:
            self.stop(mark, "nested-too-deep", limit=self.limits.depth)
        where = self.place(mark.line, mark.column)
        return self.fields(event, where, depth) if kind is self.mapping else self.items(event, where, depth)

    def stop(self, mark: Any, code: str, /, **facts: object) -> None:
        self.fault((mark.line, mark.column), code, **facts)
        raise _LimitReached

    def text_of(self, event: Any) -> Scalar:
        text, plain, mark, end = event.value, not event.style, event.start_mark, event.end_mark
        if mark.line != end.line:
            if plain:
                self.walked.spread.append((mark.line, mark.column))
            elif event.style in ("'", '"'):
                self.walked.unsure = True
        if event.anchor is not None or event.tag is not None:
            self.dressed(event)
            if not text:
                text = self.text[mark.index : end.index]
        if self.compose:
            text = compose_kana(text)
        return Scalar(text, self.place(mark.line, mark.column), plain)

    def dressed(self, event: Any) -> None:
        """Report an anchor or a tag."""
        mark = event.start_mark
        if event.anchor is not None:
            self.fault((mark.line, mark.column), "reserved-start", char="&")
        if event.tag is not None:
            typed = self.text.startswith("!!", mark.index) or event.anchor is not None
            code, facts = ("yaml-tag", {}) if typed else ("reserved-start", {"char": "!"})
            self.fault((mark.line, mark.column), code, **facts)

    def items(self, event: Any, where: Where, depth: int) -> Sequence:
        items: list[Node] = []
        flow = event.flow_style
        while type(event := self.get()) is not self.sequence_end:
            item = self.node(event, depth + 1)
            if flow and type(item) is Scalar and item.plain and _WIDE_COMMA.search(item.text):
                items += self.split(event, item.text)
            else:
                items.append(item)
        return Sequence(tuple(items), where)

    def split(self, event: Any, text: str) -> Iterator[Scalar]:
        """Yield the items of `[高齢者、子ども]`, which YAML reads as one text, and report the first wrong comma."""
        line, column = event.start_mark.line, event.start_mark.column
        found = _WIDE_COMMA.search(text)
        assert found
        self.fault((line, column + found.start()), "fullwidth-comma", mark=found[0])
        for part in re.finditer("[^、，]+", text):
            yield Scalar(part[0].strip(), self.place(line, column + part.start()), True)

    def fields(self, start: Any, where: Where, depth: int) -> Mapping:
        entries: dict[str, Node] = {}
        keys: dict[str, Where] = {}
        folded: dict[str, Where] = {}
        while type(event := self.get()) is not self.mapping_end:
            self.count += 1
            key, place = self.key(event, depth)
            value = self.node(self.get(), depth + 1)
            if start.flow_style and ":" in key and type(value) is Scalar and value.plain and not value.text:
                key, value = self.unspaced(event, key)
            name = key if key.isascii() else fold_width(key)
            if (first := folded.get(name)) is not None:
                self.walked.faults.append(
                    Problem(place, "key-twice", {"key": key, "first": first.line, "second": place.line})
                )
            elif key:
                folded[name], entries[key], keys[key] = place, value, place
        return Mapping(entries, keys, where)

    def key(self, event: Any, depth: int) -> tuple[str, Where]:
        """Return a key and its place; an empty text, with a problem, for what cannot be one."""
        mark = event.start_mark
        line, column = mark.line, mark.column
        place = self.place(line, column)
        if type(event) is not self.scalar:
            self.node(event, depth + 1)
            self.fault((line, column), "complex-key")
            return "", place
        key: str = event.value
        if event.anchor is not None or event.tag is not None:
            self.dressed(event)
        if line != event.end_mark.line:
            self.walked.spread.append((line, column))
        if key == "<<" and not event.style:
            self.fault((line, column), "merge-key")
            return "", place
        if not key:
            self.fault((line, column), "empty-key")
        elif not key.isascii() and any(map(unicodedata.combining, key)):
            self.fault((line, column), "key-decomposed", key=key)
            return "", place
        return key, place

    def unspaced(self, event: Any, key: str) -> tuple[str, Scalar]:
        """Return key and value of `{tel:046-…}`, which YAML reads as one key without a value."""
        name, _, text = key.partition(":")
        line, column = event.start_mark.line, event.start_mark.column + len(name)
        self.fault((line, column), "missing-space", key=name)
        return name, Scalar(text, self.place(line, column + 1), True)
