"""Which files were saved: the system says so, or on a disk that cannot, a look every now and then (watchfiles)."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

# Several files saved at once (a branch changed) are one change; one is told of after this many milliseconds.
_GATHER_MS, _STEP_MS = 200, 20


def saved(root: Path, folders: Sequence[str], stop: threading.Event) -> Iterator[tuple[str, ...]]:
    """Yield the paths in `root` that changed, whenever some did, until told to stop. A folder may be missing.

    Half-written files of editors (`.x.swp`, `x~`) are left out. WATCHFILES_FORCE_POLLING=1 is for network disks.
    """
    from watchfiles import watch

    root = root.resolve()
    watched = [root / folder for folder in folders if (root / folder).is_dir()]
    for changes in watch(*watched, stop_event=stop, debounce=_GATHER_MS, step=_STEP_MS, raise_interrupt=False):
        paths = sorted({Path(path).relative_to(root).as_posix() for _, path in changes})
        if kept := tuple(path for path in paths if not _is_scratch(Path(path).name)):
            yield kept


def _is_scratch(name: str) -> bool:
    return name.startswith(".") or name.endswith("~")
