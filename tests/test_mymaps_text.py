"""Descriptions of anybody's as plain text: words, line breaks, addresses, and nothing that a column says already."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from mapgen.imports.mymaps.document import parse_map
from mapgen.imports.mymaps.text import plain
from tests.mymaps_files import data, kml, placemark

FRAGMENTS = [
    ("", ""),
    ("みほん", "みほん"),
    ("a<br>b<br/>c<BR >d", "a\nb\nc\nd"),
    ("a<br><br><br><br>b<br>", "a\n\nb"),
    ("<b>第2土曜</b> 10時<i>から</i>", "第2土曜 10時から"),
    ("a &amp; b &lt;c&gt; &quot;d&quot;&nbsp;&nbsp;e &#12354; &#x3044;", 'a & b <c> "d" e あ い'),
    ("一行目\n二行目\r\n\n\n\n四行目", "一行目\n二行目\n\n四行目"),
    ("一行目\n<br>\n  二行目\n  つづき", "一行目\n二行目 つづき"),
    ("a&lt;br&gt;b &lt;br /&gt;c", "a\nb\nc"),
    ("3 < 5 & 7 > 2 <3", "3 < 5 & 7 > 2 <3"),
    ("<p>a</p><p>b</p>\n<div>c</div><div>d</div>", "a\n\nb\n\nc\nd"),
    ("<h3>題</h3>文<hr>文", "題\n\n文\n文"),
    ("<ul><li>a</li>\n<li><p>b</p></li></ul>c", "・a\n・b\n\nc"),
    ('<img src="https://x.example.jp/a.png" height="200" width="auto"/><br><br>a', "a"),
    ("a<!-- <b>x</b> -->b<!-- z", "ab"),
    ("<style>b {color: red}</style><script>alert('<b>')</script>a", "a"),
    ("<!DOCTYPE html><html><head><title>x</title></head><body>a</body></html>", "a"),
    ("<![CDATA[a]]>b<![endif]>", "ab"),
    ('<a href="https://x.example.jp/?a=1&amp;b=2">くわしく</a>。', "くわしく(https://x.example.jp/?a=1&b=2)。"),
    ("<A HREF='https://x.example.jp'><b>こ</b>こ</a>", "ここ(https://x.example.jp)"),
    ('<a href="https://x.example.jp/">https://x.example.jp/</a> a', "https://x.example.jp/ a"),
    ('<a href="https://x.example.jp/long">www.x.exam…</a>', "https://x.example.jp/long"),
    ("<a href=https://x.example.jp/a b><img src=x></a>", "https://x.example.jp/a"),
    ('<a href="https://x.example.jp/a b\n">c</a>', "c(https://x.example.jp/a%20b)"),
    ('<a href="mailto:a@example.jp">a@example.jp</a>', "a@example.jp"),
    ('<a href="mailto:a@example.jp">メール</a>、<a href="tel:046">電話</a>', "メール(a@example.jp)、電話(046)"),
    ('<a href="javascript:x(1)">a</a> <a href="#b">b</a> <a name="c">c</a> <a data-href="https://x">d</a>', "a b c d"),
    ('<a href="https://x.example.jp">一<a href="http://y.jp">二', "一(https://x.example.jp)二(http://y.jp)"),
    ("https://x.example.jp/?a=1&b=2<br>b", "https://x.example.jp/?a=1&b=2\nb"),
    ("<table><tr><th>電話</th><td>046</td></tr>\n<tr><td>曜日:</td><td><p>月</p><p>火</p></td></tr></table>",
     "電話: 046\n曜日: 月 火"),
    ("前<table><tr><td>a</td><td>b</td><td></td><td>c</td></tr><tr><td>d</td></tr></table>後",
     "前\n\na / b / c\nd\n\n後"),
    ("<table><tr><td>a<td><table><tr><td>b<td>c</table></table>", "a\n\nb: c"),
    ("<td>a<td>b", "a: b"),
    ("　字下げ　全角", "字下げ　全角"),
    ("&#99999999999; &#xFFFFFFFFFF; &#0; &#xD800;", "\ufffd \ufffd \ufffd \ufffd"),
]  # fmt: skip


@pytest.mark.parametrize(("fragment", "text"), FRAGMENTS)
def test_the_words_of_a_fragment(fragment: str, text: str) -> None:
    assert plain(fragment, {}) == text


@pytest.mark.parametrize(
    ("fragment", "columns", "text"),
    [
        ("電話: 046<br>住所: みほん市1-2<br>だれでも", {"電話": "046", "住所": "みほん市1-2"}, "だれでも"),
        ("電話: 047", {"電話": "046"}, "電話: 047"),
        ("電話：046<br> 電話 :  046", {"電話": "046"}, ""),
        ("電話: <br>a", {"電話": ""}, "a"),
        ("046<br>電話", {"電話": "046"}, "046\n電話"),
        ("備考: 一<br>二<br>三<br>備考: 一<br>四", {"備考": "一\n二\n三"}, "備考: 一\n四"),
        ("a: 1<br>2<br>3", {"a": "1\n2", "a ": "1"}, "3"),
        ("a: 1<br><br>2<br>3", {"a": "1\n\n2"}, "3"),
        ("a: 1<br><br>2<br>3", {"a": "1\n\n2\n4"}, "a: 1\n\n2\n3"),
        ("<b>a</b>: 1 &amp; 2<br><br>b", {"a": "1 & 2"}, "b"),
        ("<table><tr><td>a</td><td>1</td></tr></table>b", {"a": "1"}, "b"),
        ('URL: <a href="https://x.example.jp/">https://x.example.jp/</a>', {"URL": "https://x.example.jp/"}, ""),
        ("a", {"": ""}, "a"),
    ],
)
def test_what_a_column_says_is_not_said_again(fragment: str, columns: dict[str, str], text: str) -> None:
    assert plain(fragment, columns) == text


def test_the_description_of_a_layer_that_was_a_table() -> None:
    columns = {"施設名": "みほん食堂", "電話": "046-000-0000", "備考": "", "対象": "子ども & 親\nだれでも"}
    told = "<br>".join(f"{name}: {html.escape(text)}".replace("\n", "<br>") for name, text in columns.items())
    written = f'<description><![CDATA[<img src="https://x.example.jp/a"/><br><br>{told}<br>毎月]]></description>'
    (place,) = parse_map(kml(placemark(written, data(columns))), "x.kml").placemarks
    assert plain(place.description, place.columns) == "毎月"


def tidy(text: str) -> str:
    lines = [re.sub("[ \t\r\n\xa0]+", " ", line).strip() for line in text.split("\n")]
    return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip()


words = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="<>"), max_size=80)


@settings(deadline=None)
@given(st.lists(words, max_size=5))
@example(["みほん\u3000太郎", "0\u16800"])
def test_escaped_words_come_back(lines: list[str]) -> None:
    expected = tidy("\n".join(lines))
    assert plain(html.escape("\n".join(lines)), {}) == expected
    assert plain("<br>".join(html.escape(line) for line in lines), {}) == expected


@settings(deadline=None)
@given(
    st.text(st.sampled_from("<>/!-=\"'& abtrpdliscrhef#;:\n\x1f&あ")), st.dictionaries(st.text(), st.text(), max_size=3)
)
@example("<a href=x", {"a": "\n", "\n": ""})
def test_anything_at_all_has_words(fragment: str, columns: dict[str, str]) -> None:
    text = plain(fragment, columns)
    assert text == text.strip() and "\n\n\n" not in text
    assert not re.search("<(br|p|td|a)>", text)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "pattern",
    ["<!--", "<a ", '<a x="', "</a", "<!", "<![CDATA[", "<script>", "&", "&#9", "<", "<a>", "<td>", "<tr>", "<p>", " ",
     '<a href="http://x">', '"href="', "a: b\n"],
)  # fmt: skip
def test_the_longest_text_that_is_read_takes_a_moment(pattern: str) -> None:
    """`html.parser` of Python 3.11.7 needs minutes for some of these."""
    fragment = pattern * (500_000 // len(pattern))
    assert len(plain(fragment, {"a": "b\n" + "a: b\n" * 1_000, "b": ""})) <= len(fragment) * 6
