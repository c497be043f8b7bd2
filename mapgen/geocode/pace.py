"""One request a second, counted from the end of the last reply; never more than agreed; no service asked to death."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from mapgen.geocode.answers import Silence, UnansweredError

# Nominatim's usage policy asks for one a second for the whole application. GSI publishes no limit; the same is kept for
# all services together.
GAP_SECONDS = 1.0
RETRY_SECONDS = (2.0, 8.0)
LONGEST_WAIT_SECONDS = 120.0
FAILURES_IN_A_ROW = 3
MOST_REQUESTS = 200

T = TypeVar("T")
Clock = Callable[[], float]
Sleep = Callable[[float], None]


class Pace:
    """When the next request may leave, and how many have. `clock` gives seconds that never run backwards."""

    def __init__(self, clock: Clock, sleep: Sleep, most: int = MOST_REQUESTS) -> None:
        self.clock, self.sleep, self.most = clock, sleep, most
        self.requests = 0
        self._free: float | None = None

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Hold the line for one request and its reply. Raises UnansweredError where no request is left."""
        self.wait()
        try:
            yield
        finally:
            self._free = self.clock() + GAP_SECONDS

    def wait(self) -> None:
        """Return when a request may leave, and count it. Raises UnansweredError where none is left."""
        if self.requests >= self.most:
            raise UnansweredError("mapgen", Silence.SPENT, str(self.most))
        if self._free is not None and (rest := self._free - self.clock()) > 0:
            self.sleep(rest)
        self.requests += 1

    def follow(self) -> None:
        """Hold the line for the request that a redirect asks for: its first reply ends now."""
        self._free = self.clock() + GAP_SECONDS
        self.wait()


class Patience:
    """How one service is asked: again where that may help, and not any more where it does not."""

    def __init__(self, name: str, sleep: Sleep) -> None:
        self.name = name
        self.stopped = False
        self._sleep = sleep
        self._failures = 0

    def ask(self, question: Callable[[], T]) -> T:
        """Return the answer. Raises UnansweredError where there is none."""
        if self.stopped:
            raise UnansweredError(self.name, Silence.STOPPED)
        for wait in (*RETRY_SECONDS, None):
            try:
                answer = question()
            except UnansweredError as failure:
                if failure.reason is Silence.SPENT:
                    raise
                if failure.ends or failure.wait > LONGEST_WAIT_SECONDS:
                    self.stopped = True
                    raise
                if wait is None or not failure.again:
                    self._failures += 1
                    self.stopped = self._failures >= FAILURES_IN_A_ROW
                    raise
                self._sleep(max(wait, failure.wait))
            else:
                self._failures = 0
                return answer
        raise AssertionError("the last try returns or raises")
