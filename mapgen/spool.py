"""Where the finished files of a large site lie until all of them are good: on the disk, not in memory.

A spool is a file without a name, so nothing of it is left when the program ends, killed or not. Processes that are
forked write to the same one: their results travel as a place in it, not as bytes.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from itertools import count
from weakref import WeakValueDictionary, finalize

from mapgen.model import Artifact

# Shorter ones take less memory as bytes than as a place.
_SHORTEST = 512

_numbers = count(1)
_open: WeakValueDictionary[int, Spool] = WeakValueDictionary()


class Spool:
    """Keeps the bytes of artifacts as long as one of them is there. Without a disk that takes them they stay as they
    are, and so they do where a spool came by a wire: on another computer nobody could read them.
    """

    def __init__(self, *, there: bool = True) -> None:
        """Open a spool; one that is not `there` keeps nothing."""
        self._file = None
        if there:
            with suppress(OSError):
                self._file = tempfile.TemporaryFile(prefix="mapgen-", buffering=0)  # noqa: SIM115 — as long as we
                finalize(self, self._file.close)
        self.number = next(_numbers)
        _open[self.number] = self

    def __reduce__(self) -> tuple[object, ...]:
        """Travel as one that keeps nothing."""
        return _elsewhere, ()

    def all(self, artifacts: Iterable[Artifact]) -> list[Artifact]:
        """Return the artifacts, their bytes kept here."""
        return [self._kept(artifact) for artifact in artifacts]

    def _kept(self, artifact: Artifact) -> Artifact:
        body = artifact.body
        if self._file is None or not isinstance(body, bytes) or len(body) < _SHORTEST:
            return artifact
        try:
            with self._alone() as file:
                at = os.lseek(file, 0, os.SEEK_END)
                written = os.write(file, body)
        except OSError:  # a full disk: memory is left
            return artifact
        return replace(artifact, body=Stored(self, at, len(body))) if written == len(body) else artifact

    @contextmanager
    def _alone(self) -> Iterator[int]:
        """Yield the file while no other process writes to it."""
        assert self._file
        file = self._file.fileno()
        if not hasattr(os, "fork"):
            yield file
            return
        import fcntl  # Unix alone has it, as it alone forks

        fcntl.lockf(file, fcntl.LOCK_EX)
        try:
            yield file
        finally:
            fcntl.lockf(file, fcntl.LOCK_UN)

    def read(self, at: int, size: int) -> bytes:
        """Return the bytes of a place. Raises OSError."""
        assert self._file
        if hasattr(os, "pread"):
            return os.pread(self._file.fileno(), size, at)
        self._file.seek(at)
        return self._file.read(size) or b""


@dataclass(frozen=True, slots=True, eq=False)
class Stored:
    """The bytes of an artifact that lie in a spool; equal to what they are."""

    spool: Spool
    at: int
    size: int

    def read(self) -> bytes:
        """Return the bytes. Raises OSError where the disk fails."""
        return self.spool.read(self.at, self.size)

    def __eq__(self, other: object) -> bool:
        """Return whether the other is, or stores, the same bytes."""
        return self.read() == (other.read() if isinstance(other, Stored) else other)

    def __hash__(self) -> int:
        """Return the hash of the bytes."""
        return hash(self.read())

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between the processes of one build as the number of the spool, which all of them have open."""
        return _stored, (self.spool.number, self.at, self.size)


def _elsewhere() -> Spool:
    return Spool(there=False)


def _stored(number: int, at: int, size: int) -> Stored:
    return Stored(_open[number], at, size)
