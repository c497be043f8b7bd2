"""Words read back: ours exactly, a person's where they can mean one thing only, and everything else left as it was."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapgen.model import WEEKDAYS, Ages, Audience, Closing, Hours, Verified
from mapgen.phrases import (
    Opening,
    read_accessibility,
    read_apply,
    read_audience,
    read_cost,
    read_hours,
    read_languages,
    read_open_to,
    read_own_hours,
    read_verified,
)
from mapgen.wording import (
    ACCESS_WORDS,
    APPLY_WORDS,
    COST_WORDS,
    LANGUAGE_WORDS,
    VERIFIED_WORDS,
    access_in_words,
    apply_in_words,
    audience_in_words,
    cost_in_words,
    hours_in_words,
    joined,
    languages_in_words,
    open_to_in_words,
    verified_in_words,
)
from tests import builders as make
from tests.examples import examples

notes = st.text(st.sampled_from("8月は休み要予約(),、月〜金9:0祝日 あ🍙"), min_size=1, max_size=12).map(
    lambda text: " ".join(text.split()) or "名"
)
# Nothing that begins a further opening, or is half of a pair of brackets.
plain_notes = st.text(st.sampled_from("8は要予約、〜🍙ヶ!"), min_size=1, max_size=12).map(lambda text: f"※{text}")
clocks = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))


@st.composite
def rules(draw: st.DrawFn, notes: st.SearchStrategy[str]) -> Hours:
    opens, closes = sorted(draw(st.lists(clocks, min_size=2, max_size=2, unique=True)))
    return Hours(
        days=tuple(draw(st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=7, unique=True))),
        nth=draw(st.none() | st.lists(st.integers(1, 5), max_size=5).map(tuple)),
        open=opens,
        close=closes,
        note=draw(st.none() | notes),
    )


closings = st.lists(st.sampled_from(["holidays", "new-year"]) | st.dates(date(1000, 1, 1)), unique=True, max_size=4)


def settled(rule: Hours) -> Hours:
    """Return a rule as its words have it: days and weeks in their order, none twice."""
    days = tuple(day for day in WEEKDAYS if day in rule.days)
    return rule.model_copy(update={"days": days, "nth": tuple(sorted(set(rule.nth or ()))) or None})


# ── our own opening hours ────────────────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=examples(500))
@given(st.lists(rules(plain_notes), max_size=4), closings, st.none() | plain_notes)
def test_our_own_words_give_the_same_hours_again(hours: list[Hours], closed: list[Closing], note: str | None) -> None:
    words = joined(hours_in_words(hours, closed, note))
    assert read_own_hours(words) == Opening(tuple(map(settled, hours)), tuple(closed), note)


@settings(max_examples=examples(500))
@given(st.lists(rules(notes), max_size=4), closings, st.none() | notes)
def test_whatever_a_note_says_the_same_words_come_again(
    hours: list[Hours], closed: list[Closing], note: str | None
) -> None:
    words = joined(hours_in_words(hours, closed, note))
    read = read_own_hours(words)
    assert joined(hours_in_words(read.hours, read.closed, read.note)) == words


@settings(max_examples=examples(300))
@given(st.text(max_size=40) | notes)
def test_no_text_makes_the_readers_fail_or_lose_words(text: str) -> None:
    read = read_own_hours(text)
    assert joined(hours_in_words(read.hours, read.closed, read.note)) == text
    by_hand = read_hours(text)
    assert by_hand.hours or by_hand.closed or (by_hand.note or "") == text.strip()


# ── opening hours as people write them ───────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("月〜金 9:30〜16:30", "月〜金 9:30〜16:30"),
        ("月-金 10:00-15:00", "月〜金 10:00〜15:00"),
        ("月～金曜日　９：００～１７：００", "月〜金 9:00〜17:00"),
        ("月曜日から金曜日まで 午前9時〜午後5時", "月〜金 9:00〜17:00"),
        ("月〜金：９時３０分～１６時３０分", "月〜金 9:30〜16:30"),
        ("（月）〜（金）10時-17時", "月〜金 10:00〜17:00"),
        ("月ー金は9-17時", "月〜金 9:00〜17:00"),
        ("毎日10時から15時半まで", "毎日 10:00〜15:30"),
        ("平日 9時〜17時", "月〜金 9:00〜17:00(平日)"),
        ("平日(祝日を除く)9:00〜17:00(要予約)", "月〜金 9:00〜17:00(平日、祝日を除く、要予約)"),
        ("第2・第4土 11:00〜14:00(8月は休み)", "第2・第4土 11:00〜14:00(8月は休み)"),
        ("第２、４土曜日　11時～14時", "第2・第4土 11:00〜14:00"),
        ("毎月第三日曜の午後1時〜4時", "第3日 13:00〜16:00"),
        ("毎週水曜・金曜 PM1:00-PM3:30", "水・金 13:00〜15:30"),
        ("土日 10:00〜12:00、13:00〜15:00", "土・日 10:00〜12:00、土・日 13:00〜15:00"),
        ("10:00〜15:00(月〜金)、10:00〜12:00(土)", "月〜金 10:00〜15:00、土 10:00〜12:00"),
        ("月 9:00〜12:00 / 木 13:00〜17:00", "月 9:00〜12:00、木 13:00〜17:00"),
        ("火〜日 10時〜18時 休み: 祝日、年末年始", "火〜日 10:00〜18:00、休み: 祝日、年末年始(12月29日〜1月3日)"),
        ("月〜金 9:00〜17:00。祝日・年末年始は休み", "月〜金 9:00〜17:00、休み: 祝日、年末年始(12月29日〜1月3日)"),
        ("休館日:12/29〜1/3、2026年5月1日", "休み: 年末年始(12月29日〜1月3日)、2026年5月1日"),
    ],
)  # fmt: skip
def test_hours_as_people_write_them(text: str, words: str) -> None:
    read = read_hours(text)
    assert (joined(hours_in_words(read.hours, read.closed, None)), read.note) == (words, None)


@pytest.mark.parametrize(
    ("text", "words", "note"),
    [
        ("水曜 13時〜15時 ※要予約", "水 13:00〜15:00", "※要予約"),
        ("月〜金 9:00〜17:00、そのほかは電話で", "月〜金 9:00〜17:00", "そのほかは電話で"),
        ("第1月 10:00〜12:00\n8月は会場が変わります", "第1月 10:00〜12:00", "8月は会場が変わります"),
    ],
)  # fmt: skip
def test_what_follows_the_certain_is_the_note(text: str, words: str, note: str) -> None:
    read = read_hours(text)
    assert (joined(hours_in_words(read.hours, read.closed, None)), read.note) == (words, note)


@pytest.mark.parametrize(
    "text",
    [
        "9:00〜17:00",  # on which days?
        "土日祝 9:00〜17:00",  # the model has no opening on holidays
        "月〜金 9:00〜5:00",
        "第2土曜 1:00〜4:00",  # after noon, surely, but nobody says so
        "月〜金 午後12時〜3時",  # noon to some, midnight to others
        "月〜金 9:00〜17:00のうち2時間",
        "月〜金 10時〜",
        "月1回 土曜 10:00〜12:00",
        "隔週水曜 10:00〜12:00",
        "金〜月 9:00〜10:00",
        "月・月 9:00〜10:00",
        "日本語教室 10:00〜12:00",
        "毎日 22:00〜翌6:00",
        "月〜金 9:00〜24:00",
        "休み: 祝日、お盆",
        "休み: 月曜",
        "要予約。月〜金 9:00〜17:00",
        "年中無休",
        "2026年2月30日休み",
    ],
)  # fmt: skip
def test_what_is_not_certain_is_not_read(text: str) -> None:
    assert read_hours(text) == Opening(note=text)


# ── other answers ────────────────────────────────────────────────────────────────────────────────────────────────────

words = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20).map(
    lambda text: " ".join(text.split()) or "名"
)
TAXONOMY, REGION = make.taxonomy(), make.region()


@given(st.sampled_from([None, *APPLY_WORDS]), st.none() | words)
def test_how_to_apply(apply: str | None, note: str | None) -> None:
    assert read_apply(apply_in_words(apply, note) or "", own=True) == (apply, note)


@given(st.sampled_from([None, *COST_WORDS]), st.none() | words)
def test_what_it_costs(cost: str | None, note: str | None) -> None:
    assert read_cost(cost_in_words(cost, note) or "", own=True) == (cost, note)


@pytest.mark.parametrize(("open_to", "serves", "cities"), [
    ("anyone", ("kita",), ()), ("region", ("kita",), ()),
    ("residents", ("kita",), ("kita",)), ("residents", ("minami", "kita"), ("kita", "minami")),
])  # fmt: skip
def test_who_may_come(open_to: str, serves: tuple[str, ...], cities: tuple[str, ...]) -> None:
    assert read_open_to(open_to_in_words(open_to, serves, REGION) or "", REGION) == (open_to, cities)


@given(st.lists(st.sampled_from([*LANGUAGE_WORDS, "fr", "uk", "easy"]), min_size=1, unique=True))
def test_languages(codes: list[str]) -> None:
    assert read_languages(joined(languages_in_words(codes))) == tuple(codes)


def test_the_script_of_a_language_is_not_in_its_words() -> None:
    assert read_languages(joined(languages_in_words(["zh-Hans", "ja"]))) == ("zh", "ja")


@given(st.lists(st.sampled_from([*ACCESS_WORDS]), min_size=1, unique=True))
def test_facilities(access: list[str]) -> None:
    assert read_accessibility(joined(access_in_words(access))) == tuple(access)


@given(st.dates(date(1000, 1, 1)), st.sampled_from([*VERIFIED_WORDS]))
def test_when_it_was_confirmed(on: date, by: str) -> None:
    verified = Verified(on=on, by=by)
    assert read_verified(verified_in_words(verified) or "") == verified


ages = st.builds(lambda since, to: Ages(**{"from": since, "to": to}), *[st.none() | st.integers(0, 999_999_999)] * 2)


@given(ages, st.sampled_from([(), ("family",)]))
def test_ages_and_groups(ages: Ages, groups: tuple[str, ...]) -> None:
    audience = Audience(ages=ages if ages != Ages() else None, groups=groups)
    said = audience_in_words(audience, TAXONOMY)
    assert said is None or read_audience(said, TAXONOMY, own=True) == audience


@given(words)
def test_an_audience_in_words_says_them_again(text: str) -> None:
    read = read_audience(text, TAXONOMY, own=True)
    assert audience_in_words(read, TAXONOMY) == text


@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (read_apply, "不要", ("none", None)),
        (read_apply, "要予約", (None, "要予約")),
        (read_apply, "電話で申し込みます(前の日まで)", ("phone", "前の日まで")),
        (read_cost, "300円", ("paid", "300円")),
        (read_cost, "大人300円、子ども無料", (None, "大人300円、子ども無料")),
        (read_cost, "０円", ("free", None)),
        (read_languages, "英語・中国語", ("en", "zh")),
        (read_languages, "韓国・朝鮮語, ベトナム語", ("ko", "vi")),
        (read_languages, "英語、手話", None),
        (read_accessibility, "駐車場あり、車椅子可", ("parking", "wheelchair")),
        (read_accessibility, "エレベーター", None),
        (read_verified, "2026年2月30日に確認(電話)", None),
        (read_verified, "2026年2月1日に確認(うわさ)", None),
    ],
)  # fmt: skip
def test_other_answers_by_hand(read: object, text: str, value: object) -> None:
    assert callable(read) and read(text) == value


@pytest.mark.parametrize(
    ("text", "audience"),
    [
        ("6歳〜18歳", Audience(text="6歳〜18歳", ages=Ages(**{"from": 6, "to": 18}))),
        ("６～１８歳の人", Audience(text="６～１８歳の人", ages=Ages(**{"from": 6, "to": 18}))),
        ("18歳以上", Audience(text="18歳以上", ages=Ages(**{"from": 18}))),
        ("家族", Audience(groups=("family",))),
        ("18歳未満くらい", Audience(text="18歳未満くらい")),
    ],
)  # fmt: skip
def test_an_audience_by_hand(text: str, audience: Audience) -> None:
    assert read_audience(text, TAXONOMY) == audience


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("どなたでも", ("anyone", ())),
        ("北みほん市民", ("residents", ("kita",))),
        ("市内在住の方", None),
        ("会員", None),
    ],
)
def test_who_may_come_by_hand(text: str, value: object) -> None:
    assert read_open_to(text, REGION) == value


@pytest.mark.parametrize(
    "part", ["月曜日", "第1 1 ", "1 1 ", "月 9:00〜10:00、", "(", "月・", "休み: 祝日、", "10:00〜12:00(月曜日"]
)
def test_no_text_takes_long(part: str) -> None:
    started = time.process_time()
    for text in (part * 3_000, f"10:00〜12:00({part * 3_000}", f"第1{part * 3_000}x"):
        read_hours(text)
        read_own_hours(text)
    assert time.process_time() - started < 5
