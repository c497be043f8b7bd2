"""Reads an address: city and town by the longest name, numbers, and the building apart. Never raises on any text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from typing import Literal

from mapgen.address.gazetteer import Base, City, Gazetteer
from mapgen.address.numbers import Number, scan
from mapgen.address.spelling import DASH, DASHES, NUMERALS, clean, fold, kanji_numeral

NORMALIZER = 1
"""The edition of these rules: raised whenever an address may get another canonical form. The lock names it."""

Finding = tuple[str, dict[str, str]]
"""A code of `messages/addresses.toml` and its facts; the fact `guess`, where there is one, is the did-you-mean."""

# Counted as a 丁目 even where the town has no such one: more than any town has that numbers its 丁目 without gaps, and
# less than the 地番 that are written with two branches.
_PLAUSIBLE_CHOME = 20

_POSTCODE = rf"\(?〒? ?[0-9]{{3}} ?[{DASH}]? ?[0-9]{{4}}(?![0-9])\)?"
_LABEL = re.compile(rf"(?:日本国?[、,]|(?:住所|所在地|会場|場所) ?:|住所|所在地|{_POSTCODE}|〒) ?")
_PREFECTURE = r"(?:北海道|東京都|(?:京都|大阪)府|[^\s0-9()]{2,3}県)"
# Another municipality, where the text has no other sign of being an address or where it has one.
_ELSEWHERE = re.compile(rf"{_PREFECTURE}|[^ 0-9()「」]{{1,6}}?(?:[市区](?![民場役営立街内])|郡|[町村](?=.*[0-9]))")
_SURELY_ELSEWHERE = re.compile(
    rf"{_PREFECTURE}|[^ 0-9()「」]{{1,5}}?[市区](?![民場役営立街内])(?=.*(?:区|町|丁目|[0-9])|$)"
)
# What may follow a town's name. Anything else is the name of a facility that begins with it (渋谷学習センター).
_NAME_ENDS = re.compile(
    rf"$|[ 0-9(「『【\[<、,・/:;]|[{DASH}](?=[0-9])|字|地[内先]|無?番地|番外地|仮番地|[近周]辺|付近|内(?=$|[ (])|の一部"
)
_OAZA = re.compile("大字 ?|字 ?")
_KOAZA = re.compile("字[^ 0-9()]{1,8}")
_NO_NUMBER = re.compile("無番地|番外地|仮番地|番地(?:なし|無し)")
_AFTER_NUMBERS = re.compile(
    r"(?: ?[~〜][0-9]{1,5}(?:番地?|号)?)?(?:の一部|地?[先内]|付近)?(?:[外他]|ほか)?(?:[0-9]+筆)?(?=$|[ (「])"
)
# 市役所, 市立…, 市民…: the city's name is part of the facility's, and is shown with it.
_OF_THE_CITY = re.compile("役所|役場|立|民|営|議会")
_UNKNOWN_TOWN = re.compile(rf"([^ 0-9()「『【]{{1,12}}?) ?(?=[0-9]|[{NUMERALS}]+(?:丁目|番|の[0-9{NUMERALS}]))")


@dataclass(frozen=True, slots=True)
class Address:
    """An address in the region.

    `city` is the id; `town` the official name with its 丁目 ('' where none was found); `numbers` 番 and 号, or 地番 and
    branch; `building` all that follows. `canonical` is prefecture, city, town and numbers: the key of the lock.
    `level` is the finest thing that it names for certain: a street number, a 丁目, a 大字, or only the city.
    """

    written: str
    prefecture: str
    city: str
    city_name: str
    town: str
    numbers: tuple[str, ...]
    building: str
    canonical: str
    level: Literal["number", "town", "oaza", "city"]
    problems: tuple[Finding, ...] = field(default=(), hash=False)

    def coarse(self) -> Address:
        """Return the address as far as its town: without number, building, and what was written."""
        known = self.prefecture + self.city_name + self.town
        level = "town" if self.level == "number" and self.town.endswith("丁目") else self.level
        level = "oaza" if level == "number" else level
        return replace(self, written=known, numbers=(), building="", canonical=known, level=level)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A text that is no address in the region, and why."""

    written: str
    problems: tuple[Finding, ...] = field(default=(), hash=False)


