"""The questionnaire as a workbook: a row for each organisation, what we know filled in, choices to pick from.

Everything is text, so that a telephone number keeps its 0 and nothing that somebody wrote becomes a formula. Same
content, same bytes: the library puts the clock into what it saves, and it is taken out again.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from mapgen.imports.sheets import PREFILLED
from mapgen.model import Organization, Questionnaire
from mapgen.model.settings import Reply
from mapgen.survey.columns import CHANNEL, COUNTED, ID, ON, PRIVATE, SENT
from mapgen.survey.questions import Asked
from mapgen.survey.saying import known, known_text, reply_lines
from mapgen.wording import ASKED_BY_WORDS

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

SHEET, GUIDE, CHOICES = "回答", "書き方", "選べることば"
# Rows for organisations that nobody knows yet.
_EMPTY_ROWS = 40
# Two lines of a heading; LibreOffice gives it one.
_HEAD_POINTS = 36
_MOST_OF_A_LIST = 5
_WIDTHS = {"text": 50, "fields": 30, "choice": 20, "tel": 16, "web": 30, "email": 26, "corporate-number": 17}
_DARK, _PRIVATE, _STAFF = "FF1A3A6E", "FF8A4B00", "FF4D4D4D"
_BY_STAFF = "事務局が書きます"
_MODIFIED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Column:
    """One column: its heading, help, and the words to choose from; `part` counts those of one question."""

    title: str
    help: str = ""
    asked: Asked | None = None
    part: int = 0
    words: tuple[str, ...] = ()
    width: int = 24
    colour: str = _DARK


def workbook(
    questionnaire: Questionnaire, asked: Sequence[Asked], orgs: Sequence[Organization], reply: Reply, day: date
) -> bytes:
    """Return the workbook; `day` is when its properties say that it was made."""
    from openpyxl import Workbook

    book = Workbook()
    columns = tuple(_columns(asked, orgs))
    sheet = book.active
    assert sheet is not None
    _answers(sheet, columns, orgs)
    _guide(book.create_sheet(GUIDE), questionnaire, columns, reply)
    _choices(book, sheet, columns, len(orgs) + 1 + _EMPTY_ROWS)
    _remember(book.create_sheet(PREFILLED), columns, orgs)
    book.properties.creator = "mapgen"
    book.properties.title = questionnaire.title
    stream = io.BytesIO()
    book.save(stream)
    return _without_clock(stream.getvalue(), datetime.combine(day, time()))


def _columns(asked: Sequence[Asked], orgs: Sequence[Organization]) -> Iterator[_Column]:
    yield _Column(ID, "答えがどの団体のものかを決めます。新しい団体では空けておきます", width=18, colour=_STAFF)
    for each in asked:
        mark = PRIVATE if each.private else COUNTED if each.counted else ""
        width = _WIDTHS.get(each.field.kind, 24) if each.field else 30
        colour = _PRIVATE if each.private else _DARK
        for part in range(_parts(each, orgs)):
            number = str(part + 1) if each.many and each.words else ""
            yield _Column(f"{mark}{each.title}{number}", each.help, each, part, each.words, width, colour)
    ways = tuple(ASKED_BY_WORDS.values())
    yield _Column(SENT, f"{_BY_STAFF}。回収率を数えるだけに使います", words=ways, width=14, colour=_STAFF)
    yield _Column(ON, f"{_BY_STAFF}。2026-11-05 の形で", width=14, colour=_STAFF)
    yield _Column(CHANNEL, _BY_STAFF, words=ways, width=14, colour=_STAFF)


def _parts(asked: Asked, orgs: Sequence[Organization]) -> int:
    """Return how many columns a question takes: a list has one for each thing that may be chosen."""
    if not (asked.many and asked.words and asked.field):
        return 1
    most = min(asked.field.most or _MOST_OF_A_LIST, _MOST_OF_A_LIST, len(asked.words))
    return max([most, *(len(known(org, asked)) for org in orgs)])


def _answers(sheet: Worksheet, columns: Sequence[_Column], orgs: Sequence[Organization]) -> None:
    sheet.title = SHEET
    for number, column in enumerate(columns, 1):
        _head(sheet, number, column)
    for row in range(2, len(orgs) + 2 + _EMPTY_ROWS):
        org = orgs[row - 2] if row - 2 < len(orgs) else None
        for number, column in enumerate(columns, 1):
            _put(sheet, row, number, _prefilled(org, column) if org else "", locked=number == 1)
    sheet.row_dimensions[1].height = _HEAD_POINTS
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = f"A1:{_letter(len(columns))}{len(orgs) + 1 + _EMPTY_ROWS}"
    sheet.protection.sheet = True  # without a password: it keeps ids from being typed over, and nothing else
    for allowed in ("formatCells", "formatColumns", "formatRows", "insertRows", "sort", "autoFilter"):
        setattr(sheet.protection, allowed, False)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.print_title_rows, sheet.print_title_cols = "1:1", "A:B"


def _remember(sheet: Worksheet, columns: Sequence[_Column], orgs: Sequence[Organization]) -> None:
    """Say once more what was filled in, unseen: what still reads so when it comes back is nobody's answer."""
    for number, column in enumerate(columns, 1):
        for row, text in enumerate((column.title, *(_prefilled(org, column) for org in orgs)), 1):
            if text:
                _put(sheet, row, number, text)
    sheet.sheet_state = "veryHidden"


