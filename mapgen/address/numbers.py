"""The numbers after a town's name: 一丁目1番1号, 1-1-1, 1の1の1, 451番地の4; and where the building begins."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mapgen.address.spelling import DASH, NUMERALS, read_numeral

_NUMBER = re.compile(rf"[0-9]{{1,5}}(?![0-9])|[{NUMERALS}]{{1,7}}(?![{NUMERALS}])")
# A number that counts something else: a floor, a room, a hall of many (2階, 3F, 4号棟, 5番館), minutes from a station.
_OTHER = re.compile(r" ?階|F(?![A-Za-z])|号?[棟室館店]|号[線車機]|番[館街線目組]|[年月時分人名歳]|世帯|か所")
_UNIT = re.compile(rf" ?丁 ?目|丁(?=[0-9{NUMERALS}{DASH}])| ?番地|番(?!外)|号")
# 一番館 and 三の宮 are names: a kanji numeral is a number only before a unit that ends there, or before another number.
_KANJI_UNIT = re.compile(rf" ?丁 ?目| ?番地|番(?=[号のノ0-9 (「{NUMERALS}{DASH}]|$)|号(?![一-鿿]|[ぁ-んァ-ヺ])")
_JOINT = re.compile(rf" ?[{DASH}] ?|[のノ]")
# 一丁目 1番 1号 may be spaced; after 番地 a spaced number is a room (550番地 203).
_SPACED = re.compile(rf" ?(?:[{DASH}のノ] ?)?")
_JOINTS = {"": _JOINT, "丁目": _SPACED, "番": _SPACED, "番地": re.compile(rf"[{DASH}のノ]?")}
_MOST = 4  # 丁目, 番, 号 and the number of a room
_STOP = re.compile(r"$|[ (「『【\[、,]")


@dataclass(frozen=True, slots=True)
class Number:
    """One number of an address: its value, what it says it is (丁目, 番地, 番, 号 or nothing), and where it stands."""

    value: int
    unit: str
    start: int
    end: int


def scan(text: str, start: int) -> list[Number]:
    """Return the numbers that stand at `start`, up to four; [] where what stands there is no number of an address."""
    numbers: list[Number] = []
    position = start
    while len(numbers) < _MOST and (number := _number(text, position, first=not numbers)):
        numbers.append(number)
        if number.unit == "号":
            break
        joint = _JOINTS[number.unit].match(text, number.end)
        if joint is None:
            break
        position = joint.end()
    return numbers


def _number(text: str, start: int, *, first: bool, ahead: int = _MOST) -> Number | None:
    """Return the number at `start`; `ahead` is how many more may be looked at to be sure of a kanji numeral."""
    matched = _NUMBER.match(text, start)
    if matched is None or _OTHER.match(text, matched.end()):
        return None
    value = read_numeral(matched[0])
    if not value:
        return None
    kanji = not matched[0].isascii()
    unit = (_KANJI_UNIT if kanji else _UNIT).match(text, matched.end())
    end = unit.end() if unit else matched.end()
    if kanji and unit is None and not _goes_on(text, end, ahead) and (first or not _STOP.match(text, end)):
        return None
    name = unit[0].replace(" ", "") if unit else ""
    return Number(value, "丁目" if name == "丁" else name, start, end)


def _goes_on(text: str, end: int, ahead: int) -> bool:
    joint = _JOINT.match(text, end)
    return joint is not None and ahead > 0 and _number(text, joint.end(), first=False, ahead=ahead - 1) is not None
