"""What a page weighs on the way to an old phone: bytes after gzip, counted in the real map."""

from __future__ import annotations

import gzip
import re
from pathlib import Path
from posixpath import normpath

import pytest

from mapgen.build import Build
from tests.real_site import real_build

ROOT = Path(__file__).resolve().parent.parent
KB = 1024
# What a browser fetches to show a page, as the page names it.
_FETCHED = re.compile(r'<(?:link rel="(?:stylesheet|icon)"[^>]*href|script[^>]*src|img[^>]*src)="([^"]+)"')


@pytest.fixture(scope="module")
def real() -> Build:
    return real_build()


def weight(real: Build, path: str) -> int:
    return len(gzip.compress(real.artifacts[path].content, 9))


def fetched(real: Build, path: str) -> list[str]:
    """Return the page and each file that it loads by itself, once."""
    folder, text = path.rpartition("/")[0], real.artifacts[path].content.decode()
    found = [normpath(f"{folder}/{address}").lstrip("/") for address in _FETCHED.findall(text)]
    return list(dict.fromkeys([path, *(re.sub(r"^(\.\./)+", "", each) for each in found)]))


def total(real: Build, path: str) -> int:
    return sum(weight(real, each) for each in fetched(real, path))


def pages(real: Build, folder: str) -> list[str]:
    return [path for path in real.artifacts if re.fullmatch(rf"(\w+/)?{folder}.*index\.html", path)]


@pytest.mark.parametrize("folder", ["orgs/", "cities/", "categories/", "forms/", "areas/", "find/", "hotlines/", ""])
def test_no_page_but_the_map_is_heavier_than_40_kb_with_all_that_it_loads(real: Build, folder: str) -> None:
    wanted = pages(real, folder) if folder else ["index.html", "en/index.html", "easy/index.html"]
    heavy = {path: total(real, path) for path in wanted if path not in pages(real, "map/")}
    assert len(heavy) >= 3
    assert {path: size for path, size in heavy.items() if size > 40 * KB} == {}


def test_an_organisations_page_is_at_most_8_kb(real: Build) -> None:
    sizes = {path: weight(real, path) for path in pages(real, "orgs/[^/]+/")}
    assert len(sizes) > 240 and {path: size for path, size in sizes.items() if size > 8 * KB} == {}


def test_scripts_and_data_keep_to_their_budgets(real: Build) -> None:
    def named(pattern: str) -> int:
        (path,) = (path for path in real.artifacts if re.fullmatch(pattern, path))
        return weight(real, path)

    assert named(r"static/site\.\w+\.js") <= 8 * KB
    assert named(r"static/map\.\w+\.js") <= 15 * KB
    assert weight(real, "search.json") <= 60 * KB
    map_page = [path for path in fetched(real, "map/index.html") if path.endswith((".js", ".css"))]
    assert sum(weight(real, path) for path in map_page) <= 80 * KB


def test_the_whole_site_is_at_most_10_mb_as_it_travels(real: Build) -> None:
    assert sum(len(gzip.compress(artifact.content)) for artifact in real.artifacts.values()) <= 10 * KB * KB


def test_the_first_page_is_six_requests(real: Build) -> None:
    assert len(fetched(real, "index.html")) <= 6
