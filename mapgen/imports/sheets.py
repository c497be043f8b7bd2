"""Opens a workbook, a CSV file or a zip with one as sheets of cells. Nothing in it is run, followed or calculated.

It comes from anybody: besides what `archive` refuses, an XML part with a document type is not read (entities),
links to other files are dropped, macros stay unopened, and of a formula only the value counts that was saved with it.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, Literal, NamedTuple

from mapgen.imports.archive import Expected, Member, only_table, open_bytes, unzipped, unzipped_whole
from mapgen.imports.refusal import SourceError, shown
from mapgen.problems import Where

Kind = Literal["text", "number", "date", "time", "error", "formula"]
# Our own workbook remembers what it said before anybody answered.
PREFILLED = "先に書いたこと"
MOST_ROWS, MOST_COLUMNS = 5_000, 300
_LONGEST_CELL = 20_000
# Where a spreadsheet was formatted to its end there are a million rows of nothing.
_LAST_ROW = 20_000
_FILLED = re.compile(rb" r=\"[A-Z]{1,3}([0-9]{5,7})\"[^>/]*>")
_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK"
_PARTS = b"[Content_Types].xml"
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*ref=\"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})\"")
_MOST_MERGED = 50_000
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
_AS_TEXT = re.compile(r'="(.*)"', re.DOTALL)


class Cell(NamedTuple):
    """What a cell shows, as text; `kind` is what the spreadsheet takes it for. A day reads `2026-11-05`."""

    text: str = ""
    kind: Kind = "text"


class Line(NamedTuple):
    """A row that is not empty, by its number."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; of a CSV file the only one."""

    path: str
    lines: tuple[Line, ...]
    title: str = ""

    def where(self, line: int, column: int = 0) -> Where:
        """Return the place of a cell, its column counted from 0."""
        return Where(self.path, line, column + 1)


def _nothing(_path: str, members: Sequence[Member]) -> Sequence[Member]:
    return members


EXPECTED = Expected(
    suffix=".xlsx / .csv",
    zip="xlsx",
    largest=64 * 1024 * 1024,
    largest_zip=16 * 1024 * 1024,
    too_large="import-table-too-large",
    choose=_nothing,
)
# As WAM NET publishes its lists, and Google Forms what was answered.
ZIPPED = replace(EXPECTED, suffix=".csv", zip="zip", choose=only_table)


def read_sheets(file: Path, most_rows: int = MOST_ROWS) -> tuple[Sheet, ...]:
    """Return the sheets of a workbook, or the one of a CSV file or of a zip with one, by what it is, not by its name.

    A CSV file of more than `most_rows` is refused; a workbook holds MOST_ROWS at most.

    Raises SourceError.
    """
    path = file.name
    data = open_bytes(file, EXPECTED)
    if data.startswith(_OLE):
        raise SourceError(Where(path), "import-table-old-workbook")
    if not data.startswith(_ZIP):
        return (_csv(data, path, most_rows),)
    if _PARTS in data:  # names in a zip are never packed
        return _workbook(data, path)
    with unzipped(io.BytesIO(data), path, ZIPPED) as source:
        return (_csv(source.stream.read(), source.path, most_rows),)


# ── workbooks ────────────────────────────────────────────────────────────────────────────────────────────────────────


def _workbook(data: bytes, path: str) -> tuple[Sheet, ...]:
    stream = io.BytesIO(data)
    with unzipped_whole(stream, path, EXPECTED) as archive:
        for info in archive.infolist():
            if info.filename.lower().endswith((".xml", ".rels")):
                _check_part(archive.read(info), path)
        try:
            return tuple(_sheets(data, archive, path))
        except SourceError:
            raise
        except Exception as error:  # the library lets through whatever a broken part leads to
            raise SourceError(Where(path), "import-table-no-workbook") from error


def _check_part(part: bytes, path: str) -> None:
    if b"\0" in part[:200] or b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise SourceError(Where(path), "import-table-entities")


def _sheets(data: bytes, archive: zipfile.ZipFile, path: str) -> Iterator[Sheet]:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of features that the library does not know
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible" and sheet.title != PREFILLED:
                continue
            part = archive.read(sheet._worksheet_path.lstrip("/"))
            own = f"{path}[{shown(sheet.title, 31)}]"
            if any(int(found[1]) > _LAST_ROW for found in _FILLED.finditer(part)):
                raise SourceError(Where(own), "import-table-too-many-rows", limit=MOST_ROWS)
            lines = {line.number: list(line.cells) for line in _lines(sheet, own)}
            if _FORMULA.search(part):
                _mark_formulas(data, sheet.title, lines)
            _spread(part, lines)
            yield Sheet(own, tuple(Line(number, tuple(cells)) for number, cells in sorted(lines.items())), sheet.title)


