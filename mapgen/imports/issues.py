"""An issue made by the form 団体を推薦する, as the draft of a file. Its body is anybody's, and stays nothing but text.

GitHub writes `### label`, an empty line and the answer, `_No response_` for none, and `- [X] …` for what is ticked.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from mapgen import yamldoc
from mapgen.answers import Data, Desk, Draft, clean, hiragana, merged, suggest_id, without_empty_place
from mapgen.guide import Field, Guide
from mapgen.guide.issueforms import QUESTIONS
from mapgen.imports.headings import path_of
from mapgen.imports.markdown import as_markdown, without_markup
from mapgen.imports.refusal import SourceError, shown
from mapgen.orgfile import written
from mapgen.phrases import without_mobiles
from mapgen.problems import Problem, Problems, Where

# More characters GitHub does not take; each has up to four bytes.
LARGEST = 65_536
_HEADING = re.compile(r"#{2,4}[ \t]+(.+?)[ \t]*#*")
_NOTHING = re.compile(r"_No response_|None|<!--.*?-->|\s", re.DOTALL)
# Of Markdown only a list stays one.
_ITEM = re.compile("^[-*] (?=.)", re.MULTILINE)
_TICK = re.compile(r"[-*] \[([ xX])\] (.*)")
_NO_ANSWER = "送る前に"
_HEAD = "GitHub の「団体を推薦する」から作った下書きです。出典と見くらべてから、status を active にしてください。"
_TEMPORARY = (
    "ファイル名(id)は仮のものです。公開する前に、わかりやすい名前(半角の小文字、数字、ハイフン)に変えてください。"
)
_WITHHELD = "携帯電話の番号がありました。個人の番号かもしれないので、書いていません。"
_KANJI = re.compile("[\u3400-\u9fff々]")


@dataclass(frozen=True, slots=True)
class Section:
    """An answer: the field it is for, None for what no file holds; the lines of its heading and of its first word."""

    field: Field | None
    heading: int
    line: int
    words: str


def draft_of_issue(file: Path, desk: Desk, problems: Problems) -> Draft | None:
    """Return the draft, or None where something of it is wrong: all of that is in `problems`, with its line.

    Raises SourceError where the file cannot be read.
    """
    path = file.as_posix()
    sections = list(_sections(_text(file, path, problems), desk.guide, Where(path), problems))
    data: Data = {"status": "draft"}
    withheld = False
    for section in sections:
        if section.field is None or not section.words:
            continue
        words = without_mobiles(section.words)
        withheld = withheld or words != section.words
        data = merged(data, _read(section.field, words, section, desk, path, problems))
    data = without_empty_place(data)
    _check_complete(data, sections, Where(path), problems)
    if problems.failed():
        return None
    _check_whole(data, sections, desk, path, problems)
    return None if problems.failed() else _draft(data, desk, withheld=withheld)


def _text(file: Path, path: str, problems: Problems) -> str:
    where = Where(path)
    try:
        if file.stat().st_size > 4 * LARGEST:
            raise SourceError(where, "issue-too-large", limit=LARGEST)
        data = file.read_bytes()
    except OSError as error:
        raise SourceError(where, "unreadable-file", reason=error.strerror or type(error).__name__) from error
    # Characters that nobody sees are left out without a word: who pasted them cannot see them either.
    unseen = Problems()
    text = yamldoc.decode(data, path, unseen)
    if text is None:
        problems.extend(unseen)
    if text and len(text) > LARGEST:
        raise SourceError(where, "issue-too-large", limit=LARGEST)
    return text or ""


def _sections(text: str, guide: Guide, where: Where, problems: Problems) -> Iterator[Section]:
    """Yield the answers in the order of the issue. A heading that the form does not have is part of an answer."""
    lines = text.split("\n")
    known = {guide.at(*question.path).title.ja: guide.at(*question.path) for question in QUESTIONS}
    marks = list(_marks(lines, known))
    if not marks:
        problems.add(where, "issue-no-form")
        return
    if before := " ".join(lines[: marks[0][0]]).strip():
        problems.add(Where(where.path, 1, 1), "issue-left", text=shown(before))
    seen: dict[str, int] = {}
    ends = [*(number for number, _, _ in marks[1:]), len(lines)]
    for (number, label, field), end in zip(marks, ends, strict=True):
        if (first := seen.setdefault(label, number + 1)) != number + 1:
            problems.add(Where(where.path, number + 1, 1), "issue-heading-twice", label=shown(label), above=first)
        answer = lines[number + 1 : end]
        begins = next((n for n, line in enumerate(answer, number + 2) if line.strip()), number + 1)
        yield Section(field, number + 1, begins, _answer(answer))


def _marks(lines: list[str], known: Mapping[str, Field]) -> Iterator[tuple[int, str, Field | None]]:
    """Yield the lines that are headings, what they say, and the field meant; the form's own words come first."""
    headings = [(n, found[1]) for n, line in enumerate(lines) if (found := _HEADING.fullmatch(line.rstrip()))]
    said = {known[label].path for _, label in headings if label in known}
    by_path = {field.path: field for field in known.values()}
    for number, label in headings:
        if label in known or label == _NO_ANSWER:
            yield number, label, known.get(label)
            continue
        path = path_of(label)
        if path in by_path and path not in said:
            yield number, label, by_path[path]


