"""Publishing and the system's own calls: the exchange, what settles, the lock; and where one is missing."""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from mapgen.publish import claim, lock, publish
from mapgen.publish import tree as room
from mapgen.publish.failure import PublishError, as_problem
from tests.test_publish import NEW, OLD, beside, refusal, site, tree

# ── systems without an exchange ──────────────────────────────────────────────────────────────────────────────────────


def test_two_renames_where_nothing_better_is_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_exchange", lambda one, two: False)
    publish(site(OLD), tmp_path / "public")
    publish(site(NEW), tmp_path / "public")
    assert (tree(tmp_path / "public"), beside(tmp_path / "public")) == (NEW, [])


def test_a_failed_second_rename_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(site(OLD), tmp_path / "public")
    monkeypatch.setattr(room, "_exchange", lambda one, two: False)
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if ".tmp-" in self.name:
            raise OSError(errno.EIO, "Input/output error", str(self))
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    assert "[cannot-write]" in refusal(site(NEW), tmp_path / "public")
    assert (tree(tmp_path / "public"), beside(tmp_path / "public")) == (OLD, [])


def test_a_build_killed_between_two_renames_is_healed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    output = tmp_path / "public"
    publish(site(OLD), output)
    monkeypatch.setattr(room, "_exchange", lambda one, two: False)
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if ".tmp-" in self.name:
            raise KeyboardInterrupt
        return real(self, target)

    with monkeypatch.context() as killed, pytest.raises(KeyboardInterrupt):
        killed.setattr(Path, "rename", rename)
        publish(site(NEW), output)
    assert not output.exists()
    (tmp_path / ".public.tmp-4711").mkdir()
    with claim(output):
        assert tree(output) == OLD
    assert beside(output) == []
    (tmp_path / ".public.old-4711").mkdir()
    with claim(output):
        assert tree(output) == OLD
    assert beside(output) == []


def test_an_old_site_that_cannot_be_removed_waits_for_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def rmtree(path: Path, ignore_errors: bool = False) -> None:
        if not ignore_errors:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))

    publish(site(OLD), tmp_path / "public")
    monkeypatch.setattr(room, "_exchange", lambda one, two: False)
    monkeypatch.setattr(shutil, "rmtree", rmtree)
    publish(site(NEW), tmp_path / "public")
    assert tree(tmp_path / "public") == NEW


# ── the exchange ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_two_folders_are_exchanged_in_one_step_here(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    (tmp_path / "one" / "a").touch()
    assert room._exchange(tmp_path / "one", tmp_path / "two") is True
    assert (tmp_path / "two" / "a").exists() and not (tmp_path / "one" / "a").exists()
    with pytest.raises(FileNotFoundError) as refused:
        room._exchange(tmp_path / "three", tmp_path / "two")
    assert refused.value.filename == str(tmp_path / "three")


@pytest.mark.parametrize(
    ("number", "exchanged"), [(0, True), (errno.EINVAL, False), (errno.ENOSYS, False), (errno.EACCES, None)]
)
def test_on_a_mac_its_own_call_is_asked(number: int, exchanged: bool | None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[object, ...]] = []

    def renamex_np(*arguments: object) -> int:
        asked.append(arguments)
        ctypes.set_errno(number)
        return -1 if number else 0

    monkeypatch.setattr(room, "_system_call", {"renamex_np": renamex_np}.get)
    if exchanged is None:
        with pytest.raises(PermissionError):
            room._exchange(Path("/a"), Path("/b"))
    else:
        assert room._exchange(Path("/a"), Path("/b")) is exchanged
    assert asked == [(b"/a", b"/b", 2)]


def test_where_the_system_has_no_such_call_there_is_no_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "_system_call", lambda name: None)
    assert room._exchange(Path("/a"), Path("/b")) is False


# ── what is on the disk ──────────────────────────────────────────────────────────────────────────────────────────────


def name_of(handle: int) -> str:
    """Return the name of an open file, without the number of the process in it."""
    return Path(f"/proc/self/fd/{handle}").readlink().name.replace(str(os.getpid()), "N")


