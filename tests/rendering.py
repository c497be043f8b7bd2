"""Pages to look at: the invented site in three languages, and a reader that keeps what tests ask for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from mapgen import render
from mapgen.model import Chooser, Hotline
from mapgen.site import Site
from tests import builders
from tests.builders import hidden, organization, page, public, rich

LANGUAGES = ("ja", "easy", "en")


def pages(site: Site, root: Path | None = None) -> dict[str, str]:
    """Return the text files of the site by path."""
    made = {artifact.path: artifact.content for artifact in render.pages(site, root)}
    return {path: content.decode() for path, content in made.items() if not path.endswith(".png")}


def hotline() -> Hotline:
    facts = {"id": "mihon", "name": {"ja": "みほん電話"}, "number": "0120-000-000", "about": {"ja": "だれでも"}}
    return Hotline.model_validate(facts | {"checked_on": "2026-01-02", "checked_against": ["https://a", "https://b"]})


def chooser() -> Chooser:
    """Return a chart with a second question under its first answer, and an answer that others should not see."""
    answers = [
        {
            "id": "money",
            "label": {"ja": "お金がない", "en": "No money"},
            "icon": "money",
            "categories": ["living/money"],
            "hotlines": ["mihon"],
            "next": "which",
        },
        {"label": {"ja": "話したい"}, "icon": "no-such-icon", "forms": ["soudan"]},
        {"id": "afraid", "label": {"ja": "こわい"}, "hotlines": ["mihon"], "quiet": "true", "next": "whom"},
    ]
    which = [
        {"label": {"ja": "食べもの", "easy": "{食|た}べもの"}, "categories": ["living/food"], "forms": ["ibasho"]},
        {"label": {"ja": "そのほか"}, "categories": ["living"]},
    ]
    questions = [
        {"id": "start", "ask": {"ja": "どうしましたか", "en": "What is it?"}, "answers": answers},
        {"id": "which", "ask": {"ja": "どれですか"}, "answers": which},
        {"id": "whom", "ask": {"ja": "だれですか"}, "answers": [{"label": {"ja": "家の人"}, "hotlines": ["mihon"]}]},
    ]
    return Chooser.model_validate({"questions": questions})


@cache
def four() -> dict[str, str]:
    """Return the pages of a site with an open, a closed, a sensitive and a hidden organisation in three languages."""
    return pages(
        builders.site(
            rich("mihon", related=["old"], translations={"en": {"summary": "Meals for anyone."}}),
            rich(
                "near",
                name="となり食堂",
                kana="となりしょくどう",
                serves=["minami"],
                open_to=None,
                places=[public(35.4475, 139.3501, address="みほん県南みほん市緑2番")],
            ),
            organization("old", name="むかしの会", kana=None, status="closed", successor="mihon"),
            rich("quiet", name="しずかな会", kana=None, sensitive=["dv"], places=[hidden("minami", name="相談室")]),
            settings=builders.settings(
                languages=LANGUAGES,
                credits=[{"title": "みほんデータ", "url": "https://x.example.jp/", "licence": "CC0"}],
            ),
            pages=(
                page(nav=1, body="[地図](/map/) と [説明](/about/)"),
                page(lang="en", title="About"),
                page("staff", nav=2, staff="true"),
            ),
            hotlines=(hotline(),),
            chooser=chooser(),
        )
    )


class Reader(HTMLParser):
    """Reads a page: its links, ids, headings, tags and visible text."""

    VOID = frozenset({"base", "meta", "link", "img", "br", "hr", "input"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = {name: value or "" for name, value in attrs}
        self.attributes += [(tag, name, value) for name, value in known.items()]
        self.links += [known[name] for name in ("href", "src") if name in known]
        self.ids += [known["id"]] if "id" in known else []
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        self.text += data


def html_pages(made: Mapping[str, str]) -> dict[str, Reader]:
    return {path: Reader(text) for path, text in made.items() if path.endswith(".html")}


def plain(made: Mapping[str, str], path: str) -> str:
    """Return a page's text on one line."""
    return re.sub(r"\s+", " ", Reader(made[path]).text)
