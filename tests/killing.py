"""Builds that are killed at any moment, and what is found of the site then."""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.conftest import Project
from tests.test_promises import digest

SIGNALS = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
ORG = "content/orgs/mihon-shokudo.yaml"


def build(project: Project, **more: object) -> subprocess.Popen[str]:
    """Begin a build of a project, in a session of its own, as the command line does."""
    line = [sys.executable, "-m", "mapgen", "--root", str(project.root), "build", "--jobs", "1"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True, "start_new_session": True}
    return subprocess.Popen(line, **pipes, **more)  # type: ignore[call-overload,no-any-return]


def beside(project: Project) -> list[str]:
    """Return what a build left beside the site."""
    return sorted(path.name for path in project.root.iterdir() if path.name.startswith(".public"))


class Rig:
    """A project of two states, each with the hash of its site."""

    def __init__(self, project: Project) -> None:
        self.project, self.public = project, project.root / "public"
        text = (project.root / ORG).read_text(encoding="utf-8")
        self._files = [text, text.replace("みほん食堂", "みほん夜間食堂")]
        self.sites = []
        for state in (1, 0):
            self._write(state)
            begun = time.monotonic()
            self.sites.insert(0, self._whole())
            self.seconds = time.monotonic() - begun

    def _write(self, state: int) -> None:
        self.project.write({ORG: self._files[state]})

    def _whole(self) -> str:
        child = build(self.project)
        said = child.communicate()[1]
        assert child.returncode == 0, said
        return digest(self.public)

    def kill(self, number: int, chance: random.Random) -> str:
        """Begin a build of the other state, kill it at a random moment; return what is wrong with what is there."""
        now = self.sites.index(digest(self.public))
        self._write(1 - now)
        child, sent = build(self.project), SIGNALS[number % len(SIGNALS)]
        time.sleep(chance.uniform(0, 1.05 * self.seconds))
        child.send_signal(sent)
        said = child.communicate()[1]
        there = digest(self.public) if self.public.is_dir() else "nothing"
        if there not in self.sites:
            return f"{number}: neither the old site nor the new one after {sent.name}"
        if child.returncode == 0 and there != self.sites[1 - now]:
            return f"{number}: said to be done, and was not"
        # Interrupted while Python itself begins, before our first function, it says so in its own way.
        return f"{number}: {said}" if re.search(r"mapgen/.*, in (?!<module>)", said) else ""

    def heals(self) -> bool:
        """Return whether the next build makes the site whole and leaves nothing beside it."""
        state = 1 - self.sites.index(digest(self.public))
        self._write(state)
        return self._whole() == self.sites[state] and beside(self.project) == []


def race(project: Project, number: int) -> tuple[str, float]:
    """Begin two builds at once; return what is wrong, '' where nothing is, and the seconds until one gave way."""
    begun = time.monotonic()
    pair = [build(project), build(project)]
    ended: dict[int, float] = {}
    while len(ended) < 2:
        ended |= {c.pid: time.monotonic() - begun for c in pair if c.pid not in ended and c.poll() is not None}
        time.sleep(0.005)
    codes = [child.returncode for child in pair]
    said = [child.communicate()[1] for child in pair]
    if codes == [0, 0]:
        return "", 0.0  # one was done before the other began
    if sorted(codes) != [0, 3]:
        return f"{number}: {codes} {said}", 0.0
    loser = codes.index(3)
    holder, wait = pair[1 - loser].pid, ended[pair[loser].pid]
    if f"{holder}" not in said[loser] or "[output-locked]" not in said[loser]:
        return f"{number}: the loser said {said[loser]}", wait
    return "", wait


def as_nobody(folder: Path) -> None:
    """Be somebody who may write nothing in `folder`: root minds no mode bits."""
    if os.geteuid() == 0:
        os.chown(folder, 0, 0)
        os.setgid(65534)
        os.setuid(65534)
