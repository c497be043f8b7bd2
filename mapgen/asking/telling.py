"""How a question is shown, and how an answer was understood."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mapgen.answers import Data, Desk, place_in_words
from mapgen.guide import Field
from mapgen.model import Hours, Organization
from mapgen.problems import Language, catalogue
from mapgen.wording import PRECISION_WORDS, hours_in_words

_ID = {"ja": "ファイルの名前(id)", "en": "name of the file (id)"}
_NEEDED = {"ja": " (かならず)", "en": " (required)"}
_EXAMPLE = {"ja": "例", "en": "example"}
_MANY = {"ja": "いくつでも。「、」か空白で区切ります", "en": "one or more, with commas or spaces between"}
_LINES = {"ja": "何行でも。空の行で終わります", "en": "any number of lines; an empty one ends it"}
# More choices than this are shown only to who asks for them, but for their first level.
_FEW = 20
_MORE = {"ja": "(? で、くわしい分野もぜんぶ見られます)", "en": "(? shows all of the second level too)"}


def question_lines(
    head: str, field: Field | None, lang: Language, *, needed: bool, full: bool = False
) -> Iterator[str]:
    """Yield a question: what is asked, its help, its choices by number, an example."""
    yield ""
    if field is None:
        yield f"{head} {_ID[lang]}{_NEEDED[lang]}"
        yield f"  {catalogue()['ask-id'].fact[lang]}"
        return
    yield f"{head} {field.title.to(lang)}{_NEEDED[lang] if needed else ''}"
    help_text, example = field.spoken()
    if help_text:
        yield f"  {help_text.to(lang)}"
    choices = field.choices if field.kind == "choice" else ()
    for number, title in offered(field, lang, full=full) if choices else ():
        yield f"  {number:>2}. {title}" if number else f"  {title}"
    if field.many and choices:
        yield f"  {_MANY[lang]}"
    if field.name in ("description", "sources"):
        yield f"  {_LINES[lang]}"
    if not choices:
        yield f"  {_EXAMPLE[lang]}: {example}"


def offered(field: Field, lang: Language, *, full: bool = False) -> Iterator[tuple[int, str]]:
    """Yield the choices with their numbers; of many only the first level, and last, with 0, how to see all."""
    few = full or len(field.choices) <= _FEW
    for number, choice in enumerate(field.choices, 1):
        if few or "/" not in choice.id:
            yield number, choice.words.to(lang)
    if not few:
        yield 0, _MORE[lang]


def answer_in_words(fragment: Data, field: Field, words: str, lang: Language) -> str | None:
    """Return how an answer was understood, None where it stays what was said."""
    if field.name in ("hours", "closed"):
        if not ({"hours", "closed"} & fragment.keys()):
            return catalogue()["ask-hours-as-note"].fact[lang]
        hours = [Hours.model_validate(rule) for rule in fragment.get("hours", ())]
        return " / ".join(hours_in_words(hours, fragment.get("closed"), fragment.get("hours_note")))
    value: Any = fragment
    for name in field.path:
        value = value[name][0] if name == "places" else value.get(name, "")
    if field.kind == "choice":
        labels = {choice.id: choice.words.to(lang) for choice in field.choices}
        joint = "、" if lang == "ja" else ", "
        return joint.join(labels[id] for id in (value if isinstance(value, list) else [value]))
    if isinstance(value, list):
        return None if field.name == "sources" else "、".join(map(str, value))
    return str(value) if value and value.strip() != words else None


def place_line(org: Organization, desk: Desk, lang: Language) -> str:
    """Return how an address is read, and how exactly the map will know it."""
    read = place_in_words(org, desk)
    if read is None:
        return f"  → {catalogue()['ask-address-unread'].fact[lang]}"
    precision = read["precision"]
    known = PRECISION_WORDS[precision] if precision else catalogue()["ask-address-unknown"].fact["ja"]
    if lang == "en":
        known = precision or catalogue()["ask-address-unknown"].fact["en"]
    building = f" {read['building']}" if read["building"] else ""
    return f"  → {read['canonical']}{building} … {known}"
