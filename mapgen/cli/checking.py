"""The command that finds what is wrong and writes nothing."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from mapgen.cli.language import Command, option
from mapgen.cli.session import Session, within
from mapgen.cli.styles import as_github, as_json, as_sarif

if TYPE_CHECKING:
    from mapgen.problems import Problem

GOOD, BAD_CONTENT = 0, 1

Style = Literal["text", "json", "github", "sarif"]


@click.command("check", cls=Command)
@option("--strict", is_flag=True, help="警告もエラーとみなす | a warning counts as an error")
@option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    help="出し方 | how to print",
)
@option("--context/--no-context", default=None, help="まちがいのある行を見せる | show the lines that are wrong")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATH]...")
@click.pass_obj
def check(session: Session, strict: bool, style: Style, context: bool | None, paths: tuple[Path, ...]) -> int:
    """まちがいを全部、または PATH の分だけ知らせる。何も書かない。 | Report every problem, or those of PATH."""
    root = session.project()
    from mapgen.build import Options, build

    options = Options(date=session.date, jobs=os.cpu_count() or 1, today=session.today())
    problems = list(build(root, options).problems)
    shown = within(problems, paths, root)
    session.report(shown, context=context) if style == "text" else _print(session, shown, style)
    if others := len(problems) - len(shown):
        session.say("other-problems", count=others)
    failing = ("error", "warning") if strict else ("error",)
    return BAD_CONTENT if any(problem.level in failing for problem in shown) else GOOD


def _print(session: Session, problems: Sequence[Problem], style: Style) -> None:
    """Print the problems for another program, on standard output."""
    if style == "json":
        click.echo(as_json(problems, session.lang))
    elif style == "sarif":
        click.echo(as_sarif(problems, session.lang, session.root, _codes_page(session.root)))
    elif problems:
        click.echo(as_github(problems, session.lang, session.root))


def _codes_page(root: Path) -> str | None:
    """Return the address of the page that explains the codes; None while `site.yaml` cannot be read."""
    from mapgen.content import read_settings
    from mapgen.problems import Problems

    settings = read_settings(root, Problems())
    return f"{settings.base_url.rstrip('/')}/codes/" if settings else None
