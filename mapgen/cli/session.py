"""What every command shares: the project's root, the language, and how problems are printed and counted."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

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

    def report(self, problems: Sequence[Problem]) -> None:
        """Print every problem, then how many there are."""
        tell(problems, self.lang)
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


def tell(problems: Sequence[Problem], lang: Language) -> None:
    """Print problems on standard error; on a terminal the level in colour, unless NO_COLOR is set (no-color.org)."""
    for problem in problems:
        plain = f" {problem.level}: "
        styled = click.style(plain, fg="red" if problem.level == "error" else "yellow", bold=True)
        text = problem.text(lang).replace(plain, styled, 1)
        click.echo(text, err=True, color=False if os.environ.get("NO_COLOR") else None)


def count(problems: Sequence[Problem]) -> dict[str, int]:
    """Return how many errors and how many warnings there are."""
    errors = sum(problem.level == "error" for problem in problems)
    return {"errors": errors, "warnings": len(problems) - errors}


def as_json(problems: Sequence[Problem], lang: Language) -> str:
    """Return the problems as one JSON object: a row each, and the counts."""
    import json

    rows = [
        {
            "path": problem.where.path,
            "line": problem.where.line,
            "column": problem.where.column,
            "level": problem.level,
            "code": problem.code,
            "message": problem.fact(lang),
            "mend": problem.mend(lang),
        }
        for problem in problems
    ]
    return json.dumps({"problems": rows, **count(problems)}, ensure_ascii=False, indent=2)


def within(problems: Sequence[Problem], paths: Sequence[Path], root: Path) -> list[Problem]:
    """Return the problems of the given files and folders; of all where none is given."""
    wanted = [Path(os.path.relpath(path.resolve(), root.resolve())).as_posix() for path in paths] or ["."]
    return [p for p in problems if any(w in (".", p.where.path) or p.where.path.startswith(f"{w}/") for w in wanted)]


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
