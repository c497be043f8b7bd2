"""What every command shares: the project's root, the language, and how problems are printed and counted."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapgen.cli.excerpt import Source
from mapgen.cli.styles import count

if TYPE_CHECKING:
    from mapgen.problems import Language, Problem


# A field of a session is called `date`.
Day = date


class WrongUsage(click.UsageError):
    """A wrong usage that the catalogue has a sentence for."""

    def __init__(self, code: str, guess: str | None = None, **facts: str) -> None:
        super().__init__(code)
        self.code, self.guess, self.facts = code, guess, facts


@dataclass(frozen=True, slots=True)
class Session:
    """One run of the program. `date` is the day of SOURCE_DATE_EPOCH, None where it is not set."""

    root: Path
    lang: Language
    date: date | None

    def project(self) -> Path:
        """Return the root. Raises WrongUsage where no project is in it."""
        if not (self.root / "content").is_dir():
            raise WrongUsage("no-project", root=str(self.root))
        return self.root

    def today(self) -> Day:
        """Return the day of SOURCE_DATE_EPOCH, else today's: the one place where the program asks the clock."""
        return self.date or datetime.now(UTC).date()

    def say(self, code: str, **facts: object) -> None:
        """Print one sentence of the catalogue."""
        say(self.lang, code, **facts)

    def report(self, problems: Sequence[Problem], *, context: bool | None = None) -> None:
        """Print every problem, then how many there are; with `context` (None: on a terminal) the lines they are in."""
        shown = sys.stderr.isatty() if context is None else context
        tell(problems, self.lang, Source(self.root, shutil.get_terminal_size().columns) if shown else None)
        self.say("summary", **count(problems))

    def rebuilt(self, problems: Sequence[Problem]) -> None:
        """Print what came of a reading while serving."""
        tell(problems, self.lang)
        counts = count(problems)
        self.say("not-rebuilt" if counts["errors"] else "rebuilt", **counts)


def say(lang: Language, code: str, **facts: object) -> None:
    """Print a sentence of the catalogue on standard error: standard output is for results."""
    from mapgen.problems import catalogue

    click.echo(catalogue()[code].fact[lang].format(**facts), err=True)


def tell(problems: Sequence[Problem], lang: Language, source: Source | None = None) -> None:
    """Print problems on standard error; on a terminal the level in colour, unless NO_COLOR is set (no-color.org).

    With a source the line of the file that each is about stands between what is wrong and the mend.
    """
    for problem in problems:
        head, mend = problem.text(lang), ""
        if source and (below := source.below(problem)):
            head, _, mend = head.partition("\n")
            mend = f"\n{below}" + (f"\n{mend}" if mend else "")
        plain = f" {problem.level}: "
        styled = click.style(plain, fg="red" if problem.level == "error" else "yellow", bold=True)
        text = head.replace(plain, styled, 1) + mend
        click.echo(text, err=True, color=False if os.environ.get("NO_COLOR") else None)


def within(problems: Sequence[Problem], paths: Sequence[Path], root: Path) -> list[Problem]:
    """Return the problems of the given files and folders; of all where none is given."""
    inside = covers(paths, root)
    return [problem for problem in problems if inside(problem.where.path)]


def covers(paths: Sequence[Path], root: Path) -> Callable[[str], bool]:
    """Return what says of a path from the root whether it is one of these or below one; of all, where none is given."""
    wanted = [Path(os.path.relpath(path.resolve(), root.resolve())).as_posix() for path in paths] or ["."]
    return lambda path: any(w in (".", path) or path.startswith(f"{w}/") for w in wanted)


def epoch_date(environ: Mapping[str, str]) -> date | None:
    """Return the day of SOURCE_DATE_EPOCH in UTC (reproducible-builds.org), None where it is not set."""
    if not (text := environ.get("SOURCE_DATE_EPOCH")):
        return None
    try:
        return datetime.fromtimestamp(int(text), UTC).date()
    except (ValueError, OverflowError, OSError):
        raise WrongUsage("bad-epoch", text=text) from None


def web_address(_ctx: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """Return the address, None where it is empty: a host may not have set its variable. Raises WrongUsage."""
    if value and not (value.startswith(("https://", "http://")) and value.isprintable() and " " not in value):
        raise WrongUsage("bad-base-url", text=value)
    return value or None


def cluster_address(_ctx: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """Return the address of a cluster. Raises WrongUsage."""
    if value:
        from mapgen.cluster import Cluster

        if Cluster.named(value) is None:
            raise WrongUsage("bad-executor", text=value)
    return value or None
