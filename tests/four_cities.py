"""The four cities' town names as the truth to test against, and the gazetteer that the real town table makes."""

from __future__ import annotations

import csv
import re
from pathlib import Path

from mapgen.address import Gazetteer
from mapgen.address.spelling import kanji_numeral

CITIES = [
    ("zama", "神奈川県", "座間市"),
    ("ayase", "神奈川県", "綾瀬市"),
    ("yamato", "神奈川県", "大和市"),
    ("ebina", "神奈川県", "海老名市"),
]
NAMES = {identifier: name for identifier, _, name in CITIES}

# Names in use (Geolonia 住所データ 2024-01, checked against Japan Post 2026-10); `1-6` the 丁目, `*` also a 大字.
LISTED = {
    "zama": """
        入谷西1-5 入谷東1-4 栗原 栗原中央1-6 小松原1-2 相模が丘1-6 さがみ野1-3 座間1-2* 新田宿 相武台1-4
        立野台1-3 西栗原1-2 東原1-5 ひばりが丘1-5 広野台1-2 緑ケ丘1-6 南栗原1-6 明王 四ツ谷
    """,
    "ayase": """
        大上1-9 落合北1-7 落合南1-9 上土棚 上土棚北1-5 上土棚中1-7 上土棚南1-6 小園 小園南1-2 蓼川1-3*
        寺尾釜田1-3 寺尾北1-4 寺尾台1-4 寺尾中1-4 寺尾西1-3 寺尾本町1-3 寺尾南1-3 早川 早川城山1-5 深谷
        深谷上1-8 深谷中1-9 深谷南1-7 本蓼川 吉岡 吉岡東1-5 綾西1-5 厚木航空基地
    """,
    "yamato": """
        上草柳1-9* 上和田 桜森1-3 渋谷1-8 下草柳 下鶴間1-2* 下和田 草柳1-3 代官1-4 中央1-7 中央林間1-9
        中央林間西1-7 つきみ野1-8 鶴間1-2 西鶴間1-8 深見 深見台1-4 深見西1-8 深見東1-3 福田1-8* 南林間1-9
        柳橋1-5 大和東1-3 大和南1-2 林間1-2
    """,
    "ebina": """
        泉1-2 今里1-3* 扇町 大谷 大谷北1-4 大谷南1-5 柏ケ谷 勝瀬 門沢橋1-6* 上今泉1-6* 上郷1-4* 上河内
        河原口1-5* 国分北1-4 国分南1-4 国分寺台1-5 さつき町 下今泉1-5* 社家1-6* 杉久保 杉久保北1-5
        杉久保南1-5 中央1-3 中河内 中新田1-5* 中野1-3* 浜田町 東柏ケ谷1-6 本郷 めぐみ町 望地1-2
    """,
}
OBSOLETE = {"zama": "入谷1-5 座間入谷"}


def listed(words: str) -> list[tuple[str, int, bool]]:
    """Return name, number of 丁目 and whether there is a 大字 of the name."""
    rows = [re.fullmatch(r"(\D+?)(?:1-(\d))?(\*?)", word) for word in words.split()]
    return [(row[1], int(row[2] or 0), bool(row[3]) or not row[2]) for row in rows if row]


def official(words: str) -> list[str]:
    """Return the names as the town table has them."""
    return [
        name
        for base, last, plain in listed(words)
        for name in [base] * plain + [f"{base}{kanji_numeral(n)}丁目" for n in range(1, last + 1)]
    ]


def _gazetteer() -> Gazetteer:
    with (Path(__file__).parents[1] / "content" / "towns.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["city"], row["town"]) for row in csv.DictReader(file)]
    return Gazetteer(CITIES, {city: [town for c, town in rows if c == city] for city in NAMES})


GAZETTEER = _gazetteer()
ALL_TOWNS = [(city, town) for city, words in LISTED.items() for town in official(words)]
