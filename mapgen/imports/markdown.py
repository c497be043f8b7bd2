"""Words from outside as Markdown that shows exactly these words: nothing in them becomes a link or a heading."""

from __future__ import annotations

import re

# What exports take for a tag, a comment or a reading, over lines too. Since no backslash helps, it is written in full
# width.
_TAG = re.compile(r"<(?=/?[A-Za-z][^<>]*>|!--.*?-->)", re.DOTALL)
_RUBY = re.compile(r"\{([^{}|]+)\|([^{}|]*)\}")
_MARKS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\\(?=[\\`*_{}\[\]()#+\-.!|~>])|[*`]"), r"\\\g<0>"),
    (re.compile(r"_(?=_)|(?<=_)_|(?<![^\W_])_|_(?![^\W_])"), r"\\_"),
    (re.compile(r"(?<=\])[(\[]"), r"\\\g<0>"),
    (re.compile(r"^\[(?=[^\]\n]*\]:)"), r"\\["),
    (re.compile(r"^#|^>|^[+-](?= )|^-(?=[-_* ]*$)"), r"\\\g<0>"),
)
_ITEM = "・"


def as_markdown(text: str, *, joined: bool = False) -> str:
    """Return a text as Markdown, a paragraph for each line and a list of lines that begin with ・.

    `joined` leaves lines as they are: where they were broken in Markdown itself, they are one paragraph on the page.
    """
    lines = [line.strip(" \t") for line in text.strip().split("\n")]
    made: list[str] = []
    for before, line in zip(["", *lines[:-1]], lines, strict=True):
        listed = line.startswith(_ITEM) and line != _ITEM
        apart = before and line and (listed != before.startswith(_ITEM) or not (listed or joined))
        made += [""] * bool(apart)
        made.append(f"- {_escaped(line[1:].lstrip())}" if listed else _escaped(line))
    return "\n".join(made)


def without_markup(text: str) -> str:
    """Return a whole description in which nothing is a tag, a comment or `{word|reading}`."""
    return _RUBY.sub(r"{\1｜\2}", _TAG.sub("＜", text))


def _escaped(line: str) -> str:
    for pattern, replacement in _MARKS:
        line = pattern.sub(replacement, line)
    return line