def _prefilled(org: Organization, column: _Column) -> str:
    if column.asked is None:
        return org.id if column.title == ID else ""
    if column.asked.many and column.words:
        answers = known(org, column.asked)
        return answers[column.part] if column.part < len(answers) else ""
    return known_text(org, column.asked)


def _head(sheet: Worksheet, number: int, column: _Column) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    cell = _put(sheet, 1, number, column.title, locked=True)
    cell.font = Font(bold=True, color="FFFFFFFF")
    cell.fill = PatternFill("solid", fgColor=column.colour)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    sheet.column_dimensions[_letter(number)].width = column.width


def _put(sheet: Worksheet, row: int, column: int, text: str, *, locked: bool = False) -> Any:
    """Write a text that stays one, whatever it begins with."""
    from openpyxl.styles import Alignment, Protection

    cell = sheet.cell(row, column)
    if text:
        cell.value = text
        cell.data_type = "s"
    cell.number_format = "@"
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    cell.protection = Protection(locked=locked)
    return cell


def _guide(sheet: Worksheet, questionnaire: Questionnaire, columns: Sequence[_Column], reply: Reply) -> None:
    lines = [questionnaire.title, *(questionnaire.intro or "").split("\n")]
    lines += [f"{title}: {text}" for title, text in reply_lines(reply) if text]
    lines += [
        "1行が1団体です。行や列を入れかえてもかまいませんが、見出しと団体IDは変えないでください。",
        f"見出しに{PRIVATE}とある列は、地図にも、公開するファイルにも書きません。{COUNTED}とある列は、数だけを使います。",
        "分からないところは空けておきます。ないと分かっているときは「なし」と書きます。",
        f"選べるものは、欄をおすと出る▼から選びます。選べることばの一覧は「{CHOICES}」のシートにあります。",
        f"{SENT}、{ON}、{CHANNEL}は、事務局が書きます。",
    ]
    row = 0
    for row, line in enumerate((line for line in lines if line), 1):
        _put(sheet, row, 1, line)
    for number, column in enumerate(columns, row + 2):
        _put(sheet, number, 1, column.title)
        _put(sheet, number, 2, column.help)
    sheet.column_dimensions["A"].width = 60
    sheet.column_dimensions["B"].width = 70
    sheet.page_setup.paperSize = 9


def _choices(book: Workbook, sheet: Worksheet, columns: Sequence[_Column], last: int) -> None:
    """Give each column its list or its check, and its help beside the cell."""
    from openpyxl.worksheet.datavalidation import DataValidation

    lists = book.create_sheet(CHOICES)
    places: dict[tuple[str, ...], str] = {}
    for number, column in enumerate(columns, 1):
        if column.words and column.words not in places:
            at = len(places) + 1
            places[column.words] = f"'{CHOICES}'!${_letter(at)}$1:${_letter(at)}${len(column.words)}"
            for row, word in enumerate(column.words, 1):
                _put(lists, row, at, word)
        check = DataValidation(**_check(column, places), allow_blank=True, showErrorMessage=True)
        check.errorStyle, check.errorTitle = "warning", "このままでよいですか"
        check.error = "一覧にないことばか、長すぎる答えです。"
        check.promptTitle, check.prompt = column.title[:32], column.help[:250] or None
        check.showInputMessage = bool(column.help)
        check.add(f"{_letter(number)}2:{_letter(number)}{last}")
        sheet.add_data_validation(check)


def _check(column: _Column, places: dict[tuple[str, ...], str]) -> dict[str, str]:
    field = column.asked.field if column.asked else None
    if column.words:
        return {"type": "list", "formula1": places[column.words]}
    if field and field.kind == "corporate-number":
        return {"type": "textLength", "operator": "equal", "formula1": "13"}
    limit = field.limit if field and field.limit else 2_000
    return {"type": "textLength", "operator": "lessThanOrEqual", "formula1": str(limit)}


def _letter(number: int) -> str:
    from openpyxl.utils import get_column_letter

    letter: str = get_column_letter(number)
    return letter


def _without_clock(data: bytes, moment: datetime) -> bytes:
    """Return the workbook with one moment in its properties, and none in the zip that it is."""
    stamp = rb"\g<1>" + moment.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            part = old.read(info)
            member = zipfile.ZipInfo(info.filename, _ZIP_EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(member, _MODIFIED.sub(stamp, part) if info.filename == "docProps/core.xml" else part)
    return stream.getvalue()
