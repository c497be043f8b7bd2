"""The command that tells what a survey brought."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapgen.cli.exporting import site_of
from mapgen.cli.language import Command, option
from mapgen.cli.session import Session, WrongUsage, tell

if TYPE_CHECKING:
    from mapgen.survey import Answers

GOOD, BAD_CONTENT = 0, 1


@click.command("report", cls=Command)
@click.argument("inbox", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@option("--output", type=click.Path(dir_okay=False, path_type=Path), required=True, help="書く .html | the .html")
@option("--publishable", is_flag=True, help="団体の名前を出さず、小さい数を隠す | no names, small numbers hidden")
@click.pass_obj
def report(session: Session, inbox: tuple[Path, ...], output: Path, publishable: bool) -> int:
    """返ってきた FILE を数え、回収率や図にする。 | Count what came back in FILE: rates, tables, drawings."""
    if not publishable and output.resolve().is_relative_to(session.project().resolve()):
        raise WrongUsage("survey-report-inside", path=str(output))
    if (site := site_of(session)) is None or (answers := _answers(session, inbox)) is None:
        return BAD_CONTENT
    from mapgen.publish import write_files
    from mapgen.results import FEWEST, files, results

    found = results(answers, site, publishable=publishable)
    if publishable and found.answered < FEWEST:
        raise WrongUsage("survey-too-few", count=str(found.answered), fewest=str(FEWEST))
    write_files(made := files(found, site, output))
    session.say("survey-reported", path=output, count=len(made), asked=found.asked, answered=found.answered)
    return GOOD


def _answers(session: Session, inbox: tuple[Path, ...]) -> Answers | None:
    """Return what the files say, after what is wrong with them; None, with why, where one is not read."""
    from mapgen.answers import Desk
    from mapgen.imports.refusal import SourceError
    from mapgen.problems import Problems
    from mapgen.results import gathered
    from mapgen.survey.reading import read_answers

    desk = Desk.of(session.project(), problems := Problems())
    try:
        found = gathered([read_answers(file, desk, problems) for file in inbox]) if desk else None
    except SourceError as refused:
        problems.extend([refused.problem])
        found = None
    tell(list(problems), session.lang)
    return found
