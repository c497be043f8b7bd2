"""A file's bytes to its tree: parse, and where that fails find the causes, read on as it was meant, report them all."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from mapgen.problems import Problem, Problems, Where
from mapgen.yamldoc import shape, suspects
from mapgen.yamldoc.characters import decode
from mapgen.yamldoc.marks import Edit, Suspect
from mapgen.yamldoc.tree import Mapping
from mapgen.yamldoc.walk import Limits, Walked, walk

ORDINARY = Limits()
LARGE = Limits(size=8 * 1024 * 1024, events=400_000)

# A mend may uncover the next fault of the same line; nobody makes this many in one.
_ROUNDS = 5
_MOST_REPORTED = 100
# Where a field is lost, the rest would only be said to lack it.
_LOSSES = {"second-document", "no-colon", "stray-item", "no-list-mark", "empty-key", "complex-key", "merge-key"}


def parse(
    data: bytes, path: str, problems: Problems, *, first_line: int = 1, limits: Limits = ORDINARY
) -> Mapping | None:
    """Return the fields of a YAML file, or None where it cannot be read as fields; all faults are in `problems`.

    Lines count from `first_line` (front matter inside a page), columns from 1 in characters. Where the causes of the
    faults are clear, the tree holds what was meant, so that the fields can be checked in the same run.
    `LARGE` limits are for files that the program itself writes.
    """
    if len(data) > limits.size:
        size = -(-len(data) // 1024)
        problems.add(Where(path, first_line, 1), "yaml-too-large", limit=limits.size // 1024, size=size)
        return None
    text = decode(data, path, problems, first_line=first_line)
    return _Draft(text, path, first_line, limits).read(problems) if text is not None else None


class _Shift(NamedTuple):
    """An edit that moved what stands after it in its line."""

    column: int
    length: int
    by: int


class _Draft:
    """A text with its mends so far, and the way back from its columns to those of the file."""

    def __init__(self, text: str, path: str, first_line: int, limits: Limits) -> None:
        self.text = text
        self.path = path
        self.first_line = first_line
        self.limits = limits
        self.shifts: dict[int, list[_Shift]] = {}
        self.found: dict[tuple[int, str], Problem] = {}

    def read(self, problems: Problems) -> Mapping | None:
        if suspects.possible(self.text):
            self.mend(broken=False)
        walked = walk(self.text, self.place, self.limits)
        for _ in range(_ROUNDS):
            done = walked.stopped or not (walked.broken or walked.unsure) or len(self.found) >= _MOST_REPORTED
            if done or not self.mend(broken=walked.broken):
                break
            walked = walk(self.text, self.place, self.limits)
        problems.extend(list(self.found.values())[:_MOST_REPORTED])
        problems.extend(walked.faults)
        self.unexplained(walked, problems)
        lost = any(problem.code in _LOSSES for problem in (*self.found.values(), *walked.faults))
        return None if lost or walked.stopped or walked.error is not None else walked.root

    def place(self, line: int, column: int) -> Where:
        """Return where a line and column (from 0) of the mended text stand in the file."""
        for shift in reversed(self.shifts.get(line, [])):
            if column >= shift.column + shift.length:
                column -= shift.by
            else:
                column = min(column, shift.column)
        return Where(self.path, line + self.first_line, column + 1)

    def mend(self, *, broken: bool) -> bool:
        """Report the suspects and apply their mends; return whether the text has changed."""
        before = self.text
        for _ in range(_ROUNDS):
            lines = self.text.split("\n")
            found = suspects.find(lines, broken=broken, most=self.limits.events)
            mended = any(suspect.edits or suspect.cut for suspect in found)
            if not mended and broken and self.text == before:
                found += self.misplaced(lines)
                mended = any(suspect.edits for suspect in found)
            self.apply(found, lines)
            if not mended or len(self.found) >= _MOST_REPORTED:
                break
        return self.text != before

    def misplaced(self, lines: list[str]) -> list[Suspect]:
        """Return what is wrong with the file's shape; a line whose fault is reported already is only mended."""
        told = {line for (line, _), problem in self.found.items() if problem.level == "error"}
        return [
            replace(suspect, code="") if suspect.line in told else suspect
            for suspect in shape.find(lines, most=self.limits.events)
        ]

    def apply(self, found: list[Suspect], lines: list[str]) -> None:
        edits: dict[int, list[Edit]] = {}
        for suspect in found:
            self.report(suspect)
            for edit in suspect.edits:
                same = edits.setdefault(edit.line, [])
                if not any(edit.overlaps(other) for other in same):
                    same.append(edit)
        for line, same in edits.items():
            for edit in sorted(same, key=lambda edit: -edit.column):
                text = lines[line]
                lines[line] = text[: edit.column] + edit.text + text[edit.column + edit.length :]
                shift = _Shift(edit.column, len(edit.text), len(edit.text) - edit.length)
                self.shifts.setdefault(line, []).append(shift)
        cuts = [suspect.line for suspect in found if suspect.cut]
        self.text = "\n".join(lines[: min(cuts)] if cuts else lines)

    def report(self, suspect: Suspect) -> None:
        if not suspect.code:
            return
        facts = dict(suspect.facts)
        if isinstance(above := facts.get("above"), int):
            facts["above"] = above + self.first_line
        where = self.place(suspect.line, suspect.column)
        self.found.setdefault((suspect.line, suspect.code), Problem(where, suspect.code, facts))

    def unexplained(self, walked: Walked, problems: Problems) -> None:
        """Report what no suspect explains, at the parser's place, unless a report is there that may be its cause."""
        for line, column in walked.spread:
            problems.add(self.place(line, column), "text-over-lines", above=line + self.first_line)
        if walked.error is None:
            return
        last = self.text.rstrip("\n").count("\n")
        line, column = walked.error
        if not any(problem.level == "error" and above <= line for (above, _), problem in self.found.items()):
            problems.add(self.place(min(line, last), column if line <= last else 0), "unreadable")
