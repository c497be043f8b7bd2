"""What a placemark says in words: columns by their headings, labelled lines, and prose of which nothing is lost."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapgen.exports.prose import plain
from mapgen.imports.headings import _HEADINGS, field_of
from mapgen.imports.markdown import as_markdown, without_markup
from mapgen.imports.mymaps.document import parse_map
from mapgen.imports.mymaps.importing import sort_map
from mapgen.problems import Problems
from tests import builders as make
from tests.conftest import Project
from tests.examples import examples
from tests.map_files import Room, my_map, placemark

CONTENT = make.content()


@pytest.fixture
def room(project: Callable[..., Project]) -> Room:
    return Room(project())


def between(text: str, start: str, end: str) -> str:
    return text[text.index(start) : text.index(end)]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("電話", "tel"), ("TEL", "tel"), ("電話番号（代表）", "tel"), ("連絡先", "tel"), ("Fax番号", "fax"),
        ("住 所", "address"), ("所在地", "address"), ("ＨＰ", "url"), ("WEBサイト", "url"), ("対象者", "audience"),
        ("営業時間", "hours"), ("定休日", "closed"), ("ふりがな", "kana"), ("カテゴリ", "categories"),
        ("定員", None), ("", None), ("1", None), ("備考", None),
    ],
)  # fmt: skip
def test_headings(heading: str, field: str | None) -> None:
    assert field_of(heading) == field


def test_columns_become_fields_and_the_rest_stays_as_words(room: Room) -> None:
    columns = {
        "名称カナ": "みほんのひろば", "別名": "広場、ひろば", "運営団体": "NPO法人みほん", "法人番号": "8000000000001",
        "概要": "みんなの広場です。", "内容": "あそびます。", "対象": "6歳〜18歳", "利用できる人": "どなたでも",
        "申込": "要予約", "料金": "300円", "対応言語": "日本語・英語", "バリアフリー": "駐車場あり",
        "TEL": "046-000-0001", "FAX": "046-000-0002", "E-mail": "a@example.jp",
        "URL": "https://a.example.jp/ https://www.facebook.com/a https://lin.ee/a",
        "営業時間": "平日 9時〜17時", "定休日": "祝日", "会場": "みほん会館", "アクセス": "駅から5分",
        "所在地": "みほん市みほん町1-1", "定員": "20人", "担当": "みほん係",
    }  # fmt: skip
    text = room.draft(placemark("みほんの広場", point=None, **columns))
    assert re.sub("(?m)^ *#.*\n", "", text) == (
        "name: みほんの広場\nkana: みほんのひろば\naliases: [広場, ひろば]\noperator: NPO法人みほん\n"
        "corporate_number: '8000000000001'\nsummary: みんなの広場です。\n"
        "description: |\n  あそびます。\n\n  - 定員: 20人\n  - 担当: みほん係\n"
        "categories: [living]\nforms: [food]\n"
        "audience:\n  text: 6歳〜18歳\n  ages: {from: 6, to: 18}\nserves: [mihon]\n"
        "open_to: anyone\napply_note: 要予約\ncost: paid\ncost_note: 300円\nlanguages: [ja, en]\n"
        "accessibility: [parking]\n"
        "contact:\n  tel: 046-000-0001\n  fax: 046-000-0002\n  email: a@example.jp\n  url: https://a.example.jp/\n"
        "  line: https://lin.ee/a\n"
        "hours:\n  - {days: [mon, tue, wed, thu, fri], open: 9:00, close: 17:00, note: 平日}\nclosed: [holidays]\n"
        "places:\n  - name: みほん会館\n    address: みほん市みほん町1-1\n    access: 駅から5分\n"
        "links:\n  - title: URL\n    url: https://www.facebook.com/a\n"
        "status: draft\nsources:\n  - title: マイマップ「みほん地図」\n    note: みほん.kml\n"
    )


@pytest.mark.parametrize("headings", [words.split() for words in _HEADINGS.values()], ids=_HEADINGS)
def test_no_words_of_any_column_are_lost(headings: list[str]) -> None:
    for heading in (*headings, "ほかの列"):
        pin = placemark("み", "みほんです。", point=(35.47, 139.35), **{heading: "しるし"})
        made = sort_map(parse_map(my_map(pin).encode(), "a.kml"), CONTENT, Problems())
        (text,) = made.files.values()
        assert "しるし" in text.decode(), heading


def test_what_is_not_certain_stays_as_words_under_its_heading(room: Room) -> None:
    columns = {
        "電話": "046-000-0001(代表)", "HP": "www.example.jp", "言語": "英語、手話", "法人番号": "1234567890123",
        "カテゴリ": "ふしぎ", "メール": "a(アット)example.jp", "市": "よその市",
    }  # fmt: skip
    text = room.draft(placemark("みほん", "みほんです。", **columns))
    assert between(text, "description:", "# 手がかり") == (
        "description: |\n"
        "  - 法人番号: 1234567890123\n"
        "  - 言語: 英語、手話\n"
        "  - 電話: 046-000-0001(代表)\n"
        "  - メール: a(アット)example.jp\n"
        "  - HP: www.example.jp\n"
        "  - 市: よその市\n"
        "  - カテゴリ: ふしぎ\n"
    )
    assert "contact:\n  tel: 046-000-0001\n" in text


def test_labelled_lines_are_facts_and_other_lines_prose(room: Room) -> None:
    words = (
        "みんなで食べます。<br>毎週土曜 11時〜14時<br>・電話:046-000-0001　FAX：046-000-0002<br>【対象】小学生から<br>"
        "<b>参加費</b> 無料<br>TEL 046-000-0001<br>電話のあとに来てください<br>https://a.example.jp/x_y"
    )
    text = room.draft(placemark("みほん", words))
    assert between(text, "summary:", "#") == (
        "summary: みんなで食べます。\ndescription: |\n  電話のあとに来てください\n\n  https://a.example.jp/x_y\n"
    )
    assert "contact:\n  tel: 046-000-0001\n  fax: 046-000-0002\n" in text
    assert "audience:\n  text: 小学生から\n" in text and "cost: free\n" in text
    assert "hours:\n  - {days: [sat], open: 11:00, close: 14:00}\n" in text


@pytest.mark.parametrize(
    ("words", "summary", "description"),
    [
        ("みほんです", "みほんです", None),
        ("みほんです。<br>つづき", "みほんです。", "つづき"),
        ("みほん<br>つづき", None, "みほん\n\nつづき"),
        ("備考: なし", None, "備考: なし"),
        ("あ" * 120, "あ" * 120, None),
        ("あ" * 121, None, "あ" * 121),
        ("# 一<br>・二<br>・三<br>*四*", None, "\\# 一\n\n- 二\n- 三\n\n\\*四\\*"),
    ],
)  # fmt: skip
def test_a_short_sentence_is_the_summary(room: Room, words: str, summary: str | None, description: str | None) -> None:
    text = room.draft(placemark("みほん", words))
    told = re.search(r"^summary: (.*)$", text, re.MULTILINE)
    assert (told and told[1]) == summary
    shown = "description: |\n" + "".join(f"  {line}".rstrip() + "\n" for line in (description or "").split("\n"))
    if description and "\n" in description:
        assert shown in text
    elif description:
        assert f"  {description}\n" in text
    else:
        assert "description:" not in text
    assert ("# ひとこと(summary)にできる短い文がありません" in text) == (summary is None)


def test_a_pin_with_nothing_but_a_name_says_where_it_comes_from(room: Room) -> None:
    text = room.draft(居場所=placemark("みほん"))
    assert (
        "# 説明がありませんでした。だれのための何かを、120字までで書いてください\n"
        "summary: マイマップ「みほん地図」の「居場所」にあるピンです。\n"
    ) in text


def test_a_very_long_description_is_cut_and_says_so(room: Room) -> None:
    text = room.draft(placemark("みほん", "あ" * 30_000))
    assert "# 説明が長すぎるので、終わりを切りました\n" in text and "あ" * 19_999 in text and "あ" * 20_000 not in text


markdown = st.lists(st.text(st.sampled_from("あb*_`[]()#>-+.!\\~|:{1 ・"), max_size=12), max_size=4).map(
    lambda lines: "\n".join(" ".join(line.split()) for line in lines).strip()
)


@settings(max_examples=examples(500))
@given(markdown)
def test_markdown_of_a_text_shows_the_text(text: str) -> None:
    shown = plain(without_markup(as_markdown(text, joined=True)))
    kept = text.replace("~~", "").replace("・ ", "・")
    assert re.sub(r"\s", "", shown.replace("~~", "").replace("｜", "|")) == re.sub(r"\s", "", kept)


# ── private telephones ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_mobile_number_is_written_nowhere_and_told_without_itself(room: Room) -> None:
    number = "０９０ー１２３４ー５６７８"
    words = f"代表は{number}です。<br>TEL: 080-1234-5678<br>tel 046-000-0001<br><a href='tel:+819012345678'>電話</a>"
    columns = {"電話": "9012345678", "担当": f"みほん {number}", "住所": "みほん市みほん町1-1 090-1234-5678"}
    made = room.run(my_map(placemark(f"みほん 090 1234 5678 {number}", words, **columns), name=f"地図{number}"))
    assert made
    (text,) = made.files.values()
    assert re.search("1234|５６７８|5678", text.decode()) is None
    assert "# 携帯電話の番号がありました。個人の番号かもしれないので、書いていません。\n" in text.decode()
    assert room.said() == (
        "みほん.kml:3: warning: 「みほん」にある携帯電話の番号は、書きませんでした。"
        "個人の番号かもしれません [map-mobile-withheld]\n"
        "    → 団体が公開している番号なら、確かめてから contact の tel に書きます\n"
    )
    assert "1234" not in "".join(made.lines("ja", dry_run=False))


anything = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=30)
cells = st.dictionaries(
    st.sampled_from(["電話", "住所", "対象", "開催日", "備考", "HP", "分野", "休み"]), anything, max_size=4
)


@settings(max_examples=examples(200))
@given(anything, anything, cells, st.sampled_from(["", "090-1234-5678", "０８０１２３４５６７８"]))
def test_any_words_make_a_file_that_reads_back(name: str, words: str, columns: dict[str, str], number: str) -> None:
    pin = placemark(f"み{name}", f"{words}<br>{number}<br>{words}", point=(35.47, 139.35), **columns)
    problems = Problems()
    made = sort_map(parse_map(my_map(pin).encode(), "a.kml"), make.content(), problems)
    assert len(made.drafts) == 1 and not made.skipped and made.placemarks == 1
    (text,) = made.files.values()
    assert b"1234-5678" not in text and "１２３４５６７８".encode() not in text
