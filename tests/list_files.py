"""Published lists with the true headings of their editions and fictional rows, and what an import makes of them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl import Workbook

from mapgen.imports.lists import Listed, import_list
from mapgen.problems import Problems
from tests.conftest import Project


def columns(text: str) -> list[str]:
    """Return the headings of an edition."""
    return text.split(",")


STANDARD = columns(
    "全国地方公共団体コード,ID,地方公共団体名,名称,名称_カナ,名称_通称,所在地_全国地方公共団体コード,町字ID,"
    "所在地_連結表記,所在地_都道府県,所在地_市区町村,所在地_町字,所在地_番地以下,建物名等(方書),緯度,経度,高度の種別,"
    "高度の値,電話番号,内線番号,連絡先メールアドレス,連絡先FormURL,連絡先備考（その他、SNSなど）,郵便番号,法人番号,"
    "団体名,利用可能曜日,開始時間,終了時間,利用可能日時特記事項,URL,画像,画像_ライセンス,備考"
)
OLDER_CARE = columns(
    "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,介護サービス事業所名称,介護サービス事業所名称_カナ,"
    "実施サービス,住所,方書,緯度,経度,電話番号,内線番号,FAX番号,法人番号,法人の名称,事業所番号,利用可能曜日,"
    "利用可能曜日特記事項,定員,URL,備考"
)
OLDER_CHILDREN = columns(
    "都道府県コード又は市区町村コード,NO,都道府県名,市区町村名,名称,名称_カナ,種別,住所,方書,緯度,経度,アクセス方法,"
    "駐車場情報,電話番号,内線番号,FAX番号,法人番号,団体名,認可等年月日,収容定員,受入年齢,利用可能曜日,開始時間,"
    "終了時間,利用可能日時特記事項,一時預かりの有無,URL,備考"
)
NATIONAL_CARE = columns(
    "都道府県コード又は市町村コード,No,都道府県名,市区町村名,事業所名,事業所名カナ,サービスの種類,住所,"
    "方書（ビル名等）,緯度,経度,電話番号,FAX番号,法人番号,法人の名称,事業所番号,利用可能曜日,利用可能曜日特記事項,"
    "定員,URL,高齢者の方と障害者の方が同時一体的に利用できるサービス,介護保険の通常の指定基準を満たしている,"
    "障害福祉の通常の指定基準を満たしている,備考"
)
WAM_NET = columns(
    "都道府県コード又は市区町村コード,NO（※システム内の固有の番号、連番）,指定機関名,法人の名称,法人の名称_かな,"
    "法人番号,法人住所（市区町村）,法人住所（番地以降）,法人電話番号,法人FAX番号,法人URL,サービス種別,事業所の名称,"
    "事業所の名称_かな,事業所番号,事業所住所（市区町村）,事業所住所（番地以降）,事業所電話番号,事業所FAX番号,"
    "事業所URL,事業所緯度,事業所経度,利用可能な時間帯（平日）,利用可能な時間帯（土曜）,利用可能な時間帯（日曜）,"
    "利用可能な時間帯（祝日）,定休日,利用可能曜日特記事項（留意事項）,定員"
)
Row = Mapping[str, str]

HALL = {
    "全国地方公共団体コード": "992011",
    "ID": "A0001",
    "名称": "みほん公民館",
    "名称_カナ": "ミホンコウミンカン",
    "名称_通称": "みほんの家",
    "所在地_全国地方公共団体コード": "992011",
    "所在地_連結表記": "みほん県みほん市みほん町1-1",
    "建物名等(方書)": "2階",
    "緯度": "35.111000",
    "経度": "139.412000",
    "電話番号": "046-000-0001",
    "内線番号": "12",
    "連絡先メールアドレス": "hall@example.jp",
    "団体名": "みほん市",
    "利用可能曜日": "月火水木金",
    "開始時間": "08:30",
    "終了時間": "17:15",
    "利用可能日時特記事項": "年末年始を除く",
    "URL": "https://hall.example.jp/",
    "備考": "駐車場10台",
}
HALL_FILE = """\
# 一覧から取りこんだ下書きです。内容を確かめて、要らないことばを消してから、status を active にしてください。
# ファイル名(id)は仮のものです。公開する前に、わかりやすい名前(半角の小文字、数字、ハイフン)に変えてください。
name: みほん公民館
kana: みほんこうみんかん
aliases: [みほんの家]
operator: みほん市
# ひとこと(summary)にできる短い文がありません。だれのための何かを、120字までで書いてください
description: |
  - 備考: 駐車場10台
# 手がかりがないので、仮に一覧のはじめの分野にしました。確かめてください
categories: [living]
# 手がかりがないので、同じ分野に多い活動のかたちにしました。確かめてください
forms: [food]
# 活動する市は、立っている市(みほん市)から推測しました。確かめてください
serves: [mihon]
contact:
  tel: 046-000-0001
  email: hall@example.jp
  url: https://hall.example.jp/
  note: 内線 12
hours:
  - {days: [mon, tue, wed, thu, fri], open: 8:30, close: 17:15}
