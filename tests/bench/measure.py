"""What one run of a program takes: wall time, processor time and memory of it and all it starts.

The peak of a child begins with what its parent holds: whoever measures must stay small. So this module, and all that
runs beside it, imports no part of mapgen.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

# ru_maxrss is in kilobytes, on a Mac in bytes.
_UNIT = 1 if sys.platform == "darwin" else 1024
_EVERY, _SHARE = 0.05, 0.1  # how often memory is looked at, and the share of the time that looking may take


@dataclass(frozen=True)
class Usage:
    """Seconds of wall and processor (user and system, of the whole tree), and megabytes.

    `peak` is of the largest single process (ru_maxrss). `total` is of all processes together, pages they share counted
    once (the sum of their PSS, looked at every 50 ms), known only of a run that was watched; it is no run to time.
    """

    wall: float
    cpu: float
    peak: float
    total: float = 0.0
    status: int = 0
    said: str = ""


def run(
    command: Sequence[str], folder: Path, env: Mapping[str, str], *, watched: bool = False, patience: float = 3600
) -> Usage:
    """Return what a command took in a folder. It may fail: `status` is its exit code, `said` the end of its words."""
    with tempfile.TemporaryFile() as words:
        began = time.perf_counter()
        child = subprocess.Popen(
            command,
            cwd=folder,
            env={**os.environ, **env},
            stdin=subprocess.DEVNULL,
            stdout=words,
            stderr=words,
            start_new_session=True,
        )
        watch = _Watch(child.pid) if watched else None
        limit = threading.Timer(patience, os.killpg, (child.pid, signal.SIGKILL))
        limit.start()
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - began
        limit.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        total = watch.stop() if watch else 0.0
        words.seek(0)
        said = words.read().decode(errors="replace").strip()[-1500:]
    return Usage(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * _UNIT / 1e6, total / 1e6, child.returncode, said)


class _Watch(threading.Thread):
    """Looks at the memory of a process and all below it until told to stop."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid, self._most, self._over = pid, 0, threading.Event()
        self.start()

    def run(self) -> None:
        pause = _EVERY
        while not self._over.wait(pause):
            began = time.perf_counter()
            self._most = max(self._most, sum(_share(pid) for pid in _tree(self._pid)))
            pause = max(_EVERY, (time.perf_counter() - began) / _SHARE)

    def stop(self) -> int:
        """Return the most bytes it saw."""
        self._over.set()
        self.join()
        return self._most


def _tree(pid: int) -> list[int]:
    found = [pid]
    for parent in found:  # grows as it is walked
        for task in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found.extend(int(child) for child in task.read_text().split())
            except OSError:
                continue  # it has ended
    return found


def _share(pid: int) -> int:
    """Return the bytes of a process, what it shares with others divided among them; 0 if it has ended."""
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("Pss:")), 0)
