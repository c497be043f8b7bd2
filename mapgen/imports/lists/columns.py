"""Which column of a list says what, by its heading, in the editions that cities and ministries publish.

自治体標準オープンデータセット and 推奨データセット (デジタル庁) are two generations of one set of lists; the national
files are 介護サービス情報公表システム (厚生労働省) and WAM NET (福祉医療機構). An unknown column is never read.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from mapgen.imports.headings import field_of
from mapgen.imports.sheets import Line, Sheet

# By role. What is only counted as understood, and written nowhere, is `known`.
_HEADINGS = {
    "name": "名称 事業所名 事業所名称 事業所の名称 介護サービス事業所名称 施設名 施設名称",
    "group": "団体名",
    "kana": "名称_カナ 事業所名カナ 事業所の名称_かな 介護サービス事業所名称_カナ 施設名_カナ 施設名カナ",
    "aliases": "名称_通称",
    "operator": "法人の名称 法人名",
    "corporate_number": "法人番号",
    "kind": "種別 実施サービス サービスの種類 サービス種別 医療機関の種類 施設種別 施設区分",
    "code": "全国地方公共団体コード 都道府県コード又は市区町村コード 都道府県コード又は市町村コード 市区町村コード",
    "standing_code": "所在地_全国地方公共団体コード",
    "address": "所在地_連結表記 住所 所在地",
    "prefecture": "所在地_都道府県 都道府県名",
    "city": "所在地_市区町村 市区町村名",
    "town": "所在地_町字",
    "numbers": "所在地_番地以下",
    "office_city": "事業所住所（市区町村）",
    "office_rest": "事業所住所（番地以降）",
    "building": "建物名等(方書) 方書 方書（ビル名等）",
    "lat": "緯度 事業所緯度",
    "lon": "経度 事業所経度",
    "tel": "電話番号 事業所電話番号",
    "extension": "内線番号",
    "fax": "FAX番号 事業所FAX番号",
    "email": "連絡先メールアドレス メールアドレス",
    "form": "連絡先FormURL",
    "contact_note": "連絡先備考（その他、SNSなど）",
    "url": "URL 事業所URL",
    "days": "利用可能曜日 診療曜日",
    "open": "開始時間 診療開始時間",
    "close": "終了時間 診療終了時間",
    "hours_note": "利用可能日時特記事項 利用可能曜日特記事項 診療日時特記事項 利用可能曜日特記事項（留意事項）",
    "weekdays": "利用可能な時間帯（平日）",
    "saturday": "利用可能な時間帯（土曜）",
    "sunday": "利用可能な時間帯（日曜）",
    "holidays": "利用可能な時間帯（祝日）",
    "closed": "定休日",
    "description": "説明",
    "accessibility": "バリアフリー情報",
    "audience": "受入年齢",
    "access": "アクセス方法",
    "known": "ID NO NO（※システム内の固有の番号、連番） 地方公共団体名 名称_英字 名称_英語 町字ID 高度の種別 高度の値 "
    "郵便番号 POIコード 画像 画像_ライセンス 画像1 画像1_ライセンス 画像2 画像2_ライセンス 認可等年月日 事業所番号 "
    "医療機関コード 指定機関名 法人の名称_かな 法人住所（市区町村） 法人住所（番地以降） 法人電話番号 法人FAX番号 "
    "法人URL 病床数",
}
# What has no field of its own stays as words of the description, under its heading.
_WORDS = (
    "備考 定員 収容定員 駐車場情報 一時預かりの有無 病児保育の有無 授乳室 おむつ替えコーナー 飲食可否 "
    "ベビーカー貸出 ベビーカー利用 車椅子可 バリアフリートイレ 優先駐車場 オストメイト対応トイレ フリーWi-Fi "
    "時間外における対応 診療科目 高齢者の方と障害者の方が同時一体的に利用できるサービス "
    "介護保険の通常の指定基準を満たしている 障害福祉の通常の指定基準を満たしている"
)
# Of a heading that no edition has, what it may mean here: nothing that could be about a person.
_ELSEWHERE = {
    "title": "name", "kana": "kana", "operator": "operator", "categories": "kind", "tel": "tel", "fax": "fax",
    "email": "email", "url": "url", "address": "address", "city": "city", "lat": "lat", "lon": "lon",
    "hours": "hours_note", "closed": "closed", "description": "description", "access": "access",
    "audience": "audience",
}  # fmt: skip
_PERSONAL = re.compile("担当|代表者|記入|個人|携帯|氏名|名前")
_HEAD_WITHIN, _LEAST = 30, 2


def key_of(heading: str) -> str:
    """Return a heading as it is compared: in half width, without marks; what stands in brackets counts."""
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", heading).casefold())


_ROLES = {key_of(word): role for role, words in _HEADINGS.items() for word in words.split()}
_ROLES |= {key_of(word): f"words:{word}" for word in _WORDS.split()}


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet that is a list: `head` is the number of its row of headings, `at` the places of columns by role.

    `headings` are those of the columns that mean something, `unread` the others. `edition` and `title` are '' where
    none is recognised.
    """

    sheet: Sheet
    head: int
    at: Mapping[str, int]
    headings: Mapping[int, str]
    unread: tuple[str, ...]
    edition: str
    title: str


def find_table(sheet: Sheet) -> Table | None:
    """Return the list that a sheet is, None where no row has a heading for names."""
    tables = [table for line in sheet.lines[:_HEAD_WITHIN] if (table := _as_head(sheet, line))]
    return max(tables, key=lambda table: len(table.at), default=None)


def _as_head(sheet: Sheet, line: Line) -> Table | None:
    at: dict[str, int] = {}
    headings: dict[int, str] = {}
    unread: list[str] = []
    for column, cell in enumerate(line.cells):
        role = _role(cell.text)
        if role and (role not in at or role == "known"):
            at[role], headings[column] = column, cell.text
        elif cell.text:
            unread.append(cell.text)
    if "name" not in at and "group" in at:
        at["name"] = at.pop("group")
    if "name" not in at or len(at) < _LEAST:
        return None
    edition, title = _edition({key_of(cell.text) for cell in line.cells})
    return Table(sheet, line.number, at, headings, tuple(unread), edition, title)


def _role(heading: str) -> str | None:
    if role := _ROLES.get(key_of(heading)):
        return role
    return None if _PERSONAL.search(heading) else _ELSEWHERE.get(field_of(heading) or "")


def _edition(keys: set[str]) -> tuple[str, str]:
    """Return the edition that has such headings, and the list of it."""
    if "事業所住所番地以降" in keys:
        return "WAM NET", "障害福祉サービス等情報"
    if {"サービスの種類", "事業所名"} <= keys:
        return "厚生労働省", "介護サービス情報公表システムのオープンデータ"
    codes = ("全国地方公共団体コード", "都道府県コード又は市区町村コード")
    edition = next(
        (e for e, c in zip(("自治体標準オープンデータセット", "推奨データセット"), codes, strict=True) if c in keys), ""
    )
    if not edition:
        return "", ""
    if "実施サービス" in keys:
        return edition, "介護サービス事業所一覧"
    if "医療機関の種類" in keys:
        return edition, "医療機関一覧"
    return edition, "子育て施設一覧" if {"受入年齢", "一時預かりの有無"} & keys else "公共施設一覧"
