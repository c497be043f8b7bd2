"""Files that somebody asked for by name, each put in its place in one step."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

from mapgen.problems import Problem, Where
from mapgen.publish.failure import PublishError, as_problem


def write_files(files: Mapping[Path, bytes], *, folders: bool = False) -> None:
    """Put each content in the place of its file: whoever reads finds the old bytes or the new. Raises PublishError.

    All are written beside their places first, so that a full disk leaves every old file as it was. With `folders` those
    that are not there yet are made.
    """
    targets = {path.resolve(): content for path, content in files.items()}  # a link stays a link
    beside = {target: target.with_name(f".{target.name}.tmp-{os.getpid()}") for target in targets}
    try:
        for target, content in targets.items():
            if target.exists() and not target.is_file():
                raise PublishError(Problem(Where(target.as_posix()), "output-not-a-file"))
            with as_problem(target):
                if folders:
                    target.parent.mkdir(parents=True, exist_ok=True)
                _write(beside[target], content)
        for target, written in beside.items():
            with as_problem(target):
                written.replace(target)
    finally:
        for written in beside.values():
            written.unlink(missing_ok=True)


def keep(file: Path, content: bytes) -> None:
    """Put a file into a folder of things that can be made again; where it cannot be written nothing is lost."""
    with contextlib.suppress(OSError, PublishError):
        file.parent.mkdir(exist_ok=True)
        write_files({file: content})


def forget(file: Path) -> None:
    """Remove what `keep` put there, if it is there and can be removed."""
    with contextlib.suppress(OSError):
        file.unlink()


def _write(file: Path, content: bytes) -> None:
    with file.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
