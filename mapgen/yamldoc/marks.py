"""A suspect and its mend; and the suspects among indentation, list markers, colons and spaces."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mapgen.yamldoc.lines import ODD_SPACES, Line

BULLETS = "－ー―—–−‐‑‒ｰ・･•●○◦▪■◆＊"
_ODD = re.compile(f"[{ODD_SPACES}]")
_ODD_RUN = re.compile(rf"[ \t]*[{ODD_SPACES}][ \t{ODD_SPACES}]*")
_BULLET = re.compile(rf"([{BULLETS}]|-(?=[^\s\d-])|\*(?=[ \t]))[ \t{ODD_SPACES}]*")
_COMMENT = re.compile(r"[ \t]#")


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `length` characters from `column` of `line` (both from 0) by `text`."""

    line: int
    column: int
    length: int
    text: str

    def overlaps(self, other: Edit) -> bool:
        """Return whether both change the same character."""
        first, second = sorted((self, other), key=lambda edit: edit.column)
        return self.line == other.line and first.column + first.length > second.column


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
    return Suspect(row.number, 0, "yaml-directive", {}, (Edit(row.number, 0, len(row.text), ""),))


def empty_key(row: Line) -> Suspect | None:
    """Suspect a colon with nothing before it."""
    if row.key != "":
        return None
    edit = Edit(row.number, row.indent, len(row.text) - row.indent, "")
    return Suspect(row.number, row.colon, "empty-key", {}, (edit,))


def indent(row: Line) -> Suspect | None:
    """Suspect spaces that are not ASCII before the text (row 28)."""
    lead = row.text[: row.indent]
    found = _ODD.search(lead)
    if not found:
        return None
    row.settled = _expected_indent(row)
    blank = row.indent == len(row.text)
    edit = Edit(row.number, 0, row.indent, "" if blank else " " * row.settled)
    return Suspect(row.number, found.start(), "odd-indent", odd_name(found[0]), (edit,))


def tab(row: Line) -> Suspect | None:
    """Suspect tabs outside quotes, comments and text blocks (row 29)."""
    text = row.text
    for below, line in enumerate(row.more, row.number + 1):
        if "\t" in line:  # libyaml takes it, PyYAML's own parser does not
            return Suspect(below, line.index("\t"), "tab", {}, (Edit(below, 0, len(line), line.replace("\t", " ")),))
    if "\t" not in text:
        return None
    closed = row.closed if row.closed and row.closed > 0 else row.at
    comment = _COMMENT.search(text, closed)
    end = comment.start() + 1 if comment and row.value[:1] not in "\"'[{" else len(text)
    inside = range(row.at, closed) if row.value[:1] in ('"', "'") else range(0)
    tabs = [column for column in range(end) if text[column] == "\t" and column not in inside]
    if not tabs:
        return None
    after = [column for column in tabs if column >= row.indent]
    edits = []
    if after:
        span = text[after[0] : after[-1] + 1]
        edits.append(Edit(row.number, after[0], len(span), span.replace("\t", " ")))
    if tabs[0] < row.indent:
        row.settled = _expected_indent(row)
        edits.append(Edit(row.number, 0, row.indent, "" if row.indent == len(text) else " " * row.settled))
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
    if row.colon < 0:
        return None
    mark = row.text[row.colon]
    if mark != ":":
        edit = Edit(row.number, row.colon, row.at - row.colon, ": " if row.value else ":")
        return Suspect(row.number, row.colon, "fullwidth-colon", {"key": row.key, "mark": mark}, (edit,))
    if not row.gap and row.value:
        edit = Edit(row.number, row.colon + 1, 0, " ")
        return Suspect(row.number, row.colon, "missing-space", {"key": row.key}, (edit,))
    return None


def odd_space(row: Line) -> Suspect | None:
    """Suspect a space that is not ASCII before the value (row 27)."""
    first = row.colon + 1 if row.colon >= 0 else row.start
    if row.colon < 0 and row.text[row.start : row.start + 1] == "-":
        first += 1
    found = _ODD_RUN.match(row.text, first)
    if not found:
        return None
    column = next(n for n in range(found.start(), found.end()) if _ODD.match(row.text[n]))
    text = " " if row.colon >= 0 or row.text[first - 1 : first] == "-" else ""
    edit = Edit(row.number, found.start(), len(found[0]), text)
    return Suspect(row.number, column, "odd-space", odd_name(row.text[column]), (edit,))
