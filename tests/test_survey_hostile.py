"""A workbook comes by mail from anybody: it is refused in a sentence, or read as text, and never run or followed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from mapgen.imports.refusal import SourceError
from mapgen.imports.sheets import MOST_ROWS, read_sheets

Read = Callable[[bytes], Any]
DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
FIRST = "xl/worksheets/sheet1.xml"


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(data: bytes) -> Any:
        file = tmp_path / "答え.xlsx"
        file.write_bytes(data)
        return read_sheets(file)

    return read


def book(*rows: list[Any]) -> bytes:
    made = Workbook()
    sheet: Any = made.active
    for row in rows or (["名称"], ["みほん"]):
        sheet.append(row)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def changed(data: bytes, change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None) -> bytes:
    """Return a workbook with its parts changed, and further ones."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in (more or {}).items():
            new.writestr(name, part)
    return stream.getvalue()


def texts(sheets: Any) -> list[list[str]]:
    return [[cell.text for cell in line.cells] for sheet in sheets for line in sheet.lines]


def refused(read: Read, data: bytes) -> str:
    with pytest.raises(SourceError) as refusal:
        read(data)
    return refusal.value.problem.code


def test_entities_are_not_read(read: Read) -> None:
    for part in ("xl/workbook.xml", FIRST, "[Content_Types].xml", "xl/_rels/workbook.xml.rels", "docProps/core.xml"):
        data = changed(book(), lambda name, old, part=part: DOCTYPE + old if name == part else old)  # type: ignore[misc]
        assert refused(read, data) == "import-table-entities", part
    wide = changed(book(), lambda name, old: old.decode().encode("utf-16") if name == FIRST else old)
    assert refused(read, wide) == "import-table-entities"


def test_what_would_burst_is_not_unpacked(read: Read) -> None:
    assert (
        refused(read, changed(book(), lambda _, old: old, {"xl/media/a.bin": bytes(30_000_000)})) == "import-zip-bomb"
    )
    many = {f"a{n}.xml": b"x" for n in range(1_100)}
    assert refused(read, changed(book(), lambda _, old: old, many)) == "import-zip-members"
    assert refused(read, b"PK\x03\x04" + bytes(17 * 1024 * 1024)) == "import-table-too-large"


def test_macros_and_links_to_elsewhere_stay_unopened(read: Read) -> None:
    link = b'<Relationships><Relationship Id="r1" Target="file:///etc/passwd" TargetMode="External"/></Relationships>'
    more = {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0macro", "xl/externalLinks/_rels/externalLink1.xml.rels": link}
    assert texts(read(changed(book(), lambda _, old: old, more))) == [["名称"], ["みほん"]]


def test_a_formula_is_not_calculated(read: Read) -> None:
    (sheet,) = read(book(["名称"], ['=WEBSERVICE("https://mihon.example.jp")'], ["=1+1"]))
    assert [[(cell.text, cell.kind) for cell in line.cells] for line in sheet.lines] == [
        [("名称", "text")],
        [("", "formula")],
        [("", "formula")],
    ]


def test_a_million_empty_rows_are_passed_over(read: Read) -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (n, n) for n in range(3, 1_048_577))

    def formatted(name: str, old: bytes) -> bytes:
        return old.replace(b"</sheetData>", rows + b"</sheetData>") if name == FIRST else old

    assert texts(read(changed(book(), formatted))) == [["名称"], ["みほん"]]


def test_a_cell_at_the_end_of_the_world(read: Read) -> None:
    row = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    data = changed(book(), lambda name, old: old.replace(b"</sheetData>", row) if name == FIRST else old)
    assert refused(read, data) == "import-table-too-many-rows"


def test_more_rows_than_a_survey_has(read: Read) -> None:
    assert refused(read, book(*([["みほん"]] * (MOST_ROWS + 1)))) == "import-table-too-many-rows"


def test_merged_cells_without_end(read: Read) -> None:
    merged = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    data = changed(book(), lambda name, old: old.replace(b"</sheetData>", merged) if name == FIRST else old)
    assert all(set(line) == {"名称"} and len(line) == 300 for line in texts(read(data)))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "import-table-old-workbook"),
        (b"PK\x03\x04broken", "import-zip-broken"),
        (b"\xff\xfe\x00", "import-table-not-text"),
        ("名称,費用\n".encode() + b"\x81\xff\xfe", "import-table-not-text"),
        (b"\x89PNG\r\n\x1a\n\x01\x02", "import-table-not-text"),
    ],
)
def test_what_is_no_table(read: Read, data: bytes, code: str) -> None:
    assert refused(read, data) == code


def test_a_broken_part(read: Read) -> None:
    assert (
        refused(read, changed(book(), lambda name, old: old[:300] if name == FIRST else old))
        == "import-table-no-workbook"
    )
    missing = changed(book(), lambda name, old: b"<a/>" if name == "xl/workbook.xml" else old)
    assert read(missing) == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_encodings_and_separators(tmp_path: Path, encoding: str, mark: str) -> None:
    file = tmp_path / "a.csv"
    rows = [
        ["名称", "電話", "説明"],
        ['"みほん""会"""', '"=""0460000001"""', '"一行\n二行"'],
        ["", "", ""],
        ["ﾐﾎﾝ", "'046", "-"],
    ]
    file.write_bytes("\r\n".join(mark.join(row) for row in rows).encode(encoding))
    assert texts(read_sheets(file)) == [
        ["名称", "電話", "説明"],
        ['みほん"会"', "0460000001", "一行\n二行"],
        ["ﾐﾎﾝ", "046", "-"],
    ]
