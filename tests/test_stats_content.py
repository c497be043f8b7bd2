"""`content/stats.yaml`: what is wrong with it is said at its line; a region without one does without."""

from __future__ import annotations

from collections.abc import Callable

from tests.conftest import Project

Make = Callable[..., Project]
GOOD = """\
surveys:
  - name: {ja: みほん調査}
    since: 2024-12
    until: 2025-02
    asked: 157
    answered: 63
    sources:
      - title: みほん報告
"""


def said(project: Make, old: str = "", new: str = "", lang: str = "ja") -> str:
    assert old in GOOD
    return project({"content/stats.yaml": GOOD.replace(old, new) if old else GOOD}).check(lang)


def surveys(made: Project) -> list[tuple[str, int, int]]:
    site = made.build().site
    assert site is not None
    return [(survey.name.ja, survey.asked, survey.answered) for survey in site.content.stats.surveys]


def test_a_good_file_says_nothing_and_is_read(project: Make) -> None:
    assert said(project) == ""
    assert surveys(project({"content/stats.yaml": GOOD})) == [("みほん調査", 157, 63)]


def test_a_project_does_without_the_file(project: Make) -> None:
    assert project().check() == ""
    assert surveys(project()) == []


def test_more_answers_than_questions(project: Make) -> None:
    assert said(project, "answered: 63", "answered: 158") == (
        "content/stats.yaml:6:15: error: 答えた数 158 が、たずねた数 157 より多くなっています"
        " [more-answers-than-asked]\n    → asked(たずねた数)と answered(答えた数)を、報告書と見くらべてください\n"
    )
    assert said(project, "answered: 63", "answered: 158", "en") == (
        "content/stats.yaml:6:15: error: 158 answered, but only 157 were asked [more-answers-than-asked]\n"
        "    → compare 'asked' and 'answered' with the report\n"
    )


def test_an_end_before_the_beginning(project: Make) -> None:
    assert said(project, "until: 2025-02", "until: 2024-11") == (
        "content/stats.yaml:4:12: error: 終わり 2024-11 が、始まり 2024-12 より前です [ends-before-it-begins]\n"
        "    → since(始まり)と until(終わり)を見くらべてください\n"
    )
    assert said(project, "until: 2025-02", "until: 2024") == ""  # some time in the same year


def test_a_count_that_the_report_does_not_give_has_no_field(project: Make) -> None:
    ranking = "    rankings:\n      - title: {ja: かたち}\n        order: [{ja: 就労支援}]\n        counts: [20]\n"
    assert said(project, "    sources:", f"{ranking}    sources:") == (
        "content/stats.yaml:10:9: error: 「counts」という項目はありません [unknown-field]\n"
        "    → 使える項目の一覧は「協力する」のページにあります。使わないならこの行を消します\n"
    )


def test_every_fault_in_one_run(project: Make) -> None:
    bad = "asked: many\n    ways: [email, pigeon]\n    answerd: 63"
    lines = said(project, "asked: 157\n    answered: 63", bad)
    assert [line for line in lines.splitlines() if "error:" in line] == [
        "content/stats.yaml:2:5: error: 「answered」がありません [missing-field]",
        "content/stats.yaml:5:12: error: 「asked」には半角の整数を書きます(今は「many」) [bad-whole-number]",
        "content/stats.yaml:6:19: error: 「ways」に「pigeon」は選べません [unknown-choice]",
        "content/stats.yaml:7:5: error: 「answerd」という項目はありません [unknown-field]",
    ]


def test_a_label_that_a_language_lacks_is_named(project: Make) -> None:
    site = project().root / "content" / "site.yaml"
    languages = site.read_text(encoding="utf-8")
    assert "languages:" in languages
    made = project({"content/stats.yaml": GOOD, "content/site.yaml": languages.replace("[ja]", "[ja, en]")})
    assert any(
        problem.code == "label-untranslated" and problem.where.path == "content/stats.yaml"
        for problem in made.build().problems
    )
