"""Answers in words: what they are read as, and names for files."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen import schema
from mapgen.answers import Desk, clean, hiragana, merged, suggest_id
from mapgen.answers.ids import romaji
from mapgen.likeness import Index
from mapgen.problems import Where
from mapgen.text import good_stem
from tests import builders as make
from tests.orgdata import GUIDE

DESK = Desk(
    make.content(), GUIDE, schema.vocabulary_of(make.region(), make.taxonomy()), frozenset({"mihon"}), Index()
)  # fmt: skip


@pytest.mark.parametrize(
    ("kana", "letters"),
    [
        ("みほんしょくどう", "mihonshokudo"), ("みほん しょくどう", "mihon-shokudo"), ("がっこう", "gakko"),
        ("ちゃっと", "chatto"), ("こっち", "kotchi"), ("ファミリー サポート", "famiri-sapoto"), ("ｾﾝﾀｰ", "senta"),
        ("NPOほうじん みほん", "npohojin-mihon"), ("しんじゅく", "shinjuku"), ("じゃんけん", "janken"),
        ("きょうとう", "kyoto"), ("ティーハウス", "tihausu"), ("ウォーク", "woku"), ("マッチャ", "matcha"),
        ("School", "school"), ("みほん・カフェ", "mihon-kafe"), ("みほん食堂", None), ("", None),
    ],
)  # fmt: skip
def test_kana_are_written_as_in_passports(kana: str, letters: str | None) -> None:
    assert romaji(kana) == letters


def test_an_id_is_made_of_the_reading_only() -> None:
    assert suggest_id("みほん食堂", "みほんしょくどう", ()) == "mihonshokudo"
    assert suggest_id("Mihon 2", None, ()) == "mihon-2"
    assert suggest_id("みほん食堂", None, ()) is None
    assert suggest_id("みほん", "みほん", {"mihon", "mihon-2"}) == "mihon-3"
    assert suggest_id("コン", "こん", ()) == "kon"
    assert suggest_id("con", None, ()) == "con-2"  # Windows keeps con for itself


@given(st.text(max_size=60), st.text(max_size=60))
def test_an_id_is_always_a_name_of_a_file(name: str, kana: str) -> None:
    made = suggest_id(name, kana, ())
    assert made is None or (good_stem(made) and "/" not in made and "." not in made)


def test_kana_of_any_width_become_hiragana() -> None:
    assert hiragana("ﾐﾎﾝ　ショクドウ") == "みほん しょくどう"
    assert hiragana("はひふへほ\u3099") == "はひふへぼ"


def test_what_nobody_sees_is_left_out() -> None:
    assert clean("み\u200bほ\x00ん\r\n\x1b[31mか\u3099 ") == "みほん\n[31mが"


@pytest.mark.parametrize(
    ("path", "words", "data"),
    [
        ("name", "みほん", {"name": "みほん"}),
        ("serves", "北みほん市、minami", {"serves": ["kita", "minami"]}),
        ("serves", "きたみほん みなみみほんし", {"serves": ["kita", "minami"]}),
        ("serves", "2 1", {"serves": ["minami", "kita"]}),
        ("serves", "東みほん市", {"serves": ["東みほん市"]}),
        ("categories", "生活: 食の支援, 子ども", {"categories": ["living/food", "children"]}),
        ("categories", "食の支援", {"categories": ["living/food"]}),
        ("type", "NPO法人", {"type": "npo"}), ("type", "ＮＰＯ法人", {"type": "npo"}), ("type", "1", {"type": "npo"}),
        ("apply", "電話予約", {"apply": "phone"}), ("cost", "0円", {"cost": "free"}), ("cost", "5", {"cost": "5"}),
        ("accessibility", "駐車場あり、車いす可", {"accessibility": ["parking", "wheelchair"]}),
        ("contact.tel", "０４６（０００）０００１", {"contact": {"tel": "046-000-0001"}}),
        ("contact.email", "ｍ@example.org です", {"contact": {"email": "m@example.org"}}),
        ("contact.url", "https://mihon.example/ です", {"contact": {"url": "https://mihon.example/"}}),
        ("places.address", "北みほん市1", {"places": [{"address": "北みほん市1"}]}),
        ("publish_agreed", "令和8年4月1日", {"publish_agreed": "2026-04-01"}),
        ("aliases", "a、b, c", {"aliases": ["a", "b", "c"]}),
        ("languages", "日本語・英語", {"languages": ["ja", "en"]}),
        ("languages", "みほん語", {"languages": ["みほん語"]}),
        ("hours", "たまに", {"hours_note": "たまに"}), ("closed", "雨の日", {"hours_note": "休み: 雨の日"}),
        ("audience.text", "家族", {"audience": {"groups": ["family"]}}),
        ("audience.text", "み" * 201, {"audience": {"text": "み" * 201}}),
        ("sources", "ちらし: https://mihon.example/\n電話で聞いた",
         {"sources": [{"title": "ちらし", "url": "https://mihon.example/"}, {"title": "電話で聞いた"}]}),
    ],
)  # fmt: skip
def test_an_answer_is_read_as_a_field(path: str, words: str, data: dict[str, Any]) -> None:
    assert DESK.read(GUIDE.at(*path.split(".")), words, numbered=True) == data


def test_a_number_is_a_choice_only_where_choices_are_numbered() -> None:
    assert DESK.read(GUIDE.at("type"), "1") == {"type": "1"}


def test_parts_of_a_block_come_together() -> None:
    data = merged({"contact": {"tel": "1"}, "places": [{"name": "a"}]}, {"contact": {"fax": "2"}})
    assert merged(data, {"places": [{"city": "kita"}], "hours_note": "a"}) == {
        "contact": {"tel": "1", "fax": "2"},
        "places": [{"name": "a", "city": "kita"}],
        "hours_note": "a",
    }
    assert merged({"hours_note": "a"}, {"hours_note": "b"}) == {"hours_note": "a、b"}


def test_an_answer_is_judged_by_the_reader_alone() -> None:
    (fault,) = DESK.faults({"serves": ["kitaa"]}, Where("a", 3))
    assert fault.text() == "a:3: error: 「kitaa」という市はありません [unknown-city]\n    → 「kita」ではありませんか?"
    assert DESK.faults({"places": [{"name": "みほん"}]}, Where("a")) == []
    assert DESK.faults({"sensitive": ["dv"], "places": [{"city": "kita"}]}, Where("a")) == []
    (fault,) = DESK.faults({"places": [{"address": "よその市1-2"}]}, Where("a"))
    assert fault.code == "address-outside-region"
