"""What in a line tells where something is: an address in any spelling, a point, a link to a map.

A net for what people paste, not a proof: it is drawn over the files of hidden places only, where a false alarm costs
less than a miss.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import unquote

from mapgen.address import Gazetteer
from mapgen.address.numbers import scan
from mapgen.address.spelling import DASH, clean, fold
from mapgen.model import Region

Kind = Literal["address", "point", "link", "postal", "number", "romaji"]
_UNICODE = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{12,}={0,2}")
_WEB_SAFE = str.maketrans("-_", "+/")
_ROUNDS = 3
# What has numbers and tells no place. Addresses of pages are looked at for names of towns only.
_HARMLESS = re.compile(
    r"https?://\S+|(?<![\d-])\+?0\d{1,4}[-() ]{1,2}\d{1,4}[-) ]{1,2}\d{3,4}(?![\d-])|(?<!\d)0\d{9,10}(?!\d)"
    r"|(?<!\d)\d{4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?(?![\d-])|\d{1,2}:\d{2}"
)
_LINK = re.compile(
    r"https?://(?:maps\.app\.goo\.gl|goo\.gl/maps|maps\.google\.|(?:www\.)?google\.[a-z.]+/maps|maps\.apple\.com"
    r"|(?:www\.)?openstreetmap\.org|osm\.org|maps\.gsi\.go\.jp|(?:www\.)?mapion\.co\.jp|what3words\.com|w3w\.co"
    r"|yahoo\.jp/)\S*|\bgeo:-?\d[\d.,-]+|///\w+\.\w+\.\w+"
    r"|(?<![A-Z0-9])[23456789CFGHJMPQRVWX]{4,8}\+[23456789CFGHJMPQRVWX]{2,3}(?![A-Z0-9])"
)
_LAT, _LON = r"(?:2[4-9]|3\d|4[0-5])", r"1(?:2[2-9]|3\d|4\d|5[0-4])"
_DEGREES = re.compile(rf"(?<![\d.])({_LAT}|{_LON})\.(\d{{3,}})(?!\d)")
_PAIR = re.compile(rf"(?<![\d.])({_LAT}\.\d+)[^\d]{{1,12}}({_LON}\.\d+)|({_LON}\.\d+)[^\d]{{1,12}}({_LAT}\.\d+)")
_KEYED = re.compile(
    r"\b(?:lat|lon|lng|latitude|longitude)\b\W{0,4}(\d{2,3}(?:\.\d+)?)|[緯経]度\D{0,3}(\d{2,3}(?:\.\d+)?)"
)
_SEXAGESIMAL = re.compile(rf"(?<!\d)(?:{_LAT}|{_LON}) ?[°度] ?\d{{1,2}} ?['′’分]")
_POSTAL = re.compile(r"〒 ?\d{3}-?\d{4}|(?<![\d-])\d{3}-\d{4}(?![\d-])")
_KANJI = "一二三四五六七八九十"
_COUNTED = "(?! ?(?:回|歳|才|時|名|人|か月|ヶ月|カ月|年|月|日|階|分|週|%|円|組|家族|世帯|F(?![A-Za-z])))"
_DASHED = re.compile(
    rf"(?<![\d{DASH}.])[1-9]\d{{0,3}}(?: ?[{DASH}のノ] ?\d{{1,4}}){{1,3}}(?![\d{DASH}.]){_COUNTED}"
    rf"|\d+ ?丁目 ?\d|\d ?番地|\d番\d+号?|[{_KANJI}百]+(?:丁目[{_KANJI}\d]|番地|番[{_KANJI}]+号)"
)


@dataclass(frozen=True, slots=True)
class Trace:
    """Something that tells where: what kind it is, and what two spellings of one place have in common."""

    kind: Kind
    key: tuple[object, ...]

    @property
    def sure(self) -> bool:
        """Return whether it means one place only: then it is looked for in every other file too."""
        return self.kind in ("address", "point", "link")


class Lookout:
    """Finds traces with a region's names: those of its towns, and those that its cities have in Latin letters."""

    def __init__(self, gazetteer: Gazetteer, latin: Iterable[str]) -> None:
        self._gazetteer = gazetteer
        self._cities = [city.id for city in gazetteer.cities()]
        names = "|".join(re.escape(name) for name in latin if name) or r"(?!)"
        self._latin = re.compile(rf"\b(?:{names})\b|-(?:shi|cho|machi|ken)\b|\b(?:chome|banchi)\b", re.IGNORECASE)

    def traces(self, line: str) -> set[Trace]:
        """Return what tells a place in a line."""
        if not line.strip():
            return set()
        return {trace for text in _readings(line) for trace in self._in(text)}

    def _in(self, text: str) -> Iterator[Trace]:
        if not re.search(r"\d|[一二三四五六七八九十]|[A-Z]\+|///|https?:", text):
            return
        yield from self._addresses(text)
        yield from self._addresses(text.replace(" ", ""))
        yield from (Trace("link", (found[0],)) for found in _LINK.finditer(text))
        rest = _HARMLESS.sub(" ", text)
        yield from _points(rest)
        yield from (Trace("postal", (re.sub(r"\D", "", found[0]),)) for found in _POSTAL.finditer(rest))
        rest = _POSTAL.sub(" ", rest)
        yield from (Trace("number", (_evened(found[0]),)) for found in _DASHED.finditer(rest))
        if self._latin.search(rest) and re.search(r"(?<![\d.])\d{1,4}(?![\d.])", rest):
            yield Trace("romaji", (_evened(rest),))

    def _addresses(self, text: str) -> Iterator[Trace]:
        """Yield each name of a town with numbers that go below its 丁目."""
        for at in range(len(text)):
            for city in self._cities:
                for base, end in self._gazetteer.find_bases(city, text, at):
                    numbers = scan(text, end + text.startswith(" ", end))
                    below = len(numbers) > 1 or any(n.unit in ("番地", "番", "号") for n in numbers)
                    if below or (numbers and not base.chome and numbers[0].unit != "丁目"):
                        yield Trace("address", (fold(base.name), tuple(n.value for n in numbers[:3])))


