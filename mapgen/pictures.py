"""Pictures of the text pages: what a file's own bytes say of it, and where a page shows which."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from mapgen.model import Picture
from mapgen.model.picture import FOLDER
from mapgen.problems import Problems, Where, nearest

KINDS = {".png": "PNG", ".webp": "WebP", ".jpg": "JPEG"}  # by how a name ends
LARGEST_PICTURE = 200 * 1024
LONGEST_SIDE = 4096

_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_SHOWN = re.compile(r"!\[([^\]\n]*)\]\(\s*<?([^\s)>]*)")


@dataclass(frozen=True, slots=True)
class Measured:
    """What the header says: the ending that is right, the size, and whether notes of a camera (Exif, XMP) are in it."""

    ending: str
    width: int
    height: int
    noted: bool = False


def picture_of(path: str, content: bytes, problems: Problems) -> Picture | None:
    """Return the file of this path as a picture, or None with what is wrong with it."""
    where, name = Where(path), path.rpartition("/")[2]
    found = measured(content)
    if found is None:
        problems.add(where, "picture-unreadable")
    elif not name.endswith(found.ending):
        problems.add(where, "picture-other-kind", kind=KINDS[found.ending], ending=found.ending)
    elif max(found.width, found.height) > LONGEST_SIDE:
        problems.add(where, "picture-too-long", width=found.width, height=found.height, limit=LONGEST_SIDE)
    elif found.noted:
        problems.add(where, "picture-with-notes")
    else:
        return Picture(name, content, found.width, found.height)
    return None


def measured(content: bytes) -> Measured | None:
    """Return what a picture says of itself, None where it is no whole PNG, WebP or JPEG. The name does not count."""
    for begins, read in ((b"\x89PNG\r\n\x1a\n", _png), (b"RIFF", _webp), (b"\xff\xd8\xff", _jpeg)):
        if content.startswith(begins):
            found = read(content)
            return found if found and found.width and found.height else None
    return None


def _png(content: bytes) -> Measured | None:
    """Return what a PNG says: its first chunk is its header (W3C, Portable Network Graphics, section 11.2.1)."""
    if content[12:16] != b"IHDR" or not content.endswith(b"IEND\xaeB`\x82"):
        return None
    at, noted = 8, False
    while at + 8 <= len(content):
        length, kind = int.from_bytes(content[at : at + 4]), content[at + 4 : at + 8]
        noted = noted or kind == b"eXIf" or (kind == b"iTXt" and content[at + 8 :].startswith(b"XML:com.adobe.xmp"))
        at += length + 12
    return Measured(".png", int.from_bytes(content[16:20]), int.from_bytes(content[20:24]), noted)


def _webp(content: bytes) -> Measured | None:
    """Return what a WebP says: it begins with one of three chunks (RFC 9649, section 2)."""
    if content[8:12] != b"WEBP" or len(content) < max(30, int.from_bytes(content[4:8], "little") + 8):
        return None
    kind, said = content[12:16], content[20:30]
    if kind == b"VP8X":
        sides = int.from_bytes(said[4:7], "little") + 1, int.from_bytes(said[7:10], "little") + 1
        return Measured(".webp", *sides, noted=bool(said[0] & 0b1100))
    if kind == b"VP8L" and said[0] == 0x2F:
        bits = int.from_bytes(said[1:5], "little")
        return Measured(".webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if kind == b"VP8 " and said[3:6] == b"\x9d\x01\x2a":
        width, height = (int.from_bytes(said[n : n + 2], "little") & 0x3FFF for n in (6, 8))
        return Measured(".webp", width, height)
    return None


def _jpeg(content: bytes) -> Measured | None:
    """Return what a JPEG says: its size stands in the segment of its frame (ITU-T T.81, B.2.2)."""
    at, sides, noted = 2, None, False
    while at + 9 <= len(content) and content[at] == 0xFF:
        kind, length = content[at + 1], int.from_bytes(content[at + 2 : at + 4])
        if kind == 0xDA:  # what is seen begins
            return Measured(".jpg", *sides, noted) if sides else None
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            sides = int.from_bytes(content[at + 7 : at + 9]), int.from_bytes(content[at + 5 : at + 7])
        noted = noted or (kind == 0xE1 and content[at + 4 :].startswith((b"Exif\0", b"http://ns.adobe.com/")))
        at += length + 2
    return None


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture in a text: its words and address as written, its line and column there, from 1."""

    words: str
    address: str
    line: int
    column: int

    @property
    def name(self) -> str | None:
        """Return the name of the picture, None where the address is no picture of ours."""
        folder = f"/{FOLDER}"
        return self.address.removeprefix(folder) if self.address.startswith(folder) else None


def shown(text: str) -> Iterator[Shown]:
    """Yield every picture that a Markdown text shows; what is quoted as code shows none."""
    for number, line in enumerate(text.split("\n"), 1):
        if "![" in line:
            bare = _CODE.sub(lambda code: " " * len(code[0]), line)
            yield from (Shown(found[1].strip(), found[2], number, found.start() + 1) for found in _SHOWN.finditer(bare))


def check_shown(path: str, text: str, first_line: int, names: Collection[str], problems: Problems) -> None:
    """Add what is wrong with the pictures of a text page whose text begins at this line of its file."""
    for each in shown(text):
        where = Where(path, first_line + each.line - 1, each.column)
        if each.name is None:
            problems.add(where, "picture-elsewhere", address=each.address)
        elif each.name not in names:
            problems.add(where, "no-such-picture", guess=nearest(each.name, sorted(names)), text=each.name)
        if not each.words:
            problems.add(where, "picture-without-words", address=each.address)
