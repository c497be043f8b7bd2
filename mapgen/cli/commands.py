"""The commands: parse, one call, print, exit code. What a command needs is imported when it runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from mapgen import __version__
from mapgen.cli import (
    beginning,
    checking,
    comparing,
    confirming,
    editing,
    exporting,
    geocoding,
    guarding,
    importing,
    reporting,
    results,
    surveying,
)
from mapgen.cli.language import Group, Option, option, session_language
from mapgen.cli.session import Session, cluster_address, epoch_date, web_address

if TYPE_CHECKING:
    from mapgen.options import Missing
    from mapgen.problems import Language

GOOD, BAD_CONTENT = 0, 1

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@option("--root", type=_FOLDER, default=Path(), help="content/ のあるフォルダー | the folder that holds content/")
@option("--lang", type=click.Choice(["ja", "en"]), is_eager=True, help="メッセージのことば | language of the messages")
@click.version_option(__version__, message="mapgen %(version)s", cls=Option, help="版を見せて終わる | show the version")
@click.pass_context
def group(ctx: click.Context, root: Path, lang: Language | None) -> None:
    """content/ のファイルから、地域の支援の地図を作ります。 | Build a region's map of help out of content/."""
    ctx.obj = Session(root, lang or session_language(ctx), epoch_date(os.environ))


@group.command()
@option("--output", type=_FOLDER, help="書き出す先(なければ public) | where to write (default: public)")
@option("--base-url", callback=web_address, help="公開するアドレス | the address it is published at")
@option(
    "--missing",
    type=click.Choice(["fail", "town", "omit"]),
    default="town",
    help="正確な点がない住所: エラー・町の円・のせない | addresses without an exact point: an error, the town, or none",
)
@option("--strict", is_flag=True, help="警告だけでも公開しない | do not publish with warnings either")
@option("--only", type=click.Choice(["pages"]), help="ページだけ作る | make the pages only")
@option("--preview", is_flag=True, help="確認用の印をつけ、検索に出さない | mark as a preview, hidden from search")
@option("--geocode", is_flag=True, help="先に、住所の点をたずねる | first ask where the addresses are")
@option("--jobs", type=click.IntRange(1, 64), help="同時に働く数(なければ CPU の数) | processes (default: the CPUs)")
@option(
    "--executor",
    callback=cluster_address,
    metavar="dask://HOST:PORT",
    help="ここでなく、動いている dask の集まりに手伝わせる | share the work with a running dask cluster instead",
)
@option("--no-cache", is_flag=True, help="前に作ったものを使わず、全部作る | make everything anew")
@click.pass_obj
def build(
    session: Session,
    output: Path | None,
    base_url: str | None,
    missing: Missing,
    strict: bool,
    only: Literal["pages"] | None,
    preview: bool,
    geocode: bool,
    jobs: int | None,
    executor: str | None,
    no_cache: bool,
) -> int:
    """サイトを作る。まちがいがあれば、前のサイトをそのまま残す。 | Build the site; on errors the old one stays."""
    from mapgen.making import make
    from mapgen.options import Options
    from mapgen.publish import claim

    root, undone = session.project(), geocoding.fill_missing(session) if geocode else GOOD
    hands = jobs or os.cpu_count() or 1
    options = Options(base_url, preview, missing, only == "pages", hands, executor, date=session.date)
    with claim(output or root / "public") as held:
        changes = make(root, held, options, session.report, strict=strict, cache=not no_cache)
    if changes is None:
        session.say("not-built", output=held.path)
        return BAD_CONTENT
    session.say("built", output=held.path, **changes.counts())
    return undone


@group.command()
@click.argument("texts", nargs=-1, required=True, metavar="TEXT...|-")
@click.pass_obj
def address(session: Session, texts: tuple[str, ...]) -> int:
    """住所がどう読まれるかを、1行の JSON で出す。- は標準入力。 | Show how addresses are read, one JSON line each."""
    import json

    from mapgen.address import describe
    from mapgen.content import read_content
    from mapgen.problems import Problems

    if (content := read_content(session.project(), problems := Problems())) is None:
        session.report(list(problems))
        return BAD_CONTENT
    for text in _each(texts):
        click.echo(json.dumps(describe(text, content.atlas.gazetteer, session.lang), ensure_ascii=False))
    return GOOD


@group.command()
@option("--port", type=click.IntRange(1, 65535), default=8000, help="番号(なければ 8000) | port (default: 8000)")
@click.pass_obj
def serve(session: Session, port: int) -> int:
    """自分のパソコンで見ながら直す。保存すると作り直す。 | Preview on this computer, rebuilt when a file is saved."""
    from mapgen.options import Options
    from mapgen.proof import Reader
    from mapgen.serve import Preview, WholeCheck, saved, serve

    root = session.project()
    reader = Reader(root, Options(f"http://127.0.0.1:{port}/", preview=True, today=session.today(), date=session.date))
    preview = Preview(reader.read, session.lang, session.rebuilt)
    whole = WholeCheck(root, session.lang, preview.tell_more)
    watched = partial(saved, root, ("content", "themes"))
    serve(preview, port, watched, whole, lambda address: session.say("serving", address=address))
    session.say("stopped")
    return GOOD


for _command in (
    beginning.init,
    checking.check,
    comparing.diff,
    editing.fmt,
    editing.new,
    editing.schema,
    exporting.export,
    geocoding.geocode,
    guarding.guard,
    geocoding.towns,
    importing.imports,
    reporting.report,
    surveying.survey,
):
    group.add_command(_command)
for _command in (confirming.sheets, results.report):
    surveying.survey.add_command(_command)


def _each(texts: Sequence[str]) -> Iterator[str]:
    """Yield the texts; for `-` the lines of standard input that are not empty, as they come."""
    if tuple(texts) != ("-",):
        yield from texts
        return
    for line in sys.stdin.buffer:
        if text := line.decode("utf-8-sig", "replace").strip():
            yield text
