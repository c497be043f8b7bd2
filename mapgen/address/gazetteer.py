"""The names of a region's cities and towns, folded for the longest match."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from mapgen.address.spelling import fold, kanji_numeral, split_chome

Named = TypeVar("Named")


@dataclass(frozen=True, slots=True)
class City:
    """A municipality: its id in `region.yaml`, and its name with that of its prefecture."""

    id: str
    prefecture: str
    name: str


@dataclass(frozen=True, slots=True)
class Town:
    """A town (町丁・大字) of a city: the city's id, and the official name with 丁目 in kanji."""

    city: str
    name: str


@dataclass(frozen=True, slots=True)
class Base:
    """A town's name without 丁目: which 丁目 it has, whether there is a 大字 of that name, what it is called today.

    `successors` is None for a name in use; for an obsolete one it lists today's names, as far as they are known.
    """

    name: str
    chome: frozenset[int] = frozenset()
    plain: bool = False
    successors: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What is known of a city's town names beyond its town table."""

    added: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    obsolete: tuple[tuple[str, tuple[str, ...]], ...] = ()


# Town tables are older than the names in use. Geolonia 住所データ (2024-01) compared with Japan Post's list of 2026-10:
# 上土棚 is missing, 厚木航空基地 is called 厚木基地内, and 入谷一–五丁目 and 座間入谷 are still there.
CHANGES: Mapping[str, Changes] = {
    "神奈川県綾瀬市": Changes(added=("上土棚",), renamed=(("厚木基地内", "厚木航空基地"),)),
    "神奈川県座間市": Changes(obsolete=(("入谷", ("入谷西", "入谷東")), ("座間入谷", ()))),
}


class Gazetteer:
    """Every name an address of the region may begin with. Built once; never changes."""

    def __init__(
        self,
        cities: Iterable[tuple[str, str, str]],
        towns: Mapping[str, Iterable[str]],
        changes: Mapping[str, Changes] = CHANGES,
    ) -> None:
        """Build from cities (id, prefecture, name) and the names of the town table by city id."""
        self._cities = {row[0]: City(*row) for row in cities}
        self._by_name: dict[str, list[City]] = {}
        for city in self._cities.values():
            self._by_name.setdefault(fold(city.name), []).append(city)
        self._prefectures = {fold(city.prefecture): city.prefecture for city in self._cities.values()}
        self._bases = {
            city.id: _bases(towns.get(city.id, ()), changes.get(city.prefecture + city.name, Changes()))
            for city in self._cities.values()
        }

    def city(self, identifier: str) -> City | None:
        """Return the city with this id."""
        return self._cities.get(identifier)

    def cities(self) -> tuple[City, ...]:
        """Return the cities in the order given."""
        return tuple(self._cities.values())

    def towns(self, city: str) -> tuple[Town, ...]:
        """Return every town of a city, obsolete ones too, sorted by name."""
        names = {name for base in self._bases[city].values() for name in _names(base)}
        return tuple(Town(city, name) for name in sorted(names))

    def find_city(self, text: str, start: int) -> tuple[City, int] | None:
        """Return the city named at `start`, with or without its prefecture, and where its name ends."""
        prefecture, start = next(_longest(self._prefectures, text, start), (None, start))
        for cities, end in _longest(self._by_name, text, start):
            for city in cities:
                if prefecture in (None, city.prefecture):
                    return city, end
        return None

    def find_bases(self, city: str, text: str, start: int) -> Iterator[tuple[Base, int]]:
        """Yield the town names at `start`, longest first, each with where it ends."""
        return _longest(self._bases[city], text, start)

    def base_names(self, city: str) -> tuple[str, ...]:
        """Return the town names of a city that are in use, without 丁目, sorted."""
        return tuple(sorted({base.name for base in self._bases[city].values() if base.successors is None}))


def _bases(towns: Iterable[str], changes: Changes) -> dict[str, Base]:
    renamed, obsolete = dict(changes.renamed), dict(changes.obsolete)
    chome: dict[str, set[int]] = {}
    plain: set[str] = set()
    for name in (*towns, *changes.added):
        base, number = split_chome(renamed.get(name, name))
        found = chome.setdefault(base, set())
        if number is None:
            plain.add(base)
        else:
            found.add(number)
    bases = {n: Base(n, frozenset(found), n in plain, obsolete.get(n)) for n, found in chome.items()}
    folded = {fold(name): base for name, base in sorted(bases.items(), reverse=True)}
    return folded | {fold(old): bases[new] for old, new in changes.renamed if new in bases}


def _names(base: Base) -> list[str]:
    return [base.name] * base.plain + [f"{base.name}{kanji_numeral(n)}丁目" for n in sorted(base.chome)]


def _longest(names: Mapping[str, Named], text: str, start: int) -> Iterator[tuple[Named, int]]:
    """Yield what is named at `start`, longest name first. Spaces count for nothing: 座間市 緑ケ丘, 大 和 市."""
    longest = max(map(len, names), default=0)
    letters = ""
    ends: list[int] = []
    for position in range(start, len(text)):
        if len(letters) == longest:
            break
        if text[position] != " ":
            letters += fold(text[position])
            ends.append(position + 1)
    for length in range(len(letters), 0, -1):
        if letters[:length] in names:
            yield names[letters[:length]], ends[length - 1]
