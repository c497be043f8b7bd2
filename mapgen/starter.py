"""Starts the project of a new region: the files of `starter_content/`, plain samples that check and build at once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from mapgen import __version__
from mapgen.content import read_guide
from mapgen.guide.derived import derived
from mapgen.problems import Problem, Problems, Where

# Under their own names these would count for this repository and its wheel.
_NAMES = {"dot-gitignore": ".gitignore"}


class StarterError(Exception):
    """The project was not started; `problems` say why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(problem.text("en") for problem in problems))
        self.problems = problems


def starter_files() -> dict[str, bytes]:
    """Return the files of a new project by path, sorted: the samples, and what is derived from them."""
    return dict(_starter_files())


@cache
def _starter_files() -> dict[str, bytes]:
    samples = resources.files("mapgen").joinpath("starter_content")
    files = dict(_read(samples, ""))
    with resources.as_file(samples) as root:
        guide = read_guide(root, Problems())
    assert guide, "the samples have an error"
    made = derived(guide, lambda path: files[path].decode() if path in files else None)
    return dict(sorted((files | {path: text.encode() for path, text in made.items()}).items()))


def start(folder: Path) -> tuple[str, ...]:
    """Write a new project into a new or empty folder; return the paths written. Raises StarterError."""
    where = Where(folder.as_posix())
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StarterError(Problem(where, "folder-not-empty"))
    files = starter_files()
    try:
        for path, content in files.items():
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    except OSError as error:
        raise StarterError(Problem(where, "cannot-start", {"reason": error.strerror or str(error)})) from error
    return tuple(files)


def _read(folder: Traversable, below: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        path = f"{below}{_NAMES.get(entry.name, entry.name)}"
        if entry.is_dir():
            yield from _read(entry, f"{path}/")
        else:
            yield path, entry.read_bytes().replace(b"@VERSION@", __version__.encode())
