"""Texts for the two that fold for search, Python and the browser: the cases of the file, and what Hypothesis makes."""

from __future__ import annotations

from pathlib import Path

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mapgen.folding import spellings

CASES: list[tuple[str, str]] = [
    (text, form)
    for text, form in yaml.safe_load((Path(__file__).parent / "search_folding.yaml").read_text(encoding="utf-8"))
]
# What the rules look at, in any order: kana of both kinds, marks, dashes, Latin, kanji, and the table's own spellings.
PIECES = (
    *"アァガパヴヵヶケかがっゃーｰｶﾞﾊﾟ゛゜々〆ゝ",
    *"-‐−―〜～ 　・。'_#",
    *"aZÉßςΣİﬁ９①㈱",
    *"緑丘市\u3099\u0301\ufe0f",
    *(spelling for spelling, _ in spellings()),
)
# Characters that Python knows: a browser may know newer ones, and fold them.
TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cn")), max_size=12)
JUMBLES = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


def made(examples: int = 600) -> list[str]:
    """Return texts nobody thought of, the same ones every time."""
    found: list[str] = []

    @settings(max_examples=examples, derandomize=True, database=None)
    @given(TEXTS | JUMBLES)
    def collect(text: str) -> None:
        found.append(text)

    collect()
    return found
