"""Forms for people who know no files: a mistake on a page, an organisation that is missing. They work without scripts.

The host (Netlify) takes what is sent, keeps it, and writes a mail to the operator. The names of the fields are the keys
of an organisation's file, joined by hyphens as in the form for issues; with JavaScript the mail has them as YAML too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from mapgen.model import Hotline
from mapgen.render.local import Local
from mapgen.render.press import Press, Sheet
from mapgen.site import Entry
from mapgen.theme.html import Markup

REPORT, SUGGEST, THANKS = "report/", "suggest/", "thanks/"
Element = Literal["text", "tel", "url", "area", "select", "checks"]
SHOWN = 3
# What can be wrong, by where it stands in the file; `other` stands nowhere.
_WRONG = (
    "contact.tel",
    "contact.fax",
    "contact.email",
    "contact.url",
    "places.address",
    "hours_note",
    "summary",
    "other",
)
_ASKED: tuple[tuple[str, Element, bool], ...] = (
    ("name", "text", True),
    ("kana", "text", False),
    ("operator", "text", False),
    ("summary", "area", True),
    ("contact.tel", "tel", False),
    ("contact.url", "url", False),
    ("places.address", "text", False),
    ("hours_note", "text", False),
    ("serves", "checks", False),
    ("sources", "area", True),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A value and its words."""

    value: str
    label: Markup | str
    lang: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A question: `key` is the place of the answer in an organisation's file, `name` what the mail calls it."""

    key: str
    element: Element
    label: Markup
    help: Markup | None = None
    required: bool = False
    choices: tuple[Choice, ...] = ()

    @property
    def name(self) -> str:
        """Return the name of the field."""
        return self.key.replace(".", "-")


@dataclass(frozen=True, slots=True)
class IntakeView:
    """A form: `form` is its name at the host, `action` the page that thanks, as an absolute path."""

    title: Markup
    intro: Markup
    form: str
    kind: str
    action: str
    items: tuple[Item, ...]
    lines: tuple[Hotline, ...]
    operator: str


@dataclass(frozen=True, slots=True)
class ThanksView:
    """The page after sending."""

    title: Markup
    intro: Markup


def intake(press: Press, lang: str) -> Iterator[Sheet]:
    """Yield the forms and the page that thanks; nothing unless the site's settings ask for them."""
    if press.site.content.settings.forms is None:
        return
    for path, kind in ((REPORT, "report"), (SUGGEST, "suggest")):
        local = press.local(lang, path)
        items = tuple(_report(local) if kind == "report" else _suggestion(local))
        first = lang == press.languages[0]
        view = IntakeView(
            title=local.t(f"intake.{kind}"),
            intro=local.t(f"intake.{kind}-intro"),
            form=kind if first else f"{kind}-{lang}",
            kind=kind,
            action=f"{urlsplit(press.site.base_url).path}{press.prefix(lang)}{THANKS}",
            items=items,
            lines=press.site.content.hotlines[:SHOWN],
            operator=local.name(press.site.content.settings.operator),
        )
        yield Sheet(path, "intake.html", local.t.plain(f"intake.{kind}"), view, local.t.plain(f"intake.{kind}-intro"))
    local = press.local(lang, THANKS)
    thanks = ThanksView(local.t("intake.thanks"), local.t("intake.thanks-intro"))
    yield Sheet(THANKS, "thanks.html", local.t.plain("intake.thanks"), thanks)


def _report(local: Local) -> Iterator[Item]:
    t = local.t
    orgs = (_choice(local, entry) for entry in local.site.entries)
    yield Item(
        "org", "select", t("intake.org"), t("intake.org-help"), choices=(Choice("", t.plain("intake.pick")), *orgs)
    )
    wrong = (Choice(key, t.plain(f"intake.{_word(key)}")) for key in _WRONG)
    yield Item("what", "select", t("intake.what"), choices=tuple(wrong))
    yield Item("correct", "area", t("intake.correct"), t("intake.correct-help"), required=True)
    yield Item("sources", "area", t("intake.sources"), t("intake.sources-help"))


def _suggestion(local: Local) -> Iterator[Item]:
    cities = tuple(Choice(city.id, local.label(city.name)) for city in local.content.region.cities)
    for key, element, required in _ASKED:
        word = _word(key)
        helped = local.t(f"intake.{word}-help") if key in ("summary", "sources", "hours_note") else None
        choices = cities if element == "checks" else ()
        yield Item(key, element, local.t(f"intake.{word}"), helped, required, choices)


def _choice(local: Local, entry: Entry) -> Choice:
    translation = entry.org.translations.get(local.lang)
    said = local.said(entry.org.name, translation.name if translation else None)
    return Choice(entry.id, said.text, said.lang)


def _word(key: str) -> str:
    return key.rpartition(".")[2].replace("_", "-")
