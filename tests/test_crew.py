"""Work shared between processes: the same results whoever does it, and nobody is left behind."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from mapgen.crew import Ahead, share


def times(handed: int, *, n: int) -> tuple[int, int]:
    time.sleep(0.01 * (3 - n % 3))  # the later tasks of each three end first
    return n * handed, os.getpid()


@pytest.mark.parametrize("jobs", [1, 2, 4])
def test_results_come_in_the_order_of_the_tasks(jobs: int) -> None:
    done = list(share(7, [partial(times, n=n) for n in range(9)], jobs))
    assert [result for result, _ in done] == [7 * n for n in range(9)]
    assert len({pid for _, pid in done}) > 1 if jobs > 1 else {pid for _, pid in done} == {os.getpid()}


@pytest.mark.parametrize("count", [1, 2, 4_000, 4_001, 9_001])
def test_every_task_is_done_once_however_many_there_are(count: int) -> None:
    assert list(share(3, [partial(product, n=n) for n in range(count)], 3)) == [3 * n for n in range(count)]
    no_child_is_left()


def product(handed: int, *, n: int) -> int:
    return handed * n


def test_what_fails_in_another_process_fails_here_as_what_it_is() -> None:
    with pytest.raises(ZeroDivisionError, match="the fifth"):
        list(share(0, [partial(the_fifth_fails, n=n) for n in range(9)], 3))
    no_child_is_left()


def the_fifth_fails(_: int, *, n: int) -> int:
    time.sleep(0.01)
    if n == 5:
        raise ZeroDivisionError("the fifth")
    return n


def test_what_a_process_had_not_told_when_it_was_killed_is_done_again() -> None:
    first = os.getpid()

    def killed(_: int, *, n: int) -> int:
        time.sleep(0.01)
        if os.getpid() != first and n > 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return n

    assert list(share(0, [partial(killed, n=n) for n in range(20)], 4)) == list(range(20))
    no_child_is_left()


def test_who_shares_no_longer_leaves_nobody_behind() -> None:
    with pytest.raises(KeyboardInterrupt):
        list(share(os.getpid(), [partial(interrupted, n=n) for n in range(4)], 2))
    no_child_is_left()


def interrupted(first: int, *, n: int) -> int:
    if os.getpid() == first:
        raise KeyboardInterrupt
    time.sleep(60)
    return n


def test_nothing_is_forked_beside_another_thread() -> None:
    stop = threading.Event()
    other = threading.Thread(target=stop.wait)
    other.start()
    try:
        assert {pid for _, pid in share(1, [partial(times, n=n) for n in range(4)], 2)} == {os.getpid()}
        with Ahead(whose, 2) as ahead:
            assert ahead.result() == whose()
    finally:
        stop.set()
        other.join()


def whose() -> bytes:
    return str(os.getpid()).encode()


def large() -> bytes:
    return whose() + b"." * 5_000_000  # more than a pipe holds: who sends must not wait for ever


@pytest.mark.parametrize("work", [whose, large])
def test_work_ahead_is_done_by_a_second_process(work: Callable[[], bytes]) -> None:
    with Ahead(work, 2) as ahead:
        told = ahead.result()
    assert told.lstrip(b"0123456789") == work().lstrip(b"0123456789") and told != work()
    no_child_is_left()


def test_with_one_job_the_work_is_done_when_it_is_asked_for() -> None:
    with Ahead(whose, 1) as ahead:
        assert ahead.result() == whose()


def test_a_second_process_that_fails_is_made_up_for() -> None:
    first = os.getpid()

    def only_at_home() -> bytes:
        if os.getpid() != first:
            raise RuntimeError("not here")
        return b"at home"

    with Ahead(only_at_home, 2) as ahead:
        assert ahead.result() == b"at home"
    no_child_is_left()


def test_work_that_nobody_asks_for_is_given_up() -> None:
    began = time.monotonic()
    with Ahead(partial(slow, 60), 2):
        pass
    assert time.monotonic() - began < 30
    no_child_is_left()


def test_where_the_system_gives_no_second_process_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))

    monkeypatch.setattr(os, "fork", refused)
    before = sorted(Path("/proc/self/fd").iterdir())
    assert [result for result, _ in share(7, [partial(times, n=n) for n in range(9)], 4)] == [7 * n for n in range(9)]
    with Ahead(whose, 2) as ahead:
        assert ahead.result() == whose()
    assert sorted(Path("/proc/self/fd").iterdir()) == before, "a pipe was left open"


def slow(seconds: float) -> bytes:
    time.sleep(seconds)
    return b""


def no_child_is_left() -> None:
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_work_ahead_ends_with_who_asked_for_it_even_where_that_one_is_killed() -> None:
    line = "import time; from mapgen.crew import Ahead; it = Ahead(lambda: time.sleep(60), 2); print(1, flush=True)"
    asker = subprocess.Popen([sys.executable, "-c", f"{line}; time.sleep(60)"], stdout=subprocess.PIPE)
    assert asker.stdout
    with asker, asker.stdout as told:
        assert told.readline() == b"1\n"
        asker.kill()
        began = time.monotonic()
        told.read()  # ends when nobody holds the other end any more
    assert time.monotonic() - began < 30