def lookout(region: Region, towns: Mapping[str, Iterable[str]]) -> Lookout:
    """Return the lookout of a region; `towns` are the names of its towns by the id of their city."""
    gazetteer = Gazetteer(((city.id, city.prefecture, city.name.ja) for city in region.cities), towns)
    return Lookout(gazetteer, [city.name.to("en").split()[0] for city in region.cities])


def _points(text: str) -> Iterator[Trace]:
    said = [found[0] for found in _DEGREES.finditer(text)]
    said += [degrees for found in _PAIR.finditer(text) for degrees in found.groups() if degrees]
    said += [degrees for found in _KEYED.finditer(text) for degrees in found.groups() if degrees]
    yield from (Trace("point", (f"{float(degrees):.4f}",)) for degrees in said)
    yield from (Trace("point", (_evened(found[0]),)) for found in _SEXAGESIMAL.finditer(text))


def _readings(line: str) -> Collection[str]:
    """Return the line as people read it, and as it reads where somebody coded it: for the web, or for a program."""
    found = {clean(line)}
    fresh = [line]
    for _ in range(_ROUNDS):
        fresh = [text for each in fresh for text in _decoded(each) if clean(text) not in found]
        found |= {clean(text) for text in fresh}
    return found


def _decoded(text: str) -> Iterator[str]:
    if "%" in text:
        yield unquote(text)
    if "&" in text:
        yield html.unescape(text)
    if "\\" in text:
        yield _UNICODE.sub(lambda found: chr(int(found[1] or found[2], 16)), text)
    for token in _BASE64.findall(text):
        padded = token.translate(_WEB_SAFE) + "=" * (-len(token) % 4)
        try:
            yield base64.b64decode(padded).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue


def _evened(text: str) -> str:
    return re.sub(rf"[{DASH}のノ ]+", "-", text)
