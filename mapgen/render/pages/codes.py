"""What the codes in [ ] mean that `mapgen check` prints: a page for editors, made of the catalogue of messages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mapgen.problems import Language, Message, catalogue
from mapgen.render.local import JAPANESE, Local
from mapgen.render.press import Press, Sheet
from mapgen.text import visible
from mapgen.theme.html import Markup

PATH = "codes/"
COMMAND = "$"
# The rooms of the catalogue in the order in which an editor meets them; `changes` has sentences of other commands.
ROOMS = ("yaml", "fields", "content", "addresses", "chooser", "output", "commands", "exports", "changes", "editing",
         "drafts", "imports", "mymaps", "geocoding", "links", "revisions", "survey")  # fmt: skip
# A hole of a sentence, which facts fill, or a brace that is written as two.
_HOLE = re.compile(r"\{\{|\}\}|\{[^{}]*\}")

# What a reader takes for something else: the space of an ideograph's width, a voicing mark apart from its letter.
_UNSEEN = re.compile("[\u3000\u3099\u309a]")


@dataclass(frozen=True, slots=True)
class CodeView:
    """A code with its sentences, `…` in their holes, and its examples; `path` is where those stand, None of an
    organisation's file."""

    code: str
    level: str
    fact: str
    mend: str
    means: str
    path: str | None
    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class RoomView:
    """The codes of one matter, by name."""

    anchor: str
    title: Markup
    codes: tuple[CodeView, ...]


@dataclass(frozen=True, slots=True)
class CodesView:
    """The whole page; `lang` is the language of its messages where that is not the page's own."""

    rooms: tuple[RoomView, ...]
    lang: str | None


def codes(press: Press, lang: str) -> Iterator[Sheet]:
    """Yield the page of codes; in a language that messages do not speak they are Japanese."""
    local = press.local(lang, PATH)
    title, about = local.t.plain("codes.title"), local.t.plain("codes.lead")
    yield Sheet(PATH, "codes.html", title, _view(local), about, section="codes")


def _view(local: Local) -> CodesView:
    spoken: Language = "en" if local.lang == "en" else "ja"
    by_room: dict[str, list[CodeView]] = {}
    for code, message in sorted(catalogue().items()):
        if message.means:
            by_room.setdefault(message.room, []).append(_code(code, message, spoken))
    order = sorted(by_room, key=lambda room: (ROOMS.index(room) if room in ROOMS else len(ROOMS), room))
    rooms = tuple(RoomView(f"room-{room}", local.t(f"codes.room-{room}"), tuple(by_room[room])) for room in order)
    return CodesView(rooms, local.ja if local.lang not in (JAPANESE, "en") else None)


def _code(code: str, message: Message, lang: Language) -> CodeView:
    return CodeView(
        code,
        message.level,
        _open(message.fact[lang]),
        _open(message.mend.get(lang, "")),
        message.means[lang],
        message.path or None,
        _seen(message.wrong),
        _seen(message.right),
    )


def _open(template: str) -> str:
    """Return a sentence with an ellipsis where facts go."""
    return _HOLE.sub(_filled, template) if "{" in template or "}" in template else template


def _filled(hole: re.Match[str]) -> str:
    return hole[0][0] if hole[0] in ("{{", "}}") else "…"


def _seen(snippet: str) -> str:
    """Return an example in which nothing is invisible."""
    named = _UNSEEN.sub(lambda char: f"<U+{ord(char[0]):04X}>", snippet.rstrip("\n"))
    if named.replace("\n", "").isprintable():
        return named
    return "\n".join("".join(map(visible, line)) for line in named.split("\n"))
