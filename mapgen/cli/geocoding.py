"""The commands about points: ask services where addresses are, report on what is known, make the offline tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapgen.cli.language import Command, Group, option
from mapgen.cli.session import Session, tell

if TYPE_CHECKING:
    from mapgen.geocoding import Options

GOOD, BAD_CONTENT = 0, 1


def fill(session: Session, options: Options) -> int:
    """Ask the services as the options say, print what came of it, and return the exit code."""
    import os
    import shutil
    import sys
    import time

    from mapgen.geocoding import Ticker, World, geocode

    world = World(time.monotonic, time.sleep, session.today(), os.environ)
    columns = shutil.get_terminal_size().columns
    ticker = Ticker(_say, session.lang, terminal=sys.stderr.isatty(), columns=columns)
    result = geocode(session.project(), options, world, ticker)
    tell(list(result.problems), session.lang)
    for line in result.lines(session.lang):
        click.echo(line)
    return result.code


def fill_missing(session: Session) -> int:
    """Ask about every address that has no exact point yet; return the exit code: 3 where work is left undone."""
    from mapgen.geocoding import Options

    return fill(session, Options())


def _say(text: str) -> None:
    click.echo(text, nl=False, err=True)


@click.command("geocode", cls=Command)
@option("--dry-run", is_flag=True, help="たずねる住所を見せるだけ | only show what would be asked")
@option("--refresh", multiple=True, metavar="ADDR", help="この住所だけもう一度たずねる | ask about this address again")
@option("--provider", metavar="NAME", help="site.yaml の geocoders のうち1つだけ使う | use one of the geocoders only")
@option("--prune", is_flag=True, help="使われない点を消す(通信しない) | remove points that nothing uses")
@option("--rekey", is_flag=True, help="今の読み方で書き直す(通信しない) | rewrite the keys by today's rules")
@option("--max-requests", "most", type=click.IntRange(1), default=200, help="たずねる回数の上限 | requests at most")
@option("--report", type=click.Path(dir_okay=False, path_type=Path), help="表計算用の一覧を書く | write a table (CSV)")
@click.pass_obj
def geocode(session: Session, /, **told: object) -> int:
    """住所の点を地図サービスにていねいにたずね、geocodes.yaml に書く。 | Ask services where the addresses are."""
    from mapgen.geocoding import Options

    return fill(session, Options(**told))  # type: ignore[arg-type]


@click.group(cls=Group)
def towns() -> None:
    """町と街区の表をあつかう。 | Work with the tables of towns and blocks."""


@towns.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_obj
def towns_import(session: Session, file: Path) -> int:
    """公開データ(Geolonia、位置参照情報)の FILE から町や街区の表を作る。 | Make the tables of towns or blocks."""
    from mapgen.imports.towns import import_towns
    from mapgen.problems import Problems

    done = import_towns(session.project(), file, problems := Problems())
    session.report(list(problems))
    if done is None:
        return BAD_CONTENT
    session.say(done.code, **done.facts)
    return GOOD
