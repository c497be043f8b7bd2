"""The command that writes one export alone."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapgen.cli.language import Command, option
from mapgen.cli.session import Session, WrongUsage, tell

if TYPE_CHECKING:
    from mapgen.exports.alone import Format, Piece, Selection
    from mapgen.problems import Problem
    from mapgen.site import Site

GOOD, BAD_CONTENT, WRONG_USAGE = 0, 1, 2


def separated(_ctx: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """Return what stands between the commas of all values: `a,b` and `c` are three."""
    return tuple(part for value in values for text in value.split(",") if (part := text.strip()))


@click.command("export", cls=Command)
@click.argument("name", metavar="FORMAT")
@option("--output", type=click.Path(path_type=Path), help="書き出すファイル(なければ標準出力) | the file to write to")
@option("--city", "cities", multiple=True, metavar="ID", help="この市にある場所だけ | only places in this city")
@option("--category", "categories", multiple=True, metavar="ID", help="この分野だけ | only this category")
@option("--form", "forms", multiple=True, metavar="ID", help="この活動のかたちだけ | only this form of activity")
@option("--area", "areas", multiple=True, metavar="ID", help="この駅や拠点の近くだけ | only around this station or hub")
@option("--orgs", multiple=True, callback=separated, metavar="ID,ID", help="この団体だけ | only these organisations")
@option("--language", metavar="CODE", help="single-file のことば(easy・en など) | the language of single-file")
@click.pass_obj
def export(session: Session, /, name: str, output: Path | None, language: str | None, **wanted: tuple[str, ...]) -> int:
    """地図・データ・印刷のファイルを1つ作る。

    kml kmz csv(地図) vcard ics(スマートフォン) geojson json jsonld orgs-csv orgs-excel hsds opendata suisho(データ)
    handout(印刷) single-file(全部) | Make one file: a map, contacts, open data, a handout, all.
    """
    from mapgen.exports.alone import Selection

    form, selection = _format(session, name, output, language), Selection(**wanted)
    if (site := site_of(session)) is None:
        return BAD_CONTENT
    if unknown := [*strangers(selection, site), *_foreign(language, site)]:
        tell(unknown, session.lang)
        return WRONG_USAGE
    pieces = tuple(form.files(site, selection))
    _hand_over(session, form, pieces, output)
    _say_what_is_left_out(session, form, site, selection)
    return GOOD if pieces else BAD_CONTENT


def _format(session: Session, name: str, output: Path | None, language: str | None) -> Format:
    """Return the format of this name. Raises WrongUsage, also where it would spoil a terminal."""
    from mapgen.formats import formats
    from mapgen.problems import nearest

    known = formats(session.project(), language)
    names = [form.name for form in known]
    if name not in names:
        raise WrongUsage("unknown-format", nearest(name.lower(), names), text=name, choices=", ".join(names))
    form = known[names.index(name)]
    if output is None and not form.text and sys.stdout.isatty():
        raise WrongUsage("not-for-a-terminal", name=name)
    return form


def site_of(session: Session) -> Site | None:
    """Return the site of the project, or None after its problems are printed."""
    from mapgen.build import Options, read_site
    from mapgen.problems import Problems

    site = read_site(session.project(), Options(date=session.date), problems := Problems())
    if site is None or problems.failed():
        session.report(list(problems))
        return None
    return site


def strangers(selection: Selection, site: Site) -> list[Problem]:
    """Return a problem for every id that the content does not have; a name in Japanese is understood."""
    from mapgen.exports.alone import vocabulary
    from mapgen.problems import Problem, Where

    known = vocabulary(site)
    return [
        Problem(
            Where(click.get_current_context().command_path),
            f"unknown-{kind}",
            {"text": text, "choices": ", ".join(known.words[kind])},
            known.meant(kind, text),
        )
        for kind, text in selection.unknown(known)
    ]


def _foreign(language: str | None, site: Site) -> list[Problem]:
    """Return a problem for a language that the site does not have."""
    from mapgen.problems import Problem, Where

    known = site.content.settings.languages
    if language is None or language in known:
        return []
    where = Where(click.get_current_context().command_path)
    return [Problem(where, "unknown-page-language", {"text": language, "choices": ", ".join(known)})]


def _hand_over(session: Session, form: Format, pieces: tuple[Piece, ...], output: Path | None) -> None:
    """Write the pieces, several as `F-1.kml`, `F-2.kml` …; without an output print the one there is."""
    from mapgen.publish import write_files

    if not pieces:
        session.say("nothing-to-export")
    elif output:
        numbered = [output.with_name(f"{output.stem}-{n}{output.suffix}") for n in range(1, len(pieces) + 1)]
        paths = numbered if len(pieces) > 1 else [output]
        write_files({path: piece.content for path, piece in zip(paths, pieces, strict=True)})
        for path, piece in zip(paths, pieces, strict=True):
            session.say(form.told, path=path, count=piece.count)
    elif len(pieces) > 1:
        raise WrongUsage("export-in-parts", count=str(len(pieces)))
    else:
        sys.stdout.buffer.write(pieces[0].content)


def _say_what_is_left_out(session: Session, form: Format, site: Site, selection: Selection) -> None:
    from mapgen.exports.alone import left_out

    if form.points_only and (count := left_out(site, selection)):
        session.say("export-left-out", count=count)
