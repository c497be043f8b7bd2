"""Answers become files: new drafts, and in known files only what somebody answered otherwise than we have it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from mapgen.answers import Data, Desk, Draft, draft_text, merged, modeline_of, suggest_id, without_empty_place
from mapgen.changes import Subject, Told
from mapgen.model import Organization, PublicPlace
from mapgen.orgfile import Change, EditError, edited
from mapgen.orgfile.editing import data_of
from mapgen.problems import Problems
from mapgen.survey.answers import Answers, Row
from mapgen.survey.questions import asked_of
from mapgen.survey.saying import known_text
from mapgen.wording import VERIFIED_WORDS, date_in_words

# A confirmation by survey this young stays as it is where nobody wrote when the answer came back.
_SAME_SURVEY_DAYS = 120
_HEAD = "調査の答えから作った下書きです。出典と見くらべてから、status を active にしてください。"
_TEMPORARY = (
    "ファイル名(id)は仮のものです。公開する前に、わかりやすい名前(半角の小文字、数字、ハイフン)に変えてください。"
)
_NEEDED = ("categories", "forms", "serves")
# What `changes` calls the fields that have other names there.
_CALLED = {"text": "audience"}
_OF_THE_PLACE = {"places.name": "place"}


@dataclass(frozen=True, slots=True)
class Written:
    """What came of the rows: files by path, old texts changed and new ones made, and what each says now.

    `same` is how many had answered what we know already.
    """

    changed: Mapping[str, bytes]
    made: Mapping[str, bytes]
    updates: tuple[Subject, ...]
    drafts: tuple[Subject, ...]
    same: int


def settle(root: Path, answers: Answers, desk: Desk, today: date, problems: Problems) -> Written:
    """Return the files as the answers have them. What does not fit is a problem, and its file stays."""
    clerk = _Clerk(root, answers, desk, today, problems)
    for row in answers.rows:
        if row.answered and row.id:
            clerk.update(row)
        elif row.answered and not row.doubtful:
            clerk.draft(row)
    return Written(clerk.changed, clerk.made, tuple(clerk.updates), tuple(clerk.drafts), clerk.same)


class _Clerk:
    """Takes one row after another."""

    def __init__(self, root: Path, answers: Answers, desk: Desk, today: date, problems: Problems) -> None:
        self.root, self.desk, self.today, self.problems = root, desk, today, problems
        self.asked = asked_of(answers.questionnaire, desk.guide)
        self.orgs = {org.id: org for org in desk.content.organizations}
        self.changed: dict[str, bytes] = {}
        self.made: dict[str, bytes] = {}
        self.updates: list[Subject] = []
        self.drafts: list[Subject] = []
        self.same = 0
        self._taken = set(desk.taken)
        self._modeline = modeline_of(root, desk.content.settings)

    # ── known organisations ──────────────────────────────────────────────────────────────────────────────────────────

    def update(self, row: Row) -> None:
        org = self.orgs[row.id or ""]
        path = f"content/orgs/{org.id}.yaml"
        text = (self.root / path).read_bytes().decode()
        try:
            wanted = list(self._changes(row, org, data_of(text)))
            after = edited(text, wanted)
        except (EditError, ValueError) as error:
            self.problems.add(row.where, "survey-unfit", name=org.name, reason=str(error))
            return
        if after == text:
            self.same += 1
            return
        new, faults = self.desk.judged(data_of(after), org.id)
        if new is None or any(fault.level == "error" for fault in faults):
            reason = "、".join(fault.fact() for fault in faults[:3])
            self.problems.add(row.where, "survey-unfit", name=org.name, reason=reason)
            return
        self.changed[path] = after.encode()
        self.updates.append(Subject(org.id, new.name, tuple(self._told(org, new))))

    def _changes(self, row: Row, org: Organization, data: Data) -> Iterator[Change]:
        news, none = dict(row.news), list(row.none)
        place = next(iter(org.places), None)
        if place is not None and not isinstance(place, PublicPlace):
            if kept := [name for name in (*news, *none) if name.startswith("places.")]:
                self.problems.add(row.where, "survey-place-kept", name=org.name)
                news = {name: said for name, said in news.items() if name not in kept}
                none = [name for name in none if name not in kept]
        elif place is None:
            news = self._with_a_place(news)
            none = [name for name in none if not name.startswith("places.")]
        if "places.address" in news and (data.get("places") or [{}])[0].keys() & {"lat", "lon"}:
            yield from (Change(("places", 0, name), None) for name in ("lat", "lon"))  # of where it was
        for name, said in news.items():
            yield from _as_changes(name, said, data, news)
        for name in none:
            field = self.desk.guide.at(*name.split("."))
            if not field.required and name not in ("summary", "description"):
                yield Change(_path(name), None)
        if (on := self._day(row, org, changed=bool(news or none))) is not None:
            yield Change(("verified",), {"on": on.isoformat(), "by": "survey"})

    def _with_a_place(self, news: Mapping[Any, Data]) -> dict[Any, Data]:
        """Return what is told of a first place only where it says at least in which city that is."""
        if {"places.address", "places.city"} & news.keys():
            return dict(news)
        return {name: said for name, said in news.items() if not name.startswith("places.")}

    def _day(self, row: Row, org: Organization, *, changed: bool) -> date | None:
        """Return the day on which the survey confirms the entry, None where it says so already."""
        before = org.verified
        day = min(row.on or self.today, self.today)
        if before is None:
            return day
        young = before.by == "survey" and (day - before.on).days <= _SAME_SURVEY_DAYS and row.on is None
        return None if day <= before.on or (young and not changed) else day

    def _told(self, old: Organization, new: Organization) -> Iterator[Told]:
        for asked in self.asked:
            if asked.question.field and (before := known_text(old, asked)) != (after := known_text(new, asked)):
                yield Told(_called(asked.question.field), before, after)
        if old.verified != new.verified and new.verified:
            yield Told("verified", _confirmed(old), _confirmed(new))

    # ── new organisations ────────────────────────────────────────────────────────────────────────────────────────────

    def draft(self, row: Row) -> None:
        on = min(row.on or self.today, self.today)
        data = without_empty_place({**row.data, "verified": {"on": on.isoformat(), "by": "survey"}})
        data["status"] = "draft"
        missing = [name for name in _NEEDED if name not in data]
        if not {"summary", "description"} & data.keys():
            missing.append("summary")
        if missing:
            fields = "、".join(self.desk.guide.at(name).title.ja for name in missing)
            self.problems.add(row.where, "survey-incomplete", name=row.name, fields=fields)
            return
        draft = self._named(row, data)
        org, faults = self.desk.judged(data, draft.id)
        if org is None or any(fault.level == "error" for fault in faults):
            reason = "、".join(fault.fact() for fault in faults if fault.level == "error")
            self.problems.add(row.where, "survey-unfit", name=row.name, reason=reason)
            return
        self._taken.add(draft.id)
        self.made[draft.path] = draft_text(draft, self.desk.guide, self._modeline).encode()
        self.drafts.append(Subject(draft.id, org.name))

    def _named(self, row: Row, data: Data) -> Draft:
        id = suggest_id(row.name, data.get("kana"), self._taken)
        if id:
            return Draft(id, data, (_HEAD,))
        number = next(n for n in range(1, 10_000) if f"survey-{self.today.year}-{n}" not in self._taken)
        return Draft(f"survey-{self.today.year}-{number}", data, (_HEAD, _TEMPORARY))


def _as_changes(name: str, said: Data, data: Data, news: Mapping[Any, Data]) -> Iterator[Change]:
    """Yield the changes of a file that one answer makes."""
    if name in ("hours", "closed"):
        yield from _opening(name, said, data, news)
    elif name == "audience.text":
        yield from (Change(("audience", part), value) for part, value in said["audience"].items())
    else:
        path = _path(name)
        value: Any = said
        for part in path:
            value = value[part]
        yield Change(path, value)


def _opening(name: str, said: Data, data: Data, news: Mapping[Any, Data]) -> Iterator[Change]:
    """Yield the changes of opening hours: what cannot be read as such is the note, beside what is closed."""
    both = merged(news.get("hours", {}), news.get("closed", {}))
    if name == "hours":
        yield Change(("hours",), said.get("hours"))
        yield Change(("hours_note",), both.get("hours_note"))
    elif "hours" not in news and (note := said.get("hours_note")):
        before = str(data.get("hours_note") or "")
        yield Change(("hours_note",), before if note in before else "、".join(filter(None, (before, note))))
    if "closed" in said:
        yield Change(("closed",), both["closed"])


def _path(name: str) -> tuple[str | int, ...]:
    """Return where a field stands in a file: of a place in the first one."""
    parts = name.split(".")
    return ("places", 0, *parts[1:]) if parts[0] == "places" else tuple(parts)


def _called(field: str) -> str:
    last = field.split(".")[-1]
    return _OF_THE_PLACE.get(field) or _CALLED.get(last, last)


def _confirmed(org: Organization) -> str:
    if org.verified is None:
        return ""
    return f"{date_in_words(org.verified.on)}({VERIFIED_WORDS[org.verified.by]})"
