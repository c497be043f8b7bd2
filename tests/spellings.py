"""One address as forty people and programs write it, and whether any of it is in some bytes."""

from __future__ import annotations

import base64
import gzip
import html
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

from tests.qr_codes import codes

_KANJI = "〇一二三四五六七八九"


def spellings(numbers: str = "1-2-3", lat: str = "35.109876", lon: str = "139.412345") -> list[str]:
    """Return みどりが丘 with three one-digit numbers, and its point, in more than forty spellings."""
    a, b, c = numbers.split("-")
    x, y, z = (_KANJI[int(n)] for n in (a, b, c))
    full = f"みほん市みどりが丘{numbers}"
    return [
        full,
        f"みどりが丘{numbers}",
        f"みほん県みほん市みどりが丘{x}丁目{y}番{z}号",
        f"みどりが丘{a}丁目{b}番{c}号",
        "みどりが丘" + "－".join(chr(ord(n) + 0xFEE0) for n in (a, b, c)),
        f"みどりが丘{a}−{b}−{c}",
        f"みどりが丘{a}‐{b}‐{c}",
        f"みどりが丘{a}ー{b}ー{c}",
        f"みどりが丘{a}の{b}の{c}",
        f"みどりが丘{a}丁目{b}-{c}",
        f"みどりヶ丘{numbers}",
        f"みどりケ丘 {numbers}",
        f"みどりが丘　{a}丁目　{b}番　{c}号",
        f"みどり\u200bが丘{a}-\u200b{b}-{c}",
        f"みほん市 みどりが丘 {a} - {b} - {c}",
        unicodedata.normalize("NFD", full),
        quote(full),
        quote(quote(full)),
        html.escape(f"{a}丁目{b}番{c}号", quote=True),
        "".join(f"&#{ord(char)};" for char in full),
        "".join(f"&#x{ord(char):x};" for char in full),
        "".join(f"\\u{ord(char):04x}" for char in full),
        base64.b64encode(full.encode()).decode(),
        base64.urlsafe_b64encode(full.encode()).decode().rstrip("="),
        f"みどりが丘{x}丁目{b}-{c}",
        f"みどりが丘{x}丁目{y}番地{z}",
        f"{numbers} Midorigaoka, Mihon",
        f"Midorigaoka {numbers}, Mihon-shi",
        f"{lat}, {lon}",
        f"{lon},{lat}",
        *(f"{float(lat):.{n}f},{float(lon):.{n}f}" for n in (3, 4, 5)),
        *(f"{float(lon):.{n}f},{float(lat):.{n}f}" for n in (3, 4, 5)),
        f"緯度{lat}",
        f"https://www.google.com/maps?q={lat}",
        f"geo:{lat},{lon}",
        f"{a}丁目の{b}番{c}号です",
        f"https://mihon.example/?q={quote(full)}",
    ]


def found(name: str, data: bytes, secrets: list[str]) -> Iterator[str]:
    """Yield file and spelling for each spelling that is in some bytes: packed, coded or composed however."""
    for inner, content in _unpacked(name, data):
        texts = _readings(content)
        for secret in secrets:
            if any(_bare(secret) in text for text in texts):
                yield f"{inner}: {secret}"


def found_below(folder: Path, secrets: list[str]) -> list[str]:
    """Return what is found in any file below a folder, in its name or its bytes."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    told = [hit for path in files for hit in found(f"{path}", path.read_bytes(), secrets)]
    return told + [hit for path in files for hit in found("name", str(path.relative_to(folder)).encode(), secrets)]


def _unpacked(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    yield name, data
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield from _unpacked(f"{name}/{member}", archive.read(member))
    elif data[:2] == b"\x1f\x8b":
        yield from _unpacked(f"{name}/", gzip.decompress(data))


def _readings(data: bytes) -> list[str]:
    """Return the bytes as text in the ways in which somebody may read them."""
    plain = [data.decode("utf-8", "replace"), *([data.decode("utf-16", "replace")] if data[:2] == b"\xff\xfe" else ())]
    coded = [reading(text) for text in plain for reading in (unquote, html.unescape, _unescaped)]
    drawn = [reading(code.text) for text in plain for code in codes(text) for reading in (str, unquote)]
    return [_bare(text) for text in (*plain, *coded, *drawn)]


def _unescaped(text: str) -> str:
    return re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)


def _bare(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", unicodedata.normalize("NFKC", text)).casefold()
