"""Summary and description of a draft: the words of the placemark, and whatever no field could take."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mapgen.imports.markdown import as_markdown, without_markup
from mapgen.imports.mymaps.facts import Said, one_line
from mapgen.imports.mymaps.fields import fits
from mapgen.imports.mymaps.placemarks import Origin
from mapgen.model.scalars import LONGEST_SUMMARY, LONGEST_TEXT

_NO_WORDS = "説明がありませんでした。だれのための何かを、120字までで書いてください"
_LONG = "ひとこと(summary)にできる短い文がありません。だれのための何かを、120字までで書いてください"
# A line that begins like this says one thing of many.
_LABELLED = re.compile(r"[^\s:\uff1a]{1,12}[:\uff1a]|【")
_SENTENCE = ("。", "!", "?", "\uff01", "\uff1f")
_CUT = "説明が長すぎるので、終わりを切りました"


@dataclass(frozen=True, slots=True)
class Prose:
    """The summary (None where no sentence is short enough), the description in Markdown, and what to say about them."""

    summary: str | None
    description: str | None
    comments: dict[str, str] = field(default_factory=dict)


def prose(
    said: Said,
    summary: str | None,
    further: Sequence[str],
    left: Sequence[tuple[str, str]],
    whence: tuple[str, Origin],
) -> Prose:
    """Return the prose of a draft.

    `summary` is that of a column. Without one, the first paragraph is the summary if it is short enough. `further` are
    the texts of further places, `left` the words that no field could take, each with its heading. `whence`
    is the name of the map, and what kind of map it is.
    """
    text, comments = said.text[: LONGEST_TEXT + 1], dict[str, str]()
    if summary is None:
        summary, text = _first_sentence(text, own=said.own)
    lines = [as_markdown(f"・{heading}: {one_line(words)}") for heading, words in left]
    parts = [as_markdown(each, joined=said.own) for each in (text, *further)]
    description = without_markup("\n\n".join(part for part in (*parts, "\n".join(lines)) if part))
    if len(description) >= LONGEST_TEXT:  # a line end comes after it
        description = description[: LONGEST_TEXT - 1].rstrip()
        comments["description"] = _CUT
    if summary is None and not description:
        folder = f"の「{said.placemark.folder[-1]}」" if said.placemark.folder else ""
        title, origin = whence
        summary = f"{origin.name}「{title}」{folder}にある{origin.item}です。"
        summary = summary if fits(summary, LONGEST_SUMMARY) else f"{origin.name}にある{origin.item}です。"
        comments["summary"] = _NO_WORDS
    elif summary is None:
        comments.setdefault("description", _LONG)
    return Prose(summary, f"{description}\n" if description else None, comments)


def _first_sentence(text: str, *, own: bool) -> tuple[str | None, str]:
    """Return what may be the summary, and the rest: of our own text the first paragraph, else the first line."""
    head, _, rest = text.partition("\n\n" if own else "\n")
    short = fits(head, LONGEST_SUMMARY)
    if own or not short:
        return (head, rest) if short else (None, text)
    whole = head.endswith(_SENTENCE) or not rest.strip()
    return (head, rest.strip()) if whole and not _LABELLED.match(head) else (None, text)
