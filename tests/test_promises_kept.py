"""Every promise has tests that are there, and what the night tries of it is there too."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.nightly.figures import PARTS
from tests.promises import PROMISES

FOLDER = Path(__file__).parent
NIGHT = (FOLDER.parent / ".github" / "workflows" / "nightly.yml").read_text(encoding="utf-8")


def test_there_are_34() -> None:
    assert list(PROMISES) == [f"R{n}" for n in range(1, 35)]


@pytest.mark.parametrize("number", PROMISES)
def test_a_promise_is_held_by_tests(number: str) -> None:
    promise = PROMISES[number]
    assert promise.words and promise.aim
    for name in promise.tests:
        file, _, test = name.partition("::")
        tree = ast.parse((FOLDER / f"test_{file}.py").read_text(encoding="utf-8"))
        assert test in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}, name
    if promise.night:
        assert promise.night in (*PARTS, "mutation") and f"tests.nightly {promise.night}" in NIGHT


def test_the_night_runs_every_part() -> None:
    assert set(re.findall(r"tests\.nightly (\w+)", NIGHT)) == {*PARTS, "mutation"}


def test_the_page_for_everybody_speaks_of_every_promise() -> None:
    page = (FOLDER.parent / "content" / "pages" / "trust.md").read_text(encoding="utf-8")
    assert set(re.findall(r"\bR\d+\b", page)) == set(PROMISES)
