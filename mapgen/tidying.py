"""Puts the files of organisations into their one form, as bytes: what is good, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from mapgen.content import read_content
from mapgen.orgfile import EditError, formatted
from mapgen.problems import Problems, Where


@dataclass(frozen=True, slots=True)
class Tidied:
    """The files whose bytes change, by path; how many were looked at, and how many have an error and stay."""

    changed: Mapping[str, bytes]
    count: int
    left: int


def tidy(root: Path, paths: Collection[str], problems: Problems) -> Tidied:
    """Return what becomes of the files at `paths`; the errors of those that stay are in `problems`."""
    found = Problems()
    read_content(root, found)
    own = [problem for problem in found if problem.level == "error" and problem.where.path in paths]
    problems.extend(own)
    left = {problem.where.path for problem in own}
    changed: dict[str, bytes] = {}
    for path in sorted(paths):
        if path in left:
            continue
        before = (root / path).read_bytes()
        try:
            after = formatted(before.decode()).encode()
        except EditError:
            problems.add(Where(path), "fmt-left")
            left.add(path)
            continue
        if after != before:
            changed[path] = after
    return Tidied(changed, len(paths), len(left))
