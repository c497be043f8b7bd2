"""What a placemark says, fact by fact: ours as it would be exported now, theirs as staff left it, read the same way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from mapgen.exports.kml_card import COLUMNS, card
from mapgen.exports.pins import Venue
from mapgen.exports.prose import words as as_words
from mapgen.exports.table import COORDINATES, HEADER
from mapgen.imports.mymaps.facts import said_by
from mapgen.imports.mymaps.placemarks import Placemark
from mapgen.imports.mymaps.text import plain
from mapgen.phrases import WITHHELD
from mapgen.site import Site
from mapgen.wording import PRECISION_WORDS

ID = COLUMNS[0]
COLUMN_FIELDS = {
    "分野": "category",
    "市": "city",
    "活動のかたち": "forms",
    "住所": "address",
    "位置の正確さ": "precision",
    "電話": "tel",
    "対象": "audience",
    "開いている日": "hours",
    "ホームページ": "url",
}
# The facts that stand in the description, by the title before them. A title that leads to nothing is the program's own
# remark on the point.
TITLE_FIELDS = {
    "お知らせ": "notice",
    "場所": "place",
    "行き方": "access",
    "はじめての連絡": "first_contact",
    "使える人": "open_to",
    "申し込み": "apply",
    "費用": "cost",
    "FAX": "fax",
    "メール": "email",
    "連絡の補足": "contact_note",
    "話せることば": "languages",
    "設備": "accessibility",
    "活動する市": "serves",
    "くわしい分野": "categories",
    "運営": "operator",
    "位置について": "",
    "最後の確認": "verified",
}
# A layer that was imported is a table, whose own columns My Maps may write beside ours: these are no others.
_TABLE, _FIELD = HEADER[-1], "description"
_KNOWN = {*HEADER, *COORDINATES, "name", _FIELD}
# Before what a sheet would take for a formula our CSV has this mark, which My Maps may show.
_GUARD = re.compile("\\A'(?='*[=+\\-@\uff1d\uff0b\uff0d\uff20])")
_LABEL = re.compile(rf"\A{_FIELD}: ?")
_FACT = re.compile(rf"({'|'.join(TITLE_FIELDS)})[ \u3000]*[:\uff1a\s][ \u3000]*(\S.*)")
# What means something in our columns only: in others' it is a word of theirs.
_NOT_BY_HAND = {"", "category", "categories", "city", "forms", "notice", "precision", "serves"}
UNCONFIRMED = "まだ確認していません"


@dataclass(frozen=True, slots=True)
class Telling:
    """What is said of one place.

    `facts` are words by field of `changes.FIELDS`, none empty. `words` is the description without its facts, `extras`
    what stands in columns that are not ours. `ours`: the placemark has our columns, so what it lacks was taken out.
    `annotated`: its description tells facts as ours does; one that was written anew tells none, and takes none back.
    """

    facts: Mapping[str, str]
    words: str
    extras: Mapping[str, str]
    ours: bool
    annotated: bool


def told_by_us(venue: Venue, site: Site, *, of_a_table: bool = False) -> Telling:
    """Return what an export says of a place: in KML, or in the table that is its twin."""
    texts = card(venue, site)
    columns = dict(zip(COLUMNS, texts.columns, strict=True))
    return _telling(
        texts.name, columns, as_words(texts.description) if of_a_table else plain(texts.description, columns)
    )


def told_by_map(placemark: Placemark) -> Telling:
    """Return what a map says of a place. One that was drawn by hand says it in columns and lines of any name."""
    if not placemark.columns.get(ID, "").strip():
        return _drawn_by_hand(placemark)
    columns = {column: _GUARD.sub("", text) for column, text in placemark.columns.items()}
    return _telling(_GUARD.sub("", placemark.name), columns, _description(placemark, columns))


def of_a_table(placemark: Placemark) -> bool:
    """Return whether a placemark was a row of our table once."""
    return _TABLE in placemark.columns


def _description(placemark: Placemark, columns: Mapping[str, str]) -> str:
    """Return the words of the description: those of its column, where My Maps keeps one, are what staff write in."""
    if of_a_table(placemark):
        return columns[_TABLE].strip()
    return _LABEL.sub("", plain(columns.get(_FIELD, placemark.description), placemark.columns))


def _telling(name: str, columns: Mapping[str, str], text: str) -> Telling:
    words, facts = _facts(text)
    annotated = bool(facts)
    facts |= {field: columns.get(column, "").strip() for column, field in COLUMN_FIELDS.items()}
    facts["name"] = name.strip()
    if facts["precision"] in PRECISION_WORDS.values():
        del facts["precision"]  # what the program says of its own point
    extras = {column: text.strip() for column, text in columns.items() if column not in _KNOWN and text.strip()}
    said = {field: text for field, text in facts.items() if field and text}
    return Telling(said, words, extras, True, annotated)


def _drawn_by_hand(placemark: Placemark) -> Telling:
    said = said_by(placemark)
    known = {*COLUMN_FIELDS.values(), *TITLE_FIELDS.values()} - _NOT_BY_HAND
    facts = {"name": said.name} | {field: words for field, words in said.fields.items() if field in known}
    facts = {field: words for field, words in facts.items() if words and WITHHELD not in words}
    return Telling(facts, "", {heading: words for heading, words in said.left if WITHHELD not in words}, False, False)


def _facts(text: str) -> tuple[str, dict[str, str]]:
    """Return the text without the lines that tell a fact, and those facts; a title that comes twice keeps both."""
    words: list[str] = []
    facts: dict[str, str] = {}
    for line in text.split("\n"):
        if found := _FACT.fullmatch(line.strip()):
            field = TITLE_FIELDS[found[1]]
            facts[field] = f"{facts[field]}\n{found[2]}" if field in facts else found[2]
        else:
            words.append(line)
    return "\n".join(words).strip(), facts
