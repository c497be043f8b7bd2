"""Asks for the region of a new project: its name and its cities, each answer judged by the rules of the reader."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from mapgen import schema, yamldoc
from mapgen.answers import clean, hiragana, suggest_id
from mapgen.model import Region
from mapgen.problems import Language, Problem, Problems, Where, catalogue
from mapgen.starter.plan import NewCity, Plan, region_text

_BACK = {"<", "＜", "戻る", "もどる", "back"}
_SAMPLE = NewCity("mihon", "みほん市", "みほんし", "みほん県", "992011", 35.0, 139.0)
_KINDS = re.compile("(?:し|く|ちょう|まち|むら|そん)$")
_POINT = re.compile(r"\(?(-?\d{1,3}\.\d+)[,、 ]+(-?\d{1,3}\.\d+)\)?")
# Two cities of most of these names are near each other; a box elsewhere is a slip of the keyboard.
_JAPAN = (122.0, 20.0, 154.0, 46.0)


class Stopped(Exception):  # noqa: N818 - nothing went wrong
    """Whoever answers has had enough."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question about a city: the sentence of the catalogue, the fields it fills, and whether it may be skipped."""

    code: str
    read: Callable[[NewCity, str], NewCity | Problem]
    optional: bool = False


def _kana(city: NewCity, words: str) -> NewCity | Problem:
    reading = hiragana(words)
    if re.search("[一-龠々]", reading):
        return Problem(Where(""), "kana-only", {"text": words})
    return replace(city, kana=reading)


def _place(city: NewCity, words: str) -> NewCity | Problem:
    found = _POINT.fullmatch(words)
    west, south, east, north = _JAPAN
    if not found or not (south <= float(found[1]) <= north and west <= float(found[2]) <= east):
        return Problem(Where(""), "init-no-point", {"text": words})
    return replace(city, lat=float(found[1]), lon=float(found[2]))


QUESTIONS = (
    Question("init-city", lambda city, words: replace(city, name=words)),
    Question("init-kana", _kana),
    Question("init-prefecture", lambda city, words: replace(city, prefecture=words)),
    Question("init-code", lambda city, words: replace(city, code=re.sub(r"\D", "", words) or words)),
    Question("init-place", _place),
    Question("init-tel", lambda city, words: replace(city, tel=words), optional=True),
)


class Interview:
    """One region being asked for; pure but for the two functions that ask and tell."""

    def __init__(self, ask: Callable[[], str], tell: Callable[[str], None], lang: Language) -> None:
        self._ask, self._tell, self._lang = ask, tell, lang
        self._cities: list[NewCity] = []

    def run(self) -> Plan:
        """Return what was answered. `ask` raises Stopped, and nothing was written then."""
        self._say("init-begin")
        name = self._text("init-region")
        operator = self._text("init-operator", optional=True)
        while (city := self._city()) is not None:
            self._cities.append(city)
            self._say("init-city-known", name=city.name, id=city.id)
        return Plan(name or "", operator, tuple(self._cities))

    def _text(self, code: str, *, optional: bool = False) -> str | None:
        self._say(code)
        while not (words := clean(self._ask())) and not optional:
            self._say("ask-needed")
        return words or None

    def _city(self) -> NewCity | None:
        """Return the next city, None where there is no other."""
        before = self._cities[-1] if self._cities else _SAMPLE
        city, at = replace(_SAMPLE, prefecture=before.prefecture), 0
        while at < len(QUESTIONS):
            question = QUESTIONS[at]
            same = question.code == "init-prefecture" and self._cities
            self._say("init-same-prefecture" if same else question.code, known=before.prefecture)
            words = clean(self._ask())
            if words in _BACK:
                at = max(0, at - 1)
            elif not words and at == 0 and self._cities:
                return None
            elif not words and (question.optional or same):
                at += 1
            elif (answered := self._judged(question, city, words)) is not None:
                city, at = answered, at + 1
        return city

    def _judged(self, question: Question, city: NewCity, words: str) -> NewCity | None:
        """Return the city with this answer in it, None after it is said what is wrong with the answer."""
        answered = question.read(city, words) if words else None
        if answered is None:
            self._say("ask-needed")
            return None
        faults = [answered] if isinstance(answered, Problem) else list(self._faults(question, answered))
        for fault in faults:
            self._tell(f"  × {fault.fact(self._lang)}")
            if mend := fault.mend(self._lang):
                self._tell(f"    → {mend}")
        return None if faults or isinstance(answered, Problem) else self._named(answered)

    def _faults(self, question: Question, city: NewCity) -> Iterator[Problem]:
        """Yield what the reader says of a region with this city, and that it is there already."""
        if question.code == "init-code" and any(known.code == city.code for known in self._cities):
            yield Problem(Where(""), "init-city-twice", {"code": city.code})
        problems = Problems()
        tree = yamldoc.parse(region_text(Plan("みほん", None, (city,))).encode(), "content/region.yaml", problems)
        if tree:
            schema.read(Region, tree, problems)
        yield from problems

    def _named(self, city: NewCity) -> NewCity:
        """Return the city with an id made of its reading: ざまし becomes zama."""
        taken = {known.id for known in self._cities}
        made = suggest_id(city.name, _KINDS.sub("", city.kana) or city.kana, taken)
        return replace(city, id=made or f"city-{len(self._cities) + 1}")

    def _say(self, code: str, **facts: object) -> None:
        self._tell(catalogue()[code].fact[self._lang].format(**facts))
