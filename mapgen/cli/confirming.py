"""The command that makes the sheets on which organisations confirm what is published of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mapgen.cli.exporting import separated, site_of, strangers
from mapgen.cli.language import Command, option
from mapgen.cli.session import Session, tell

if TYPE_CHECKING:
    from mapgen.model.settings import Reply
    from mapgen.site import Entry, Site

GOOD, BAD_CONTENT, WRONG_USAGE = 0, 1, 2


@click.command("sheets", cls=Command)
@option("--stale", is_flag=True, help="確認から日がたった団体だけ | only those that are due")
@option("--city", "cities", multiple=True, metavar="ID", help="この市だけ | only this city")
@option("--orgs", multiple=True, callback=separated, metavar="ID,ID", help="この団体だけ | only these organisations")
@option("--output", type=click.Path(dir_okay=False, path_type=Path), default="sheets.html", help="書く先 | where to")
@click.pass_obj
def sheets(session: Session, /, stale: bool, cities: tuple[str, ...], orgs: tuple[str, ...], output: Path) -> int:
    """掲載内容確認票を、1団体 A4 1枚で作る。 | Make an A4 sheet for each organisation to confirm its page."""
    from mapgen.confirming import chosen
    from mapgen.exports.alone import Selection

    if (site := site_of(session)) is None:
        return BAD_CONTENT
    if unknown := strangers(Selection(cities=cities, orgs=orgs), site):
        tell(unknown, session.lang)
        return WRONG_USAGE
    if entries := chosen(site, session.today(), stale=stale, cities=cities, orgs=orgs):
        _write(session, site, entries, output)
        return GOOD
    session.say("sheets-none")
    return BAD_CONTENT


def _write(session: Session, site: Site, entries: Sequence[Entry], output: Path) -> None:
    """Write the sheets as a page and where there is Chromium as PDF, and the table for a mail merge beside them."""
    from mapgen.confirming import letters, pages, printed, sheet
    from mapgen.publish import write_files

    today = session.today()
    page, table, paper = (output.with_suffix(ending) for ending in (".html", ".csv", ".pdf"))
    made = [sheet(entry, site, today) for entry in entries]
    write_files({page: pages(made, site.content.settings.title.ja, today), table: letters(entries, site)})
    session.say("sheets-written", count=len(made), page=page, table=table)
    if pdf := printed(page):
        write_files({paper: pdf})
        session.say("sheets-printed", path=paper)
    else:
        session.say("sheets-by-hand", path=page)
    _say_what_is_blank(session, site)


def _say_what_is_blank(session: Session, site: Site) -> None:
    from mapgen.confirming import blanks

    reply = site.content.settings.reply
    if left := blanks(reply):
        session.say("sheets-blank", names="、".join(left.values()) if session.lang == "ja" else ", ".join(left))
    tell_if_late(session, reply)


def tell_if_late(session: Session, reply: Reply) -> None:
    """Say that a closing day is past, so that it was not printed."""
    if reply.until and reply.until < session.today():
        from mapgen.problems import Problem, Where

        tell([Problem(Where("content/site.yaml"), "survey-reply-late", {"day": reply.until.isoformat()})], session.lang)