hours_note: 年末年始を除く
places:
  - address: みほん県みほん市みほん町1-1 2階
    lat: 35.111000
    lon: 139.412000
status: draft
sources:
  - title: 一覧「公共施設一覧(自治体標準オープンデータセット)」
    date: 2026-08-01
    note: みほん市_公共施設一覧_20260801.csv
"""
CARE = {
    "都道府県コード又は市町村コード": "992011",
    "事業所名": "みほんの里",
    "事業所名カナ": "ミホンノサト",
    "サービスの種類": "訪問介護",
    "住所": "みほん県みほん市みほん町1-1",
    "電話番号": "046-000-0002",
    "法人の名称": "みほん福祉会",
    "利用可能曜日": "平日,土曜日",
    "定員": "0",
    "URL": "sato@example.jp",
}
CHILDREN_FILE = """\
name: みほんこども園
# ひとこと(summary)にできる短い文がありません。だれのための何かを、120字までで書いてください
description: |
  - 駐車場情報: なし
  - 収容定員: 90
  - 一時預かりの有無: 有
  - 分野: 認定こども園
# 分野は、「認定こども園」から推測しました。確かめてください
categories: [children]
# 手がかりがないので、同じ分野に多い活動のかたちにしました。確かめてください
forms: [food]
audience:
  text: 0歳から5歳
  ages: {from: 0, to: 5}
# 活動する市は、立っている市(みほん市)から推測しました。確かめてください
serves: [mihon]
contact:
  tel: '0460000003'
hours_note: 7:30〜18:30
places:
  - address: みほん町1-1
    city: mihon
status: draft
sources:
  - title: 一覧「子育て施設一覧(推奨データセット)」
    note: みほん.csv
"""
CARE_FILE = """\
name: みほんの里
kana: みほんのさと
operator: みほん福祉会
# ひとこと(summary)にできる短い文がありません。だれのための何かを、120字までで書いてください
description: |
  - 分野: 訪問介護、居宅介護支援
# 手がかりがないので、仮に一覧のはじめの分野にしました。確かめてください
categories: [living]
# 手がかりがないので、同じ分野に多い活動のかたちにしました。確かめてください
forms: [food]
# 活動する市は、立っている市(みほん市)から推測しました。確かめてください
serves: [mihon]
contact:
  tel: 046-000-0002
  email: sato@example.jp
hours_note: 平日・土曜日
places:
  - address: みほん県みほん市みほん町1-1
status: draft
sources:
  - title: 一覧「介護サービス情報公表システムのオープンデータ(厚生労働省)」
    note: jigyosho_110.csv
"""
WAM_FILE = """\
name: みほん作業所
operator: みほん福祉会
# ひとこと(summary)にできる短い文がありません。だれのための何かを、120字までで書いてください
description: |
  - 定員: 20
  - 分野: 就労継続支援(B型)
# 手がかりがないので、仮に一覧のはじめの分野にしました。確かめてください
categories: [living]
# 手がかりがないので、同じ分野に多い活動のかたちにしました。確かめてください
forms: [food]
# 活動する市は、立っている市(みほん市)から推測しました。確かめてください
serves: [mihon]
contact:
  tel: 046-000-0004
hours:
  - {days: [mon, tue, wed, thu, fri], open: 9:00, close: 16:00, note: 平日}
  - {days: [sat], open: 9:00, close: 12:00}
hours_note: '休み: 日曜・祝日'
places:
  - address: みほん県みほん市みほん町1-1
status: draft
sources:
  - title: 一覧「障害福祉サービス等情報(WAM NET)」
    note: みほん.csv
"""


def as_csv(headings: Sequence[str], *rows: Row, encoding: str = "utf-8-sig") -> bytes:
    """Return a list as CSV; a row says some of its cells."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(headings)
    for row in rows:
        assert {*row} <= {*headings}
        writer.writerow([row.get(heading, "") for heading in headings])
    return stream.getvalue().encode(encoding)


def as_xlsx(headings: Sequence[str], *rows: Row, above: str = "") -> bytes:
    """Return the same as a workbook, with a line above its headings."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "一覧"
    if above:
        sheet.append([above])
    sheet.append(list(headings))
    for row in rows:
        sheet.append([row.get(heading) for heading in headings])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@dataclass
class Desk:
    """A project, and the lists that are imported into it."""

    project: Project
    problems: Problems = field(default_factory=Problems)

    def run(self, data: bytes, name: str = "みほん.csv", cities: Sequence[str] = ()) -> Listed | None:
        """Import a list; what was said before is forgotten."""
        file = self.project.root / name
        file.write_bytes(data)
        self.problems = Problems()
        return import_list(self.project.root, file, self.problems, cities)

    def drafts(self, data: bytes, name: str = "みほん.csv") -> dict[str, str]:
        """Return the texts of the drafts by the organisation's name, without the remarks at their head."""
        made = self.run(data, name)
        assert made
        texts = {draft.name: made.imported.files[draft.path].decode() for draft in made.imported.drafts}
        return {title: text[text.index("name: ") :] for title, text in texts.items()}

    def said(self) -> str:
        """Return the problems as they are printed."""
        return "".join(f"{problem.text()}\n" for problem in self.problems)
