"""Addresses in, canonical forms out: real towns of the four cities; numbers mostly of public facilities."""

from __future__ import annotations

import pytest

from mapgen.address import Address, Unreadable, describe, read_address
from tests.four_cities import GAZETTEER, NAMES

PAIRS = """
座間市緑ケ丘1-1-1 -> 座間市緑ケ丘一丁目1-1
〒252-8566 神奈川県座間市緑ヶ丘一丁目１番１号 -> 座間市緑ケ丘一丁目1-1
神奈川県　座間市　緑が丘１丁目２−１　サニープレイス座間 -> 座間市緑ケ丘一丁目2-1｜サニープレイス座間
座間市相模ケ丘1丁目27番22号 -> 座間市相模が丘一丁目27-22
座間市相模が丘６ー２５ー１ -> 座間市相模が丘六丁目25-1
座間市ひばりヶ丘４ｰ４ｰ１ -> 座間市ひばりが丘四丁目4-1
神奈川県座間市さがみ野三丁目六番一四号 -> 座間市さがみ野三丁目6-14
座間市四ッ谷451番地の4 -> 座間市四ツ谷451-4
座間市栗原１３０２番地 -> 座間市栗原1302
座間市栗原中央六丁目8-1 -> 座間市栗原中央六丁目8-1
座間市入谷東３丁目６‐２ -> 座間市入谷東三丁目6-2
座間市座間2-3133 -> 座間市座間二丁目3133｜|address-ambiguous
座間市広野台2-10-4 イオンモール座間3F -> 座間市広野台二丁目10-4｜イオンモール座間3F
綾瀬市早川550番地 -> 綾瀬市早川550
綾瀬市早川城山2-16-2 -> 綾瀬市早川城山二丁目16-2
綾瀬市深谷中４丁目７番１０号 -> 綾瀬市深谷中四丁目7-10
綾瀬市大字吉岡1360 -> 綾瀬市吉岡1360
綾瀬市小園１４２４番地４ -> 綾瀬市小園1424-4
綾瀬市上土棚南1—3—12 -> 綾瀬市上土棚南一丁目3-12
綾瀬市寺尾本町三丁目12番26号 -> 綾瀬市寺尾本町三丁目12-26
綾瀬市大上９－１５－２０ -> 綾瀬市大上九丁目15-20
神奈川県綾瀬市綾西１の２の１ -> 綾瀬市綾西一丁目2-1
大和市下鶴間一丁目1番1号 -> 大和市下鶴間一丁目1-1
大和市下鶴間1790-31 -> 大和市下鶴間1790-31
大和市鶴間1-31-7 保健福祉センター1階 -> 大和市鶴間一丁目31-7｜保健福祉センター1階
〒242-0016大和市大和南１―８―１　ＹＡＭＡＴＯ文化森２０３ -> 大和市大和南一丁目8-1｜YAMATO文化森203
大和市中央林間西5-3-1 -> 大和市中央林間西五丁目3-1
大和市中央５丁目２－２９ -> 大和市中央五丁目2-29
大和市中央林間1-16-15（A棟） -> 大和市中央林間一丁目16-15｜(A棟)
大和市深見西八丁目７番１号 -> 大和市深見西八丁目7-1
大和市上和田４２９−１６ -> 大和市上和田429-16
大和市つきみ野3-4 -> 大和市つきみ野三丁目4
大和市福田1698-1 -> 大和市福田1698-1
海老名市勝瀬175番地の1 -> 海老名市勝瀬175-1
海老名市柏ヶ谷７１３－７ -> 海老名市柏ケ谷713-7
海老名市東柏が谷2-20-34 -> 海老名市東柏ケ谷二丁目20-34
海老名市中央１－４－１　ビナウォーク５番館 -> 海老名市中央一丁目4-1｜ビナウォーク5番館
海老名市めぐみ町2番2号 -> 海老名市めぐみ町2-2
海老名市 国分寺台 2-13-1 -> 海老名市国分寺台二丁目13-1
海老名市上今泉2028 -> 海老名市上今泉2028
海老名市社家３丁目11番27号 -> 海老名市社家三丁目11-27
海老名市さつき町58 -> 海老名市さつき町58
座間市入谷1-48-2 -> 座間市入谷一丁目48-2｜|address-obsolete-town
大和市下鶴間1-1 -> 大和市下鶴間一丁目1｜|address-ambiguous
座間市緑ケ丘7-1-1 -> 座間市緑ケ丘七丁目1-1｜|address-no-such-chome
綾瀬市無番地 -> 綾瀬市｜|address-no-number
"""

