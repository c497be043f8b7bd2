"""One cell as an answer: what spreadsheets and keyboards did to it undone, and read as the field that it is for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import get_args

from mapgen.answers import Data, Desk, clean, hiragana
from mapgen.guide import Field
from mapgen.imports.markdown import as_markdown, without_markup
from mapgen.imports.refusal import shown
from mapgen.imports.sheets import Cell
from mapgen.model.stats import AskedBy
from mapgen.phrases import is_mobile, without_mobiles
from mapgen.problems import Problem, Where
from mapgen.text import fold_width, read_japanese_date
from mapgen.wording import ASKED_BY_WORDS

_NONE = {
    "なし",
    "無し",
    "無",
    "ない",
    "特になし",
    "特に無し",
    "特にない",
    "該当なし",
    "ありません",
    "-",
    "ー",
    "―",
    "—",
    "×",
    "✕",
}
_UNKNOWN = {"不明", "わからない", "分からない", "わかりません", "未定", "未回答", "無回答", "?"}
# Where "none" is a choice of its own.
_NONE_MEANS = {"apply": "none", "cost": "free"}
_KANJI = re.compile("[\u3400-\u9fff々]")
_ITEM = re.compile("^[-*] (?=.)", re.MULTILINE)
# Excel counts days from 1899-12-30 on (ECMA-376, 18.17.4.1); these are the years 1982 to 2064.
_SERIAL = re.compile(r"[345]\d{4}(?:\.\d+)?")
_EPOCH = date(1899, 12, 30)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Said:
    """What a cell says for its field: `data`, or `none` (なし), or nothing that can be used; and what is wrong."""

    data: Data
    none: bool = False
    problems: tuple[Problem, ...] = ()


def even(text: str) -> str:
    """Return a text as it is compared: in half width, without spaces."""
    return re.sub(r"\s", "", fold_width(text))


def blank(text: str) -> bool:
    """Return whether a cell is no answer: empty, or somebody wrote that they do not know."""
    return even(text) in _UNKNOWN or not even(text)


def says_none(text: str) -> bool:
    """Return whether a cell says that there is none."""
    return even(text) in _NONE


def read_cell(field: Field, cell: Cell, desk: Desk, where: Where) -> Said:
    """Return what a cell says for a field. What the reader of files would not take is a problem, and not used."""
    title = field.title.ja
    if cell.kind in ("error", "formula"):
        return Said({}, problems=(Problem(where, f"survey-{cell.kind}", {"field": title, "text": shown(cell.text)}),))
    if cell.kind == "date" or (cell.kind == "time" and field.path != ("hours",)):
        return Said({}, problems=(Problem(where, "survey-turned", {"field": title, "text": shown(cell.text)}),))
    if says_none(cell.text):
        if chosen := _NONE_MEANS.get(field.name):
            return Said({field.name: chosen})
        return Said({}, none=True)
    said = clean(cell.text)
    words = without_mobiles(said)
    if words != said or (field.kind == "tel" and is_mobile(said)):
        withheld = Problem(where, "survey-mobile", {"field": title})
        if field.kind not in ("text", "line"):
            return Said({}, problems=(withheld,))
        return _with(_read(field, words, desk, where), withheld)
    return _read(field, words, desk, where)


def _with(said: Said, problem: Problem) -> Said:
    return Said(said.data, said.none, (problem, *said.problems))


def _read(field: Field, words: str, desk: Desk, where: Where) -> Said:
    if field.kind == "text":
        data: Data = {field.name: without_markup(as_markdown(_ITEM.sub("・", words))) + "\n"}
    elif field.path == ("kana",):
        if _KANJI.search(words):
            return Said({}, problems=(Problem(where, "kana-only", {"text": shown(words)}),))
        data = {"kana": hiragana(words)}
    else:
        data = desk.read(field, _mended(field, words))
    faults = tuple(desk.faults(data, where))
    return Said({} if any(fault.level == "error" for fault in faults) else data, problems=faults)


def _mended(field: Field, words: str) -> str:
    """Return the words without what a spreadsheet did: a number that lost its 0, lines broken in a field of one."""
    if field.kind == "tel":
        number = fold_width(words).strip()
        count = len(re.sub(r"\D", "", number))
        return f"0{number}" if re.match(r"[1-9]", number) and count == 9 else number
    if field.kind == "corporate-number":
        return re.sub(r"^T(?=\d)|[\s-]", "", fold_width(words).strip())
    if field.kind == "line" and field.path != ("audience", "text"):
        return " ".join(words.split())
    return words


def read_day(cell: Cell) -> date | None:
    """Return the day of a cell: a date, the number that one is in Excel, or one in words (令和8年11月5日)."""
    text = fold_width(cell.text).strip()
    if _SERIAL.fullmatch(text):
        return _EPOCH + timedelta(days=int(float(text)))
    first = re.split(r"[ T]", text)[0]
    iso = first if _ISO.fullmatch(first) else read_japanese_date(text) or read_japanese_date(first)
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def read_channel(text: str) -> AskedBy | None:
    """Return how an answer came back: `メール`, `ＦＡＸ`, `post`."""
    word = even(text).casefold()
    spoken = {even(said).casefold(): way for way, said in ASKED_BY_WORDS.items()} | {
        "郵送": "post", "eメール": "email", "mail": "email", "訪問時": "visit", "フォーム": "web", "web": "web",
    }  # fmt: skip
    found = spoken.get(word, word)
    return next((way for way in get_args(AskedBy) if way == found), None)
