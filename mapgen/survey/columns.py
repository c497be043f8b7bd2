"""Which column of a sheet answers which question, by its heading. A column that nobody knows is never read.

What the service of a form adds itself (Google: タイムスタンプ, メールアドレス; Microsoft: ID, メール, 名前) is about
the person who answers; such a heading means a field only where the questionnaire says so, and in such a table never.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from mapgen.imports.headings import key_of, path_of
from mapgen.imports.sheets import Line, Sheet
from mapgen.survey.questions import Asked

ID, ON, CHANNEL, SENT = "団体ID(変えないでください)", "返ってきた日", "返ってきた方法", "送った方法"
PRIVATE = "【公開しません】"
COUNTED = "【数えるだけ】"
_ID = {key_of(word) for word in (ID, "団体ID", "団体番号", "ID")}
_ON = {
    key_of(word)
    for word in (ON, "回答日", "受付日", "受領日", "タイムスタンプ", "完了時刻", "Completion time", "Timestamp")
}
_CHANNEL = {key_of(word) for word in (CHANNEL, "回答方法", "受け取り方法", "回収方法")}
_SENT = {key_of(word) for word in (SENT, "送付方法", "発送方法", "配布方法", "依頼方法", "たずねた方法")}
_OF_A_FORM = {key_of(word) for word in ("タイムスタンプ", "開始時刻", "完了時刻", "Timestamp", "Start time")}
_OF_A_PERSON = {
    key_of(word)
    for word in (
        "名前",
        "お名前",
        "氏名",
        "name",
        "メール",
        "メールアドレス",
        "email",
        "email address",
        "ユーザー名",
        "連絡先",
    )
}
_PERSONAL = re.compile("公開しません|公開しない|非公開|担当|記入|回答者|回答した|個人|携帯|備考|メモ")
_MARK = re.compile("【.*?】")
_NUMBERED = re.compile(r"\d\s*$")
_HEAD_WITHIN = 30


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a sheet: of each question its place or places, of what staff write the place, None for none.

    `head` is the number of the row of headings; `unread` are headings that mean nothing here.
    """

    head: int
    asked: Mapping[int, tuple[int, ...]]
    id: int | None = None
    on: int | None = None
    channel: int | None = None
    sent: int | None = None
    unread: Mapping[int, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.asked) + sum(each is not None for each in (self.id, self.on, self.channel, self.sent))


def find_columns(sheet: Sheet, asked: Sequence[Asked]) -> Columns | None:
    """Return the columns of a sheet, None where no row of it has the headings of organisations."""
    best: Columns | None = None
    above: Line | None = None
    names = next(n for n, each in enumerate(asked) if each.question.field == "name")
    for line in sheet.lines[:_HEAD_WITHIN]:
        found = _Heading(line, above, asked).columns()
        if (names in found.asked or found.id is not None) and len(found) > max(1, len(best) if best else 0):
            best = found
        above = line
    return best


class _Heading:
    """One row as if it were that of the headings; the row above may name groups of columns."""

    def __init__(self, line: Line, above: Line | None, asked: Sequence[Asked]) -> None:
        self.line, self.above = line, above
        self.form = any(key_of(cell.text) in _OF_A_FORM for cell in line.cells)
        self.own: dict[str, int] = {}
        self.paths: dict[tuple[str, ...], int] = {}
        for n, each in enumerate(asked):
            for word in (each.title, *each.question.headings):
                self.own.setdefault(key_of(word), n)
            if each.question.path:
                self.paths.setdefault(each.question.path, n)
        self.counted = {n for n, each in enumerate(asked) if each.counted or each.question.others}

    def columns(self) -> Columns:
        found: dict[int, list[int]] = {}
        numbered: dict[int, bool] = {}
        special: dict[str, int] = {}
        unread: dict[int, str] = {}
        rated = sorted(((rank, column, n) for column in range(len(self.line.cells)) for rank, n in self._meant(column)))
        for _, column, meant in rated:
            text = self.line.cells[column].text
            if isinstance(meant, str):
                special.setdefault(meant, column)
            elif meant not in found or (numbered[meant] and _is_numbered(text)):
                found.setdefault(meant, []).append(column)
                numbered[meant] = _is_numbered(text)
        known = {column for columns in found.values() for column in columns} | set(special.values())
        for column, cell in enumerate(self.line.cells):
            if cell.text and column not in known:
                unread[column] = cell.text
        places = {n: tuple(sorted(columns)) for n, columns in found.items()}
        id, on, channel, sent = (special.get(name) for name in ("id", "on", "channel", "sent"))
        return Columns(self.line.number, places, id, on, channel, sent, unread)

    def _meant(self, column: int) -> Iterator[tuple[int, str | int]]:
        """Yield what a column may mean, with its rank: own words come before those that tables elsewhere use."""
        text = self.line.cells[column].text
        key = key_of(_MARK.sub("", text))
        group = self.above.cells[column].text if self.above and column < len(self.above.cells) else ""
        personal = bool(_PERSONAL.search(text) or (group != text and len(group) <= 40 and _PERSONAL.search(group)))
        if not key:
            return
        for name, keys in (("id", _ID), ("on", _ON), ("channel", _CHANNEL), ("sent", _SENT)):
            if key in keys and not (name == "id" and self.form and key == "id"):
                yield 0, name
                return
        n = self.own.get(key)
        if n is None:
            path = () if personal or key in _OF_A_PERSON else path_of(text)
            if path in self.paths:
                yield 2, self.paths[path]
        elif n in self.counted or not (personal or (self.form and key in _OF_A_PERSON)):
            yield 1, n


def _is_numbered(text: str) -> bool:
    return _NUMBERED.search(text) is not None
