"""The promises at their full figures, one function each: what was tried, and what went wrong."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from mapgen.render import markdown
from mapgen.starter import starter_files
from tests.conftest import Project

ROOT = Path(__file__).resolve().parents[2]
Report = tuple[str, list[str]]
"""What was tried, in words with figures; and everything that went wrong."""


def _project(folder: str) -> Project:
    made = Project(Path(folder) / "地図")
    made.write(starter_files())
    return made


def kills(count: int = 200) -> Report:
    """Kill whole builds at random moments, with each signal by turns; each site must be whole, the last build heal."""
    from tests.killing import Rig

    with tempfile.TemporaryDirectory() as folder:
        rig, chance = Rig(_project(folder)), random.Random(time.time_ns())
        wrong = [found for number in range(count) if (found := rig.kill(number, chance))]
        wrong += [] if rig.heals() else ["the next build did not heal"]
    return f"{count} builds killed (KILL, TERM, INT by turns)", wrong


def races(count: int = 20) -> Report:
    """Begin two builds at once, over and over."""
    from tests.killing import Rig, beside, race
    from tests.test_promises import digest

    with tempfile.TemporaryDirectory() as folder:
        rig = Rig(_project(folder))
        wrong, waits = [], []
        for number in range(count):
            found, seconds = race(rig.project, number)
            wrong += [found] if found else []
            waits += [seconds] if seconds else []
            if digest(rig.public) not in rig.sites or beside(rig.project):
                wrong.append(f"{number}: the site is spoiled")
    slowest = f", the slowest after {max(waits):.1f} s" if waits else ""
    return f"{count} pairs of builds, {len(waits)} gave way{slowest}", wrong


def same(count: int = 8) -> Report:
    """Build the real content in surroundings that differ, and compare every byte and mode."""
    from tests.nightly.same import compared

    return compared(count)


def saves(count: int = 500) -> Report:
    """Save files in every way, half written too, while the preview runs."""
    from tests.nightly.saves import saved

    with tempfile.TemporaryDirectory() as folder:
        wrong = saved(_project(folder), count, random.Random(time.time_ns()))
    return f"{count} saves while the preview ran", wrong


def disks(count: int = 50) -> Report:
    """Publish onto real disks of 4 KiB more each time, and onto one that is read only. Needs root."""
    from tests.nightly.disks import full_disks

    return full_disks(count)


def mutants(count: int = 100_000) -> Report:
    """Read files with slips in them."""
    from tests.test_mutants import tried

    found = tried(count, seed=time.time_ns())
    slow = [f"one took {found['slowest']:.2f} s"] if found["slowest"] > 1 else []
    return f"{found['files']} files, {found['refused']} refused, the slowest {found['slowest']:.3f} s", slow


def texts(count: int = 100_000) -> Report:
    """Give random Markdown to the sanitiser, and its HTML to a reader that knows nothing of it."""
    from tests.attacks import attacks
    from tests.test_markdown import ATTACKS, strange

    chance = random.Random(time.time_ns())
    marks = [
        *ATTACKS,
        *attacks(),
        *"#*_`[]()!<>|{}&\\\n\t -1.+~:/\"'",
        "](",
        "<http://",
        "\n\n",
        "    ",
        "あ",
        "{あ|い}",
    ]
    wrong = []
    for _ in range(count):
        text = "".join(chance.choice(marks) for _ in range(chance.randrange(1, 40)))
        wrong += [f"{text!r}: {found}" for found in strange(markdown.html(text))]
    return f"{count} texts of Markdown", wrong


def attacked(step: int = 1) -> Report:
    """Have a real browser read every attack in every field."""
    import shutil

    from tests.__main__ import BROWSERS
    from tests.attacks import attacks
    from tests.hostile_site import FIELDS, project, wrong

    browser = next(path for name in BROWSERS if (path := shutil.which(name)))
    with tempfile.TemporaryDirectory() as folder:
        hostile, harmless = project(Path(folder) / "a", step), project(Path(folder) / "b", 96, ["みほん"])
        looked, found = wrong(Path(browser), hostile, harmless)
    return f"{len(attacks())} attacks in {len(FIELDS)} fields, {looked} pages in Chromium", found


def shuffled(times: int = 1) -> Report:
    """Run the whole suite in random order."""
    wrong = []
    seeds = [random.Random(time.time_ns() + n).randrange(10**6) for n in range(times)]
    for seed in seeds:
        line = [sys.executable, "-m", "pytest", "--numprocesses=auto", f"--shuffle={seed}"]
        done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True)
        wrong += [] if done.returncode == 0 else [f"seed {seed}:\n{done.stdout[-4000:]}"]
    return f"the suite in the random orders {seeds}", wrong


PARTS: dict[str, Callable[..., Report]] = {
    part.__name__: part for part in (kills, races, same, saves, disks, mutants, texts, attacked, shuffled)
}
