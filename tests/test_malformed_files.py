"""Files with one mistake, of every kind, in every line, with every line ending, through the whole loader.

Every one is told with a line; nearly all with the true line and the true cause; in both languages; none ends in a
traceback.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from mapgen import schema, yamldoc
from mapgen.content import read_content
from mapgen.model import Organization, Vocabulary
from mapgen.problems import Problem, Problems
from tests.test_promises import ROOT
from tests.test_yamldoc_mistakes import MISTAKES
from tests.yaml_rows import GOOD

Change = Callable[[str, str, str], str | None]

_KEYED = re.compile(r"^( *(?:- )?)([a-z]+): (\S.*)$")
ENDINGS = {"LF": "\n", "CRLF": "\r\n", "CR": "\r"}


def text_only(value: str) -> bool:
    return value[0] not in "[{|"


# Beside those that `yamldoc` alone is tried with: what only the loader sees, and rows of the table of 49.
MORE: dict[str, Change] = {
    "key-twice": lambda lead, key, value: f"{lead}{key}: {value}\n{' ' * len(lead)}{key}: {value}",
    "unknown-field": lambda lead, key, value: f"{lead}{key}x: {value}",
    "empty-value": lambda lead, key, value: f"{lead}{key}:" if text_only(value) else None,
    "key-decomposed": lambda lead, key, value: f"{lead}か\u3099{key}: {value}",
    "forbidden-character": lambda lead, key, value: f"{lead}{key}: あ\u202eい",
    "forbidden-escape": lambda lead, key, value: f'{lead}{key}: "あ\\0い"',
    "smart-quotes": lambda lead, key, value: f"{lead}{key}: “{value}”" if text_only(value) else None,
    "comment-dropped": lambda lead, key, value: f"{lead}{key}: {value} #みほん" if text_only(value) else None,
    "fullwidth-bracket": lambda lead, key, value: f"{lead}{key}: ［{value[1:-1]}］" if value[0] == "[" else None,
    "fullwidth-comma": lambda lead, key, value: f"{lead}{key}: [あ、い]" if value[0] == "[" else None,
    "bracket-not-closed": lambda lead, key, value: f"{lead}{key}: {value[:-1]}" if value[0] == "[" else None,
    "second-document": lambda lead, key, value: f"---\n{lead}{key}: {value}" if not lead and key != "name" else None,
    "empty-key": lambda lead, key, value: f"{lead}: {value}" if not lead else None,
    "merge-key": lambda lead, key, value: f"{lead}<<: {value}" if not lead and text_only(value) else None,
    "expected-fields": lambda lead, key, value: f"{lead}{key}: あ" if value[0] == "{" else None,
    "expected-text": lambda lead, key, value: f"{lead}{key}: [あ, い]" if text_only(value) else None,
    "odd-space": lambda lead, key, value: f"{lead}{key}: \u00a0{value}",
}  # fmt: skip
# What is said in their place is as true: a list where one word, number or day belongs.
AS_TRUE = {"expected-text": {"unknown-choice", "bad-date", "bad-time", "bad-degrees", "unknown-type", "unknown-city"}}


def malformed() -> Iterator[tuple[str, int, str]]:
    """Yield the code, the line and the text of a file for every mistake in every line that it can be made in."""
    lines = GOOD.rstrip("\n").split("\n")
    for code, change in [*MISTAKES.items(), *MORE.items()]:
        for number, line in enumerate(lines):
            found = _KEYED.match(line)
            changed = change(*found.groups()) if found and found[3] != "|" else None
            if changed is None or (code in ("no-colon", "bad-indent") and number == 0):
                continue
            at = number + 2 if code == "key-twice" else number + 1
            yield code, at, "\n".join([*lines[:number], changed, *lines[number + 1 :]]) + "\n"


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    content = read_content(ROOT, Problems())
    assert content is not None
    return schema.vocabulary_of(content.region, content.taxonomy, content.hotlines)


def loaded(data: bytes, vocabulary: Vocabulary) -> list[Problem]:
    problems = Problems()
    tree = yamldoc.parse(data, "content/orgs/mihon.yaml", problems)
    if tree:
        schema.read(Organization, tree, problems, vocabulary, id="mihon")
    return list(problems)


def test_the_good_file_is_good(vocabulary: Vocabulary) -> None:
    for ending in ENDINGS.values():
        assert [problem.text() for problem in loaded(GOOD.replace("\n", ending).encode(), vocabulary)] == []


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_mistake_is_told_in_its_line_with_its_cause_in_both_languages(ending: str, vocabulary: Vocabulary) -> None:
    made = list(malformed())
    line_right = cause_right = 0
    wrong: Counter[str] = Counter()
    for code, number, text in made:
        problems = loaded(text.replace("\n", ENDINGS[ending]).encode(), vocabulary)
        assert problems, (code, number)
        for problem in problems:
            assert problem.where.line >= 1 and problem.where.column >= 1
            assert re.search("[ぁ-んァ-ヶ一-龠]", problem.fact("ja")) and problem.fact("en") != problem.fact("ja")
            assert problem.text("ja") and problem.text("en")
        first = problems[0]
        line_right += number in {problem.where.line for problem in problems}
        good = first.code in {code, *AS_TRUE.get(code, ())} or code in {problem.code for problem in problems}
        cause_right += good
        if not good:
            wrong[f"{code} -> {first.code}"] += 1
    assert len(made) >= 500 and len({code for code, _, _ in made}) >= 30
    assert line_right >= 0.95 * len(made), (line_right, len(made))
    assert cause_right >= 0.9 * len(made), wrong.most_common(10)
