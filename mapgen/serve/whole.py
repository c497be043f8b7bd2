"""What only the finished site can tell, such as a link to nowhere: found by `mapgen check` in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from mapgen.problems import Language

# An editor who saves again within this time wants the page, not the check.
_CALM_SECONDS = 1.0


class WholeCheck:
    """Checks the whole project after each reading; a newer one ends the check of the older."""

    def __init__(self, root: Path, lang: Language, tell: Callable[[int, list[str], bool], None]) -> None:
        """Prepare; `tell` gets the reading's number, the problems as they are printed, and whether one is an error."""
        self._command = [
            sys.executable,
            "-m",
            "mapgen",
            "--root",
            str(root),
            "--lang",
            lang,
            "check",
            "--format",
            "json",
        ]
        self._tell = tell
        self._wanted: int | None = None
        self._calm: threading.Timer | None = None
        self._child: subprocess.Popen[bytes] | None = None

    def begin(self, epoch: int) -> None:
        """Begin to check in a moment what this reading shows."""
        self.end()
        self._wanted = epoch
        self._calm = threading.Timer(_CALM_SECONDS, self._check, (epoch,))
        self._calm.daemon = True
        self._calm.start()

    def end(self) -> None:
        """Give up the check that is under way."""
        self._wanted = None
        if self._calm is not None:
            self._calm.cancel()
        if self._child is not None:
            self._child.kill()

    def _check(self, epoch: int) -> None:
        quiet = subprocess.DEVNULL
        with subprocess.Popen(self._command, stdin=quiet, stdout=subprocess.PIPE, stderr=quiet) as child:
            self._child = child
            if self._wanted != epoch:  # given up while the process was being started
                child.kill()
            told = child.communicate()[0]
        if child.returncode in (0, 1):
            problems = json.loads(told)["problems"]
            errors = any(row["level"] == "error" for row in problems)
            self._tell(epoch, [_text(row) for row in problems], errors)


def _text(row: dict[str, Any]) -> str:
    """Return a problem of `check --format json` as `check` prints it."""
    place = ":".join(str(row[part]) for part in ("path", "line", "column") if row[part])
    head = f"{place}: {row['level']}: {row['message']} [{row['code']}]"
    return f"{head}\n    → {row['mend']}" if row["mend"] else head
