"""Telephone numbers and addresses inside a text, and no mobile number that gets past."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapgen.phrases import WITHHELD, accepted, is_mobile, mail_addresses, telephones, web_addresses, without_mobiles
from tests.examples import examples

digits = st.text("0123456789", min_size=4, max_size=4)
gaps = st.sampled_from(["", "-", "‐", "−", "ー", "―", "－", " ", "\u3000", ".", "・", ") ", "(", "_", " - ", "\n"])
words = st.text("あ電話(): TEL。", max_size=6)


@st.composite
def mobiles(draw: st.DrawFn) -> str:
    """Return a mobile number in one of the ways people write it."""
    kind, second, third, gap = draw(st.sampled_from("6789")), draw(digits), draw(digits), draw(gaps)
    second = draw(st.sampled_from("123456789")) + second[1:]
    head = draw(st.sampled_from([f"0{kind}0", f"(0{kind}0)", f"+81{gap}{kind}0", f"+81 (0){kind}0"]))
    number = f"{head}{gap}{second}{gap}{third}"
    wide = draw(st.booleans())
    return "".join(chr(ord(char) + 0xFEE0) if wide and char.isdigit() else char for char in number)


@settings(max_examples=examples(500))
@given(words, mobiles(), words)
def test_no_mobile_number_gets_past(before: str, number: str, after: str) -> None:
    left = without_mobiles(f"{before}{number}{after}")
    assert WITHHELD in left
    assert len(re.findall(r"\d", left)) <= 2  # of the 81 or the 0 before it, nothing of the number
    assert telephones(f"{before}{number}{after}") == ()


@pytest.mark.parametrize(
    "text",
    [
        "046-255-0201", "0800-123-4567", "0120-123-456", "03-1234-5678", "050-1234-5678", "〒090-1234",
        "1090123456789", "35.09012345678", "2026-08-01 12:34", "070-0123-4567", "https://a.example.jp/x?id=12090-1",
    ],
)  # fmt: skip
def test_other_numbers_stay(text: str) -> None:
    assert without_mobiles(text) == text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("90-1234-5678", WITHHELD),  # a spreadsheet took the 0 away
        ("https://wa.me/819012345678", f"https://wa.me/{WITHHELD}"),
        ("代表 090-1234-5678、会計 080-2345-6789まで", f"代表 {WITHHELD}、会計 {WITHHELD}まで"),
    ],
)
def test_mobile_numbers_in_odd_places(text: str, left: str) -> None:
    assert without_mobiles(text) == left


def test_a_cell_may_hold_a_mobile_number_without_its_zero() -> None:
    assert is_mobile("9012345678") and is_mobile(" ８０１２３４５６７８ ")
    assert not is_mobile("4612345678") and not is_mobile("0462550201")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("０４６（２５５）０２０１", ("046-255-0201",)),
        ("046 255 0201 / 046-255-0202", ("046-255-0201", "046-255-0202")),
        ("電話 0467-70-5624(平日)", ("0467-70-5624",)),
        ("+81 46-255-0201", ("046-255-0201",)),
        ("0120-123-456", ("0120-123-456",)),
        ("0462550201", ("0462550201",)),
        ("110", ("110",)),
        ("#9110", ("#9110",)),
        ("内線110", ()),
        ("〒252-0000 みほん市1-2-3", ()),
        ("090-1234-5678 046-255-0201", ("046-255-0201",)),
    ],
)
def test_telephone_numbers(text: str, numbers: tuple[str, ...]) -> None:
    assert telephones(text) == numbers


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("https://a.example.jp/x_y?z=1&w=2#a", ("https://a.example.jp/x_y?z=1&w=2#a",)),
        ("見て(https://a.example.jp/x)。", ("https://a.example.jp/x",)),
        ("http://b.example.jp/、https://c.example.jp.", ("http://b.example.jp/", "https://c.example.jp")),
        ("https://c.example.jp/を見て", ()),  # where does it end?
        ("www.example.jp", ()),
        ("javascript:alert(1) https://user@example.jp/", ()),
    ],
)
def test_addresses_of_the_net(text: str, addresses: tuple[str, ...]) -> None:
    assert web_addresses(text) == addresses


def test_mail_addresses() -> None:
    assert mail_addresses("メール:a.b@example.jp、ｃ＠example.jp または d@localhost") == (
        "a.b@example.jp",
        "c@example.jp",
    )


def test_the_model_decides_what_it_accepts() -> None:
    assert accepted("tel", "０４６－２５５－０２０１") == "046-255-0201"
    assert accepted("tel", "2550201") is None
    assert accepted("email", "a@b") is None
    assert accepted("url", "ftp://a.example.jp/") is None
