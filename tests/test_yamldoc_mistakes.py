"""YAML that is wrong anywhere, or means harm: never a traceback, never a line too few, never much work."""

from __future__ import annotations

import itertools
import random
import re
import time
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mapgen import yamldoc
from mapgen.problems import Where
from mapgen.yamldoc import walk
from tests.examples import examples
from tests.test_yamldoc import faults, plain, read
from tests.yaml_rows import GOOD

# Bombs

MERGES = "a0: &a0 {x: 1}\n" + "".join(
    f"a{n}: &a{n}\n  <<: [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9)
)  # fmt: skip
BOMBS = {
    "brackets": "[" * 100_000,
    "braces": "a: " + "{" * 100_000,
    "pairs": "a: " + "[{a: " * 40_000,
    "dashes": "- " * 100_000,
    "indent": "".join(" " * n + "a:\n" for n in range(700)),
    "many": "a:\n" + "  - b\n" * 40_000,
    "keys": "".join(f"k{n}: 1\n" for n in range(20_000)),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_after_few_events(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    parser_of = walk._parser

    def counting(text: str) -> Any:
        parser = parser_of(text)

        class Counted:
            def get_event(self) -> Any:
                asked.append(1)
                return parser.get_event()

        return Counted()

    monkeypatch.setattr(walk, "_parser", counting)
    tree, (problem,) = read(BOMBS[name])
    assert tree is None
    assert problem.code in ("nested-too-deep", "too-many-values")
    assert len(asked) <= 2 * yamldoc.ORDINARY.events


def test_aliases_and_merges_are_never_followed() -> None:
    tree, problems = read(MERGES)
    assert tree is None
    assert {problem.code for problem in problems} == {"reserved-start", "merge-key"}
    tree, problems = read(MERGES.replace("<<", "b"))
    assert {problem.code for problem in problems} == {"reserved-start"}
    assert tree is not None
    assert len(str(plain(tree))) < 1000


def test_a_large_file_is_refused_unless_it_is_the_programs_own() -> None:
    text = "a: あ\n" + "# x\n" * 70_000
    assert faults(text) == ["1:1 yaml-too-large"]
    assert read(text, limits=yamldoc.LARGE)[1] == []


def test_the_limits_to_the_letter() -> None:
    assert (yamldoc.ORDINARY, yamldoc.LARGE) == ((262_144, 5_000, 8), (8_388_608, 400_000, 8))


@pytest.mark.parametrize(
    ("text", "limits", "told"),
    [
        ("a: " + "b" * 2045, {"size": 2048}, []),
        ("a: " + "b" * 2046, {"size": 2048}, ["1:1 yaml-too-large {'limit': 2, 'size': 3}"]),
        ("a: 1\nb: 2", {"events": 5}, []),
        ("a: 1\nb: 2", {"events": 4}, ["2:4 too-many-values {'limit': 4}"]),
        ("a: [b]", {"depth": 2}, []),
        ("a: [[b]]", {"depth": 2}, ["1:5 nested-too-deep {'limit': 2}"]),
        ("a: [[b]]", {"depth": 3}, []),
        ("a: {b: {c: d}}", {"depth": 2}, ["1:8 nested-too-deep"]),
        ("? [a]\n: b", {"depth": 2}, ["1:3 complex-key"]),
        ("? [[a]]\n: b", {"depth": 2}, ["1:4 nested-too-deep"]),
        ("a: b\n  c\nd: 1\ne: 2", {"events": 4}, ["1:4 text-over-lines", "3:4 too-many-values"]),
        # Of a broken file no more lines are looked at than may be read.
        ("a: @b\nb: @b\nc: @b\nd: @b\n", {"events": 3}, ["1:4 res", "2:4 res", "2:4 too-many-values", "3:4 res"]),
        ("a: 1\n   b: 2\n  c: 3\n   d: 4\n e: 5\n", {"events": 4}, ["2:4 bad", "2:7 too", "3:3 bad", "4:4 bad"]),
    ],
)
def test_what_is_one_too_many(text: str, limits: dict[str, int], told: list[str]) -> None:
    problems = read(text, limits=yamldoc.Limits(**limits))[1]
    said = [f"{problem.where.line}:{problem.where.column} {problem.code} {problem.facts}" for problem in problems]
    assert len(said) == len(told) and all(map(str.startswith, said, told)), said


def test_no_more_than_a_hundred_faults_are_told() -> None:
    for many in (99, 100, 101):
        assert len(read("".join(f"k{n}: @a\n" for n in range(many)))[1]) == min(many, 100)
        tree, problems = read("x: 1\n" + "".join(f"k{n}：@a\n" for n in range(many)))
        assert (len(problems), tree is None) == (100, many >= 100)  # then nobody looks any further


def test_no_more_mends_of_one_line_are_tried_than_anybody_needs() -> None:
    texts = [f"x: {{{', '.join(f'a{n}:[b]' for n in range(many))}}}\n" for many in (30, 31)]
    assert [read(text)[0] is None for text in texts] == [False, True]


def test_the_parser_too_sees_a_second_document() -> None:
    """Its lines have shown it before; should they ever not, nothing is lost in silence."""
    walked = walk.walk("a: 1\n--- b\n", lambda line, column: Where("f.yaml", line + 1, column + 1), yamldoc.ORDINARY)
    assert [(str(problem.where), problem.code) for problem in walked.faults] == [("f.yaml:2:1", "second-document")]


def test_a_number_that_is_no_character_is_told_alike_by_both_parsers(monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'x: "\\U00110000"\ny: @b\n'
    told = read(text)
    assert [problem.code for problem in told[1]] == ["backslash", "reserved-start"]
    monkeypatch.delattr(yaml, "CSafeLoader")
    assert read(text) == told


@pytest.mark.parametrize("value", ["'a' # b\tc", "[a] # b\tc", "{a: b} #\tc", "a # b\tc", "# b\tc", "'a\tb' # c\td"])
def test_a_tab_in_a_comment_harms_nobody(value: str) -> None:
    assert read(f"x: {value}\n")[1] == []


SLOW = {
    "tabs": "a: " + " \t" * 120_000,
    "tab lines": ("a: " + " \t" * 700 + "x\n") * 170,
    "brackets": ("a: " + '["' * 700 + "\n") * 170,
    "quotes": ("a: [" + '"' * 1400 + "\n") * 170,
    "open quotes": '- "x\n' * 50_000,
    "colons": "a：b\n" * 40_000,
    "spaces": " " * 250_000 + "x",
    "comments": "#\n" * 125_000 + "@",
}


@pytest.mark.parametrize("name", SLOW)
def test_no_file_takes_long(name: str) -> None:
    """R2: no hang of more than a second. Line rules that look ahead are where quadratic time hides."""
    start = time.process_time()
    assert read(SLOW[name])[1]
    assert time.process_time() - start < 2


# Mistakes anywhere in a file

_KEYED = re.compile(r"^( *(?:- )?)([a-z]+): (\S.*)$")
MISTAKES: dict[str, Any] = {
    "fullwidth-colon": lambda lead, key, value: f"{lead}{key}：{value}",
    "missing-space": lambda lead, key, value: f"{lead}{key}:{value}" if value[0] not in "/|" else None,
    "odd-space": lambda lead, key, value: f"{lead}{key}:　{value}",
    "odd-indent": lambda lead, key, value: f"　{lead}{key}: {value}",
    "tab": lambda lead, key, value: f"{lead}{key}:\t{value}",
    "reserved-start": lambda lead, key, value: f"{lead}{key}: @{value}",
    "colon-in-value": lambda lead, key, value: f"{lead}{key}: あ: {value}" if value[0] not in "|" else None,
    "quote-not-closed": lambda lead, key, value: f'{lead}{key}: "{value}',
    "text-after-quote": lambda lead, key, value: f'{lead}{key}: "あ"{value}',
    "text-after-bracket": lambda lead, key, value: f"{lead}{key}: [あ]い",
    "list-on-key-line": lambda lead, key, value: f"{lead}{key}: - あ",
    "template-left": lambda lead, key, value: f"{lead}{key}: {{{{ {key} }}}}",
    "hash-value": lambda lead, key, value: f"{lead}{key}: #{key}",
    "yaml-tag": lambda lead, key, value: f"{lead}{key}: !!str あ",
    "invisible-character": lambda lead, key, value: f"{lead}{key}: あ\u200bい",
    "backslash": lambda lead, key, value: f'{lead}{key}: "\\だ"',
    "no-colon": lambda lead, key, value: f"{lead}{key} あ" if "-" not in lead else None,
    "bad-indent": lambda lead, key, value: f"{lead} {key}: {value}" if "-" not in lead and value != "|" else None,
}


def mistakes() -> list[tuple[str, int, str]]:
    lines = GOOD.split("\n")
    made = []
    for (number, line), (code, change) in itertools.product(enumerate(lines), MISTAKES.items()):
        found = _KEYED.match(line)
        changed = change(*found.groups()) if found and found[3] != "|" else None
        if changed is not None and not (code in ("no-colon", "bad-indent") and number == 0):
            made.append((code, number + 1, "\n".join([*lines[:number], changed, *lines[number + 1 :]])))
    return made


def test_mistakes_anywhere_are_found_in_their_line_with_their_cause() -> None:
    """100 % with a line, at least 95 % the true line, at least 90 % the true cause."""
    total = line_right = cause_right = 0
    wrong = []
    for code, number, text in mistakes():
        for data in (text.encode(), text.replace("\n", "\r\n").encode(), b"\xef\xbb\xbf" + text.encode()):
            problems = read(data)[1]
            assert problems
            assert all(problem.where.line >= 1 and problem.where.column >= 1 for problem in problems)
            assert all(problem.text("ja") and problem.text("en") for problem in problems)
            total += 1
            line_right += {problem.where.line for problem in problems} == {number}
            cause_right += [problem.code for problem in problems] == [code]
        if [problem.code for problem in problems] != [code]:
            wrong.append((code, number, [f"{p.where} {p.code}" for p in problems]))
    assert total >= 500
    assert line_right >= 0.95 * total, wrong
    assert cause_right >= 0.9 * total, wrong


# Anything at all

NASTY = [
    ": ", "：", "- ", "-", "　", '"', "'", "[", "]", "{", "}", "{{", "#", " #", ">", "&", "*", "!", "!!", "%", "@", "`",
    "\\", ",", "、", "?", "? ", "---", "...", "<<", "“", "|", ":", " ", "  ", "\t", "\n",
    "\u200b", "\0", "\ufeff", "か\u3099",
]  # fmt: skip


@settings(max_examples=examples(200))
@given(st.binary(max_size=200))
def test_bytes_never_raise(data: bytes) -> None:
    tree, problems = read(data)
    assert (tree is None) <= bool(problems)


@settings(max_examples=examples(300))
@given(st.lists(st.sampled_from([*NASTY, "a", "name", "あ", "1"]), max_size=40).map("".join))
def test_scraps_never_raise_and_no_loss_is_silent(text: str) -> None:
    tree, problems = read(text)
    assert (tree is None) <= bool(problems)
    assert all(problem.text() and problem.where.line <= text.count("\n") + text.count("\r") + 1 for problem in problems)


def test_mutants_of_a_good_file_never_raise() -> None:
    chance = random.Random(20260401)
    for _ in range(400):
        text = GOOD
        for _ in range(chance.randint(1, 4)):
            place = chance.randrange(len(text))
            text = text[:place] + chance.choice(NASTY) * chance.randint(0, 2) + text[place + chance.randint(0, 3) :]
        tree, problems = read(text)
        assert (tree is None) <= bool(problems)
        assert all(1 <= problem.where.line <= text.count("\n") + 1 and problem.text() for problem in problems)


def test_both_parsers_agree_on_mutants(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(7)
    texts = []
    for _ in range(150):
        place = chance.randrange(len(GOOD))
        texts.append(GOOD[:place] + chance.choice(NASTY[:-4]) + GOOD[place + chance.randint(0, 1) :])
    fast = [read(text) for text in texts]
    monkeypatch.delattr(yaml, "CSafeLoader")
    differing = [text for text, result in zip(texts, fast, strict=True) if read(text) != result]
    assert differing == []
