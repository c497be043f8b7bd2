"""`sw.js` and the page for where there is no network: what may be kept, in which words, and when nothing may."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from statistics import mean
from typing import Any

import pytest

from mapgen.build import Build, Options, build
from mapgen.model import Organization
from mapgen.render.headers import headers
from mapgen.render.pages.offline import PAGE_BYTES
from tests import builders
from tests.builders import hidden, organization, rich
from tests.rendering import LANGUAGES, chooser, hotline, pages, plain

ROOT = Path(__file__).resolve().parent.parent
DANGER = rich("quiet", name="しずかな会", kana=None, sensitive=["dv"], places=[hidden("minami")])


def made(*organizations: Organization, preview: bool = False, **settings: Any) -> dict[str, str]:
    site = builders.site(
        *(organizations or (rich(), DANGER)),
        preview=preview,
        settings=builders.settings(languages=LANGUAGES, offline="true", **settings),
        hotlines=(hotline(),),
        chooser=chooser(),
    )
    return pages(site)


def facts(worker: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(worker.partition("const MAP = ")[2].partition(";\n")[0])
    return found


def test_what_is_kept_for_everybody_exists_and_tells_nothing() -> None:
    files = made()
    known = facts(files["sw.js"])
    assert [each["prefix"] for each in known["languages"]] == ["", "easy/", "en/"]
    for each in known["languages"]:
        assert each["core"][0] == "" and each["core"][-1] == "offline/"
        assert {"cities/", "cities/kita/", "categories/living/", "orgs/", "hotlines/", "find/"} <= set(each["core"])
        for path in each["core"]:
            assert f"{each['prefix']}{path}{'' if '.' in path else 'index.html'}" in files, path
    assert known["languages"][1]["say"] == "まえに とっておいた ページです。いまは かわっているかもしれません。"
    assert known["quiet"] == ["orgs/quiet/", "find/afraid/"]
    assert known["files"] and not [file for file in known["files"] if file not in files or "leaflet" in file]


def test_a_version_is_of_the_whole_site() -> None:
    def version(*organizations: Organization, **settings: Any) -> str:
        return str(facts(made(*organizations, **settings)["sw.js"])["version"])

    assert version(rich(), DANGER) == version(rich(), DANGER)
    assert len({version(), version(rich(cost="paid")), version(operator={"ja": "ほかの会"})}) == 3


def test_where_nothing_may_be_kept_the_worker_removes_itself_and_no_page_tells_of_it() -> None:
    off = pages(builders.site(rich(), settings=builders.settings(languages=LANGUAGES)))
    for files in (off, made(preview=True)):
        assert "registration.unregister()" in files["sw.js"] and "MAP" not in files["sw.js"]
        assert "offline/index.html" not in files and "offline/" not in files["index.html"]


def test_no_text_of_an_editor_stands_in_the_way_of_switching_it_off() -> None:
    texts = [file.read_text(encoding="utf-8") for file in (ROOT / "content").rglob("*.[my]*")]
    assert len(texts) > 100 and not [text for text in texts if "(/offline/" in text]


def test_the_page_offers_all_but_those_for_people_in_danger() -> None:
    files = made(rich(), organization("south", name="南の会", serves=["minami"]), DANGER, rich("old", status="closed"))
    page = files["offline/index.html"]
    items = dict(re.findall(r'<li data-groups="([^"]*)" data-org hidden><a href="\.\./orgs/([^/]+)/"', page))
    assert items == {"all kita": "mihon", "all minami": "south"}
    text = plain(files, "offline/index.html")
    assert "すべて 2団体、約0.2MB" in text and "南みほん市 1団体、約0.1MB" in text
    assert "みほん電話 0120-000-000" in text and "しずかな会" not in text
    assert "North 1 organisation, about 0.1 MB" in plain(files, "en/offline/index.html")


def test_the_server_says_that_the_worker_may_change() -> None:
    site = builders.site(rich())
    text = headers(site).content.decode()
    assert "/sw.js\n  Cache-Control: no-cache\n" in text and "worker-src 'self'" in text


@pytest.fixture(scope="module")
def real() -> Build:
    return build(ROOT, Options(only_pages=True))


def test_the_page_says_about_how_much_a_device_will_store(real: Build) -> None:
    wanted = r"(orgs/[^/]+|categories/[^/]+/[^/]+|forms/[^/]+|areas/[^/]+)/index\.html"
    sizes = [len(artifact.content) for path, artifact in real.artifacts.items() if re.fullmatch(wanted, path)]
    assert len(sizes) > 100 and mean(sizes) == pytest.approx(PAGE_BYTES, rel=0.15)


def test_what_comes_by_itself_is_less_than_a_photograph(real: Build) -> None:
    known = facts(real.artifacts["sw.js"].content.decode())
    paths = [*known["files"], *(p if "." in p else f"{p}index.html" for p in known["languages"][0]["core"])]
    assert sum(len(gzip.compress(real.artifacts[path].content)) for path in paths) < 300_000
