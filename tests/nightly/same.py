"""The same content in eight surroundings: whose hands, clock, disk and language it is must not be seen in one byte."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tests.test_promises import ROOT, copy_in_another_order, digest

# Read by Python before anything else: directories are listed backwards; it is four hundred days later.
_BACKWARDS = """
import os
real = os.scandir
class Backwards(list):
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def close(self): pass
os.scandir = lambda *path: iter_of(sorted(real(*path), key=lambda entry: entry.name, reverse=True))
def iter_of(entries):
    class Scan(Backwards):
        def __next__(self):
            if not self: raise StopIteration
            return self.pop(0)
        def __iter__(self): return self
    return Scan(entries)
listed = os.listdir
os.listdir = lambda *path: sorted(listed(*path), reverse=True)
"""
_LATER = """
import datetime, time
ahead, now = datetime.timedelta(days=400), time.time
class Later(datetime.datetime):
    @classmethod
    def now(cls, tz=None): return datetime.datetime.fromtimestamp(now() + ahead.total_seconds(), tz)
class Day(datetime.date):
    @classmethod
    def today(cls): return datetime.date.fromtimestamp(now() + ahead.total_seconds())
datetime.datetime, datetime.date, time.time = Later, Day, lambda: now() + ahead.total_seconds()
"""


@dataclass(frozen=True)
class Surroundings:
    """What is different: variables, options of the build, the mask of modes, the folder, what Python reads first."""

    name: str
    variables: Mapping[str, str] = field(default_factory=dict)
    options: tuple[str, ...] = ()
    umask: int = 0o022
    elsewhere: str = ""  # a copy at this path, made in another order of files
    inside: bool = False  # begun inside the project, with relative paths
    bare: bool = False  # of the variables that are usual nothing is there
    first: str = ""


ALL = (
    Surroundings("as ever", {"PYTHONHASHSEED": "0"}, ("--jobs", "1")),
    Surroundings("another seed of hashes, time zone and language", {
        "PYTHONHASHSEED": "4242", "TZ": "America/Caracas", "LC_ALL": "C", "LANGUAGE": "fr"}),
    Surroundings("a copy at a path with Japanese and spaces", elsewhere="べつの 場所/とても/深い"),
    Surroundings("a mask that lets nobody else read", umask=0o077),
    Surroundings("four hands", options=("--jobs", "4")),
    Surroundings("begun inside, no home, no variables, a wary Python", {"PYTHONDEVMODE": "1"}, inside=True, bare=True),
    Surroundings("directories listed backwards", first=_BACKWARDS),
    Surroundings("four hundred days later", {"TZ": "Pacific/Kiritimati"}, first=_LATER),
)  # fmt: skip


def built(around: Surroundings, folder: Path) -> str:
    """Return one hash of a build in these surroundings: paths, bytes and modes. Raises ValueError where it fails."""
    root, output = ROOT, folder / "out" / "public"
    output.parent.mkdir(parents=True)
    if around.elsewhere:
        root = folder / around.elsewhere
        copy_in_another_order(root)
    (folder / "first").mkdir()
    (folder / "first" / "sitecustomize.py").write_text(around.first, encoding="utf-8")
    usual = {"PATH": os.defpath, "HOME": "/nonexistent"} if around.bare else os.environ
    path = os.pathsep.join([str(folder / "first"), str(ROOT)])
    variables = {**usual, **around.variables, "PYTHONPATH": path}
    line = [sys.executable, "-m", "mapgen", *([] if around.inside else ["--root", str(root)]), "build", "--no-cache"]
    told = os.path.relpath(output, root) if around.inside else str(output)
    done = subprocess.run(
        [*line, "--output", told, *around.options],
        env=variables, cwd=root if around.inside else folder, umask=around.umask, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode:
        raise ValueError(f"{around.name}: {done.stderr[-2000:]}")
    modes = sorted(f"{each.relative_to(output)} {each.stat().st_mode:o}" for each in output.rglob("*"))
    return digest(output) + "\n".join(modes)


def compared(count: int, build: Callable[[Surroundings, Path], str] = built) -> tuple[str, list[str]]:
    """Build in the first `count` surroundings; return what was tried, and in which the site was another one."""
    sites: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        for n, around in enumerate(ALL[:count]):
            sites.append(build(around, Path(folder) / str(n)))
    wrong = [f"another site: {around.name}" for around, site in zip(ALL, sites, strict=False) if site != sites[0]]
    return f"the same content in {len(sites)} surroundings", wrong
