"""The command that compares: two states of the project, or a map that staff have edited against it.

What differs comes as a note; what differs in a map may be written into the project's files.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from mapgen.cli.language import Command, option
from mapgen.cli.session import Session, WrongUsage, tell

if TYPE_CHECKING:
    from mapgen.changes import Changes, Subject
    from mapgen.drift import Answer, Drift, Outcome
    from mapgen.site import Site

GOOD, BAD_CONTENT, UNDONE = 0, 1, 3

Style = Literal["text", "md", "html"]
_OF_A_MAP = "apply-written", "apply-would", "apply-doubtful"
_OF_A_LIST = "list-written", "list-would", "list-doubtful"


@click.command("diff", cls=Command)
@click.argument("before", metavar="BEFORE|content")
@click.argument("after", metavar="AFTER|MYMAPS.kml", type=click.Path(path_type=Path))
@option("--format", "style", type=click.Choice(["text", "md", "html"]), default="text", help="出し方 | how to print")
@option("--output", type=click.Path(dir_okay=False, path_type=Path), help="ファイルに書く | write to a file")
@option("--base", type=click.Path(path_type=Path), help="前にマイマップに入れた KML | the KML that was imported before")
@option("--only", multiple=True, metavar="ID", help="この団体だけ | this organisation only")
@option("--apply", "applies", is_flag=True, help="たしかなものを content/ に写す | write what is sure into content/")
@option("--yes", is_flag=True, help="聞かずに写す | write without asking")
@click.pass_obj
def diff(
    session: Session,
    before: str,
    after: Path,
    style: Style,
    output: Path | None,
    base: Path | None,
    only: tuple[str, ...],
    applies: bool,
    yes: bool,
) -> int:
    """2つの版のちがい、またはマイマップとのちがいを、ことばで知らせる。 | Tell how two states, or a map, differ."""
    if after.is_dir():
        return between(session, Path(before), after, (style, output, only), writes=applies or base is not None)
    if before != "content":
        raise WrongUsage("diff-what", text=before)
    if applies and not (yes or only or sys.stdin.isatty()):
        raise WrongUsage("apply-unasked")
    if (drift := against_map(session, after, base, only)) is None:
        return BAD_CONTENT
    show(session, drift.changes, style, output)
    return write_back(session, drift, only, asks=not (yes or only)) if applies else GOOD


def between(
    session: Session, before: Path, after: Path, asked: tuple[Style, Path | None, tuple[str, ...]], *, writes: bool
) -> int:
    """Show what changed for residents between two folders with a project in each, and return the exit code."""
    from mapgen.revisions import compare

    if writes:
        raise WrongUsage("diff-no-writing")
    sites = [read(session, folder) for folder in (before, after)]
    if not (sites[0] and sites[1]):
        return BAD_CONTENT
    style, output, only = asked
    known = {org.id for site in sites if site for org in site.content.organizations}
    refuse_unknown(only, sorted(known))
    show(session, compare(sites[0], sites[1]).only(only), style, output)
    return GOOD


def read(session: Session, folder: Path) -> Site | None:
    """Return the site of a project's folder, or of its `content/`; None, with why, where it has errors."""
    from mapgen.build import read_site
    from mapgen.options import Options
    from mapgen.problems import Problems

    root = folder.parent if folder.name == "content" and not (folder / "content").is_dir() else folder
    own = replace(session, root=root)
    site = read_site(own.project(), Options(date=session.date), problems := Problems())
    if site is None or problems.failed():
        own.report(list(problems))
        return None
    return site


def refuse_unknown(only: Sequence[str], ids: Sequence[str]) -> None:
    """Raise WrongUsage for an id that no organisation has."""
    from mapgen.problems import nearest

    for unknown in (id for id in only if id not in ids):
        raise WrongUsage("diff-unknown", nearest(unknown, ids), id=unknown)


def update(session: Session, file: Path, style: str, *, dry_run: bool) -> int:
    """Show how a map differs in what it shares with the project, write what is sure, and return the exit code."""
    if style != "text":
        raise WrongUsage("update-in-words", style=style)
    if (drift := against_map(session, file)) is None:
        return BAD_CONTENT
    show(session, drift.shared().changes, "text", None)
    return write_back(session, drift, (), asks=False, dry_run=dry_run)


