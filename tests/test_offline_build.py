"""Whole commands in a world without a network, under two watches: of Python (PEP 578) and of the kernel's own calls.

`python -m tests` installs strace. Where the system lets us have a network namespace of our own (root and most desktops
do), not even the machine itself can be reached from it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import Project
from tests.test_veiled import LOCK

Make = Callable[..., Project]
# What Python itself tells of every socket; the watch begins before any library is imported.
WATCH = """
import os, sys
def watch(event, arguments):
    if event.startswith("socket."):
        os.write(2, f"WENT OUT {event} {arguments}".encode())
        os._exit(99)
sys.addaudithook(watch)
"""
KERNEL = ("strace", "--follow-forks", "--seccomp-bpf", "-qq", "-e", "trace=network", "-e", "signal=none", "-o")
# An address with its point: of a lock that is complete nobody is asked anything.
COMPLETE = {"content/geocodes.yaml": LOCK}


@cache
def alone() -> tuple[str, ...]:
    """Return what to put before a command so that it has no network at all; nothing where the system forbids it."""
    ways = (("unshare", "--net"), ("unshare", "--map-root-user", "--net"))
    return next((way for way in ways if subprocess.run([*way, "true"], capture_output=True).returncode == 0), ())


def watched(project: Project, *command: str) -> tuple[subprocess.CompletedProcess[str], str]:
    """Return what Python said with these arguments, and every call of it and its children that is about a network."""
    (project.root / "watch").mkdir(exist_ok=True)
    (project.root / "watch" / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
    path = os.pathsep.join([str(project.root / "watch"), os.environ.get("PYTHONPATH", ""), *sys.path])
    log = project.root / "watch" / "calls"
    line = [*alone(), *KERNEL, str(log), sys.executable, *command]
    done = subprocess.run(line, env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True)
    return done, log.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "command", ["build --jobs 2", "check", "export kmz --output a.kmz", "export handout --output a.html", "geocode"]
)
def test_no_socket_is_opened_and_no_name_looked_up(
    project: Make, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = project(COMPLETE)
    site = (made.root / "content/site.yaml").read_text(encoding="utf-8")
    made.write({"content/site.yaml": f"{site}\ncontact: https://mihon.example/\n"})
    done, calls = watched(made, "-m", "mapgen", "--root", str(made.root), *command.split())
    assert "WENT OUT" not in done.stderr and done.returncode == 0, done.stderr
    assert calls == ""


WAYS = ["socket.socket()", "socket.getaddrinfo('mihon.example', 80)", "socket.gethostname()"]


@pytest.mark.parametrize("way", WAYS)
def test_the_watch_of_python_sees_what_goes_out(project: Make, way: str) -> None:
    done, _ = watched(project(), "-c", f"import socket; {way}")
    assert (done.returncode, "WENT OUT" in done.stderr) == (99, True)


@pytest.mark.parametrize("way", WAYS[:2])
def test_the_watch_of_the_kernel_sees_what_python_does_not_tell(project: Make, way: str) -> None:
    # -S: without our watch, as a library in another language would be; in a child of a child.
    code = f"import os, socket; os.fork() or os.fork() or {way}; os.wait()"
    _, calls = watched(project(), "-S", "-c", code)
    assert "socket(" in calls


def test_from_a_namespace_of_its_own_nobody_can_be_reached(project: Make) -> None:
    code = "print(*(n.split(':')[0] for n in open('/proc/net/dev').readlines()[2:]))"
    done, _ = watched(project(), "-c", code)
    assert done.stdout.split() == ["lo"] or alone() == ()
