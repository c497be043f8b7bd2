"""What is written differently and meant the same, in one form to compare it by: `ｺﾄﾞﾓ`, `子供` and `こども` are one.

Nothing that is folded is ever shown. The twin in the browser is `js/search/1-fold.js` of the theme; both take the table
of spellings from `folding.toml`, and one file of cases (`tests/search_folding.yaml`) holds them to the same answers.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources

from mapgen.text import fold_width

_TO_HIRAGANA = {ord(katakana): ord(katakana) - 0x60 for katakana in map(chr, (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE))}
# Rules apply in their order. They use nothing that an old browser lacks: no lookbehind, and `\w` only for what is a
# letter or a number in Unicode, which JavaScript writes `\p{L}\p{N}`.
_OF_KATAKANA = (
    (re.compile("([\u4e00-\u9fff々])[ケヶ](?=[\u4e00-\u9fff])"), r"\1が"),  # 緑ケ丘, 柏ヶ谷 are read with が
    (re.compile("([ぁ-ゖァ-ヶー])[-‐‒–—―−─~〜]+"), r"\1ー"),
)
_OF_ALL = (
    (re.compile(r"[\W_]+"), " "),
    (re.compile("(^|[^a-z]) +"), r"\1"),  # a space says something only between Latin words
    (re.compile(" +(?![a-z])"), ""),
    (re.compile("ー+"), "ー"),
    (re.compile("ー(?![ぁ-ゖ])"), ""),  # センター, センタ
)


@lru_cache(maxsize=20_000)  # every language of a site folds nearly the same texts
def fold(text: str) -> str:
    """Return `text` as search compares it: half width, lower case, hiragana, one spelling, no punctuation."""
    pattern, form = _table()
    return pattern.sub(lambda found: form[found[0]], _plain(text))


def folded(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the texts folded, each once, in their order, without those of which nothing is left."""
    return tuple(dict.fromkeys(filter(None, map(fold, texts))))


@cache
def spellings() -> tuple[tuple[str, str], ...]:
    """Return each spelling with the form it is meant as, both folded otherwise; the longest first, as they apply."""
    table: dict[str, list[str]] = _data()["variants"]
    pairs = {_plain(other): _plain(form) for form, others in table.items() for other in others}
    return tuple(sorted(((a, b) for a, b in pairs.items() if a != b), key=lambda pair: (-len(pair[0]), pair)))


@cache
def fillers() -> tuple[str, ...]:
    """Return the words, folded, that say nothing beside another one."""
    return folded(_data()["fillers"])


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(resources.files("mapgen").joinpath("folding.toml").read_text(encoding="utf-8"))


@cache
def _table() -> tuple[re.Pattern[str], dict[str, str]]:
    return re.compile("|".join(re.escape(spelling) for spelling, _ in spellings())), dict(spellings())


def _plain(text: str) -> str:
    """Return `text` folded as far as rules go, without the table. The small ς of word ends is σ."""
    plain = _by(_OF_KATAKANA, fold_width(text).lower().replace("ς", "σ"))
    return _by(_OF_ALL, plain.translate(_TO_HIRAGANA))


def _by(rules: Iterable[tuple[re.Pattern[str], str]], text: str) -> str:
    for pattern, replacement in rules:
        text = pattern.sub(replacement, text)
    return text
