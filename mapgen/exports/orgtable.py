"""`data/orgs.csv` and `data/orgs-excel.csv`: a row for each organisation, the one for programs, the other for people.

The first has the keys and ids of `orgs.json`, lists with `;`, UTF-8 without a byte order mark, and no cell changed: it
is not for a double click. The second has Japanese headings and words, and a spreadsheet may open it (`sheets`).
Of several places both tell the first, and how many there are: each of them is in `orgs.json` and `orgs.geojson`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from mapgen.exports.pins import Pin, Venue, venues_of
from mapgen.exports.prose import clean, one_line, plain
from mapgen.exports.records import address
from mapgen.exports.sheets import sheet
from mapgen.exports.terms import source_in_words
from mapgen.model import OUTSIDE, Artifact, Contact, Organization, PublicPlace, Taxonomy
from mapgen.site import Entry, Site
from mapgen.wording import (
    ACCESS_WORDS,
    APPLY_WORDS,
    COST_WORDS,
    PRECISION_WORDS,
    VERIFIED_WORDS,
    hours_in_words,
    joined,
    languages_in_words,
    open_to_in_words,
)

PLAIN, EXCEL = "data/orgs.csv", "data/orgs-excel.csv"
STATUS_WORDS = {"active": "活動中", "paused": "休止中"}
_MAKER = "exports/orgtable"
_NO_CONTACT = Contact()

Cell = str | int


class Row:
    """One organisation as its row needs it: texts that several columns share are made once."""

    def __init__(self, entry: Entry, site: Site, names: Names) -> None:
        self.entry, self.site, self.names = entry, site, names
        self.org: Organization = entry.org
        self.contact = entry.org.contact or _NO_CONTACT
        self.venue: Venue = next(venues_of(entry))
        place = self.venue.place
        self.public = place if isinstance(place, PublicPlace) else None
        self.pin = self.venue if isinstance(self.venue, Pin) else None
        self.ages = entry.org.audience.ages if entry.org.audience else None

    @cached_property
    def description(self) -> str:
        """Return the description without Markdown."""
        return plain(self.org.description or "")

    @cached_property
    def hours(self) -> str:
        """Return the opening hours of the organisation in words."""
        return joined(hours_in_words(self.org.hours, self.org.closed, None))

    @property
    def city(self) -> str:
        """Return the id of the city of the first place, empty where there is no place."""
        return (self.venue.city or OUTSIDE) if self.venue.located else ""


class Names:
    """The words of every id of a site."""

    def __init__(self, site: Site) -> None:
        region, taxonomy = site.content.region, site.content.taxonomy
        self.cities = {city.id: city.name.ja for city in region.cities} | {OUTSIDE: "地域の外", "": ""}
        self.categories = _categories(taxonomy)
        self.forms = {form.id: form.name.ja for form in taxonomy.forms}
        self.types = {kind.id: kind.name.ja for kind in taxonomy.types}
        self.groups = {group.id: group.name.ja for group in taxonomy.audiences}


def _categories(taxonomy: Taxonomy) -> dict[str, str]:
    return {each: taxonomy.category(each).name.ja for each in taxonomy.category_ids()}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in the plain file, its heading in the other, what it means, and how its cells are made.

    Without `words` the cells of both files are the same.
    """

    key: str
    heading: str
    meaning: str
    cell: Callable[[Row], Cell]
    words: Callable[[Row], Cell] | None = None


def _ids(ids: Iterable[str]) -> str:
    return ";".join(ids)


def _named(words: dict[str, str], ids: Iterable[str]) -> str:
    return joined(words[each] for each in ids)


