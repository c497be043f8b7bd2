"""Text pages, the licences page, and the page for addresses that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mapgen.model import Credit, Hotline, Page
from mapgen.render import markdown
from mapgen.render.facts import languages
from mapgen.render.local import JAPANESE, Local
from mapgen.render.pages.home import HomeView, home_view
from mapgen.render.press import Press, Sheet
from mapgen.render.static import Library, libraries
from mapgen.theme.html import Markup

LICENCES = "licences"


@dataclass(frozen=True, slots=True)
class TextView:
    """A text page: the body in HTML, and on the licences page what is used under which terms."""

    title: str
    body: Markup
    lang: str | None
    staff: bool = False
    credits: tuple[Credit, ...] = ()
    libraries: tuple[Library, ...] = ()
    licences: bool = False


def texts(press: Press, lang: str) -> Iterator[Sheet]:
    """Yield the text pages that the language has."""
    for page in press.site.pages(lang):
        if page.id == LICENCES:
            continue
        local = press.local(lang, f"{page.id}/")
        langs = tuple(code for code in press.languages if (code, page.id) in press.text_pages)
        view = TextView(page.title, _body(local, page), None, page.staff)
        yield Sheet(f"{page.id}/", "text.html", page.title, view, page.summary or "", section=page.id, langs=langs)


def licences(press: Press, lang: str) -> Iterator[Sheet]:
    """Yield the licences page, in every language: the editor's text where there is one, then credits and libraries."""
    local = press.local(lang, f"{LICENCES}/")
    written = {page.lang: page for page in press.site.content.pages if page.id == LICENCES}
    page = written.get(lang) or written.get(JAPANESE)
    view = TextView(
        title=page.title if page and page.lang == lang else local.t.plain("licences.title"),
        body=_body(local, page) if page else Markup(""),
        lang=local.ja if page and page.lang != lang else None,
        credits=press.site.content.settings.credits,
        libraries=libraries(press.theme, admin=press.site.content.settings.admin),
        licences=True,
    )
    yield Sheet(f"{LICENCES}/", "text.html", view.title, view, section=LICENCES)


@dataclass(frozen=True, slots=True)
class HotlineView:
    """A telephone line with the languages spoken there."""

    line: Hotline
    languages: str


@dataclass(frozen=True, slots=True)
class HotlinesView:
    """The page of all telephone lines."""

    title: Markup
    intro: Markup
    lines: tuple[HotlineView, ...]


def hotlines(press: Press, lang: str) -> Iterator[Sheet]:
    """Yield the page of telephone lines with their hours, languages and the day each number was checked."""
    local = press.local(lang, "hotlines/")
    lines = tuple(HotlineView(line, languages(local, line.languages)) for line in press.site.content.hotlines)
    view = HotlinesView(local.t("hotlines.title"), local.t("hotlines.intro"), lines)
    yield Sheet("hotlines/", "hotlines.html", local.t.plain("hotlines.title"), view, local.t.plain("hotlines.intro"))


def lost(press: Press) -> Iterator[tuple[Local, Sheet]]:
    """Yield 404.html with the language it is printed in. It is one file for all languages, with a line in English."""
    lang = press.languages[0]
    local = press.lost(lang)
    view: HomeView = home_view(local)
    yield local, Sheet("404.html", "404.html", local.t.plain("lost.title"), view, langs=(lang,))


def _body(local: Local, page: Page) -> Markup:
    return markdown.html(page.body, heading=2, link=local.follow, pictures=local.press.pictures)
