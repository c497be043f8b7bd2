"""Do the tests bite? Small faults are put into the program, one at a time; each must make some test fail.

Nothing is written: a process that has the libraries in it, and nothing of the program, forks for each fault; the child
reads the one module with the fault in it and runs the tests that are to notice.
"""

# ruff: noqa: T201 — a command: printing is what it is for.

from __future__ import annotations

import ast
import copy
import os
import random
import signal
import sys
import time
from collections.abc import Container, Iterator
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from typing import Any

from tests.nightly.faults import Fault, count, faults
from tests.nightly.rooms import ROOMS, explained

ROOT = Path(__file__).resolve().parents[2]
_PROFILE = "mutants"


class _Loader(SourceFileLoader):
    """Reads one module with a fault in it."""

    tree: ast.Module

    def get_code(self, fullname: str) -> Any:
        return compile(self.tree, self.path, "exec", dont_inherit=True)


class _Finder(MetaPathFinder):
    """Finds the module that has the fault; all others are found as ever."""

    def __init__(self, module: str, tree: ast.Module) -> None:
        self._module, self._tree = module, tree

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        found = PathFinder.find_spec(fullname, path) if fullname == self._module else None
        if found is not None and found.origin:
            found.loader = _Loader(fullname, found.origin)
            found.loader.tree = self._tree
        return found


def _prepare() -> None:
    """Import what every child needs and no fault can touch."""
    import hypothesis
    import jinja2  # noqa: F401
    import markdown  # noqa: F401
    import nh3  # noqa: F401
    import openpyxl  # noqa: F401
    import pydantic  # noqa: F401
    import pytest  # noqa: F401
    import yaml  # noqa: F401

    # The first failure is enough: nobody reads the smallest one.
    phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
    hypothesis.settings.register_profile(
        _PROFILE, deadline=None, phases=phases, max_examples=60, derandomize=True, database=None
    )


def _child(module: str, tree: ast.Module, tests: list[str]) -> int:
    import pytest

    os.setsid()
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    sys.dont_write_bytecode = True
    sys.meta_path.insert(0, _Finder(module, tree))
    switched_off = ["-p", "no:cacheprovider", "-p", "no:xdist", "-o", "timeout=0"]
    options = ["-x", "--assert=plain", f"--hypothesis-profile={_PROFILE}", *switched_off]
    # One file after the other: what the first notices need not wait for the others to be read.
    return int(any(pytest.main([*options, test]) for test in tests))


def run(module: str, tree: ast.Module, tests: list[str], patience: float) -> bool:
    """Return whether the tests are content with a module that is so."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            code = _child(module, tree, tests)
        finally:
            os._exit(min(code, 1))
    begun = time.monotonic()
    while (done := os.waitpid(child, os.WNOHANG))[0] == 0:
        if time.monotonic() - begun > patience:
            os.killpg(child, signal.SIGKILL)  # it never ends: that is noticed too
            os.waitpid(child, 0)
            return False
        time.sleep(0.02)
    return done[1] == 0


def text_of(module: str) -> str:
    """Return a module of the program as it is, without a fault."""
    file = ROOT / f"{module.replace('.', '/')}.py"
    file = file if file.is_file() else file.with_suffix("") / "__init__.py"
    return file.read_text(encoding="utf-8")


def modules(room: str) -> tuple[tuple[str, str], ...]:
    """Return the modules of a room with their tests, or one of them: `escaping.markdown`."""
    name, _, only = room.partition(".")
    return tuple(part for part in ROOMS.get(name, ()) if part[0].endswith(f".{only}" if only else ""))


def drawn(room: str, most: int, lot: int = 0) -> dict[str, set[int]]:
    """Return the numbers of the faults to try by module: all, or as many as wished, the same ones for the same lot."""
    everything = [(module, n) for module, _ in modules(room) for n in range(count(ast.parse(text_of(module))))]
    chosen = everything if len(everything) <= most else random.Random(most + lot).sample(everything, most)
    return {module: {n for name, n in chosen if name == module} for module, _ in modules(room)}


def survivors(module: str, tests: list[str], only: Container[int]) -> Iterator[tuple[Fault, bool]]:
    """Yield faults of a module with whether each was noticed. Raises ValueError where the tests fail without one."""
    tree = ast.parse(text_of(module))
    begun = time.monotonic()
    if not run(module, copy.deepcopy(tree), tests, 600):
        raise ValueError(f"{module}: its tests fail without a fault")
    patience = 20 + 5 * (time.monotonic() - begun)
    for fault in faults(tree, only):
        yield fault, not run(module, fault.tree, tests, patience)


def main(names: list[str]) -> int:
    """Try the rooms named (all where none is); print what nobody noticed, and the share that was; below 95 % is 1.

    `room.module` is one module of a room. A number behind the names: of each room so many faults only, drawn by lot;
    another number: another lot.
    """
    os.chdir(ROOT)
    _prepare()
    assert not any(name.partition(".")[0] == "mapgen" for name in sys.modules), "a fault would not be read"
    numbers = [int(name) for name in names if name.isdecimal()]
    most, lot = [*numbers, *(sys.maxsize, 0)[len(numbers) :]]
    below = False
    for room in [name for name in names if modules(name)] or sorted(ROOMS):
        chosen = drawn(room, most, lot)
        tried = unnoticed = harmless = 0
        for module, tests in modules(room):
            lines = text_of(module).splitlines()
            for fault, noticed in survivors(module, tests.split(), chosen[module]):
                tried += 1
                why = "" if noticed else explained(module, fault.text, lines[fault.line - 1].strip())
                harmless += bool(why)
                unnoticed += not noticed and not why
                if not noticed:
                    print(f"  {module}:{fault.line}: {fault.text}{f'  ({why})' if why else ''}", flush=True)
        counted = tried - harmless
        share = (counted - unnoticed) / counted if counted else 1.0
        below |= share < 0.95
        print(
            f"{room}: {counted - unnoticed} of {counted} noticed ({share:.1%}), {harmless} change nothing", flush=True
        )
    return int(below)
