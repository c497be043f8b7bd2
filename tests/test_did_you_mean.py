# ruff: noqa: E501 - a message reads best in one line
"""A misspelt word is told what was meant."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mapgen.cli import main
from tests.conftest import Project
from tests.content_checks import ORG, B, told

Make = Callable[..., Project]

CHOOSER = """\
questions:
  - id: trouble
    ask: {ja: どんなことで困っていますか}
    answers:
      - id: child
        label: {ja: 子どものこと}
        categories: [children]
"""


@pytest.mark.parametrize(("closed", "meant"), [("holiday", "holidays"), ("newyear", "new-year"), ("日曜", None)])
def test_a_misspelt_closing_is_told_what_was_meant(project: Make, closed: str, meant: str | None) -> None:
    lines = told(project({B: f"{ORG}closed: [{closed}]\n"})).splitlines()
    assert lines[0].startswith(f"{B}:6:10: error: 休みは holidays、new-year、")
    assert lines[1:] == ([f"    → 「{meant}」ではありませんか?"] if meant else [])


def test_a_theme_and_a_drawing_that_nobody_has_are_told_what_was_meant(project: Make) -> None:
    chart = CHOOSER + "        icon: monney\n"
    made = project({"content/chooser.yaml": chart})
    site = made.root / "content/site.yaml"
    site.write_text(site.read_text(encoding="utf-8") + "theme: defalt\n", encoding="utf-8")
    assert told(made) == (
        "content/chooser.yaml:8:15: warning: 「monney」という絵はありません。点になります [unknown-icon]\n"
        "    → 「money」ではありませんか?\n"
        "content/site.yaml:18:8: error: 「defalt」というテーマはありません [unknown-theme]\n"
        "    → 「default」ではありませんか?\n"
    )
    (made.root / "themes/defalt").mkdir(parents=True)
    assert "unknown-theme" not in told(made)


def test_a_misspelt_choice_of_an_option_is_told_what_was_meant(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--lang", "en", "check", "--format", "jsno"])
    assert (ended.value.code, capsys.readouterr().err) == (
        2,
        "mapgen check: error: Invalid value for '--format': 'jsno' is not one of 'text', 'json', 'github', 'sarif'. [wrong-usage]\n"
        "    → did you mean 'json'?\n",
    )
