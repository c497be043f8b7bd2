"""The command that finds what is wrong and writes nothing."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from mapgen.cli.language import Command, option
from mapgen.cli.session import Session, WrongUsage, covers, within
from mapgen.cli.styles import as_github, as_json, as_sarif
from mapgen.options import Options

if TYPE_CHECKING:
    from mapgen.build import Build
    from mapgen.problems import Language, Problem

GOOD, BAD_CONTENT, UNDONE = 0, 1, 3

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
@option(
    "--links", "asking", is_flag=True, help="リンク先がまだあるかをたずねる | ask whether links still lead somewhere"
)
@option("--context/--no-context", default=None, help="まちがいのある行を見せる | show the lines that are wrong")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATH]...")
@click.pass_obj
def check(session: Session, /, paths: tuple[Path, ...], style: Style, asking: bool, **told: bool | None) -> int:
    """まちがいを全部、または PATH の分だけ知らせる。何も書かない。 | Report every problem, or those of PATH."""
    root, agent = session.project(), _agent(session.root) if asking else None
    built = _built(session, root)
    links, undone = _ask(session, built, agent, paths) if agent else ([], GOOD)
    problems = list(built.problems)
    shown = sorted([*within(problems, paths, root), *links], key=lambda problem: problem.where)
    session.report(shown, context=told["context"]) if style == "text" else _print(session, shown, style)
    if others := len(problems) + len(links) - len(shown):
        session.say("other-problems", count=others)
    failing = ("error", "warning") if told["strict"] else ("error",)
    return BAD_CONTENT if any(problem.level in failing for problem in shown) else undone


def _built(session: Session, root: Path) -> Build:
    from mapgen.making import before

    options = Options(date=session.date, jobs=os.cpu_count() or 1, today=session.today())
    with before(root, root / "public", options) as known:
        from mapgen.build import build  # heavy: a theme that is still to be compiled is on its way already

        return build(root, options, known)


def _agent(root: Path) -> str:
    """Return whom we say we are. Raises WrongUsage where nobody could be asked back."""
    from mapgen.contact import agent
    from mapgen.content import read_settings
    from mapgen.problems import Problems

    settings = read_settings(root, Problems())
    said = agent(settings) if settings else "mapgen"  # nobody is asked while there are errors
    if said is None:
        raise WrongUsage("links-no-contact")
    return said


def _ask(session: Session, built: Build, agent: str, paths: Sequence[Path]) -> tuple[list[Problem], int]:
    """Return what is wrong with what the files link to, and the exit code: 3 where something could not be asked."""
    import time

    from mapgen.finder import Finder
    from mapgen.linkcheck import MEMORY, Prober, check_links, dump_memory, links, parse_memory
    from mapgen.publish import keep

    if built.site is None or built.problems.failed():
        session.say("links-left")
        return [], GOOD
    session.say("links-asking")
    file, today = session.root / MEMORY, session.today()
    known = parse_memory(file.read_bytes() if file.is_file() else b"", today)
    inside = covers(paths, session.root)
    wanted = [link for link in links(built.site.content, Finder(session.root)) if inside(link.where.path)]
    asked = check_links(wanted, known, today, Prober(agent), time.monotonic, time.sleep)
    keep(file, dump_memory(asked.memory))
    session.say("links-asked", asked=asked.asked, remembered=asked.remembered, unasked=asked.unasked)
    return list(asked.problems), UNDONE if asked.unasked else GOOD


def _print(session: Session, problems: Sequence[Problem], style: Style) -> None:
    """Print the problems for another program, on standard output."""
    if style == "json":
        click.echo(as_json(problems, session.lang))
    elif style == "sarif":
        click.echo(as_sarif(problems, session.lang, session.root, _codes_page(session.root, session.lang)))
    elif problems:
        click.echo(as_github(problems, session.lang, session.root))


def _codes_page(root: Path, lang: Language) -> str | None:
    """Return the address of the page that explains the codes; None while `site.yaml` cannot be read."""
    from mapgen.content import read_settings
    from mapgen.problems import Problems

    if (settings := read_settings(root, Problems())) is None:
        return None
    folder = f"{lang}/" if lang in settings.languages[1:] else ""
    return f"{settings.base_url.rstrip('/')}/{folder}codes/"
