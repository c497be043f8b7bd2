"""`data/opendata/<city>.csv`: the places of each city as the lists that Japanese municipalities publish.

Two generations of one list, 公共施設一覧: 自治体標準オープンデータセット (デジタル庁) and, in `suisho/`, the older
推奨データセット, which many still publish and read. UTF-8 with a byte order mark, CRLF, every cell quoted.

Each listed place is in one file: that of the city it stands in; one outside the region, or without a place, in that of
the first city it serves. So the publisher (全国地方公共団体コード) and the place (所在地_…) may have different codes.
Only exact points go out, since a list cannot say how exact one is; a place that is not public says its city and town.

The columns of the newer edition are those that its lists have in common, with 名称_通称 and 説明 as in published lists
of this kind. Of 公共施設一覧 in edition 3.09 (2026-08) these could not be confirmed against the definition book, and
are left out: 名称_英字, POIコード, the columns on バリアフリー; nor could the order of 名称_通称 and 説明.
"""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from mapgen.exports.pins import Pin, Venue, venues_of
from mapgen.exports.prose import clean, one_line
from mapgen.exports.records import address
from mapgen.exports.standing import Standing, standing
from mapgen.exports.table import row, table
from mapgen.model import WEEKDAYS, Artifact, City, PublicPlace
from mapgen.site import Site
from mapgen.wording import WEEKDAY_WORDS, access_in_words, date_in_words, hours_in_words, joined

FOLDER, OLDER = "data/opendata/", "data/opendata/suisho/"
_MAKER = "exports/opendata"
_KATAKANA = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
_NUMBERS = 10**10


class Row:
    """One place in the list of a city; `number` is unique there, and stays."""

    def __init__(self, venue: Venue, city: City, site: Site, number: int) -> None:
        self.venue, self.city, self.site, self.number = venue, city, site, number
        self.org = venue.org

    @cached_property
    def stands(self) -> Standing:
        """Return where the place stands; an organisation without one stands nowhere."""
        return standing(self.venue, self.site) if self.venue.located else Standing()

    @cached_property
    def address(self) -> str:
        """Return the address without building, from the prefecture on."""
        known = self.stands
        return known.prefecture + known.city + known.street

    @cached_property
    def point(self) -> tuple[str, str]:
        """Return latitude and longitude of a public place whose point is exact."""
        if not isinstance(self.venue, Pin) or not isinstance(self.venue.place, PublicPlace):
            return "", ""
        spot = self.venue.spot
        return (f"{spot.point.lat:.6f}", f"{spot.point.lon:.6f}") if spot.precision.exact else ("", "")

    @cached_property
    def week(self) -> tuple[str, str, str, str]:
        """Return weekdays, beginning, end, and in words what these cannot say: months, holidays, other times."""
        hours, closed, note = self.venue.week
        weekly = [rule for rule in hours or () if not rule.nth]
        if len({(rule.open, rule.close, rule.note) for rule in weekly}) != 1 or weekly[0].note:
            return "", "", "", joined(hours_in_words(hours, closed, note))
        days = {day for rule in weekly for day in rule.days}
        others = [rule for rule in hours or () if rule.nth]
        first = weekly[0]
        return (
            "".join(WEEKDAY_WORDS[day] for day in WEEKDAYS if day in days),
            f"{first.open:%H:%M}",
            f"{first.close:%H:%M}",
            joined(hours_in_words(others, closed, note)),
        )

    @property
    def remarks(self) -> str:
        """Return what has no column: that it is paused, its notice, the way there, and the page."""
        place, org = self.venue.place, self.org
        parts = (
            "休止中" if org.status == "paused" else "",
            org.notice.text if org.notice else "",
            f"行き方: {place.access}" if isinstance(place, PublicPlace) and place.access else "",
            f"{date_in_words(org.verified.on)}に確認" if org.verified else "",
            address(self.site, self.venue.entry.path),
        )
        return joined(part for part in parts if part)

    @property
    def reached(self) -> str:
        """Return how to reach it besides telephone, mail and form."""
        said = {"FAX": "fax", "LINE": "line"}
        parts = [f"{title}: {words}" for title, field in said.items() if (words := self.venue.contact(field))]
        note = self.venue.contact("note")
        return joined([*parts, note] if note else parts)

    def contact(self, field: str) -> str:
        """Return one published contact."""
        return self.venue.contact(field) or ""


Column = tuple[str, str, Callable[[Row], str]]
"""Heading, what it means in Japanese, and how its cell is made."""


def _nothing(_: Row) -> str:
    """Return an empty cell: the column belongs to the list, and nothing is known for it."""
    return ""


_NAME: tuple[Column, ...] = (
    ("名称", "団体や場所の名前", lambda r: one_line(r.venue.name)),
    ("名称_カナ", "名前の読み(全角カタカナ)", lambda r: (r.org.kana or "").translate(_KATAKANA)),
    ("名称_通称", "ほかの呼び名", lambda r: joined(r.org.aliases)),
)
_POINT: tuple[Column, ...] = (
    ("緯度", "世界測地系の度。正確なものだけ", lambda r: r.point[0]),
    ("経度", "世界測地系の度。正確なものだけ", lambda r: r.point[1]),
)
_TEL: tuple[Column, ...] = (
    ("電話番号", "電話番号", lambda r: r.contact("tel")),
    ("内線番号", "(書いていません)", _nothing),
)
_BODY: tuple[Column, ...] = (
    ("法人番号", "国税庁の13けたの番号", lambda r: r.org.corporate_number or ""),
    ("団体名", "運営する団体(ほかの団体が運営しているとき)", lambda r: r.org.operator or ""),
)
_OPEN: tuple[Column, ...] = (
    ("利用可能曜日", "毎週開いている曜日(月火水木金のように)", lambda r: r.week[0]),
    ("開始時間", "毎週の始まり", lambda r: r.week[1]),
    ("終了時間", "毎週の終わり", lambda r: r.week[2]),
    ("利用可能日時特記事項", "月に何回か、休み、ほかの時間など", lambda r: r.week[3]),
    ("説明", "一文での説明", lambda r: clean(r.venue.teller.summary or r.org.summary or "")),
)
_URL: Column = ("URL", "ホームページ", lambda r: r.contact("url"))
_REMARKS: Column = ("備考", "休止、お知らせ、行き方、確認した日、この地図のページ", lambda r: r.remarks)

