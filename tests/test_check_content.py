"""What is wrong with content that can be read: what grew old, and what a language of the site still lacks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from mapgen.build import Options
from tests.conftest import Project

Make = Callable[..., Project]

HOTLINES = """\
hotlines:
  - id: mihon
    name: {ja: みほん電話}
    number: 0120-000-000
    about: {ja: ためしの電話}
    checked_on: 2026-04-01
    checked_against: [一つめのページ, 二つめのページ]
"""


@pytest.mark.parametrize(("today", "days"), [("2026-09-28", None), ("2026-09-29", 181), ("2030-01-01", 1371)])
def test_a_number_that_nobody_checked_for_half_a_year_is_a_warning(project: Make, today: str, days: int | None) -> None:
    made = project({"content/hotlines.yaml": HOTLINES})
    problems = made.build(Options(today=date.fromisoformat(today))).problems
    found = [problem.text() for problem in problems if problem.code == "hotline-old"]
    warning = (
        "content/hotlines.yaml:6:17: warning: 「みほん電話」(0120-000-000)を最後に確かめてから"
        f" {days} 日たっています [hotline-old]\n"
        "    → 省庁や団体のページで番号と時間を確かめて、checked_on を書きかえます"
    )
    assert found == ([warning] if days else [])


def test_a_build_never_asks_how_old_a_number_is(project: Make) -> None:
    assert project({"content/hotlines.yaml": HOTLINES.replace("2026-04-01", "1990-04-01")}).check() == ""


def test_what_a_language_of_the_site_lacks_is_counted_where_it_begins(project: Make) -> None:
    made = project({"content/hotlines.yaml": HOTLINES})
    speak(made, "ja, en")
    assert made.check("en") == (
        "content/hotlines.yaml:3:11: warning: 2 entries have no words in 'en' yet: みほん電話、ためしの電話"
        " [label-untranslated]\n"
        "    → write them beside the Japanese after en: — until then the Japanese is shown\n"
    )


def speak(made: Project, languages: str) -> None:
    site = made.root / "content/site.yaml"
    text = site.read_text(encoding="utf-8")
    site.write_text(text.replace("languages: [ja]", f"languages: [{languages}]"), encoding="utf-8")


def test_a_language_that_the_theme_does_not_speak_is_named(project: Make) -> None:
    made = project()
    speak(made, "ja, ko")
    line = next(line for line in made.check("en").splitlines() if "i18n" in line)
    assert line.startswith("themes/default/i18n/ko.yaml: warning: ") and line.endswith("… [words-untranslated]")
    assert "access.nursing-room, access.online" in line
