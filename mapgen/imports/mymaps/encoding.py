"""Makes UTF-8 of a KML file, whatever it says it is written in: expat itself knows four encodings only.

The XML declaration is blanked where it stands, so that lines and columns stay what they are. It may have spaces or
empty lines before it, which XML forbids and which nobody sees: that is mended here without a word.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import chain, islice
from typing import IO

from mapgen.imports.mymaps.container import EXPECTED, MB
from mapgen.imports.refusal import SourceError
from mapgen.problems import Problem, Where
from mapgen.yamldoc import japanese_encoding

# By the first bytes: marks, and what `<` is in an encoding of two or four bytes a character.
_STARTS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_DECLARED = re.compile(rb"\s*+<\?xml\s[^>]{0,200}?\sencoding\s*=\s*[\"']([A-Za-z][A-Za-z0-9._:-]{0,39})[\"']")
_DECLARATION = re.compile(rb"\s*+<\?xml\s[^>]*\?>")
# What files say, and what is meant: 髙 and ① are in Windows' Shift_JIS only, and no file whose declaration can be read
# is UTF-16. Python decodes more, but some of it is no text, and some takes for ever.
_NAMES = {
    "utf-8": "utf-8 utf8 us-ascii ascii utf-16 utf-16le utf-16be unicode",
    "cp932": "shift_jis shift-jis sjis x-sjis windows-31j cp932 ms932 ms_kanji",
    "euc_jp": "euc-jp eucjp x-euc-jp",
    "iso2022_jp": "iso-2022-jp",
    "cp949": "euc-kr ks_c_5601-1987 cp949",
    "gb18030": "gb2312 gbk gb18030",
    "big5": "big5",
    "cp1250": "windows-1250",
    "cp1251": "windows-1251",
    "cp1252": "windows-1252",
    "iso8859-1": "iso-8859-1 latin1",
    "iso8859-2": "iso-8859-2",
    "iso8859-15": "iso-8859-15",
    "koi8-r": "koi8-r",
}
_SHOWN = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8", "cp932": "Shift_JIS", "euc_jp": "EUC-JP"}
_CUT_OFF = ("unexpected end of data", "truncated data", "incomplete multibyte sequence")
_GUESS_FROM = 64 * 1024
_START = re.compile(rb"\s*+(.?)", re.DOTALL)
# XML 1.0, production 2 (Char), as UTF-8. More of them than that is no text.
_CONTROLS = bytes([*range(9), 11, 12, *range(14, 32)])
_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_NO_CHARACTERS = (b"\xef\xbf\xbe", b"\xef\xbf\xbf")
_MOST_CONTROLS = 1_000
_JIS = re.compile(rb"\x1b\$[@B]")


def as_utf8(stream: IO[bytes], path: str) -> tuple[bytearray, tuple[Problem, ...]]:
    """Return XML as UTF-8 without mark and declaration, and what was mended in it. No more is kept in memory than that.

    Control characters, which XML forbids and some programs write, become spaces. Raises SourceError where the encoding
    is not known, or where the bytes are not of it.
    """
    text = bytearray()
    forbidden: list[tuple[int, str]] = []
    for line, piece in _decoded(stream, path):
        found = list(islice(_forbidden(piece, line, path), _MOST_CONTROLS + 1))
        forbidden += found
        if len(forbidden) > _MOST_CONTROLS:
            raise SourceError(Where(path, forbidden[0][0]), "mymaps-not-kml")
        text += _NOT_XML.sub(b" ", piece) if found else piece
        if len(text) > EXPECTED.largest:
            raise SourceError(Where(path), EXPECTED.too_large, size=len(text) // MB + 1, limit=EXPECTED.largest // MB)
    if not _first(text):
        raise SourceError(Where(path), "mymaps-empty")
    if declaration := _DECLARATION.match(text):
        text[: declaration.end()] = re.sub(rb"[^\r\n]", b" ", declaration[0])
    return text, tuple(_mended(forbidden, path))


def _forbidden(piece: bytes, line: int, path: str) -> Iterator[tuple[int, str]]:
    """Yield line and name of each character that XML forbids. Raises SourceError where they are there for a reason."""
    # Quicker than the expression, by which a file of the largest size would take a second.
    if len(piece.translate(None, _CONTROLS)) == len(piece) and not any(each in piece for each in _NO_CHARACTERS):
        return
    for found in _NOT_XML.finditer(piece):
        where = Where(path, line + piece.count(b"\n", 0, found.start()))
        if found[0] == b"\0":
            raise SourceError(where, "mymaps-not-kml")
        if _JIS.match(piece, found.start()):
            raise SourceError(where, "mymaps-wrong-encoding", name="UTF-8", guess="ISO-2022-JP")
        yield where.line, f"U+{ord(found[0].decode()):04X}"


def _mended(forbidden: list[tuple[int, str]], path: str) -> Iterator[Problem]:
    if forbidden:
        line, char = forbidden[0]
        yield Problem(Where(path, line), "mymaps-control-character", {"char": char, "count": len(forbidden)})


def _first(text: bytes | bytearray) -> bytes:
    """Return the first byte that is no blank, b'' where there is none."""
    found = _START.match(text)
    return found[1] if found else b""


def _encoding(data: bytes, path: str) -> str:
    """Return the encoding by the first bytes of a file, or as declared, else UTF-8, by Python's name for it.

    Raises SourceError for one that is not known, and for what is no XML in any.
    """
    for start, name in _STARTS:
        if data.startswith(start):
            return name
    if _first(data) not in (b"<", b""):
        raise SourceError(Where(path, 1), "mymaps-not-kml")
    found = _DECLARED.match(data)
    declared = found[1].decode() if found else "utf-8"
    for name, labels in _NAMES.items():
        if declared.lower() in labels.split():
            return name
    line = data.count(b"\n", 0, found.start(1) if found else 0) + 1
    raise SourceError(Where(path, line), "mymaps-unknown-encoding", name=declared)


def _decoded(stream: IO[bytes], path: str) -> Iterator[tuple[int, bytes]]:
    """Yield the text as UTF-8 in pieces, each with the line in which it begins.

    Raises SourceError at the first byte that is not of the encoding.
    """
    head = stream.read(MB)
    encoding = _encoding(head, path)
    decoder = codecs.getincrementaldecoder(encoding)()
    line = 1
    for piece in chain([head], iter(lambda: stream.read(MB), b""), [b""]):
        try:
            text = decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            raise _undecodable(error, encoding, Where(path, line)) from error
        yield line, text.encode()
        line += text.count("\n")


def _undecodable(error: UnicodeDecodeError, encoding: str, where: Where) -> SourceError:
    """Return why bytes are not of the encoding: the file ends too early, is in another encoding, or is damaged.

    `where` is the line in which the bytes begin that were decoded together.
    """
    data, start = error.object, error.start
    where = Where(where.path, where.line + data[:start].decode(encoding, "ignore").count("\n"))
    if error.reason in _CUT_OFF and error.end == len(data):
        return SourceError(where, "mymaps-cut-off")
    # Between two tags no character is cut in half: neither encoding has `<` or `>` within another character.
    end = data.rfind(b"<", start, start + _GUESS_FROM)
    text = data[data.rfind(b">", 0, start) + 1 : end if end > 0 else None]
    shown = _SHOWN.get(encoding, encoding.upper())
    if encoding.startswith("utf-8") and (guess := japanese_encoding(text)):
        return SourceError(where, "mymaps-wrong-encoding", name=shown, guess=guess)
    return SourceError(where, "mymaps-not-text", name=shown, byte=f"{data[start]:02X}")
