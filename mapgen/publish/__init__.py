"""The room that writes the site and single exports: what is new grows beside the old and takes its place in one step.

Whoever looks, at whatever moment the program is killed, finds the old site or the new one, never a mixture.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mapgen.problems import Problem, Where
from mapgen.publish.failure import PublishError, as_problem
from mapgen.publish.files import forget, keep, write_files
from mapgen.publish.lock import locked
from mapgen.publish.paths import MARKER, unpublishable
from mapgen.publish.tree import Changes, heal, swap

if TYPE_CHECKING:
    from mapgen.model import Artifact

__all__ = [
    "MARKER",
    "Changes",
    "Output",
    "PublishError",
    "claim",
    "forget",
    "keep",
    "publish",
    "unpublishable",
    "write_files",
]


@dataclass(frozen=True, slots=True)
class Output:
    """An output directory that this process holds: only `claim` gives one."""

    path: Path

    def publish(self, artifacts: Mapping[str, Artifact]) -> Changes:
        """Make the directory hold exactly the artifacts; return what changed. Raises PublishError."""
        if faults := unpublishable(artifacts):
            raise PublishError(*faults)
        with as_problem(self.path):
            return swap(self.path, _Contents(artifacts))


class _Contents(Mapping[str, bytes]):
    """The bytes of each artifact by path: one file at a time is in memory."""

    def __init__(self, artifacts: Mapping[str, Artifact]) -> None:
        self._artifacts = artifacts

    def __getitem__(self, path: str) -> bytes:
        return self._artifacts[path].content

    def __iter__(self) -> Iterator[str]:
        return iter(self._artifacts)

    def __len__(self) -> int:
        return len(self._artifacts)


@contextmanager
def claim(output: Path) -> Iterator[Output]:
    """Hold the output for one build: refuse what is not ours or is being built, heal what a killed build left.

    Raises PublishError at once, so that nobody waits for a build that could not be published.
    """
    with as_problem(output):
        # A link is followed: the site may live on another disk, and the new tree must grow on that same disk.
        output = output.resolve()
        output.parent.mkdir(parents=True, exist_ok=True)
    with locked(output):
        with as_problem(output):
            heal(output)
            if not _is_ours(output):
                raise PublishError(Problem(Where(output.as_posix()), "output-not-ours", {"marker": MARKER}))
        yield Output(output)


def publish(artifacts: Mapping[str, Artifact], output: Path) -> Changes:
    """Make `output` hold exactly the artifacts; return what changed. Raises PublishError, the old site untouched."""
    with claim(output) as held:
        return held.publish(artifacts)


def _is_ours(output: Path) -> bool:
    """Return whether the directory may be replaced: made by us, empty, or not there."""
    if not output.is_dir():
        return not output.exists()
    return (output / MARKER).is_file() or next(output.iterdir(), None) is None
