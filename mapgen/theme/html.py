"""Text that is already HTML: the only place where text is declared safe, and what may become of a name or a phone.

Everything else goes through the templates' autoescape. Callers of `trusted` are few and each makes its text itself.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache

from markupsafe import Markup, escape

__all__ = [
    "Markup",
    "data_block",
    "escape",
    "furigana",
    "lang_attribute",
    "plain",
    "reading",
    "ruby",
    "tel_href",
    "trusted",
]

_RUBY = re.compile(r"\{([^{}|\n]+)\|([^{}|\n]+)\}")
_KANA = re.compile(r"[\u3041-\u309F\u30A0-\u30FF]+")


def trusted(text: str) -> Markup:
    """Return text that a caller made or sanitised itself as HTML. A test counts the callers."""
    return Markup(text)


def data_block(value: object) -> Markup:
    """Return a value as JSON to stand in a `<script>` of data: nothing in it ends the element or begins a comment."""
    return Markup(json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"))


def furigana(base: str, reading: str) -> Markup:
    """Return `base` with its reading above it; the brackets show where ruby does not."""
    return Markup(f"<ruby>{escape(base)}<rp>(</rp><rt>{escape(reading)}</rt><rp>)</rp></ruby>")


def ruby(text: str) -> Markup:
    """Return the text escaped, with `{漢字|かんじ}` as ruby."""
    return _read(str(text)) if "|" in text else escape(text)


@lru_cache(maxsize=2_000)  # names and sentences come again on every page
def _read(text: str) -> Markup:
    parts = _RUBY.split(text)
    out = [escape(parts[0])]
    for base, above, rest in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        out += [furigana(base, above), escape(rest)]
    return Markup("").join(out)


def plain(text: str) -> str:
    """Return the text without readings, for titles, attributes and data: `{漢字|かんじ}` → `漢字`."""
    return _RUBY.sub(r"\1", text) if "|" in text else text


def lang_attribute(lang: str | None) -> Markup:
    """Return ` lang="ja"`, or nothing where the text is in the page's own language."""
    return Markup(f' lang="{escape(lang)}"') if lang else Markup("")


def tel_href(number: str) -> str:
    """Return the `tel:` address of a telephone number (RFC 3966; `#` must be escaped there)."""
    return "tel:" + number.replace("-", "").replace("#", "%23")


def _hiragana(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text)
    return "".join(chr(ord(c) - 0x60) if "\u30a1" <= c <= "\u30f6" else c for c in folded)


def reading(name: str, kana: str | None) -> Markup | None:
    """Return the name with its reading over the kanji alone, or None where they do not fit together in one way only.

    `子ども食堂` with `こどもしょくどう` puts こ over 子 and しょくどう over 食堂.
    """
    if not kana:
        return None
    pieces = [piece for piece in re.split(f"({_KANA.pattern}|[\\s・「」()]+)", name) if piece]
    sound = re.sub(r"[\s・「」()]+", "", _hiragana(kana))
    lazy, greedy = (_fit(pieces, sound, some) for some in (".+?", ".+"))
    if lazy is None or lazy != greedy:
        return None
    return Markup("").join(furigana(base, above) if above else escape(base) for base, above in lazy)


def _fit(pieces: list[str], sound: str, some: str) -> list[tuple[str, str | None]] | None:
    """Return a name's pieces with what is read for each that is not kana; `some` decides who takes more."""
    spelled = [_spelling(piece, some) for piece in pieces]
    matched = re.fullmatch("".join(spelled), sound)
    if matched is None:
        return None
    readings = iter(matched.groups())
    pairs = zip(pieces, spelled, strict=True)
    return [(piece, next(readings) if spelling.startswith("(") else None) for piece, spelling in pairs]


def _spelling(piece: str, some: str) -> str:
    if _KANA.fullmatch(piece):
        return re.escape(re.sub("・", "", _hiragana(piece)))
    return "" if re.fullmatch(r"[\s・「」()]+", piece) else f"({some})"
