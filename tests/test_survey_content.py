"""`content/survey.yaml`: what is wrong with it is said at its line; a project without one asks the usual questions."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import pytest

from mapgen.content import read_content, read_guide
from mapgen.model import AskedField
from mapgen.problems import Problems
from mapgen.survey import asked_of, questionnaire_of
from tests.conftest import Project

Make = Callable[..., Project]
GOOD = """\
title: みほん調査
questions:
  - field: name
  - key: join
    title: 参加しますか
    choices: [はい, いいえ]
  - others: true
    title: ほかに知っている団体
"""


def said(project: Make, old: str = "", new: str = "") -> str:
    assert old in GOOD
    return project({"content/survey.yaml": GOOD.replace(old, new) if old else GOOD}).check()


def test_a_good_file_says_nothing(project: Make) -> None:
    assert said(project) == ""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("field: name", "field: nama", "3:12: error: 「field」に「nama」は選べません"),
        ("  - field: name\n", "  - field: summary\n", "3:3: error: 団体の名前(field: name)をたずねていません"),
        (
            "title: みほん調査\n",
            "title: みほん調査\nreply: FAX\n",
            "2:1: error: 返送先としめきりは、content/site.yaml の",
        ),
        ("key: join", "field: name", "6:14: error: choices(選べることば)は、key の質問にだけ書けます"),
        ("  - others: true\n", "  - others: true\n    key: more\n", "7:5: error: 質問には field、key、others: true"),
        ("  - others: true\n    title: ほかに知っている団体\n", "  - others: true\n", "7:5: error: この質問には title"),
        ("  - others: true\n", "  - key: join\n", "3:3: error: 「join」を2回たずねています"),
    ],
)
def test_a_mistake_is_named_where_it_is(project: Make, old: str, new: str, message: str) -> None:
    assert f"content/survey.yaml:{message}" in said(project, old, new)


def test_whatever_can_be_asked_is_a_field(project: Make) -> None:
    guide = read_guide(project().root, Problems())
    assert guide
    for name in get_args(AskedField):
        assert guide.at(*name.split(".")).path == tuple(name.split("."))


def test_a_project_without_the_file_asks_the_usual_questions(project: Make) -> None:
    content = read_content(project().root, Problems())
    guide = read_guide(project().root, Problems())
    assert content and guide and content.questionnaire is None
    asked = asked_of(questionnaire_of(content), guide)
    assert (asked[0].title, asked[-1].title) == ("名称", "ほかに知っている団体")
    assert [each.title for each in asked if each.private] == ["記入した方のお名前", "記入した方の連絡先"]
    assert next(each for each in asked if each.title == "費用").words == ("無料", "有料", "内容によります")
