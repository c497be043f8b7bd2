"""What goes out: a workbook that keeps what is typed, paper for FAX, a list of columns; the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.conftest import Project
from tests.test_cli import Ran, Run, run

__all__ = ["run"]

Make = Callable[..., Project]
Sent = Callable[..., tuple[Path, Ran]]
TRICKY = """\
name: =みほん("会")&<b>
summary: '+46 ではじまる'
categories: [living/food, children]
forms: [food, ibasho]
serves: [mihon]
contact: {tel: 046-000-0001}
hours:
  - {days: [mon, tue, wed, thu, fri], open: 9:30, close: 16:30}
closed: [holidays]
places: [{visibility: hidden, city: mihon}]
status: active
"""


@pytest.fixture
def sent(project: Make, run: Run, tmp_path: Path) -> Sent:
    made = project({"content/orgs/mihon-a.yaml": TRICKY})

    def send(name: str, *options: str, lang: str = "ja") -> tuple[Path, Ran]:
        file = tmp_path / name
        return file, run("--root", made.root, "--lang", lang, "survey", "template", "--output", file, *options)

    return send


def row_of(sheet: Any, id: str) -> dict[str, Any]:
    heads = [cell.value for cell in sheet[1]]
    row = next(row for row in sheet.iter_rows(min_row=2) if row[0].value == id)
    return dict(zip(heads, row, strict=True))


def test_a_row_for_each_organisation_with_what_is_known(sent: Sent) -> None:
    file, ran = sent("a.xlsx")
    assert (ran.code, ran.err) == (0, f"{file} を書きました(団体 2、質問 32)\n")
    book: Any = load_workbook(file)
    assert book.sheetnames == ["回答", "書き方", "選べることば", "先に書いたこと"]
    said = {title: cell.value for title, cell in row_of(book["回答"], "mihon-a").items() if cell.value is not None}
    assert said == {
        "団体ID(変えないでください)": "mihon-a",
        "名称": '=みほん("会")&<b>',
        "ひとことで": "+46 ではじまる",
        "分野1": "生活・お金: 食べもの",
        "分野2": "子ども・若者",
        "活動のかたち1": "食の支援",
        "活動のかたち2": "居場所",
        "活動する市1": "みほん市",
        "電話": "046-000-0001",
        "開いている時間": "月〜金 9:30〜16:30",
        "休み": "祝日",
    }


def test_nothing_becomes_a_formula_and_a_number_keeps_its_0(sent: Sent) -> None:
    sheet: Any = load_workbook(sent("a.xlsx")[0])["回答"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"} and not [c for c in cells if c.data_type == "n" and c.value]
    assert {cell.number_format for cell in cells} == {"@"}


def test_ids_are_locked_answers_are_not_and_lists_are_offered(sent: Sent) -> None:
    book: Any = load_workbook(sent("a.xlsx")[0])
    sheet = book["回答"]
    row = row_of(sheet, "mihon-a")
    assert [title for title, cell in row.items() if cell.protection.locked] == ["団体ID(変えないでください)"]
    assert sheet.protection.sheet and not sheet.protection.password
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.page_setup.orientation) == ("C2", "$1:$1", "landscape")
    checks = {str(check.sqref).partition("2:")[0]: check for check in sheet.data_validations.dataValidation}
    cost = row["費用"].column_letter
    place = checks[cost].formula1
    column = place.partition("$")[2][0]
    assert checks[cost].type == "list"
    assert [cell.value for cell in book["選べることば"][column] if cell.value] == ["無料", "有料", "内容によります"]
    assert (checks[row["法人番号"].column_letter].type, checks[row["ひとことで"].column_letter].formula1) == (
        "textLength",
        "120",
    )
    assert book["先に書いたこと"].sheet_state == "veryHidden"


def test_private_columns_say_so(sent: Sent) -> None:
    sheet: Any = load_workbook(sent("a.xlsx")[0])["回答"]
    assert [cell.value for cell in sheet[1] if "公開しません" in str(cell.value)] == [
        "【公開しません】記入した方のお名前",
        "【公開しません】記入した方の連絡先",
    ]


def test_the_same_content_makes_the_same_bytes(sent: Sent, monkeypatch: pytest.MonkeyPatch) -> None:
    first = [sent(f"a.{kind}")[0].read_bytes() for kind in ("xlsx", "html", "csv", "json")]
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    time.sleep(1.1)
    assert [sent(f"b.{kind}")[0].read_bytes() for kind in ("xlsx", "html", "csv", "json")] == first


def test_paper_is_black_on_white_with_boxes(sent: Sent) -> None:
    page = sent("a.html", "--org", "mihon-a")[0].read_text(encoding="utf-8")
    assert page.count("<article>") == 1 and "団体ID: mihon-a" in page
    assert '<div class="box">=みほん(&quot;会&quot;)&amp;&lt;b&gt;</div>' in page
    assert "<li>☑ 食べもの</li>" in page and "<li>□ お金" not in page.replace("□ 生活・お金", "")
    assert page.count("<b>公開しません</b>") == 2
    assert "<p>いちばん合うものを先に。5つまで</p>\n<p>(5つまで)</p>" in page and "<p>(いくつでも)</p>" in page
    style = page.partition("<style>")[2].partition("</style>")[0]
    assert set(re.findall(r"#[0-9a-f]+", style)) == {"#000", "#fff"}


def test_where_it_goes_back_to_is_printed_and_a_day_that_is_past_is_not(
    project: Make, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = project()
    site = made.root / "content" / "site.yaml"
    site.write_text(site.read_text() + "reply: {to: みほん課, fax: 046-000-0009, until: 2026-04-30}\n")
    for day, by in (("1777420800", "2026年4月30日"), ("1777593600", "")):  # 29 April, 1 May
        monkeypatch.setenv("SOURCE_DATE_EPOCH", day)
        for name in ("a.html", "a.xlsx"):
            ran = run("--root", made.root, "survey", "template", "--output", tmp_path / name)
            assert (ran.code, "[survey-reply-late]" in ran.err) == (0, not by)
        page = (tmp_path / "a.html").read_text(encoding="utf-8")
        assert (
            f"<p>返送先: みほん課</p><p>FAX: 046-000-0009</p><p>メール: </p><p>郵送: </p><p>しめきり: {by}</p>" in page
        )
        guide: Any = load_workbook(tmp_path / "a.xlsx")["書き方"]
        lines = [cell.value for cell in guide["A"] if cell.value]
        assert "返送先: みほん課" in lines and "メール: " not in lines
        assert [line for line in lines if line.startswith("しめきり")] == ([f"しめきり: {by}"] if by else [])


def test_a_blank_one_says_nothing_of_anybody(sent: Sent) -> None:
    page = sent("a.html", "--blank")[0].read_text(encoding="utf-8")
    assert page.count("<article>") == 1 and "☑" not in page and "団体ID" not in page
    sheet: Any = load_workbook(sent("a.xlsx", "--blank")[0])["回答"]
    assert {cell.value for row in sheet.iter_rows(min_row=2) for cell in row} == {None}


def test_the_columns_of_a_form(sent: Sent) -> None:
    rows = list(csv.DictReader(io.StringIO(sent("a.csv")[0].read_text(encoding="utf-8-sig"))))
    kinds = {row["質問"]: (row["Google フォームの種類"], row["必須"], row["公開"]) for row in rows}
    assert kinds["名称"] == ("記述式", "必須", "公開します")
    assert kinds["分野"] == ("チェックボックス", "必須", "公開します")
    assert kinds["費用"] == ("ラジオボタン", "", "公開します")
    assert kinds["記入した方のお名前"] == ("記述式", "", "公開しません")
    data = json.loads(sent("a.json")[0].read_text(encoding="utf-8"))
    assert [each["title"] for each in data["questions"]] == [row["質問"] for row in rows]


def test_wrong_usage_is_named(sent: Sent) -> None:
    assert sent("a.pdf")[1].err.startswith("mapgen survey template: error: 「a.pdf」の形が分かりません")
    _, ran = sent("a.xlsx", "--org", "mihon-b")
    assert (ran.code, ran.err.count("「mihon-a」ではありませんか?")) == (2, 1)
