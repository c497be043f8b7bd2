"""From the old tree to the new one in one step, keeping the files that did not change.

None of six known generators does this; killed at a bad moment, each left a mixture.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import stat
import sys
from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, cast

from mapgen.publish.paths import MARKER

_MARK = b"mapgen made this directory. The next build replaces it as a whole.\n"

# The same bits whatever the umask: two builds must be alike.
_FILE_MODE, _DIR_MODE = 0o644, 0o755

_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK, errno.EXDEV)
_NO_EXCHANGE = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)


@dataclass(frozen=True, slots=True)
class Changes:
    """What a publication did, as sorted paths of the site. Kept files keep their inode and their time of change."""

    written: tuple[str, ...]
    kept: tuple[str, ...]
    removed: tuple[str, ...]

    def counts(self) -> dict[str, int]:
        """Return how many files each field names."""
        return {"written": len(self.written), "kept": len(self.kept), "removed": len(self.removed)}


def heal(output: Path) -> None:
    """Put right what a killed build left. The lock is held, so no living build owns any of it. Raises OSError."""
    prefix = f".{output.name}."
    for path in sorted(output.parent.iterdir()):
        # Killed between two renames: the name is the journal, and the old site comes back.
        if path.name.startswith(f"{prefix}old-") and not output.exists():
            path.rename(output)
        elif path.name.startswith((f"{prefix}old-", f"{prefix}tmp-")):
            shutil.rmtree(path)


def swap(output: Path, files: Mapping[str, bytes]) -> Changes:
    """Make `output` hold just `files` and our marker; return what changed. Raises OSError, the old tree unchanged."""
    wanted = ChainMap({MARKER: _MARK}, cast(dict[str, bytes], files))  # which is only read
    there = frozenset(_walk(output))
    kept = frozenset(path for path in there & wanted.keys() if _is_same(output / path, wanted[path]))
    changes = Changes(
        written=tuple(sorted(files.keys() - kept)),
        kept=tuple(sorted(files.keys() & kept)),
        removed=tuple(sorted(there - wanted.keys())),
    )
    if output.is_dir() and kept == there == wanted.keys():
        return changes
    tree = output.with_name(f".{output.name}.tmp-{os.getpid()}")
    try:
        _grow(tree, wanted, kept, output)
        _settle([tree / path for path in sorted(wanted.keys() - kept)], tree)
        _replace(output, tree)
    finally:
        # After an exchange this is the old site, after a failure the unfinished new one.
        shutil.rmtree(tree, ignore_errors=True)
    return changes


def _walk(folder: Path) -> Iterator[str]:
    """Yield every file below the folder, with `/`; links count as files and are not followed."""
    for base, folders, names in os.walk(folder):
        within = f"{Path(base).relative_to(folder).as_posix()}/".removeprefix("./")
        links = [name for name in folders if (Path(base) / name).is_symlink()]
        yield from (within + name for name in names + links)


def _is_same(path: Path, content: bytes) -> bool:
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode) or stat.S_IMODE(found.st_mode) != _FILE_MODE or found.st_size != len(content):
        return False
    return path.read_bytes() == content


def _grow(tree: Path, wanted: Mapping[str, bytes], kept: frozenset[str], old: Path) -> None:
    """Write the whole new tree; a file that did not change is the old one under a second name."""
    for folder in sorted(set(_folders(wanted))):
        (tree / folder).mkdir()
        (tree / folder).chmod(_DIR_MODE)
    for path in sorted(wanted):
        if path not in kept or not _linked(old / path, tree / path):
            _write(tree / path, wanted[path])


def _folders(paths: Iterable[str]) -> Iterator[str]:
    """Yield the folders of the paths, each with those above it; the tree itself is "", before all others."""
    yield ""
    for path in {path.rpartition("/")[0] for path in paths}:
        steps = path.split("/")
        yield from ("/".join(steps[:n]) for n in range(1, len(steps) + 1))


def _linked(old: Path, new: Path) -> bool:
    """Return whether `new` became another name of `old`; some disks (FAT, shared folders) have no such names."""
    try:
        os.link(old, new)
    except OSError as error:
        if error.errno in _NO_LINKS:
            return False
        raise
    return True


def _write(file: Path, content: bytes) -> None:
    try:
        with file.open("xb") as handle:
            handle.write(content)
    except OSError as error:
        # A full disk is noticed while writing, when Python no longer knows the file's name.
        raise OSError(error.errno, error.strerror, str(file)) from error
    file.chmod(_FILE_MODE)


def _settle(files: list[Path], tree: Path) -> None:
    """Return when the new files are on the disk: after a power cut the new site must not be empty files.

    Linux settles the whole disk in one call: 500 files took 20 ms, one by one 360 ms (measured on ext4, 2026-11).
    """
    whole = _system_call("syncfs")
    for path in [tree] if whole else [*files, tree]:
        handle = os.open(path, os.O_RDONLY)
        try:
            if whole is None:
                os.fsync(handle)
            elif whole(handle) != 0:
                raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(path))
        finally:
            os.close(handle)


def _replace(output: Path, tree: Path) -> None:
    """Put the new tree in the place of the old one, which is then found in the new one's place or gone."""
    if not output.exists():
        tree.rename(output)
    elif not _exchange(output, tree):
        old = output.with_name(f".{output.name}.old-{os.getpid()}")
        output.rename(old)
        try:
            tree.rename(output)
        except OSError:
            old.rename(output)
            raise
        shutil.rmtree(old, ignore_errors=True)
    _settle([], output.parent)


def _exchange(one: Path, two: Path) -> bool:
    """Swap two directories in one step; return False where the system has no such call. Raises OSError.

    Linux: renameat2(2) with RENAME_EXCHANGE; macOS: renamex_np(2) with RENAME_SWAP. Both flags are 2.
    """
    first, second = os.fsencode(one), os.fsencode(two)
    if call := _system_call("renameat2"):
        here = -100  # AT_FDCWD
        failed = call(here, first, here, second, 2)
    elif call := _system_call("renamex_np"):
        failed = call(first, second, 2)
    else:
        return False
    if failed and ctypes.get_errno() in _NO_EXCHANGE:
        return False
    if failed:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(one))
    return True


@cache
def _system_call(name: str) -> Any:
    """Return a call of the C library, or None where it has none of that name."""
    return None if sys.platform == "win32" else getattr(ctypes.CDLL(None, use_errno=True), name, None)
