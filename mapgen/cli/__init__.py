"""From the command line to an exit code: 0 good · 1 the content has errors · 2 wrong usage · 3 work left undone.

A user's mistake is a sentence with its mend; a bug keeps its traceback and ends in 70 (sysexits.h: EX_SOFTWARE).
"""

from __future__ import annotations

import atexit
import gc
import io
import os
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from mapgen.cli.commands import BAD_CONTENT, group
from mapgen.cli.language import session_language
from mapgen.cli.session import WrongUsage, say, tell

if TYPE_CHECKING:
    from mapgen.problems import Language

__all__ = ["group", "main"]

WRONG_USAGE, UNDONE, BUG, INTERRUPTED, BROKEN_PIPE = 2, 3, 70, 130, 141

# A refusal is work left undone, but for these.
_EXITS = {
    "output-not-ours": WRONG_USAGE,
    "output-not-a-file": WRONG_USAGE,
    "folder-not-empty": WRONG_USAGE,
    "port-taken": WRONG_USAGE,
    "cluster-not-installed": WRONG_USAGE,
    "unsafe-path": BAD_CONTENT,
    "colliding-paths": BAD_CONTENT,
}


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command that the arguments name (those of the process where none are given) and exit."""
    # What a build makes it keeps to its end: to look for rubbish at every 700th thing, and once more among all at the
    # end, took a tenth of its time or more.
    gc.set_threshold(200_000)
    atexit.register(gc.freeze)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A console that lacks a character shows its code instead of failing.
            stream.reconfigure(errors="backslashreplace")
    sys.exit(_run(list(sys.argv[1:] if arguments is None else arguments)))


def _run(arguments: list[str]) -> int:
    ctx = None
    try:
        with group.make_context("mapgen", arguments) as ctx:
            code = group.invoke(ctx)
        sys.stdout.flush()
    except click.exceptions.Exit as asked:
        return asked.exit_code
    except click.UsageError as wrong:
        return _explain(wrong)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Who reads us (`| head`) has enough. Nothing may be flushed at exit either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return BROKEN_PIPE
    except Exception as error:
        return _refused(error, session_language(ctx))
    return int(code)


def _explain(wrong: click.UsageError) -> int:
    """Print what was wrong with the command line."""
    from mapgen.problems import Problem, Where, nearest

    command = wrong.ctx.command_path if wrong.ctx else "mapgen"
    match wrong:
        case click.exceptions.NoArgsIsHelpError():
            wrong.show()
            return WRONG_USAGE
        case WrongUsage():
            problem = Problem(Where(command), wrong.code, wrong.facts, wrong.guess)
        case click.NoSuchOption():
            guess = next(iter(wrong.possibilities or ()), None)
            problem = Problem(Where(command), "no-such-option", {"name": wrong.option_name, "command": command}, guess)
        case click.exceptions.NoSuchCommand():
            guess = nearest(wrong.command_name, group.commands)
            problem = Problem(Where(command), "no-such-command", {"name": wrong.command_name}, guess)
        case _:
            said = wrong.format_message()
            facts = {"text": said, "command": command}
            problem = Problem(Where(command), "wrong-usage", facts, _meant(said))
    tell([problem], session_language(wrong.ctx))
    return WRONG_USAGE


def _meant(said: str) -> str | None:
    """Return what was probably meant where click lists the choices (`'jsno' is not one of 'text', 'json'.`), or where a
    file of nearly this name stands in the same folder (`Path 'a' does not exist.`)."""
    from mapgen.problems import nearest

    if missing := re.search("'([^']+)' does not exist", said):
        path = Path(missing[1])
        names = sorted(file.name for file in path.parent.iterdir()) if path.parent.is_dir() else []
        return (meant := nearest(path.name, names)) and (path.parent / meant).as_posix()
    written, _, choices = said.rpartition(" is not one of ")
    return nearest(written.rpartition(": ")[2].strip("'"), re.findall("'([^']+)'", choices)) if written else None


def _refused(error: Exception, lang: Language) -> int:
    """Print why a room refused its work; anything else is a bug, shown whole."""
    from mapgen.problems import RefusalError

    if isinstance(error, RefusalError):
        tell(error.problems, lang)
        return max(_EXITS.get(problem.code, UNDONE) for problem in error.problems)
    import traceback

    click.echo("".join(traceback.format_exception(error)), err=True)
    say(lang, "bug", kind=type(error).__name__)
    return BUG
