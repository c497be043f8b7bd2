"""One language seen from one depth: words, links, and the parts of a page that are the same on all pages there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from mapgen.model import Label
from mapgen.render import markdown
from mapgen.site import Entry
from mapgen.theme.html import Markup, plain, ruby, trusted

if TYPE_CHECKING:
    from mapgen.model import City, Desk, Hotline
    from mapgen.render.press import Press
    from mapgen.theme.words import Words

JAPANESE = "ja"
PART = 3  # the level of the first heading in what an organisation says of itself
DESKS = 2  # of each city on every page; all of them on the city's own
HERE = "\x00"  # stands in a printed row for the way to the language's root: no content can hold it
# Folders that no language has for itself; of the data each has a page that tells of it.
_FOR_ALL = ("data", "downloads", "kml", "pictures", "static")


@dataclass(frozen=True, slots=True)
class Said:
    """A text with the language it is in, None where that is the page's own (WCAG 3.1.2)."""

    text: str
    lang: str | None = None

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Help:
    """Where to turn when nothing fits: each city's desks and the telephone lines."""

    cities: tuple[HelpCity, ...]
    hotlines: tuple[Hotline, ...]
    checked: str


@dataclass(frozen=True, slots=True)
class HelpCity:
    """A city's first desks and the page with all of them."""

    name: str
    desks: tuple[DeskView, ...]
    more: str | None


@dataclass(frozen=True, slots=True)
class DeskView:
    """A city's desk with the link that says most: its page here, or its own."""

    desk: Desk
    href: str | None


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A text page in the footer, in the page's language or else in Japanese."""

    title: str
    href: str
    lang: str | None


