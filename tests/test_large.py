"""A large site is read in parts: everybody once in each kind of data, near each other, and no page holds them all."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from mapgen.build import Build, Options, build
from mapgen.checks import browsed
from mapgen.model import Artifact
from mapgen.problems import Problems
from mapgen.proof import Reader
from mapgen.render import shards
from mapgen.render.pages import paging
from mapgen.render.points import map_data
from mapgen.render.press import Press
from mapgen.render.searchable import search_index
from mapgen.theme import Theme
from tests.bench.project import write_project

COUNT, LARGE, FULL = 23, 12, 3
KB = 1024
OPTIONS = Options("http://127.0.0.1:8000/", only_pages=True)
# Two who are in no part's area: one works in two cities and stands in none, one stands where only its city is known.
NOWHERE = """\
name: みほんどこにもない会
summary: みほんの会(実在しません)。
categories: [family]
forms: [ibasho]
serves: [zama, ebina]
"""
HIDDEN = NOWHERE.replace("serves: [zama, ebina]", "serves: [zama]\nplaces:\n  - {city: zama, visibility: hidden}")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Build]]:
    """Yield a small project that the program takes for a large one, and its build."""
    root = tmp_path_factory.mktemp("large") / "project"
    write_project(root, COUNT - 2)
    (root / "content/orgs/mihon-nowhere.yaml").write_text(NOWHERE, encoding="utf-8")
    (root / "content/orgs/mihon-hidden.yaml").write_text(HIDDEN, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "LARGE", LARGE)
        patch.setattr(shards, "FULL", FULL)
        yield root, build(root, OPTIONS)


def test_each_organisation_is_in_one_part_of_the_map_and_of_the_search(large: tuple[Path, Build]) -> None:
    _, built = large
    assert built.good(), [problem.text() for problem in built.problems if problem.level == "error"]
    assert built.site is not None
    everybody = Counter(entry.id for entry in built.site.listed)
    assert len(everybody) == COUNT
    for folder in ("map/points", "search"):
        first = json.loads(built.artifacts[f"{folder}.json"].content)
        names = [part["name"] for part in first["parts"]]
        files = [json.loads(built.artifacts[f"{folder}-{name}.json"].content) for name in names]
        listed = folder == "search"  # by their pages; the map knows them by their ids
        held = [[org["href"].split("/")[1] for org in each] if listed else [*each["orgs"]] for each in files]
        assert Counter(identifier for part in held for identifier in part) == everybody
        assert [len(part) for part in held] == [part["count"] for part in first["parts"]]
        assert max(map(len, held)) <= FULL and not first.get("orgs") and "points" not in first
        assert "elsewhere" in names and {"zama-1", "ayase-1", "ebina-1", "yamato-1"} <= set(names)


def test_a_part_says_where_its_points_are_and_each_point_is_its_own(large: tuple[Path, Build]) -> None:
    _, built = large
    for part in json.loads(built.artifacts["map/points.json"].content)["parts"]:
        found = json.loads(built.artifacts[f"map/points-{part['name']}.json"].content)
        lats, lons = [p["lat"] for p in found["points"]], [p["lon"] for p in found["points"]]
        assert part["bounds"] == ([[min(lats), min(lons)], [max(lats), max(lons)]] if lats else None)
        assert found["rows"].keys() == found["orgs"].keys() >= {point["id"] for point in found["points"]}
        assert all(point.keys() <= {"id", "lat", "lon", "radius", "where", "rough"} for point in found["points"])


def test_without_a_script_everybody_is_reached_by_links(large: tuple[Path, Build]) -> None:
    _, built = large
    page = built.artifacts["map/index.html"].content.decode()
    assert "data-id=" not in page
    assert all(f'href="../{path}"' in page for path in ("orgs/", "cities/zama/", "cities/zama/family/"))
    mine = next(path for path in built.artifacts if path.startswith("orgs/mihon-0"))
    assert f'map/#org={mine.split("/")[1]}"' in built.artifacts[mine].content.decode()


def test_a_worker_keeps_no_part(large: tuple[Path, Build]) -> None:
    worker = large[1].artifacts["sw.js"].content.decode()
    assert "search.json" in worker and "points-" not in worker and "search-" not in worker


def test_a_proof_has_the_same_parts(large: tuple[Path, Build]) -> None:
    root, built = large
    files = Reader(root, OPTIONS).read().files
    assert files is not None
    wanted = [path for path in built.artifacts if path.endswith(".json") or path.startswith(("map/", "orgs/index"))]
    for path in wanted:
        found = files.find(path)
        assert found is not None and found.content == built.artifacts[path].content, path


def test_the_parts_of_a_full_city_are_of_one_size_and_light(tmp_path: Path) -> None:
    from mapgen.build import read_site

    write_project(tmp_path / "p", shards.LARGE + 101)
    site = read_site(tmp_path / "p", OPTIONS, Problems())
    assert site is not None
    press = Press(site, Theme("default"))
    sizes = [len(part.entries) for part in press.shards]
    assert sum(sizes) == shards.LARGE + 101 and max(sizes) <= shards.FULL and max(sizes) - min(sizes) <= 2
    files = [file for make in (map_data, search_index) for file in make(press, "ja")]
    heavy = {file.path: len(gzip.compress(file.content, 9)) for file in files}
    assert {path: size for path, size in heavy.items() if size > 60 * KB} == {}
    assert heavy["map/points.json"] <= 5 * KB


def test_a_site_just_not_large_has_one_file(large: tuple[Path, Build], monkeypatch: pytest.MonkeyPatch) -> None:
    site = large[1].site
    assert site is not None
    monkeypatch.setattr(shards, "LARGE", COUNT)
    press = Press(site, Theme("default"))
    assert [file.path for make in (map_data, search_index) for file in make(press, "ja")] == [
        "map/points.json",
        "search.json",
    ]


def test_the_order_of_parts_is_that_of_the_region(large: tuple[Path, Build]) -> None:
    site = large[1].site
    assert site is not None
    order = [city.id for city in site.content.region.cities] + ["elsewhere"]
    cities = [order.index(part.city) for part in shards.shards(site)]
    assert all(a <= b for a, b in pairwise(cities))


def test_a_long_list_is_on_several_pages_that_lead_to_each_other(
    large: tuple[Path, Build], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "MOST", 10)
    monkeypatch.setattr(paging, "ROWS", 4)
    root, _ = large
    options = Options("http://127.0.0.1:8000/")
    built = build(root, options)
    assert built.good(), [problem.text() for problem in built.problems if problem.level == "error"]
    pages = {path: file.content.decode() for path, file in built.artifacts.items() if file.path.endswith(".html")}
    first, *others = ("orgs/index.html", *(f"orgs/{n}.html" for n in range(2, 7)))
    assert "orgs/7.html" not in pages
    rows = [re.findall(r'<article class="row [^>]*data-org="([^"]+)"', pages[path]) for path in (first, *others)]
    assert [len(each) for each in rows] == [4, 4, 4, 4, 4, 3]
    assert Counter(each for page in rows for each in page) == Counter(entry.id for entry in built.site.listed)  # type: ignore[union-attr]
    for n, path in enumerate((first, *others), 1):
        links = re.findall(
            r'<a href="([^"]+)"( aria-current="page")?>(\d+)</a>', pages[path].partition('class="pages"')[2]
        )
        assert [int(number) for _, _, number in links] == [1, 2, 3, 4, 5, 6]
        assert [int(number) for _, current, number in links if current] == [n]
        assert [href for href, _, _ in links] == ["./", *(f"{n}.html" for n in range(2, 7))]
    assert "(2/6)" in pages[others[0]].partition("</title>")[0]
    assert "<loc>http://127.0.0.1:8000/orgs/2.html</loc>" in built.artifacts["sitemap.xml"].content.decode()
    assert {"cities/zama/2.html", "embed/2.html"} <= pages.keys()
    # Whoever follows a link to a section that begins on a later page finds the way there under its anchor.
    away = 0
    for path in [path for path in pages if 'class="pages"' in pages[path] and '<nav class="jump"' in pages[path]]:
        ways = pages[path].partition('<nav class="jump"')[2].partition("</nav>")[0]
        ids = re.findall(r' id="([^"]+)"', pages[path])
        assert set(re.findall(r'href="[^"#]+#([^"]+)"', ways)) <= set(ids) and len(ids) == len(set(ids)), path
        away += ways.count(" id=")
    assert away
    files = Reader(root, options).read().files
    assert files is not None
    for path in (*others, "cities/zama/2.html", "sitemap.xml"):
        found = files.find(path)
        assert found is not None and found.content == built.artifacts[path].content, path


@pytest.mark.parametrize("name", ["map/points-zama-1.json", "search-zama-1.json"])
def test_who_is_in_no_part_or_in_two_is_noticed(large: tuple[Path, Build], name: str) -> None:
    site, made = large[1].site, dict(large[1].artifacts)
    assert site is not None
    one, other = name, name.replace("zama-1", "ayase-1")
    for gone, twice in ((one, other), (other, one)):
        spoilt = {**made, gone: Artifact(gone, made[twice].content, made[gone].maker)}
        problems = Problems()
        browsed.check(site, spoilt, problems)
        assert {problem.code for problem in problems} == {"records-differ"}
        said = [problem.text() for problem in problems]
        sizes = {part.name: len(part.entries) for part in shards.shards(site)}
        times = [sum(f"1 回あるはずが、{n} 回" in text for text in said) for n in (0, 2)]
        assert times == [sizes[path.rpartition("/")[2].partition("-")[2][:-5]] for path in (gone, twice)]
