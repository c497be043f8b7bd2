"""`mapgen survey import`: answers in; drafts, changes and candidates out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from mapgen.answers import Desk
from mapgen.changes import Changes, Headings, as_text, subject_lines
from mapgen.imports.files import create
from mapgen.imports.refusal import SourceError
from mapgen.problems import Language, Problems, Where, catalogue
from mapgen.publish import write_files
from mapgen.survey.answers import Answers
from mapgen.survey.applying import Written, settle
from mapgen.survey.candidates import Candidate, candidates
from mapgen.survey.reading import read_answers

_HEADINGS = Headings("survey-changes", "survey-updated", "survey-added", "survey-added", "survey-same")


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file said, what came of it, and who else was named."""

    answers: Answers
    written: Written
    candidates: tuple[Candidate, ...]

    def lines(self, lang: Language) -> Iterator[str]:
        """Yield the report for people."""
        changes = Changes(_HEADINGS, changed=self.written.updates, added=self.written.drafts)
        yield as_text(changes, lang).rstrip("\n")
        yield ""
        yield _say("survey-counts", lang, **self.counts())
        for tally in self.answers.tallies:
            yield _say("survey-counted", lang, title=tally.title, count=tally.answered)
        for heading, count in self.answers.unread.items():
            yield _say("survey-unread", lang, heading=heading, count=count)
        fresh = [each for each in self.candidates if not each.known]
        if self.candidates:
            known = len(self.candidates) - len(fresh)
            yield _say("survey-candidates", lang, count=len(self.candidates), known=known)
        for each in fresh:
            like = f" ≒ {' '.join(each.like)}" if each.like else ""
            yield f"  {each.name} ×{each.times}{like}"

    def counts(self) -> dict[str, int]:
        """Return how many rows there were, answered, came to be written, and said what we know."""
        rows = self.answers.rows
        answered = sum(row.answered for row in rows)
        made, changed, same = len(self.written.drafts), len(self.written.updates), self.written.same
        left = answered - made - changed - same
        counted = {"rows": len(rows), "answered": answered, "changed": changed, "drafts": made}
        return {**counted, "same": same, "left": left}

    def data(self, lang: Language, problems: Problems) -> dict[str, Any]:
        """Return the same for programs, ready for JSON."""
        written = self.written
        return {
            "counts": self.counts(),
            "updates": [_subject(each.id, subject_lines(each, lang)) for each in written.updates],
            "drafts": [{"id": each.id, "name": each.name} for each in written.drafts],
            "counted": [
                {"key": each.key, "answered": each.answered, "chosen": dict(each.chosen)}
                for each in self.answers.tallies
            ],
            "unread": dict(self.answers.unread),
            "candidates": [
                {"name": c.name, "times": c.times, "known": list(c.known), "like": list(c.like)}
                for c in self.candidates
            ],
            "problems": [
                {"where": str(each.where), "code": each.code, "message": each.fact(lang)} for each in problems
            ],
        }


def import_answers(
    root: Path, file: Path, today: date, problems: Problems, *, dry_run: bool = False
) -> Imported | None:
    """Write what a file says into the project; None, with why in `problems`, where the file or project is not read.

    Of a file that cannot be written nothing is; with `dry_run` no file changes.
    """
    if (desk := Desk.of(root, problems)) is None:
        return None
    if file.resolve().is_relative_to(root.resolve()):
        problems.add(Where(file.name), "survey-inside")
    try:
        answers = read_answers(file, desk, problems)
        written = settle(root, answers, desk, today, problems)
        if not dry_run:
            _write(root, written.changed, written.made)
    except SourceError as refused:
        problems.extend([refused.problem])
        return None
    return Imported(answers, written, candidates(answers, desk))


def _write(root: Path, changed: Mapping[str, bytes], made: Mapping[str, bytes]) -> None:
    create(root, made)
    write_files({root / path: data for path, data in changed.items()})


def _subject(id: str, lines: list[str]) -> dict[str, Any]:
    return {"id": id, "changes": [line.strip() for line in lines[1:]]}


def _say(code: str, lang: Language, **facts: object) -> str:
    return catalogue()[code].fact[lang].format(**facts)
