"""The page of the open data: each kind of file once, true sizes, ten rows to look at, in three languages."""

from __future__ import annotations

import csv
import gzip
import io
from functools import cache
from typing import Any

import pytest
from lxml import html

from mapgen import render
from mapgen.build import Build
from tests import builders as make
from tests.real_site import real_build

PATHS = ("data/index.html", "en/data/index.html", "easy/data/index.html")


@pytest.fixture(scope="module")
def real() -> Build:
    return real_build()


@cache
def page(path: str = PATHS[0]) -> Any:
    return html.document_fromstring(real_build().artifacts[path].content.decode())


def words(node: Any) -> str:
    return " ".join(node.text_content().split())


@pytest.mark.parametrize("path", PATHS)
def test_every_data_file_is_on_the_page_in_every_language(path: str, real: Build) -> None:
    listed = {name: each for name, each in real.artifacts.items() if each.listing}
    shown = {
        link.get("href").lstrip("./"): words(link) for link in page(path).iter("a") if link.get("class") == "data-file"
    }
    patterns = {words(code) for code in page(path).iterfind(".//p[@class='data-pattern']/code")}
    assert shown.keys() | {
        name for name, each in listed.items() if each.listing and each.listing.path in patterns
    } == set(listed)
    assert len(patterns) == 2
    for name, text in shown.items():
        size = len(listed[name].content)
        assert text.endswith(f"{max(1, round(size / 1000))}KB"), (name, text)


def test_each_kind_has_its_terms_and_its_own_place(real: Build) -> None:
    kinds = page().xpath("//section[@class='data-kind']")
    assert {kind.get("id") for kind in kinds} == {each.listing.key for each in real.artifacts.values() if each.listing}
    for kind in kinds:
        (licence,) = kind.xpath(".//a[contains(@rel, 'license')]")
        assert words(licence) == "CC BY 4.0" and words(kind.find("h3")) and words(kind.find("p"))


def test_a_table_shows_its_first_ten_rows_and_can_be_scrolled_by_keyboard(real: Build) -> None:
    for kind in page().xpath("//section[@class='data-kind'][.//table]"):
        (box,) = kind.xpath(".//div[contains(@class, 'scroll')]")
        assert box.get("tabindex") == "0" and box.get("role") == "region" and box.get("aria-label")
        path = words(box.find(".//caption"))
        rows = list(csv.reader(io.StringIO(real.artifacts[path].content.decode("utf-8-sig"), newline="")))
        assert [words(cell) for cell in box.iterfind(".//thead//th")] == rows[0]
        shown = [[words(cell) for cell in row] for row in box.iterfind(".//tbody/tr")]
        assert len(shown) == min(10, len(rows) - 1)
        assert all(row.find("th").get("scope") == "row" for row in box.iterfind(".//tbody/tr"))
        for cells, row in zip(shown, rows[1:], strict=False):
            for cell, text in zip(cells, row, strict=True):
                line = " ".join(text.split())
                assert cell == line or (cell.endswith("…") and line.startswith(cell[:-1].rstrip()) and len(cell) <= 28)
    assert len(page().xpath("//section[@class='data-kind']//table")) >= 4


def test_columns_are_explained(real: Build) -> None:
    for kind in page().xpath("//section[@class='data-kind'][.//dl]"):
        listing = next(
            each.listing for each in real.artifacts.values() if each.listing and each.listing.key == kind.get("id")
        )
        told = [(words(row.find("dt")), words(row.find("dd"))) for row in kind.iterfind(".//dl/div")]
        assert told == [(name, " ".join(meaning.split())) for name, meaning in listing.columns]


def test_it_says_how_to_cite_when_it_changes_and_what_is_not_in_it(real: Build) -> None:
    assert real.site
    (cite,) = page().iterfind(".//blockquote")
    title, operator = real.site.content.settings.title.ja, real.site.content.settings.operator.ja
    day = real.site.date
    edition = f"{day.year}年{day.month}月{day.day}日の版"
    assert words(cite) == f"{title}({operator})、{edition}、{real.site.base_url}data/、CC BY 4.0"
    assert [words(head) for head in page().xpath("//section[@id='use']/h3")] == [
        "利用条件", "出典の書き方", "いつ変わるか", "入っていないもの", "データの目録",
    ]  # fmt: skip


def test_the_page_is_light_and_others_lead_to_it(real: Build) -> None:
    assert max(len(gzip.compress(real.artifacts[path].content, 9)) for path in PATHS) < 32 * 1024
    for path, href in (
        ("downloads/index.html", "../data/"),
        ("licences/index.html", "../data/"),
        ("en/licences/index.html", "../../en/data/"),
        ("about/index.html", "../data/"),
        ("en/about/index.html", "../../en/data/"),
    ):
        assert f'href="{href}"' in real.artifacts[path].content.decode(), path


def test_pages_alone_have_no_files_to_offer() -> None:
    made = {page.path: page.content for page in render.pages(make.site(make.rich()))}
    text = made["data/index.html"].decode()
    assert "まだ書き出していません" in text and "data-file" not in text
