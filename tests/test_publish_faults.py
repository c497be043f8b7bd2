"""Publishing when things go wrong: full and read-only disks, systems without an exchange, and being killed."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mapgen.publish import claim, publish
from mapgen.publish import tree as room
from tests.test_publish import NEW, OLD, beside, refusal, site, tree

# ── what goes wrong ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_full_disk_at_any_file_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = tmp_path / "public"
    publish(site(OLD), output)
    new = site({f"orgs/{n:02}/index.html": f"{n}" for n in range(50)})
    real = room._write
    for full_at in range(50):
        written = 0

        def write(file: Path, content: bytes, full_at: int = full_at) -> None:
            nonlocal written
            written += 1
            if written > full_at:
                raise OSError(errno.ENOSPC, "No space left on device", str(file))
            real(file, content)

        monkeypatch.setattr(room, "_write", write)
        path = f"{output}/{sorted(new)[full_at]}"
        assert refusal(new, output).splitlines()[0] == (
            f"{path}: error: no room on the disk (No space left on device); all is as it was [disk-full]"
        )
        assert (tree(output), beside(output)) == (OLD, [])


def test_a_real_write_error_names_the_file(tmp_path: Path) -> None:
    output = tmp_path / "public"
    publish(site(OLD), output)
    code = (
        "import resource, sys, pathlib; from mapgen.model import Artifact; from mapgen.publish import *\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try: publish({'big.bin': Artifact('big.bin', bytes(9999), 't')}, pathlib.Path(sys.argv[1]))\n"
        "except PublishError as error: print(error)"
    )
    said = subprocess.run([sys.executable, "-c", code, str(output)], capture_output=True, text=True, check=True)
    assert said.stdout.startswith(f"{output}/big.bin: error: no room on the disk (File too large)")
    assert (tree(output), beside(output)) == (OLD, [])


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.EACCES, "not-permitted"), (errno.EPERM, "not-permitted"), (errno.EROFS, "read-only-disk"),
        (errno.ENOSPC, "disk-full"), (errno.EDQUOT, "disk-full"), (errno.EFBIG, "disk-full"),
        (errno.EIO, "cannot-write"),
    ],
)  # fmt: skip
def test_every_refusal_of_the_system_is_a_problem(
    number: int, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exchange(one: Path, two: Path) -> bool:
        raise OSError(number, os.strerror(number), str(one))

    publish(site(OLD), tmp_path / "public")
    monkeypatch.setattr(room, "_exchange", exchange)
    assert f"{tmp_path}/public: error: " in (said := refusal(site(NEW), tmp_path / "public"))
    assert f"({os.strerror(number)})" in said and f"[{code}]" in said
    assert (tree(tmp_path / "public"), beside(tmp_path / "public")) == (OLD, [])


def test_a_disk_without_second_names_gets_copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(old: Path, new: Path) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    publish(site(OLD), tmp_path / "public")
    monkeypatch.setattr(os, "link", link)
    publish(site(NEW), tmp_path / "public")
    assert tree(tmp_path / "public") == NEW


# ── killed ───────────────────────────────────────────────────────────────────────────────────────────────────────────

REBUILD = """
import sys, pathlib
from types import SimpleNamespace
from mapgen.publish import publish
output, turn = pathlib.Path(sys.argv[1]), int(sys.argv[2])
print("ready", flush=True)
while True:
    turn += 1
    pages = {f"{n}.html" if n % 2 else f"only-{turn}/{n}.html": str(turn) * 500 for n in range(60)}
    publish({path: SimpleNamespace(content=text.encode()) for path, text in pages.items()}, output)
"""


@pytest.mark.parametrize("how", ["exchange", "two renames"])
def test_killed_at_any_moment_a_site_is_whole_and_the_next_build_heals(how: str, tmp_path: Path) -> None:
    output, moments, turn = tmp_path / "public", random.Random(7), 1
    code = REBUILD
    if how == "two renames":
        code = "import mapgen.publish.tree as s; s._exchange = lambda one, two: False\n" + REBUILD
    publish(site({"index.html": "first"}), output)
    for _ in range(30):
        turn += 1000
        child = subprocess.Popen(
            [sys.executable, "-c", code, str(output), str(turn)], stdout=subprocess.PIPE, text=True
        )
        with child:
            assert child.stdout and child.stdout.readline() == "ready\n"
            time.sleep(moments.uniform(0, 0.12))
            child.send_signal(signal.SIGKILL)
        if how == "two renames":
            with claim(output):  # Where nothing exchanges, the site may be away until the next build puts it back.
                pass
        assert len(set(tree(output).values())) == 1, "a mixture of two builds"
        assert len(tree(output)) in (1, 60)
    publish(site(OLD), output)
    assert (tree(output), beside(output)) == (OLD, [])
