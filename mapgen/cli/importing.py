"""The commands that take lists and maps from outside in, as drafts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import click

from mapgen.cli import comparing
from mapgen.cli.language import Command, Group, option
from mapgen.cli.session import Session

GOOD, BAD_CONTENT = 0, 1

Style = Literal["text", "json"]


@click.group("import", cls=Group)
def imports() -> None:
    """ほかで作った地図や一覧を、団体の下書きとして取りこむ。 | Take maps and lists from elsewhere in, as drafts."""


@imports.command("kml", cls=Command)
@click.argument("file", type=click.Path(path_type=Path))
@option("--dry-run", is_flag=True, help="何ができるかを見せるだけで、書かない | only show what would be written")
@option(
    "--update",
    is_flag=True,
    help="ある団体の、変わったところだけを直す | only mend what differs of known organisations",
)
@option("--format", "style", type=click.Choice(["text", "json"]), default="text", help="結果の形 | form of the result")
@click.pass_obj
def kml(session: Session, file: Path, dry_run: bool, update: bool, style: Style) -> int:
    """マイマップの FILE(KML、KMZ)のピンから、団体の下書きを作る。 | Make drafts of the pins of a My Maps file."""
    import json

    from mapgen.imports.mymaps import import_map
    from mapgen.problems import Problems

    if update:
        return comparing.update(session, file, style, dry_run=dry_run)
    imported = import_map(session.project(), file, problems := Problems(), dry_run=dry_run)
    if imported and style == "json":
        click.echo(json.dumps(imported.data(session.lang), ensure_ascii=False, indent=2))
    elif imported:
        click.echo("\n".join(imported.lines(session.lang, dry_run=dry_run)))
    session.report(list(problems))
    return GOOD if imported else BAD_CONTENT


def _of_a_list(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the argument and the options of lists."""
    for decorated in (
        option(
            "--format",
            "style",
            type=click.Choice(["text", "json"]),
            default="text",
            help="結果の形 | form of the result",
        ),
        option(
            "--update",
            is_flag=True,
            help="ある団体の、空いているところだけをうめる | only fill in what known organisations lack",
        ),
        option(
            "--dry-run", is_flag=True, help="何ができるかを見せるだけで、書かない | only show what would be written"
        ),
        option("--city", "cities", multiple=True, metavar="ID", help="この市の行だけ | only rows of this city"),
        click.argument("file", type=click.Path(path_type=Path)),
    ):
        command = decorated(command)
    return command


@imports.command("csv", cls=Command)
@_of_a_list
@click.pass_obj
def csv(session: Session, /, file: Path, cities: tuple[str, ...], dry_run: bool, update: bool, style: Style) -> int:
    """公開されている一覧 FILE(CSV)から、団体の下書きを作る。 | Make drafts of the rows of a published list (CSV)."""
    if update:
        return comparing.update_from_list(session, file, cities, style, dry_run=dry_run)
    return take_list(session, file, cities, style, dry_run=dry_run)


@imports.command("xlsx", cls=Command)
@_of_a_list
@click.pass_obj
def xlsx(session: Session, /, file: Path, cities: tuple[str, ...], dry_run: bool, update: bool, style: Style) -> int:
    """公開されている一覧 FILE(Excel)から、団体の下書きを作る。 | Make drafts of the rows of a published workbook."""
    if update:
        return comparing.update_from_list(session, file, cities, style, dry_run=dry_run)
    return take_list(session, file, cities, style, dry_run=dry_run)


def take_list(session: Session, file: Path, cities: tuple[str, ...], style: Style, *, dry_run: bool) -> int:
    """Take a list in, whatever kind of file it really is, show what came of it, and return the exit code."""
    import json

    from mapgen.imports.lists import import_list
    from mapgen.problems import Problems

    listed = import_list(session.project(), file, problems := Problems(), cities, dry_run=dry_run)
    if listed and style == "json":
        click.echo(json.dumps(listed.data(session.lang), ensure_ascii=False, indent=2))
    elif listed:
        click.echo("\n".join(listed.lines(session.lang, dry_run=dry_run)))
    session.report(list(problems))
    return GOOD if listed else BAD_CONTENT
