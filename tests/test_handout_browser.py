"""Shortlist and hand-out in Chromium, on the real map: what is kept, what nobody is told, what is printed."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from mapgen import render
from mapgen.build import Build
from mapgen.render.rows import contacts
from mapgen.site import Entry
from tests.axe import by_day_and_night, violations
from tests.real_site import served

pytestmark = pytest.mark.browser
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
THREE = ["zama-kokokara", "yamato-pantry", "ebina-akiba"]
DENIED = "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('no', 'SecurityError') } })"


@pytest.fixture(scope="module")
def real(chromium: Path) -> Iterator[tuple[Build, str, Browser]]:
    with served(chromium) as site:
        yield site


@pytest.fixture
def phone(real: tuple[Build, str, Browser]) -> Iterator[Page]:
    """Yield a page that asks nobody but the site, breaks no rule of its own, and meets no error."""
    said: list[str] = []
    context = real[2].new_context(viewport=PHONE, locale="ja-JP")
    page = context.new_page()
    page.on("console", lambda line: said.append(line.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda asked: said.append(asked.url) if not asked.url.startswith(real[1]) else None)
    yield page
    context.close()
    assert [line for line in said if "404" not in line and "ERR_FAILED" not in line] == []


def listed(page: Page) -> list[str | None]:
    return [item.get_attribute("data-id") for item in page.locator("#slips > li").all()]


def opened(page: Page, address: str, count: int) -> None:
    page.goto(address)
    expect(page.locator(".slip")).to_have_count(count)


def test_a_list_is_made_on_the_way_and_becomes_a_sheet(real: tuple[Build, str, Browser], phone: Page) -> None:
    base, way = real[1], phone.locator("[data-list]")
    phone.goto(f"{base}orgs/{THREE[0]}/")
    expect(way).to_be_hidden()
    button = phone.locator(".org > [data-org] button")
    box = button.bounding_box()
    assert box and min(box["width"], box["height"]) >= 44
    button.click()
    expect(way).to_have_text("印刷リスト(1)")
    for org in THREE[1:]:
        phone.goto(f"{base}orgs/")
        row = phone.locator(f".row[data-org='{org}']")
        row.get_by_role("button").click()
        expect(row.get_by_role("button")).to_have_attribute("aria-pressed", "true")
        assert (row.locator("h3").text_content() or "?") in (row.get_by_role("button").text_content() or "")
    expect(way).to_have_text("印刷リスト(3)")
    way.click()
    expect(phone.locator(".slip")).to_have_count(3)
    assert listed(phone) == THREE
    assert phone.url == f"{base}handout/#l={','.join(THREE)}"
    assert phone.locator(".slip-qr svg").count() == 3
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_the_order_is_changed_by_keyboard_and_kept(real: tuple[Build, str, Browser], phone: Page) -> None:
    opened(phone, f"{real[1]}handout/#l={','.join(THREE)}", 3)
    status, last = phone.locator("#handout-status"), phone.locator("#slips > li").last
    last.get_by_role("button", name="上へ").focus()
    phone.keyboard.press("Enter")
    assert listed(phone) == [THREE[0], THREE[2], THREE[1]]
    expect(status).to_have_text("「海老名市障害者支援センターあきば」を2番目にしました。")
    phone.keyboard.press("Enter")
    assert listed(phone) == [THREE[2], THREE[0], THREE[1]]
    assert phone.evaluate("document.activeElement.dataset.move") == "1"  # 「上へ」 is of no use up there
    phone.locator("#slips > li").nth(1).get_by_role("button", name="リストから出す").click()
    assert listed(phone) == [THREE[2], THREE[1]]
    assert phone.evaluate("document.activeElement.closest('li').dataset.id") == THREE[1]
    phone.reload()
    expect(phone.locator(".slip")).to_have_count(2)
    assert listed(phone) == [THREE[2], THREE[1]]
    phone.goto(f"{real[1]}orgs/{THREE[1]}/")
    phone.get_by_role("button", name="リストから出す").click()
    phone.go_back()
    expect(phone.locator(".slip")).to_have_count(1)
    phone.locator("#handout-clear").click()
    expect(phone.locator("#handout-empty")).to_be_visible()
    assert phone.url == f"{real[1]}handout/"


def test_a_link_takes_the_list_to_another_tab_and_another_language(
    real: tuple[Build, str, Browser], phone: Page
) -> None:
    opened(phone, f"{real[1]}en/handout/#l={','.join(THREE)}", 3)
    assert phone.locator(".slip dt").first.text_content() == "How to reach them"
    opened(phone, f"{real[1]}handout/#l={','.join(reversed(THREE))}", 3)
    assert listed(phone) == THREE[::-1]
    phone.evaluate("location.hash = '#l=yamato-pantry,../x,yamato-pantry,<b>'")
    expect(phone.locator(".slip")).to_have_count(1)


def test_people_in_danger_leave_no_trace_in_the_address(real: tuple[Build, str, Browser], phone: Page) -> None:
    phone.goto(f"{real[1]}orgs/kanagawa-dv-line/")
    phone.get_by_role("button", name="リストに入れる").click()
    phone.locator("[data-list]").click()
    for _ in range(2):
        expect(phone.locator(".slip")).to_have_count(1)
        assert phone.url == f"{real[1]}handout/" and "DV" not in phone.title()
        phone.reload()


def test_where_nothing_may_be_stored_the_list_lasts_for_the_page(real: tuple[Build, str, Browser], phone: Page) -> None:
    phone.add_init_script(DENIED)
    phone.goto(f"{real[1]}orgs/")
    for org in THREE[:2]:
        phone.locator(f".row[data-org='{org}'] button").click()
    expect(phone.locator("[data-list]")).to_have_text("印刷リスト(2)")
    phone.locator("[data-list]").click()
    expect(phone.locator(".slip")).to_have_count(2)
    phone.locator("#slips [data-drop]").first.click()
    phone.reload()
    expect(phone.locator(".slip")).to_have_count(1)


def test_what_is_gone_or_does_not_answer_is_said(real: tuple[Build, str, Browser], phone: Page) -> None:
    opened(phone, f"{real[1]}handout/#l=no-such,{THREE[0]}", 1)
    expect(phone.locator("#handout-status")).to_have_text("もうのっていない団体を、リストからはずしました。")
    phone.route(f"**/orgs/{THREE[1]}/", lambda route: route.abort())
    phone.goto(f"{real[1]}orgs/{THREE[0]}/")
    opened(phone, f"{real[1]}handout/#l={','.join(THREE)}", 2)
    expect(phone.locator("#handout-status")).to_contain_text("読みこめない団体がありました。")
    phone.unroute_all()
    phone.reload()
    expect(phone.locator(".slip")).to_have_count(3)


def test_what_a_search_finds_can_be_listed(real: tuple[Build, str, Browser], phone: Page) -> None:
    phone.goto(f"{real[1]}search/#q=こども食堂")
    row = phone.locator("#found-orgs .row").first
    row.get_by_role("button", name="リストに入れる").click()
    expect(phone.locator("[data-list]")).to_have_text("印刷リスト(1)")
    phone.goto(f"{real[1]}handout/")
    expect(phone.locator(".slip")).to_have_count(1)


def test_without_javascript_the_page_says_what_can_be_printed(real: tuple[Build, str, Browser]) -> None:
    context = real[2].new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{real[1]}handout/#l=zama-kokokara")
    expect(page.get_by_text("1つの団体なら、そのページをブラウザの「印刷」で")).to_be_visible()
    assert page.locator("main button:visible, .sheet:visible").count() == 0
    page.goto(f"{real[1]}orgs/")
    assert page.locator(".listing, [data-list]:visible").count() == 0
    context.close()


@pytest.mark.parametrize("look", ["plain", "aids"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing(real: tuple[Build, str, Browser], size: dict[str, int], look: str) -> None:
    context = real[2].new_context(viewport=size, bypass_csp=True)  # type: ignore[arg-type]
    if look == "aids":
        context.add_init_script("localStorage.setItem('aids', 'size=larger&ruby=off&contrast=high')")
    page, found = context.new_page(), []
    for path, ready in ((f"handout/#l={','.join(THREE)}", ".slip"), ("handout/", "h1"), ("cities/zama/", ".listing")):
        if ready == "h1":
            page.evaluate("sessionStorage.clear()")
        page.goto("about:blank")
        page.goto(real[1] + path)
        expect(page.locator(ready).last).to_be_visible()
        found += [(path, *each) for each in (violations if look == "aids" else by_day_and_night)(page)]
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    context.close()
    assert found == []


# ── paper ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def printed(page: Page) -> tuple[int, str]:
    """Return how many sheets of A4 a page is on paper, and its text without spaces."""
    read = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    for sheet in read.pages:  # A4 in points
        assert [round(float(side)) for side in sheet.mediabox[2:]] in ([595, 842], [595, 841], [594, 842])
    text = unicodedata.normalize("NFKC", "".join(sheet.extract_text() for sheet in read.pages))
    return len(read.pages), re.sub(r"\s", "", text)


def numbers(entry: Entry) -> list[str]:
    return [number for contact in contacts(entry) for number in (contact.tel, contact.fax) if number]


def longest(built: Build, *, most: int) -> list[Entry]:
    """Return those who have most to say, of those who can be called."""
    assert built.site is not None
    said = {}
    for entry in built.site.listed:
        page = built.artifacts[f"{entry.path}index.html"].content.decode()
        said[entry.id] = len(re.sub("<[^>]*>", "", page.partition('<template id="slip">')[2]))
    found = [entry for entry in built.site.listed if numbers(entry)]
    return sorted(found, key=lambda entry: (-said[entry.id], entry.id))[:most]


def test_ten_organisations_are_three_sheets_at_most_with_every_number(
    real: tuple[Build, str, Browser], phone: Page
) -> None:
    built, base, _ = real
    ten = longest(built, most=10)
    opened(phone, f"{base}handout/#l={','.join(entry.id for entry in ten)}", 10)
    sheets, text = printed(phone)
    assert sheets <= 3
    assert [number for entry in ten for number in numbers(entry) if number not in text] == []
    for word in ("日付", "相談員", "お名前", "次にすること", "メモ"):
        assert word in text, word
    for word in ("上へ", "リストから出す", "困ったとき", "この紙を印刷する"):
        assert word not in text, word


def test_no_number_of_anybody_is_lost_on_paper_and_nothing_is_grey(
    real: tuple[Build, str, Browser], phone: Page
) -> None:
    built, base, _ = real
    assert built.site is not None
    entries = built.site.listed
    page = render.handout(built.site, None, entries).decode()
    phone.goto(f"{base}robots.txt")
    phone.set_content(page)
    sheets, text = printed(phone)
    wanted = [number for entry in entries for number in numbers(entry)]
    wanted += [line.number for line in built.site.content.hotlines]
    assert len(wanted) > 30 and [number for number in wanted if number not in text] == []
    assert sheets <= len(entries) / 3 + 1
    phone.emulate_media(media="print")
    colours = phone.evaluate(
        "[...document.querySelectorAll('.sheet *')].flatMap((e) => Object.values((({ color, borderBottomColor: b,"
        " borderBottomWidth: w }) => [color, w === '0px' ? color : b])(getComputedStyle(e))))"
    )
    assert set(colours) == {"rgb(0, 0, 0)"}
    cut = phone.evaluate(
        "[...document.querySelectorAll('.sheet-tel')].filter((e) => e.scrollWidth > e.offsetWidth + 1).length"
    )
    assert cut == 0
