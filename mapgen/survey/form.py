"""The questionnaire on paper: A4, for post and FAX. Black on white, letters of 12 points and more, boxes to tick."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from mapgen.guide import Choice
from mapgen.model import Organization, Questionnaire
from mapgen.model.settings import Reply
from mapgen.survey.columns import COUNTED, PRIVATE
from mapgen.survey.questions import Asked
from mapgen.survey.saying import known, known_text, reply_lines

_STYLE = """\
@page { size: A4; margin: 14mm 14mm 16mm; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 182mm; font: 12pt/1.5 sans-serif; color: #000; background: #fff; }
/* A header of a table stands on every sheet: sheets of a FAX come apart. */
article { display: table; width: 100%; break-after: page; }
header { display: table-header-group; break-inside: avoid; }
.body { display: table-row-group; }
article:last-child { break-after: auto; }
header div { display: flex; justify-content: space-between; gap: 4mm; border-bottom: 2pt solid; margin-bottom: 2mm; }
h1 { font-size: 18pt; margin: 0; }
header p { margin: 0; white-space: nowrap; }
section { break-inside: avoid; margin-top: 4mm; }
h2 { font-size: 13pt; margin: 0; }
h2 b { display: inline-block; border: 1.5pt solid; padding: 0 1.5mm; }
.body p { margin: 0; }
.box { border: 1.5pt solid; min-height: 10mm; padding: 1mm 2mm; white-space: pre-wrap; overflow-wrap: anywhere; }
.tall { min-height: 32mm; }
ul { list-style: none; margin: 1mm 0 0; padding: 0; }
li { display: inline-block; margin-right: 5mm; }
.rows > li { display: block; margin: 0; break-inside: avoid; }
.rows ul { margin: 0 0 0 8mm; }
.reply { border: 2pt solid; padding: 2mm; }
.reply p { min-height: 9mm; }
@media screen { body { padding: 1rem; } }
"""
_TALL = ("text", "fields")


def form_page(
    questionnaire: Questionnaire, asked: Sequence[Asked], orgs: Sequence[Organization], reply: Reply
) -> bytes:
    """Return a page with the questionnaire of each organisation, or a blank one where there are none."""
    title = escape(questionnaire.title)
    head = (
        '<!DOCTYPE html>\n<html lang="ja">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>{title}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
    )
    lines = [line for org in orgs or (None,) for line in _article(questionnaire, asked, org, reply)]
    return (head + "".join(f"{line}\n" for line in lines) + "</body>\n</html>\n").encode()


def _article(
    questionnaire: Questionnaire, asked: Sequence[Asked], org: Organization | None, reply: Reply
) -> Iterator[str]:
    yield "<article>"
    number = f"<p>団体ID: {escape(org.id)}</p>" if org else ""
    yield f'<header><div><h1>{escape(questionnaire.title)}</h1>{number}</div></header><div class="body">'
    for line in filter(None, (questionnaire.intro or "").split("\n")):
        yield f"<p>{escape(line)}</p>"
    for place, each in enumerate(asked, 1):
        mark = PRIVATE if each.private else COUNTED if each.counted else ""
        yield "<section>"
        yield f"<h2>{place}. {escape(each.title)}{' <b>' + mark.strip('【】') + '</b>' if mark else ''}</h2>"
        if each.help:
            yield f"<p>{escape(each.help)}</p>"
        yield from _answer(each, org)
        yield "</section>"
    back = "".join(f"<p>{title}: {escape(text)}</p>" for title, text in reply_lines(reply))
    yield f'<section class="reply">{back}</section>'
    yield "</div></article>"


def _answer(asked: Asked, org: Organization | None) -> Iterator[str]:
    if not asked.words:
        tall = asked.question.others or (asked.field is not None and asked.field.kind in _TALL)
        text = known_text(org, asked) if org else ""
        yield f'<div class="box{" tall" if tall else ""}">{escape(text)}</div>'
        return
    chosen = set(known(org, asked)) if org else set()
    yield f"<p>({_how_many(asked)})</p>"
    if any("/" in choice.id for choice in asked.choices):
        yield from _in_groups(asked.choices, chosen)
        return
    yield f"<ul>{''.join(_tick(word, ticked=word in chosen) for word in asked.words)}</ul>"


def _how_many(asked: Asked) -> str:
    most = asked.field.most if asked.field else None
    return "1つだけ" if not asked.many else f"{most}つまで" if most else "いくつでも"


def _in_groups(choices: Sequence[Choice], chosen: set[str]) -> Iterator[str]:
    """Yield the choices of two levels: those of the second below their first, without its name before theirs."""
    yield '<ul class="rows">'
    for top in (choice for choice in choices if "/" not in choice.id):
        below = [choice for choice in choices if choice.id.startswith(f"{top.id}/")]
        inner = "".join(
            _tick(choice.words.ja.removeprefix(f"{top.words.ja}: "), ticked=choice.words.ja in chosen)
            for choice in below
        )
        yield _tick(top.words.ja, ticked=top.words.ja in chosen, below=f"<ul>{inner}</ul>" if inner else "")
    yield "</ul>"


def _tick(word: str, *, ticked: bool, below: str = "") -> str:
    return f"<li>{'☑' if ticked else '□'} {escape(word)}{below}</li>"
