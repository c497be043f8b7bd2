"""Work shared with other machines: a dask cluster that somebody runs already, told by its address.

What is handed travels once to every worker; results come back in the order of their tasks. A worker runs whatever it is
sent, so both sides are to be machines of those who build. The only home of `distributed`, which is asked for by nobody
who does not name a cluster.
"""

from __future__ import annotations

import pickle
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from mapgen.ledger import program_parts
from mapgen.problems import Problem, RefusalError, Where

if TYPE_CHECKING:
    from distributed import Client, Future

Handed = TypeVar("Handed")
Result = TypeVar("Result")

ANSWER_SECONDS = 10  # for the scheduler, and then for a first worker
WAIT_SECONDS = 30  # while no worker is left: those that ended may be starting again
_SETTINGS = {
    "distributed.comm.offload": False,  # to a thread that would never end
    "distributed.admin.large-graph-warning-threshold": "1TiB",
    "logging.distributed": "critical",  # what matters is said in our words
}
_ADDRESS = re.compile(r"dask://((?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\]):([0-9]{1,5}))")

# A worker may have several threads, but what is handed is made for one.
_one_at_a_time = threading.Lock()


class ClusterError(RefusalError):
    """The cluster could not do the work; `problems` say why."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The workers of the scheduler at an address, `dask://HOST:PORT`. Nothing is connected but while work is shared."""

    address: str

    @classmethod
    def named(cls, text: str) -> Cluster | None:
        """Return the cluster of an address, None where it is not one."""
        found = _ADDRESS.fullmatch(text)
        return cls(text) if found and 0 < int(found[2]) < 65536 else None

    def greet(self) -> None:
        """Raise ClusterError unless somebody works there who has this very program."""
        with self._client():
            pass

    def share(self, handed: Handed, tasks: Sequence[Callable[[Handed], Result]]) -> Iterator[Result]:
        """Yield what each task makes of `handed`, in their order; all must be picklable. Raises ClusterError.

        A task whose worker ends is done by another, until so many have ended with it that it must be the task.
        """
        with self._client() as client:
            # Not scattered: that would be lost with the worker that holds it, this the scheduler can give to another.
            parcel = client.submit(_kept, pickle.dumps(handed, protocol=5), pure=False)
            count = len(tasks)
            doing = client.map(_work, tasks, [parcel] * count, [program_parts()] * count, pure=False)
            doing.reverse()
            while doing:
                result: Any = self._result(client, doing.pop())  # and the worker may forget it
                if isinstance(result, _Stranger):
                    raise ClusterError(self._differs(result.worker, result.parts))
                yield result

    @contextmanager
    def _client(self) -> Iterator[Client]:
        """Connect to workers that have this program; afterwards no thread is left, so that this process may fork."""
        try:
            import dask.config

            dask.config.set(_SETTINGS)  # `distributed` reads them when it is imported
            from distributed import Client, KilledWorker
            from distributed.comm.core import CommClosedError
        except ModuleNotFoundError:
            raise self._refusal("cluster-not-installed") from None
        address = "tcp://" + self.address.removeprefix("dask://")
        # In two steps: one that cannot connect leaves its thread, which has no other name.
        client = Client.__new__(Client)
        try:
            Client.__init__(client, address, timeout=ANSWER_SECONDS, set_as_default=False)
        except (OSError, ValueError) as error:
            client._loop_runner.stop()
            raise self._refusal("cluster-unreached", seconds=ANSWER_SECONDS, reason=_reason(error)) from None
        with client:
            try:
                self._check(client)
                yield client
            except (KilledWorker, CancelledError, CommClosedError) as error:
                raise self._refusal("cluster-lost", reason=_reason(error)) from None

    def _check(self, client: Client) -> None:
        try:
            client.wait_for_workers(1, timeout=ANSWER_SECONDS)
        except TimeoutError:
            raise self._refusal("cluster-empty", seconds=ANSWER_SECONDS) from None
        told = client.run(program_parts, on_error="return")
        if strange := [self._differs(*each) for each in sorted(told.items()) if each[1] != program_parts()]:
            raise ClusterError(*strange)

    def _result(self, client: Client, future: Future[Any]) -> Any:
        """Return what came of one task; while nobody is left who could do it, wait no longer than a restart takes."""
        alone = 0
        while alone < WAIT_SECONDS:
            try:
                return future.result(timeout=1)
            except TimeoutError:
                if future.done():
                    return future.result()  # large ones take long to come
                alone = 0 if client.nthreads() else alone + 1
        raise self._refusal("cluster-lost", reason=f"0 workers, {WAIT_SECONDS} s")

    def _refusal(self, code: str, **facts: object) -> ClusterError:
        return ClusterError(Problem(Where(self.address), code, facts))

    def _differs(self, worker: str, theirs: object) -> Problem:
        """Return the problem of a worker whose program is another; one that cannot even say so has none of ours."""
        own = program_parts()
        known = theirs if isinstance(theirs, dict) else {}
        parts = [name for name in own if own[name] != known.get(name)] if known else ["mapgen"]
        return Problem(Where(self.address), "cluster-differs", {"worker": worker, "parts": ", ".join(parts)})


@dataclass(frozen=True, slots=True)
class _Stranger:
    """Said in place of a result by a worker that came later and has another program."""

    worker: str
    parts: dict[str, str]


_own_parts = cache(program_parts)


def _kept(parcel: bytes) -> bytes:
    return parcel


@lru_cache(maxsize=1)  # a worker's tasks are all of one parcel, and then all of the next
def _opened(parcel: bytes) -> object:
    return pickle.loads(parcel)


def _work(task: Callable[[Any], object], parcel: bytes, parts: dict[str, str]) -> object:
    """Do one task in a worker."""
    if (own := _own_parts()) != parts:
        from distributed import get_worker

        return _Stranger(get_worker().address, own)
    with _one_at_a_time:
        return task(_opened(parcel))


def _reason(error: BaseException) -> str:
    """Return the first line of what dask says, which may be long."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
