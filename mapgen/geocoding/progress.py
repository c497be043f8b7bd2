"""How far the asking is: one line that is drawn over on a terminal, a plain line now and then elsewhere."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from mapgen.problems import Language, catalogue

_EVERY = 25


@dataclass(frozen=True, slots=True)
class Step:
    """One address done: its number of how many, what came of it (a precision, or the code of a word), seconds left."""

    number: int
    total: int
    address: str
    came: str
    seconds_left: float


class Ticker:
    """Says every step through `write`, which gets its own line breaks."""

    def __init__(self, write: Callable[[str], None], lang: Language, *, terminal: bool, columns: int = 80) -> None:
        self._write, self._lang, self._terminal, self._columns = write, lang, terminal, columns
        self._open = False

    def __call__(self, step: Step) -> None:
        """Say one step."""
        line = step_line(step, self._lang)
        if self._terminal:
            self._write(f"\r{clip(line, self._columns - 1)}\x1b[K")
            self._open = True
        elif step.number % _EVERY == 0 or step.number == step.total:
            self._write(f"{line}\n")

    def end(self) -> None:
        """Leave the line that was drawn over, so that what follows stands on its own."""
        if self._open:
            self._write("\n")
            self._open = False


def step_line(step: Step, lang: Language) -> str:
    """Return one step as a line: `[ 37/157] 座間市緑ケ丘一丁目1-1 block(残り 約120秒)`."""
    words = catalogue()
    came = words[step.came].fact[lang] if step.came in words else step.came
    width = len(str(step.total))
    left = words["geocode-left"].fact[lang].format(seconds=round(step.seconds_left)) if step.number < step.total else ""
    return f"[{step.number:>{width}}/{step.total}] {step.address} {came}{left}"


def clip(text: str, columns: int) -> str:
    """Return the text cut to a number of terminal columns; East Asian wide characters take two."""
    used = 0
    for position, char in enumerate(text):
        used += 2 if unicodedata.east_asian_width(char) in "WFA" else 1
        if used > columns:
            return text[:position]
    return text