COLUMNS: tuple[Column, ...] = (
    Column("id", "ID", "団体の名前(変わりません)。ページのアドレスにもあります", lambda r: r.org.id),
    Column("name", "名称", "団体や場所の名前", lambda r: one_line(r.org.name)),
    Column("kana", "よみがな", "名前の読み", lambda r: r.org.kana or ""),
    Column("aliases", "ほかの呼び名", "別の名前", lambda r: _ids(r.org.aliases), lambda r: joined(r.org.aliases)),
    Column(
        "type", "種別", "どんな団体か",
        lambda r: r.org.type or "", lambda r: r.names.types[r.org.type] if r.org.type else "",
    ),
    Column("operator", "運営", "運営する団体", lambda r: r.org.operator or ""),
    Column("corporate_number", "法人番号", "国税庁の13けたの番号", lambda r: r.org.corporate_number or ""),
    Column(
        "status", "状態", "活動しているか、休んでいるか",
        lambda r: r.org.status, lambda r: STATUS_WORDS[r.org.status],
    ),
    Column("summary", "ひとことで", "一文での説明", lambda r: clean(r.org.summary or "")),
    Column("description", "説明", "くわしい説明", lambda r: r.description),
    Column(
        "categories", "分野", "分野(いちばん合うものが先)",
        lambda r: _ids(r.entry.categories), lambda r: _named(r.names.categories, r.entry.categories),
    ),
    Column(
        "forms", "活動のかたち", "相談、居場所など",
        lambda r: _ids(r.entry.forms), lambda r: _named(r.names.forms, r.entry.forms),
    ),
    Column("audience", "対象", "だれのためか", lambda r: (r.org.audience and r.org.audience.text) or ""),
    Column("age_from", "何歳から", "対象の年齢のはじめ", lambda r: _age(r.ages.since if r.ages else None)),
    Column("age_to", "何歳まで", "対象の年齢の終わり", lambda r: _age(r.ages.to if r.ages else None)),
    Column(
        "groups", "対象の人", "対象の人のくくり",
        lambda r: _ids(r.org.audience.groups if r.org.audience else ()),
        lambda r: _named(r.names.groups, r.org.audience.groups if r.org.audience else ()),
    ),
    Column(
        "serves", "活動する市", "活動している市",
        lambda r: _ids(r.org.serves), lambda r: _named(r.names.cities, r.org.serves),
    ),
    Column(
        "open_to", "使える人", "住んでいる市で分かれるとき",
        lambda r: r.org.open_to or "",
        lambda r: open_to_in_words(r.org.open_to, r.org.serves, r.site.content.region) or "",
    ),
    Column("first_contact", "はじめての連絡", "連絡するとどうなるか", lambda r: r.org.first_contact or ""),
    Column(
        "apply", "申し込み", "はじめて使うときに要ること",
        lambda r: r.org.apply or "", lambda r: APPLY_WORDS[r.org.apply] if r.org.apply else "",
    ),
    Column("apply_note", "申し込みの補足", "申し込みについてのことば", lambda r: r.org.apply_note or ""),
    Column("cost", "費用", "費用", lambda r: r.org.cost or "", lambda r: COST_WORDS[r.org.cost] if r.org.cost else ""),
    Column("cost_note", "費用の補足", "費用についてのことば", lambda r: r.org.cost_note or ""),
    Column(
        "languages", "話せることば", "窓口で話せることば(ISO 639)",
        lambda r: _ids(r.org.languages or ()), lambda r: joined(languages_in_words(r.org.languages)),
    ),
    Column(
        "accessibility", "設備", "あると分かっている設備",
        lambda r: _ids(r.org.accessibility or ()),
        lambda r: joined(ACCESS_WORDS[each] for each in r.org.accessibility or ()),
    ),
    Column("tel", "電話", "電話番号(0から)", lambda r: r.contact.tel or ""),
    Column("fax", "FAX", "FAX番号", lambda r: r.contact.fax or ""),
    Column("email", "メール", "メールアドレス", lambda r: r.contact.email or ""),
    Column("url", "ホームページ", "団体のページ", lambda r: r.contact.url or ""),
    Column("form", "問い合わせフォーム", "フォームのアドレス", lambda r: r.contact.form or ""),
    Column("line", "LINE", "友だち追加のアドレス", lambda r: r.contact.line or ""),
    Column("contact_note", "連絡の補足", "連絡についてのことば", lambda r: r.contact.note or ""),
    Column("hours", "開いている日", "開いている曜日と時間、休み(ことばで)", lambda r: r.hours),
    Column("hours_note", "時間の補足", "時間についてのことば", lambda r: r.org.hours_note or ""),
    Column("places", "場所の数", "場所がいくつあるか", lambda r: len(r.entry.locations)),
    Column("city", "市", "はじめの場所がある市", lambda r: r.city, lambda r: r.names.cities[r.city]),
    Column("address", "住所", "はじめの場所の住所。公開していなければ町まで、または空", lambda r: r.venue.address),
    Column("access", "行き方", "はじめの場所への行き方", lambda r: (r.public and r.public.access) or ""),
    Column("lat", "緯度", "世界測地系の度", lambda r: f"{r.pin.spot.point.lat:.6f}" if r.pin and r.public else ""),
    Column("lon", "経度", "世界測地系の度", lambda r: f"{r.pin.spot.point.lon:.6f}" if r.pin and r.public else ""),
    Column(
        "precision", "位置の正確さ", "点がどのくらい正確か",
        lambda r: r.pin.spot.precision.value if r.pin and r.public else "",
        lambda r: PRECISION_WORDS[r.pin.spot.precision.value] if r.pin and r.public else "",
    ),
    Column("notice", "お知らせ", "一時的なお知らせ", lambda r: r.org.notice.text if r.org.notice else ""),
    Column("verified_on", "確認した日", "最後に確かめた日", lambda r: _day(r.org)),
    Column(
        "verified_by", "確認の方法", "どうやって確かめたか",
        lambda r: r.org.verified.by if r.org.verified else "",
        lambda r: VERIFIED_WORDS[r.org.verified.by] if r.org.verified else "",
    ),
    Column("sources", "出典", "どこで知ったか", lambda r: " ; ".join(map(source_in_words, r.org.sources))),
    Column("page", "この地図のページ", "くわしいページ", lambda r: address(r.site, r.entry.path)),
    Column("licence", "利用条件", "データの利用条件", lambda r: r.site.content.settings.licence),
    Column("attribution", "出典として書く名前", "使うときに書く名前", lambda r: r.site.content.settings.operator.ja),
)  # fmt: skip


