"""The commands of the survey: the questionnaire goes out, answers come in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from mapgen.cli.confirming import tell_if_late
from mapgen.cli.language import Command, Group, option
from mapgen.cli.session import Session, WrongUsage, tell

if TYPE_CHECKING:
    from mapgen.answers import Desk
    from mapgen.model.settings import Reply
    from mapgen.problems import Problems
    from mapgen.survey.importing import Imported

GOOD, BAD_CONTENT, UNDONE = 0, 1, 3


@click.group("survey", cls=Group)
def survey() -> None:
    """調査票を作り、返ってきた答えを取りこむ。 | Make the survey's questionnaire, and take the answers in."""


@survey.command("template", cls=Command)
@option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    help="調査票.xlsx、.html(紙)、.csv か .json(フォームの列) | a .xlsx, .html (paper), .csv or .json (form columns)",
)
@option("--org", "orgs", multiple=True, metavar="ID", help="この団体だけ | this organisation only")
@option("--blank", is_flag=True, help="何も書いていない調査票 | a questionnaire without any organisation")
@click.pass_obj
def template(session: Session, output: Path, orgs: tuple[str, ...], blank: bool) -> int:
    """調査票を作る。分かっていることは先に書いておく。 | Make the questionnaire, prefilled with what is known."""
    from mapgen.answers import Desk
    from mapgen.problems import Problems
    from mapgen.publish import write_files

    if (desk := Desk.of(session.project(), problems := Problems())) is None:
        session.report(list(problems))
        return BAD_CONTENT
    reply = desk.content.settings.reply.on(session.today())
    data, count, questions = _made(desk, output, orgs, reply, blank=blank)
    write_files({output: data})
    session.say("survey-made", output=output, count=count, questions=questions)
    tell_if_late(session, desk.content.settings.reply)
    return GOOD


def _made(desk: Desk, output: Path, ids: tuple[str, ...], reply: Reply, *, blank: bool) -> tuple[bytes, int, int]:
    """Return the file that the ending of its name asks for, of how many organisations and questions it is."""
    from mapgen.problems import nearest
    from mapgen.survey.form import form_page
    from mapgen.survey.questions import asked_of, questionnaire_of
    from mapgen.survey.spec import column_table, columns_json
    from mapgen.survey.template import workbook

    known = {org.id: org for org in desk.content.organizations if org.status != "closed"}
    for unknown in (id for id in ids if id not in known):
        raise WrongUsage("survey-unknown-org", nearest(unknown, known), text=unknown)
    orgs = () if blank else tuple(known[id] for id in ids or known)
    questionnaire = questionnaire_of(desk.content)
    asked = asked_of(questionnaire, desk.guide)
    match output.suffix.lower():
        case ".xlsx":
            data = workbook(questionnaire, asked, orgs, reply, desk.content.date)
        case ".html":
            data = form_page(questionnaire, asked, orgs, reply)
        case ".csv":
            data, orgs = column_table(asked), ()
        case ".json":
            data, orgs = columns_json(questionnaire, asked), ()
        case _:
            raise WrongUsage("survey-output-kind", text=output.name)
    return data, len(orgs), len(asked)


@survey.command("import", cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@option("--dry-run", is_flag=True, help="何が変わるかを見せるだけで、書かない | only show what would change")
@option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="結果の形 | form of the result")
@option(
    "--candidates",
    "listed",
    type=click.Path(dir_okay=False, path_type=Path),
    help="ほかに知っている団体の一覧を CSV に書く | write those who were named to a CSV file",
)
@click.pass_obj
def bring_in(session: Session, file: Path, dry_run: bool, style: Literal["text", "json"], listed: Path | None) -> int:
    """返ってきた FILE(xlsx、csv)の答えを、団体のファイルに写す。 | Write the answers of FILE into the files."""
    from mapgen.problems import Problems
    from mapgen.survey.importing import import_answers

    problems = Problems()
    imported = import_answers(session.project(), file, session.today(), problems, dry_run=dry_run)
    if imported is None:
        tell(list(problems), session.lang)
        return BAD_CONTENT
    _show(session, imported, problems, style)
    if listed:
        _list(session, imported, listed)
    return UNDONE if problems else GOOD


def _show(session: Session, imported: Imported, problems: Problems, style: str) -> None:
    """Print what came of it. Of the file itself no line is shown around a problem: it may hold what is private."""
    import json

    if style == "json":
        click.echo(json.dumps(imported.data(session.lang, problems), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(imported.lines(session.lang)))
    tell(list(problems), session.lang)


def _list(session: Session, imported: Imported, output: Path) -> None:
    from mapgen.publish import write_files
    from mapgen.survey.candidates import candidate_table

    write_files({output: candidate_table(imported.candidates)})
    session.say("survey-listed", output=output, count=len(imported.candidates))
