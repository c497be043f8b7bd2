"""Where a build's time goes, as shares of a profile in one process, as JSON: `python -m tests.bench.phases PROJECT`.

The profiler weighs small functions too heavily: shares tell where to look, not how long it takes.
"""

# ruff: noqa: T201 — a command: printing is what it is for.

from __future__ import annotations

import cProfile
import json
import pstats
import sys
from pathlib import Path
from typing import Any

from mapgen.build import Options, build

_MOST = 20
_HOME = Path(__file__).resolve().parents[2] / "mapgen"
Function = tuple[str, int, str]


def shares(project: Path) -> dict[str, dict[str, float]]:
    """Return per cent of the whole: what `build.py` calls, and the functions with most time of their own."""
    profile = cProfile.Profile()
    profile.runcall(build, project, Options())
    stats: dict[Function, Any] = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    whole = sum(own for _, _, own, _, _ in stats.values())
    called = {
        name(function): sum(caller[3] for by, caller in callers.items() if by[0] == str(_HOME / "build.py"))
        for function, (*_, callers) in stats.items()
    }
    own = {name(function): figures[2] for function, figures in stats.items()}
    return {"called by build.py": _most(called, whole), "own time": _most(own, whole)}


def name(function: Function) -> str:
    """Return a function's name with its file below mapgen/, or its package."""
    file, _, called = function
    path = Path(file)
    if path.is_relative_to(_HOME):
        return f"{path.relative_to(_HOME).as_posix()} {called}"
    return f"{path.parent.name}/{path.name} {called}" if path.is_absolute() else called


def _most(times: dict[str, float], whole: float) -> dict[str, float]:
    most = sorted(times.items(), key=lambda item: -item[1])[:_MOST]
    return {name: share for name, taken in most if (share := round(100 * taken / whole, 1)) >= 0.5}


if __name__ == "__main__":
    print(json.dumps(shares(Path(sys.argv[1]))))