def read_address(text: str, gazetteer: Gazetteer, city: str | None = None) -> Address | Unreadable:
    """Return how `text` is read. `city` is the id of the city meant where the text names none."""
    cleaned = clean(text)
    start = 0
    while (label := _LABEL.match(cleaned, start)) and label.end() > start:
        start = label.end()
    if found := gazetteer.find_city(cleaned, start):
        reading = _read_in(cleaned, *found, gazetteer, text)
        better = _embedded(cleaned, start, gazetteer, text, within=reading) if reading.level == "city" else None
        return better or reading
    elsewhere = _ELSEWHERE.match(cleaned, start)
    if not elsewhere and (inner := _embedded(cleaned, start, gazetteer, text)):
        return inner
    meant = gazetteer.city(city) if city else None
    if _SURELY_ELSEWHERE.match(cleaned, start) if meant else elsewhere:
        names = "、".join(known.name for known in gazetteer.cities())
        return Unreadable(text, (("address-outside-region", {"text": text.strip(), "cities": names}),))
    if meant:
        return _read_in(cleaned, meant, start, gazetteer, text)
    guess = _guess_city(cleaned, start, gazetteer)
    return Unreadable(text, (("address-without-city", {"text": text.strip(), **guess}),))


def _embedded(
    text: str, start: int, gazetteer: Gazetteer, written: str, within: Address | None = None
) -> Address | None:
    """Return the address that follows a facility's name: 保健福祉プラザ(綾瀬市深谷中), 市役所 座間市緑ケ丘1-1-1.

    `within` is what was read already: only an address of the same city that names a town is better.
    """
    for gap in re.finditer("[ (]", text[start:]):
        at = start + gap.end()
        if (found := gazetteer.find_city(text, at)) is None:
            continue
        bracketed = gap[0] == "(" and text.endswith(")")
        inner = _read_in(text[:-1] if bracketed else text, *found, gazetteer, written)
        if within is None or (inner.city == within.city and inner.town):
            facility = text[start : at - 1].strip()
            return replace(inner, building=" ".join(filter(None, (facility, inner.building))))
    return None


def _guess_city(text: str, start: int, gazetteer: Gazetteer) -> dict[str, str]:
    """Return the text with the one city that has such a town, as a guess; {} where there is none or more than one."""
    readings = (_read_in(text, city, start, gazetteer, text) for city in gazetteer.cities())
    fitting = [reading.city_name for reading in readings if reading.town]
    return {"guess": fitting[0] + text[start:]} if len(fitting) == 1 else {}


def _read_in(text: str, city: City, start: int, gazetteer: Gazetteer, written: str) -> Address:
    """Return the address in `city` of what stands from `start`."""
    start += text.startswith(" ", start)
    oaza = _OAZA.match(text, start)
    after = oaza.end() if oaza else start
    for base, end in gazetteer.find_bases(city.id, text, after):
        if _NAME_ENDS.match(text, end) or scan(text, end):
            return _read_numbers(text, city, base, end, written)
    return _read_without_town(text, city, start, gazetteer, written)


def _read_numbers(text: str, city: City, base: Base, end: int, written: str) -> Address:
    """Return the address from the end of its town's name on."""
    if koaza := _KOAZA.match(text, end):
        end = koaza.end()
    start = end + text.startswith(" ", end)
    found = scan(text, start)
    chome, lots, problems = _understand(found, base, city)
    used = (lots or found[: int(chome is not None)])[-1:]
    end = used[0].end if used else start
    overflow = [number for number in found if number.start >= end]
    building, without_number = _building(text, overflow[0].start if overflow else end)
    if without_number:
        problems.append(("address-no-number", {"town": base.name}))
    town = base.name if chome is None else f"{base.name}{kanji_numeral(chome)}丁目"
    numbers = tuple(str(lot.value) for lot in lots)
    doubtful = any(code in ("address-no-such-chome", "address-chome-missing") for code, _ in problems)
    level: Literal["number", "town", "oaza"] = "number" if numbers else "oaza" if chome is None else "town"
    return Address(
        written=written,
        prefecture=city.prefecture,
        city=city.id,
        city_name=city.name,
        town=town,
        numbers=numbers,
        building=building,
        canonical=city.prefecture + city.name + town + _joined(lots, base, chome),
        level="oaza" if doubtful else level,
        problems=tuple(problems),
    )


