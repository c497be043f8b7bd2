"""The files of a new project: those of `starter_content/`, with what is derived from them, and their writing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import TemporaryDirectory

from mapgen import __version__
from mapgen.content import read_guide
from mapgen.guide.derived import derived
from mapgen.problems import Problem, Problems, RefusalError, Where
from mapgen.starter.plan import Plan, written

# Under their own names these would count for this repository and its wheel.
_NAMES = {"dot-gitignore": ".gitignore"}


class StarterError(RefusalError):
    """The project was not started; `problems` say why."""


def starter_files(plan: Plan | None = None) -> dict[str, bytes]:
    """Return the files of a new project by path, sorted: the samples, or those for the region of a plan."""
    return dict(_starter_files(plan))


@cache
def _starter_files(plan: Plan | None) -> dict[str, bytes]:
    samples = resources.files("mapgen").joinpath("starter_content")
    files = dict(_read(samples, ""))
    if plan:
        texts = {path: content.decode() for path, content in files.items() if path.endswith((".yaml", ".csv", ".md"))}
        files |= {path: text.encode() for path, text in written(plan, texts).items()}
    with TemporaryDirectory() as folder:
        _write(Path(folder), files)
        guide = read_guide(Path(folder), Problems())
    assert guide, "the samples have an error"
    made = derived(guide, lambda path: files[path].decode() if path in files else None)
    return dict(sorted((files | {path: text.encode() for path, text in made.items()}).items()))


def start(folder: Path, plan: Plan | None = None) -> tuple[str, ...]:
    """Write a new project into a new or empty folder; return the paths written. Raises StarterError."""
    check(folder)
    files = starter_files(plan)
    try:
        _write(folder, files)
    except OSError as error:
        reason = {"reason": error.strerror or str(error)}
        raise StarterError(Problem(Where(folder.as_posix()), "cannot-start", reason)) from error
    return tuple(files)


def check(folder: Path) -> None:
    """Return if a project may be started in this folder. Raises StarterError."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StarterError(Problem(Where(folder.as_posix()), "folder-not-empty"))


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def _read(folder: Traversable, below: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        path = f"{below}{_NAMES.get(entry.name, entry.name)}"
        if entry.is_dir():
            yield from _read(entry, f"{path}/")
        else:
            yield path, entry.read_bytes().replace(b"@VERSION@", __version__.encode())
