"""What a placemark says: facts in columns, words in the description, no text that could be read as anything else."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapgen.exports.kml_card import COLUMNS, DESCRIPTION_LIMIT
from mapgen.exports.kml_xml import safe
from mapgen.exports.prose import clean, clipped, plain
from tests import builders as make
from tests.examples import examples
from tests.kml_files import AWKWARD, KML, columns, files, lines, names, placemarks


def test_one_placemark_reads_as_it_should() -> None:
    """Return of the whole: what staff see in My Maps for one place."""
    (placemark,) = placemarks(files(make.site(make.rich()))["kml/all.kml"])
    assert [child.tag.removeprefix(KML) for child in placemark] == [
        "name",
        "description",
        "styleUrl",
        "ExtendedData",
        "Point",
    ]
    assert columns(placemark) == {
        "id": "mihon",
        "分野": "生活",
        "市": "北みほん市",
        "活動のかたち": "居場所",
        "住所": "みほん県北みほん市青葉一丁目2番3号",
        "位置の正確さ": "正確な位置(人が確かめた点)",
        "電話": "046-000-0000",
        "対象": "小学生から大人まで",
        "開いている日": "月〜水 9:30〜16:30、休み: 祝日",
        "ホームページ": "https://shokudo.example.jp/",
    }
    assert placemark.findtext(f"{KML}description") == (
        "だれでも来られる食事の場所。<br><br>"
        "ごはんをいっしょに食べます。<br><br>・だれでも<br>・地図(https://mihon.example.jp/map)を見てください<br><br>"
        "<b>場所</b> 本部<br><b>行き方</b> 駅から歩いて5分<br><b>はじめての連絡</b> 電話かメールで。<br>"
        "<b>使える人</b> だれでも<br><b>申し込み</b> 電話で申し込みます<br><b>費用</b> 無料<br>"
        "<b>FAX</b> 046-000-0001<br>"
        "<b>話せることば</b> 日本語、英語<br><b>活動する市</b> 北みほん市<br><b>くわしい分野</b> 食の支援<br>"
        "<b>運営</b> NPO法人みほん<br><b>最後の確認</b> 2026年2月1日に確認(電話)"
    )


@pytest.mark.parametrize("text", [*AWKWARD, "\ud800", "x" * 10_000, "a\r\nb\rc", "\x00\x1f"])
def test_5_nothing_in_a_text_is_read_as_xml(text: str) -> None:
    element = ET.fromstring(f"<a>{safe(text)}</a>".encode())
    assert len(element) == 0 and (element.text or "") == clean(text)


@settings(max_examples=examples(40))
@given(st.text(st.sampled_from("あ。&<>\n**b`が\U000e0100か\u3099"), max_size=6_000), lines)
def test_12_a_description_is_short_and_harmless(description: str, line: str) -> None:
    org = make.rich(description=description or "x", cost_note=line * 3, apply_note=line * 3, first_contact=line * 3)
    (placemark,) = placemarks(files(make.site(org))["kml/all.kml"])
    text = placemark.findtext(f"{KML}description") or ""
    assert len(text) <= DESCRIPTION_LIMIT
    assert set(re.findall(r"<[^>]*>", text)) <= {"<br>", "<b>", "</b>"}
    assert re.search(r"&(?!(amp|lt|gt);)", text) is None


def test_12_the_longest_facts_leave_no_room_for_prose_and_none_beyond_the_limit() -> None:
    full = dict.fromkeys(("first_contact", "apply_note", "cost_note", "operator"), "&" * 60)
    for summary, description in (("&" * 120, "あ" * 2_000), ("あ" * 120, "&" * 2_000), ("あ", "あ" * 2_000)):
        (placemark,) = placemarks(
            files(make.site(make.rich(summary=summary, description=description, **full)))["kml/all.kml"]
        )
        assert 1_300 < len(placemark.findtext(f"{KML}description") or "") <= DESCRIPTION_LIMIT


def test_12_an_address_that_may_not_open_is_not_linked() -> None:
    org = make.rich(description="http://a.example.jp/ と https://b.example.jp/")
    (placemark,) = placemarks(files(make.site(org))["kml/all.kml"])
    assert "<br><br>a.example.jp/ と https://b.example.jp/<br><br>" in (placemark.findtext(f"{KML}description") or "")


def test_12_no_column_is_told_again_in_the_description() -> None:
    (placemark,) = placemarks(files(make.site(make.rich(categories=["living", "children"])))["kml/all.kml"])
    text, told = placemark.findtext(f"{KML}description") or "", columns(placemark)
    titles = re.findall(r"<b>([^<]*)</b>", text)
    assert not set(titles) & set(COLUMNS)
    for column in ("分野", "住所", "位置の正確さ", "電話", "対象", "開いている日", "ホームページ"):
        assert told[column] not in text


def test_12_a_summary_is_not_repeated_by_the_prose_that_begins_with_it() -> None:
    org = make.organization(summary="食事の場所。", description="食事の場所。毎週あります。", places=[make.public()])
    (placemark,) = placemarks(files(make.site(org))["kml/all.kml"])
    assert (placemark.findtext(f"{KML}description") or "").startswith("食事の場所。<br><br>毎週あります。<br><br>")


def test_12_a_line_of_the_prose_that_only_repeats_a_column_is_left_out() -> None:
    told = "毎週あります。\n\n- 電話: 046-000-0000\n- https://shokudo.example.jp/\n- 電話: 046-000-0000(夜も)"
    (placemark,) = placemarks(files(make.site(make.rich(description=told)))["kml/all.kml"])
    prose = (placemark.findtext(f"{KML}description") or "").split("<br><br>")
    assert prose[1:3] == ["毎週あります。", "・電話: 046-000-0000(夜も)"]


def test_a_service_tells_its_own_facts_and_inherits_the_rest() -> None:
    service = {
        "name": "学習教室",
        "forms": ["soudan"],
        "contact": {"tel": "046-000-0009"},
        "places": [make.public(35.46)],
    }
    made = files(make.site(make.rich(services=[service])))
    first, second = (columns(placemark) for placemark in placemarks(made["kml/all.kml"]))
    assert names(made["kml/all.kml"]) == ["みほん食堂(本部)", "みほん食堂(学習教室)"]
    assert (first["活動のかたち"], first["電話"]) == ("居場所", "046-000-0000")
    assert (second["活動のかたち"], second["電話"]) == ("相談", "046-000-0009")
    assert first["ホームページ"] == second["ホームページ"] and first["開いている日"] == second["開いている日"]


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("# 見出し\n\n本文", "見出し\n\n本文"),
        ("- 一\n* 二\n\n> 引用", "・一\n・二\n\n引用"),
        ("**太い** と *細い* と `code`", "太い と 細い と code"),
        ("[題](https://a.example.jp/x) [悪](javascript:x) ![絵](a.png)", "題(https://a.example.jp/x) 悪 絵"),
        ("<https://a.example.jp/> <b>x</b> <!-- かくす -->", "https://a.example.jp/ x"),
        ("{食堂|しょくどう}は 2\\*3", "食堂は 2*3"),
        ("a\n\n---\n\nb", "a\n\nb"),
        ("1 < 2 & 3 > 2", "1 < 2 & 3 > 2"),
        ("snake_case_name と 3*4*5", "snake_case_name と 3*4*5"),
    ],
)
def test_markdown_becomes_words(markdown: str, words: str) -> None:
    assert plain(markdown) == words


@pytest.mark.parametrize(
    ("text", "room", "cut"),
    [
        ("一二三。四五六。七", 20, "一二三。四五六。七"),
        ("一二三。四五六。七八九", 10, "一二三。四五六。…"),
        ("一二三四五六", 4, "一二三…"),
        ("一二葛\U000e0100三", 4, "一二…"),
        ("&&&", 11, "&amp;&amp;…"),
        ("一", 0, ""),
    ],
)
def test_a_cut_text_ends_well(text: str, room: int, cut: str) -> None:
    assert clipped(text, room) == cut