# As the public pages of real organisations write them.
REAL = """
座間市相武台1の35の6三裕ビル2階2のB -> 座間市相武台一丁目35-6｜三裕ビル2階2のB
綾瀬市深谷中7の3071 -> 綾瀬市深谷中七丁目3071
大和市桜森3-4-13桜森スクエアⅢ 1階「わにわに」 -> 大和市桜森三丁目4-13｜桜森スクエアIII 1階「わにわに」
〒252-8566 座間市緑ケ丘一丁目1番1号 ざまプラザ(ふれあい会館)1階 -> 座間市緑ケ丘一丁目1-1｜ざまプラザ(ふれあい会館)1階
座間市栗原中央6の5の25(栗原プール跡地) -> 座間市栗原中央六丁目5-25｜(栗原プール跡地)
綾瀬市深谷中(旧綾瀬市保健医療センター) -> 綾瀬市深谷中｜(旧綾瀬市保健医療センター)
綾瀬市早川城山1丁目(予定地) -> 綾瀬市早川城山一丁目｜(予定地)
大和市中央林間(1986年の設立時の事務局) -> 大和市中央林間｜(1986年の設立時の事務局)
大和市渋谷学習センター(日本語教室の会場) -> 大和市｜渋谷学習センター(日本語教室の会場)
綾瀬市中央公民館内 -> 綾瀬市｜中央公民館内
海老名市役所内 -> 海老名市｜海老名市役所内
海老名市立わかば会館 -> 海老名市｜海老名市立わかば会館
海老名市総合福祉会館(海老名駅至近) -> 海老名市｜総合福祉会館(海老名駅至近)
〒243-0492 海老名市勝瀬175-1 海老名市役所内 -> 海老名市勝瀬175-1｜海老名市役所内
綾瀬市上土棚 -> 綾瀬市上土棚
綾瀬市保健福祉プラザ(綾瀬市深谷中) -> 綾瀬市深谷中｜綾瀬市保健福祉プラザ
市民活動拠点ベテルギウス(大和市深見西) -> 大和市深見西｜市民活動拠点ベテルギウス
"""

# Self-written: what people and FAX machines do to addresses of real towns.
NOISE = """
日本、〒242-0016　神奈川県大和市大和南１丁目８−１ -> 大和市大和南一丁目8-1
住所:海老名市中央一の四の一 -> 海老名市中央一丁目4-1
2528566座間市緑ケ丘1-1-1 -> 座間市緑ケ丘一丁目1-1
座 間 市 緑 ケ 丘 1 - 1 - 1 -> 座間市緑ケ丘一丁目1-1
座間市緑ケ丘一丁目 1番 1号 201号室 -> 座間市緑ケ丘一丁目1-1｜201号室
海老名市中央1-4-1-203 -> 海老名市中央一丁目4-1｜203
大和市鶴間1-31-7 5号 -> 大和市鶴間一丁目31-7｜5号
大和市つきみ野3-4-5号室 -> 大和市つきみ野三丁目4｜5号室
大和市渋谷5号棟 -> 大和市渋谷｜5号棟
大和市深見西1丁目2-17〜19 -> 大和市深見西一丁目2-17
綾瀬市早川550番地外 -> 綾瀬市早川550
綾瀬市早川550番地ほか1筆 -> 綾瀬市早川550
綾瀬市早川550番地先 -> 綾瀬市早川550
綾瀬市早川550番地 203 -> 綾瀬市早川550｜203
海老名市本郷字五反田123 -> 海老名市本郷123
大和市福田百二十番地の三 -> 大和市福田120-3
綾瀬市深谷　中村ビル -> 綾瀬市深谷｜中村ビル
座間市東原一番館 -> 座間市｜東原一番館
座間市相武台二郎ハイツ -> 座間市｜相武台二郎ハイツ
綾瀬市厚木基地内 -> 綾瀬市厚木航空基地
大和市役所 大和市下鶴間1-1-1 5階 -> 大和市下鶴間一丁目1-1｜大和市役所 5階
大和市下鶴間1番地1 -> 大和市下鶴間1番地1
座間市緑ケ丘1番1号 -> 座間市緑ケ丘1番地1｜|address-chome-missing
大和市桜森1234-5 -> 大和市桜森1234-5｜|address-chome-missing
座間市栗原1丁目2-3 -> 座間市栗原一丁目2-3｜|address-no-such-chome
綾瀬市早川無番地 -> 綾瀬市早川｜|address-no-number
座間市座間入谷100 -> 座間市座間入谷100｜|address-obsolete-town
座間市緑が岡1-1-1 -> 座間市｜緑が岡1-1-1|address-unknown-town
座間市早川1-2 -> 座間市｜早川1-2|address-unknown-town
"""


def table(text: str) -> list[tuple[str, str, str, str]]:
    rows = [line.split(" -> ") for line in text.strip().splitlines()]
    return [
        (written, canonical, *tail.partition("|")[::2])
        for written, (canonical, _, tail) in ((w, c.partition("｜")) for w, c in rows)
    ]


@pytest.mark.parametrize(("written", "canonical", "building", "code"), table(PAIRS) + table(REAL) + table(NOISE))
def test_an_address_has_one_canonical_form(written: str, canonical: str, building: str, code: str) -> None:
    reading = read_address(written, GAZETTEER)
    assert isinstance(reading, Address)
    assert (reading.canonical, reading.building) == ("神奈川県" + canonical, building)
    assert [found for found, _ in reading.problems] == ([code] if code else [])


def test_the_table_is_the_whole_specification() -> None:
    assert len(table(PAIRS)) == 42 + 4


