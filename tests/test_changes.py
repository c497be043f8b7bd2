"""A change reads as a sentence anyone understands; a note of changes reads the same in every form."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.changes import (
    FIELDS,
    Change,
    Changes,
    Extra,
    Headings,
    Moved,
    Remark,
    Subject,
    Told,
    as_html,
    as_markdown,
    as_text,
    sentence,
)

HEADINGS = Headings("drift-title", "drift-changed", "drift-added", "drift-gone", "drift-none")


@pytest.mark.parametrize(
    ("change", "japanese", "english"),
    [
        (
            Told("tel", "046-000-0000", "046-000-0001"),
            "電話番号が 046-000-0000 から 046-000-0001 に変わりました",
            "telephone changed from 046-000-0000 to 046-000-0001",
        ),
        (Told("cost", "", "無料"), "費用「無料」が加わりました", "cost '無料' was added"),
        (
            Told("url", "https://a.example.jp/", ""),
            "ホームページ https://a.example.jp/ がなくなりました",
            "website https://a.example.jp/ was taken out",
        ),
        (
            Told("hours", "月 9:00〜12:00", "火 9:00〜12:00", "本部"),
            "本部: 開いている日が「月 9:00〜12:00」から「火 9:00〜12:00」に変わりました",
            "本部: opening hours changed from '月 9:00〜12:00' to '火 9:00〜12:00'",
        ),
        (Told("description", "あ\nい", "あ"), "説明が書きかわりました", "description was rewritten"),
        (Moved(120), "地図の位置が120m動きました", "the point moved by 120m"),
        (Moved(1234), "地図の位置が1.2km動きました", "the point moved by 1.2km"),
        (
            Moved(320, found=True),
            "おおよその位置のかわりに、正確な位置になりました(町の中心から320m)",
            "an exact point replaces the middle of its town (320m away)",
        ),
        (
            Moved(None),
            "地図の位置がわかりました(これまでは、地図にのせられませんでした)",
            "its point is known now; before, it could not be drawn",
        ),
        (Extra("担当", "みほん"), "列「担当」に「みほん」と書かれています", "the column '担当' says 'みほん'"),
    ],
)
def test_a_change_is_a_sentence(change: Change, japanese: str, english: str) -> None:
    assert sentence(change) == japanese
    assert sentence(change, "en") == english


NOTE = Changes(
    HEADINGS,
    {"file": "みほん.kml"},
    changed=(
        Subject(
            "mihon",
            "みほん食堂 & <b>",
            (Told("tel", "046-000-0000", "046-000-0001"), Told("description", "一\n二\n三\n四", "一\n二`\n三\n四")),
            (Remark("drift-torn", {}),),
        ),
    ),
    added=(Subject("", "みほん#1", (Told("address", "", "北みほん市青葉1-2-3"),)),),
    gone=(Subject("o", "みほん園"),),
    remarks=(Remark("drift-shapes", {"count": 2}),),
)


def test_a_note_for_a_terminal() -> None:
    assert as_text(NOTE, "ja") == (
        "マイマップ みほん.kml と、このプロジェクトのちがい: 3 件\n"
        "線や区域など、場所ではないもの 2 個は、くらべていません\n"
        "\n"
        "マイマップで内容がちがう団体(1)\n"
        "  みほん食堂 & <b> (mihon)\n"
        "    ・電話番号が 046-000-0000 から 046-000-0001 に変わりました\n"
        "    ・説明が書きかわりました\n"
        "        一\n"
        "      - 二\n"
        "      + 二`\n"
        "        三\n"
        "    ・マイマップのいくつかのレイヤに同じ場所があり、内容がそろっていません\n"
        "\n"
        "マイマップにだけある場所(1)\n"
        "  みほん#1\n"
        "    ・住所「北みほん市青葉1-2-3」が加わりました\n"
        "\n"
        "マイマップにない団体(1)\n"
        "  みほん園 (o)\n"
    )


def test_a_note_for_a_pull_request() -> None:
    assert as_markdown(NOTE, "en") == (
        "# みほん.kml and this project: 3 differ\n\n"
        "2 lines, areas and the like are no places and are not compared\n\n"
        "## Told differently in My Maps (1)\n\n"
        "### みほん食堂 \\& \\<b\\> (`mihon`)\n\n"
        "- telephone changed from 046-000-0000 to 046-000-0001\n"
        "- description was rewritten\n"
        "  ```diff\n    一\n  - 二\n  + 二`\n    三\n  ```\n"
        "- several layers show the same place, and do not agree\n\n"
        "## Only in My Maps (1)\n\n"
        "### みほん\\#\u20601\n\n"
        "- address '北みほん市青葉1-2-3' was added\n\n"
        "## Not in My Maps (1)\n\n"
        "### みほん園 (`o`)\n"
    )


def test_a_note_to_print_is_one_page_that_needs_nothing_else() -> None:
    page = as_html(NOTE, "ja")
    assert "<h3>みほん食堂 &amp; &lt;b&gt; <small>mihon</small></h3>\n<ul>\n" in page
    assert "<li>説明が書きかわりました<span>  一</span><del>- 二</del><ins>+ 二`</ins><span>  三</span></li>" in page
    assert not re.search(r"<script|<img|<link|src=|url\(|https?:", page)


def test_without_a_change_the_note_says_so() -> None:
    none = Changes(HEADINGS, {"file": "みほん.kml"})
    assert len(none) == 0
    assert as_text(none, "ja") == "マイマップ みほん.kml と、このプロジェクトのちがい: 0 件\nちがいはありません\n"
    assert as_markdown(none, "en") == "# みほん.kml and this project: 0 differ\n\nNothing differs\n"


@given(st.text(), st.text(), st.sampled_from(sorted(FIELDS)), st.text())
def test_no_text_becomes_markup(old: str, new: str, field: str, name: str) -> None:
    note = Changes(HEADINGS, {"file": name}, (Subject("a", name, (Told(field, old, new, name), Extra(name, old))),))
    page = as_html(note, "ja").partition("\n")[2]
    text = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", page)
    void = re.sub(r"<(meta[^>]*)>", r"<\1/>", text)
    tags = {element.tag for element in ET.fromstring(void).iter()}
    assert tags <= {
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "h1",
        "h2",
        "h3",
        "small",
        "p",
        "ul",
        "li",
        "del",
        "ins",
        "span",
    }
    assert as_text(note, "ja") and as_markdown(note, "en")


@pytest.mark.parametrize(
    "text",
    [
        "@mihon",
        "みほん/みほん#12",
        "GH-12",
        "https://mihon.example/",
        "www.mihon.example",
        "<img src=x>",
        "a@b.example",
    ],
)
def test_in_a_comment_of_a_pull_request_nobody_is_called_and_nothing_is_a_link(text: str) -> None:
    note = Changes(HEADINGS, {"file": text}, (Subject("a", text, (Told("cost", text, "x"), Extra(text, text))),))
    said = as_markdown(note, "ja")
    assert not re.search(r"@\w|#\d|GH-\d|://|www\.|(?<!\\)<", said)
    assert said.replace("\u2060", "").replace("\\", "").count(text) == 5


def test_no_line_of_a_text_ends_the_block_that_it_stands_in() -> None:
    note = Changes(HEADINGS, {"file": "a"}, (Subject("a", "b", (Told("description", "一", "二\r```\r@c\n" * 9),)),))
    lines = as_markdown(note, "ja").splitlines()
    fence = next(line for line in lines if line.endswith("diff")).removesuffix("diff")
    assert all(line.startswith("  ") for line in lines[lines.index(f"{fence}diff") : -1]) and lines[-1] == fence
