"""The page that explains the codes, in Japanese and in English."""

from __future__ import annotations

import html
import re

import pytest

from mapgen.problems import catalogue
from mapgen.render.pages.codes import ROOMS, codes
from mapgen.render.press import Press
from mapgen.theme import Theme
from tests import builders as make


def page(lang: str, *languages: str) -> str:
    """Return the page of codes in a language of a site that has these languages."""
    press = Press(make.site(settings=make.settings(languages=languages or ("ja", "easy", "en"))), Theme("default"))
    (sheet,) = codes(press, lang)
    return press.print(press.local(lang, "codes/"), sheet).content.decode()


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_every_code_is_an_anchor_with_its_meaning(lang: str) -> None:
    text = page(lang)
    anchors = re.findall(r'<section class="code" id="([^"]+)">', text)
    assert sorted(anchors) == sorted(code for code, message in catalogue().items() if message.means)
    shown = html.unescape(text)
    assert [code for code, message in catalogue().items() if message.means and message.means[lang] not in shown] == []


def test_a_code_reads_as_it_is_printed_with_its_examples() -> None:
    text = page("ja")
    found = re.search(r'<section class="code" id="odd-space">(.*?)</section>', text, re.DOTALL)
    assert found
    assert [part for part in re.split(r"\s*<[^>]+>\s*", found[1]) if part] == [
        "odd-space",
        "エラー",
        "ここの空白は…です",
        "「:」の後の空白が全角などです。見た目は同じでも、半角の空白でないと区切りになりません。",
        "直し方:",
        "消して、半角空白を1つ入れます",
        "まちがいの例",
        "kana:&lt;U+3000&gt;みほんびい",
        "正しい例",
        "kana: みほんびい",
    ]


def test_a_language_that_messages_do_not_speak_reads_them_in_japanese() -> None:
    text = page("ko", "ko", "ja")
    assert '<p class="said" lang="ja">ここの空白は…です</p>' in text
    assert '<p class="said">ここの空白は…です</p>' in page("easy")


def test_every_room_of_the_catalogue_with_codes_has_its_place_on_the_page() -> None:
    rooms = {message.room for message in catalogue().values() if message.means}
    assert rooms <= set(ROOMS)
