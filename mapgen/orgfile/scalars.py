"""One text as YAML: bare where every reader takes it as it is, else in quotes, else as a block of lines."""

from __future__ import annotations

import re
from datetime import date, time

from mapgen.yamldoc.characters import FORBIDDEN
from mapgen.yamldoc.lines import ODD_SPACES, WIDE_COLONS

# What YAML 1.1 (PyYAML) or 1.2 (ruamel.yaml) takes for something else than text: no, 046, 9:30, 2025-03-31, 1e3 …
_NOT_TEXT = re.compile(
    r"""(?xi) ~ | null | true | false | yes | no | on | off | y | n | = | <<
    | [-+]? 0b [01_]+ | [-+]? 0x [0-9a-f_]+ | [-+]? 0o [0-7_]+
    | [-+]? [0-9_]* \.? [0-9_]* (?: e [-+]? [0-9]+ )?
    | [-+]? [0-9][0-9_]* (?: : [0-5]?[0-9] )+ (?: \. [0-9_]* )?
    | [-+]? \.inf | \.nan
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2} (?: (?:t|[ \t]+) [0-9].* )?""",
)
_START = re.compile(rf"[-?:,\[\]{{}}#&*!|>'\"%@`“”‘’„＂［｛{ODD_SPACES}\s]")
_INSIDE = re.compile(r":(?=[\s]|$)|[ \t]#|[\t\n]|\s$")
# In […] and {…} more is special, and our reader looks closer.
_IN_FLOW = re.compile(r"[,\[\]{}:?'\"、，\\#]")
# After a dash our reader sees `name:みほん` as a field without its space.
_IN_ITEM = re.compile(f"[:{WIDE_COLONS}]")
_TEMPLATE = re.compile(r"\{\{|\{%")
# Fields that hold a day, a time or a number: written bare, whatever another reader makes of them.
BARE = {"open", "close", "on", "until", "date", "publish_agreed", "closed", "lat", "lon", "from", "to", "nth"}
_BARE_TEXT = re.compile(r"[0-9]+([:.-][0-9]+)*")


def text_of(value: object) -> str:
    """Return a value as the text that its field reads: `9:30`, `2025-03-31`, degrees with 6 decimals.

    Line ends become LF; characters that the reader refuses, since nobody can see them, are left out.
    """
    if isinstance(value, time):
        return f"{value.hour}:{value.minute:02d}"
    if isinstance(value, float):
        return f"{value:.6f}"
    text = value.isoformat() if isinstance(value, date) else str(value)
    return FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def inline(text: str, field: str, *, flow: bool = False, item: bool = False) -> str | None:
    """Return the text of a field on one line, None where only a block of lines can hold it.

    `flow`: it stands in brackets; `item`: after the dash of a list.
    """
    if field in BARE and _BARE_TEXT.fullmatch(text):
        return text
    if not text.strip(" \t\n"):
        return '"' + text.replace("\n", "\\n").replace("\t", "\\t") + '"' if text.strip(" ") else f"'{text}'"
    if "\n" in text or _TEMPLATE.search(text) or (flow and "\t" in text):
        return None
    special = _NOT_TEXT.fullmatch(text) or _START.match(text) or _INSIDE.search(text)
    if special or (flow and _IN_FLOW.search(text)) or (item and _IN_ITEM.search(text)):
        return "'" + text.replace("'", "''") + "'"
    return text


def block(text: str, indent: int) -> tuple[str, list[str]]:
    """Return the head (`|`, `|-`, `|2+` …) and the lines of a text as a literal block, indented by `indent`."""
    body = text.rstrip("\n")
    ends = len(text) - len(body)
    given = "2" if text[0] in " \t\n" else ""  # else the first line says how far in the text stands
    lines = [" " * indent + line if line else "" for line in body.split("\n")]
    return f"|{given}{('-', '', '+')[min(ends, 2)]}", lines + [""] * (ends - 1)
