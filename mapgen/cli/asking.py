"""A new organisation's file: asked for at the terminal, or made of an issue."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapgen.cli.session import Session, tell

if TYPE_CHECKING:
    from mapgen.answers import Desk, Draft

GOOD, BAD_CONTENT, INTERRUPTED = 0, 1, 130


def file_of_issue(session: Session, desk: Desk, issue: Path) -> int:
    """Write the draft of an issue and print its path; or say what is wrong with the issue, all at once."""
    from mapgen.imports.issues import draft_of_issue
    from mapgen.imports.refusal import SourceError
    from mapgen.problems import Problems

    problems = Problems()
    try:
        draft = draft_of_issue(issue, desk, problems)
        if draft:
            _create(session, desk, draft)
            click.echo(draft.path)
    except SourceError as refused:
        problems.extend([refused.problem])
        draft = None
    session.report(list(problems))
    return GOOD if draft else BAD_CONTENT


def asked(session: Session, desk: Desk) -> int:
    """Ask, and write the file; who stops half way finds the answers again."""
    from mapgen.answers import modeline_of
    from mapgen.asking import Dialogue, Stopped, forget, keep, kept
    from mapgen.imports.refusal import SourceError

    modeline = modeline_of(session.root, desk.content.settings)
    dialogue = Dialogue(desk, _line, lambda line: click.echo(line, err=True), session.lang, modeline)
    try:
        before = kept(session.root)
        draft = dialogue.run(before if before and _goes_on(session, before.get("name", "…")) else {})
        _create(session, desk, draft)
    except Stopped:
        if dialogue.answers:
            session.say("ask-kept", path=keep(session.root, dialogue.answers), count=len(dialogue.answers))
        else:
            session.say("ask-nothing")
        return INTERRUPTED
    except SourceError as refused:
        tell([refused.problem], session.lang)
        session.say("ask-kept", path=keep(session.root, dialogue.answers), count=len(dialogue.answers))
        return BAD_CONTENT
    forget(session.root)
    session.say("ask-written", path=draft.path)
    click.echo(draft.path)
    return GOOD


def _goes_on(session: Session, name: str) -> bool:
    """Return whether the answers of the last time are to be used."""
    session.say("ask-go-on", name=name)
    return _line().strip().casefold() not in ("n", "no", "いいえ")


def _line() -> str:
    """Return a line of whoever answers. Raises Stopped where there is none: Ctrl-C, Ctrl-D, the end of a file."""
    from mapgen.asking import Stopped

    try:
        said: str = click.prompt("", default="", show_default=False, prompt_suffix="> ", err=True)
    except click.Abort:
        raise Stopped from None
    if not sys.stdin.isatty():
        click.echo(err=True)  # nobody pressed the key that ends the line
    return said


def _create(session: Session, desk: Desk, draft: Draft) -> None:
    """Write the file of a draft. Raises SourceError, and writes over nothing."""
    from mapgen.answers import draft_text, modeline_of
    from mapgen.imports.files import create

    modeline = modeline_of(session.root, desk.content.settings)
    create(session.root, {draft.path: draft_text(draft, desk.guide, modeline).encode()})
