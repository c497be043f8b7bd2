"""What can be wrong with the content, where it is, and how it reads in Japanese and English."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Literal

Language = Literal["ja", "en"]
Level = Literal["error", "warning", "note"]


@dataclass(frozen=True, order=True, slots=True)
class Where:
    """A place in a file: path from the project's root with `/`, line and column from 1 (0: the file as a whole).

    Columns count characters, not bytes and not terminal cells. In a sheet (`book.xlsx[回答]`) both are those of a cell.
    """

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if self.path.endswith("]") and self.line:
            return f"{self.path}!{_letters(self.column)}{self.line}"
        return ":".join(str(part) for part in (self.path, self.line, self.column) if part)


def _letters(column: int) -> str:
    """Return what a spreadsheet calls its column: A, Z, AA; '' for 0."""
    above, last = divmod(column - 1, 26)
    return _letters(above) + chr(ord("A") + last) if column else ""


@dataclass(frozen=True, slots=True)
class Message:
    """One entry of the catalogue `messages/*.toml`: a code's sentences per language, as `str.format` templates.

    `means` says more, and as it stands: for the page that explains the codes. `wrong` and `right` are its examples,
    which stand in the file `path` (`content/region.yaml`; `$`: on the command line); all empty where none can be shown.
    `room` is the catalogue's file, without its ending.
    """

    level: Level
    fact: dict[str, str]
    mend: dict[str, str]
    means: dict[str, str]
    room: str
    wrong: str = ""
    right: str = ""
    path: str = ""


@cache
def catalogue() -> dict[str, Message]:
    """Return every message by its code. Read on the first problem only, and for the page that explains the codes."""
    messages: dict[str, Message] = {}
    for file in sorted(resources.files("mapgen").joinpath("messages").iterdir(), key=lambda file: file.name):
        for code, entry in _entries(file.read_text(encoding="utf-8")):
            if code in messages:
                raise ValueError(f"{file.name}: the code {code} is in the catalogue twice")
            fact = {"ja": entry["ja"], "en": entry["en"]}
            shown = (entry.get(name, "") for name in ("wrong", "right", "path"))
            told = fact, entry.get("mend", {}), entry.get("means", {})
            messages[code] = Message(entry["level"], *told, file.name.removesuffix(".toml"), *shown)
    return messages


_STRING = r'"(?:[^"\\]|\\.)*"'
_LINE = re.compile(
    rf"^(?:\[([a-z0-9-]+)\]|(\w+) = (?:({_STRING})|\{{ ja = ({_STRING}), en = ({_STRING}) \}}|\'\'\'\n(.*?)\'\'\'))",
    re.MULTILINE | re.DOTALL,
)


def _entries(text: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the tables of a file of messages in order.

    The files are TOML, of which they use little: tomllib, which is not compiled, takes a tenth of a build's time for
    them, this a twentieth of that. A test holds that both read the same.
    """
    found: list[tuple[str, dict[str, Any]]] = []
    for code, name, string, japanese, english, block in _LINE.findall(text):
        if code:
            found.append((code, {}))
        elif japanese:
            found[-1][1][name] = {"ja": _unquoted(japanese), "en": _unquoted(english)}
        else:
            found[-1][1][name] = _unquoted(string) if string else block
    return found


def _unquoted(string: str) -> str:
    """Return what a string of TOML says; with escapes it is one of JSON's too."""
    said: str = json.loads(string) if "\\" in string else string[1:-1]
    return said


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: its place, its code in the catalogue, and the facts that fill the sentence.

    `guess`, where given, is what the writer probably meant; it replaces the code's general mend.
    """

    where: Where
    code: str
    facts: dict[str, Any] = field(default_factory=dict)
    guess: str | None = None

    @property
    def level(self) -> Level:
        """Return the level from the catalogue. Errors cannot be demoted; `--strict` raises warnings."""
        return catalogue()[self.code].level

    def fact(self, lang: Language = "ja") -> str:
        """Return the sentence that says what is wrong, without its place."""
        return catalogue()[self.code].fact[lang].format(**self.facts)

    def mend(self, lang: Language = "ja") -> str | None:
        """Return the sentence that says how to put it right, or None where the code has none."""
        if self.guess is not None:
            return {"ja": "「{}」ではありませんか?", "en": "did you mean '{}'?"}[lang].format(self.guess)
        template = catalogue()[self.code].mend.get(lang)
        return template.format(**self.facts) if template else None

    def text(self, lang: Language = "ja") -> str:
        """Return the problem as it is printed: place, level, fact, code; the mend indented below."""
        head = f"{self.where}: {self.level}: {self.fact(lang)} [{self.code}]"
        mend = self.mend(lang)
        return f"{head}\n    → {mend}" if mend else head

    def _place(self) -> tuple[Where, str, str]:
        return self.where, self.code, repr(sorted(self.facts.items()))


class Problems:
    """A basket that every stage drops its problems into; only `build` decides whether to stop."""

    def __init__(self, problems: Iterable[Problem] = ()) -> None:
        self._problems: list[Problem] = list(problems)

    def add(self, where: Where, code: str, *, guess: str | None = None, **facts: Any) -> None:
        """Drop one problem into the basket."""
        self._problems.append(Problem(where, code, facts, guess))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Drop several problems into the basket."""
        self._problems.extend(problems)

    def __iter__(self) -> Iterator[Problem]:
        """Yield the problems sorted by place, each once: two stages may notice the same fault."""
        seen = set()
        for problem in sorted(self._problems, key=Problem._place):
            if (key := problem._place()) not in seen:
                seen.add(key)
                yield problem

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __bool__(self) -> bool:
        return bool(self._problems)

    def failed(self, *, strict: bool = False) -> bool:
        """Return whether there is an error, or with `strict` a warning."""
        failing = ("error", "warning") if strict else ("error",)
        return any(problem.level in failing for problem in self._problems)


class RefusalError(Exception):
    """A room does not do its work; `problems` say why. Rooms have their own kinds of it."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        """Return the problems in English, as they are printed."""
        return "\n".join(problem.text("en") for problem in self.problems)


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice that `word` most likely meant, or None when nothing is near (ratio under 0.6)."""
    return next(iter(difflib.get_close_matches(word, list(choices), n=1)), None)
