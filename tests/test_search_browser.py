"""Search as a visitor has it: the real content in Chromium, what people type, and what must come first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from mapgen.build import Build
from mapgen.folding import fold
from tests.axe import by_day_and_night
from tests.folding_cases import CASES, made
from tests.real_site import served

pytestmark = pytest.mark.browser
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
FOLDERS = {"category": "categories/", "form": "forms/", "city": "cities/", "area": "areas/", "page": ""}
FIRST, WINDOW = 3, 10

SEARCHED = """async ([address, queries]) => {
  const data = await (await fetch(address)).json();
  const { find } = Search.open(data);
  return queries.map((query) => {
    const { hotlines, pages, orgs } = find(query);
    const hrefs = (things) => things.map((thing) => thing.href);
    return { numbers: hotlines.map((line) => line.number), pages: hrefs(pages), orgs: hrefs(orgs) };
  });
}"""
FOLDED = """async ([address, texts]) => {
  const data = await (await fetch(address)).json();
  return texts.map(Search.folder(data.spellings));
}"""


@pytest.fixture(scope="module")
def real(chromium: Path) -> Iterator[tuple[Build, str, Browser]]:
    with served(chromium) as site:
        yield site


@pytest.fixture
def phone(real: tuple[Build, str, Browser]) -> Iterator[Page]:
    context = real[2].new_context(viewport=PHONE, locale="ja-JP")
    yield context.new_page()
    context.close()


def listed(value: str | list[str] | None) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else value


def passed(case: dict[str, Any], found: dict[str, list[str]], numbers: dict[str, str]) -> bool:
    """Return whether a case found what it wants: any of its pages, any of its organisations, all of its numbers."""
    pages = {f"{folder}{name}/" for kind, folder in FOLDERS.items() for name in listed(case.get(kind))}
    orgs = {f"orgs/{name}/" for name in listed(case.get("org"))}
    return (
        (not pages or bool(pages & set(found["pages"][:FIRST])))
        and (not orgs or bool(orgs & set(found["orgs"][:FIRST])))
        and {numbers[line] for line in listed(case.get("hotline"))} <= set(found["numbers"])
    )


def test_what_people_type_finds_what_they_mean(real: tuple[Build, str, Browser], phone: Page) -> None:
    built, base, _ = real
    assert built.site is not None
    numbers = {line.id: line.number for line in built.site.content.hotlines}
    content = yaml.safe_load((Path(__file__).parent / "search_cases.yaml").read_text(encoding="utf-8"))
    recorded: dict[str, list[int]] = content.pop("counts")
    phone.goto(f"{base}search/")
    counts, failed, shares = {}, [], []
    for name, cases in content.items():
        found = {}
        for lang in ("ja", "easy", "en"):
            queries = [case["q"] for case in cases if case.get("lang", "ja") == lang]
            address = f"{base}{'' if lang == 'ja' else f'{lang}/'}search.json"
            found |= zip(
                ((lang, query) for query in queries), phone.evaluate(SEARCHED, [address, queries]), strict=True
            )
        results = [(case, found[case.get("lang", "ja"), case["q"]]) for case in cases]
        failed += [case["q"] for case, result in results if not passed(case, result, numbers)]
        counts[name] = [sum(passed(case, result, numbers) for case, result in results), len(cases)]
        shares += [share for case, result in results if (share := _share(built, case, result)) is not None]
    assert sum(total for _, total in counts.values()) >= 350 and len(counts) >= 8
    for name, (passes, total) in recorded.items():
        assert counts[name][0] >= passes and counts[name][1] >= total, (name, counts[name], failed)
    assert counts.keys() == recorded.keys(), f"counts: {counts}"
    assert sum(shares) / len(shares) > 0.85


def _share(built: Build, case: dict[str, Any], found: dict[str, list[str]]) -> float | None:
    """Return how many of the first ten organisations stand in a category that the case wants."""
    assert built.site is not None
    wanted = {e.path for name in listed(case.get("category")) for e in built.site.in_category(name)}
    first = found["orgs"][:WINDOW]
    return len(wanted & set(first)) / len(first) if wanted and first else None


def test_python_and_the_browser_fold_alike(real: tuple[Build, str, Browser], phone: Page) -> None:
    phone.goto(f"{real[1]}search/")
    texts = [*(text for text, _ in CASES), *made()]
    assert len(texts) > 500
    browser = phone.evaluate(FOLDED, [f"{real[1]}search.json", texts])
    assert [(t, theirs) for t, theirs in zip(texts, browser, strict=True) if theirs != fold(t)] == []


def test_typing_shows_what_there_is_and_going_back_finds_it_again(
    real: tuple[Build, str, Browser], phone: Page
) -> None:
    phone.goto(f"{real[1]}search/")
    expect(phone.locator("#results")).to_be_hidden()
    expect(phone.get_by_text("どこにも送りません")).to_be_visible()
    phone.get_by_role("searchbox").press_sequentially("ひきこもり")
    rows = phone.locator("#found-orgs .row")
    expect(phone.get_by_role("status")).to_have_text(re.compile(r"^団体と窓口が\d+件、ページが\d+件見つかりました。$"))
    expect(phone.locator("#found-pages a").first).to_contain_text("ひきこもり")
    assert rows.count() > 10
    phone.keyboard.press("Enter")
    expect(phone.locator("#results")).to_be_focused()
    phone.keyboard.press("Tab")
    expect(phone.locator("#found-pages a").first).to_be_focused()
    rows.first.locator("a").first.click()
    expect(phone.locator("h1")).not_to_have_text("ことばで探す")
    phone.go_back()
    expect(phone.get_by_role("searchbox")).to_have_value("ひきこもり")
    expect(rows.first).to_be_visible()


def test_what_is_typed_on_the_first_page_is_searched_and_no_server_is_told(
    real: tuple[Build, str, Browser], phone: Page
) -> None:
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(f"{request.url} {request.headers.get('referer', '')}"))
    phone.goto(real[1])
    assert not any("search.json" in url for url in asked)
    phone.get_by_role("searchbox").fill("qqxxqq")
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/search/#q=qqxxqq")
    expect(phone.locator("#found-nothing")).to_be_visible()
    phone.reload()
    expect(phone.get_by_role("searchbox")).to_have_value("qqxxqq")
    assert sum("search.json" in url for url in asked) >= 2
    assert [url for url in asked if "qqxxqq" in url.replace("#q=qqxxqq", "")] == []


@pytest.mark.parametrize("mark", ["?q=", "#q="])
def test_a_search_can_be_linked_to(real: tuple[Build, str, Browser], phone: Page, mark: str) -> None:
    phone.goto(f"{real[1]}en/search/{mark}food%20bank")
    expect(phone.locator("#found-pages a").first).to_contain_text("Food")
    expect(phone.locator("#found-orgs h3 a").first).to_have_attribute("lang", "ja")
    assert phone.url.endswith("/en/search/#q=food%20bank")


def test_somebody_in_danger_sees_a_number_first_and_leaves_no_words_behind(
    real: tuple[Build, str, Browser], phone: Page
) -> None:
    visited: list[str] = []
    phone.on("framenavigated", lambda frame: visited.append(frame.url))
    phone.goto(real[1])
    phone.get_by_role("searchbox").fill("夫に殴られる")
    phone.get_by_role("button", name="さがす").click()
    first = phone.locator("#results > :visible").first
    expect(first).to_contain_text("まず、電話で話せるところ")
    expect(first.locator("a[href='tel:0120279889']")).to_be_visible()
    expect(phone.locator("#found-pages .hit-name").first).to_have_text("DV")
    assert phone.url == f"{real[1]}search/" and "DV" not in phone.title()
    phone.locator("#found-pages a").first.click()
    phone.go_back()
    expect(phone.locator("#found-hotlines a").first).to_be_visible()
    assert visited and [url for url in visited if "q=" in url] == []


def test_a_miss_never_says_that_there_is_no_help(real: tuple[Build, str, Browser], phone: Page) -> None:
    phone.goto(f"{real[1]}search/#q={'ラーメン'}")
    miss = phone.locator("#found-nothing")
    expect(miss).to_contain_text("支援がないという意味ではありません")
    expect(phone.get_by_role("status")).to_have_text("ぴったりのものは見つかりませんでした。")
    assert miss.locator("li").count() == 4
    assert phone.locator(".tile:visible").count() == 12
    phone.get_by_role("searchbox").fill("")
    expect(phone.locator("#results")).to_be_hidden()
    expect(phone.get_by_role("status")).to_have_text("")


def test_a_long_list_comes_in_two_parts(real: tuple[Build, str, Browser], phone: Page) -> None:
    phone.goto(f"{real[1]}search/#q={'相談'}")
    rows = phone.locator("#found-orgs .row")
    expect(rows).to_have_count(20)
    phone.get_by_role("button", name="のこりも見る").click()
    assert rows.count() > 40
    expect(rows.nth(20).locator("h3 a")).to_be_focused()


def test_when_the_index_does_not_come_the_page_says_so(real: tuple[Build, str, Browser], phone: Page) -> None:
    phone.route("**/search.json", lambda route: route.abort())
    phone.goto(f"{real[1]}search/#q={'介護'}")
    expect(phone.get_by_role("status")).to_contain_text("いまは、ことばで探せません")
    phone.unroute("**/search.json")
    phone.get_by_role("searchbox").press("Enter")
    expect(phone.locator("#found-orgs .row").first).to_be_visible()


def test_without_javascript_the_box_leads_to_the_troubles(real: tuple[Build, str, Browser]) -> None:
    context = real[2].new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(real[1])
    page.locator("#q").fill("介護")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    assert page.locator(".tile:visible").count() == 12
    assert "JavaScriptが必要です" in page.locator("main").inner_text()
    assert "どこにも送りません" not in page.locator("main").inner_text()
    context.close()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_results_pass_axe_the_policy_and_the_width_of_the_window(
    real: tuple[Build, str, Browser], size: dict[str, int]
) -> None:
    context = real[2].new_context(viewport=size, bypass_csp=True)  # type: ignore[arg-type]
    page, found = context.new_page(), []
    for path in ("search/#q=親に殴られる", "search/#q=ラーメン", "easy/search/#q=ごはん", "en/search/#q=child"):
        page.goto(real[1] + path)
        expect(page.locator("#results")).to_be_visible()
        found += [(path, *each) for each in by_day_and_night(page)]
        if (width := page.evaluate("document.documentElement.scrollWidth")) > size["width"]:
            found.append((path, "wider than the window", width))
        page.goto("about:blank")
    context.close()
    assert found == []


def test_results_keep_the_policy(real: tuple[Build, str, Browser], phone: Page) -> None:
    said: list[str] = []
    phone.on("console", lambda line: said.append(line.text))
    phone.on("pageerror", lambda error: said.append(str(error)))
    phone.goto(f"{real[1]}search/#q={'ひきこもり'}")
    expect(phone.locator("#found-orgs .row").first).to_be_visible()
    assert said == []
