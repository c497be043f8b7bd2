"""The consultation chart as pages: every question, every way back, whom an answer leads to and in which order."""

from __future__ import annotations

import re
from typing import Any

from mapgen.model import Answer, Chooser
from mapgen.render.pages.find import led_to
from tests import builders
from tests.builders import organization, public
from tests.rendering import four, pages, plain

TILE = r'<a class="tile" href="([^"]+)">.*?<span>(.*?)</span>'


def main(path: str) -> str:
    """Return the words of a page's own part."""
    return plain(four(), path).partition("困ったとき")[0]


def test_the_tiles_of_the_first_page_are_the_answers_to_the_first_question() -> None:
    made = four()
    tiles = [("find/money/", "お金がない"), ("find/soudan/", "話したい"), ("find/afraid/", "こわい")]
    assert re.findall(TILE, made["index.html"]) == tiles
    assert re.findall(TILE, made["find/index.html"]) == [(f"../{href}", label) for href, label in tiles]
    assert re.findall(TILE, made["en/index.html"])[0] == ("../en/find/money/", "No money")
    assert re.findall(TILE, made["404.html"])[0] == ("/find/money/", "お金がない")


def test_every_step_is_a_page_in_every_language() -> None:
    steps = {"", "money/", "money/living-food/", "money/living/", "soudan/", "afraid/", "afraid/mihon/"}
    for lang in ("", "easy/", "en/"):
        assert {path for path in four() if path.startswith(f"{lang}find/")} == {
            f"{lang}find/{step}index.html" for step in steps
        }


def test_a_question_tells_how_far_one_has_come_and_what_was_chosen() -> None:
    assert "1つめの質問(多くて2つ) どうしましたか" in main("find/index.html")
    second = main("find/money/index.html")
    assert "2つめの質問(これが最後です) どれですか 「お金がない」を選びました。" in second
    assert "質問は終わりです 食べもの" in main("find/money/living-food/index.html")
    assert (
        "<ruby>食<rp>(</rp><rt>た</rt><rp>)</rp></ruby>べもの</h1>" in four()["easy/find/money/living-food/index.html"]
    )
    assert "<title>食べもの (お金がない) | みほん資源マップ</title>" in four()["easy/find/money/living-food/index.html"]


def test_every_page_but_the_first_leads_back_and_to_the_start() -> None:
    ways = r'<li><a href="([^"]+)"><span>([^<]*)</span></a></li>'

    def back(path: str) -> list[tuple[str, str]]:
        return re.findall(ways, four()[path].partition('<nav class="ways-back"')[2].partition("</nav>")[0])

    again = "はじめからやりなおす"
    assert back("find/index.html") == []
    assert back("find/money/index.html") == [("../../find/", again)]
    assert back("find/money/living/index.html") == [
        ("../../../find/money/", "前の質問にもどる"),
        ("../../../find/", again),
    ]
    crumbs = four()["find/money/living/index.html"].partition('<nav class="crumbs')[2].partition("</nav>")[0]
    assert re.findall(r'<a href="([^"]+)">', crumbs) == ["../../../", "../../../find/", "../../../find/money/"]


def test_hotlines_come_first_then_the_answers_then_everybody_for_those_who_cannot_choose() -> None:
    text = main("find/money/index.html")
    order = ["みほん電話 0120-000-000", "食べもの", "はじめから", "選べないとき", "一覧ですべて見る", "ここにないとき"]
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert "生お金0件" in text and "支援がないという意味ではありません。" in text  # nobody is there for money
    text = main("find/money/living-food/index.html")
    assert text.index("みほん食堂") < text.index("食の支援") < text.index("居場所")
    assert "一覧ですべて見る 生食の支援3件 居場所3件" in text
    assert "ほかのことばでさがす" in text and "ほかのことばでさがす" in main("find/index.html")


def test_an_answer_with_telephone_lines_alone_has_no_empty_list() -> None:
    text = main("find/afraid/mihon/index.html")
    assert "みほん電話 0120-000-000" in text and "一覧ですべて見る" not in text and "登録されていません" not in text


def test_pages_that_others_should_not_see_are_quiet_and_their_way_back_is_not() -> None:
    made = four()
    for path in ("find/afraid/index.html", "find/afraid/mihon/index.html"):
        assert "<title>くらしの情報 | みほん資源マップ</title>" in made[path]
        assert '<meta name="referrer" content="no-referrer">' in made[path] and "data-exit" in made[path]
    assert "data-exit" not in made["find/money/index.html"] + made["find/index.html"]
    for path in ("/find/afraid/*", "/easy/find/afraid/*", "/en/find/afraid/*"):
        assert f"{path}\n  Referrer-Policy: no-referrer\n" in made["_headers"]
    assert "/find/afraid/mihon/" not in made["_headers"] and "/find/money" not in made["_headers"]


def answer(**fields: Any) -> Answer:
    return Answer.model_validate({"label": {"ja": "みほん"}, **fields})


def test_those_nearest_to_what_was_asked_come_first() -> None:
    site = builders.site(
        organization("both", categories=["children", "living/food"], forms=["soudan", "ibasho"]),
        organization("food-last", kana="あ", categories=["children", "living/food"]),
        organization("food-first", kana="ん", categories=["living/food", "children"]),
        organization("money", categories=["living/money"]),
        organization("form", categories=["living/money"], forms=["soudan"]),
    )

    def found(**fields: Any) -> list[str]:
        return [entry.id for entry in led_to(site, answer(**fields))]

    assert found(categories=["living/food"]) == ["food-first", "food-last", "both"]
    assert found(categories=["living/food", "living/money"]) == ["food-first", "food-last", "both", "form", "money"]
    assert found(categories=["living/money", "living/food"])[:2] == ["form", "money"]
    assert found(categories=["living/food"], forms=["soudan"]) == ["both", "food-first", "food-last", "form"]
    assert set(found(categories=["living"])) == {"both", "food-last", "food-first", "money", "form"}
    assert found(hotlines=["mihon"]) == []


def test_a_long_list_shows_the_first_of_each_city_and_the_others_on_demand() -> None:
    question = {
        "id": "start",
        "ask": {"ja": "?"},
        "answers": [{"label": {"ja": "ごはん"}, "categories": ["living/food"]}],
    }

    def shown(count: int) -> tuple[int, str]:
        orgs = [organization(f"n{n}", name=f"会{n}", kana=f"かい{n}", places=[public()]) for n in range(count)]
        site = builders.site(*orgs, chooser=Chooser.model_validate({"questions": [question]}))
        text = pages(site)["find/living-food/index.html"]
        before, _, after = text.partition('<details class="rest"><summary>')
        assert before.count("<article") + after.count("<article") == count
        return before.count("<article"), after.partition("</summary>")[0]

    assert shown(4) == (4, "")
    assert shown(5) == (3, "ほかの2件も見る")
