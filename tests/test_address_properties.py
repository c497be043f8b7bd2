"""What holds for every address and every text, however it is written."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.address import Address, describe, read_address, split_chome
from mapgen.address.spelling import clean, fold, kanji_numeral, read_numeral
from tests.four_cities import ALL_TOWNS, GAZETTEER, LISTED, NAMES, listed

DASHES = "-‐‑‒–—―−－ー─━ｰ﹣"
towns = st.sampled_from(ALL_TOWNS)


@st.composite
def addresses(draw: st.DrawFn) -> str:
    """Return an unambiguous address of a listed town, as an official writes it."""
    city, town = draw(towns)
    first, second = draw(st.integers(100, 9999)), draw(st.integers(1, 99))
    return (
        f"神奈川県{NAMES[city]}{town}{first}番{second}号"
        if "丁目" in town
        else f"神奈川県{NAMES[city]}{town}{first}番地{second}"
    )


def canonical(text: str) -> str:
    reading = read_address(text, GAZETTEER)
    assert isinstance(reading, Address), text
    return reading.canonical


@given(
    st.text() | st.text(alphabet="座間市緑ケ丘大和中央綾瀬海老名上土棚一二十1２-ー番地号丁目字外の 　〒()神奈川県区")
)
def test_any_text_is_read_without_a_fault_and_its_canonical_form_is_final(text: str) -> None:
    for city in (None, "zama"):
        reading = read_address(text, GAZETTEER, city)
        if isinstance(reading, Address):
            assert canonical(reading.canonical) == reading.canonical
        else:
            assert reading.problems
    json.dumps(describe(text, GAZETTEER, "en"))


@pytest.mark.parametrize("part", ["一の", "1-", "(座間市", " 大和市", "座", "市", "〒", "(", "ケ", "一二", "丁目", "a"])
def test_a_long_text_is_read_too(part: str) -> None:
    for text in (part * 3000, "座間市" + part * 3000, "座間市緑ケ丘" + part * 3000):
        read_address(text, GAZETTEER, "zama")


@given(addresses())
def test_an_official_address_is_canonical_but_for_its_units(address: str) -> None:
    assert canonical(address) == re.sub(r"番地?(?=\d)", "-", address).removesuffix("号")


@given(addresses(), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]), st.sampled_from("ヶケがヵ"), st.booleans())
def test_spelling_changes_nothing(address: str, form: str, ke: str, wide: bool) -> None:
    written = re.sub("[ケが]", ke, address)
    written = written.translate({n: n + 0xFEE0 for n in range(0x21, 0x7F)}) if wide else written
    assert canonical(unicodedata.normalize(form, written)) == canonical(address)  # type: ignore[arg-type]


@given(addresses(), st.sampled_from(DASHES), st.sampled_from(["", "〒252-0000 ", "252-0000", "住所:〒2520000　"]))
def test_dashes_postcode_and_prefecture_change_nothing(address: str, dash: str, before: str) -> None:
    bare = canonical(address).removeprefix("神奈川県")
    assert canonical(before + bare.replace("-", dash)) == canonical(address)


def test_there_are_14_dashes() -> None:
    assert len(set(DASHES)) == 14


@given(addresses(), st.data())
def test_spaces_before_the_number_change_nothing(address: str, data: st.DataObject) -> None:
    end = next(n for n, char in enumerate(address) if char.isdigit())
    at = data.draw(st.lists(st.integers(0, end), max_size=4))
    space = data.draw(st.sampled_from([" ", "　", "\u00a0", "\u200b"]))
    spaced = "".join(space * at.count(n) + char for n, char in enumerate(address))
    assert canonical(spaced) == canonical(address)


@given(addresses(), st.sampled_from([" ", "　", " (", "「"]), st.text(max_size=20))
def test_the_building_is_never_part_of_the_key(address: str, gap: str, name: str) -> None:
    assert canonical(f"{address}{gap}ハイツ{name}") == canonical(address)


@given(addresses(), st.sampled_from(["サニーハイツー", "センター", "タワー3", "コーポー"]))
def test_the_long_vowel_mark_survives_in_names(address: str, name: str) -> None:
    reading = read_address(f"{address} {name}", GAZETTEER)
    assert isinstance(reading, Address) and reading.building == name


@given(towns, st.integers(1, 9))
def test_a_chome_that_is_not_there_is_a_warning(town: tuple[str, str], more: int) -> None:
    city, base = town[0], split_chome(town[1])[0]
    last = next(count for name, count, _ in listed(LISTED[city]) if name == base)
    reading = read_address(f"{NAMES[city]}{base}{last + more}丁目1-1", GAZETTEER)
    assert [code for code, _ in reading.problems] == ["address-no-such-chome"]


@given(st.integers(1, 99))
def test_kanji_numerals_round_trip(number: int) -> None:
    assert read_numeral(kanji_numeral(number)) == number


def test_kanji_numerals_are_read_by_place_or_by_unit() -> None:
    assert [read_numeral(text) for text in ("一四", "百二十三", "千", "二千〇", "十百", "", "甲")] == [
        14, 123, 1000, None, None, None, None,
    ]  # fmt: skip


@given(st.text())
def test_cleaning_is_final_and_folding_keeps_the_length(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert len(fold(text)) == len(text)
