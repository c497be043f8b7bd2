"""Where the comments of a file are, and what each is about: the field or item below it, beside it, or a block."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from mapgen.orgfile.order import Path
from mapgen.orgfile.spans import Span, column, line_end
from mapgen.orgfile.splicing import dash_of


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment as written, from its `#`; or an empty line, which has no text. `alone`: nothing else is on its line."""

    start: int
    column: int
    text: str
    alone: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A field or an item that begins at `start`; what is in brackets has none, unless a comment is in them too."""

    start: int
    column: int
    path: Path


@dataclass(slots=True)
class Remarks:
    """The comments of a file. `above` and `beside` by the path of a field or item, `below` at the end of a block.

    `broken` are the lists and fields in brackets with comments in them: they need lines of their own.
    """

    head: list[str] = field(default_factory=list)
    above: dict[Path, list[str]] = field(default_factory=dict)
    beside: dict[Path, Comment] = field(default_factory=dict)
    below: dict[Path, list[str]] = field(default_factory=dict)
    broken: set[Path] = field(default_factory=set)


def comments_in(text: str, root: Span) -> Iterator[Comment]:
    """Yield every comment and every empty line that is not part of a value."""
    spoken = sorted(_spoken(text, root))
    starts = [start for start, _ in spoken]
    position = 0
    while position < len(text):
        end = line_end(text, position)
        n = bisect_left(starts, position + 1)
        inside = n > 0 and spoken[n - 1][1] > position
        if not inside and not text[position:end].strip():
            yield Comment(position, 0, "", alone=True)
        elif (mark := _mark(text, position, end, starts, spoken)) is not None:
            before = text[position:mark]
            yield Comment(mark, len(before), text[mark:end].rstrip(), alone=not before.strip())
        position = end + 1


def _mark(text: str, start: int, end: int, starts: list[int], spoken: list[tuple[int, int]]) -> int | None:
    """Return where the comment of a line begins."""
    mark = text.find("#", start, end)
    while mark >= 0:
        n = bisect_left(starts, mark + 1)
        if n and spoken[n - 1][1] > mark:
            mark = text.find("#", min(spoken[n - 1][1], end), end)
        elif mark == start or text[mark - 1] in " \t":
            return mark
        else:
            mark = text.find("#", mark + 1, end)
    return None


def _spoken(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """Yield what no comment can be in: names and texts; of a block of text its lines, not its head."""
    yield from span.keys.values()
    for child in span.children.values():
        yield from _spoken(text, child)
    if span.block:
        yield line_end(text, span.start), span.end
    elif not span.children and not span.flow:
        yield span.start, span.end


def remarks_of(text: str, root: Span) -> Remarks:
    """Return every comment of a file with what it is about."""
    found = Remarks()
    comments = list(comments_in(text, root))
    _find_broken(root, (), [comment.start for comment in comments if comment.text], found)
    entries = sorted(_entries(text, root, (), found.broken), key=lambda entry: entry.start)
    starts = [entry.start for entry in entries]
    first = comments[: next((n for n, c in enumerate(comments) if c.start > starts[0]), len(comments))]
    gap = max((n for n, comment in enumerate(first) if not comment.text), default=len(first) - 1)
    found.head = [comment.text for comment in first[: gap + 1]]
    for n, comment in enumerate(comments):
        if n > gap:
            at = bisect_left(starts, comment.start)
            if comment.alone:
                _place(comment, comments[n:], entries[:at], entries[at:], found)
            else:
                _place_beside(comment, entries[at - 1], root, found)
    return found


def _find_broken(span: Span, path: Path, comments: list[int], found: Remarks) -> None:
    n = bisect_left(comments, span.start)
    if span.flow and n < len(comments) and comments[n] < span.end:
        found.broken.add(path)
    for key, child in span.children.items():
        _find_broken(child, (*path, key), comments, found)


def _entries(text: str, span: Span, path: Path, broken: set[Path]) -> Iterator[Entry]:
    if span.flow and path not in broken:
        return
    for key, child in span.children.items():
        begins = child.start if span.flow else dash_of(text, span, key) if isinstance(key, int) else 0
        start = span.keys[key][0] if isinstance(key, str) else begins
        yield Entry(start, column(text, start), (*path, key))
        yield from _entries(text, child, (*path, key), broken)


def _place(comment: Comment, rest: list[Comment], before: list[Entry], after: list[Entry], found: Remarks) -> None:
    """Put a comment on its own line above what follows; one that stands further in is the end of the block before."""
    following = after[0].start if after else None
    said = next((c for c in rest if c.text and c.alone and (following is None or c.start < following)), None)
    if said is None:  # empty lines before a field
        if after:
            found.above.setdefault(after[0].path, []).append("")
        return
    block = _block_of(said.column, before, after[0].column if after else -1)
    if block is None:
        found.above.setdefault(after[0].path, []).append(comment.text)
    else:
        found.below.setdefault(block, []).append(comment.text)


def _block_of(indent: int, before: list[Entry], following: int) -> Path | None:
    """Return the innermost open block that a comment at `indent` may be in, None where it belongs to what follows."""
    if not before:
        return None
    last = before[-1].path
    columns = {entry.path: entry.column for entry in before if entry.path == last[: len(entry.path)]}
    fitting = [path for path, at in columns.items() if following < at <= indent]
    return max(fitting, key=len)[:-1] if fitting else (() if following < 0 else None)


def _place_beside(comment: Comment, entry: Entry, root: Span, found: Remarks) -> None:
    """Put a comment beside the field or item on its line; a second one of the same goes above it."""
    path = entry.path
    while len(path) > 1 and root.at(path[:-1]).flow and root.at(path[:-1]).end <= comment.start:
        path = path[:-1]
    if path in found.beside:
        found.above.setdefault(path, []).append(comment.text)
    else:
        found.beside[path] = comment
