"""Every town name of the four cities is known, and the longest wins."""

from __future__ import annotations

import pytest

from mapgen.address import Address, Gazetteer, Town, read_address, split_chome
from tests.four_cities import GAZETTEER, LISTED, NAMES, OBSOLETE, listed, official


def test_the_gazetteer_knows_the_listed_towns_and_little_else() -> None:
    for city in NAMES:
        known = {town.name for town in GAZETTEER.towns(city)}
        truth = set(official(LISTED[city])) | set(official(OBSOLETE.get(city, "")))
        assert known - truth == ({"本蓼川"} if city == "yamato" else set())
        assert truth - known == set()


@pytest.mark.parametrize("city", NAMES)
def test_every_listed_town_is_read_in_three_spellings(city: str) -> None:
    for name in official(LISTED[city]):
        base, chome = split_chome(name)
        wide = str.maketrans("0123456789", "０１２３４５６７８９")
        spellings = (
            [f"{base}{chome}-12-3", f"{base} {chome}丁目12番3号", f"神奈川県 {{}}{base}{chome}の12の3".translate(wide)]
            if chome
            else [f"{base}4512-3", f"大字{base}4512番地の3", f"神奈川県 {{}}{base}４５１２－３"]
        )
        for spelling in spellings:
            text = spelling.format(NAMES[city]) if "{}" in spelling else NAMES[city] + spelling
            reading = read_address(text, GAZETTEER)
            assert isinstance(reading, Address)
            assert (reading.town, reading.numbers, reading.problems) == (
                name,
                ("12", "3") if chome else ("4512", "3"),
                (),
            )


def prefix_pairs() -> list[tuple[str, str, str]]:
    names = {c: [b for b, _, _ in listed(w + " " + OBSOLETE.get(c, ""))] for c, w in LISTED.items()}
    return [(c, a, b) for c, found in names.items() for a in found for b in found if a != b and b.startswith(a)]


def test_there_are_23_names_that_begin_with_another_name() -> None:
    assert len(prefix_pairs()) == 23


@pytest.mark.parametrize(("city", "short", "long"), prefix_pairs())
def test_the_longest_town_wins(city: str, short: str, long: str) -> None:
    for name in (short, long):
        reading = read_address(f"{NAMES[city]}{name}", GAZETTEER)
        assert isinstance(reading, Address) and reading.town == name
        numbered = read_address(f"{NAMES[city]}{name}3-2-1", GAZETTEER)
        assert isinstance(numbered, Address) and split_chome(numbered.town)[0] == name


@pytest.mark.parametrize("city", NAMES)
def test_a_town_with_both_a_chome_and_an_oaza_is_ambiguous(city: str) -> None:
    both = {base for base, last, plain in listed(LISTED[city]) if last and plain}
    for base in both:
        reading = read_address(f"{NAMES[city]}{base}1-2", GAZETTEER)
        assert [code for code, _ in reading.problems] == ["address-ambiguous"]
        assert read_address(f"{NAMES[city]}{base}1-2-3", GAZETTEER).problems == ()
    assert len(both) == {"zama": 1, "ayase": 1, "yamato": 3, "ebina": 9}[city]


def test_a_region_elsewhere_needs_only_its_own_names() -> None:
    gazetteer = Gazetteer([("mihon", "みほん県", "みほん市")], {"mihon": ["一番町", "北二条西十二丁目", "みほん"]})
    written = "みほん県みほん市北二条西12丁目3-4"
    reading = read_address(written, gazetteer)
    assert isinstance(reading, Address) and reading.canonical == "みほん県みほん市北二条西十二丁目3-4"
    assert gazetteer.towns("mihon")[0] == Town("mihon", "みほん")
