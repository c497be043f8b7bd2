"""Which organisations are probably the same: by their number, their phone, their name, and where they stand.

Pure values in, reasons out; a person decides. What is compared is folded first, so that width, kana, dashes, spaces,
variant characters and the legal form (NPO法人, ㈱) make no difference.

Names are measured with difflib's ratio, the share of letters in common runs. A compiled library is faster for each pair
(rapidfuzz), but the index leaves so few pairs to measure that the time goes elsewhere, and a dependency costs more.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from mapgen.address import spelling
from mapgen.folding import fold
from mapgen.model import Contact, Organization, Point

Reason = Literal["number", "phone", "name", "near"]
Key = tuple[str, str | tuple[int, int]]

# Two that are called alike and stand this near are one. Offices of a city hall stand at one point and are called alike
# too: 福祉総務課 and 福祉政策課 of one city have 0.75 in common, so that alike begins above it.
NEAR_METRES = 100
ALIKE = 0.8
# A name that is contained in another is like it, if it is no mere word: はらっぱ in 子育て支援センター「はらっぱ」.
_A_NAME = 4
# Further apart than this, two of one name are two: 地域包括支援センター.
FAR_METRES = 1_000
# At least 100 m from south to north, and from west to east up to a latitude of 60 degrees; Japan ends at 46.
_CELL = 0.001, 0.002

# Longest first where one begins another. In brackets also what they are shortened to.
_FORMS = (
    r"(?:認定)?(?:特定非営利活動|npo)法人|社会(?:福祉|医療)法人|医療法人|学校法人|宗教法人|更生保護法人|国立大学法人"
    r"|(?:地方)?独立行政法人|(?:一般|公益)?(?:社団|財団)法人|社団|財団|(?:株式|有限|合同|合資|合名)会社"
    r"|労働者協同組合|企業組合"
)
_SHORT = "特非|npo|社福|福|社|財|[一公][社財]|学|医|宗|株|有|同|資|名|独|労協"
_FORM = rf"(?:{_FORMS}|[(【〔\[](?:{_FORMS}|{_SHORT})[)】〕\]])"
_FORM_FIRST, _FORM_LAST = re.compile(rf"^(?:\W*{_FORM})+"), re.compile(rf"(?:{_FORM}\W*)+$")


@dataclass(frozen=True, slots=True)
class Likeness:
    """What an organisation is compared by: `names` folded, its own first, `phones` in digits.

    `points` are exact ones only: the middle of a town would make neighbours of strangers.
    """

    id: str
    names: tuple[str, ...]
    phones: frozenset[str] = frozenset()
    number: str | None = None
    points: tuple[Point, ...] = ()

    def keys(self) -> Iterator[Key]:
        """Yield what another must share to be the same, but for standing near."""
        yield from (("name", name) for name in self.names)
        yield from (("phone", phone) for phone in sorted(self.phones))
        if self.number:
            yield "number", self.number


def likeness(
    id: str,
    names: Iterable[str],
    phones: Iterable[str] = (),
    number: str | None = None,
    points: Iterable[Point] = (),
) -> Likeness:
    """Return what an organisation is compared by, from its names and phones as written."""
    folded = tuple(dict.fromkeys(map(fold_name, names)))
    digits = frozenset(re.sub(r"\D", "", phone) for phone in phones)
    return Likeness(id, folded, digits, number, tuple(dict.fromkeys(points)))


def likeness_of(org: Organization, points: Iterable[Point] = ()) -> Likeness:
    """Return what an organisation is compared by; `points` are where its places stand exactly."""
    phones = (contact.tel for contact in _contacts(org) if contact and contact.tel)
    return likeness(org.id, (org.name, *org.aliases), phones, org.corporate_number, points)


def _contacts(org: Organization) -> Iterator[Contact | None]:
    yield org.contact
    yield from (service.contact for service in org.services)
    yield from (place.contact for place in org.all_places)


def fold_name(name: str) -> str:
    """Return a name in the form in which it is compared: `㈳ミホン・フード‐バンク` → `みほんふどばんく`.

    Without legal form, spaces, dashes and other marks; in hiragana, in one spelling. A name of nothing else stays as it
    is.
    """
    text = spelling.clean(name).replace(" ", "").casefold()
    bare = _FORM_LAST.sub("", _FORM_FIRST.sub("", text)) or text
    return re.sub("[ ー]", "", fold(spelling.fold(bare))) or bare


@lru_cache(maxsize=65_536)  # a preview asks the same again with every save
def alike(one: str, other: str) -> bool:
    """Return whether two folded names are similar: one contains the other, or enough of both is in common runs."""
    short, long = (one, other) if (len(one), one) < (len(other), other) else (other, one)
    if short == long or (len(short) >= _A_NAME and short in long):
        return True
    if 2 * len(_letters(short) & _letters(long)) < ALIKE * (len(short) + len(long)):
        return False  # not even in any order: the usual case, quickly
    return SequenceMatcher(None, long, short, autojunk=False).ratio() >= ALIKE


@lru_cache(maxsize=16_384)
def _letters(name: str) -> frozenset[tuple[str, int]]:
    """Return the letters of a name, each with how often it came before: sets of them meet as bags of letters do."""
    return frozenset((char, name.count(char, 0, place)) for place, char in enumerate(name))


def likely_same(one: Likeness, other: Likeness) -> tuple[Reason, ...]:
    """Return why two organisations are probably the same, the strongest reason first; () where nothing says so.

    A phone or a number shared by names that are unlike and stand apart is a switchboard, or a body with many houses.
    """
    return tuple(_reasons(one, other))


def _reasons(one: Likeness, other: Likeness) -> Iterator[Reason]:
    number = one.number is not None and one.number == other.number
    phone = not one.phones.isdisjoint(other.phones)
    shared = not set(one.names).isdisjoint(other.names)
    metres = min((a.distance(b) for a in one.points for b in other.points), default=None)
    near = metres is not None and metres <= NEAR_METRES
    if not (number or phone or shared or near):
        return  # before the names are measured
    similar = shared or any(alike(a, b) for a in one.names for b in other.names)
    somewhere = similar or near or metres is None
    if number and somewhere:
        yield "number"
    if phone and somewhere:
        yield "phone"
    if (metres is None or metres <= FAR_METRES) and shared:
        yield "name"
    elif near and similar:
        yield "near"


class Index:
    """Organisations by what they may share, so that each is compared with few."""

    def __init__(self, known: Iterable[Likeness] = ()) -> None:
        """Build the index of `known`; more can be added."""
        self._by: defaultdict[Key, list[int]] = defaultdict(list)
        self._known: list[Likeness] = []
        for each in known:
            self.add(each)

    def add(self, one: Likeness) -> None:
        """Add an organisation."""
        for key in dict.fromkeys((*one.keys(), *(("cell", _cell(point)) for point in one.points))):
            self._by[key].append(len(self._known))
        self._known.append(one)

    def like(self, one: Likeness) -> tuple[tuple[Likeness, tuple[Reason, ...]], ...]:
        """Return the known organisations that are probably the same, each with the reasons, in the order added."""
        cells = [("cell", cell) for point in one.points for cell in _around(_cell(point))]
        sharing, around = self._numbers([*one.keys()]), self._numbers(cells)
        near = {number for number in around - sharing if _stand_near(one, self._known[number])}
        found = ((self._known[number], likely_same(one, self._known[number])) for number in sorted(sharing | near))
        return tuple((known, reasons) for known, reasons in found if reasons)

    def _numbers(self, keys: Iterable[Key]) -> set[int]:
        return {number for key in keys for number in self._by.get(key, ())}


def _stand_near(one: Likeness, other: Likeness) -> bool:
    """Return whether they may stand within 100 m: in a town hundreds do not who are in the cells around."""
    return any(
        abs(a.lat - b.lat) <= _CELL[0] and a.distance(b) <= NEAR_METRES for a in one.points for b in other.points
    )


def _cell(point: Point) -> tuple[int, int]:
    return math.floor(point.lat / _CELL[0]), math.floor(point.lon / _CELL[1])


def _around(cell: tuple[int, int]) -> Iterator[tuple[int, int]]:
    return ((cell[0] + up, cell[1] + right) for up in (-1, 0, 1) for right in (-1, 0, 1))