STANDARD: tuple[Column, ...] = (
    ("全国地方公共団体コード", "一覧の市のコード", lambda r: r.city.code),
    ("ID", "一覧の中で変わらない番号", lambda r: f"M{r.number:010}"),
    ("地方公共団体名", "一覧の市", lambda r: r.city.prefecture + r.city.name.ja),
    *_NAME,
    ("所在地_全国地方公共団体コード", "場所がある市のコード。地域の外は空", lambda r: r.stands.code),
    ("町字ID", "(書いていません)", _nothing),
    ("所在地_連結表記", "都道府県からの住所。公開していない場所は町まで", lambda r: r.address),
    ("所在地_都道府県", "都道府県", lambda r: r.stands.prefecture),
    ("所在地_市区町村", "市区町村", lambda r: r.stands.city),
    ("所在地_町字", "町", lambda r: r.stands.town),
    ("所在地_番地以下", "番地", lambda r: r.stands.numbers),
    ("建物名等(方書)", "建物、階", lambda r: r.stands.building),
    *_POINT,
    ("高度の種別", "(書いていません)", _nothing),
    ("高度の値", "(書いていません)", _nothing),
    *_TEL,
    ("連絡先メールアドレス", "メールアドレス", lambda r: r.contact("email")),
    ("連絡先FormURL", "問い合わせフォーム", lambda r: r.contact("form")),
    ("連絡先備考（その他、SNSなど）", "FAX、LINE など", lambda r: r.reached),
    ("郵便番号", "(書いていません)", _nothing),
    *_BODY,
    *_OPEN,
    _URL,
    ("画像", "(書いていません)", _nothing),
    ("画像_ライセンス", "(書いていません)", _nothing),
    _REMARKS,
)
"""自治体標準オープンデータセット, 公共施設一覧."""

RECOMMENDED: tuple[Column, ...] = (
    ("都道府県コード又は市区町村コード", "一覧の市のコード", lambda r: r.city.code),
    ("NO", "一覧の中で変わらない番号", lambda r: f"{r.number:010}"),
    ("都道府県名", "一覧の市の都道府県", lambda r: r.city.prefecture),
    ("市区町村名", "一覧の市", lambda r: r.city.name.ja),
    *_NAME,
    ("POIコード", "(書いていません)", _nothing),
    ("住所", "都道府県からの住所。公開していない場所は町まで", lambda r: r.address),
    ("方書", "建物、階", lambda r: r.stands.building),
    *_POINT,
    *_TEL,
    *_BODY,
    *_OPEN,
    (
        "バリアフリー情報", "あると分かっている設備",
        lambda r: joined(access_in_words(r.venue.teller.accessibility or r.org.accessibility)),
    ),
    _URL,
    _REMARKS,
)  # fmt: skip
"""推奨データセット, 公共施設一覧."""


def files(site: Site) -> Iterator[Artifact]:
    """Yield both editions for each city, of a city without places too: its file says that nothing is there yet."""
    for city, rows in lists(site, (venue for entry in site.listed for venue in venues_of(entry))):
        yield Artifact(f"{FOLDER}{city.id}.csv", written(STANDARD, rows), _MAKER)
        yield Artifact(f"{OLDER}{city.id}.csv", written(RECOMMENDED, rows), _MAKER)


def lists(site: Site, venues: Iterable[Venue]) -> Iterator[tuple[City, list[Row]]]:
    """Yield each city with the rows of its list, by id."""
    region = site.content.region
    found: dict[str, list[Venue]] = {city.id: [] for city in region.cities}
    for venue in sorted(venues, key=lambda venue: (venue.entry.id, venue.number)):
        found[_publisher(venue)].append(venue)
    for city in region.cities:
        taken: set[int] = set()
        yield city, [Row(venue, city, site, _number(venue.id, taken)) for venue in found[city.id]]


def written(columns: tuple[Column, ...], rows: Iterable[Row]) -> bytes:
    """Return a list as a file."""
    makers = [make for _, _, make in columns]
    lines = (row([make(each) for make in makers]) for each in rows)
    return codecs.BOM_UTF8 + table((heading for heading, _, _ in columns), lines)


def meanings(columns: tuple[Column, ...]) -> tuple[tuple[str, str], ...]:
    """Return the headings, each with what it means."""
    return tuple((heading, meaning) for heading, meaning, _ in columns)


def _publisher(venue: Venue) -> str:
    return venue.city or venue.org.serves[0]


def _number(identifier: str, taken: set[int]) -> int:
    """Return a number that is made of the place's id alone; in the rare case that another has it, the next free one."""
    digest = hashlib.sha256(identifier.encode()).digest()
    number = int.from_bytes(digest[:8], "big") % _NUMBERS
    while number in taken:
        number = (number + 1) % _NUMBERS
    taken.add(number)
    return number
