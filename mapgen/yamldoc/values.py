"""The suspects among values: what a value must not start with, hold or end on unless it is quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mapgen.yamldoc.characters import FORBIDDEN, described
from mapgen.yamldoc.lines import QUOTED, Line
from mapgen.yamldoc.marks import Edit, Suspect, quote_value, quoted

_TEMPLATE = re.compile(r"\{\{[^}]*\}{0,2}|\{%[^%]*(?:%\})?")
_DROPPED = re.compile(r"[ \t](#[^\s#].*)$")
_SMART, _SMART_END = "“”„‘’＂", "“”‘’＂\"'"
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0abtnvfre \"/\\N_LP\t])|(.)|$)")
_SHORT = {"0": "\0", "a": "\a", "b": "\b", "v": "\v", "f": "\f", "e": "\x1b", "N": "\x85", "L": "\u2028", "P": "\u2029"}
_FLOW_ITEM = re.compile(rf"{QUOTED}|[\[,{{]\s*([@%`*&!|>])|[\[,{{]\s*(#(?=[^\s#]))")
_FLOW_COLON = re.compile(rf"{QUOTED}|([^\s\[\]{{}},:\"']+):(?=[\[\]{{}},?])")
_COMMAS = re.compile(rf"{QUOTED}|([、，])")
_INNER_COLON = re.compile(r":(?=[ \t]|$)")


def template(row: Line) -> Suspect | None:
    """Suspect what a template should have filled in (row 22)."""
    found = _TEMPLATE.search(row.value)
    if not found or row.block:
        return None
    edits = () if row.value[0] in "\"'" else quote_value(row, row.plain or row.value)
    return Suspect(row.number, row.at + found.start(), "template-left", {"text": found[0]}, edits)


def hash_value(row: Line) -> Suspect | None:
    """Suspect a value that is all comment (row 18)."""
    if not re.match(r"#[^\s#]", row.value) or row.nested:
        return None
    return Suspect(row.number, row.at, "hash-value", {"text": row.value}, quote_value(row, row.value))


def dropped(row: Line) -> Suspect | None:
    """Suspect a comment that looks like text (row 19; a warning)."""
    found = _DROPPED.search(row.value) if row.plain else None
    if not found or (row.plain.isascii() and found[1].isascii()):
        return None
    return Suspect(row.number, row.at + found.start(1), "comment-dropped", {"text": found[1], "value": row.plain})


def reserved(row: Line) -> Suspect | None:
    """Suspect a value that starts with a character of YAML (rows 14-17)."""
    value = row.value
    if value[:1] in tuple("@%`*&>|!,]}") and not row.block and not re.match(r"!!\w", value):
        return Suspect(row.number, row.at, "reserved-start", {"char": value[0]}, quote_value(row, row.plain))
    return _flow_item(row, 1) if value[:1] in ("[", "{") else None


def flow_hash(row: Line) -> Suspect | None:
    """Suspect an item of `[…]` that is all comment (row 18)."""
    return _flow_item(row, 2) if row.value[:1] in ("[", "{") else None


def flow_colon(row: Line) -> Suspect | None:
    """Suspect `days:[mon]` in brackets: no space after the colon (row 26)."""
    found = (
        next((part for part in _FLOW_COLON.finditer(row.value) if part[1]), None)
        if row.value[:1] in ("[", "{")
        else None
    )
    if found is None:
        return None
    column = row.at + found.end(1)
    return Suspect(row.number, column, "missing-space", {"key": found[1]}, (Edit(row.number, column + 1, 0, " "),))


def _flow_item(row: Line, group: int) -> Suspect | None:
    """Return the first item of `[…]` that starts with a character it must not (group of `_FLOW_ITEM`)."""
    item = next((part for part in _FLOW_ITEM.finditer(row.value) if part[group]), None)
    if item is None:
        return None
    column, text = row.at + item.start(group), re.sub(r"[,\]}].*", "", row.value[item.start(group) :]).rstrip()
    edits = (Edit(row.number, column, len(text), quoted(text)),)
    if group == 2:
        return Suspect(row.number, column, "hash-value", {"text": text}, edits)
    return Suspect(row.number, column, "reserved-start", {"char": item[group]}, edits)


def inline_list(row: Line) -> Suspect | None:
    """Suspect a list that starts on the line of its key (row 20)."""
    found = re.match(r"-(?:[ \t]+(.*)|$)", row.value)
    if row.key is None or not found:
        return None
    meant = "" if row.nested else f"[{quoted(found[1] or '')}]"
    edit = Edit(row.number, row.at, len(row.value), meant)
    return Suspect(row.number, row.at, "list-on-key-line", {"key": row.key}, (edit,))


def bracket(row: Line) -> Suspect | None:
    """Suspect text after a bracket, one never closed, or full-width commas inside (rows 21, 31)."""
    value, mark = row.value, row.value[:1]
    if mark not in ("[", "{") or row.closed is None:
        return None
    if row.closed:
        tail = row.text[row.closed :].strip()
        if not tail or tail.startswith("#"):
            return _wide_comma(row)
        return Suspect(row.number, row.at, "text-after-bracket", {"char": mark}, quote_value(row, value))
    close = {"[": "]", "{": "}"}[mark]
    if (last := value[-1]) in "］｝":
        edit = Edit(row.number, row.at + value.rindex(last), len(last), close)
        return Suspect(row.number, edit.column, "fullwidth-bracket", {"text": last}, (edit,))
    edit = Edit(row.number, row.at + len(value), 0, close)
    return Suspect(row.number, row.at, "bracket-not-closed", {"char": mark, "close": close}, (edit,))


def _wide_comma(row: Line) -> Suspect | None:
    commas = [part for part in _COMMAS.finditer(row.value) if part[1]] if row.value[0] == "[" else []
    if not commas:
        return None
    column = row.at + commas[0].start()
    rest = row.value[commas[0].start() :]
    meant = _COMMAS.sub(lambda part: "," if part[1] else part[0], rest)
    return Suspect(
        row.number, column, "fullwidth-comma", {"mark": commas[0][1]}, (Edit(row.number, column, len(rest), meant),)
    )


def wide_bracket(row: Line) -> Suspect | None:
    """Suspect full-width brackets around a whole value (row 31)."""
    if not re.match(r"［.*[］\]]$|｛.*[｝}]$", row.plain):
        return None
    inner = row.plain[1:-1].translate(str.maketrans("、，", ",,"))
    meant = f"[{inner}]" if row.plain[0] == "［" and not set(inner) & set("[]{}\"'#:") else quoted(row.plain)
    edit = Edit(row.number, row.at, len(row.plain), meant)
    return Suspect(row.number, row.at, "fullwidth-bracket", {"text": row.plain[0]}, (edit,))


def open_quote(row: Line) -> Suspect | None:
    """Suspect a quote that is never closed (row 33)."""
    if row.value[:1] not in ('"', "'") or row.closed != 0:
        return None
    quote, value = row.value[0], row.value
    smart = value[-1] in _SMART
    edit = Edit(row.number, row.at, len(value), quoted(value[1:-1] if smart else value[1:]))
    return Suspect(row.number, row.at, "quote-not-closed", {"quote": quote, "above": row.number}, (edit,))


def after_quote(row: Line) -> Suspect | None:
    """Suspect text after the closing quote (row 34)."""
    if row.value[:1] not in ('"', "'") or not row.closed:
        return None
    tail = row.text[row.closed :].rstrip()
    text = tail.lstrip()
    if not text or (text.startswith("#") and text != tail):
        return None
    column = row.closed + len(tail) - len(text)
    return Suspect(
        row.number, column, "text-after-quote", {"quote": row.value[0], "text": text}, quote_value(row, row.value)
    )


def _escapes(row: Line) -> Iterator[tuple[int, re.Match[str], str | None]]:
    if "\\" in row.value and row.value[0] in '"[{':
        for part in re.finditer(r'"(?:[^"\\]|\\.)*"', row.value):
            for found in _ESCAPE.finditer(part[0]):
                number = found[1] or found[2] or found[3]
                char = chr(int(number, 16)) if number and int(number, 16) <= 0x10FFFF else _SHORT.get(found[4])
                yield row.at + part.start() + found.start(), found, char


def escaped_character(row: Line) -> Suspect | None:
    """Suspect an escape that stands for a forbidden character (row 41)."""
    for column, found, char in _escapes(row):
        if char is not None and FORBIDDEN.match(char):
            edit = Edit(row.number, column, len(found[0]), "?")
            return Suspect(row.number, column, "forbidden-escape", {"escape": found[0], **described(char)}, (edit,))
    return None


def backslash(row: Line) -> Suspect | None:
    """Suspect an escape that YAML does not know (row 35)."""
    for column, found, char in _escapes(row):
        if found[4] is None and char is None:
            inner = row.text[row.at + 1 : row.closed - 1] if row.closed and row.value[0] == '"' else None
            edits = (
                quote_value(row, row.value)
                if inner is None
                else (Edit(row.number, row.at, len(inner) + 2, quoted(inner)),)
            )
            return Suspect(row.number, column, "backslash", {"escape": found[0]}, edits)
    return None


def smart_quotes(row: Line) -> Suspect | None:
    """Suspect typographic quotes around a whole value (row 32; a warning)."""
    text = row.plain
    if text[:1] not in tuple(_SMART):
        return None
    inner = text[1:-1] if text[-1] in _SMART_END else text[1:]
    # “ひろば”の会 is a name in good typography; “ひろば” alone was meant as YAML's quotes.
    if any(char in _SMART for char in inner):
        return None
    return Suspect(row.number, row.at, "smart-quotes", {"mark": text[0], "text": inner})


def colon_inside(row: Line) -> Suspect | None:
    """Suspect a second colon with a space in a plain value (row 23)."""
    found = _INNER_COLON.search(row.plain)
    if row.key is None or not found:
        return None
    return Suspect(
        row.number, row.at + found.start(), "colon-in-value", {"text": row.plain}, quote_value(row, row.plain)
    )
