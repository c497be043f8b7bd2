"""What a survey brought, counted: of 157 that were asked 63 answered; every number against a count of its own."""

from __future__ import annotations

import csv
import io
import re
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from mapgen.cli import main
from mapgen.content import Content, read_content
from mapgen.model import Organization
from mapgen.problems import Problems
from tests.axe import violations
from tests.conftest import Project
from tests.real_site import FLAGS
from tests.surveys import ANSWERED, ASKED, CANARY, fill, ids, of_a_form, surveyed, table, write_down

Make = Callable[..., Project]
# All of 58 letters were answered, of 91 FAXes two in the workbook and three in a form; of eight nobody wrote it down.
SENT = {"郵送": range(1, 59), "ＦＡＸ": range(59, 150)}
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """Make project and inbox once: 157 in the workbook that went out, 60 answers in it, 3 more in a form's list."""
    from mapgen.starter import starter_files

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1793923200")
        folder = tmp_path_factory.mktemp("survey")
        made = Project(folder / "地図")
        made.write(starter_files())
        surveyed(made)
        inbox = folder / "届いたもの"
        inbox.mkdir()
        assert ran("--root", made.root, "survey", "template", "--output", inbox / "調査票.xlsx", *asked()) == 0
        fill(inbox / "調査票.xlsx", range(1, 61))
        write_down(inbox / "調査票.xlsx", SENT)
        (inbox / "フォーム.csv").write_bytes(table([of_a_form(n) for n in range(61, 64)], "utf-8-sig"))
        for edition in ("担当", "公開"):
            (folder / edition).mkdir()
            more = ["--publishable"] * (edition == "公開")
            files = (inbox / "調査票.xlsx", inbox / "フォーム.csv")
            output = folder / edition / "集計.html"
            assert ran("--root", made.root, "survey", "report", *files, "--output", output, *more) == 0
        yield folder, made.root


def asked() -> list[str]:
    return [word for id in ids(range(ASKED)) for word in ("--org", id)]


def ran(*arguments: object) -> object:
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return ended.value.code


def content_of(root: Path) -> Content:
    content = read_content(root, Problems())
    assert content
    return content


def rows(folder: Path, name: str) -> list[list[str]]:
    text = (folder / f"集計-{name}.csv").read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))[1:]


def answering(root: Path) -> list[Organization]:
    """Return who answered, with what the workbook said of them; the form's list asked for neither fields nor forms."""
    wanted = set(ids(range(1, 61)))
    return [org for org in content_of(root).organizations if org.id in wanted]


def test_rates_are_those_of_who_was_asked_and_answered(survey: tuple[Path, Path]) -> None:
    folder, root = survey
    staff = folder / "担当"
    assert rows(staff, "cities")[-1] == ["全体", str(ASKED), str(ANSWERED), "40.1"]
    kinds = Counter(org.type for org in content_of(root).organizations if org.id in ids(range(ASKED)))
    assert sum(int(row[1]) for row in rows(staff, "types")[:-1]) == sum(kinds.values()) == ASKED
    assert [row for row in rows(staff, "channels") if row[1] != "0"] == [
        ["FAX", "60", "95.2"],
        ["分からない", "3", "4.8"],
        ["全体", "63", "100.0"],
    ]
    assert rows(staff, "sent") == [
        ["郵便", "58", "58", "100.0"],
        ["FAX", "91", "5", "5.5"],
        ["分からない", "8", "0", "0.0"],
        ["全体", "157", "63", "40.1"],
    ]
    assert {row[3] for row in rows(staff, "reminders")} == {"FAX", ""}
    reminded = {row[1] for row in rows(staff, "reminders")}
    assert reminded == {*ids(range(ASKED))} - {*ids(range(1, ANSWERED + 1))}


