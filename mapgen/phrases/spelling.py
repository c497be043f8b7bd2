"""One spelling for what people type in many widths, letter for letter, so that a place in it is a place in the text."""

from __future__ import annotations

import re

from mapgen.address.spelling import DASHES

_SAME = (
    {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
    | dict.fromkeys(map(ord, DASHES), "-")
    | dict.fromkeys(map(ord, "~\uff5e\u223c\u02dc"), "〜")
    | dict.fromkeys(map(ord, "\u3000\u00a0\t"), " ")
    | dict.fromkeys(map(ord, ",\uff0c\uff64"), "、")
    | dict.fromkeys(map(ord, "\uff65\u00b7"), "・")
)


def even(text: str) -> str:
    """Return the text in half width with one sign for each dash, tilde, comma and space; as long as `text`."""
    return text.translate(_SAME)


def listed(text: str) -> list[str]:
    """Return what a list names: `a、b`, `a / b`, a line each; trimmed, none empty."""
    return [item for part in re.split(r"[、,\uff0c/\n]", text) if (item := part.strip())]
