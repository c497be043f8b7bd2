"""A suspect and its mend; and the suspects among indentation, list markers, colons and spaces."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mapgen.yamldoc.lines import COMMENT, ODD_SPACES, Line

BULLETS = "－ー―—–−‐‑‒ｰ・･•●○◦▪■◆＊"
_ODD_RUN = re.compile(rf"[ \t]*([{ODD_SPACES}])[ \t{ODD_SPACES}]*")
_BULLET = re.compile(rf"([{BULLETS}]|-(?=[^\s\d-])|\*(?=[ \t]))[ \t{ODD_SPACES}]*")


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `length` characters from `column` of `line` (both from 0) by `text`."""

    line: int
    column: int
    length: int
    text: str

    def overlaps(self, other: Edit) -> bool:
        """Return whether both change the same character of their line."""
        first, second = sorted((self, other), key=lambda edit: edit.column)
        return first.column + first.length > second.column


@dataclass(frozen=True, slots=True)
class Suspect:
    """A place that is wrong, its code and facts, and the edits that say what was meant. `cut`: the rest is not read."""

    line: int
    column: int
    code: str
    facts: dict[str, object] = field(default_factory=dict)
    edits: tuple[Edit, ...] = ()
    cut: bool = False


def quoted(text: str) -> str:
    """Return the text in single quotes, where YAML has no other special characters."""
    return "'" + text.replace("'", "''") + "'"


def quote_value(row: Line, text: str) -> tuple[Edit, ...]:
    """Return the edit that puts the row's value in quotes; `text` is the part of it that is not a comment."""
    return (Edit(row.number, row.at, len(text), quoted(text)),)


def emptied(row: Line) -> tuple[Edit, ...]:
    """Return the edit that leaves nothing of the row."""
    return (Edit(row.number, 0, len(row.text), ""),)


def odd_name(char: str) -> dict[str, object]:
    """Return the facts that name a space which is not ASCII."""
    names = {"\u3000": ("全角空白", "an ideographic space"), "\u00a0": ("改行しない空白(NBSP)", "a no-break space")}
    ja, en = names.get(char, ("特殊な空白", "a special space"))
    return {"char": f"U+{ord(char):04X}", "ja": ja, "en": en}


def _expected_indent(row: Line) -> int:
    before = row.before
    if before is None:
        return 0
    return before.settled + (before.start - before.indent) + 2 if before.opens and before.key else before.settled


def directive(row: Line) -> Suspect | None:
    """Suspect `%YAML` and `%TAG`."""
    if row.before is not None or not re.match("%[A-Z]", row.text):
        return None
    return Suspect(row.number, 0, "yaml-directive", edits=emptied(row))


def empty_key(row: Line) -> Suspect | None:
    """Suspect a colon with nothing before it."""
    if row.key != "":
        return None
    return Suspect(row.number, row.colon, "empty-key", edits=emptied(row))


def indent(row: Line) -> Suspect | None:
    """Suspect spaces that are not ASCII before the text (row 28)."""
    found = _ODD_RUN.match(row.text[: row.indent])
    if not found:
        return None
    row.settled = _expected_indent(row)
    edit = Edit(row.number, 0, row.indent, " " * row.settled)
    return Suspect(row.number, found.start(1), "odd-indent", odd_name(found[1]), (edit,))


def tab(row: Line) -> Suspect | None:
    """Suspect tabs outside quotes, comments and text blocks (row 29)."""
    text = row.text
    for below, line in enumerate(row.more, row.number + 1):
        if "\t" in line:  # libyaml takes it, PyYAML's own parser does not
            return Suspect(below, line.index("\t"), "tab", {}, (Edit(below, 0, len(line), line.replace("\t", " ")),))
    if "\t" not in text:
        return None
    closed = max(row.closed or 0, row.at)
    never = closed == row.at and row.value[:1] in ('"', "'", "[", "{")
    comment = None if never else COMMENT.search(text, closed)
    end = comment.start() if comment else len(text)
    inside = range(row.at, closed) if row.value[:1] in ('"', "'") else ()
    tabs = [column for column in range(end) if text[column] == "\t" and column not in inside]
    if not tabs:
        return None
    after = [column for column in tabs if column not in range(row.indent)]
    edits = []
    if after:
        span = text[after[0] : after[-1] + 1]
        edits.append(Edit(row.number, after[0], len(span), span.replace("\t", " ")))
    if "\t" in text[: row.indent]:
        row.settled = _expected_indent(row)
        edits.append(Edit(row.number, 0, row.indent, " " * row.settled))
    return Suspect(row.number, tabs[0], "tab", {}, tuple(edits))


def list_marker(row: Line) -> Suspect | None:
    """Suspect what was meant as `- ` (row 30)."""
    found = _BULLET.match(row.text, row.indent)
    if row.dashes or not found:
        return None
    edit = Edit(row.number, row.indent, len(found[0]), "- ")
    return Suspect(row.number, row.indent, "list-marker", {"mark": found[1]}, (edit,))


def colon(row: Line) -> Suspect | None:
    """Suspect a full-width colon, or none of the space that YAML wants after a colon (rows 24-26)."""
    if row.key is None:
        return None
    mark = row.text[row.colon]
    if mark != ":":
        edit = Edit(row.number, row.colon, row.at - row.colon, ": " if row.value else ":")
        return Suspect(row.number, row.colon, "fullwidth-colon", {"key": row.key, "mark": mark}, (edit,))
    if row.at == row.colon + 1 and row.value:
        edit = Edit(row.number, row.colon + 1, 0, " ")
        return Suspect(row.number, row.colon, "missing-space", {"key": row.key}, (edit,))
    return None


def odd_space(row: Line) -> Suspect | None:
    """Suspect a space that is not ASCII before the value (row 27)."""
    dash = row.key is None and row.text.startswith("-", row.start)
    first = row.colon + 1 if row.key is not None else row.start + dash
    found = _ODD_RUN.match(row.text, first)
    if not found:
        return None
    edit = Edit(row.number, first, len(found[0]), " " if dash or row.key is not None else "")
    return Suspect(row.number, found.start(1), "odd-space", odd_name(found[1]), (edit,))
