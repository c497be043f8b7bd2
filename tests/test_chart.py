"""What `check` says about the consultation chart: a chart in, exact text out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mapgen.model import Chooser
from tests.conftest import Project

Make = Callable[..., Project]
FOOD = "{label: {ja: 食べもの}, categories: [living/food]"


def chart(*questions: str) -> dict[str, str]:
    """Return the chart as a file: each question with its id first, then its answers, in one line of YAML each."""
    lines = ["questions:"]
    for question in questions:
        name, *answers = question.split(" | ")
        lines += [f"  - id: {name}", "    ask: {ja: どれですか}", "    answers:", *(f"      - {a}" for a in answers)]
    return {"content/chooser.yaml": "\n".join(lines) + "\n"}


def test_a_chart_of_two_questions_says_nothing(project: Make) -> None:
    files = chart("start | {label: {ja: くらし}, next: second}", f"second | {FOOD}}}")
    assert project(files).check() == ""


def test_a_next_question_that_is_not_there_is_named_with_what_was_meant(project: Make) -> None:
    files = chart("start | {label: {ja: くらし}, next: secnd}", f"second | {FOOD}}}")
    assert project(files).check() == (
        "content/chooser.yaml:5:34: error: 「secnd」という質問はありません [unknown-question]\n"
        "    → 「second」ではありませんか?\n"
    )
    assert project(chart("start | {label: {ja: くらし}, next: zzz}")).check("en") == (
        "content/chooser.yaml:5:34: error: there is no question 'zzz' [unknown-question]\n"
        "    → `next` takes the id of a question of this file\n"
    )


def test_questions_may_not_go_in_circles(project: Make) -> None:
    files = chart("start | {label: {ja: くらし}, next: second}", f"second | {FOOD}, next: start}}")
    assert project(files).check() == (
        "content/chooser.yaml:9:62: error: 「start」は、ここまでに一度きいた質問です。"
        "同じ質問をくり返すことになります [question-loop]\n"
        "    → next を消して行き先を書くか、別の質問にします\n"
    )
    assert project(chart(f"start | {FOOD}, next: start}}")).check("en") == (
        "content/chooser.yaml:5:62: error: 'start' has been asked on the way here: "
        "the questions would go in circles [question-loop]\n"
        "    → name where the answer leads, or another question\n"
    )


def test_a_question_that_nobody_reaches_is_named_and_its_circles_too(project: Make) -> None:
    assert project(chart(f"start | {FOOD}}}", f"second | {FOOD}}}")).check() == (
        "content/chooser.yaml:6:9: error: 質問「second」へ進む答えがありません [question-not-reached]\n"
        "    → どれかの答えに next: second と書くか、この質問を消します\n"
    )
    said = project(chart(f"start | {FOOD}}}", f"second | {FOOD}, next: second}}")).check()
    assert "[question-not-reached]" in said and "content/chooser.yaml:9:62: error: 「second」は" in said


def test_the_same_question_may_follow_two_answers(project: Make) -> None:
    both = "{id: a, label: {ja: くらし}, next: second} | {id: b, label: {ja: そのほか}, next: second}"
    made = project(chart(f"start | {both}", f"second | {FOOD}}}"))
    assert made.check() == ""
    paths = {path for path in made.build().artifacts if path.startswith("find/")}
    assert paths == {
        "find/index.html",
        *(f"find/{step}/index.html" for step in ("a", "b", "a/living-food", "b/living-food")),
    }


def test_nobody_is_asked_more_than_three_questions(project: Make) -> None:
    ways = [f"q{n} | {FOOD}, next: q{n + 1}}}" for n in range(1, 4)]
    assert project(chart(*ways, f"q4 | {FOOD}}}")).check() == (
        "content/chooser.yaml:13:62: error: 「q4」は3つより先の質問です。質問は3つまでにします [too-many-questions]\n"
        "    → next を消して、行き先を書きます\n"
    )
    assert project(chart(*ways, f"q4 | {FOOD}, next: q5}}", f"q5 | {FOOD}}}")).check().count("error:") == 1
    assert project(chart(*ways[:2], f"q3 | {FOOD}}}")).check() == ""


def test_an_answer_must_lead_somewhere(project: Make) -> None:
    assert project(chart("start | {label: {ja: くらし}}")).check() == (
        "content/chooser.yaml:5:9: error: 答え「くらし」の行き先がありません [answer-leads-nowhere]\n"
        "    → categories、forms、hotlines、next のどれかを書きます\n"
    )


def test_two_answers_of_a_question_may_not_be_one_page(project: Make) -> None:
    assert project(chart(f"start | {FOOD}}} | {FOOD}, forms: [food]}}")).check() == (
        "content/chooser.yaml:6:9: error: この答えのページは、"
        "答え「食べもの」と同じ名前「living-food」になります [answer-twice]\n"
        "    → どちらかの答えに、ちがう id を書きます\n"
    )
    assert project(chart(f"start | {FOOD}}} | {FOOD}, id: meals}}")).check() == ""


def test_two_questions_may_not_have_one_name(project: Make) -> None:
    assert project(chart(f"start | {FOOD}}}", f"start | {FOOD}}}")).check() == (
        "content/chooser.yaml:6:9: error: 「start」という質問が2つあります [question-twice]\n"
        "    → どちらかの id を変え、その質問へ進む答えの next も直します\n"
    )


def test_where_the_chart_leads_to_nobody_is_a_warning(project: Make) -> None:
    files = chart(f"start | {FOOD}, forms: [food, consultation]}} | {{label: {{ja: 子}}, categories: [children]}}")
    assert project(files).check() == (
        "content/chooser.yaml:5:70: warning: 「consultation」にのっている団体は、まだありません "
        "[target-without-entries]\n"
        "    → 団体がのるまで、この行き先を外しておきます\n"
    )
    closed = {**files, "content/orgs/mihon-shokudo.yaml": None}
    said = project(closed).check("en")
    assert said.count("[target-without-entries]") == 4
    assert "content/chooser.yaml:5:42: warning: no organisation is listed under 'living/food' yet" in said


def test_an_organisation_that_cannot_be_read_is_not_taken_for_missing(project: Make) -> None:
    said = project({**chart(f"start | {FOOD}}}"), "content/orgs/mihon-shokudo.yaml": "name: あ\n"}).check()
    assert "[missing-field]" in said and "[target-without-entries]" not in said


@pytest.mark.parametrize(
    ("facts", "slug"),
    [
        ({"id": "rent", "next": "more", "categories": ["living/food"]}, "rent"),
        ({"next": "more", "categories": ["living/food"]}, "more"),
        ({"categories": ["living/food"], "forms": ["food"]}, "living-food"),
        ({"forms": ["food"], "hotlines": ["denwa"]}, "food"),
        ({"hotlines": ["denwa"]}, "denwa"),
    ],
)
def test_an_answers_address_does_not_depend_on_its_place_or_its_words(facts: dict[str, object], slug: str) -> None:
    answers = [{"label": {"ja": "ほか"}, "forms": ["other"]}, {"label": {"ja": "これ"}, **facts}]
    for order in (answers, answers[::-1]):
        chart = Chooser.model_validate({"questions": [{"id": "start", "ask": {"ja": "?"}, "answers": order}]})
        assert {step.path for step in chart.steps()} == {"", "other/", f"{slug}/"}
