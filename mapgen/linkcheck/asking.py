"""From replies to a verdict: HEAD, then GET where that says too little; one question a second to each host."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urldefrag, urljoin, urlsplit

from mapgen.linkcheck.prober import NoReplyError, NoSuchHostError, PrivateHostError, Reply

GAP_SECONDS = 1.0
HOSTS_AT_ONCE = 8
MOST_REDIRECTS = 5

# What is there although a program may not see it (401, 403, 451), what is gone, and what sends elsewhere: for good or
# for the moment (RFC 9110, 15.4).
_KEPT_FROM_US = (401, 402, 403, 407, 451)
_GONE = (404, 410)
_FOR_GOOD, _FOR_NOW = (301, 308), (302, 303, 307)
_BUSY = (429, 503)

Kind = Literal["good", "moved", "dead", "no-host", "private", "unasked"]
Ask = Callable[[str, str], Reply]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is known of an address; `detail` is the new address, the status, or why it could not be asked."""

    kind: Kind
    detail: str = ""


@dataclass(slots=True)
class Turns:
    """Who may ask which host, and when: one at a time, a second after the last reply."""

    clock: Callable[[], float]
    sleep: Callable[[float], None]
    _free: dict[str, float] = field(default_factory=dict)
    _locks: dict[str, threading.Lock] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Hold a host for one question and its reply."""
        with self._guard:
            lock = self._locks.setdefault(host, threading.Lock())
        with lock:
            if (rest := self._free.get(host, float("-inf")) - self.clock()) > 0:
                self.sleep(rest)
            try:
                yield
            finally:
                self._free[host] = self.clock() + GAP_SECONDS


def ask_all(
    urls: Iterable[str], ask: Ask, clock: Callable[[], float], sleep: Callable[[float], None]
) -> dict[str, Verdict]:
    """Return the verdict on each address. Hosts are asked beside each other, the addresses of one in turn.

    Where not one server was reached, it is the way out that is missing: then an unknown name says nothing.
    """
    by_host: dict[str, list[str]] = {}
    for url in sorted(set(urls)):
        by_host.setdefault(urlsplit(url).netloc.lower(), []).append(url)
    turns, stopped = Turns(clock, sleep), threading.Event()

    def visit(host: str) -> list[tuple[str, Verdict]]:
        return [(url, judge(url, ask, turns)) for url in by_host[host] if not stopped.is_set()]

    with ThreadPoolExecutor(HOSTS_AT_ONCE) as pool:
        try:
            found = dict(pair for pairs in pool.map(visit, by_host) for pair in pairs)
        except BaseException:
            stopped.set()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    if all(verdict.kind == "no-host" or verdict == Verdict("unasked", "unreachable") for verdict in found.values()):
        return dict.fromkeys(found, Verdict("unasked", "unreachable"))
    return found


def judge(url: str, ask: Ask, turns: Turns) -> Verdict:
    """Return what is known of an address after asking, and following where it leads."""
    here, seen, for_good = urldefrag(url)[0], set[str](), True
    while here not in seen and len(seen) <= MOST_REDIRECTS:
        seen.add(here)
        try:
            reply = _knock(here, ask, turns)
        except NoSuchHostError:
            return Verdict("no-host")
        except PrivateHostError:
            return Verdict("private")
        except NoReplyError as failure:
            return Verdict("unasked", failure.why)
        if reply.status not in (*_FOR_GOOD, *_FOR_NOW) or not reply.location:
            return _ended(reply.status, here, moved=for_good and len(seen) > 1)
        for_good = for_good and reply.status in _FOR_GOOD
        here = _next(here, reply.location)
        if not here:
            return Verdict("unasked", "elsewhere")
    return Verdict("unasked", "loop")


def _next(here: str, location: str) -> str:
    """Return where a redirect leads, '' where that is no web address."""
    try:
        parts = urlsplit(there := urldefrag(urljoin(here, location))[0])
        return there if parts.scheme in ("http", "https") and parts.hostname and not parts.username else ""
    except ValueError:
        return ""


def _ended(status: int, here: str, *, moved: bool) -> Verdict:
    if status < 400 or status in _KEPT_FROM_US:
        return Verdict("moved", here) if moved else Verdict("good")
    if status in _GONE:
        return Verdict("dead", str(status))
    return Verdict("unasked", "busy" if status in _BUSY else "failing")


def _knock(url: str, ask: Ask, turns: Turns) -> Reply:
    """Return the reply to HEAD, or to GET where HEAD is refused, unknown or fails: many a server errs in it."""
    host = urlsplit(url).netloc.lower()
    try:
        with turns.turn(host):
            reply = ask("HEAD", url)
        if reply.status < 400 or reply.status in _BUSY:
            return reply
    except NoReplyError as failure:
        if failure.why != "broken":
            raise
    with turns.turn(host):
        return ask("GET", url)
