"""A file in the one form that all have: the order of its fields, two spaces further in, quotes only where needed.

Lists and small fields stay in brackets, or on lines of their own, as somebody wrote them; so do comments beside, above
and below what they are about, and single empty lines. What the file says never changes, or it is left as it is.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

from mapgen.orgfile.editing import BOM, EditError, data_of
from mapgen.orgfile.order import Path, ordered
from mapgen.orgfile.remarks import Remarks, comments_in, remarks_of
from mapgen.orgfile.scalars import block, inline
from mapgen.orgfile.spans import Span, spans_of
from mapgen.orgfile.writing import LONGEST_FLOW, field_of, flow

# Each line with whether it is part of a text, where empty ones count.
Lines = list[tuple[bool, str]]

_STEP = 2
_GAP = 2


def formatted(text: str) -> str:
    """Return the text of a file in its form. Line ends and a byte order mark stay; the last line ends.

    Raises EditError where the file has an error, or is written in a way that this program cannot take apart.
    """
    bom = BOM if text.startswith(BOM) else ""
    line_end = "\r\n" if "\r\n" in text else "\n"
    plain = text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")
    data, root = data_of(plain), spans_of(plain)
    if root is None or not root.children:
        raise EditError("the file is written in a way that cannot be changed by itself")
    lines = _Printer(plain, root, remarks_of(plain, root)).file(data)
    result = "".join(f"{line}\n" for line in lines)
    if data_of(result) != data or comments_of(result) != comments_of(plain, root):
        raise EditError("the file cannot be put in order without changing what it says")
    return bom + result.replace("\n", line_end)


def comments_of(text: str, root: Span | None = None) -> Counter[str]:
    """Return the comments of a file, each with how often it is there."""
    found = root or spans_of(text)
    return Counter(comment.text for comment in comments_in(text, found) if comment.text) if found else Counter()


class _Printer:
    """The lines of a file, from what it says and how it said it."""

    def __init__(self, text: str, root: Span, remarks: Remarks) -> None:
        self.text = text
        self.root = root
        self.remarks = remarks

    def file(self, data: dict[str, Any]) -> list[str]:
        """Return the lines of the file: of empty ones that are in no text never two in a row, and none at the ends."""
        kept: list[tuple[bool, str]] = []
        for spoken, line in [*((False, line) for line in self.remarks.head), *self.fields(data, (), 0)]:
            if spoken or line or (kept and kept[-1][1]):
                kept.append((spoken, line))
        while kept[-1] == (False, ""):
            kept.pop()
        return [line for _, line in kept]

    def fields(self, data: dict[str, Any], path: Path, indent: int, *, first: bool = False) -> Lines:
        """Return the lines of fields; with `first` the first of them stands beside a dash."""
        lines: Lines = []
        for n, (key, value) in enumerate(ordered(data, path).items()):
            here = (*path, key)
            if n or not first:
                lines += self.above(here, indent)
            name = inline(key, "") if key != "on" else key
            lines += self.value(f"{' ' * indent}{name}:", value, here, indent)
        return lines + self.below(path, indent)

    def items(self, values: list[Any], path: Path, indent: int) -> Lines:
        """Return the lines of a list."""
        lines: Lines = []
        for n, value in enumerate(values):
            here = (*path, n)
            lines += self.above(here, indent)
            mark = f"{' ' * indent}-"
            if isinstance(value, dict) and self.on_lines(value, here):
                lines += self.item(mark, value, here, indent)
            else:
                lines += self.value(mark, value, here, indent)
        return lines + self.below(path, indent)

    def item(self, mark: str, value: dict[str, Any], path: Path, indent: int) -> Lines:
        """Return an item that has fields: the first of them shares the line of the dash."""
        above = [(False, f"{' ' * indent}{self.remarks.beside[path].text}")] if path in self.remarks.beside else []
        above += self.above((*path, next(iter(ordered(value, path)))), indent)
        (_, first), *rest = self.fields(value, path, indent + _STEP, first=True)
        return [*above, (False, f"{mark} {first.lstrip(' ')}"), *rest]

    def value(self, start: str, value: Any, path: Path, indent: int) -> Lines:
        """Return the lines of a value whose key or dash is `start`."""
        if not isinstance(value, dict | list):
            line = inline(value, field_of(path), item=isinstance(path[-1], int))
            head, below = (line, []) if line is not None else block(value, indent + _STEP)
            return [(False, self.beside(f"{start} {head}", path)), *((True, each) for each in below)]
        if not self.on_lines(value, path):
            return [(False, self.beside(f"{start} {flow(value, path)}", path))]
        inner = indent + _STEP
        lines = self.fields(value, path, inner) if isinstance(value, dict) else self.items(value, path, inner)
        return [(False, self.beside(start, path)), *lines]

    def on_lines(self, value: dict[str, Any] | list[Any], path: Path) -> bool:
        """Return whether fields or items have lines of their own: as written, or where brackets have no room."""
        span = self.root.at(path)
        if not value or not span.flow:
            return bool(value)
        if path in self.remarks.broken:
            return True
        try:
            line = flow(value, path)
        except ValueError:
            return True
        return len(line) > LONGEST_FLOW and "\n" in self.text[span.start : span.end]

    def above(self, path: Path, indent: int) -> Lines:
        """Return the comments and empty lines above a field or item."""
        return [(False, f"{' ' * indent}{text}" if text else "") for text in self.remarks.above.get(path, ())]

    def below(self, path: Path, indent: int) -> Lines:
        """Return the comments and empty lines at the end of a block."""
        return [(False, f"{' ' * indent}{text}" if text else "") for text in self.remarks.below.get(path, ())]

    def beside(self, line: str, path: Path) -> str:
        """Return the line with the comment beside it, in its old column if there is room."""
        comment = self.remarks.beside.get(path)
        return f"{line}{' ' * max(_GAP, comment.column - len(line))}{comment.text}" if comment else line
