"""Spellings of one name that mean the same: width, variant characters, ヶ and が, kanji numerals."""

from __future__ import annotations

import re
import unicodedata

# Every dash that people type in a number, after NFKC. The long-vowel mark is one of them, so dashes are only ever
# looked for between numbers: ハイツ and センター keep their ー.
DASHES = "-‐‑‒–—―−ー─━⁃"
DASH = re.escape(DASHES)  # for the inside of a [] in a pattern
KANJI_DIGITS = "〇一二三四五六七八九"
NUMERALS = KANJI_DIGITS + "零十百千"

# Invisible characters that come along when text is copied from a PDF or a web page: variation selectors,
# zero-width spaces and joiners, byte order marks, soft hyphens, direction marks.
_INVISIBLE = re.compile(
    "[\ufe00-\ufe0f\U000e0100-\U000e01ef\u180b-\u180d\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]"
)

# Pairs (variant, folded). One character to one character, so that a place in the folded text is a place in the text.
_VARIANTS = (
    "ヶケヵケがケガケ"
    "ッツっツつツ"
    "邊辺邉辺澤沢濱浜濵浜櫻桜﨑崎碕崎嵜崎𠮷吉髙高瀨瀬廣広國国區区縣県臺台應応栁柳柗松槗橋邨村嶋島嶌島淺浅圓円龍竜瀧滝櫛櫛惠恵曾曽"
    "⻄西⻑長⻘青"
)
_FOLD = str.maketrans(_VARIANTS[::2], _VARIANTS[1::2])
_NUMERAL = re.compile(r"(?:(D?)千)?(?:(D?)百)?(?:(D?)十)?(D?)".replace("D", f"[{KANJI_DIGITS[1:]}]"))
_CHOME = re.compile(rf"(.+?)([{NUMERALS}]+)丁目")


def clean(text: str) -> str:
    """Return `text` in compatibility form (NFKC), without invisible characters, every run of white space one space."""
    visible = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    spaced = "".join(" " if unicodedata.category(char) in ("Cc", "Zs", "Zl", "Zp") else char for char in visible)
    return re.sub(" +", " ", spaced).strip()


def fold(text: str) -> str:
    """Return `text` with variant characters made one; as long as `text`. Only for comparing, never for showing."""
    return text.translate(_FOLD)


def read_numeral(text: str) -> int | None:
    """Return the number that digits or kanji numerals mean (`12`, `一二`, `十二`, `百二十`), else None."""
    if text.isascii() and text.isdigit():
        return int(text)
    text = text.replace("零", "〇")
    if not text or set(text) - set(NUMERALS):
        return None
    if not set(text) & set("十百千"):
        return int("".join(str(KANJI_DIGITS.index(char)) for char in text))
    matched = _NUMERAL.fullmatch(text)
    if matched is None:
        return None
    total = KANJI_DIGITS.index(matched[4] or "〇")
    for group, unit in ((1, 1000), (2, 100), (3, 10)):
        if matched[group] is not None:
            total += unit * KANJI_DIGITS.index(matched[group] or "一")
    return total


def kanji_numeral(number: int) -> str:
    """Return a number from 1 to 99 as official town names write it: 十二."""
    tens, ones = divmod(number, 10)
    return (KANJI_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (KANJI_DIGITS[ones] if ones else "")


def split_chome(name: str) -> tuple[str, int | None]:
    """Return a town's name without its 丁目, and the number of the 丁目 or None: 緑ケ丘一丁目 → 緑ケ丘, 1."""
    matched = _CHOME.fullmatch(name)
    number = read_numeral(matched[2]) if matched else None
    return (matched[1], number) if matched and number else (name, None)
