"""The hand-out (つなぐシート): organisations on paper for the person at the desk, as a page and as one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mapgen.model import Hotline
from mapgen.render.local import Local
from mapgen.render.pages.organization import OrganizationView, organization
from mapgen.render.press import Press, Sheet
from mapgen.site import Entry
from mapgen.theme.html import Markup, trusted

PATH = "handout/"


@dataclass(frozen=True, slots=True)
class HandoutView:
    """What a hand-out says besides its organisations.

    On the page these come in the browser, each from its own page, which holds its slip; the file has slips and looks.
    """

    name: Markup
    day: str
    hotlines: tuple[Hotline, ...]
    slips: tuple[OrganizationView, ...] = ()
    css: Markup | None = None


def handout_page(press: Press, lang: str) -> Iterator[Sheet]:
    """Yield the page on which a browser puts the hand-out together. The server learns of none of it."""
    local = press.local(lang, PATH)
    title, about = local.t.plain("handout.title"), local.t.plain("handout.lead")
    yield Sheet(PATH, "handout.html", title, _view(local), about, section="handout")


def handout_file(press: Press, entries: Iterable[Entry]) -> bytes:
    """Return a hand-out of the entries, in their order and the site's first language, as HTML that loads nothing."""
    local = press.local(press.languages[0], PATH)
    slips = tuple(organization(local, entry) for entry in entries)
    looks = press.statics.contents[press.statics.names["handout.css"]].decode()
    view = _view(local, slips, trusted(looks))
    return press.theme.render("files/handout.html", v=view, t=local.t, at=local).encode()


def _view(local: Local, slips: tuple[OrganizationView, ...] = (), css: Markup | None = None) -> HandoutView:
    content = local.content
    return HandoutView(local.label(content.settings.title), local.t.day(local.site.date), content.hotlines, slips, css)
