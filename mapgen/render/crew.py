"""Printing shared between processes: the same pages in the same order, however many hands there are."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence

from mapgen.model import Artifact
from mapgen.render.press import Press

Task = Callable[[Press], list[Artifact]]

# What a worker was handed at the fork: nothing of it goes through a pipe.
_handed: tuple[Press, Sequence[Task]] | None = None


def share(press: Press, tasks: Sequence[Task], jobs: int) -> Iterator[Artifact]:
    """Yield what the tasks print, in their order. With one job, or where a fork is not safe, in this process."""
    if min(jobs, len(tasks)) < 2 or not _may_fork():
        for task in tasks:
            yield from task(press)
        return
    import multiprocessing  # these two cost 50 ms: only who shares pays
    from concurrent.futures import ProcessPoolExecutor

    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(jobs, mp_context=fork, initializer=_begin, initargs=(press, tasks)) as workers:
        for printed in workers.map(_work, range(len(tasks))):
            yield from printed


def _may_fork() -> bool:
    """Return whether the system can fork and no other thread (the preview's) would be torn by it."""
    return hasattr(os, "fork") and threading.active_count() == 1


def _begin(press: Press, tasks: Sequence[Task]) -> None:
    global _handed
    _handed = press, tasks
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent is told, and ends the work
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Leave when the parent is gone, even killed: a worker would wait for its next task for ever."""
    import multiprocessing

    if (parent := multiprocessing.parent_process()) is not None:
        parent.join()
    os._exit(1)


def _work(number: int) -> list[Artifact]:
    assert _handed is not None
    press, tasks = _handed
    return tasks[number](press)
