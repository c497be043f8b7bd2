"""One row of a list, as the placemark that a map would have for it; what a cell cannot say is a problem of the cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mapgen.answers import hiragana
from mapgen.imports.lists.columns import Table
from mapgen.imports.lists.kinds import categories_of, kinds_in
from mapgen.imports.lists.standing import Standing, standing_of
from mapgen.imports.mymaps.facts import clean, one_line
from mapgen.imports.mymaps.placemarks import Placemark
from mapgen.imports.refusal import shown
from mapgen.imports.sheets import Line
from mapgen.model import Point, Region, Taxonomy
from mapgen.phrases import even, mail_addresses, web_addresses
from mapgen.problems import Problem, Where

# The heading under which a placemark says what a role says; roles that take more work are not here.
SAID = {
    "kana": "よみがな", "aliases": "別名", "operator": "運営", "corporate_number": "法人番号", "tel": "電話",
    "fax": "FAX", "email": "メール", "form": "申込フォーム", "url": "ホームページ", "closed": "休み",
    "description": "説明", "accessibility": "設備", "audience": "対象", "access": "行き方",
}  # fmt: skip
# What people call the point of a row.
PIN = "一覧の点"
HOURS, KINDS, NOTE = "開いている日", "分野", "連絡の補足"
_BLANK = re.compile(r"[\s\-‐－―ー—*＊]*")
_ZERO_IS_BLANK = ("定員", "収容定員")
_TIME = re.compile(r"([0-9]{1,2}:[0-9]{2}):[0-9]{2}")
# Where Japan is; a list that has them the other way round has 139 for a latitude.
_LATITUDES, _LONGITUDES = (20, 46), (122, 154)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table below its headings."""

    table: Table
    line: Line

    def said(self, role: str) -> str:
        """Return the words of a cell, '' for one that is empty or has only a dash."""
        column = self.table.at.get(role, len(self.line.cells))
        text = self.line.cells[column].text if column < len(self.line.cells) else ""
        return "" if _BLANK.fullmatch(text) else text

    def where(self, role: str) -> Where:
        """Return the place of a cell."""
        return self.table.sheet.where(self.line.number, self.table.at.get(role, 0))

    def heading(self, role: str) -> str:
        """Return the heading above a cell, as it may be shown."""
        return shown(self.table.headings[self.table.at[role]], 40)

    @property
    def name(self) -> str:
        """Return the name on one line."""
        return one_line(clean(self.said("name")))

    def standing(self, region: Region) -> Standing:
        """Return where the row stands."""
        stands, published = (re.sub("[^0-9]", "", even(self.said(role))) for role in ("standing_code", "code"))
        return standing_of(stands, published, self.address(), self.said("city"), region)

    def address(self) -> str:
        """Return the address with its building, put together where a list has it in parts."""
        whole = self.said("address") or "".join(map(self.said, ("office_city", "office_rest")))
        if not whole and (self.said("town") or self.said("numbers")):
            whole = "".join(map(self.said, ("prefecture", "city", "town", "numbers")))
        building = self.said("building")
        return one_line(f"{whole} {building}" if whole and building not in whole else whole)

    def unread(self) -> Iterator[Problem]:
        """Yield the cells that show something a program cannot see: a formula without its value, an error."""
        for column, heading in self.table.headings.items():
            if column < len(self.line.cells) and self.line.cells[column].kind in ("formula", "error"):
                where = self.table.sheet.where(self.line.number, column)
                yield Problem(where, "import-list-formula", {"heading": shown(heading, 40)})


