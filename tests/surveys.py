"""A survey as it comes back: 157 fictional organisations, 63 answers, five files that five people have made.

`CANARY` stands in every cell that nobody may publish: no byte that is written may hold it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from mapgen.content import read_content
from mapgen.problems import Problems
from tests.conftest import Project
from tests.many_orgs import many_orgs

ASKED, ANSWERED = 157, 63
CANARY = "みほん秘密花子"
PRIVATE = {"記入した方のお名前": CANARY, "記入した方の連絡先": f"{CANARY} 090-0000-0000"}


def tel(n: int) -> str:
    """Return the new number of the n-th organisation, with the 0 that spreadsheets take away."""
    return f"0460009{n:03d}"


def ids(numbers: Iterable[int]) -> list[str]:
    """Return the ids of organisations."""
    return [f"mihon-{n:05}" for n in numbers]


def surveyed(made: Project) -> Project:
    """Give a project the organisations that are asked."""
    content = read_content(made.root, Problems())
    assert content
    made.write({f"content/orgs/{id}.yaml": f"# 電話でも聞きました\n{text}" for id, text in many_orgs(ASKED, content)})
    return made


def headings(sheet: Worksheet) -> dict[str, int]:
    """Return the columns of a workbook that the program made, by their headings without marks."""
    return {str(cell.value).partition("】")[2] or str(cell.value): cell.column for cell in sheet[1] if cell.value}


def fill(file: Path, numbers: Sequence[int]) -> None:
    """Fill the program's own workbook in, as somebody does it in a spreadsheet."""
    book = load_workbook(file)
    sheet: Any = book["回答"]
    at = headings(sheet)
    rows = {sheet.cell(row, 1).value: row for row in range(2, sheet.max_row + 1)}
    for n, id in zip(numbers, ids(numbers), strict=True):
        for title, value in answer(n).items():
            sheet.cell(rows[id], at[title]).value = value
        sheet.cell(rows[id], at["返ってきた方法"]).value = "ＦＡＸ"
    book.save(file)


def write_down(file: Path, ways: Mapping[str, Sequence[int]]) -> None:
    """Write into the program's own workbook how each was asked, as staff do it when they send it out."""
    book = load_workbook(file)
    sheet: Any = book["回答"]
    column = headings(sheet)["送った方法"]
    rows = {sheet.cell(row, 1).value: row for row in range(2, sheet.max_row + 1)}
    for way, numbers in ways.items():
        for id in ids(numbers):
            sheet.cell(rows[id], column).value = way
    book.save(file)


def answer(n: int) -> dict[str, Any]:
    """Return what the n-th organisation answers anew, under the headings of the program."""
    return {"電話": tel(n), "費用": "無料", "返ってきた日": "2026/11/5", **PRIVATE}


def aliased(n: int) -> dict[str, Any]:
    """Return the same under headings of somebody's own, in full width."""
    wide = tel(n).translate({ord(digit): 0xFF10 + int(digit) for digit in "0123456789"})
    return {
        "団体名": f"みほん{n:05}番の家", "ＴＥＬ": wide, "料金": "０円", "回答日": "令和8年11月5日", "担当者名": CANARY,
        "担当者メールアドレス": CANARY, "備考": CANARY, "プラットフォームへのご意見": CANARY,
    }  # fmt: skip


def of_a_form(n: int) -> dict[str, Any]:
    """Return the same as a form's service lists it, which adds the address of who answered."""
    return {
        "タイムスタンプ": "2026/11/05 10:11:12", "メールアドレス": CANARY, "名前": CANARY,
        "名称": f"みほん{n:05}番の家", "電話": tel(n), "費用": "無料", "記入した方のお名前": CANARY,
    }  # fmt: skip


def table(rows: Sequence[Mapping[str, Any]], encoding: str, delimiter: str = ",") -> bytes:
    """Return a CSV file."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerow(rows[0].keys())
    writer.writerows(row.values() for row in rows)
    return stream.getvalue().encode(encoding)


def grouped(numbers: Sequence[int]) -> bytes:
    """Return a workbook of somebody's own: a title, groups of columns in merged cells, numbers and serial days."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "一覧"
    sheet.append(["みほん調査のまとめ"])
    sheet.append(["", "団体", "", "", "担当者", ""])
    sheet.append(["No", "団体名", "電話番号", "費用", "名前", "電話"])
    sheet.cell(3, 7).value = "回答日"
    sheet.merge_cells("A1:G1")
    sheet.merge_cells("B2:D2")
    sheet.merge_cells("E2:F2")
    for row, n in enumerate(numbers, 4):
        cells = [row, f"ＮＰＯ法人 みほん{n:05}番の家", int(tel(n)), "無料", CANARY, CANARY, 46331]
        for column, value in enumerate(cells, 1):
            sheet.cell(row, column).value = value
    sheet.merge_cells(start_row=4, end_row=3 + len(numbers), start_column=4, end_column=4)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()
