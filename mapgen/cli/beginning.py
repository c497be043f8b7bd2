"""The command that begins: the project of a new region, asked for or as a sample."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapgen.cli.language import Command, option
from mapgen.cli.session import Session

if TYPE_CHECKING:
    from mapgen.starter import Plan

GOOD, INTERRUPTED = 0, 130


@click.command("init", cls=Command)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@option(
    "--ask/--sample",
    "asks",
    default=None,
    help="地域の市を聞く・見本を作る(なければ、人がいれば聞く) | ask for the cities, or make a sample",
)
@click.pass_obj
def init(session: Session, folder: Path, asks: bool | None) -> int:
    """新しい地域のためのファイル一式を DIR に作る。 | Start the project of a new region in DIR."""
    from mapgen.starter import Stopped, check, start

    check(folder)
    try:
        plan = _plan(session) if asks or (asks is None and sys.stdin.isatty()) else None
    except Stopped:
        session.say("init-stopped")
        return INTERRUPTED
    session.say("started", folder=folder, count=len(start(folder, plan)))
    return GOOD


def _plan(session: Session) -> Plan:
    from mapgen.cli.asking import line
    from mapgen.starter import Interview, Stopped

    return Interview(lambda: line(Stopped), lambda text: click.echo(text, err=True), session.lang).run()