@pytest.mark.parametrize("at_once", [True, False])
def test_the_new_site_is_on_the_disk_before_it_takes_its_place(
    at_once: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(site(OLD), tmp_path / "public")
    settled: list[str] = []
    real, swapped = room._system_call, room._exchange
    one: Callable[[int], int] = lambda handle: settled.append(name_of(handle)) or 0  # type: ignore[func-returns-value]  # noqa: E731

    def exchange(one: Path, two: Path) -> bool:
        settled.append("exchanged")
        return swapped(one, two)

    monkeypatch.setattr(room, "_exchange", exchange)
    monkeypatch.setattr(os, "fsync", one)
    monkeypatch.setattr(room, "_system_call", lambda name: real(name) if name != "syncfs" else one if at_once else None)
    publish(site(NEW), tmp_path / "public")
    new = [] if at_once else ["index.html", "index.html"]
    assert settled == [*new, ".public.tmp-N", "exchanged", tmp_path.name]


def test_what_does_not_settle_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def syncfs(handle: int) -> int:
        ctypes.set_errno(errno.EIO)
        return -1

    publish(site(OLD), tmp_path / "public")
    real = room._system_call
    monkeypatch.setattr(room, "_system_call", lambda name: syncfs if name == "syncfs" else real(name))
    assert f"({os.strerror(errno.EIO)})" in refusal(site(NEW), tmp_path / "public")
    assert (tree(tmp_path / "public"), beside(tmp_path / "public")) == (OLD, [])


def test_a_refusal_without_a_number_is_told_in_its_own_words() -> None:
    with pytest.raises(PublishError) as refused, as_problem(Path("/mihon")):
        raise OSError("みほん")
    assert str(refused.value) == "/mihon: error: cannot write (みほん); all is as it was [cannot-write]"


# ── the lock ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def handles() -> int:
    return sum(1 for _ in Path("/proc/self/fd").iterdir())


@pytest.fixture
def held(tmp_path: Path) -> int:
    """Return a lock that another holds who has written nothing into it yet."""
    handle = os.open(tmp_path / ".public.lock", os.O_RDWR | os.O_CREAT)
    fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


def test_no_build_keeps_a_file_open(tmp_path: Path, held: int) -> None:
    refusal(site(OLD), tmp_path / "public")
    os.close(held)
    before = handles()
    for each in (OLD, NEW):
        publish(site(each), tmp_path / "public")
    with claim(tmp_path / "public"):
        inside = handles()
        refusal(site(OLD), tmp_path / "public")
        assert handles() == inside == before + 1
    assert handles() == before


def test_who_holds_the_lock_and_has_not_said_so_yet_is_waited_for(tmp_path: Path, held: int) -> None:
    assert "(process ?)" in refusal(site(OLD), tmp_path / "public")
    later = threading.Timer(0.1, os.write, (held, b"4711\xff"))
    later.start()
    assert "(process 4711\ufffd)" in refusal(site(OLD), tmp_path / "public")
    later.join()
    os.close(held)


def test_a_lock_that_a_killed_build_left_is_taken_and_written_anew(tmp_path: Path) -> None:
    (tmp_path / ".public.lock").write_text("9" * 15)
    with claim(tmp_path / "public"):
        assert (tmp_path / ".public.lock").read_text() == str(os.getpid())
    former = os.umask(0)
    with claim(tmp_path / "public"):
        assert oct((tmp_path / ".public.lock").stat().st_mode) == "0o100644"
    os.umask(former)


def test_a_lock_that_goes_while_it_is_taken_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, before, gone = lock._hold, handles(), []

    def hold(handle: int) -> bool:
        if not gone:
            gone.append((tmp_path / ".public.lock").unlink())
        return real(handle)

    monkeypatch.setattr(lock, "_hold", hold)
    with claim(tmp_path / "public"):
        assert (tmp_path / ".public.lock").read_text() == str(os.getpid())
        assert handles() == before + 1
    assert beside(tmp_path / "public") == []


def test_a_link_in_the_place_of_the_lock_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("ten years of work")
    (tmp_path / ".public.lock").symlink_to(tmp_path / "thesis.txt")
    assert "[cannot-write]" in refusal(site(OLD), tmp_path / "public")
    assert (tmp_path / "thesis.txt").read_text() == "ten years of work"
