"""The list of what Markdown may bring, to the letter, and one text that uses all of it."""

from __future__ import annotations

import pytest

from mapgen.model import Picture
from mapgen.render import markdown

TEXT = """\
# 題

## 次

段落の*強め*と**強い**と`code <b>`。
[外](https://example.jp/a?b=1&c=2 "題 & 名")、[電話](tel:110)、[手紙](mailto:a@example.jp)。
[中](/map/)、[隣](b/#c)、[ここ](#d)。

> 引用

1. 一
2. 二

- 点
- 点

***

    コード

| 左 | 中 | 右 |
|:--|:-:|--:|
| a | b | c |

{漢字|かんじ}

改行\x20\x20
します。
"""
MADE = """\
<h2>題</h2>
<h3>次</h3>
<p>段落の<em>強め</em>と<strong>強い</strong>と<code>code &lt;b&gt;</code>。\
<a href="https://example.jp/a?b=1&amp;c=2" title="題 &amp; 名" rel="noopener">外</a>、\
<a href="tel:110" rel="noopener">電話</a>、<a href="mailto:a@example.jp" rel="noopener">手紙</a>。\
<a href="../map/" rel="noopener">中</a>、<a href="b/#c" rel="noopener">隣</a>、\
<a href="#d" rel="noopener">ここ</a>。</p>
<blockquote>
<p>引用</p>
</blockquote>
<ol>
<li>一</li>
<li>二</li>
</ol>
<ul>
<li>点</li>
<li>点</li>
</ul>
<hr>
<pre><code>コード
</code></pre>
<table>
<thead>
<tr>
<th align="left">左</th>
<th align="center">中</th>
<th align="right">右</th>
</tr>
</thead>
<tbody>
<tr>
<td align="left">a</td>
<td align="center">b</td>
<td align="right">c</td>
</tr>
</tbody>
</table>
<p><ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby></p>
<p>改行<br>
します。</p>"""


def test_the_list() -> None:
    assert sorted(markdown.TAGS) == (
        [
            "a",
            "blockquote",
            "br",
            "code",
            "em",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "hr",
            "li",
            "ol",
            "p",
            "pre",
            "rp",
            "rt",
            "ruby",
            "strong",
            "table",
            "tbody",
            "td",
            "th",
            "thead",
            "tr",
            "ul",
        ]
    )
    assert {"a": {"href", "title"}, "th": {"align"}, "td": {"align"}, "ol": {"start"}} == markdown.ATTRIBUTES
    assert {"alt", "src"} == markdown.IMAGE and {"http", "https", "tel", "mailto"} == markdown.SCHEMES
    assert (markdown.DEEPEST, markdown.MOST) == (10, {"[": 400, "<": 400, "`": 4000})


def test_one_text_that_uses_all_of_it() -> None:
    assert markdown.html(TEXT, link=lambda path: f"..{path}") == MADE
    assert markdown.html("3. 三", heading=4) == '<ol start="3">\n<li>三</li>\n</ol>'


@pytest.mark.parametrize(
    "address",
    ["javascript:x", "a b", "//example.jp/<", "ftp://example.jp/", "data:x", "x:y", "HTTP://example.jp/", "", "?a=1"],
)
def test_an_address_is_linked_or_its_words_stand_alone(address: str) -> None:
    made = markdown.html(f"[語]({address})")
    good = address == "HTTP://example.jp/"
    assert ("href" in made) == good and "語" in made


@pytest.mark.parametrize(
    ("text", "deep"),
    [
        ("    " * 9 + "x", False), ("    " * 10 + "x", True), ("\t" * 9 + "x", False), ("\t" * 10 + "x", True),
        ("> " * 9 + "x", False), ("> " * 10 + "x", True), ("- " * 9 + "x", False), ("- " * 10 + "x", True),
        ("[" * 400, False), ("[" * 401, True), ("<" * 400, False), ("<" * 401, True),
        ("a`" * 4000, False), ("a`" * 4001, True),
    ],
)  # fmt: skip
def test_where_a_text_is_too_deep_to_be_meant(text: str, deep: bool) -> None:
    assert markdown._absurd(text) == deep
    if deep:
        assert (
            markdown.html(f"{text}\n\n{{漢|かん}}")
            == f"<p>{markdown.ruby(text.strip())}</p>\n<p>{markdown.ruby('{漢|かん}')}</p>"
        )


def test_what_is_nested_too_deeply_for_the_converter_stands_as_it_was_written() -> None:
    text = "- 1. " * 300 + "x"
    assert not markdown._absurd(text) and markdown.html(text) == f"<p>{text}</p>"
    assert markdown.html("次の**文**") == "<p>次の<strong>文</strong></p>"  # and the next text is read as ever


def test_lines_are_joined_where_both_sides_are_japanese_and_nowhere_else() -> None:
    assert markdown.html("**あ**\n*い*\na\nう\nb") == "<p><strong>あ</strong><em>い</em>\na\nう\nb</p>"
    assert (
        markdown.html("あ\nい\n\n    う\n    え\n\nお\nか")
        == "<p>あい</p>\n<pre><code>う\nえ\n</code></pre>\n<p>おか</p>"
    )


def test_only_our_own_pictures_are_shown_with_their_size() -> None:
    ours = Picture("a.png", b"", 3, 4)
    known = {ours.path: ours}
    assert markdown.html("![絵](/pictures/a.png)", pictures=known) == (
        '<p><img alt="絵" src="/pictures/a.png" width="3" height="4" loading="lazy"></p>'
    )
    for other in ("![x](/pictures/b.png)", "![x][y]\n\n[y]: /pictures/a.png", "![y]\n\n[y]: /pictures/a.png"):
        assert "<img" not in markdown.html(other, pictures=known)


def test_the_words_of_a_text() -> None:
    assert words("**あ** い\n\n- う &amp; <b>") == "あ い う & <b>"
    assert words("あ" * 120) == "あ" * 120 and words("あ" * 121) == "あ" * 119 + "…"
    assert words("ああ いい", 4) == "ああ…"


def words(text: str, limit: int = 120) -> str:
    return markdown.text_of(markdown.html(text), limit)
