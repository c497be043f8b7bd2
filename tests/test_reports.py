"""`mapgen report` as staff type it: what is due, what nobody offers yet, which organisations are probably one."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from mapgen.build import Options
from mapgen.cli import main
from tests.axe import violations
from tests.conftest import Project
from tests.real_site import FLAGS

Make = Callable[..., Project]
Run = Callable[..., tuple[int, bytes, str]]
TODAY = date(2026, 4, 2)

ORG = """\
name: {name}
summary: みほんの場所です。
categories: [{category}]
forms: [{form}]
serves: [mihon]
{more}"""


def org(name: str, category: str = "living/food", form: str = "food", more: str = "") -> str:
    return ORG.format(name=name, category=category, form=form, more=more)


FILES = {
    "content/orgs/old.yaml": org(
        "=みほん古い家",
        more="contact: {tel: 046-000-0001, fax: 046-000-0002, note: 平日だけ}\n"
        "places: [{address: みほん県みほん市みほん町1番2号}]\n"
        "verified: {on: 2024-01-31, by: survey}\n",
    ),
    "content/orgs/never.yaml": org("みほん新しい家", more="places: [{address: みほん市みほん町}]\n"),
    "content/orgs/line.yaml": org(
        "みほん電話", more="contact: {tel: 046-000-0003}\nverified: {on: 2023-12-01, by: phone}\n"
    ),
    "content/orgs/closed.yaml": org("みほん終わり", more="status: closed\n"),
}


@pytest.fixture
def run(project: Make, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command on 2026-04-02 and return exit code, standard output and what was said."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1775088000")
    monkeypatch.chdir(project(FILES).root)

    def run(*arguments: object) -> tuple[int, bytes, str]:
        with pytest.raises(SystemExit) as ended:
            main(["report", *(str(argument) for argument in arguments)])
        assert isinstance(ended.value.code, int)
        said = capfdbinary.readouterr()
        return ended.value.code, said.out, said.err.decode()

    return run


def table(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf") and content.count(b"\r\n") == content.count(b"\n")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def test_who_is_due_is_told_oldest_first_with_how_to_ask(run: Run) -> None:
    code, printed, said = run("stale")
    assert (code, said) == (0, "")
    assert printed.decode() == (
        "一度も確認していない団体 1 件\n"
        "  まだ確認していません  みほん新しい家 (never)  → 公開している連絡先がありません\n"
        "確認から 365 日をこえた団体 2 件\n"
        "  853日前  みほん電話 (line)  → 電話 046-000-0003\n"
        "  792日前  =みほん古い家 (old)  → FAX 046-000-0002\n"
    )


def test_the_day_on_which_it_becomes_due_is_that_of_check(run: Run, project: Make) -> None:
    for day, due in (("2025-04-02", False), ("2025-04-01", True)):
        made = project({"content/orgs/never.yaml": org("みほん境目", more=f"verified: {{on: {day}, by: phone}}\n")})
        checked = [
            problem for problem in made.build(Options(today=TODAY)).problems if "never.yaml" in str(problem.where)
        ]
        assert [problem.code for problem in checked] == ["verified-old"] * due
        assert ("みほん境目" in run("stale")[1].decode()) is due


def test_the_table_is_for_a_spreadsheet(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "依頼.csv"
    code, printed, said = run("stale", "--format", "csv", "--output", file)
    assert (code, printed, said) == (0, b"", f"{file} に 3 件を書き出しました\n")
    never, line, old = table(file.read_bytes())
    assert old["団体"] == "'=みほん古い家"  # no formula
    assert (old["たずね方"], old["あて先"]) == ("FAX", "046-000-0002")
    assert old["ほかのたずね方"] == "電話 046-000-0001、郵便 みほん県みほん市みほん町1番2号"
    assert (old["区分"], old["日数"], old["市"], old["電話"]) == (
        "確認から 365 日をこえた",
        "792",
        "みほん市",
        "046-000-0001",
    )
    assert old["ページ"].endswith("/orgs/old/")
    assert (never["たずね方"], never["日数"]) == ("公開している連絡先がありません", "")  # to a town no letter is sent
    assert line["市"] == ""


def test_empty_cells_are_named(run: Run, project: Make) -> None:
    hours = "hours: [{days: [mon, sat], nth: [1], open: 10:00, close: 12:00}]\n"
    project({"content/orgs/never.yaml": org("みほん朝", "children", "ibasho", hours)})
    lines = run("gaps")[1].decode().splitlines()
    assert lines == [
        "だれもいない活動のかたち(1 行)",
        "  みほん市: 相談",
        "だれも開いていない曜日(1 行)",
        "  みほん市: 火、水、木、金、日",
        "分野ごとに、だれもいない活動のかたち(2 行)",
        "  みほん市 生活・お金: 相談",
        "  みほん市 子ども・若者: 相談",
        "分野とかたちごとに、だれも開いていない曜日(4 行)",
        "  みほん市 生活・お金・食の支援: 月、火、水、木、金、日",
        "  みほん市 生活・お金・居場所: 月、火、水、木、金、日",
        "  みほん市 子ども・若者・食の支援: 月、火、水、木、金、日",
        "  みほん市 子ども・若者・居場所: 火、水、木、金、日",
    ]
    rows = table(run("gaps", "--format", "csv")[1])
    food = next(row for row in rows if row["分野"] == "生活・お金" and row["活動のかたち"] == "食の支援")
    assert (food["市の中"], food["ほかに使える"], food["曜日の分からない団体"]) == ("2", "1", "2")


def test_a_category_without_anybody_is_a_gap_of_the_city_and_unknown_days_are_no_closed_ones(
    run: Run, project: Make
) -> None:
    project({"content/orgs/mihon-shokudo.yaml": None})
    printed = run("gaps")[1].decode()
    assert "だれもいない分野(1 行)\n  みほん市: 子ども・若者\n" in printed
    assert "  みほん市: 曜日の分かる団体がない\n" in printed


def test_twins_are_told_with_their_reasons_as_check_finds_them(run: Run, project: Make) -> None:
    assert run("duplicates")[1].decode() == "同じかもしれない団体はありません\n"
    twin = org("NPO法人みほん電話", more="contact: {tel: 046-000-0003}\nstatus: draft\n")
    project({"content/orgs/twin.yaml": twin})
    assert run("duplicates")[1].decode() == (
        "同じかもしれない団体 1 組\n  みほん電話 (line) = NPO法人みほん電話 (twin)  電話番号が同じ、名前が同じ\n"
    )
    (row,) = table(run("duplicates", "--format", "csv", "--city", "mihon")[1])
    assert (row["状態1"], row["状態2"], row["電話2"]) == ("公開中", "下書き", "046-000-0003")
    project({"content/orgs/twin.yaml": f"{twin}related: [line]\n"})
    assert run("duplicates")[1].decode() == "同じかもしれない団体はありません\n"


def test_points_have_the_same_formats(run: Run) -> None:
    rows = table(run("geocodes", "--format", "csv", "--city", "mihon")[1])
    assert {row["区分"] for row in rows} == {"番地までの点がない"}
    assert "みほん県みほん市みほん町1-2" in {row["住所"] for row in rows}


def test_a_city_that_is_not_there_is_named(run: Run) -> None:
    assert run("gaps", "--city", "mihonn") == (
        2,
        b"",
        "mapgen report gaps: error: 「mihonn」という市はありません [unknown-city]\n    → 「mihon」ではありませんか?\n",
    )


@pytest.mark.browser
def test_the_pages_can_be_read_by_all_and_printed(run: Run, tmp_path: Path, chromium: Path) -> None:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(chromium), args=FLAGS)
        page = browser.new_page(viewport={"width": 390, "height": 844})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for name in ("stale", "gaps", "geocodes", "duplicates"):
            file = tmp_path / f"{name}.html"
            assert run(name, "--format", "html", "--output", file)[0] == 0
            page.goto(file.as_uri())
            assert violations(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        browser.close()
    assert all(url.startswith("file:") for url in asked)
    assert '<th scope="row">=みほん古い家<br>みほん市<br>old</th>' in (tmp_path / "stale.html").read_text()
