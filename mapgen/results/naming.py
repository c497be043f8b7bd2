"""What only the staff may see: who is still to be reminded, what was written in words, who else was named."""

from __future__ import annotations

from collections.abc import Iterator

from mapgen.model import AskedField
from mapgen.reports.due import NOBODY, ways
from mapgen.results.value import Table
from mapgen.site import Site
from mapgen.survey import Answers
from mapgen.survey.columns import SENT
from mapgen.wording import ASKED_BY_WORDS, joined

TEXTS: dict[AskedField, str] = {
    "summary": "ひとことで",
    "description": "説明",
    "audience.text": "対象",
    "first_contact": "はじめての連絡",
    "apply_note": "申し込みの補足",
    "cost_note": "費用の補足",
}


def named(answers: Answers, site: Site) -> tuple[Table, ...]:
    """Return the tables that name organisations."""
    return _reminders(answers, site), _texts(answers), _others(answers)


def _reminders(answers: Answers, site: Site) -> Table:
    rows = []
    for row in answers.rows:
        if not row.answered:
            entry = site.by_id.get(row.id or "")
            found = ways(entry) if entry else ()
            ids = entry.cities if entry else ()
            city = joined(each.name.ja for each in site.content.region.cities if each.id in ids)
            first = (found[0].word, found[0].to) if found else (NOBODY, "")
            sent = ASKED_BY_WORDS[row.sent] if row.sent else ""
            rows.append((row.name, row.id or "", city, sent, *first, joined(map(str, found[1:]))))
    columns = ("団体", "id", "市", SENT, "たずね方", "あて先", "ほかのたずね方")
    note = f"{len(rows)} 団体。たずね方は、公開している連絡先だけから選びました"
    return Table("reminders", "まだ答えていない団体", note, columns, tuple(rows))


def _texts(answers: Answers) -> Table:
    titles = {question.field: question.title for question in answers.questionnaire.questions if question.field}
    rows = tuple(
        (row.name, titles.get(field) or word, text)
        for row in answers.rows
        for field, word in TEXTS.items()
        for text in _text(row.news.get(field), field)
    )
    return Table("texts", "ことばで書かれた答え", "いま地図にあることとちがう答えです", ("団体", "質問", "答え"), rows)


def _text(found: object, field: str) -> Iterator[str]:
    """Yield what a fragment of an organisation's file says in the field."""
    for part in field.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    if found is not None:
        yield str(found)


def _others(answers: Answers) -> Table:
    rows = tuple((str(each.where), each.words) for each in answers.others)
    return Table("others", "ほかに知っている団体", "書かれたままです", ("表の場所", "答え"), rows)
