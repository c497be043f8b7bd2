"""A whole build in a process of its own, under a watch that no library can get around: no socket, no name looked up."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.conftest import Project

Make = Callable[..., Project]
# What Python itself tells of every socket (PEP 578); the watch begins before any library is imported.
WATCH = """
import os, sys
def watch(event, arguments):
    if event.startswith("socket."):
        os.write(2, f"WENT OUT {event} {arguments}".encode())
        os._exit(99)
sys.addaudithook(watch)
"""


def watched(project: Project, *command: str) -> subprocess.CompletedProcess[str]:
    (project.root / "watch").mkdir(exist_ok=True)
    (project.root / "watch" / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    path = os.pathsep.join([str(project.root / "watch"), os.environ.get("PYTHONPATH", ""), *sys.path])
    line = [sys.executable, *command]
    return subprocess.run(line, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True)


@pytest.mark.parametrize("command", [("build", "--jobs", "2"), ("check",)])
def test_no_socket_is_opened_and_no_name_looked_up(project: Make, command: tuple[str, ...]) -> None:
    made = project()
    done = watched(made, "-m", "mapgen", "--root", str(made.root), *command)
    assert "WENT OUT" not in done.stderr and done.returncode == 0, done.stderr


@pytest.mark.parametrize("way", ["socket.socket()", "socket.getaddrinfo('mihon.example', 80)", "socket.gethostname()"])
def test_the_watch_sees_what_goes_out(project: Make, way: str) -> None:
    done = watched(project(), "-c", f"import socket; {way}")
    assert (done.returncode, "WENT OUT" in done.stderr) == (99, True)
