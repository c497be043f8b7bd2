"""Tables as Geolonia and the ministry publish them (true headings, invented rows), and a room to import them in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from mapgen.imports.towns import Imported, import_towns
from mapgen.problems import Problems

GEOLONIA = [
    "都道府県コード", "都道府県名", "都道府県名カナ", "都道府県名ローマ字", "市区町村コード", "市区町村名",
    "市区町村名カナ", "市区町村名ローマ字", "大字町丁目名", "大字町丁目名カナ", "大字町丁目名ローマ字",
    "小字・通称名", "緯度", "経度",
]  # fmt: skip
ISJ_TOWNS = [
    "都道府県コード", "都道府県名", "市区町村コード", "市区町村名", "大字町丁目コード", "大字町丁目名", "緯度",
    "経度", "原典資料コード", "大字・字・丁目区分コード",
]  # fmt: skip
ISJ_BLOCKS = [
    "都道府県名", "市区町村名", "大字・丁目名", "小字・通称名", "街区符号・地番", "座標系番号", "Ｘ座標", "Ｙ座標",
    "緯度", "経度", "住居表示フラグ", "代表フラグ", "更新前履歴フラグ", "更新後履歴フラグ",
]  # fmt: skip

PREFECTURE = "みほん県"
NORTH, SOUTH = ("99001", "北みほん市"), ("99002", "南みほん市")
City = tuple[str, str]


def geolonia(town: str, lat: str, lon: str, city: City = NORTH, part: str = "") -> str:
    """Return a row of latest.csv: texts quoted, coordinates not, nothing at all for what is empty."""
    texts = [
        "99",
        PREFECTURE,
        "ミホンケン",
        "MIHON KEN",
        city[0],
        city[1],
        "ミホンシ",
        "MIHON SHI",
        town,
        "カナ",
        "KANA",
        part,
    ]
    return ",".join([f'"{text}"' if text else "" for text in texts] + [lat, lon])


def isj_town(town: str, lat: str, lon: str, city: City = NORTH) -> str:
    """Return a row of the town level: everything quoted."""
    return _quoted(["99", PREFECTURE, *city, f"{city[0]}0001000", town, lat, lon, "0", "3"])


def isj_block(town: str, block: str, lat: str, lon: str, city: City = NORTH, **given: str) -> str:
    """Return a row of the block level: everything quoted. `part`, `main`, `before` and `after` may be given."""
    flags = ["1", given.get("main", "1"), given.get("before", "0"), given.get("after", "0")]
    return _quoted([PREFECTURE, city[1], town, given.get("part", ""), block, "9", "-100.0", "200.0", lat, lon, *flags])


def table(heading: list[str], rows: Iterable[str], encoding: str = "cp932", end: str = "\r\n") -> bytes:
    """Return a file of these rows."""
    return "".join(f"{line}{end}" for line in [_quoted(heading), *rows]).encode(encoding)


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip of the files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, compress_type=method)
    return packed.getvalue()


def _quoted(cells: list[str]) -> str:
    return ",".join(f'"{cell}"' for cell in cells)


KNOWN = "city,town,lat,lon\nkita,緑,35.46,139.34\nkita,旧町,35.46,139.34\nminami,緑,35.42,139.34\n"
TOWNS = table(ISJ_TOWNS, [isj_town("青葉一丁目", "35.471234", "139.351234"), isj_town("緑", "35.461111", "139.341111")])
BLOCKS = table(ISJ_BLOCKS, [isj_block("青葉一丁目", "2", "35.476123", "139.361123")])

_REGION = """
name: {ja: みほん地域}
cities:
  - {id: kita, code: '990019', prefecture: みほん県, name: {ja: 北みほん市}, kana: きたみほんし,
     bbox: [139.30, 35.45, 139.40, 35.50]}
  - {id: minami, code: '990027', prefecture: みほん県, name: {ja: 南みほん市}, kana: みなみみほんし,
     bbox: [139.30, 35.40, 139.40, 35.45]}
"""


@dataclass
class Room:
    """A project with the invented region, and one try of an import."""

    root: Path
    problems: Problems

    def run(self, data: bytes, name: str = "99_2025.csv") -> Imported | None:
        """Import a file with these bytes."""
        (self.root / name).write_bytes(data)
        self.problems = Problems()
        return import_towns(self.root, self.root / name, self.problems)

    def file(self, name: str) -> str | None:
        """Return a file of content/, None where there is none."""
        file = self.root / "content" / name
        return file.read_text(encoding="utf-8") if file.exists() else None

    def said(self) -> str:
        """Return the problems as they are printed, the path of the project left out."""
        return "\n".join(p.text() for p in self.problems).replace(f"{self.root.as_posix()}/", "")

    def codes(self) -> list[tuple[str, int]]:
        """Return code and line of each problem."""
        return [(p.code, p.where.line) for p in self.problems]


def open_room(root: Path) -> Room:
    """Return a project of the invented region, with a town table."""
    (root / "content").mkdir()
    (root / "content" / "region.yaml").write_text(_REGION, encoding="utf-8")
    (root / "content" / "towns.csv").write_text(KNOWN, encoding="utf-8")
    return Room(root, Problems())