class Local:
    """A language at a depth. `root` leads to the top of the site: `""`, `../`, …, or absolute for 404.html."""

    def __init__(self, press: Press, lang: str, root: str) -> None:
        self.press = press
        self.site = press.site
        self.content = press.site.content
        self.lang = lang
        self.root = root
        self.t: Words = press.theme.words(lang)
        self.home = root + press.prefix(lang)
        self._menus: dict[tuple[str, bool], Markup] = {}

    def to(self, path: str) -> str:
        """Return the link to a path within the language."""
        return (self.home + path) or "./"

    def page(self, page_id: str) -> str | None:
        """Return the link to a text page, Japanese where the language has none, None where there is none at all."""
        for lang in dict.fromkeys((self.lang, self.press.languages[0], JAPANESE)):
            if (lang, page_id) in self.press.text_pages:
                return f"{self.root}{self.press.prefix(lang)}{page_id}/"
        return None

    def follow(self, address: str) -> str:
        """Return the link for an address written from the site's root (`/map/`), in this language where it exists."""
        path, mark, rest = address.lstrip("/").partition("#")
        first = path.partition("/")[0]
        own = path == "data/" or first not in (*self.press.languages, *_FOR_ALL)
        if self.press.prefix(self.lang) and own:
            text_page = self.page(first)
            if text_page and path.rstrip("/") == first:
                return text_page + mark + rest
            return self.to(path) + mark + rest
        return ((self.root + path) or "./") + mark + rest

    def markdown(self, text: str, heading: int) -> Markup:
        """Return Markdown as HTML for this page; without a link into the site it is made once for all pages."""
        if re.search(r"[(<\s]/", text):
            return markdown.html(text, heading=heading, link=self.follow)
        key = text, heading
        if key not in self.press.prose:
            self.press.prose[key] = markdown.html(text, heading=heading)
        return self.press.prose[key]

    def beginning(self, text: str, limit: int = 120) -> str:
        """Return the beginning of Markdown as plain text, read once for all pages."""
        key = text, limit
        if key not in self.press.beginnings:
            self.press.beginnings[key] = markdown.text_of(self.markdown(text, PART), limit)
        return self.press.beginnings[key]

    def static(self, name: str) -> str:
        """Return the link to a static file by its short name (`site.css`). KeyError names one that does not exist."""
        return self.root + self.press.statics.names[name]

    def label(self, label: Label) -> Markup:
        """Return a label in the language as HTML, with readings as ruby."""
        return ruby(label.to(self.lang))

    def name(self, label: Label) -> str:
        """Return a label in the language as plain text."""
        return plain(label.to(self.lang))

    def said(self, japanese: str, translated: str | None = None) -> Said:
        """Return an organisation's text: what a person translated, else the Japanese, marked as such."""
        return Said(translated) if translated else Said(japanese, self.ja)

    @property
    def ja(self) -> str | None:
        """Return the `lang` that Japanese text needs on this page: None on a Japanese one."""
        return None if self.t.html == JAPANESE else JAPANESE

    def city(self, city: str) -> str:
        """Return a city's name by id."""
        return self.name(self.content.region.city(city).name)

    def cities(self, ids: tuple[str, ...]) -> str:
        """Return the names of cities in a row, in the order of the region."""
        return self.t.listing([self.name(city.name) for city in self.content.region.cities if city.id in ids])

    def category(self, category: str) -> str:
        """Return a category's name by id."""
        return self.name(self.content.taxonomy.category(category).name)

    def form(self, form: str) -> str:
        """Return a form's name by id."""
        return self.name(self.content.taxonomy.form(form).name)

    def row(self, entry: Entry) -> Markup:
        """Return the entry as it stands in every list here."""
        return trusted(self.press.row(self.lang, entry).replace(HERE, self.home))

    def menu(self, section: str, *, exact: bool) -> Markup:
        """Return the menu with its current section marked; `exact` where the page is the section's own."""
        key = section, exact
        if key not in self._menus:
            values = {"section": section, "exact": exact, "t": self.t, "at": self}
            self._menus[key] = self.press.theme.render("parts/menu.html", **values)
        return self._menus[key]

    @cached_property
    def aids(self) -> Markup:
        """Return the box with which a reader changes how pages look: size, readings, contrast."""
        return self.press.theme.render("parts/aids.html", t=self.t)

    @cached_property
    def strip(self) -> Markup:
        """Return the line of telephone numbers under the header."""
        return self.press.theme.render("parts/strip.html", hotlines=self._urgent(), t=self.t, at=self)

    @cached_property
    def help(self) -> Markup:
        """Return the block 「困ったとき」 that ends every page."""
        cities = tuple(self._help(city) for city in self.content.region.cities if city.desks)
        oldest = min((hotline.checked_on for hotline in self.content.hotlines), default=None)
        view = Help(cities, self.content.hotlines, self.t.day(oldest) if oldest else "")
        return self.press.theme.render("parts/help.html", v=view, t=self.t, at=self)

    @cached_property
    def footer(self) -> Markup:
        """Return the footer: date, operator, sources, terms, the menu of text pages."""
        menu = [(page, self._menu_item(page.id)) for page in self.site.pages(JAPANESE) if page.nav is not None]
        return self.press.theme.render(
            "parts/footer.html",
            pages=[item for page, item in menu if not page.staff],
            staff=[self._downloads(), *(item for page, item in menu if page.staff)],
            settings=self.content.settings,
            date=self.t.day(self.site.date),
            t=self.t,
            at=self,
        )

    def desks(self, city: City) -> tuple[DeskView, ...]:
        """Return a city's desks with their links."""
        return tuple(DeskView(desk, self._desk(desk)) for desk in city.desks)

    def _help(self, city: City) -> HelpCity:
        more = self.to(f"cities/{city.id}/") + "#desks" if len(city.desks) > DESKS else None
        return HelpCity(self.name(city.name), self.desks(city)[:DESKS], more)

    def _urgent(self) -> tuple[Hotline, ...]:
        urgent = [hotline for hotline in self.content.hotlines if not hotline.emergency]
        return tuple(urgent[:2])

    def _desk(self, desk: Desk) -> str | None:
        if desk.org and desk.org in self.site.by_id:
            return self.to(self.site.by_id[desk.org].path)
        return desk.url

    def _downloads(self) -> MenuItem:
        """Return the way to the staff's files, one page for all languages."""
        return MenuItem(self.t.plain("foot.downloads"), self.follow("/downloads/"), None)

    def _menu_item(self, page_id: str) -> MenuItem:
        own = next((page for page in self.site.pages(self.lang) if page.id == page_id), None)
        page = own or next(page for page in self.site.pages(JAPANESE) if page.id == page_id)
        return MenuItem(page.title, self.page(page_id) or "./", None if own else self.ja)
