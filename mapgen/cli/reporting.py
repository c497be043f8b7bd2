"""The commands that show what needs a person's eye."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mapgen.cli.exporting import site_of, strangers
from mapgen.cli.language import Group, option
from mapgen.cli.session import Session, tell

if TYPE_CHECKING:
    from mapgen.reports import Report
    from mapgen.site import Site

GOOD, BAD_CONTENT, WRONG_USAGE = 0, 1, 2


@click.group(cls=Group)
def report() -> None:
    """人の目で見るべきことの一覧。 | What needs a person's eye."""


def _shown(command: Callable[..., Any]) -> Callable[..., Any]:
    """Return the command with the options that every report has."""
    styles = click.Choice(["text", "csv", "html"])
    for add in (
        option("--city", "cities", multiple=True, metavar="ID", help="この市だけ | only this city"),
        option("--output", type=click.Path(dir_okay=False, path_type=Path), help="ファイルに書く | write to a file"),
        option("--format", "style", type=styles, default="text", help="出し方 | how to show it"),
    ):
        command = add(command)
    return command


@report.command("stale")
@_shown
@click.pass_obj
def report_stale(session: Session, /, **told: Any) -> int:
    """確認を頼む団体を、古い順に、たずね方をそえて。 | Whom to ask again, oldest first, and by which channel."""
    from mapgen.reports import due

    return _show(session, lambda site: due(site, session.today(), told["cities"]), **told)


@report.command("gaps")
@_shown
@click.pass_obj
def report_gaps(session: Session, /, **told: Any) -> int:
    """市・分野・かたち・曜日で、まだだれもいないところ。 | Where nobody is listed yet."""
    from mapgen.reports import gaps

    return _show(session, lambda site: gaps(site, told["cities"]), **told)


@report.command("geocodes")
@_shown
@click.pass_obj
def report_geocodes(session: Session, /, **told: Any) -> int:
    """geocodes.yaml の点の、使われないもの・おおよそのもの・あやしいもの。 | Unused, coarse and doubtful points."""
    from mapgen.reports import points

    return _show(session, lambda site: points(site.content, session.lang, told["cities"]), **told)


@report.command("duplicates")
@_shown
@click.pass_obj
def report_duplicates(session: Session, /, **told: Any) -> int:
    """同じかもしれない団体を、わけをそえて。 | Organisations that are probably one, and why."""
    from mapgen.reports import same

    return _show(session, lambda site: same(site, told["cities"]), **told)


def _show(
    session: Session, make: Callable[[Site], Report], *, cities: tuple[str, ...], style: str, output: Path | None
) -> int:
    """Print the report, or write it to a file and say how much is in it; return the exit code."""
    from mapgen.exports.alone import Selection
    from mapgen.publish import write_files
    from mapgen.reports import as_csv, as_html, as_text

    if (site := site_of(session)) is None:
        return BAD_CONTENT
    if unknown := strangers(Selection(cities=cities), site):
        tell(unknown, session.lang)
        return WRONG_USAGE
    found = make(site)
    if output is None and style == "text":
        click.echo(as_text(found), nl=False)
        return GOOD
    content = {"text": lambda: as_text(found).encode(), "csv": lambda: as_csv(found), "html": lambda: as_html(found)}
    if output is None:
        sys.stdout.buffer.write(content[style]())
    else:
        write_files({output: content[style]()})
        session.say("report-written", path=output, count=found.count)
    return GOOD