def update_from_list(session: Session, file: Path, cities: tuple[str, ...], style: str, *, dry_run: bool) -> int:
    """Show what a list tells otherwise than the project, write what only the list tells, and return the exit code."""
    from mapgen.drift import compare_list
    from mapgen.imports.lists.reading import read_list
    from mapgen.imports.refusal import SourceError

    if style != "text":
        raise WrongUsage("update-in-words", style=style)
    if (site := read(session, session.root)) is None:
        return BAD_CONTENT
    try:
        listed = read_list(file, site.content, cities).mymap
    except SourceError as refusal:
        tell([refusal.problem], session.lang)
        return BAD_CONTENT
    tell([each for each in listed.remarks if each.code != "import-list-cell"], session.lang)  # it is about drafts
    found = compare_list(site, listed)
    show(session, found.otherwise, "text", None)
    return write_back(session, found.missing, tuple(found.sure), asks=False, dry_run=dry_run, words=_OF_A_LIST)


def against_map(session: Session, file: Path, base: Path | None = None, only: tuple[str, ...] = ()) -> Drift | None:
    """Return how a map differs from the project, or some organisations of it; None, with why, where one is not read.

    `base` is the map as it was imported: then only what was changed in My Maps since.
    """
    from mapgen.drift import compare
    from mapgen.imports.mymaps.document import read_map
    from mapgen.imports.refusal import SourceError

    if (site := read(session, session.root)) is None:
        return None
    refuse_unknown(only, [org.id for org in site.content.organizations])
    try:
        drawn, imported = read_map(file), read_map(base) if base else None
    except SourceError as refusal:
        tell([refusal.problem], session.lang)
        return None
    tell(drawn.remarks, session.lang)
    drift = compare(site, drawn)
    if imported:
        drift = drift.since(compare(site, imported))
    return drift.only(only) if only else drift


def show(session: Session, changes: Changes, style: str, output: Path | None) -> None:
    """Print the note, or write it to a file and say how much differs."""
    from mapgen.changes import as_html, as_markdown, as_text
    from mapgen.publish import write_files

    note = {"text": as_text, "md": as_markdown, "html": as_html}[style](changes, session.lang)
    if output is None:
        click.echo(note, nl=False)
        return
    write_files({output: note.encode("utf-8", "replace")})
    session.say("note-written", output=output, count=len(changes))


def write_back(
    session: Session,
    drift: Drift,
    only: tuple[str, ...],
    *,
    asks: bool,
    dry_run: bool = False,
    words: tuple[str, str, str] = _OF_A_MAP,
) -> int:
    """Write into the files what surely can be, asking about each organisation where `asks`; return the exit code.

    `words` are the codes for what was written, would be, and was left alone.
    """
    from mapgen.drift import apply

    def ask(would: Subject, left: Subject) -> Answer:
        return _asked(session, would) if asks else "yes"

    outcome = apply(session.root, drift, ask, asks=asks, insisted=only, dry_run=dry_run)
    _tell(session, outcome, words, dry_run=dry_run)
    return UNDONE if outcome.problems else GOOD


def _asked(session: Session, would: Subject) -> Answer:
    """Return what the person at the terminal says to the changes of one organisation."""
    from mapgen.changes import subject_lines
    from mapgen.problems import catalogue

    answers: dict[str, Answer] = {"y": "yes", "n": "no", "q": "quit"}
    for line in ("", *subject_lines(would, session.lang)):
        click.echo(line, err=True)
    prompt = catalogue()["apply-ask"].fact[session.lang]
    try:
        said = click.prompt(prompt, type=click.Choice(list(answers)), default="n", err=True)
    except click.Abort:
        return "quit"
    return answers[said]


def _tell(session: Session, outcome: Outcome, words: tuple[str, str, str], *, dry_run: bool) -> None:
    """Print what was written, what was left, and why."""
    from mapgen.changes import subject_lines

    tell(outcome.problems, session.lang)
    written, would, doubtful = words
    lists = (
        (would if dry_run else written, outcome.written),
        ("apply-by-hand", outcome.by_hand),
        (doubtful, outcome.doubtful),
    )
    for code, subjects in lists:
        if subjects:
            session.say(code, count=len(subjects))
        for line in (line for subject in subjects for line in subject_lines(subject, session.lang)):
            click.echo(line, err=True)
    if outcome.declined:
        session.say("apply-declined", count=outcome.declined)
    if not (outcome.written or outcome.by_hand or outcome.doubtful or outcome.declined or outcome.problems):
        session.say("apply-none")
