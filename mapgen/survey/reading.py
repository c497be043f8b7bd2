"""A workbook or CSV file that came back, as `Answers`; every cell that cannot be used is a problem with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mapgen.address.reading import Address, read_address
from mapgen.answers import Data, Desk, hiragana, merged
from mapgen.folding import fold
from mapgen.imports.refusal import SourceError, shown
from mapgen.imports.sheets import PREFILLED, Cell, Kind, Line, Sheet, read_sheets
from mapgen.likeness import fold_name
from mapgen.model import Organization
from mapgen.model.stats import AskedBy
from mapgen.phrases import without_mobiles
from mapgen.problems import Problem, Problems, Where
from mapgen.survey.answers import Answers, Named, Row, Tally
from mapgen.survey.cells import Said, blank, even, read_cell, read_channel, read_day, says_none
from mapgen.survey.columns import Columns, find_columns
from mapgen.survey.matching import Match, Matcher, digits
from mapgen.survey.questions import Asked, asked_of, questionnaire_of
from mapgen.survey.saying import known_text

# Staff write it instead of an id, for an organisation that only looks like one that we know.
NEW = "new"


def read_answers(file: Path, desk: Desk, problems: Problems) -> Answers:
    """Return what a file says; every cell that cannot be used is in `problems`. Raises SourceError."""
    questionnaire = questionnaire_of(desk.content)
    reader = _Reader(desk, asked_of(questionnaire, desk.guide), problems)
    sheets = [(sheet, columns) for sheet in read_sheets(file) if (columns := find_columns(sheet, reader.asked))]
    ours = {sheet.title: (sheet, columns) for sheet, columns in sheets if sheet.title == PREFILLED}
    if len(sheets) == len(ours):
        raise SourceError(Where(file.name), "survey-no-headings")
    for sheet, columns in ours.values():
        reader.remember(sheet, columns)
    for sheet, columns in sheets:
        if sheet.title not in ours:
            reader.read(sheet, columns)
    return Answers(questionnaire, tuple(reader.rows), tuple(reader.tallies()), tuple(reader.named), dict(reader.unread))


@dataclass(slots=True)
class _Here:
    """The row that is being read."""

    sheet: Sheet
    columns: Columns
    line: Line

    def cell(self, column: int | None) -> Cell:
        return self.line.cells[column] if column is not None and column < len(self.line.cells) else Cell()

    def where(self, column: int | None) -> Where:
        return self.sheet.where(self.line.number, column if column is not None else 0)

    def answer(self, n: int) -> tuple[Cell, Where]:
        """Return the answer to a question and its place; of several columns together, joined."""
        columns = self.columns.asked.get(n, ())
        filled = [column for column in columns if self.cell(column).text] or list(columns[:1])
        cells = [self.cell(column) for column in filled]
        if len(cells) == 1:
            return cells[0], self.where(filled[0])
        kind: Kind = next((cell.kind for cell in cells if cell.kind not in ("text", "number")), "text")
        return Cell("、".join(cell.text for cell in cells), kind), self.where(filled[0] if filled else None)


class _Reader:
    """Takes sheets one after another."""

    def __init__(self, desk: Desk, asked: tuple[Asked, ...], problems: Problems) -> None:
        self.desk, self.asked, self.problems = desk, asked, problems
        self.matcher = Matcher(desk)
        self.rows: list[Row] = []
        self.named: list[Named] = []
        self.unread: Counter[str] = Counter()
        self._counts: dict[int, Counter[str]] = {n: Counter() for n, each in enumerate(asked) if each.counted}
        self._taken: dict[str, Where] = {}
        self._good: dict[tuple[int, Cell], Said] = {}
        self._prefilled: dict[tuple[str, int], str] = {}

    def remember(self, sheet: Sheet, columns: Columns) -> None:
        """Take in what our own workbook said before it went out: what is still so is no answer, however old it is."""
        for line in sheet.lines:
            here = _Here(sheet, columns, line)
            id = here.cell(columns.id).text
            self._prefilled |= {(id, n): even(here.answer(n)[0].text) for n in columns.asked}

    def read(self, sheet: Sheet, columns: Columns) -> None:
        for line in sheet.lines:
            if line.number > columns.head:
                here = _Here(sheet, columns, line)
                self._count(here)
                if row := self._row(here):
                    self.rows.append(row)

    def tallies(self) -> Iterator[Tally]:
        for n, counts in self._counts.items():
            question = self.asked[n].question
            chosen = {choice: counts[choice] for choice in question.choices}
            private = self.asked[n].private
            yield Tally(question.key or "", self.asked[n].title, private, counts["answered"], chosen, counts["other"])

    def _count(self, here: _Here) -> None:
        """Count what enters no file; of the words themselves nothing is kept."""
        for n, counts in self._counts.items():
            text = here.answer(n)[0].text
            if blank(text):
                continue
            counts["answered"] += 1
            choices = self.asked[n].question.choices
            named = [each for each in choices if fold(even(each)) == fold(even(text))]
            counts.update(named or (["other"] if choices else []))
        for column, heading in here.columns.unread.items():
            self.unread[shown(heading, 40)] += bool(here.cell(column).text)

    def _row(self, here: _Here) -> Row | None:
        """Return one row, None where it says nothing, or nobody can tell whose it is."""
        id, name = here.cell(here.columns.id).text, self._name(here)
        raw = {n: self._said(n, here) for n in here.columns.asked if self._filled(n, here)}
        others = self._others(here)
        if not id and not name:
            if raw:
                self.problems.add(here.where(None), "survey-nameless")
            return None
        match = self._whose(id, name, raw, here)
        row = self._of(match, name, raw, here, others=bool(others))
        if row.answered and row.id:
            first = self._taken.setdefault(row.id, row.where)
            if first != row.where:
                self.problems.add(row.where, "survey-row-twice", name=shown(name or row.name), first=str(first))
                return None
        self.named += others
        return row

    def _name(self, here: _Here) -> str:
        n = next(n for n, each in enumerate(self.asked) if each.question.field == "name")
        return " ".join(here.answer(n)[0].text.split())

    def _filled(self, n: int, here: _Here) -> bool:
        cell = here.answer(n)[0]
        return self.asked[n].field is not None and (cell.kind == "formula" or not blank(cell.text))

    def _said(self, n: int, here: _Here) -> Said:
        field = self.asked[n].field
        assert field
        cell, where = here.answer(n)
        if (n, cell) not in self._good:
            said = read_cell(field, cell, self.desk, where)
            if said.problems:  # they are of this cell alone
                return said
            self._good[n, cell] = said
        return self._good[n, cell]

    def _others(self, here: _Here) -> list[Named]:
        n = next((n for n, each in enumerate(self.asked) if each.question.others), None)
        if n is None or n not in here.columns.asked:
            return []
        cell, where = here.answer(n)
        return [] if blank(cell.text) or says_none(cell.text) else [Named(where, without_mobiles(cell.text))]

    def _whose(self, id: str, name: str, raw: Mapping[int, Said], here: _Here) -> Match:
        if even(id).casefold() == NEW:
            return Match()
        if id:
            if org := self.matcher.known(even(id)):
                return Match(org)
            self.problems.add(here.where(here.columns.id), "survey-unknown-id", id=shown(id))
        data: Data = {}
        for said in raw.values():
            data = merged(data, said.data)
        return self.matcher.match(name, data)

    def _of(self, match: Match, name: str, raw: Mapping[int, Said], here: _Here, *, others: bool) -> Row:
        org = match.org
        c = here.columns
        on, channel = read_day(here.cell(c.on)), read_channel(here.cell(c.channel).text)
        new = {n: said for n, said in raw.items() if not (org and self._same(n, said, org, here))}
        counted = any(not blank(here.answer(n)[0].text) for n in self._counts)
        # A list that somebody made of answers holds nothing else; one that may be ours holds what was filled in before.
        filled = new if self._prefilled or c.id is not None or c.on is not None else raw
        told = [n for n in filled if self.asked[n].question.field != "name" or (org and n in new)]
        answered = bool(told or counted or others or on or channel)
        if answered:
            self._report(new, here)
            if here.cell(c.on).text and on is None:
                self.problems.add(here.where(c.on), "survey-no-day", text=shown(here.cell(c.on).text, 20))
            if here.cell(c.channel).text and channel is None:
                self.problems.add(here.where(c.channel), "survey-no-channel", text=shown(here.cell(c.channel).text, 20))
        if match.doubtful:
            ids = "、".join(each.id for each in match.doubtful)
            self.problems.add(here.where(None), "survey-doubtful", name=shown(name), ids=ids)
        sent = self._sent(here)
        data: Data = {}
        for said in raw.values() if answered else ():
            data = merged(data, said.data)
        fields = {field: said for n, said in new.items() if (field := self.asked[n].question.field)}
        return Row(
            here.where(None),
            org.id if org else None,
            org.name if org else name,
            answered,
            on,
            channel,
            data,
            bool(match.doubtful),
            {name: said.data for name, said in fields.items() if said.data},
            tuple(name for name, said in fields.items() if said.none),
            sent,
        )

    def _sent(self, here: _Here) -> AskedBy | None:
        """Return how a row was asked: of those that did not answer it counts as well."""
        text = here.cell(column := here.columns.sent).text
        if text and (way := read_channel(text)) is None:
            self.problems.add(here.where(column), "survey-no-sent", text=shown(text, 20))
            return None
        return way if text else None

    def _report(self, new: Mapping[int, Said], here: _Here) -> None:
        for said in new.values():
            self.problems.extend(Problem(p.where, p.code, p.facts, p.guess) for p in said.problems)

    def _same(self, n: int, said: Said, org: Organization, here: _Here) -> bool:
        """Return whether an answer says what we know, in whatever spelling."""
        asked = self.asked[n]
        known, text = known_text(org, asked), here.answer(n)[0].text
        if even(text) in (even(known), self._prefilled.get((org.id, n))):
            return True
        field = asked.question.field
        if not known or field is None:
            return said.none and not known
        if field == "name":
            return fold_name(known) == fold_name(text)
        if field == "kana":
            return even(hiragana(known)) == even(hiragana(text))
        if field in ("contact.tel", "contact.fax") and said.data:
            return digits(known) == digits(str(said.data["contact"][field.partition(".")[2]]))
        return field == "places.address" and self._stands(known) == self._stands(text) is not None

    def _stands(self, address: str) -> tuple[str, str] | None:
        read = read_address(address, self.desk.content.atlas.gazetteer)
        return (read.canonical, even(read.building or "")) if isinstance(read, Address) else None
