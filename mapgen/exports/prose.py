"""Text for formats that are not pages: Markdown to plain text, and plain text to the little HTML that My Maps shows."""

from __future__ import annotations

import html
import re
import unicodedata

from mapgen.text import compose_kana

# XML 1.0, production 2 (Char), without the C1 controls, which are legal and never meant.
_NOT_XML = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_READ_AT_MOST = 6_000
_WIDER = {"&": 5, "<": 4, ">": 4, "\n": 4}
_MARKDOWN: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"<(https?://[^<>\s]+)>"), r"\1"),
    (re.compile(r"</?[A-Za-z][^<>]*>"), ""),
    (re.compile(r"\{([^{}|]+)\|[^{}|]*\}"), r"\1"),  # {漢字|かんじ}: the reading is for pages only
    (re.compile(r"!\[([^\[\]]*)\]\([^()]*\)"), r"\1"),
    (re.compile(r"\[([^\[\]]+)\]\((https?://[^()\s]+)[^()]*\)"), r"\1(\2)"),
    (re.compile(r"\[([^\[\]]+)\]\([^()]*\)"), r"\1"),
    (re.compile(r"^[ \t]*(?:[-*_][ \t]*){3,}$", re.MULTILINE), ""),
    (re.compile(r"^[ \t]{0,3}#{1,6}[ \t]+", re.MULTILINE), ""),
    (re.compile(r"^[ \t]{0,3}>[ \t]?", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*[-*+][ \t]+", re.MULTILINE), "・"),
    (re.compile(r"(?<!\\)(\*\*|__|~~)(?=\S)([^\n]*?\S)\1"), r"\2"),
    (re.compile(r"(?<![\\\w*])\*(?=\S)([^*\n]*\S)\*"), r"\1"),
    (re.compile(r"(?<!\\)`+"), ""),
    (re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~>])"), r"\1"),
    (re.compile(r"[ \t]+$", re.MULTILINE), ""),
    (re.compile(r"\n{3,}"), "\n\n"),
)


def clean(text: str) -> str:
    """Return `text` with kana composed, line ends as LF, and without the characters that XML forbids.

    Nothing else changes: whole NFC would rewrite compatibility ideographs in names.
    """
    if text.isprintable() and "\u3099" not in text and "\u309a" not in text:
        return text  # the usual case, quickly: printable text has none of what is changed here
    return compose_kana(_NOT_XML.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


def one_line(text: str) -> str:
    """Return `text` clean and on one line, each run of blanks as one space."""
    text = clean(text)
    if text.isprintable() and "  " not in text:
        return text.strip(" ")  # the usual case, quickly: printable text has no blank but the space
    return " ".join(part for part in re.split(r"[\t\n ]+", text) if part)


def plain(markdown: str) -> str:
    """Return the words of a Markdown text, with bare addresses in place of links; reads its first 6,000 characters."""
    text = clean(markdown[:_READ_AT_MOST])
    for pattern, replacement in _MARKDOWN:
        text = pattern.sub(replacement, text)
    return text.strip()


def fragment(text: str) -> str:
    """Return plain text as an HTML fragment: `& < >` escaped, line ends as `<br>`."""
    return html.escape(text, quote=False).replace("\n", "<br>")


def words(fragment: str) -> str:
    """Return a fragment's words as plain text: a line for each `<br>`, `費用: 無料` for `<b>費用</b> 無料`."""
    text = fragment.replace("<br>", "\n").replace("</b> ", ": ")
    return html.unescape(text.replace("<b>", ""))


def clipped(text: str, room: int) -> str:
    """Return plain text as an HTML fragment of at most `room` characters; a cut is marked … after a sentence."""
    if len(whole := fragment(text)) <= room:
        return whole
    end, width = 0, 1  # 1: the …
    for char in text:
        width += _WIDER.get(char, 1)
        if width > room:
            break
        end += 1
    sentence = max(text.rfind(mark, 0, end) for mark in "。\n")
    end = sentence + 1 if sentence > end // 2 else _before_joined(text, end)
    return f"{fragment(text[:end].rstrip())}…" if end > 0 else ""


def _before_joined(text: str, end: int) -> int:
    """Return where to cut, at or before `end`, without parting a character from its marks (IVS, voicing, joiners)."""
    while 0 < end < len(text) and (unicodedata.category(text[end])[0] == "M" or "\u200d" in text[end - 1 : end + 1]):
        end -= 1
    return end