def _answer(lines: list[str]) -> str:
    """Return the words of an answer: of what is ticked the words beside it, '' for no response."""
    ticks = [_TICK.fullmatch(line.strip()) for line in lines if line.strip()]
    if ticks and all(ticks):
        return "\n".join(tick[2] for tick in ticks if tick and tick[1] != " ")
    words = "\n".join(lines)
    return clean(words) if _NOTHING.sub("", words) else ""


def _read(field: Field, words: str, section: Section, desk: Desk, path: str, problems: Problems) -> Data:
    """Return what an answer fills, nothing where the reader would not take it."""
    where = Where(path, section.line, 1)
    if field.kind == "text":
        fragment: Data = {field.name: without_markup(as_markdown(_ITEM.sub("・", words))) + "\n"}
    elif field.path == ("kana",):
        if _KANJI.search(words):
            problems.add(where, "kana-only", text=shown(words))
            return {}
        fragment = {"kana": hiragana(words)}
    else:
        fragment = desk.read(field, words)
    faults = desk.faults(fragment, where)
    problems.extend(faults)
    return {} if any(fault.level == "error" for fault in faults) else fragment


def _check_complete(data: Data, sections: list[Section], where: Where, problems: Problems) -> None:
    """Name the fields that every file needs, where nobody answered."""
    faulty = {problem.where.line for problem in problems}
    for name in ("name", "summary", "categories", "forms", "serves"):
        section = next((each for each in sections if each.field and each.field.path == (name,)), None)
        told = section is not None and section.line in faulty
        if name not in data and not told and sections and not (name == "summary" and "description" in data):
            place = Where(where.path, section.heading, 1) if section else where
            label = section.field.title if section and section.field else None
            problems.add(place, "issue-unanswered", field=name, label=label.ja if label else name)


def _check_whole(data: Data, sections: list[Section], desk: Desk, path: str, problems: Problems) -> None:
    """Name what is wrong between answers, at the answer that it is about; and who is probably there already."""
    org, faults = desk.judged(data, "new")
    keys = _lines(data)
    for fault in faults:
        top = next((name for line, name in reversed(keys) if line <= fault.where.line), "")
        fields = [(each, each.field.path) for each in sections if each.field and each.words]
        about = [each for each, own in fields if own[0] == top]
        exact = [each for each, own in fields if own[0] == top and own[-1] == fault.facts.get("field")]
        line = next((each.line for each in (*exact, *about)), 0)
        problems.extend([Problem(Where(path, line, 1 if line else 0), fault.code, fault.facts, fault.guess)])
    for id, name, reasons in desk.like(org) if org else ():
        ja, en = desk.reasons(reasons)
        problems.add(Where(path), "probably-there", id=id, name=name, ja=ja, en=en)


def _lines(data: Data) -> list[tuple[int, str]]:
    """Return the line and the name of every field at the left of the file."""
    tree = yamldoc.parse(written(data).encode(), "new", Problems())
    return [(where.line, name) for name, where in tree.keys.items()] if tree else []


def _draft(data: Data, desk: Desk, *, withheld: bool) -> Draft:
    name = str(data["name"])
    id = suggest_id(name, data.get("kana"), desk.taken)
    digest = hashlib.sha256(name.encode()).hexdigest()
    temporary = next(made for length in range(10, 50) if (made := f"draft-{digest[:length]}") not in desk.taken)
    remarks = (_HEAD, *([] if id else [_TEMPORARY]), *([_WITHHELD] if withheld else []))
    return Draft(id or temporary, data, remarks)
