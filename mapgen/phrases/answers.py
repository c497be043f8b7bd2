"""Answers in words, read back: who may come, how to apply, what it costs, languages, facilities, for whom, how sure.

Each returns None, or keeps the words as a note, where they are not certain: our own words always are, and of what
people write that which can mean one thing only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar, get_args

from mapgen.model import Ages, Audience, Region, Taxonomy, Verified
from mapgen.model.organization import Access, Apply, Cost, OpenTo, VerifiedBy
from mapgen.phrases.calendar import A_DATE, date_of
from mapgen.phrases.spelling import even, listed
from mapgen.wording import (
    ACCESS_WORDS,
    APPLY_WORDS,
    COST_WORDS,
    LANGUAGE_WORDS,
    OPEN_TO_WORDS,
    VERIFIED_WORDS,
)

Choice = TypeVar("Choice", bound=str)

_ANYONE = {"だれでも", "誰でも", "どなたでも"}
_APPLY: dict[str, Apply] = {
    "不要": "none", "申込不要": "none", "申し込み不要": "none", "予約不要": "none", "要りません": "none",
    "電話": "phone", "電話で": "phone", "電話予約": "phone", "フォーム": "form", "フォームから": "form",
    "窓口": "visit", "窓口で": "visit",
}  # fmt: skip
_COST: dict[str, Cost] = {"0円": "free", "無償": "free", "無料です": "free"}
_LANGUAGES = {
    "韓国語": "ko",
    "朝鮮語": "ko",
    "ハングル": "ko",
    "ビルマ語": "my",
    "インドネシア": "id",
    "やさしい日本語": "easy",
}
_ACCESS: dict[str, Access] = {
    "車いす": "wheelchair", "車椅子": "wheelchair", "車いす可": "wheelchair", "車椅子可": "wheelchair",
    "多目的トイレ": "toilet", "多機能トイレ": "toilet", "バリアフリートイレ": "toilet",
    "駐車場あり": "parking", "駐車場有": "parking", "駐車場有り": "parking", "授乳室あり": "nursing-room",
    "手話通訳": "sign-language", "手話対応": "sign-language", "オンライン可": "online",
}  # fmt: skip
_CODE = re.compile("[a-z]{2,3}(?:-[A-Z][a-z]{3})?|easy")
_AGES = re.compile("(?:([0-9]{1,9})歳から)?(?:([0-9]{1,9})歳まで)?")
_AGES_BY_HAND = (
    re.compile("(?P<since>[0-9]{1,2})歳?(?:から|〜|-)(?P<to>[0-9]{1,2})歳(?:まで)?(?:の人|の方)?"),
    re.compile("(?P<since>[0-9]{1,2})歳(?:以上|から|〜)(?:の人|の方)?"),
    re.compile("(?P<to>[0-9]{1,2})歳(?:以下|まで)(?:の人|の方)?"),
)


def read_open_to(text: str, region: Region) -> tuple[OpenTo, tuple[str, ...]] | None:
    """Return who may come, and for residents the cities whose people are meant: `座間市、綾瀬市に住んでいる人`."""
    words = text.strip()
    if words in _ANYONE:
        return "anyone", ()
    if words == OPEN_TO_WORDS["region"].format(region=region.name.ja):
        return "region", ()
    ids = {city.name.ja: city.id for city in region.cities}
    for end in (OPEN_TO_WORDS["residents"].format(cities=""), "在住の人", "在住の方", "在住", "民"):
        cities = named(words.removesuffix(end), ids) if words.endswith(end) else None
        if cities:
            return "residents", cities
    return None


def read_apply(text: str, *, own: bool = False) -> tuple[Apply | None, str | None]:
    """Return how to apply and the note: `電話で申し込みます(前の日まで)`; only a note where no way is certain.

    With `own` the words are ours: what else people say means nothing but a note.
    """
    return _choice(text, APPLY_WORDS, get_args(Apply), {} if own else _APPLY)


def read_cost(text: str, *, own: bool = False) -> tuple[Cost | None, str | None]:
    """Return what it costs and the note: `無料(材料費は別)`; a bare amount is `paid`, but not among our `own` words."""
    if not own and re.fullmatch("[0-9,]{2,9}円", even(text).strip()):
        return "paid", text.strip()
    return _choice(text, COST_WORDS, get_args(Cost), {} if own else _COST)


def read_languages(text: str) -> tuple[str, ...] | None:
    """Return the codes of the languages named; None where one of them is not known."""
    words = {word: code for code, word in LANGUAGE_WORDS.items()} | _LANGUAGES
    codes = named(text, words) or tuple(words.get(item, item) for item in listed(text))
    return tuple(dict.fromkeys(codes)) if codes and all(map(_CODE.fullmatch, codes)) else None


def read_accessibility(text: str) -> tuple[Access, ...] | None:
    """Return the facilities named; None where one of them is not known."""
    words = {ACCESS_WORDS[access]: access for access in get_args(Access)} | _ACCESS
    return named(text, words)


def read_audience(text: str, taxonomy: Taxonomy, *, own: bool = False) -> Audience:
    """Return whom it is for: ages and groups where the words are ours, else the words, and the ages if they are all.

    `text` must fit on a line. With `own` other words than ours are words only.
    """
    groups = {group.name.ja: group.id for group in taxonomy.audiences}
    parts = text.split("、")
    ages = _AGES.fullmatch(parts[0])
    if ages and any(ages.groups()):
        since, to = (int(number) if number else None for number in ages.groups())
        known = named("、".join(parts[1:]), groups) if parts[1:] else ()
        if known is not None:
            return Audience(ages=Ages(**{"from": since, "to": to}), groups=known)
    if known := named(text, groups):
        return Audience(groups=known)
    for pattern in () if own else _AGES_BY_HAND:
        if found := pattern.fullmatch(even(text).strip()):
            spoken = {name: int(number) for name, number in found.groupdict().items()}
            return Audience(text=text, ages=Ages(**{"from": spoken.get("since"), "to": spoken.get("to")}))
    return Audience(text=text)


def read_verified(text: str) -> Verified | None:
    """Return when and how it was confirmed: `2026年2月1日に確認(電話)`."""
    found = A_DATE.match(text)
    day = date_of(found) if found else None
    ways: Mapping[str, VerifiedBy] = {f"に確認({VERIFIED_WORDS[by]})": by for by in get_args(VerifiedBy)}
    by = ways.get(text[found.end() :]) if found else None
    return Verified(on=day, by=by) if day and by else None


def named(text: str, words: Mapping[str, Choice]) -> tuple[Choice, ...] | None:
    """Return what a list of known words names, joined by 、 or as people join: `a・b`; None where one is not known.

    A word may hold the mark that joins: 韓国・朝鮮語, 交流・イベント.
    """
    found: list[Choice] = []
    position = 0
    longest = sorted(words, key=lambda word: (-len(word), word))
    text = text.strip()
    while position < len(text):
        word = next((word for word in longest if word and _stands(word, text, position)), None)
        if word is None:
            return None
        found.append(words[word])
        between = re.compile(r" ?[、,\uff0c/・\n] ?| ").match(text, position + len(word))
        position = between.end() if between else position + len(word)
    return tuple(dict.fromkeys(found)) or None


def _stands(word: str, text: str, start: int) -> bool:
    end = start + len(word)
    return text.startswith(word, start) and (end == len(text) or text[end] in "、,\uff0c/・\n ")


def _choice(
    text: str, words: Mapping[str, str], choices: Sequence[Choice], spoken: Mapping[str, Choice]
) -> tuple[Choice | None, str | None]:
    """Return which of our words `text` begins with, and what stands in the brackets after it."""
    for choice in choices:
        rest = text.removeprefix(words[choice]) if text.startswith(words[choice]) else None
        if rest == "":
            return choice, None
        if rest and rest.startswith("(") and rest.endswith(")") and len(rest) > 2:
            return choice, rest[1:-1]
    return (said, None) if (said := spoken.get(even(text).strip(" 。"))) else (None, text or None)
