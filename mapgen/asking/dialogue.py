"""The questions, one after another, with a way back; pure but for the two functions that ask and tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from mapgen.answers import (
    Data,
    Desk,
    Draft,
    clean,
    draft_text,
    hiragana,
    merged,
    suggest_id,
    without_empty_place,
)
from mapgen.asking.questions import ASKED, Path, applies, needed
from mapgen.asking.telling import answer_in_words, offered, place_line, question_lines
from mapgen.problems import Language, Problem, Where, catalogue
from mapgen.text import good_stem

_BACK = {"<", "＜", "戻る", "もどる", "back"}
_HELP = {"?", "？"}
_NOTHING = {"-", "−", "ー"}
_KANJI_MAY_BE = "\u3400"


class Stopped(Exception):  # noqa: N818 - nothing went wrong
    """Whoever answers has had enough."""


class Dialogue:
    """One organisation being asked for. `answers` are the words said so far, by question."""

    def __init__(
        self, desk: Desk, ask: Callable[[], str], tell: Callable[[str], None], lang: Language, modeline: str
    ) -> None:
        self.desk = desk
        self.ask = ask
        self.tell = tell
        self.lang = lang
        self.modeline = modeline
        self.answers: dict[str, str] = {}
        self.told: set[str] = set()

    def run(self, answers: Mapping[str, str] | None = None) -> Draft:
        """Return what becomes of the answers; those given are not asked for again. `ask` raises Stopped."""
        known = {".".join(path) for path in ASKED}
        self.answers = {key: words for key, words in (answers or {}).items() if key in known}
        self.say("ask-begin")
        at = next((n for n, path in reversed([*enumerate(ASKED, 1)]) if ".".join(path) in self.answers), 0)
        while at < len(ASKED):
            at = self.step(at)
        while (chosen := self.review()) is not None:
            self.step(chosen)
            while (open_one := self.missing()) is not None:
                self.step(open_one)
        return self.draft()

    def missing(self) -> int | None:
        """Return the number of the first question that must be answered and is not."""
        data = self.data()
        asked = ((n, path) for n, path in enumerate(ASKED) if applies(path, data) and needed(path, data))
        return next((n for n, path in asked if ".".join(path) not in self.answers), None)

    def step(self, at: int) -> int:
        """Ask a question; return the number of the next one, which may be one before."""
        path = ASKED[at]
        if not applies(path, self.data()):
            self.answers.pop(".".join(path), None)
            return at + 1
        if self.question(path, at):
            return at + 1
        return next((n for n in reversed(range(at)) if applies(ASKED[n], self.data())), at)

    def question(self, path: Path, at: int) -> bool:
        """Ask until an answer is good, or none is wanted; return whether to go on: False is one back."""
        key = ".".join(path)
        self.show(path, at)
        while True:
            words = clean(self.ask())
            if words in _BACK:
                return False
            if words in _HELP:
                self.say("ask-keys")
                self.show(path, at, full=True)
            elif words in _NOTHING and key in self.answers:
                del self.answers[key]
                self.say("ask-taken-away")
            elif self.take(path, key, self.whole(path, words)) if words else self.settled(path, key):
                return True

    def show(self, path: Path, at: int, *, full: bool = False) -> None:
        """Print a question."""
        field = None if path == ("id",) else self.desk.guide.at(*path)
        head = f"[{at + 1}/{len(ASKED)}]"
        for line in question_lines(head, field, self.lang, needed=needed(path, self.data()), full=full):
            self.tell(line)
        if path == ("id",) and (made := self.suggestion()):
            self.say("ask-suggestion", id=made)
        if (now := self.answers.get(".".join(path))) is not None:
            self.say("ask-now", words=now)

    def whole(self, path: Path, first: str) -> str:
        """Return an answer that may have several lines; an empty one ends it."""
        lines = [first]
        while path in (("description",), ("sources",)) and (line := self.ask().rstrip()):
            lines.append(line)
        return "\n".join(lines)

    def settled(self, path: Path, key: str) -> bool:
        """Return whether a question may stay as it is without a new answer."""
        if key in self.answers:
            return True
        if path == ("id",) and (made := self.suggestion()):
            return self.take(path, key, made)
        if needed(path, self.data()):
            self.say("ask-needed")
            return False
        return True

    def take(self, path: Path, key: str, words: str) -> bool:
        """Keep an answer if it is good, and say how it is understood; else say what is wrong with it."""
        typed, words = words, hiragana(words) if path == ("kana",) else words
        before = self.answers.pop(key, None)
        faults = self.faults(path, words)
        for fault in faults:
            self.fault(self.in_words(fault, path))
        if any(fault.level == "error" for fault in faults):
            if before is not None:
                self.answers[key] = before
            return False
        self.answers[key] = words
        if path != ("id",):
            field = self.desk.guide.at(*path)
            if shown := answer_in_words(self.fragment(path, words), field, typed, self.lang):
                self.tell(f"  → {shown}")
        self.look_around(path)
        return True

    def faults(self, path: Path, words: str) -> list[Problem]:
        """Return what is wrong with an answer, alone and beside the others."""
        where = Where("")
        if path == ("id",):
            if words in self.desk.taken:
                return [Problem(where, "id-taken", {"id": words}, self.suggestion())]
            return [] if good_stem(words) else [Problem(where, "bad-id", {"text": words})]
        if path == ("kana",) and any(char >= _KANJI_MAY_BE and char <= "\u9fff" for char in words):
            return [Problem(where, "kana-only", {"text": words})]
        data = self.data()
        fragment = self.fragment(path, words)
        around = {name: value for name, value in data.items() if name in fragment}
        faults = self.desk.faults(merged(around, fragment), where)
        return [fault for fault in faults if not (path == ("sensitive",) and fault.code == "publish-not-agreed")]

    def look_around(self, path: Path) -> None:
        """Say how the address is read, and who is probably there already."""
        if path not in (("name",), ("contact", "tel"), ("places", "address")):
            return
        org = self.desk.sketch(self.data())
        if org is None:
            return
        if path == ("places", "address"):
            self.tell(place_line(org, self.desk, self.lang))
        for id, name, reasons in self.desk.like(org):
            if id not in self.told:
                self.told.add(id)
                ja, en = self.desk.reasons(reasons)
                self.fault(Problem(Where(""), "probably-there", {"id": id, "name": name, "ja": ja, "en": en}))

    def review(self) -> int | None:
        """Show the file; return None where it is to be written, else the number of the question to go back to."""
        while True:
            for line in draft_text(self.draft(), self.desk.guide, self.modeline).splitlines():
                self.tell(f"  {line}")
            _, faults = self.desk.judged(self.draft().data, self.draft().id)
            for fault in faults:
                self.fault(fault)
            good = not any(fault.level == "error" for fault in faults)
            self.say("ask-review" if good else "ask-mend")
            words = clean(self.ask())
            if not words and good:
                return None
            if (at := self.named(words)) is not None:
                return at
            self.say("ask-which")

    def named(self, words: str) -> int | None:
        """Return the number of the question that words name: its number, key or title; the last one for a way back."""
        if words in _BACK:
            return len(ASKED) - 1
        for n, path in enumerate(ASKED):
            titles = () if path == ("id",) else (self.desk.guide.at(*path).title.ja, self.desk.guide.at(*path).title.en)
            if words and words in (str(n + 1), path[-1], ".".join(path), *titles):
                return n
        return None

    def draft(self) -> Draft:
        """Return the file as far as it is known."""
        data = without_empty_place(self.data())
        return Draft(self.answers.get("id", "new"), {**data, "status": data.get("status", "draft")})

    def data(self) -> Data:
        """Return what all answers fill."""
        data: Data = {}
        for path in ASKED:
            if path != ("id",) and (words := self.answers.get(".".join(path))) is not None:
                data = merged(data, self.fragment(path, words))
        return data

    def fragment(self, path: Path, words: str) -> Data:
        """Return what one answer fills."""
        return self.desk.read(self.desk.guide.at(*path), words, numbered=True)

    def suggestion(self) -> str | None:
        """Return an id for the organisation."""
        return suggest_id(self.answers.get("name", ""), self.answers.get("kana"), self.desk.taken)

    def in_words(self, problem: Problem, path: Path) -> Problem:
        """Return a problem with the titles that a person sees here, in place of keys and ids of the file."""
        if path == ("id",):
            return problem
        field = self.desk.guide.at(*path)
        titles = {choice.id: choice.words.to(self.lang) for choice in field.choices}
        facts = {**problem.facts, "field": field.title.to(self.lang)}
        if titles and "choices" in facts:
            facts["choices"] = ", ".join(f"{n or ''} {title}".strip() for n, title in offered(field, self.lang))
        guess = titles.get(problem.guess, problem.guess) if problem.guess else None
        return Problem(problem.where, problem.code, facts, guess)

    def fault(self, problem: Problem) -> None:
        """Print what is wrong, or doubtful, and its mend."""
        mark = "×" if problem.level == "error" else "!"
        self.tell(f"  {mark} {problem.fact(self.lang)}")
        if mend := problem.mend(self.lang):
            self.tell(f"    → {mend}")

    def say(self, code: str, **facts: object) -> None:
        """Print a sentence of the catalogue."""
        self.tell("  " * (code not in ("ask-begin",)) + catalogue()[code].fact[self.lang].format(**facts))
