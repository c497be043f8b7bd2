"""YAML for people who never saw YAML: what is read, what is refused, and where and how it says so."""

from __future__ import annotations

import string
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mapgen import yamldoc
from mapgen.problems import Problem, Problems, Where
from tests.examples import examples
from tests.yaml_rows import GOOD, ROWS, Row


def read(text: str | bytes, **more: Any) -> tuple[yamldoc.Mapping | None, list[Problem]]:
    problems = Problems()
    tree = yamldoc.parse(text.encode() if isinstance(text, str) else text, "f.yaml", problems, **more)
    return tree, list(problems)


def faults(text: str | bytes) -> list[str]:
    """Return the problems as `line:column code`."""
    return [f"{problem.where.line}:{problem.where.column} {problem.code}" for problem in read(text)[1]]


def text_at(tree: yamldoc.Node | None, path: tuple[str | int, ...]) -> str:
    for part in path:
        if isinstance(part, int):
            assert isinstance(tree, yamldoc.Sequence)
            tree = tree.items[part]
        else:
            assert isinstance(tree, yamldoc.Mapping)
            tree = tree.entries[part]
    assert isinstance(tree, yamldoc.Scalar)
    return tree.text


def plain(node: yamldoc.Node) -> Any:
    if isinstance(node, yamldoc.Scalar):
        return node.text
    if isinstance(node, yamldoc.Sequence):
        return [plain(item) for item in node.items]
    return {key: plain(value) for key, value in node.entries.items()}


