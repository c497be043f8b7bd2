"""The real map in numbers: the page, its files, and a count of the files of `content/` by other means are one."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from mapgen.build import Build
from tests.real_site import real_build
from tests.stats_pages import arcs, numbers, sheet, tables

ROOT = Path(__file__).resolve().parent.parent
CITIES = {"zama": "座間市", "ayase": "綾瀬市", "yamato": "大和市", "ebina": "海老名市"}
Org = dict[str, Any]


def plain_yaml(path: str) -> Any:
    return yaml.load((ROOT / path).read_text(encoding="utf-8"), yaml.BaseLoader)


@pytest.fixture(scope="module")
def real() -> Build:
    return real_build()


@pytest.fixture(scope="module")
def orgs() -> list[Org]:
    """Return the organisations that are listed, as their files say."""
    files = sorted((ROOT / "content" / "orgs").glob("*.yaml"))
    read = [plain_yaml(f"content/orgs/{file.name}") for file in files]
    return [org for org in read if org.get("status", "active") in ("active", "paused")]


def all_of(org: Org, field: str) -> set[str]:
    return {value for holder in (org, *org.get("services", ())) for value in holder.get(field, ())}


def stands_in(org: Org, city: str) -> bool:
    places = [place for holder in (org, *org.get("services", ())) for place in holder.get("places", ())]
    return any(place.get("city") == city or CITIES[city] in place.get("address", "") for place in places)


def more_in(org: Org, city: str) -> bool:
    """Return whether an organisation that does not stand in the city serves it or is open to its people."""
    return not stands_in(org, city) and (city in org["serves"] or org.get("open_to") in ("anyone", "region"))


def page(real: Build, lang: str = "") -> str:
    return real.artifacts[f"{lang}stats/index.html"].content.decode()


def in_category(org: Org, category: str) -> bool:
    return any(f"{own}/".startswith(f"{category}/") for own in all_of(org, "categories"))


def test_categories(real: Build, orgs: list[Org]) -> None:
    taxonomy, expected, times = plain_yaml("content/taxonomy.yaml")["categories"], [], 0
    for top in taxonomy:
        parts = [sum(in_category(org, f"{top['id']}/{leaf['id']}") for org in orgs) for leaf in top["children"]]
        leaves = tuple(f"{top['id']}/{leaf['id']}" for leaf in top["children"])
        alone = [org for org in orgs if top["id"] in all_of(org, "categories")]
        parts += [n] if (n := sum(not all_of(org, "categories") & set(leaves) for org in alone)) else []
        expected += [[sum(in_category(org, top["id"]) for org in orgs), sum(parts)], *([n, n] for n in parts)]
        times += sum(parts)
    expected.append([len(orgs), times])
    shares = [round(100 * row[1] / times, 1) for row in expected]
    found = numbers(tables(page(real))["categories"])
    assert [row[:2] for row in found] == expected
    assert [row[2] for row in found] == pytest.approx(shares, abs=0.051)
    assert numbers(sheet(real.artifacts, "categories")) == found
    assert times == sum(len(all_of(org, "categories")) for org in orgs)  # nobody names a leaf and its top level


def test_forms(real: Build, orgs: list[Org]) -> None:
    counted = Counter(form for org in orgs for form in all_of(org, "forms"))
    names = {form["id"]: form["name"]["ja"] for form in plain_yaml("content/taxonomy.yaml")["forms"]}
    found = tables(page(real))["forms"][1:-1]
    assert {row[0]: int(row[1]) for row in found} == {names[form]: counted[form] for form in names}
    assert [int(row[1]) for row in found] == sorted(counted[form] for form in names)[::-1]
    bars = re.findall(r'<text class="value"[^>]*>(\d+)</text>', page(real))
    assert bars[: len(found)] == [row[1] for row in found]
    assert numbers(sheet(real.artifacts, "forms")) == numbers(tables(page(real))["forms"])


@pytest.mark.parametrize("kind", ["categories", "forms"])
def test_cities(real: Build, orgs: list[Org], kind: str) -> None:
    terms = plain_yaml("content/taxonomy.yaml")[kind]
    expected = []
    for term in terms:
        of_kind = [
            org
            for org in orgs
            if (in_category(org, term["id"]) if kind == "categories" else term["id"] in all_of(org, "forms"))
        ]
        counted = [
            (sum(stands_in(o, city) for o in of_kind), sum(more_in(o, city) for o in of_kind)) for city in CITIES
        ]
        expected.append([n for pair in counted for n in pair])
    whole = [(sum(stands_in(o, city) for o in orgs), sum(more_in(o, city) for o in orgs)) for city in CITIES]
    expected.append([n for pair in whole for n in pair])
    for lang in ("", "easy/", "en/"):
        assert numbers(tables(page(real, lang))[f"cities-{kind}"], pairs=True) == expected, lang
    assert numbers(sheet(real.artifacts, f"cities-{kind}")) == expected
    gaps = {
        name: [
            term["name"]["ja"] for term, row in zip(terms, expected, strict=False) if row[2 * n] + row[2 * n + 1] == 0
        ]
        for n, name in enumerate(CITIES.values())
    }
    said = {f"{name}: {'、'.join(kinds)} → まだのっていません" for name, kinds in gaps.items() if kinds}
    text = re.sub(r"\s+", " ", re.sub("<[^>]*>", "", page(real)))
    assert said and all(sentence in text for sentence in said)


def test_confirmations(real: Build, orgs: list[Org]) -> None:
    assert real.site is not None
    days = {
        org["name"]: (real.site.date - date.fromisoformat(org["verified"]["on"])).days
        for org in orgs
        if "verified" in org
    }

    def ages(some: list[Org]) -> list[float]:
        found = Counter(
            "never" if o["name"] not in days else "recent" if days[o["name"]] <= 365 else "older" for o in some
        )
        return [found["recent"], found["older"], found["never"], len(some)]

    by_city = [ages([org for org in orgs if stands_in(org, city)]) for city in CITIES]
    nowhere = ages([org for org in orgs if not any(stands_in(org, city) for city in CITIES)])
    assert numbers(tables(page(real))["confirmed-cities"]) == [*by_city, nowhere, ages(orgs)]
    assert numbers(sheet(real.artifacts, "confirmed-cities")) == [*by_city, nowhere, ages(orgs)]
    ways = Counter(org["verified"]["by"] for org in orgs if "verified" in org)
    order = ("survey", "phone", "website", "visit", "document")
    assert [row[-1] for row in numbers(tables(page(real))["confirmed-ways"])] == [ways[way] for way in order]
    stale = sum(org["name"] not in days or days[org["name"]] > 365 for org in orgs)
    assert f"{len(orgs)}のうち{stale}に「要確認」と出ています。" in page(real)


def test_the_survey_of_2024_as_its_report_has_it(real: Build) -> None:
    """157 asked by mail, post, hand and FAX from December 2024 to February 2025, 63 answered; no further counts."""
    assert tables(page(real))["survey-1"][:5] == [
        ["時期", "2024年12月から2025年2月まで"],
        ["たずねた団体", "157"],
        ["答えた団体", "63"],
        ["答えた割合", "40.1%"],
        ["たずねた方法", "メール、郵便、手渡し、FAX"],
    ]
    assert sheet(real.artifacts, "surveys")[1][:7] == [
        *("リソース調査(令和6年度)", "2024年12月", "2025年2月", "157", "63", "40.1"),
        "メール、郵便、手渡し、FAX",
    ]
    said = re.sub(
        r"\s+", " ", re.sub("<[^>]*>", "", page(real).partition('id="survey-1"')[2].partition("</section>")[0])
    )
    assert "就労支援 生活サポート 居場所づくり" in said and "(いちばん多かったもの) 家庭(ひとり親、子育て、" in said
    numbers_said = {int(n) for n in re.findall(r"\d+", said.partition("CSV")[0])}
    assert numbers_said == {157, 63, 40, 1, 2024, 12, 2025, 2, 4, 6}  # 4市, 令和6年度; no count that the report lacks


def test_every_arc_says_what_its_row_says(real: Build) -> None:
    rows = [row for row in tables(page(real))["categories"][1:-1] if row[1] != "0"]
    said = [re.sub(r"\(.*?\): (\d+)団体、図の([\d.]+%)", r"|\1|\2", title) for _, title in arcs(page(real))]
    assert said == [f"{row[0]}|{row[1]}|{row[3]}" for row in rows]


def test_the_page_stays_light_and_its_files_are_said_as_large_as_they_are(real: Build) -> None:
    for lang in ("", "easy/", "en/"):
        assert len(gzip.compress(page(real, lang).encode(), 9)) < 20_000
    for name, size in re.findall(
        r'href="\.\./stats/([\w-]+)\.csv"[^<]*</a> <span class="small">\(.*?(\d+) KB', page(real)
    ):
        content = real.artifacts[f"stats/{name}.csv"].content
        assert content.startswith(b"\xef\xbb\xbf") and b"\n" not in content.replace(b"\r\n", b"")
        assert 1024 * (int(size) - 1) < len(content) <= 1024 * int(size)
