"""The survey's round trip with real files: template, answers in five layouts, import; nothing private in any byte."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from mapgen.content import read_content
from mapgen.model import Organization
from mapgen.problems import Problems
from tests.conftest import Project
from tests.surveys import (
    ANSWERED,
    ASKED,
    CANARY,
    aliased,
    fill,
    grouped,
    ids,
    of_a_form,
    surveyed,
    table,
    tel,
)
from tests.test_cli import Ran, Run, run

__all__ = ["run"]

Make = Callable[..., Project]
DAY = "1793923200"  # 2026-11-06


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch, run: Run) -> Run:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", DAY)
    return run


def written(root: Path) -> dict[str, bytes]:
    """Return every file of a project."""
    return {file.relative_to(root).as_posix(): file.read_bytes() for file in sorted(root.rglob("*")) if file.is_file()}


def organizations(root: Path) -> dict[str, Organization]:
    content = read_content(root, problems := Problems())
    assert content, [problem.text() for problem in problems]
    return {org.id: org for org in content.organizations}


def received(folder: Path) -> dict[str, Path]:
    """Write the four files that others made: 13, 12, 13 and 12 answers."""
    files = {
        "一覧.csv": table([aliased(n) for n in range(13, 26)], "cp932"),
        "フォーム.csv": table([of_a_form(n) for n in range(26, 38)], "utf-8-sig"),
        "送られた表.csv": table([aliased(n) for n in range(38, 51)], "utf-16", "\t"),
        "まとめ.xlsx": grouped(range(51, 63)),
    }
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return {name: folder / name for name in files}


def test_157_are_asked_63_answer_in_five_files_and_nothing_private_is_written(
    project: Make, day: Run, tmp_path: Path
) -> None:
    root, inbox = surveyed(project()).root, tmp_path / "届いたもの"
    inbox.mkdir()
    assert day("--root", root, "survey", "template", "--output", inbox / "調査票.xlsx").code == 0
    fill(inbox / "調査票.xlsx", range(13))
    files = [inbox / "調査票.xlsx", *received(inbox).values()]
    before, said, counts = written(root), "", []
    for file in files:
        ran = day("--root", root, "survey", "import", file, "--format", "json", "--candidates", root / "c.csv")
        assert ran.code == 0, ran.err
        said += ran.out + ran.err
        counts.append(json.loads(ran.out)["counts"])
    assert [each["changed"] for each in counts] == [13, 13, 12, 13, 12]
    assert sum(each["changed"] for each in counts) == ANSWERED
    assert counts[0]["rows"] == ASKED + 1  # and the starter's own
    assert [each["left"] + each["drafts"] for each in counts] == [0, 0, 0, 0, 0]

    after, known = written(root), organizations(root)
    assert CANARY not in said and CANARY.encode() not in b"".join(after.values())
    for encoding in ("cp932", "utf-16-le"):
        assert CANARY.encode(encoding) not in b"".join(after.values())
    for n, id in enumerate(ids(range(ANSWERED))):
        org = known[id]
        assert org.contact and org.contact.tel == tel(n) and org.cost == "free"
        assert org.verified and (org.verified.on.isoformat(), org.verified.by) == ("2026-11-05", "survey")
        assert after[f"content/orgs/{id}.yaml"].startswith("# 電話でも聞きました\n".encode())
    changed = {path for path, data in after.items() if before.get(path) != data}
    assert changed == {f"content/orgs/{id}.yaml" for id in ids(range(ANSWERED))} | {"c.csv"}

    for file in files:  # once more changes nothing
        again = json.loads(day("--root", root, "survey", "import", file, "--format", "json").out)["counts"]
        assert (again["changed"], again["drafts"], again["left"]) == (0, 0, 0)
    assert written(root) == after


def test_a_dry_run_tells_what_would_change_and_changes_nothing(project: Make, day: Run, tmp_path: Path) -> None:
    root = surveyed(project()).root
    (tmp_path / "a.csv").write_bytes(table([aliased(3)], "cp932"))
    before = written(root)
    ran = day("--root", root, "survey", "import", tmp_path / "a.csv", "--dry-run")
    assert "  みほん00003番の家 (mihon-00003)\n" in ran.out
    assert "最後の確認が" in ran.out and " 0460009003 " in ran.out
    assert "1行のうち答えがあったもの 1: 書きかえ 1、新しい下書き 0、同じ 0、使えなかった 0\n" in ran.out
    assert "「備考」の列は、質問にないので読みませんでした(1 件)\n" in ran.out
    assert "「記入した方のお名前」は数えただけです(答え 1 件)。中身はどこにも書きません\n" in ran.out
    assert CANARY not in ran.out + ran.err
    assert written(root) == before


def test_what_nobody_filled_in_is_no_answer(project: Make, run: Run, tmp_path: Path) -> None:
    root = surveyed(project()).root
    run("--root", root, "survey", "template", "--output", tmp_path / "a.xlsx")
    before = written(root)
    ran: Ran = run("--root", root, "survey", "import", tmp_path / "a.xlsx", "--format", "json")
    assert json.loads(ran.out)["counts"]["answered"] == 0
    assert (ran.code, ran.err, written(root)) == (0, "", before)


@pytest.mark.browser
def test_from_the_questionnaire_to_the_sheets_in_one_go(project: Make, day: Run, tmp_path: Path) -> None:
    root, book = surveyed(project()).root, tmp_path / "調査票.xlsx"
    report, sheets = tmp_path / "まとめ.html", tmp_path / "確認票.html"

    def step(*arguments: object) -> None:
        ran = day("--root", root, "survey", *arguments)
        assert ran.code == 0, ran.err

    step("template", "--output", book)
    fill(book, range(13))
    step("report", book, "--output", report)
    step("import", book)
    step("sheets", "--orgs", ",".join(ids(range(13))), "--output", sheets)
    assert f"{ASKED + 1}" in (told := report.read_text(encoding="utf-8")) and "13" in told
    papers = PdfReader(sheets.with_suffix(".pdf")).pages
    assert len(papers) == 13
    new = [tel(n) for n in range(13)]  # what the survey brought stands on the sheets of next year
    text = "".join(paper.extract_text() for paper in papers)
    assert [number for number in new if number not in text] == []
    made = [file for file in tmp_path.iterdir() if file.is_file() and file != book]
    assert len(made) > 5 and CANARY not in text
    assert [file.name for file in made if CANARY.encode() in file.read_bytes()] == []