def placemark_of(row: Row, standing: Standing, taxonomy: Taxonomy, problems: list[Problem]) -> Placemark:
    """Return a row as a placemark, its columns under the headings of our own."""
    point = _point(row, problems)
    city = standing.city
    said = {heading: row.said(role) for role, heading in SAID.items()}
    said["よみがな"] = hiragana(said["よみがな"])
    said["電話"], said["FAX"] = _with_zero(said["電話"]), _with_zero(said["FAX"])
    said["運営"] = said["運営"] or row.said("group")
    if not web_addresses(said["ホームページ"]) and mail_addresses(said["ホームページ"]) and not said["メール"]:
        said["メール"], said["ホームページ"] = said["ホームページ"], ""
    extension = row.said("extension")
    said[NOTE] = "、".join(
        part for part in (f"内線 {extension}" if extension else "", row.said("contact_note")) if part
    )
    said[HOURS] = _hours(row)
    said |= _kinds(row, taxonomy)
    for role in row.table.at:
        heading = role.removeprefix("words:")
        if heading != role and not (heading in _ZERO_IS_BLANK and even(row.said(role)).strip() == "0"):
            said[heading] = row.said(role)
    said["市"] = city.name.ja if city else "地域の外" if standing.outside else ""
    said["活動する市"] = standing.publisher.name.ja if standing.outside and standing.publisher else ""
    return Placemark(
        name=row.name,
        description="",
        columns={heading: words for heading, words in said.items() if words},
        folder=(),
        geometry="point" if point else "none",
        point=point,
        address=row.address(),
        icon=None,
        colour=None,
        line=row.line.number,
        pin=PIN,
    )


def _with_zero(number: str) -> str:
    """Return a telephone number with the 0 that a spreadsheet took away."""
    return f"0{number}" if re.fullmatch("[1-9][0-9]{8,9}", number) else number


def _point(row: Row, problems: list[Problem]) -> Point | None:
    """Return the point of a row, also where a list has latitude and longitude the wrong way round."""
    lat, lon = row.said("lat"), row.said("lon")
    if not (lat or lon):
        return None
    try:
        north, east = round(float(even(lat)), 6), round(float(even(lon)), 6)
    except ValueError:
        problems.append(Problem(row.where("lat"), "import-list-no-point", {"text": shown(f"{lat}, {lon}")}))
        return None
    if not (north or east):  # how lists say that nobody measured it
        return None
    if _within(east, _LATITUDES) and _within(north, _LONGITUDES):
        problems.append(Problem(row.where("lat"), "import-list-swapped", {"name": shown(row.name)}))
        north, east = east, north
    if _within(north, _LATITUDES) and _within(east, _LONGITUDES):
        return Point(lat=north, lon=east)
    problems.append(Problem(row.where("lat"), "import-list-no-point", {"text": shown(f"{lat}, {lon}")}))
    return None


def _within(degrees: float, limits: tuple[int, int]) -> bool:
    return limits[0] <= degrees <= limits[1]


def _hours(row: Row) -> str:
    """Return when it is open, in the words that `phrases` reads: 月火水木金 9:00〜17:00、…"""
    days = [part for part in re.split(r"[,、;]", even(row.said("days"))) if part]
    first, last = (_TIME.sub(r"\1", even(row.said(role)).strip()) for role in ("open", "close"))
    span = f"{first}〜{last}" if first and last else first or last
    spells = [f"{day} {span}" for day in days or ([""] if span else [])] if span else ["・".join(days)]
    names = {"weekdays": "平日", "saturday": "土曜", "sunday": "日曜", "holidays": "祝日"}
    spells += [f"{name} {row.said(role)}" for role, name in names.items() if row.said(role)]
    parts = [*(spell.strip() for spell in spells), one_line(row.said("hours_note"))]
    return "、".join(part for part in parts if part)


def _kinds(row: Row, taxonomy: Taxonomy) -> dict[str, str]:
    """Return the categories by our table, with the kind as words; the kind alone, to guess from, where it is not in."""
    kinds = kinds_in(row.said("kind"))
    if categories := categories_of(kinds, taxonomy):
        return {KINDS: "、".join(categories), "種別": "、".join(kinds)}
    return {KINDS: "、".join(kinds)}
