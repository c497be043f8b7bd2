"""What the cells of a published table mean: a city of the region, a town's name, a point. Pure text."""

from __future__ import annotations

import re

from mapgen.address.spelling import clean, fold, kanji_numeral, read_numeral
from mapgen.imports.refusal import SourceError
from mapgen.model import City, Point, Region
from mapgen.problems import Where

_CHOME = re.compile(r"(.+?)([0-9]{1,2})丁目")
_DEGREES = re.compile(r"[0-9]{1,3}(\.[0-9]{1,15})?")
_LONGEST_NAME = 40
# A number that is cut off still reads as a number; with so many decimals it is right to 11 m.
_DECIMALS = 4


def squeeze(text: str) -> str:
    """Return the text in half width and without any space."""
    return clean(text).replace(" ", "")


def town_name(text: str) -> str | None:
    """Return a town's name as town tables write it, None where it is no name: （大字なし）, markup, formulas.

    Without 大字 or 字 in front, as addresses are read; with its 丁目 in kanji.
    """
    name = re.sub("^(?:大字|字)(?=.)", "", squeeze(text))
    if (chome := _CHOME.fullmatch(name)) and (number := read_numeral(chome[2])):
        name = f"{chome[1]}{kanji_numeral(number)}丁目"
    return name if len(name) <= _LONGEST_NAME and name.replace("・", "").isalnum() else None


def read_city(prefecture: str, name: str, code: str, region: Region) -> tuple[City, str] | None:
    """Return the city with this municipality code, or of this name, and its ward ('' where it has none).

    Codes have five digits, in some tables six with the check digit; a spreadsheet takes a leading zero away.
    """
    for city in region.cities:
        if code and code.zfill(5) in (city.code, city.code[:5]):
            return city, ""
    for city in region.cities:
        ward = _ward(name, squeeze(city.name.ja)) if prefecture == squeeze(city.prefecture) else None
        if ward is not None:
            return city, ward
    return None


def _ward(name: str, city: str) -> str | None:
    """Return the ward that follows the city's name, '' for the city itself, None for another city.

    Tables name the 郡 or the island of a town or village as well.
    """
    matched = re.fullmatch(rf"(?:.{{1,6}}[郡島])?{re.escape(fold(city))}([^市区町村]{{1,6}}区)?", fold(name))
    return name[len(name) - len(matched[1] or "") :] if matched else None


def read_point(lat: str, lon: str, where: Where, *, cut_off: bool) -> Point | None:
    """Return the point, None where none is given. `cut_off` says that the file ends right after `lon`.

    Raises SourceError for what cannot be a point in Japan: such a table is not to be trusted at all.
    """
    if not lat and not lon:
        return None
    if not (_DEGREES.fullmatch(lat) and _DEGREES.fullmatch(lon)):
        raise SourceError(where, "import-bad-point", lat=lat[:20], lon=lon[:20])
    if cut_off and len(lon.partition(".")[2]) < _DECIMALS:
        raise SourceError(where, "import-cut-off")
    north, east = float(lat), float(lon)
    if 20 <= north <= 46 and 122 <= east <= 154:
        return Point(lat=round(north, 6), lon=round(east, 6))
    swapped = 20 <= east <= 46 and 122 <= north <= 154
    raise SourceError(where, "import-swapped" if swapped else "import-outside-japan", lat=lat, lon=lon)
