"""A name for a new file: the reading in Latin letters, as passports spell it (外務省, ヘボン式ローマ字綴方表).

Kanji are never read: who writes the name knows its reading, and a wrong one would stay in the page's address for ever.
"""

from __future__ import annotations

import re
from collections.abc import Container

from mapgen.text import compose_kana, fold_width, good_stem

LONGEST = 40
_ROWS = {
    "": "あいうえお", "k": "かきくけこ", "g": "がぎぐげご", "s": "さしすせそ", "z": "ざじずぜぞ", "t": "たちつてと",
    "d": "だぢづでど", "n": "なにぬねの", "h": "はひふへほ", "b": "ばびぶべぼ", "p": "ぱぴぷぺぽ", "m": "まみむめも",
    "r": "らりるれろ",
}  # fmt: skip
_SYLLABLES = {kana: f"{row}{vowel}" for row, kanas in _ROWS.items() for kana, vowel in zip(kanas, "aiueo", strict=True)}
_SYLLABLES |= {
    "し": "shi", "じ": "ji", "ち": "chi", "ぢ": "ji", "つ": "tsu", "づ": "zu", "ふ": "fu", "や": "ya", "ゆ": "yu",
    "よ": "yo", "わ": "wa", "ゐ": "i", "ゑ": "e", "を": "o", "ん": "n", "ゔ": "vu", "ぁ": "a", "ぃ": "i", "ぅ": "u",
    "ぇ": "e", "ぉ": "o", "ゃ": "ya", "ゅ": "yu", "ょ": "yo", "っ": "", "ー": "",
}  # fmt: skip
_GLIDES = {"ゃ": "ya", "ゅ": "yu", "ょ": "yo"}
# ふぁ, てぃ, うぉ of words from elsewhere.
_SMALL = {"ぁ": "a", "ぃ": "i", "ぅ": "u", "ぇ": "e", "ぉ": "o"}
_LONG = re.compile("(?<=o)[uo]|(?<=u)u")
_TO_HIRAGANA = {ord(katakana): ord(katakana) - 0x60 for katakana in map(chr, range(0x30A1, 0x30F7))}


def hiragana(text: str) -> str:
    """Return kana of any width as hiragana: `ﾐﾎﾝ ショクドウ` → `みほん しょくどう`."""
    return " ".join(compose_kana(fold_width(text)).translate(_TO_HIRAGANA).split())


def romaji(kana: str) -> str | None:
    """Return hiragana in Latin letters, words joined by hyphens; None where something is not read: `みほん食堂`."""
    words = re.findall(r"[a-z0-9ぁ-ゔー]+|[^\Wa-z0-9ぁ-ゔー_]", hiragana(kana).casefold())
    read = [_word(word) for word in words]
    return None if None in read or not read else "-".join(word for word in read if word)


def _word(word: str) -> str | None:
    if word.isascii():
        return word
    letters = ""
    doubled = False
    for char in word:
        syllable = char if char.isascii() else _SYLLABLES.get(char)
        if syllable is None:
            return None
        if char in _GLIDES and letters.endswith("i") and len(letters) > 1:
            letters = letters[:-1] + (
                _GLIDES[char][1:] if letters[-3:-1] in ("sh", "ch") or letters[-2] == "j" else syllable
            )
        elif char in _SMALL and letters and not word.startswith(char):
            letters = letters[:-1] + syllable if len(letters) > 1 else f"w{syllable}"
        else:
            letters += ("t" if syllable.startswith("ch") else syllable[:1]) * (
                doubled and not char.isascii()
            ) + syllable
        doubled = char == "っ"
    return _LONG.sub("", letters)


def suggest_id(name: str, kana: str | None, taken: Container[str]) -> str | None:
    """Return an id made of the reading, or of a name in Latin letters; None where neither can be read.

    One that is `taken` gets a number.
    """
    read = romaji(kana or "") or (romaji(name) if fold_width(name).isascii() else None)
    slug = (read or "")[:LONGEST].strip("-")
    for number in range(1, 100):
        made = slug if number == 1 else f"{slug}-{number}"
        if slug and good_stem(made) and made not in taken:
            return made
    return None
