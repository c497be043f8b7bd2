"""The command that looks through the commits of a pull request for what must not stay in the history."""

from __future__ import annotations

from typing import BinaryIO

import click

from mapgen.cli.language import Command
from mapgen.cli.session import Session

GOOD, BAD_CONTENT = 0, 1


@click.command("guard", cls=Command)
@click.argument("log", metavar="LOG|-", type=click.File("rb"))
@click.pass_obj
def guard(session: Session, log: BinaryIO) -> int:
    """git log -p の出力に、公開しない場所の住所がないか見る。 | Look for hidden addresses in what git log -p prints."""
    from mapgen.content import read_region, read_tables
    from mapgen.guard import lookout, read_log, watch
    from mapgen.problems import Problems

    if (region := read_region(session.project(), found := Problems())) is None:
        session.report(list(found))
        return BAD_CONTENT
    towns, _ = read_tables(session.root, found)
    versions = list(read_log(log.read()))
    watch(versions, lookout(region, towns.names()), found)
    session.report(list(found))
    if not found.failed():
        session.say("guard-good", count=len({version.commit for version in versions}))
    return BAD_CONTENT if found.failed() else GOOD
