"""The index that the browser searches, and the page around it."""

from __future__ import annotations

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest

from mapgen.build import Options, read_site
from mapgen.folding import fold
from mapgen.problems import Problems
from mapgen.render.press import Press
from mapgen.render.searchable import search_index
from mapgen.site import Site
from mapgen.theme import Theme
from tests import builders
from tests.builders import area, hidden, organization, public, rich
from tests.rendering import Reader, four, hotline

ROOT = Path(__file__).resolve().parent.parent


def index(site: Site, lang: str = "ja") -> dict[str, Any]:
    (file,) = search_index(Press(site, Theme("default")), lang)
    made: dict[str, Any] = json.loads(file.content)
    return made


def words(thing: dict[str, Any]) -> str:
    """Return everything of a thing that a search can meet, folded."""
    shown = fold(f"{thing.get('name', '')} {thing.get('about', '')} {thing.get('summary', '')}")
    return "\n".join([shown, *thing.get("names", []), *thing.get("words", []), thing.get("more", "")])


def test_every_listed_organisation_is_in_it_once_and_nobody_else() -> None:
    site = builders.site(
        rich("a"),
        organization("paused", status="paused"),
        organization("old", status="closed"),
        organization("draft", status="draft"),
    )
    assert [org["href"] for org in index(site)["orgs"]] == ["orgs/a/", "orgs/paused/"]


def test_an_organisation_is_found_by_its_names_its_words_and_what_it_is_sorted_under() -> None:
    org = rich(
        aliases=["ミホン亭"],
        type="npo",
        audience={"groups": ["family"]},
        services=[{"name": "お届け弁当", "summary": "家まで届けます。"}],
        places=[public(35.452, name="みほん会館")],
    )
    data = index(builders.site(org))
    (found,) = data["orgs"]
    for word in (
        "みほん食堂",
        "みほんしょくどう",
        "ミホン亭",
        "お届け弁当",
        "みほん会館",
        "青葉1丁目",
        "0460000000",
        "いっしょに",
    ):
        assert fold(word) in words(found), word
    under = [data["targets"][n] for n in found["of"]]
    assert [target["name"] for target in under if "kind" in target] == [
        "食の支援", "生活", "居場所", "北みほん市", "みほん中央駅",
    ]  # fmt: skip
    assert [target["names"][0] for target in under if "kind" not in target] == ["npo法人", "家族"]
    assert found["summary"] == "だれでも来られる食事の場所。" and found["tel"] == "046-000-0000"


def test_every_page_of_the_region_is_a_target_and_leads_somewhere() -> None:
    made = four()
    data = json.loads(made["search.json"])
    kinds = {target.get("kind") for target in data["targets"]}
    assert kinds == {"category", "form", "city", "area", "page", None}
    for thing in (*data["targets"], *data["orgs"]):
        if "kind" in thing or "summary" in thing:
            assert f"{thing['href']}index.html" in made, thing
    assert "座間" not in made["search.json"]


def test_people_leave_off_the_city_of_a_city() -> None:
    (north,) = [target for target in index(builders.site())["targets"] if target.get("href") == "cities/kita/"]
    assert north["words"] == ["北みほん"] and north["names"] == ["北みほん市", "north", "きたみほんし"]


def test_a_hidden_place_is_its_city_and_a_sensitive_organisation_no_place_at_all() -> None:
    secret = rich("secret", places=[hidden("minami", name="ひみつの家")], serves=["kita"])
    quiet = rich("quiet", sensitive=["dv"], publish_agreed="2026-01-01", places=[public(35.452, name="相談の部屋")])
    rough = rich("rough", places=[area(name="まちの家")])
    data = index(builders.site(secret, quiet, rough))
    by_name = {org["href"]: org for org in data["orgs"]}
    cities = [data["targets"][n].get("href") for n in by_name["orgs/secret/"]["of"]]
    assert "cities/minami/" in cities and "areas/chuo/" not in cities
    assert "ひみつ" not in words(by_name["orgs/secret/"])
    assert not {"相談の部屋", "青葉1丁目"} & set(words(by_name["orgs/quiet/"]).split("\n"))
    assert "areas/chuo/" not in [data["targets"][n].get("href") for n in by_name["orgs/quiet/"]["of"]]
    assert {"まちの家", "青葉1丁目"} <= set(words(by_name["orgs/rough/"]).split("\n"))


def test_a_hotline_has_the_words_that_show_it_first() -> None:
    line = hotline().model_copy(update={"words": ("死にたい", "しにたい", "DV")})
    (found,) = index(builders.site(hotlines=(line,)))["hotlines"]
    assert found["words"] == ["しにたい", "dv"]
    assert found["number"] == "0120-000-000" and found["href"] == "tel:0120000000"


def test_each_language_shows_its_own_words_and_is_found_by_all() -> None:
    english = json.loads(four()["en/search.json"])
    food = next(target for target in english["targets"] if target["href"] == "categories/living/food/")
    assert food["name"] == "Food" and {"food", "食の支援", "しょく"} <= set(food["names"])
    assert english["say"]["one"] == "1 place"
    meal = next(org for org in english["orgs"] if org["href"] == "orgs/mihon/")
    assert meal["summary"] == "Meals for anyone." and "summary_lang" not in meal and meal["name_lang"] == "ja"


@pytest.mark.parametrize("path", ["search/", "index.html", "404.html", "orgs/", "categories/"])
def test_the_box_works_without_javascript_by_leading_to_the_troubles(path: str) -> None:
    page = four()[path if path.endswith(".html") else f"{path}index.html"]
    boxes = re.findall(r'<form class="search" role="search" action="([^"]+)" data-search="([^"]+)"', page)
    up = "/" if path == "404.html" else "../" if path.endswith("/") else ""
    assert boxes == [(f"{up}search/", f"{up}search.json")]
    box = page.partition('<form class="search"')[2].partition("</form>")[0]
    assert 'type="search"' in box and 'autocomplete="off"' in box and '<label for="q">' in box


def test_the_search_page_is_the_chooser_until_somebody_searches() -> None:
    page = four()["search/index.html"]
    assert page.count('class="tile"') == four()["index.html"].count('class="tile"') > 1 and "<noscript>" in page
    assert re.findall(r'id="(results|found-\w+)"[^>]*?( hidden)?>', page) == [
        (name, " hidden")
        for name in ("results", "found-hotlines", "found-nothing", "found-pages", "found-orgs", "found-more")
    ]
    assert "支援がないという意味ではありません" in page
    assert Reader(page).open == []


@pytest.mark.parametrize("lang", ["ja", "easy", "en"])
def test_the_real_index_is_light(lang: str) -> None:
    site = read_site(ROOT, Options(only_pages=True), Problems())
    assert site is not None
    press = Press(site, Theme("default"))
    first, again = (next(search_index(press, lang)).content for _ in range(2))
    assert first == again
    assert len(gzip.compress(first, 9)) < 60_000


def test_the_scripts_are_light() -> None:
    made = four()
    (engine,) = (path for path in made if re.fullmatch(r"static/search\.\w+\.js", path))
    (every,) = (path for path in made if re.fullmatch(r"static/site\.\w+\.js", path))
    assert len(gzip.compress(made[engine].encode(), 9)) + len(gzip.compress(made[every].encode(), 9)) < 8_000
    assert [path for path, text in made.items() if engine.rpartition("/")[2] in text] == [
        path for path in made if path.endswith("search/index.html")
    ]
