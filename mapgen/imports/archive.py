"""Opens a file that somebody downloaded: as it is, or one member of the zip that it is.

What it holds is not trusted: only a regular file is opened, a zip says its sizes before anything is unpacked, nothing
is unpacked to the disk, and the names in a zip are shown but never followed.
"""

from __future__ import annotations

import os
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from mapgen.imports.refusal import SourceError, shown
from mapgen.problems import Where

_MEGABYTE = 1024 * 1024
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_MOST_MEMBERS = 1_000
_MOST_NAMED = 5
# A directory of 1,000 members takes about 100 KB. `ZipFile` reads it as a whole, however large it says it is.
_LARGEST_DIRECTORY = _MEGABYTE
# What may stand behind the directory, and where it says the directory's size: the end record and that of ZIP64.
_LONGEST_END = 66_000
_ENDS = re.compile(rb"(?=PK\x05\x06.{8}(.{4})|PK\x06\x06.{36}(.{8}))", re.DOTALL)
# Text shrinks to a tenth, tables of empty cells to a fiftieth; what shrinks to less than a hundredth was made to burst.
_MOST_GROWTH = 100
_NEVER_A_BOMB = 64 * 1024
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError)


@dataclass(frozen=True, slots=True)
class Member:
    """One file of a zip: its name as people may see it (no control characters, no folders), and what the zip says."""

    name: str
    info: zipfile.ZipInfo


@dataclass(frozen=True, slots=True)
class Expected:
    """What a file from outside should be.

    `zip` is what people call the zip, `suffix` what is wanted of it, `choose` picks it: the first of the members it
    returns is read. `too_large` is the code for a file of more than `largest` bytes, a zip of more than `largest_zip`.
    """

    suffix: str
    zip: str
    largest: int
    largest_zip: int
    too_large: str
    choose: Callable[[str, Sequence[Member]], Sequence[Member]]


@dataclass(frozen=True, slots=True)
class Source:
    """An open file from outside. `path` names the member of a zip too, `others` are members that were not chosen."""

    path: str
    stream: IO[bytes]
    others: tuple[str, ...] = ()


@contextmanager
def open_source(file: Path, expected: Expected) -> Iterator[Source]:
    """Give what is wanted of a file. Raises SourceError, also for what turns out to be broken while it is read."""
    path = file.as_posix()
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            raise SourceError(Where(path), "import-not-a-file", kinds=f"{expected.suffix} / .{expected.zip.lower()}")
        with file.open("rb") as stream, unzipped(stream, path, expected) as source:
            yield source
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceError(Where(path), "import-unreadable", reason=reason) from error


@contextmanager
def unzipped(stream: IO[bytes], path: str, expected: Expected) -> Iterator[Source]:
    """Give what is wanted of an open file: itself, or a member of it where it is a zip, whatever its name says."""
    zipped = stream.read(4) in _ZIPS
    size = stream.seek(0, os.SEEK_END)
    _check_size(path, size, expected.largest_zip if zipped else expected.largest, expected)
    if not zipped:
        stream.seek(0)
        yield Source(path, stream)
        return
    try:
        _check_directory(stream, size, path, expected)
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            if len(members) > _MOST_MEMBERS:
                raise SourceError(Where(path), "import-zip-members", zip=expected.zip, limit=_MOST_MEMBERS)
            chosen, *others = expected.choose(path, [Member(_last(info.filename), info) for info in members])
            _check_member(chosen.info, members, path, expected)
            with archive.open(chosen.info) as inner:
                yield Source(f"{path}/{chosen.name}", inner, tuple(other.name for other in others))
    except _BROKEN as error:
        raise SourceError(Where(path), "import-zip-broken", zip=expected.zip) from error


def only_table(path: str, members: Sequence[Member]) -> Sequence[Member]:
    """Return the one CSV file of a zip. macOS adds shadows (`__MACOSX/._14_2023.csv`). Raises SourceError."""
    found = [each for each in members if each.name.lower().endswith(".csv") and not each.name.startswith("._")]
    if len(found) > 1:
        names = "、".join(each.name for each in found[:_MOST_NAMED]) + ("…" if len(found) > _MOST_NAMED else "")
        raise SourceError(Where(path), "import-zip-several", count=len(found), names=names)
    if not found:
        raise SourceError(Where(path), "import-zip-content")
    return found


def open_bytes(file: Path, expected: Expected) -> bytes:
    """Return all of a regular file that is not too large. Raises SourceError."""
    path = file.as_posix()
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            raise SourceError(Where(path), "import-not-a-file", kinds=expected.suffix)
        _check_size(path, status.st_size, expected.largest_zip, expected)
        return file.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceError(Where(path), "import-unreadable", reason=reason) from error


@contextmanager
def unzipped_whole(stream: IO[bytes], path: str, expected: Expected) -> Iterator[zipfile.ZipFile]:
    """Give a zip every member of which may be read, and that is no larger than `expected` when all are unpacked."""
    size = stream.seek(0, os.SEEK_END)
    _check_size(path, size, expected.largest_zip, expected)
    try:
        _check_directory(stream, size, path, expected)
        with zipfile.ZipFile(stream) as archive:
            members = archive.infolist()
            if len(members) > _MOST_MEMBERS:
                raise SourceError(Where(path), "import-zip-members", zip=expected.zip, limit=_MOST_MEMBERS)
            for info in members:
                _check_member(info, members, path, expected)
            _check_size(path, sum(info.file_size for info in members), expected.largest, expected)
            yield archive
    except _BROKEN as error:
        raise SourceError(Where(path), "import-zip-broken", zip=expected.zip) from error


def _last(name: str) -> str:
    """Return the last part of a member's name; tools of Windows write the other kind of slash."""
    return shown(re.split(r"[/\\]", name)[-1][-80:], 80)


def _check_size(path: str, size: int, limit: int, expected: Expected) -> None:
    if size > limit:
        raise SourceError(Where(path), expected.too_large, size=-(-size // _MEGABYTE), limit=limit // _MEGABYTE)


def _check_directory(stream: IO[bytes], size: int, path: str, expected: Expected) -> None:
    """Refuse a directory that is too large to be looked at, by every record that may be the one that counts."""
    stream.seek(max(size - _LONGEST_END, 0))
    for found in _ENDS.finditer(stream.read()):
        if int.from_bytes(found[1] or found[2], "little") > _LARGEST_DIRECTORY:
            raise SourceError(Where(path), "import-zip-members", zip=expected.zip, limit=_MOST_MEMBERS)


def _check_member(info: zipfile.ZipInfo, members: Sequence[zipfile.ZipInfo], path: str, expected: Expected) -> None:
    """Refuse what is too large, made to burst, closed, outside the file, or shares its bytes with another member."""
    _check_size(path, info.file_size, expected.largest, expected)
    if info.file_size > _MOST_GROWTH * max(info.compress_size, _NEVER_A_BOMB):
        growth = info.file_size // max(info.compress_size, 1)
        raise SourceError(Where(path), "import-zip-bomb", zip=expected.zip, growth=growth)
    if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise SourceError(Where(path), "import-zip-closed", zip=expected.zip, suffix=expected.suffix)
    end = info.header_offset + info.compress_size
    twins = (info.header_offset <= other.header_offset < end for other in members if other is not info)
    if info.header_offset < 0 or any(twins):
        raise zipfile.BadZipFile("members in wrong places")