def files(site: Site) -> Iterator[Artifact]:
    """Yield both files of all listed organisations."""
    rows = _rows(site, site.listed)
    yield Artifact(PLAIN, _plain(rows), _MAKER)
    yield Artifact(EXCEL, _excel(rows), _MAKER)


def for_programs(site: Site, entries: Iterable[Entry]) -> bytes:
    """Return the plain file of some organisations."""
    return _plain(_rows(site, entries))


def for_people(site: Site, entries: Iterable[Entry]) -> bytes:
    """Return the file of some organisations for a spreadsheet."""
    return _excel(_rows(site, entries))


def keys() -> tuple[tuple[str, str], ...]:
    """Return the columns of the plain file, each with what it means."""
    return tuple((column.key, column.meaning) for column in COLUMNS)


def headings() -> tuple[tuple[str, str], ...]:
    """Return the columns of the other file, each with what it means."""
    return tuple((column.heading, column.meaning) for column in COLUMNS)


def _rows(site: Site, entries: Iterable[Entry]) -> list[Row]:
    names = Names(site)
    return [Row(entry, site, names) for entry in sorted(entries, key=lambda entry: entry.id)]


def _plain(rows: Sequence[Row]) -> bytes:
    lines = [_line(column.key for column in COLUMNS)]
    lines += [_line(column.cell(row) for column in COLUMNS) for row in rows]
    return "".join(lines).encode()


def _line(cells: Iterable[Cell]) -> str:
    return ",".join(str(c) if isinstance(c, int) else '"' + c.replace('"', '""') + '"' for c in cells) + "\r\n"


def _excel(rows: Sequence[Row]) -> bytes:
    makers = [column.words or column.cell for column in COLUMNS]
    return sheet([column.heading for column in COLUMNS], ([make(row) for make in makers] for row in rows))


def _age(age: int | None) -> Cell:
    return "" if age is None else age


def _day(org: Organization) -> str:
    return org.verified.on.isoformat() if org.verified else ""