def _understand(found: list[Number], base: Base, city: City) -> tuple[int | None, list[Number], list[Finding]]:
    """Return the 丁目, the numbers below it, and what is doubtful about them."""
    problems: list[Finding] = []
    facts = {"town": base.name, "city": city.name}
    if base.successors is not None:
        guess = {"guess": " / ".join(base.successors)} if base.successors else {}
        problems.append(("address-obsolete-town", {**facts, **guess}))
    said = bool(found) and found[0].unit == "丁目" and found[0].value < 100
    if said or _taken_as_chome([n.value for n in found] if found and not found[0].unit else [], base):
        chome = found[0].value
        if chome not in base.chome:
            problems.append(("address-no-such-chome", {**facts, "chome": f"{kanji_numeral(chome)}丁目"}))
        elif not said and base.plain and len(found) < 3:
            values = [str(number.value) for number in found]
            other = base.name + "番地".join(values) + "番地" * (len(values) == 1)
            one = f"{base.name}{kanji_numeral(chome)}丁目"
            problems.append(("address-ambiguous", {"text": base.name + "-".join(values), "one": one, "other": other}))
        return chome, found[1:3], problems
    if found and base.chome and not base.plain:
        problems.append(("address-chome-missing", facts))
    return None, found[:2], problems


def _taken_as_chome(values: list[int], base: Base) -> bool:
    """Return whether the first of bare numbers is a 丁目: three numbers, or a number as small as the town's 丁目."""
    if not values or not base.chome:
        return False
    if values[0] <= max(base.chome):
        return True
    return values[0] < _PLAUSIBLE_CHOME and (len(values) >= 3 or not base.plain)


def _joined(lots: list[Number], base: Base, chome: int | None) -> str:
    """Return the numbers as the canonical form has them: with 番地 where a 丁目 would be read (下鶴間1番地1)."""
    values = [lot.value for lot in lots]
    if chome is None and _taken_as_chome(values, base):
        return "番地".join([str(values[0]), *map(str, values[1:])]) + ("番地" if len(values) == 1 else "")
    return "-".join(map(str, values))


def _building(text: str, start: int) -> tuple[str, bool]:
    """Return what follows the numbers, and whether it says that there is no number."""
    rest = text[start:]
    if after := _AFTER_NUMBERS.match(rest):
        rest = rest[after.end() :]
    without = _NO_NUMBER.match(rest)
    return rest[without.end() if without else 0 :].lstrip(f" 、,・/:;{DASHES}"), bool(without)


def _read_without_town(text: str, city: City, start: int, gazetteer: Gazetteer, written: str) -> Address:
    """Return the address of which only the city is certain."""
    building, without_number = _building(text, start)
    problems = _unknown_town(text[start:], city, gazetteer)
    if without_number:
        problems = [("address-no-number", {"town": city.name})]
    if start and text[start - 1] != " " and _OF_THE_CITY.match(text, start):
        building = city.name + building
    known = city.prefecture + city.name
    return Address(written, city.prefecture, city.id, city.name, "", (), building, known, "city", tuple(problems))


def _unknown_town(rest: str, city: City, gazetteer: Gazetteer) -> list[Finding]:
    """Return a warning where the text reads like a town with numbers, or nearly like a town's name, but is none."""
    names = {fold(name): name for name in gazetteer.base_names(city.id)}
    matched = _UNKNOWN_TOWN.match(rest)
    numbers = scan(rest, matched.end()) if matched else []
    if matched and (len(numbers) > 1 or any(n.unit in ("丁目", "番地", "番") or n.end == len(rest) for n in numbers)):
        town, sure = matched[1], 0.6
    elif rest and len(rest) <= 8 and not fold(rest).startswith(tuple(names)):
        town, sure = rest, 0.75
    else:
        return []
    guess = next(iter(get_close_matches(fold(town), list(names), 1, sure)), None)
    if guess is None and sure > 0.6:
        return []
    return [("address-unknown-town", {"town": town, "city": city.name, **({"guess": names[guess]} if guess else {})})]
