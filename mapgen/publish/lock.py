"""One build at a time: a lock beside the output that the system lets go of however its holder dies."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mapgen.problems import Problem, Where
from mapgen.publish.failure import PublishError, as_problem

if sys.platform != "win32":
    import fcntl


@contextmanager
def locked(output: Path) -> Iterator[None]:
    """Hold the lock of an output directory. Raises PublishError, naming the holder's process id, where it is held."""
    path = output.with_name(f".{output.name}.lock")
    with as_problem(path):
        handle = _take(path, output)
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink()
        os.close(handle)


def _take(path: Path, output: Path) -> int:
    """Return the lock file, opened, held, and with our process id in it."""
    while True:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
        if not _hold(handle):
            holder = _holder(handle)
            os.close(handle)
            raise PublishError(Problem(Where(output.as_posix()), "output-locked", {"pid": holder}))
        if _is_still(handle, path):
            os.truncate(handle, 0)
            os.write(handle, str(os.getpid()).encode())
            return handle
        # Between our opening and our locking its holder finished and removed the file: take the next one.
        os.close(handle)


def _hold(handle: int) -> bool:
    if sys.platform == "win32":
        return True  # No flock there; the swap still leaves no mixture.
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_still(handle: int, path: Path) -> bool:
    """Return whether the path still names the open file."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _holder(handle: int) -> str:
    """Return the process id in a lock file; its holder writes it a moment after taking the lock."""
    for _ in range(50):
        if text := os.read(handle, 20).decode("ascii", "replace"):
            return text
        time.sleep(0.01)
    return "?"
