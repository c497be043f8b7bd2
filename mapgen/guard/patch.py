"""What `git log -p` prints, as values: every file of every commit before and after it, and the lines that were added.

It is to be printed with as many lines around each change as the file has, so that both states are whole:

    git log -p -m --text --no-renames --no-color --no-ext-diff --no-textconv --unified=1000000 BASE..HEAD -- content

`-m` shows what a merge brings, `--text` what somebody declared to be no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_COMMIT = re.compile(rb"commit ([0-9a-f]{40,64})(?: .*)?")
_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@.*")
_ENCODINGS = ("utf-8", "cp932", "euc_jp")
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)")
Line = tuple[int, str]


@dataclass(slots=True)
class Version:
    """What one commit made of one file; of the commit's own words `path` is ''. Lines are numbered from 1."""

    commit: str
    path: str
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)
    added: list[Line] = field(default_factory=list)
    removed: list[Line] = field(default_factory=list)


def read_log(log: bytes) -> Iterator[Version]:
    """Yield the files of each commit in the order of the log, and the commit's own words.

    A hunk says how many lines it has: nothing in a file can end it, whatever it looks like.
    """
    lines = log.split(b"\n")
    commit, version, n = "", Version("", ""), 0
    while n < len(lines):
        line = lines[n]
        n += 1
        if found := _COMMIT.fullmatch(line):
            commit = found[1].decode()
            yield (version := Version(commit, ""))
        elif line.startswith(b"    ") and not version.path:
            version.added.append((0, _text(line.strip())))
        elif line.startswith(b"diff --git "):
            version = Version(commit, "?")
        elif line.startswith((b"--- ", b"+++ ")) and (path := _path(line[4:])):
            version.path = path
        elif hunk := _HUNK.fullmatch(line):
            n = _hunk(lines, n, hunk, version)
            yield version


def _hunk(lines: Sequence[bytes], n: int, hunk: re.Match[bytes], version: Version) -> int:
    """Read the lines of a hunk from the n-th on into the version, and return where it ends."""
    old, new = (int(hunk[group]) if hunk[group] is not None else 1 for group in (1, 3))
    number = int(hunk[2])
    while (old or new) and n < len(lines):
        mark, text = lines[n][:1], _text(lines[n][1:])
        n += 1
        if mark == b"\\":
            continue
        if mark != b"+":
            old -= 1
            version.before.append(text)
        if mark == b"-":
            version.removed.append((number, text))
            continue
        new -= 1
        version.after.append(text)
        if mark == b"+":
            version.added.append((number, text))
        number += 1
    return n


def _path(text: bytes) -> str:
    """Return the path after `--- ` or `+++ `, '' for a file that was not, or is no more."""
    text = text.rstrip(b"\t\r")
    if text.startswith(b'"') and text.endswith(b'"'):
        text = _ESCAPE.sub(_unescaped, text[1:-1])
    path = "" if text == b"/dev/null" else text.partition(b"/")[2].decode("utf-8", "replace")
    return "".join(char if char.isprintable() else "\ufffd" for char in path)


def _unescaped(found: re.Match[bytes]) -> bytes:
    return bytes([int(found[1], 8)]) if len(found[1]) == 3 else found[1]


def _text(line: bytes) -> str:
    """Return a line in whatever encoding Japanese is written in."""
    for encoding in _ENCODINGS:
        try:
            return line.decode(encoding)
        except UnicodeDecodeError:
            continue
    return line.decode("utf-8", "replace")
