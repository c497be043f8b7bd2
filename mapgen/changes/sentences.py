"""A change as a sentence, in Japanese or English; long texts as lines that went and lines that came."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from mapgen.changes.model import Change, Changes, Extra, Moved, Remark, Subject, Told
from mapgen.problems import Language, catalogue

# What can change, with its name in Japanese and English.
FIELDS = {
    "name": ("名前", "name"),
    "kana": ("読みがな", "reading"),
    "type": ("種別", "type"),
    "corporate_number": ("法人番号", "corporate number"),
    "summary": ("ひとこと", "summary"),
    "description": ("説明", "description"),
    "category": ("分野", "category"),
    "categories": ("くわしい分野", "further categories"),
    "forms": ("活動のかたち", "forms of activity"),
    "audience": ("対象", "audience"),
    "serves": ("活動する市", "cities it serves"),
    "open_to": ("使える人", "who may come"),
    "first_contact": ("はじめての連絡", "first contact"),
    "apply": ("申し込み", "how to apply"),
    "apply_note": ("申し込みの補足", "note on applying"),
    "cost": ("費用", "cost"),
    "cost_note": ("費用の補足", "note on the cost"),
    "languages": ("話せることば", "languages"),
    "accessibility": ("設備", "accessibility"),
    "tel": ("電話番号", "telephone"),
    "fax": ("FAX番号", "fax"),
    "email": ("メール", "mail address"),
    "url": ("ホームページ", "website"),
    "form": ("問い合わせフォーム", "contact form"),
    "line": ("LINE", "LINE"),
    "contact_note": ("連絡の補足", "note on contact"),
    "hours": ("開いている日", "opening hours"),
    "closed": ("休み", "days off"),
    "place": ("場所の名前", "name of the place"),
    "address": ("住所", "address"),
    "city": ("市", "city"),
    "access": ("行き方", "how to get there"),
    "precision": ("位置の正確さ", "precision of the point"),
    "operator": ("運営", "operator"),
    "notice": ("お知らせ", "notice"),
    "verified": ("最後の確認", "last confirmation"),
}
_BARE = {"tel", "fax", "email", "url"}
_LONG = 60

Line = tuple[Literal["-", "+", " "], str]


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence, and where the texts are long, their lines: gone (`-`), come (`+`) or kept around them (` `)."""

    sentence: str
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """An organisation's own part of a note."""

    name: str
    id: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Organisations under one heading."""

    heading: str
    entries: tuple[Entry, ...]


def said(remark: Remark, lang: Language) -> str:
    """Return a sentence of the catalogue."""
    return catalogue()[remark.code].fact[lang].format(**remark.facts)


def sentence(change: Change, lang: Language = "ja") -> str:
    """Return a change in one sentence: 電話番号が 046-000-0000 から 046-000-0001 に変わりました."""
    told = _sentence(change, lang)
    return f"{change.place}: {told}" if change.place else told


def about(change: Change, lang: Language = "ja") -> str:
    """Return what a change is about: 電話番号."""
    match change:
        case Told(field):
            return FIELDS[field][lang == "en"]
        case Moved():
            return {"ja": "地図の位置", "en": "point"}[lang]
        case Extra(column):
            return column


def sections(changes: Changes, lang: Language) -> Iterator[Section]:
    """Yield what changed, came and went, each with how many they are; nothing for a list that is empty."""
    headings = changes.headings
    lists = (headings.changed, changes.changed), (headings.added, changes.added), (headings.gone, changes.gone)
    for code, subjects in lists:
        if subjects:
            heading = said(Remark(code, {**changes.names, "count": len(subjects)}), lang)
            yield Section(heading, tuple(entry_of(subject, lang) for subject in subjects))


def entry_of(subject: Subject, lang: Language) -> Entry:
    """Return an organisation's part of a note: its changes, then the remarks."""
    items = [_item(change, lang) for change in subject.changes]
    items += [Item(said(remark, lang)) for remark in subject.remarks]
    return Entry(subject.name, subject.id, tuple(items))


def _item(change: Change, lang: Language) -> Item:
    if isinstance(change, Told) and _long(change):
        return Item(sentence(change, lang), tuple(_lines(change.old, change.new)))
    return Item(sentence(change, lang))


def _long(change: Told) -> bool:
    return any("\n" in text or len(text) > _LONG for text in (change.old, change.new))


def _lines(old: str, new: str) -> Iterator[Line]:
    """Yield the lines that went and came, in their order, with one that stayed on either side."""
    before, after = _split(old), _split(new)
    for group in SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(1):
        for kind, a, b, c, d in group:
            if kind == "equal":
                yield from ((" ", line) for line in before[a:b])
            else:
                yield from (("-", line) for line in before[a:b])
                yield from (("+", line) for line in after[c:d])


def _split(text: str) -> Sequence[str]:
    return [line for line in text.split("\n") if line]


def _sentence(change: Change, lang: Language) -> str:
    match change:
        case Moved(metres=None):
            return said(Remark("change-placed", {}), lang)
        case Moved(found=True):
            return said(Remark("change-found", {"metres": _metres(change.metres)}), lang)
        case Moved():
            return said(Remark("change-moved", {"metres": _metres(change.metres)}), lang)
        case Extra(column, text):
            return said(Remark("change-extra", {"column": column, "text": text}), lang)
        case _:
            return _of_a_fact(change, lang)


def _of_a_fact(change: Told, lang: Language) -> str:
    field = FIELDS[change.field][lang == "en"]
    if _long(change):
        return said(Remark("change-rewritten", {"field": field}), lang)
    old, new = (_quoted(text, lang, bare=change.field in _BARE) for text in (change.old, change.new))
    code = "change-came" if not change.old else "change-went" if not change.new else "change-told"
    return said(Remark(code, {"field": field, "old": old, "new": new}), lang)


def _quoted(text: str, lang: Language, *, bare: bool) -> str:
    """Return a text so that it stands apart from the sentence; a number or an address needs no quotes for that."""
    if bare:
        return f" {text} " if lang == "ja" else text
    return f"「{text}」" if lang == "ja" else f"'{text}'"


def _metres(metres: int | None) -> str:
    assert metres is not None
    return f"{metres}m" if metres < 1000 else f"{metres / 1000:.1f}km"