def test_tables_and_drawings_equal_an_independent_count(survey: tuple[Path, Path]) -> None:
    folder, root = survey
    orgs, taxonomy = answering(root), content_of(root).taxonomy
    forms = {form.name.ja: sum(form.id in org.forms for org in orgs) for form in taxonomy.forms}
    tops = {
        top.name.ja: sum(any(c.split("/")[0] == top.id for c in org.categories) for org in orgs)
        for top in taxonomy.categories
    }
    leaves = {
        (top.name.ja, leaf.name.ja): sum(f"{top.id}/{leaf.id}" in org.categories for org in orgs)
        for top in taxonomy.categories
        for leaf in top.children
    }
    staff = folder / "担当"
    assert {row[0]: int(row[1]) for row in rows(staff, "forms")[:-1]} == forms
    assert [int(row[1]) for row in rows(staff, "forms")[:-1]] == sorted(forms.values(), reverse=True)
    fields = rows(staff, "fields")
    assert {row[0]: int(row[2]) for row in fields if not row[1]} == tops
    assert {(row[0], row[1]): int(row[2]) for row in fields if row[1] and row[1] != "分野全体"} == leaves
    drawn = [title.text for title in ET.parse(staff / "集計-forms.svg").iter(f"{SVG}title")]
    assert drawn == [f"{row[0]} {row[1]}" for row in rows(staff, "forms")[:-1]]
    burst = {title.text for title in ET.parse(staff / "集計-fields.svg").iter(f"{SVG}title")}
    assert {f"{name} {count}" for name, count in tops.items() if count} <= burst
    assert {f"{top} {leaf} {count}" for (top, leaf), count in leaves.items() if count} <= burst
    crossed = {row[0]: [int(cell) for cell in row[1:]] for row in rows(staff, "fields-forms")}
    for top in taxonomy.categories:
        inside = [org for org in orgs if any(c.split("/")[0] == top.id for c in org.categories)]
        each = [sum(form.id in org.forms for org in inside) for form in taxonomy.forms]
        assert crossed[top.name.ja] == [*each, len(inside)]
    assert f"N = {ANSWERED}" in (staff / "集計.html").read_text()


def test_the_edition_to_publish_names_nobody_and_shows_no_small_number(survey: tuple[Path, Path]) -> None:
    folder, root = survey
    published = sorted((folder / "公開").iterdir())
    assert not {"集計-reminders.csv", "集計-texts.csv", "集計-others.csv", "集計-asked-join.csv"} & {
        f.name for f in published
    }
    names = [org.name for org in content_of(root).organizations]
    for file in published:
        text = file.read_text(encoding="utf-8-sig")
        assert not [name for name in names if name in text], file.name
        if file.suffix == ".csv":
            numbers = [cell for row in rows(folder / "公開", file.stem.removeprefix("集計-")) for cell in row[1:]]
            assert not {"1", "2"} & set(numbers), file.name


def test_nothing_private_is_in_any_byte(survey: tuple[Path, Path]) -> None:
    written = [file for edition in ("担当", "公開") for file in (survey[0] / edition).iterdir()]
    assert len(written) > 20
    assert not [file.name for file in written if CANARY in file.read_bytes().decode("utf-8-sig")]


def test_who_answered_is_not_written_into_the_project(
    survey: tuple[Path, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, root = survey
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")
    file = folder / "届いたもの" / "フォーム.csv"
    assert ran("--root", root, "survey", "report", file, "--output", root / "集計.html") == 2
    assert capsys.readouterr().err == (
        f"mapgen survey report: error: 担当者用の集計({root / '集計.html'})は、団体の名前と答えたかどうかをふくむので、"
        "このフォルダーの中には書きません [survey-report-inside]\n"
        "    → --output でこのフォルダーの外を指定するか、--publishable をつけます\n"
    )
    assert not (root / "集計.html").exists()


def test_of_two_answers_nothing_is_published(
    survey: tuple[Path, Path], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LANG", "ja_JP.UTF-8")
    file = tmp_path / "少し.csv"
    file.write_bytes(table([of_a_form(n) for n in (61, 62)], "utf-8-sig"))
    assert ran("--root", survey[1], "survey", "report", file, "--output", tmp_path / "a.html", "--publishable") == 2
    assert "答えが 2 件なので、公開版は作れません(10 件から) [survey-too-few]" in capsys.readouterr().err
    assert not (tmp_path / "a.html").exists()


@pytest.mark.browser
def test_the_page_can_be_read_by_all_and_asks_nobody(survey: tuple[Path, Path], chromium: Path) -> None:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(chromium), args=FLAGS)
        page = browser.new_page(viewport={"width": 390, "height": 844})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for edition in ("担当", "公開"):
            page.goto((survey[0] / edition / "集計.html").as_uri())
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        browser.close()
    assert len(asked) == 2 and all(re.match("file:", url) for url in asked)
