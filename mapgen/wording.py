"""The words of the data that leaves in Japanese: KML columns, CSV, feeds.

Pages speak many languages and have their words in the theme. What is exported is read by staff, who work in Japanese;
so its words are here, once, and no theme can change them. A fact that nobody answered has no words: None, or an empty
list.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time

from mapgen.model import WEEKDAYS, Ages, Audience, Closing, Hours, Precision, Region, Taxonomy, Verified, Weekday

WEEKDAY_WORDS = dict(zip(WEEKDAYS, "月火水木金土日", strict=True))
CLOSING_WORDS = {"holidays": "祝日", "new-year": "年末年始(12月29日〜1月3日)"}
PRECISION_WORDS = {
    "manual": "正確な位置(人が確かめた点)",
    "rooftop": "建物の位置",
    "block": "番地までの位置",
    "town": "おおよその位置(町)",
    "oaza": "おおよその位置(大字)",
}
UNPLACED_WORDS = {
    "no-place": "場所が書かれていません(電話やオンラインなど)",
    "hidden": "くわしい場所を公開していません",
    "no-address": "住所が書かれていません",
    "no-point": "住所の点がまだ分かりません",
}
OPEN_TO_WORDS = {"anyone": "だれでも", "region": "{region}の人", "residents": "{cities}に住んでいる人"}
APPLY_WORDS = {
    "none": "申し込みはいりません",
    "phone": "電話で申し込みます",
    "form": "フォームから申し込みます",
    "referral": "市や相談員の紹介で使えます",
    "visit": "窓口で申し込みます",
}
COST_WORDS = {"free": "無料", "paid": "有料", "varies": "内容によります"}
ACCESS_WORDS = {
    "wheelchair": "車いすで入れます",
    "toilet": "車いす用トイレ",
    "parking": "駐車場",
    "nursing-room": "授乳室",
    "sign-language": "手話",
    "online": "オンライン",
}
VERIFIED_WORDS = {
    "survey": "アンケート",
    "phone": "電話",
    "website": "ホームページ",
    "visit": "訪問",
    "document": "資料",
}
ASKED_BY_WORDS = {
    "email": "メール",
    "post": "郵便",
    "hand": "手渡し",
    "fax": "FAX",
    "phone": "電話",
    "visit": "訪問",
    "web": "ウェブ",
}
# Spoken languages that desks of the region name; any other is shown by its code.
LANGUAGE_WORDS = {
    "ja": "日本語", "en": "英語", "zh": "中国語", "ko": "韓国・朝鮮語", "vi": "ベトナム語", "pt": "ポルトガル語",
    "es": "スペイン語", "tl": "タガログ語", "fil": "フィリピノ語", "th": "タイ語", "lo": "ラオス語",
    "km": "カンボジア語", "ne": "ネパール語", "id": "インドネシア語", "my": "ミャンマー語", "si": "シンハラ語",
    "hi": "ヒンディー語", "ru": "ロシア語",
}  # fmt: skip


def joined(words: Iterable[str]) -> str:
    """Return the words as one list: `a、b`."""
    return "、".join(words)


def date_in_words(day: date) -> str:
    """Return `2025年2月10日`."""
    return f"{day.year}年{day.month}月{day.day}日"


def partial_day_in_words(text: str) -> str:
    """Return a date of reduced precision (`2017`, `2017-09`, `2017-09-15`) as `2017年9月`."""
    return "".join(f"{int(part)}{unit}" for part, unit in zip(text.split("-"), "年月日", strict=False))


def hours_in_words(hours: Sequence[Hours] | None, closed: Sequence[Closing] | None, note: str | None) -> list[str]:
    """Return the opening hours as lines: one for each rule, one for the days closed, one for the note."""
    lines = [_opening(rule) for rule in hours or ()]
    if closed:
        days = (CLOSING_WORDS[day] if isinstance(day, str) else date_in_words(day) for day in closed)
        lines.append(f"休み: {joined(days)}")
    return [*lines, note] if note else lines


def _opening(rule: Hours) -> str:
    """Return `月〜金 9:30〜16:30`, `第2・第4土 11:00〜14:00(8月は休み)`."""
    weeks = "・".join(f"第{week}" for week in sorted(set(rule.nth or ())))
    return f"{weeks}{_days(rule.days)} {_time(rule.open)}〜{_time(rule.close)}{_aside(rule.note)}"


def _days(days: Iterable[Weekday]) -> str:
    """Return `月〜金`, `火・木`, `毎日`, whatever the order they are written in; three or more in a row are a run."""
    numbers = sorted(WEEKDAYS.index(day) for day in days)
    if len(numbers) == len(WEEKDAYS):
        return "毎日"
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "・".join(_run([WEEKDAY_WORDS[WEEKDAYS[number]] for number in run]) for run in runs)


def _run(names: Sequence[str]) -> str:
    return f"{names[0]}〜{names[-1]}" if len(names) > 2 else "・".join(names)


def _time(clock: time) -> str:
    return f"{clock.hour}:{clock.minute:02d}"


def _aside(note: str | None) -> str:
    return f"({note})" if note else ""


def precision_in_words(precision: Precision) -> str:
    """Return how exact a point is; a circle's words begin with おおよその位置."""
    return PRECISION_WORDS[precision.value]


def open_to_in_words(open_to: str | None, serves: Sequence[str], region: Region) -> str | None:
    """Return who may come (`anyone`, `region`, or the residents of the cities it serves)."""
    if open_to is None:
        return None
    cities = joined(city.name.ja for city in region.cities if city.id in serves)
    return OPEN_TO_WORDS[open_to].format(region=region.name.ja, cities=cities)


def apply_in_words(apply: str | None, note: str | None) -> str | None:
    """Return how to apply, with the organisation's own note."""
    return f"{APPLY_WORDS[apply]}{_aside(note)}" if apply else note


def cost_in_words(cost: str | None, note: str | None) -> str | None:
    """Return what it costs, with the organisation's own note."""
    return f"{COST_WORDS[cost]}{_aside(note)}" if cost else note


def access_in_words(accessibility: Sequence[str] | None) -> list[str]:
    """Return the facilities, in the order of the file."""
    return [ACCESS_WORDS[access] for access in accessibility or ()]


def languages_in_words(languages: Sequence[str] | None) -> list[str]:
    """Return the languages spoken, in the order of the file; one without a word by its code."""
    return [LANGUAGE_WORDS.get(code.partition("-")[0], code) for code in languages or ()]


def audience_in_words(audience: Audience | None, taxonomy: Taxonomy) -> str | None:
    """Return whom it is for: its own words, else ages and groups."""
    if audience is None:
        return None
    if audience.text:
        return audience.text
    ages = _ages(audience.ages) if audience.ages else ""
    groups = [taxonomy.group(group).name.ja for group in audience.groups]
    return joined(part for part in (ages, *groups) if part) or None


def _ages(ages: Ages) -> str:
    """Return `6歳から18歳まで`, `6歳から`, `18歳まで`; both ends are included."""
    since = f"{ages.since}歳から" if ages.since is not None else ""
    return since + (f"{ages.to}歳まで" if ages.to is not None else "")


def verified_in_words(verified: Verified | None) -> str | None:
    """Return when and how it was last confirmed."""
    return f"{date_in_words(verified.on)}に確認({VERIFIED_WORDS[verified.by]})" if verified else None
