"""Whatever is said to `mapgen new`, it goes on; and it asks for nothing but fields."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapgen.answers import Desk
from mapgen.asking import Dialogue, Stopped
from mapgen.asking.questions import ASKED
from mapgen.guide import guide_of
from mapgen.problems import Problems
from mapgen.starter import start
from tests import builders as make
from tests.examples import examples
from tests.orgfiles import NASTY
from tests.test_new import ANSWERS

LEAST = {"name": "み", "summary": "み", "categories": ["children"], "forms": ["food"], "serves": ["mihon"]}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    root = tmp_path_factory.mktemp("project")
    start(root)
    found = Desk.of(root, Problems())
    assert found
    return found


@settings(max_examples=examples(40))
@given(
    said=st.lists(
        st.sampled_from([*NASTY, *ANSWERS.values(), "1", "<", "-", "?", "3", "46", "dv", "hours"]), max_size=60
    )
)
def test_no_answer_makes_it_fail(desk: Desk, said: list[str]) -> None:
    """Whatever is said, the dialogue ends with a good file, or with the answers kept."""
    answers = iter(said)

    def ask() -> str:
        found = next(answers, None)
        if found is None:
            raise Stopped
        return found.partition("\n")[0]

    dialogue = Dialogue(desk, ask, lambda line: None, "ja", "みほん")
    try:
        draft = dialogue.run()
    except Stopped:
        dialogue.answers.pop("sensitive", None)  # the day of its agreement is asked for last
        draft = dialogue.draft()
    org, problems = desk.judged(LEAST | draft.data, "new")
    assert org, [problem.text() for problem in problems]


def test_only_questions_of_the_table_are_asked() -> None:
    guide = guide_of(make.settings(), make.region(), make.taxonomy())
    assert all(path == ("id",) or guide.at(*path) for path in ASKED)
    assert len(set(ASKED)) == len(ASKED)
    assert {field.path[0] for field in guide.fields if field.required} <= {path[0] for path in ASKED}