@pytest.fixture(params=["libyaml", "python"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the test with libyaml, and as where PyYAML came without it."""
    if request.param == "python":
        monkeypatch.delattr(yaml, "CSafeLoader")


# The table


def test_the_table_has_every_row() -> None:
    assert {row.number for row in ROWS} == set(range(1, 50))


@pytest.mark.usefixtures("loader")
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row.number}-{row.code or row.outcome}")
def test_a_row_of_the_table(row: Row) -> None:
    data = row.data.split(b"---\n")[1] if row.file == "page" else row.data
    tree, problems = read(data, first_line=2 if row.file == "page" else 1)
    if row.outcome == "accept" or row.room == "schema":
        assert problems == []
        assert tree is not None
    else:
        (problem,) = problems
        assert (problem.where, problem.code) == (Where("f.yaml", row.line, row.column), row.code)
        assert (problem.fact("ja"), problem.fact("en")) == (row.ja, row.en)
        assert problem.mend("ja")
        assert problem.mend("en")
        assert problem.level == {"error": "error", "warn": "warning"}[row.outcome]
    if row.path:
        assert text_at(tree, row.path) == row.value


def test_a_message_names_the_mend() -> None:
    (problem,) = read("name：座間\nkana: ざま\n")[1]
    assert problem.text("ja") == (
        "f.yaml:1:5: error: 「name」の後の「：」が全角です [fullwidth-colon]\n"
        '    → 半角のコロンと半角空白で「name: 」と書きます。文章なら全体を "…" で囲みます'
    )


# Nothing is guessed, nothing good is refused

FINE = r"""# content/orgs/mihon.yaml      a comment
---
name: みほん食堂                # reading: sorting
colour: "#0288D1"     #quoted, so this is a comment
kana: みほん、しょくどう：ざま（９：３０）
title: “ひろば”の会
note: 100%・あり - なし / http://example.jp:80/?a=1#b ※8月は休み！
empty:
tilde: ~
single: 'it''s #1: x'
quoted: "tab\there \u8449\U000E0100"
over: "quoted
  over lines"
description: |   # kept as written
  ・なか：よし
  　字下げ #無料 “x” {{ a }} ［要］
  name：あ
	タブ
  "ひらく

  - 終わり
folded: >-
  あ
  い
places:   #内訳
- name: 本部
  hours: [9:30, "12:00", '13:00']
  flow: {a: 子ども、若者, b: [x, y],
    c: z}   # two lines
- aliases:
    - Re:ライフ
    - re:born
    - https://example.jp/
    - -5
    - ［仮］の会
    - 受付：月曜
# the end
"""


@pytest.mark.usefixtures("loader")
def test_a_good_file_has_no_alarm() -> None:
    text = FINE.replace("\tタブ", "  タブ\tと")
    tree, problems = read(text)
    assert [str(problem) for problem in problems] == []
    assert tree is not None
    assert text_at(tree, ("note",)).endswith("※8月は休み！")
    assert text_at(tree, ("quoted",)) == "tab\there 葉\U000e0100"
    assert text_at(tree, ("over",)) == "quoted over lines"
    assert plain(tree.entries["places"])[1]["aliases"][1] == "re:born"  # type: ignore[index]
    assert (tree.entries["empty"], tree.entries["tilde"]) == (
        yamldoc.Scalar("", Where("f.yaml", 8, 7), True),
        yamldoc.Scalar("~", Where("f.yaml", 9, 8), True),
    )


@pytest.mark.parametrize(
    "change", [lambda text: text, lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")]
)
def test_bom_and_line_ends_change_nothing(change: Any) -> None:
    assert read(change(GOOD)) == read(GOOD)
    assert read(GOOD)[1] == []


_LETTERS = st.characters(
    codec="utf-8",
    exclude_categories=["Cc", "Cf", "Cn", "Cs", "Co", "Zl", "Zp"],
    exclude_characters="\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufffc\ufffd\u3099\u309a",
)
_NAMES = st.text(string.ascii_lowercase, min_size=1, max_size=8)
_FIELDS = st.dictionaries(_NAMES, st.text(_LETTERS, max_size=30), min_size=1)


@settings(max_examples=examples(150))
@given(_FIELDS)
def test_quoted_text_comes_back_as_written(fields: dict[str, str]) -> None:
    text = "".join(f"{key}: '{value.replace(chr(39), chr(39) * 2)}'\n" for key, value in fields.items())
    tree, problems = read(text)
    assert [problem.code for problem in problems if problem.code != "template-left"] == []
    assert tree is not None
    assert plain(tree) == fields


@settings(max_examples=examples(150))
@given(st.lists(st.text(_LETTERS, min_size=1, max_size=30).filter(lambda line: line.strip(" \u3000")), min_size=1))
def test_a_text_block_may_hold_anything(lines: list[str]) -> None:
    text = "note: |\n" + "".join(f"  {line.lstrip(' ')}\n" for line in lines) + "name: みほん\n"
    tree, problems = read(text)
    assert problems == []
    assert tree is not None
    assert text_at(tree, ("name",)) == "みほん"


# All faults at once, and the rest is read as it was meant


MANY = """\
name：みほん
kana:みほん
　type: npo
summary: @あ
note: 時: 9時
tags: [a、b]
x: "い
name: 二
y: !!int 1
"""


@pytest.mark.usefixtures("loader")
def test_all_faults_of_a_file_are_reported_and_the_rest_is_read() -> None:
    tree, problems = read(MANY)
    assert [(problem.where.line, problem.where.column, problem.code) for problem in problems] == [
        (1, 5, "fullwidth-colon"),
        (2, 5, "missing-space"),
        (3, 1, "odd-indent"),
        (4, 10, "reserved-start"),
        (5, 8, "colon-in-value"),
        (6, 9, "fullwidth-comma"),
        (7, 4, "quote-not-closed"),
        (8, 1, "key-twice"),
        (9, 4, "yaml-tag"),
    ]
    assert tree is not None
    meant = {"name": "みほん", "kana": "みほん", "type": "npo", "summary": "@あ", "note": "時: 9時"}
    assert plain(tree) == {**meant, "tags": ["a", "b"], "x": "い", "y": "1"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("summary: だれでも、\n  来られる。\n  いつでも。\nx: 1\n", ["2:3 text-over-lines"]),
        ("a: [だれ\n  でも]\n", ["1:5 text-over-lines"]),
        ("description: |\n本文です\nつづき\nx: 1\n", ["2:1 block-not-indented"]),
        ("name 座間\nx: 1\n", ["1:1 no-colon"]),
        ("tags: 子ども\n  - 高齢\n  - 若者\nx: 1\n", ["2:3 list-after-value"]),
        ("a: [b, c\nx: 1\n", ["1:4 bracket-not-closed"]),
        ("a: [b, #c]\nx: 1\n", ["1:8 hash-value"]),
        ("tags:\n  - #地域\n", ["2:5 hash-value"]),
        ("a: [x, @y]\n", ["1:8 reserved-start"]),
        ("places:\n  -name: x\n    city: y\n", ["2:3 list-marker"]),
        ("h:\n  - a\n - b\n  - c\n", ["3:2 bad-indent"]),
        ("a: 1\n   b: 2\n   c: 3\nd: 4\n", ["2:4 bad-indent"]),
        ("name: \"座間\nkana: ざま\"\n", ["1:7 quote-not-closed"]),
        ("audience:\n  text：小学生\n", ["2:7 fullwidth-colon"]),
        ("%YAML 1.2\n---\na: 1\n", ["1:1 yaml-directive"]),
        (": x\na: 1\n", ["1:1 empty-key"]),
        ("[a]: 1\n", ["1:1 complex-key"]),
        ("a: 1\n<<: {b: 1}\n", ["2:1 merge-key"]),
        ("a: 1\n\n}\n", ["3:1 reserved-start"]),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("loader")
def test_the_true_cause_is_named(text: str, found: list[str]) -> None:
    assert faults(text) == found


def test_a_file_that_lost_a_field_is_not_read_at_all() -> None:
    """Otherwise its field would be reported as missing too."""
    assert [read(text)[0] for text in ("name みほん\nx: 1\n", "x: 1\n---\nname: あ\n", "x: 1\n<<: {y: 1}\n")] == [
        None
    ] * 3


def test_decode_names_what_is_wrong_in_any_file() -> None:
    problems = Problems()
    assert (
        yamldoc.decode("\ufeffa,b\r\n葛\U000e0100,神\ufa19\r\n".encode(), "f.csv", problems)
        == "a,b\n葛\U000e0100,神\ufa19\n"
    )
    assert not problems
    assert yamldoc.decode(b"a\n\xe3\x81\x82\xe3\x81\n" + "みほん".encode() * 3, "f.csv", problems) is None
    assert [(str(problem.where), problem.code) for problem in problems] == [("f.csv:2:2", "not-utf8")]
    problems = Problems()
    assert yamldoc.decode("a: 1".encode("utf-16-le"), "f.csv", problems) is None
    assert [problem.code for problem in problems] == ["wrong-encoding"]
    problems = Problems()
    assert yamldoc.decode("\u200b".encode() * 5000, "f.md", problems) == ""
    assert len(problems) == 20


# Places


def test_places_are_those_of_the_deepest_node_or_its_key() -> None:
    tree, _ = read("verified:\n  by: phone\nplaces:\n  - name: あ\n    city: b\n")
    assert tree is not None
    places: dict[tuple[str | int, ...], tuple[int, int]] = {
        ("verified", "by"): (2, 7),  # a value
        ("verified", "on"): (1, 1),  # a missing field: the key that lacks it
        ("verified",): (2, 3),
        ("places", 0, "public", "city"): (5, 11),  # union members are skipped
        ("places", 0, "public"): (4, 5),
        ("places", 3, "city"): (3, 1),
        ("nothing",): (1, 1),
        (): (1, 1),
    }
    assert {path: (at.line, at.column) for path in places if (at := yamldoc.at(tree, path))} == places
    assert yamldoc.key_at(tree, ("places", 0, "city")) == Where("f.yaml", 5, 5)


def test_front_matter_counts_from_its_own_line() -> None:
    assert [str(problem.where) for problem in read("a: 1\na: 2\nb： 3\n", first_line=2)[1]] == [
        "f.yaml:3:1",
        "f.yaml:4:2",
    ]
    assert read("a: 1\na: 2\n", first_line=2)[1][0].facts == {"key": "a", "first": 2, "second": 3}