@pytest.mark.parametrize(
    "decoy",
    [
        "東大和市中央3-930",
        "足立区綾瀬1-34-7",
        "奈良県大和高田市大中100-1",
        "座間味村字座間味109",
        "渋谷区渋谷1-1",
        "相模原市中央区中央2-11-15",
        "奈良県大和市中央1-5-14",
        "東京都座間市緑ケ丘1-1-1",
        "神奈川県横浜市神奈川区鶴屋町2-24-2",
        "厚木市中町",
    ],
)
def test_a_city_elsewhere_is_rejected(decoy: str) -> None:
    reading = read_address(decoy, GAZETTEER)
    assert isinstance(reading, Unreadable)
    assert [code for code, _ in reading.problems] == ["address-outside-region"]


@pytest.mark.parametrize("city", NAMES)
def test_a_place_that_names_its_city_need_not_repeat_it(city: str) -> None:
    assert read_address("えびなこどもセンター3階", GAZETTEER, city).level == "city"  # type: ignore[union-attr]
    assert isinstance(read_address("横浜市神奈川区鶴屋町2-24-2", GAZETTEER, city), Unreadable)
    assert isinstance(read_address("東京都", GAZETTEER, city), Unreadable)


def test_a_city_that_is_meant_is_used_for_the_town_and_never_against_the_text() -> None:
    meant = read_address("鶴間1-31-7", GAZETTEER, "yamato")
    assert isinstance(meant, Address) and meant.canonical == "神奈川県大和市鶴間一丁目31-7"
    said = read_address("座間市緑ケ丘1-1-1", GAZETTEER, "yamato")
    assert isinstance(said, Address) and said.city == "zama"


def test_a_text_without_a_city_is_told_the_only_one_that_fits() -> None:
    found = [read_address(text, GAZETTEER).problems for text in ("相武台1-35-6", "中央1-4-1", "ふれあい会館")]
    assert found == [
        (("address-without-city", {"text": "相武台1-35-6", "guess": "座間市相武台1-35-6"}),),
        (("address-without-city", {"text": "中央1-4-1"}),),
        (("address-without-city", {"text": "ふれあい会館"}),),
    ]


@pytest.mark.parametrize(
    ("written", "level"),
    [
        ("大和市鶴間1-31-7", "number"),
        ("大和市鶴間一丁目", "town"),
        ("大和市鶴間", "oaza"),
        ("海老名市さつき町", "oaza"),
        ("大和市", "city"),
        ("座間市緑ケ丘7-1-1", "oaza"),
        ("大和市桜森1234-5", "oaza"),
    ],
)
def test_the_level_is_what_the_address_names_for_certain(written: str, level: str) -> None:
    reading = read_address(written, GAZETTEER)
    assert isinstance(reading, Address) and reading.level == level


def test_a_misspelt_town_is_guessed() -> None:
    guesses = {
        written: dict(read_address(written, GAZETTEER).problems[0][1]).get("guess")
        for written in ("座間市緑が岡1-1-1", "座間市ひばりが岡", "海老名市国分寺2-13-1", "座間市甲乙1-1")
    }
    assert list(guesses.values()) == ["緑ケ丘", "ひばりが丘", "国分寺台", None]


def test_a_coarse_address_says_no_more_than_its_town() -> None:
    reading = read_address("大和市鶴間1-31-7 保健福祉センター", GAZETTEER)
    assert isinstance(reading, Address)
    coarse = reading.coarse()
    assert (coarse.written, coarse.canonical, coarse.numbers, coarse.building, coarse.level) == (
        "神奈川県大和市鶴間一丁目", "神奈川県大和市鶴間一丁目", (), "", "town",
    )  # fmt: skip


# --- for the command -------------------------------------------------------------------------------------------------


def test_the_description_is_one_line_of_json() -> None:
    assert describe("大和市鶴間1-31-7 保健福祉センター1階", GAZETTEER) == {
        "input": "大和市鶴間1-31-7 保健福祉センター1階",
        "canonical": "神奈川県大和市鶴間一丁目31-7",
        "building": "保健福祉センター1階",
        "city": "yamato",
        "town": "鶴間一丁目",
        "precision": "block",
        "problems": [],
    }
    assert describe("厚木市中町", GAZETTEER, "en") == {
        "input": "厚木市中町",
        "canonical": None,
        "building": None,
        "city": None,
        "town": None,
        "precision": None,
        "problems": [
            {
                "code": "address-outside-region",
                "message": "'厚木市中町' is not an address in this map's region (座間市、綾瀬市、大和市、海老名市)",
            }
        ],
    }


@pytest.mark.parametrize(
    "written", ["座間市緑ケ丘7-1-1", "大和市下鶴間1-1", "座間市入谷1-48-2", "綾瀬市無番地", "座間市桜1-2", "甲"]
)
def test_every_warning_has_words(written: str) -> None:
    for lang in ("ja", "en"):
        (problem,) = describe(written, GAZETTEER, lang)["problems"]
        assert problem["message"] and "{" not in problem["message"]
