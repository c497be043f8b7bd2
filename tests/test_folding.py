"""What is written differently and meant the same: one form to search by."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given

from mapgen.folding import fillers, fold, folded, spellings
from tests.folding_cases import CASES, JUMBLES, TEXTS

TABLE = Path(__file__).resolve().parent.parent / "mapgen" / "folding.toml"


@pytest.mark.parametrize(("text", "form"), CASES)
def test_a_text_is_folded_as_the_file_says(text: str, form: str) -> None:
    assert fold(text) == form


@given(TEXTS | JUMBLES)
def test_nothing_is_left_that_two_people_would_write_differently(text: str) -> None:
    form = fold(text)
    assert not re.search(r"[A-Zァ-ヶ０-９Ａ-ｚ_、。・「」()!?-]|  |^ | $", form)
    assert fold(text) == fold(f" {text}。")


@given(TEXTS)
def test_width_and_case_of_ordinary_letters_do_not_matter(text: str) -> None:
    plain = "".join(c for c in text if c.isascii())
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in plain)
    assert fold(wide) == fold(plain) == fold(plain.upper())


def test_every_spelling_leads_to_one_form_and_no_form_leads_on() -> None:
    table: dict[str, list[str]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))["variants"]
    written = [spelling for others in table.values() for spelling in others]
    assert len(written) == len(set(written))
    for form, others in table.items():
        assert {fold(spelling) for spelling in others} == {fold(form)}, form
    lengths = [len(spelling) for spelling, _ in spellings()]
    assert lengths == sorted(lengths, reverse=True), "the longest applies first"


def test_texts_are_folded_once_each_and_empty_ones_go() -> None:
    assert folded(["子供", "こども", "・", "食堂"]) == ("こども", "食堂")
    assert "the" in fillers() and "" not in fillers()