def _lines(sheet: Any, path: str) -> Iterator[Line]:
    """Yield the rows of a sheet that hold anything; a sheet may say that it has a million of others."""
    sheet.reset_dimensions()
    count = 0
    for number, row in enumerate(sheet.iter_rows(max_row=_LAST_ROW, max_col=MOST_COLUMNS), 1):
        last = next((n for n in range(len(row), 0, -1) if row[n - 1].value is not None), 0)
        if last:
            count += 1
            if count > MOST_ROWS:
                raise SourceError(Where(path, number), "import-table-too-many-rows", limit=MOST_ROWS)
            yield Line(number, tuple(_cell(each.value, each.data_type) for each in row[:last]))


def _cell(value: object, kind: str) -> Cell:
    match value:
        case None:
            return Cell()
        case bool():
            return Cell("はい" if value else "いいえ")
        case datetime() | date():
            day = value.date() if isinstance(value, datetime) else value
            return Cell(day.isoformat(), "date")
        case time():
            return Cell(f"{value.hour}:{value.minute:02d}", "time")
        case float() if value.is_integer():
            return Cell(str(int(value)), "number")
        case int() | float():
            return Cell(str(value), "number")
    return Cell(str(value)[:_LONGEST_CELL].strip(), "error" if kind == "e" else "text")


def _mark_formulas(data: bytes, title: str, lines: dict[int, list[Cell]]) -> None:
    """Mark the cells whose formula has no value saved with it: a person sees something there, and we nothing."""
    from openpyxl import load_workbook

    sheet = load_workbook(io.BytesIO(data), read_only=True, keep_links=False)[title]
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_row=_LAST_ROW, max_col=MOST_COLUMNS), 1):
        for column, each in enumerate(row):
            if each.data_type == "f":
                cells = lines.setdefault(number, [])
                cells += [Cell()] * (column + 1 - len(cells))
                if not cells[column].text:
                    cells[column] = Cell("", "formula")


def _spread(part: bytes, lines: dict[int, list[Cell]]) -> None:
    """Put what stands in a merged cell into every cell that it covers, as people read it."""
    left = _MOST_MERGED
    for found in _MERGED.finditer(part):
        first, last = _number(found[1]), min(_number(found[3]), MOST_COLUMNS - 1)
        top, bottom = int(found[2]), min(int(found[4]), int(found[2]) + MOST_ROWS)
        cells = lines.get(top, [])
        value = cells[first] if first < len(cells) else Cell()
        for number in (n for n in range(top, bottom + 1) if value.text and n in lines):
            row = lines[number]
            row += [Cell()] * (last + 1 - len(row))
            row[first : last + 1] = [value] * (last + 1 - first)
            left -= last + 1 - first
        if left < 0:
            return


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


# ── CSV ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _csv(data: bytes, path: str, most_rows: int) -> Sheet:
    text = _decoded(data, path)
    head = text[:2_000]
    delimiter = max(",\t;", key=head.count)
    csv.field_size_limit(_LONGEST_CELL * 10)
    lines = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for number, row in enumerate(reader, 1):
            if any(cell.strip() for cell in row):
                lines.append(Line(number, tuple(Cell(_unmarked(cell)) for cell in row[:MOST_COLUMNS])))
            if len(lines) > most_rows:
                raise SourceError(Where(path, number), "import-table-too-many-rows", limit=most_rows)
    except csv.Error as error:
        raise SourceError(Where(path, len(lines) + 1), "import-not-csv") from error
    return Sheet(path, tuple(lines))


def _unmarked(cell: str) -> str:
    """Return a cell without what keeps a spreadsheet from taking it for a number or a formula: ="046…", '046…"""
    text = cell[:_LONGEST_CELL].strip()
    if found := _AS_TEXT.fullmatch(text):
        return found[1].replace('""', '"')
    return text[1:] if re.match(r"'[='+\-@0-9]", text) else text


def _decoded(data: bytes, path: str) -> str:
    """Return the text: by its byte order mark, else UTF-8, UTF-16 where every other byte is 0, or cp932."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return _strictly(data, (encoding,), path)
    if b"\0" in data:
        even, odd = data[::2].count(0), data[1::2].count(0)
        return _strictly(data, ("utf-16-be" if even > odd else "utf-16-le",), path)
    return _strictly(data, ("utf-8", "cp932"), path)


def _strictly(data: bytes, encodings: tuple[str, ...], path: str) -> str:
    reason = ""
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            line = data.count(b"\n", 0, error.start) + 1
            reason = reason or f"{encoding}: {line}"
            continue
        # A picture has many signs that nobody types; one that slipped into a cell is no reason to refuse all of them.
        sample = text[:2_000]
        if 50 * sum(unicodedata.category(char) == "Cc" and char not in "\t\r\n" for char in sample) <= len(sample):
            return text
    raise SourceError(Where(path), "import-table-not-text")
