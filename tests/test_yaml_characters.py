"""Bytes that are no UTF-8, told by the encoding that they are in; and what looks like one and is none."""

from __future__ import annotations

import pytest

from mapgen.problems import Problems
from mapgen.yamldoc import decode, japanese_encoding
from mapgen.yamldoc.characters import FORBIDDEN, MOST_REPORTED


def told(data: bytes, **more: int) -> list[str]:
    problems = Problems()
    decode(data, "f.csv", problems, **more)
    return [f"{each.where.line}:{each.where.column} {each.code} {_fact(each.facts)}" for each in problems]


def _fact(facts: dict[str, object]) -> object:
    return facts.get("name") or facts.get("byte") or facts["char"]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"\xff\xfe\0\0", "UTF-32"), (b"\0\0\xfe\xff", "UTF-32"), (b"\xff\xfea", "UTF-16"), (b"\xfe\xff", "UTF-16"),
        (b"a\0b\0c\0d\0", "UTF-16"), (b"\0a\0b\0c\0d", "UTF-16"), (b"a\0b\0c\0d\0\0a", "UTF-16"),
        (b"\x1b$@", "ISO-2022-JP"), (b"a\x1b$B", "ISO-2022-JP"), (b"\x1b(B", "ISO-2022-JP"), (b"\x1b(J", "ISO-2022-JP"),
        (b"a\x1b(I", "ISO-2022-JP"),
        (b"a\0b\0c\0", ""), (b"a\0b\0c\0d\0e", ""), (b"a\0b\0c\0d\0\0a\0b", ""), (b"\0a\0b\0", ""), (b"\0" * 4, ""),
        (b"\x1b[0m", ""), (b"$B", ""), (b"a", ""),
    ],
)  # fmt: skip
def test_an_encoding_that_shows_itself_before_utf8_is_tried(data: bytes, name: str) -> None:
    wide = [line for line in told(data) if "wrong-encoding" in line]
    assert wide == ([f"1:1 wrong-encoding {name}"] if name else [])


@pytest.mark.parametrize(
    ("text", "shift_jis", "euc_jp"),
    [
        ("あ", "Shift_JIS", "EUC-JP"), ("ア", "Shift_JIS", "EUC-JP"), ("漢", "Shift_JIS", "EUC-JP"),
        ("あ名前ーと龠", "Shift_JIS", "EUC-JP"), ("ｱ", None, "Shift_JIS"), ("あｱ", None, None), ("ああｱ", None, None),
        ("あああｱ", "Shift_JIS", "EUC-JP"), ("！", None, None),
        ("燿燿燿燿燿燿燿名", "Shift_JIS", "EUC-JP"),  # the EUC-JP of it makes some Japanese as Shift_JIS, too
    ],
)  # fmt: skip
def test_the_encoding_that_makes_better_japanese(text: str, shift_jis: str | None, euc_jp: str | None) -> None:
    assert (japanese_encoding(text.encode("cp932")), japanese_encoding(text.encode("euc_jp"))) == (shift_jis, euc_jp)


@pytest.mark.parametrize(("kana", "flaws"), [(5, 1), (9, 2)])
def test_utf8_with_few_flaws_is_utf8(kana: int, flaws: int) -> None:
    assert japanese_encoding("あ".encode() * kana + b"\xff" * flaws) is None
    assert japanese_encoding("あ".encode() * (kana - 1) + b"\xff" * flaws) == "Shift_JIS"


def test_the_place_of_what_is_wrong() -> None:
    bom, good = b"\xef\xbb\xbf", "みほん".encode() * 3
    assert told(b"\n" + bom + "あ".encode() + b"\xff" + good) == ["2:3 not-utf8 FF"]
    assert told(bom + "あ".encode() + b"\xff" + good, first_line=4) == ["4:2 not-utf8 FF"]
    assert told(bom + "漢字:".encode() + b"\xff " + good) == ["1:4 not-utf8 FF"]
    unseen = "invisible-character U+200B"
    assert told("\n\u200bあ\u200b".encode(), first_line=3) == [f"4:1 {unseen}", f"4:3 {unseen}"]
    assert len(told(b"\0" * (MOST_REPORTED + 1))) == MOST_REPORTED == 20


def test_every_character_that_nobody_can_see_is_found_alone() -> None:
    for char in filter(FORBIDDEN.match, map(chr, range(0x20000))):
        if char != "\r" and not "\ud800" <= char <= "\udfff":
            problems = Problems()
            assert decode(f"あ{char}".encode(), "f.md", problems) == "あ" and len(problems) == 1, ascii(char)
