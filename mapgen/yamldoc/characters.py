"""Bytes to text: strict UTF-8, the encodings of old editors named, and no character that readers cannot see.

Why: CVE-2021-42574 "Trojan Source". Variation selectors stay: 葛󠄀 and 辻󠄀 need them.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator
from itertools import islice

from mapgen.problems import Problems, Where

# A file pasted from a PDF may hold hundreds; after this many the rest says nothing new.
MOST_REPORTED = 20

_NONCHARACTERS = "".join(chr(plane << 16 | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff9-\uffff\U000e0001\U000e0020-\U000e007f" + _NONCHARACTERS + "]"
)
_INVISIBLE = re.compile("[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2064\u3164\ufeff\uffa0]")
_PRINTABLE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0\ufffc\ufffd]")
_NAMES = {
    "\u0000": ("空文字 NUL", "NUL"),
    "\u0007": ("ベル", "bell"),
    "\u0085": ("特殊な改行", "next line"),
    "\u00ad": ("見えないハイフン", "soft hyphen"),
    "\u200b": ("幅のない空白", "zero-width space"),
    "\u200c": ("つなげない印", "zero-width non-joiner"),
    "\u200d": ("つなげる印", "zero-width joiner"),
    "\u200e": ("左横書き指定", "left-to-right mark"),
    "\u200f": ("右横書き指定", "right-to-left mark"),
    "\u2028": ("特殊な改行", "line separator"),
    "\u2029": ("特殊な段落区切り", "paragraph separator"),
    "\u202a": ("左横書き指定", "left-to-right embedding"),
    "\u202b": ("右横書き指定", "right-to-left embedding"),
    "\u202c": ("横書き指定の終わり", "pop directional formatting"),
    "\u202d": ("左横書き指定", "left-to-right override"),
    "\u202e": ("右横書き指定", "right-to-left override"),
    "\u2060": ("改行しない印", "word joiner"),
    "\u2066": ("左横書き指定", "left-to-right isolate"),
    "\u2067": ("右横書き指定", "right-to-left isolate"),
    "\u2069": ("横書き指定の終わり", "pop directional isolate"),
    "\ufeff": ("BOM", "byte order mark"),
    "\ufffd": ("文字化けの印", "replacement character of garbled text"),
}


def decode(data: bytes, path: str, problems: Problems, *, first_line: int = 1) -> str | None:
    """Return the bytes as text with `\\n` line ends and without a leading BOM; None when they are not UTF-8.

    Characters nobody can see, or that YAML, XML or HTML cannot carry, are reported and left out of the text.
    """
    if (name := _wide_encoding(data)) is not None:
        problems.add(Where(path, first_line, 1), "wrong-encoding", name=name)
        return None
    try:
        text = data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        _report_bytes(data, error.start, path, first_line, problems)
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    # str.isprintable is 20 times faster than the expression; the few letters it lets through look like nothing too.
    if not text.replace("\n", "").replace("\u3000", "").isprintable() or _PRINTABLE.search(text):
        _report_characters(text, path, first_line, problems)
        text = FORBIDDEN.sub("", text)
    return text


def described(char: str) -> dict[str, str]:
    """Return the facts that name a character: `char` (U+202E) and what it is, in Japanese and English."""
    ja, en = _NAMES.get(char) or _general_name(char)
    return {"char": f"U+{ord(char):04X}", "ja": ja, "en": en}


def code_of(char: str) -> str:
    """Return the code of the problem with a forbidden character."""
    return "invisible-character" if _INVISIBLE.match(char) else "forbidden-character"


def japanese_encoding(data: bytes) -> str | None:
    """Return `Shift_JIS` or `EUC-JP`, whichever makes better Japanese of the bytes; None for UTF-8 with a flaw."""
    as_utf8 = data.decode("utf-8", "replace")
    if _japanese(as_utf8) > 4 * as_utf8.count("\ufffd"):
        return None
    good = [reading for reading in _readings(data) if reading[0] > 0]
    return max(good, key=lambda reading: reading[0])[1] if good else None


def _general_name(char: str) -> tuple[str, str]:
    if _INVISIBLE.match(char):
        return "見えない文字", "invisible character"
    if unicodedata.category(char) in ("Cn", "Cs"):
        return "文字ではない番号", "not a character"
    return "制御文字", "control character"


def _report_characters(text: str, path: str, first_line: int, problems: Problems) -> None:
    for found in islice(FORBIDDEN.finditer(text), MOST_REPORTED):
        before = text[: found.start()]
        where = Where(path, first_line + before.count("\n"), len(before) - before.rfind("\n"))
        problems.add(where, code_of(found[0]), **described(found[0]))


def _wide_encoding(data: bytes) -> str | None:
    """Return the name of an encoding that shows itself before UTF-8 is tried: its bytes may be good ASCII."""
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "UTF-32"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    if re.search(rb"\x1b(?:\$[@B]|\([BJI])", data):
        return "ISO-2022-JP"
    even, odd = data[::2].count(0), data[1::2].count(0)
    # ASCII letters of UTF-16 have their zero byte on one side only; Japanese ones have none.
    return "UTF-16" if even + odd >= 4 and min(even, odd) * 4 <= max(even, odd) and not len(data) % 2 else None


def _report_bytes(data: bytes, start: int, path: str, first_line: int, problems: Problems) -> None:
    before = data[:start].removeprefix(codecs.BOM_UTF8)
    column = len(before[before.rfind(b"\n") + 1 :].decode()) + 1
    where = Where(path, first_line + before.count(b"\n"), column)
    if (name := japanese_encoding(data)) is not None:
        problems.add(where, "wrong-encoding", name=name)
    else:
        problems.add(where, "not-utf8", byte=f"{data[start]:02X}")


def _readings(data: bytes) -> Iterator[tuple[int, str]]:
    for codec, name in (("cp932", "Shift_JIS"), ("euc_jp", "EUC-JP")):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        # EUC-JP read as Shift_JIS is full of half-width katakana, which nobody writes.
        yield _japanese(text) - 2 * len(re.findall("[\uff61-\uff9f]", text)), name


def _japanese(text: str) -> int:
    return len(re.findall("[\u3041-\u30ff\u4e00-\u9fff]", text))
