"""What the last build of a site was made of: what is still made of the same need not be made again.

The book is one JSON file that holds keys and check sums, no text of anybody: the pages themselves are those that stand
in the published directory. It may be deleted, damaged or of another version at any time, and pages may be changed by
hand: whatever does not agree is made anew, so that the bytes are always those of a build without it.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mapgen
from mapgen.options import Options
from mapgen.problems import Problem, Where

if TYPE_CHECKING:
    from mapgen.model import Artifact

FOLDER = ".mapgen"


def digest(*parts: bytes | str) -> str:
    """Return a check sum of the parts, each for itself: ("ab", "c") is another than ("a", "bc")."""
    whole = hashlib.blake2b(digest_size=16)
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()


@dataclass(frozen=True)
class Inputs:
    """All that a build reads and is told: the files by path with the check sum of each, that of the program, and the
    options in words."""

    files: Mapping[str, str]
    program: str
    told: str

    @classmethod
    def of(cls, root: Path, options: Options) -> Inputs:
        """Return what a build of the project would be made of now.

        Who shares the work is no matter, and on the day only what `check` says depends.
        """
        found = {path: each for folder in ("content", "themes") for path, each in _sums(root, root / folder)}
        told = replace(options, jobs=1, executor=None, today=None)
        return cls(found, digest(*program_parts().values()), repr(told))

    def whole(self, *, but: tuple[str, ...] = ()) -> str:
        """Return one check sum of all, except of the files whose path begins with one of `but`."""
        named = (f"{path}\0{each}" for path, each in self.files.items() if not (but and path.startswith(but)))
        return digest(self.program, self.told, *named)


def program_parts() -> dict[str, str]:
    """Return what the program is, part by part: its Python, its libraries, a sum of its code, themes and sentences."""
    package = Path(mapgen.__file__).resolve().parent
    own = [
        each for folder in (package, package.parent / "themes") for each in _sums(package.parent, folder, "__pycache__")
    ]
    libraries = sorted(path.name for folder in _library_folders() for path in folder.glob("*.dist-info"))
    code = digest(*(f"{path}\0{each}" for path, each in own))
    return {"Python": sys.version, "mapgen": code, "libraries": " ".join(libraries)}


def _library_folders() -> Iterator[Path]:
    """Yield the folders in which installed libraries note their versions."""
    yield from (Path(each) for each in dict.fromkeys(sys.path) if each.endswith(("site-packages", "dist-packages")))


def _sums(root: Path, folder: Path, without: str = "") -> Iterator[tuple[str, str]]:
    """Yield path and check sum of every file below a folder, sorted; what is no regular file with its kind. Folders of
    the name `without` are left out."""
    there = _below(str(folder), f"{folder.relative_to(root).as_posix()}/", without)
    for path, file in sorted(there, key=itemgetter(0)):
        try:
            mode = file.stat(follow_symlinks=False).st_mode
            if stat.S_ISREG(mode):
                with open(file.path, "rb") as handle:  # noqa: PTH123 — a Path of each of thousands takes as long again
                    yield path, digest(handle.read())
            else:
                yield path, f"kind {stat.S_IFMT(mode)}"
        except OSError as error:  # it cannot be read: the build will say so, every time
            yield path, f"error {error.errno}"


def _below(folder: str, within: str, without: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Yield all that is below a folder but folders, with its path."""
    try:
        with os.scandir(folder) as there:
            found = list(there)
    except OSError:  # it is not there, or may not be read
        return
    for each in found:
        if not each.is_dir(follow_symlinks=False):
            yield within + each.name, each
        elif each.name != without:
            yield from _below(each.path, f"{within}{each.name}/", without)


@dataclass(slots=True)
class Entry:
    """What is known of one file of the output: its size and its time of change on the disk; of one that a build made,
    what it was made of, the sum of its bytes, and of a page with good links the anchors it names on others."""

    size: int
    changed: int
    made: bool = False
    key: str = ""
    sum: str = ""
    anchors: list[str] | None = None


@dataclass
class Ledger:
    """The book of one output directory. `made_of` is the sum of everything its last build read and was told."""

    file: Path
    output: Path
    made_of: str = ""
    entries: dict[str, Entry] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @classmethod
    def open(cls, root: Path, output: Path, inputs: Inputs) -> Ledger:
        """Return the book of an output of a project; an empty one where there is none that this program wrote."""
        output = output.resolve()
        book = cls(root / FOLDER / f"{digest(str(output))}.json", output)
        try:
            told = json.loads(book.file.read_bytes())
            if told["program"] == inputs.program:
                entries = {path: Entry(*each) for path, each in told["entries"].items()}
                problems = tuple(_problem(each) for each in told["problems"])
                return cls(book.file, output, told["made_of"], entries, problems)
        except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
            pass  # damaged: as if it were not there
        return book

    def stands(self, inputs: Inputs) -> bool:
        """Return whether the output is what a build of just this would publish: nobody changed a file since."""
        if not self.entries or self.made_of != inputs.whole():
            return False
        there = dict(_times(self.output))
        return there == {path: (entry.size, entry.changed) for path, entry in self.entries.items()}

    def files(self) -> tuple[str, ...]:
        """Return the paths of the files the last build published, sorted."""
        return tuple(sorted(path for path, entry in self.entries.items() if entry.made))

    def page(self, path: str, key: str) -> tuple[bytes, str] | None:
        """Return a file as it was published and its check sum, if it was made of the same and is still what it was."""
        entry = self.entries.get(path)
        if entry is None or entry.key != key or not key:
            return None
        try:
            content = (self.output / path).read_bytes()
        except OSError:
            return None
        return (content, entry.sum) if digest(content) == entry.sum else None

    def anchors(self, artifact: Artifact) -> tuple[str, ...] | None:
        """Return the anchors of other pages that a page names, None where it changed or its links were not all good."""
        entry = self.entries.get(artifact.path)
        if entry is None or entry.anchors is None:
            return None
        return tuple(entry.anchors) if (artifact.sum or digest(artifact.content)) == entry.sum else None

    def close(
        self,
        inputs: Inputs,
        artifacts: Iterable[Artifact],
        linked: Mapping[str, tuple[str, ...]],
        problems: Iterable[Problem],
    ) -> bytes:
        """Return the book as it is to be kept once the output holds the artifacts.

        `linked` are the pages whose links are all good, with the anchors they name. Raises TypeError where a problem
        has facts that no book can hold.
        """
        times = dict(_times(self.output))
        made = {
            each.path: (True, each.key, each.sum or digest(each.content) if each.key else "", linked.get(each.path))
            for each in artifacts
        }
        told = {
            "program": inputs.program,
            "made_of": inputs.whole(),
            "entries": {path: (*times[path], *made.get(path, ())) for path in sorted(times)},
            "problems": [_told(each) for each in problems],
        }
        return json.dumps(told, separators=(",", ":")).encode()


def _times(output: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield every file below the output with its size and its time of change; anything else with impossible ones."""
    for path, file in _below(str(output), ""):
        seen = file.stat(follow_symlinks=False)
        good = stat.S_ISREG(seen.st_mode) and stat.S_IMODE(seen.st_mode) == 0o644
        yield path, (seen.st_size, seen.st_mtime_ns) if good else (-1, -1)


def _told(problem: Problem) -> tuple[object, ...]:
    where = problem.where
    return where.path, where.line, where.column, problem.code, problem.facts, problem.guess


def _problem(told: list[Any]) -> Problem:
    path, line, column, code, facts, guess = told
    return Problem(Where(path, line, column), code, facts, guess)
