"""Markdown on a page: what stays, what goes, and that nothing gets through that is not on the list."""

from __future__ import annotations

import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapgen.model import Picture
from mapgen.render import markdown
from tests.examples import examples

ATTACKS = (
    "<script>alert(1)</script>",
    "<svg/onload=alert(1)>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](&#106;avascript:alert(1))",
    "[x](data:text/html,<script>)",
    "[x](vbscript:x)",
    "<javascript:alert(1)>",
    "![x](https://tracker.example.jp/a.gif)",
    '<form action="https://example.jp"><input name=password></form>',
    "<style>body{display:none}</style>",
    '<a href="/" onclick="x()" style="position:fixed" id="main" class="skip">x</a>',
    "<iframe src=https://example.jp></iframe>",
    '[x](https://example.jp "onmouseover=alert(1)")',
    "[x]: javascript:alert(1)\n\n[x]",
    "{<b>|<script>x</script>}",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
)


class Verifier(HTMLParser):
    """Reads HTML independently of the sanitiser and keeps what is not on the list."""

    def __init__(self) -> None:
        super().__init__()
        self.strange: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in markdown.TAGS:
            self.strange.append(tag)
        for name, value in attrs:
            if name not in markdown.ATTRIBUTES.get(tag, set()) | ({"rel"} if tag == "a" else set()):
                self.strange.append(f"{tag} {name}")
            # A browser ignores control characters and blanks before and within a scheme (WHATWG URL, 4.1).
            bare = "".join(c for c in value or "" if c > " ").lower()
            scheme = bare.partition(":")[0]
            if name == "href" and ":" in bare and scheme.isalpha() and scheme not in markdown.SCHEMES:
                self.strange.append(f"{tag} {value}")
            if name == "href" and any(c in (value or "") for c in ' <>"\n'):
                self.strange.append(f"{tag} {value}")

    def handle_comment(self, data: str) -> None:
        self.strange.append(f"comment {data}")


def strange(html: str) -> list[str]:
    verifier = Verifier()
    verifier.feed(html)
    verifier.close()
    return verifier.strange


def test_the_usual_marks() -> None:
    assert markdown.html("ごはんを**いっしょに**\n食べます。\n\n- だれでも\n- [地図](https://mihon.example.jp/)") == (
        "<p>ごはんを<strong>いっしょに</strong>食べます。</p>\n<ul>\n<li>だれでも</li>\n"
        '<li><a href="https://mihon.example.jp/" rel="noopener">地図</a></li>\n</ul>'
    )


def test_lines_broken_between_japanese_characters_are_joined_and_english_ones_are_not() -> None:
    assert markdown.html("みほん\nです。\nplain\nwords") == "<p>みほんです。\nplain\nwords</p>"
    assert markdown.html("    みほん\n    です") == "<pre><code>みほん\nです\n</code></pre>"


def test_a_reading_becomes_ruby() -> None:
    assert markdown.html("{漢字|かんじ}を読む") == ("<p><ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>を読む</p>")


def test_a_table_keeps_its_alignment_without_a_style() -> None:
    made = markdown.html("| 名 | 数 |\n|:--|--:|\n| あ | 1 |")
    assert '<th align="left">名</th>' in made and '<td align="right">1</td>' in made and "style" not in made


@pytest.mark.parametrize(
    ("text", "level", "made"),
    [
        ("# あ\n\n## い\n\n# う", 2, "<h2>あ</h2>\n<h3>い</h3>\n<h2>う</h2>"),
        ("### あ\n\n##### い", 3, "<h3>あ</h3>\n<h4>い</h4>"),
        ("#### あ\n\n## い", 2, "<h2>あ</h2>\n<h2>い</h2>"),
        ("# 一\n\n## 二\n\n### 三", 5, "<h5>一</h5>\n<h6>二</h6>\n<h6>三</h6>"),
    ],
)
def test_headings_begin_at_the_level_asked_for_and_skip_none(text: str, level: int, made: str) -> None:
    assert markdown.html(text, heading=level) == made


def test_addresses_from_the_sites_root_are_given_to_the_page() -> None:
    made = markdown.html(
        "[地図](/map/) [外](//example.jp/) [外](https://example.jp/)", link=lambda path: f"../..{path}"
    )
    assert 'href="../../map/"' in made and 'href="//example.jp/"' in made and 'href="https://example.jp/"' in made


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_is_not_on_the_list_gets_through(attack: str) -> None:
    for text in (attack, f"- {attack}", f"> # {attack}", f"みほん{attack}みほん", f"| a |\n|---|\n| {attack} |"):
        made = markdown.html(text)
        assert strange(made) == [], made


PICTURE = Picture("a.png", b"", 640, 400)


def test_a_picture_of_ours_has_its_size_and_its_link_and_no_other_is_shown() -> None:
    known = {PICTURE.path: PICTURE}
    texts = (
        '![絵 <の> "説明"](/pictures/a.png "x")',
        "![a](/pictures/b.png)",
        "![a](https://example.jp/pictures/a.png)",
    )
    made = [markdown.html(text, link=lambda path: f"..{path}", pictures=known) for text in texts]
    assert made == [
        '<p><img alt="絵 &lt;の&gt; &quot;説明&quot;" src="../pictures/a.png"'
        ' width="640" height="400" loading="lazy" title="x"></p>',
        "<p></p>",
        "<p></p>",
    ]
    assert markdown.html(texts[0]) == "<p></p>"


def test_raw_html_is_shown_as_it_was_written() -> None:
    assert markdown.html("<b>太字</b> & そのまま") == "<p>&lt;b&gt;太字&lt;/b&gt; &amp; そのまま</p>"


MARKS = st.sampled_from(
    [*ATTACKS, *"#*_`[]()!<>|{}&\\\n\t -1.+~:/\"'", "](", "<http://", "\n\n", "    ", "あ", "{あ|い}"]
)


@given(st.lists(MARKS, max_size=40).map("".join))
@settings(max_examples=examples(300))
def test_no_text_at_all_brings_anything_strange(text: str) -> None:
    assert strange(markdown.html(text)) == []


@given(st.text(max_size=200))
@settings(max_examples=examples(200))
def test_any_text_can_be_read(text: str) -> None:
    made = markdown.html(text)
    assert strange(made) == []
    assert len(markdown.text_of(made, 50)) <= 50


@pytest.mark.parametrize(
    "text",
    [
        "[" * 20_000,
        "<a " * 6_000,
        "`" * 19_999 + "a",
        "".join("    " * n + "- あ\n" for n in range(60)),
        "> " * 9_000 + "あ",
    ],
    ids=["brackets", "tags", "backquotes", "lists", "quotes"],
)
def test_absurd_texts_come_back_as_plain_paragraphs_at_once(text: str) -> None:
    begun = time.perf_counter()
    made = markdown.html(text[:20_000])
    assert time.perf_counter() - begun < 2  # Python-Markdown alone takes 8 s and more, or overflows the stack
    assert made.startswith("<p>") and strange(made) == []


def test_the_beginning_of_a_text_has_no_marks_and_no_readings() -> None:
    made = markdown.html("# 題\n\n{漢字|かんじ}を**読む** [場所](https://example.jp/) & <人>")
    assert markdown.text_of(made) == "題 漢字を読む 場所 & <人>"
    assert markdown.text_of(markdown.html("あ" * 200), 10) == "あ" * 9 + "…"
