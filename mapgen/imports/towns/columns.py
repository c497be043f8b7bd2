"""Which column of a published table is which, by its heading.

As published (checked 2026-11; names here in half width and without ・, see `source`):

- Geolonia 住所データ: 都道府県コード 都道府県名 (カナ, ローマ字) 市区町村コード 市区町村名 (カナ, ローマ字)
  大字町丁目名 (カナ, ローマ字) 小字通称名 緯度 経度. Older editions have 大字町丁目コード and no 小字通称名.
- 位置参照情報, 大字・町丁目レベル: 都道府県コード 都道府県名 市区町村コード 市区町村名 大字町丁目コード 大字町丁目名
  緯度 経度 原典資料コード 大字字丁目区分コード.
- 位置参照情報, 街区レベル: 都道府県名 市区町村名 大字丁目名 小字通称名 街区符号地番 座標系番号 X座標 Y座標 緯度 経度
  住居表示フラグ 代表フラグ 更新前履歴フラグ 更新後履歴フラグ. Older editions have no 小字通称名.
"""

from __future__ import annotations

from dataclasses import dataclass

from mapgen.imports.refusal import SourceError
from mapgen.imports.towns.source import Table
from mapgen.problems import Where


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns stand that matter; None for one that this table does not have."""

    prefecture: int
    city: int
    town: int
    lat: int
    lon: int
    code: int | None
    part: int | None
    block: int | None
    main: int | None
    history: tuple[int, ...]
    source: str

    def city_key(self, cells: list[str]) -> tuple[str, str, str]:
        """Return what a row says of its city: prefecture, name and code."""
        return cells[self.prefecture], cells[self.city], cells[self.code] if self.code is not None else ""

    def stands(self, cells: list[str]) -> bool:
        """Return whether a row stands for all that bears its name: 代表フラグ of a block, no 小字 of a town."""
        if self.block is not None:
            return self.main is None or cells[self.main].strip() == "1"
        return self.part is None or not cells[self.part].strip()

    def abolished(self, cells: list[str]) -> bool:
        """Return whether the block is no more: 3 in a flag of its history (in the older one by mistake, in 2021)."""
        return any(cells[column].strip() == "3" for column in self.history)


def find_columns(table: Table) -> Columns:
    """Return the columns of a table. Raises SourceError, which names them, where it lacks some."""
    names = table.columns
    town = next((name for name in ("大字町丁目名", "大字丁目名") if name in names), "大字町丁目名")
    lacking = [name for name in ("都道府県名", "市区町村名", town, "緯度", "経度") if name not in names]
    if lacking:
        raise SourceError(Where(table.path, 1), "import-columns", columns="、".join(lacking))
    return Columns(
        prefecture=names["都道府県名"],
        city=names["市区町村名"],
        town=names[town],
        lat=names["緯度"],
        lon=names["経度"],
        code=names.get("市区町村コード"),
        part=names.get("小字通称名"),
        block=names.get("街区符号地番"),
        main=names.get("代表フラグ"),
        history=tuple(names[name] for name in ("更新前履歴フラグ", "更新後履歴フラグ") if name in names),
        source="Geolonia 住所データ" if "市区町村名カナ" in names else "位置参照情報(国土交通省)",
    )
