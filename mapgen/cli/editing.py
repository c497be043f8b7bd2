"""The commands for those who write files of organisations: what a field may say, and files in one form."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from mapgen.cli.language import Command, option
from mapgen.cli.session import Session, WrongUsage, tell

if TYPE_CHECKING:
    from mapgen.guide import Guide

GOOD, BAD_CONTENT = 0, 1
Style = Literal["json", "cms", "issue-form", "table"]


@click.command("schema", cls=Command)
@option(
    "--format",
    "style",
    type=click.Choice(["json", "cms", "issue-form", "table"]),
    default="json",
    help="JSON Schema、CMS の設定、GitHub の受付票、項目の表 | JSON Schema, CMS settings, issue forms, table",
)
@option("--update", is_flag=True, help="受付票、項目の表、エディターの設定を書き直す | write the files made of it anew")
@option("--check", "checks", is_flag=True, help="書き直しが要るかだけを調べる | only tell which files are out of date")
@click.pass_obj
def schema(session: Session, style: Style, update: bool, checks: bool) -> int:
    """団体のファイルの項目と選べることばを、ほかの形で出す。 | Print the fields of an organisation in other forms."""
    from mapgen.content import read_guide
    from mapgen.problems import Problems

    if update and checks:
        raise WrongUsage("update-or-check")
    if (guide := read_guide(session.project(), problems := Problems())) is None:
        session.report(list(problems))
        return BAD_CONTENT
    if update or checks:
        return _renew(session, guide, writes=update)
    click.echo(_printed(guide, style, session.lang), nl=False)
    return GOOD


def _printed(guide: Guide, style: Style, lang: str) -> str:
    from mapgen.guide.cms import cms_config
    from mapgen.guide.issueforms import issue_forms
    from mapgen.guide.jsonschema import json_schema
    from mapgen.guide.table import table

    match style:
        case "json":
            return json_schema(guide)
        case "cms":
            return cms_config(guide)
        case "table":
            return table(guide, lang)
    return "".join(f"---\n# {path}\n{text}" for path, text in issue_forms(guide).items())


def _renew(session: Session, guide: Guide, *, writes: bool) -> int:
    """Write the files that say something else than the guide, or only name them."""
    from mapgen.guide.derived import derived
    from mapgen.problems import Problem, Where
    from mapgen.publish import write_files

    wanted = derived(guide, lambda path: _text(session.root / path))
    changed = {path: text for path, text in wanted.items() if _text(session.root / path) != text}
    if not changed:
        session.say("schema-current", count=len(wanted))
    elif writes:
        write_files({session.root / path: text.encode() for path, text in changed.items()}, folders=True)
        for path in changed:
            session.say("schema-updated", path=path)
    else:
        tell([Problem(Where(path), "schema-outdated") for path in changed], session.lang)
        return BAD_CONTENT
    return GOOD


@click.command("fmt", cls=Command)
@option(
    "--check", "checks", is_flag=True, help="書かずに、直すファイルの名前だけを出す | only name the files to change"
)
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATH]...")
@click.pass_obj
def fmt(session: Session, checks: bool, paths: tuple[Path, ...]) -> int:
    """団体のファイルの順番や引用符を、同じ形にそろえる。意味とコメントはそのまま。 | Put files into one form."""
    from mapgen.problems import Problems
    from mapgen.publish import write_files
    from mapgen.tidying import tidy

    tidied = tidy(session.project(), _chosen(session.root, paths), problems := Problems())
    if not checks:
        write_files({session.root / path: data for path, data in tidied.changed.items()})
    for path in tidied.changed:
        session.say("fmt-would" if checks else "fmt-done", path=path)
    tell(list(problems), session.lang)
    session.say("fmt-counts", count=tidied.count, changed=len(tidied.changed), left=tidied.left)
    return BAD_CONTENT if tidied.left or (checks and tidied.changed) else GOOD


@click.command("new", cls=Command)
@option(
    "--from-issue",
    "issue",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="GitHub の「団体を推薦する」の本文から作る | make it of the body of an issue",
)
@click.pass_obj
def new(session: Session, issue: Path | None) -> int:
    """新しい団体のファイルを、質問に答えて作る。あるファイルには書かない。 | Ask for an organisation and write it."""
    from mapgen.answers import Desk
    from mapgen.cli.asking import asked, file_of_issue
    from mapgen.problems import Problems

    if (desk := Desk.of(session.project(), problems := Problems())) is None:
        session.report(list(problems))
        return BAD_CONTENT
    return file_of_issue(session, desk, issue) if issue else asked(session, desk)


def _chosen(root: Path, paths: tuple[Path, ...]) -> tuple[str, ...]:
    """Return the files of organisations that are named, or stand in a folder that is; all where none is named."""
    files = sorted(f"content/orgs/{file.name}" for file in (root / "content" / "orgs").glob("*.yaml"))
    chosen: set[str] = set(() if paths else files)
    for path in paths:
        found = {file for file in files if (root / file).resolve().is_relative_to(path.resolve())}
        if not found:
            raise WrongUsage("fmt-no-organization", text=str(path))
        chosen |= found
    return tuple(sorted(chosen))


def _text(file: Path) -> str | None:
    """Return the text of a file, None where it is not there or no text."""
    try:
        return file.read_bytes().decode().replace("\r\n", "\n")
    except (FileNotFoundError, UnicodeDecodeError):
        return None
