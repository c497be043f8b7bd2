"""Work shared between processes: the same results in the same order, however many hands there are."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from typing import Generic, Protocol, TypeVar

Handed = TypeVar("Handed")
Result = TypeVar("Result")

# How many numbers of four bytes fit into a pipe that nobody reads yet, on any system.
_LOTS = 4_000


class Crew(Protocol):
    """Workers elsewhere. What they are handed must be picklable, tasks too."""

    def share(self, handed: Handed, tasks: Sequence[Callable[[Handed], Result]]) -> Iterator[Result]:
        """Yield what each task makes of `handed`, in their order."""
        ...


def share(handed: Handed, tasks: Sequence[Callable[[Handed], Result]], jobs: int | Crew) -> Iterator[Result]:
    """Yield what each task makes of `handed`, in their order. With one job, or where no fork is safe, in this process.

    This process is one of those that work, and the others are copies of it: nothing is sent to them. Results travel
    back pickled, so they are to be small or to be bytes. (A pool of `concurrent.futures` needs a process more, which
    waits, and as long as 30 pages take to begin.)
    """
    if not isinstance(jobs, int):
        yield from jobs.share(handed, tasks)
        return
    hands = min(jobs, len(tasks)) if _may_fork() else 1
    done = _shared(handed, tasks, hands) if hands > 1 else {}
    for number, task in enumerate(tasks):
        yield done.pop(number) if number in done else task(handed)  # nor are those done whose process failed


def _shared(handed: Handed, tasks: Sequence[Callable[[Handed], Result]], hands: int) -> dict[int, Result]:
    """Return what came of the tasks by their numbers, each done by whoever was free first."""
    gc.freeze()  # else each one's collector writes to all that it shares with us, and has it all twice
    try:
        with _Lots(len(tasks)) as lots, ExitStack() as others:
            work = partial(_work, handed, tasks, lots)
            begun = [others.enter_context(Ahead(work, 2)) for _ in range(hands - 1)]
            done = work()
            for other in begun:
                done |= other.result()
            return done
    finally:
        gc.unfreeze()


def _work(handed: Handed, tasks: Sequence[Callable[[Handed], Result]], lots: _Lots) -> dict[int, Result]:
    return {number: tasks[number](handed) for number in lots.drawn()}


class _Lots:
    """The numbers of the tasks, drawn by several processes from one pipe, so that each is drawn once."""

    def __init__(self, count: int) -> None:
        self._count, self._step = count, -(-count // _LOTS)
        self._reader, writer = os.pipe()
        with os.fdopen(writer, "wb") as pipe:
            for first in range(0, count, self._step):
                pipe.write(first.to_bytes(4, "big"))

    def __enter__(self) -> _Lots:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._reader)

    def drawn(self) -> Iterator[int]:
        """Yield the numbers that fall to this process, until all are drawn."""
        while lot := os.read(self._reader, 4):
            first = int.from_bytes(lot, "big")
            yield from range(first, min(first + self._step, self._count))


class Ahead(Generic[Result]):
    """Work begun in a second process while this one goes on. Where no fork is safe, it is done when asked for.

    The second process shares its work with no third one. To be left as a context: what nobody asked for is given up
    then.
    """

    def __init__(self, work: Callable[[], Result], jobs: int) -> None:
        """Begin `work`; it must need nothing that this process only gets later."""
        self._work = work
        self._child: int | None = None
        self._done: list[Result] = []
        if jobs > 1 and _may_fork():
            with suppress(OSError):  # no memory or no process to be had: the work is done when asked for
                self._begin()

    def _begin(self) -> None:
        parent = os.getpid()
        self._pipe, writer = os.pipe()
        try:
            child = os.fork()
        except OSError:
            os.close(self._pipe)
            os.close(writer)
            raise
        if child == 0:
            _deliver(self._work, writer, parent)
        os.close(writer)
        self._child = child

    def __enter__(self) -> Ahead[Result]:
        """Return itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Give up what nobody asked for."""
        if self._child is not None:
            os.close(self._pipe)
            os.kill(self._child, signal.SIGKILL)
            os.waitpid(self._child, 0)

    def result(self) -> Result:
        """Return what the work gave, waiting for it; where the second process failed, the work is done here."""
        if not self._done:
            sent = None if self._child is None else self._received()
            self._done.append(self._work() if sent is None else pickle.loads(sent))
        return self._done[0]

    def _received(self) -> bytes | None:
        """Return what the second process sent, None where it failed."""
        with os.fdopen(self._pipe, "rb") as pipe:
            told = pipe.read()
        child, self._child = self._child, None
        return told if child is not None and os.waitpid(child, 0)[1] == 0 else None


def _deliver(work: Callable[[], object], writer: int, parent: int) -> None:
    """Do the work in the second process, send it, and leave without any of the first one's farewells."""
    status = 1
    try:
        threading.Thread(target=_end_without, args=(parent,), daemon=True).start()
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(pickle.dumps(work()))
        status = 0
    finally:
        os._exit(status)


def _end_without(parent: int) -> None:
    """Leave when the parent is gone, even killed: the lock of the output, which it held, its child holds too."""
    while os.getppid() == parent:
        time.sleep(0.02)
    os._exit(1)


def _may_fork() -> bool:
    """Return whether the system can fork and no other thread (the preview's) would be torn by it."""
    return hasattr(os, "fork") and threading.active_count() == 1
