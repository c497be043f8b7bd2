"""The questions as a list from which somebody builds a Google Form or a Microsoft Form, question by question.

Neither service takes a form in as a file; both give answers back under the titles of the questions, which
`survey import` knows.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from mapgen.exports import table
from mapgen.model import Questionnaire
from mapgen.survey.questions import Asked

_HEADER = ("番号", "質問", "説明", "Google フォームの種類", "Microsoft Forms の種類", "必須", "選べることば", "公開")
_MANY_CHOICES = 12


def column_table(asked: Sequence[Asked]) -> bytes:
    """Return the list as CSV for a spreadsheet; choices stand one below the other in their cell."""
    rows = []
    for number, each in enumerate(asked, 1):
        google, microsoft = _kinds(each)
        shown = "公開しません" if each.private else "数えるだけ" if each.counted else "公開します"
        if each.question.others:
            shown = "候補の一覧に"
        needed = "必須" if _needed(each) else ""
        cells = str(number), each.title, each.help, google, microsoft, needed, "\n".join(each.words), shown
        rows.append(table.row(cells))
    return b"\xef\xbb\xbf" + table.table(_HEADER, rows)


def columns_json(questionnaire: Questionnaire, asked: Sequence[Asked]) -> bytes:
    """Return the same for programs."""
    questions = [
        {
            "title": each.title,
            "help": each.help,
            "type": _kinds(each)[0],
            "many": each.many,
            "required": _needed(each),
            "choices": list(each.words),
            "field": each.question.field,
            "key": each.question.key,
            "private": each.private,
        }
        for each in asked
    ]
    data = {"title": questionnaire.title, "intro": questionnaire.intro, "questions": questions}
    return (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode()


def _needed(asked: Asked) -> bool:
    return asked.field is not None and asked.field.required


def _kinds(asked: Asked) -> tuple[str, str]:
    """Return what Google and Microsoft call the kind of question."""
    if asked.words and asked.many:
        return "チェックボックス", "選択肢(複数回答)"
    if asked.words:
        return ("プルダウン" if len(asked.words) > _MANY_CHOICES else "ラジオボタン"), "選択肢"
    long = asked.question.others or (asked.field is not None and asked.field.kind in ("text", "fields"))
    return ("段落", "テキスト(長い回答)") if long else ("記述式", "テキスト")
