"""Small numbers in the results of a survey: what the edition to publish hides, and what it says of the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mapgen.build import Options, read_site
from mapgen.model import Questionnaire, SurveyQuestion
from mapgen.problems import Problems, Where
from mapgen.results import Results, files, gathered, results
from mapgen.survey import Answers, Row, Tally
from tests.conftest import Project

Make = Callable[..., Project]
QUESTIONS = Questionnaire(title="みほん調査", questions=(SurveyQuestion(field="name"),))
# Two kinds of answers: nine that cook and one that listens, of whom one is for children; two did not answer.
KINDS = [("living/food", "food")] * 6 + [("living", "food")] * 3 + [("children", "consultation")]


def row(n: int, category: str = "", form: str = "") -> Row:
    data = {"categories": [category], "forms": [form], "serves": ["mihon"], "type": "npo"} if category else {}
    return Row(Where("みほん.xlsx"), None, f"みほん{n}番", bool(category), channel="fax" if n < 9 else None, data=data)


ROWS = (*(row(n, *kind) for n, kind in enumerate(KINDS)), row(10), row(11))
JOIN = Tally("join", "加わりたいですか", True, 3, {"はい": 1, "いいえ": 2})
TIES = Tally("ties", "取り組んでいますか", False, 10, {"はい": 7, "いいえ": 1}, other=2)


@pytest.fixture
def both(project: Make) -> tuple[Results, Results, Project]:
    made = project()
    site = read_site(made.root, Options(), Problems())
    assert site
    answers = Answers(QUESTIONS, ROWS, (JOIN, TIES))
    return results(answers, site), results(answers, site, publishable=True), made


def test_the_staff_see_every_number(both: tuple[Results, Results, Project]) -> None:
    staff = both[0]
    assert staff.table("fields").rows == (
        ("生活・お金", "", 9, "90.0"),
        ("生活・お金", "食べもの", 6, "60.0"),
        ("生活・お金", "分野全体", 3, "30.0"),
        ("子ども・若者", "", 1, "10.0"),
        ("子ども・若者", "分野全体", 1, "10.0"),
    )
    assert staff.table("asked-join").rows == (("はい", 1), ("いいえ", 2), ("そのほか", 0), ("答えた団体", 3))
    assert [each[0] for each in staff.table("reminders").rows] == ["みほん10番", "みほん11番"]


def test_how_they_were_asked_is_told_where_somebody_wrote_it_down(both: tuple[Results, Results, Project]) -> None:
    assert both[0].table("sent").rows == ()
    assert both[0].table("sent").note == "どの方法で送ったかが表の「送った方法」の列にないので、数えられません"
    site = read_site(both[2].root, Options(), Problems())
    assert site
    told = Answers(QUESTIONS, tuple(replace(row, sent="post" if n < 8 else "fax") for n, row in enumerate(ROWS)))
    assert results(told, site).table("sent").rows == (
        ("郵便", 8, 8, "100.0"),
        ("FAX", 4, 2, "50.0"),
        ("全体", 12, 10, "83.3"),
    )
    assert results(told, site, publishable=True).table("sent").rows == (
        ("郵便", "*", "*", "*"),
        ("FAX", "*", "*", "*"),
        ("全体", 12, 10, "83.3"),
    )


def test_small_numbers_are_hidden_with_another_that_their_sum_would_tell(
    both: tuple[Results, Results, Project],
) -> None:
    public = both[1]
    assert public.table("fields").rows == (
        ("生活・お金", "", "*", "*"),
        ("生活・お金", "食べもの", "*", "*"),
        ("生活・お金", "分野全体", "*", "*"),
        ("子ども・若者", "", "*", "*"),
        ("子ども・若者", "分野全体", "*", "*"),
    )
    assert public.table("forms").rows == (
        ("居場所", 0, "0.0"),
        ("食の支援", "*", "*"),
        ("相談", "*", "*"),
        ("全体", 10, "100.0"),
    )
    assert public.table("asked-ties").rows == (("はい", 7), ("いいえ", "*"), ("そのほか", "*"), ("答えた団体", 10))
    assert {table.name for table in public.tables}.isdisjoint({"asked-join", "reminders", "texts", "others"})
    for table in public.tables:
        assert not {1, 2} & {cell for each in table.rows for cell in each}, table


def test_what_is_hidden_is_in_no_drawing(both: tuple[Results, Results, Project]) -> None:
    _, public, made = both
    site = read_site(made.root, Options(), Problems())
    assert site
    written = files(public, site, Path("公開.html"))
    assert "公開-fields.svg" not in {path.name for path in written}
    assert b"<title>\xe9\xa3\x9f" not in written[Path("公開-forms.svg")]


def test_an_organisation_in_two_files_is_counted_once_with_its_answer() -> None:
    asked = Row(Where("a.xlsx"), "mihon", "みほん", False, sent="hand")
    replied = Row(Where("b.csv"), "mihon", "みほん", True, channel="web")
    found = gathered([Answers(QUESTIONS, (asked,), (JOIN,)), Answers(QUESTIONS, (replied, row(1)), (JOIN,))])
    assert [(each.where.path, each.answered) for each in found.rows] == [("b.csv", True), ("みほん.xlsx", False)]
    assert (found.rows[0].sent, found.rows[0].channel) == ("hand", "web")
    assert (found.tallies[0].answered, dict(found.tallies[0].chosen)) == (6, {"はい": 2, "いいえ": 4})
