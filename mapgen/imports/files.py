"""New files, all of them or none; a file that is there is never touched."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path

from mapgen.imports.refusal import SourceError
from mapgen.problems import Where


def create(root: Path, files: Mapping[str, bytes]) -> None:
    """Write new files by their path from `root`, each in one step.

    Raises SourceError where one cannot be written or is there already; those that were written are taken away again.
    """
    made: list[Path] = []
    path = ""
    try:
        for path, data in files.items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            _create(file, data)
            made.append(file)
    except OSError as error:
        for file in made:
            with contextlib.suppress(OSError):
                file.unlink()
        code = "file-is-there" if isinstance(error, FileExistsError) else "file-not-created"
        raise SourceError(Where(path), code, reason=error.strerror or type(error).__name__) from error


def _create(file: Path, data: bytes) -> None:
    """Put the file in its place whole. A link fails where a file of the name is; a rename would replace it."""
    unfinished = file.with_name(f".{file.name}.tmp-{os.getpid()}")
    try:
        with unfinished.open("xb") as handle:
            handle.write(data)
        os.link(unfinished, file)
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
