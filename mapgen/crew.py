"""Work shared between processes: the same results in the same order, however many hands there are."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Generic, Protocol, TypeVar, cast

Handed = TypeVar("Handed")
Result = TypeVar("Result")

# What the workers were handed at the fork: nothing of it goes through a pipe.
_handed: tuple[object, Sequence[Callable[[Any], object]]] | None = None


class Crew(Protocol):
    """Workers elsewhere. What they are handed must be picklable, tasks too."""

    def share(self, handed: Handed, tasks: Sequence[Callable[[Handed], Result]]) -> Iterator[Result]:
        """Yield what each task makes of `handed`, in their order."""
        ...


def share(handed: Handed, tasks: Sequence[Callable[[Handed], Result]], jobs: int | Crew) -> Iterator[Result]:
    """Yield what each task makes of `handed`, in their order. With one job, or where no fork is safe, in this process.

    Results travel back pickled, so they are to be small or to be bytes.
    """
    if not isinstance(jobs, int):
        yield from jobs.share(handed, tasks)
        return
    if min(jobs, len(tasks)) < 2 or not _may_fork():
        for task in tasks:
            yield task(handed)
        return
    import multiprocessing  # these two cost 50 ms: only who shares pays
    from concurrent.futures import ProcessPoolExecutor

    fork = multiprocessing.get_context("fork")
    begin = partial(_begin, handed, tasks)
    gc.freeze()  # else each worker's collector writes to all that it shares with us, and has it all twice
    try:
        with ProcessPoolExecutor(jobs, mp_context=fork, initializer=begin) as workers:
            yield from cast(Iterator[Result], workers.map(_work, range(len(tasks))))
    finally:
        gc.unfreeze()


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
            parent = os.getpid()
            self._pipe, writer = os.pipe()
            self._child = os.fork()
            if self._child == 0:
                threading.Thread(target=_end_without, args=(parent,), daemon=True).start()
                _deliver(work, writer)
            os.close(writer)

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


def _deliver(work: Callable[[], object], writer: int) -> None:
    """Do the work in the second process, send it, and leave without any of the first one's farewells."""
    status = 1
    try:
        with os.fdopen(writer, "wb") as pipe:
            pipe.write(pickle.dumps(work()))
        status = 0
    finally:
        os._exit(status)


def _end_without(parent: int) -> None:
    """Leave when the parent is gone, even killed: the lock of the output, which it held, its child holds too."""
    while os.getppid() == parent:
        time.sleep(0.05)
    os._exit(1)


def _may_fork() -> bool:
    """Return whether the system can fork and no other thread (the preview's) would be torn by it."""
    return hasattr(os, "fork") and threading.active_count() == 1


def _begin(handed: object, tasks: Sequence[Callable[[Any], object]]) -> None:
    global _handed
    _handed = handed, tasks
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told, and ends the work
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Leave when the parent is gone, even killed: a worker would wait for its next task for ever."""
    import multiprocessing

    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
    os._exit(1)


def _work(number: int) -> object:
    assert _handed is not None
    handed, tasks = _handed
    return tasks[number](handed)
