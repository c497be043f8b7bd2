"""Good files with a few slips in them: of fingers, editors, encodings, copying. Any number, always the same ones."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from mapgen import schema, yamldoc
from mapgen.model import Organization, Vocabulary
from mapgen.problems import Problem, Problems

# What slips in: marks of YAML, wide and invisible characters, values that other readers turn into something else.
_BITS = (
    ":", ": ", "：", " ", "　", "\t", "\n", "\r", "\r\n", "-", "- ", "－ ", "・", "#", " #", '"', "'", "“",
    "”", "[", "]", "{", "}", "［", ",", "、", "&a", "*a", "!", "!!int ", "!!python/object/apply:os.system",
    "|", ">", "%", "@", "`", "?", "? ", "---\n", "...\n", "<<: *a", "~", "null", "no", "on", "0x1F", "1_000",
    "9:30", "2026-02-30", "0" * 400, "9" * 5000, "\0", "\x07", "\x85", "\u2028", "\u200b", "\ufeff", "\u202e",
    "\U000e0100", "か\u3099", "👍", "\\", "\\u", "\\ud800", "{{ x }}", "[" * 50, "a: " * 30, "<b>", "&amp;",
    "=1+1",
)  # fmt: skip
_ENCODINGS = ("cp932", "euc_jp", "iso2022_jp", "utf-16", "utf-16-le", "utf-32", "latin-1", "utf-8-sig")


def mutants(good: str, count: int, seed: int = 1) -> Iterator[bytes]:
    """Yield `count` files, each the good one with one to four slips."""
    chance = random.Random(seed)
    for _ in range(count):
        text = good
        for _ in range(chance.choice((1, 1, 1, 2, 3, 4))):
            text = chance.choice(_SLIPS)(text, chance)
        data = text.encode("utf-8", "surrogatepass")
        yield _spoiled(data, text, chance) if chance.random() < 0.15 else data


def _line(change: Callable[[list[str], int, random.Random], None]) -> Callable[[str, random.Random], str]:
    def slip(text: str, chance: random.Random) -> str:
        lines = text.split("\n")
        change(lines, chance.randrange(len(lines)), chance)
        return "\n".join(lines)

    return slip


def _at(change: Callable[[str, int, random.Random], str]) -> Callable[[str, random.Random], str]:
    return lambda text, chance: change(text, chance.randrange(len(text) + 1), chance)


_SLIPS: tuple[Callable[[str, random.Random], str], ...] = (
    _at(lambda text, at, chance: text[:at] + chance.choice(_BITS) + text[at:]),
    _at(lambda text, at, chance: text[:at] + chance.choice(_BITS) + text[at + chance.randrange(9) :]),
    _at(
        lambda text, at, chance: (
            text[:at] + chr(chance.choice((chance.randrange(256), chance.randrange(0x11000)))) + text[at:]
        )
    ),
    _at(lambda text, at, chance: text[:at] + text[at + chance.randrange(1, 40) :]),
    _at(lambda text, at, chance: text[:at]),
    _at(lambda text, at, chance: text[at:]),
    _line(lambda lines, at, chance: lines.insert(at, lines[chance.randrange(len(lines))])),
    _line(lambda lines, at, chance: lines.__delitem__(at)),
    _line(lambda lines, at, chance: lines.__setitem__(at, " " * chance.randrange(9) + lines[at].lstrip())),
    _line(lambda lines, at, chance: lines.__setitem__(at, lines[at].replace(": ", chance.choice(_BITS), 1))),
    _line(lambda lines, at, chance: lines.__setitem__(at, lines[at].partition(":")[0] + ": " + chance.choice(_BITS))),
    _line(lambda lines, at, chance: lines.__setitem__(slice(at, at + 3), reversed(lines[at : at + 3]))),
)


def _spoiled(data: bytes, text: str, chance: random.Random) -> bytes:
    """Return the file as another program saved it, or with bytes that are no text."""
    if chance.random() < 0.6:
        return text.encode(chance.choice(_ENCODINGS), "replace")
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.randbytes(chance.randrange(1, 6)) + data[at + chance.randrange(4) :]


def problems_of(data: bytes, vocabulary: Vocabulary) -> list[Problem]:
    """Return what the loader says of a file."""
    problems = Problems()
    tree = yamldoc.parse(data, "content/orgs/mihon.yaml", problems)
    if tree:
        schema.read(Organization, tree, problems, vocabulary, id="mihon")
    return list(problems)
