"""Lists, map, marks, theme and headers."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import mapgen
from mapgen.render.marks import ENOUGH, contrast, letters, lightened
from mapgen.render.pages.indexes import kana_row
from mapgen.theme import packaged_themes
from tests import builders
from tests.builders import public, rich
from tests.rendering import four, html_pages, pages, plain

TEMPLATES = packaged_themes() / "default" / "templates"


def test_a_citys_page_tells_who_stands_there_who_serves_it_and_who_takes_its_people() -> None:
    text = plain(four(), "cities/minami/index.html")
    assert "南みほん市の団体と窓口" in text
    here, _, rest = text.rpartition("となりの市にあって、使える")
    assert "となり食堂" in here.rpartition("南みほん市にある")[2]
    assert "みほん食堂" in rest.partition("困ったとき")[0]


def test_a_citys_page_leads_to_its_categories_with_all_that_its_people_can_use() -> None:
    made = four()
    assert re.findall(r'<a class="chip c-\w+" href="(\.\.[^"]+)">', made["cities/minami/index.html"]) == [
        "../../cities/minami/living/"
    ]
    assert "生活3件" in plain(made, "cities/minami/index.html")
    text = plain(made, "cities/minami/living/index.html").partition("困ったとき")[0]
    assert "生活(南みほん市)" in text and "3件あります。" in text
    here, _, rest = text.rpartition("となりの市にあって、使える")
    assert "となり食堂" in here and "しずかな会" in here and "みほん食堂" in rest
    assert "ほかの市の「生活」 北みほん市2件 すべての市3件" in text
    assert "みほん電話 0120-000-000" in text


def test_a_city_has_no_page_for_a_category_that_nobody_is_in() -> None:
    made = four()
    crossings = {path for path in made if re.fullmatch(r"cities/\w+/\w+/index.html", path)}
    assert crossings == {"cities/kita/living/index.html", "cities/minami/living/index.html"}
    assert "市でしぼる" not in plain(made, "categories/children/index.html")
    text = plain(made, "categories/living/food/index.html")
    assert "「生活」を市でしぼる" in text and "北みほん市2件 南みほん市3件" in text


def test_an_areas_page_crosses_borders_nearest_first() -> None:
    text = plain(four(), "areas/chuo/index.html")
    near, far = text.index("となり食堂"), text.index("約300m")
    assert far < near and "みほん食堂" not in text.partition("困ったとき")[0]  # 2.2 km away: outside the radius


def test_hotlines_stand_where_the_chart_puts_them_with_the_day_they_were_checked() -> None:
    assert "みほん電話 0120-000-000 だれでも (2026年1月2日 に番号を確認)" in plain(
        four(), "categories/living/money/index.html"
    )
    assert "すぐに電話できるところ" not in plain(four(), "categories/children/index.html")
    assert "(2026年1月2日 に番号を確認)" in plain(four(), "hotlines/index.html")


def test_categories_that_others_should_not_see_are_quiet_with_all_below_them() -> None:
    living, children = builders.taxonomy().model_dump()["categories"]
    leaf = {"id": "dv", "name": {"ja": "DV"}, "kana": "でぃーぶい", "quiet": "true", "about": {"ja": "なぐられる"}}
    made = pages(
        builders.site(
            rich(categories=["living/food", "children/dv"]),
            taxonomy=builders.taxonomy(categories=[living | {"quiet": "true"}, children | {"children": [leaf]}]),
        )
    )
    quiet = {path for path, text in made.items() if 'name="referrer" content="no-referrer"' in text}
    assert quiet == {
        "categories/living/index.html", "categories/living/food/index.html", "categories/living/money/index.html",
        "cities/kita/living/index.html", "cities/minami/living/index.html", "categories/children/dv/index.html",
    }  # fmt: skip
    for path in quiet:
        assert "<title>くらしの情報 | みほん資源マップ</title>" in made[path] and "data-exit" in made[path]
        assert 'name="description"' not in made[path]
    told = re.findall(r"^/(\S+)\n  Referrer-Policy: no-referrer$", made["_headers"], re.MULTILINE)
    assert told == ["categories/living/*", "cities/kita/living/*", "cities/minami/living/*", "categories/children/dv/*"]


def test_an_empty_list_does_not_say_that_there_is_no_help() -> None:
    text = plain(four(), "categories/children/index.html")
    assert "支援がないという意味ではありません。" in text


def test_the_map_page_lists_everybody_and_its_data_draws_those_with_a_point() -> None:
    made = four()
    assert re.findall(r'data-id="(\w+)"', made["map/index.html"]) == [
        "mihon",
        "quiet",
        "near",
    ]  # by city, then by reading
    data = json.loads(made["map/points.json"])
    assert [(p["id"], p["lat"], p["lon"], p["radius"], p["letter"]) for p in data["points"]] == [
        ("near", 35.4475, 139.3501, 0, "生"),
        ("mihon", 35.47, 139.35, 0, "生"),
    ]
    assert data["tiles"]["url"] == "https://tiles.example.jp/{z}/{x}/{y}.png"
    assert json.loads(made["en/map/points.json"])["points"][0]["lang"] == "ja"


@pytest.mark.parametrize(
    ("text", "row"),
    [("がっこう", "か"), ("パン", "は"), ("ん", "わ"), ("ヴァ", "あ"), ("NPO", "A"), ("山", ""), ("", "")],
)
def test_rows_of_the_kana_table(text: str, row: str) -> None:
    assert kana_row(text) == row


def test_each_category_has_a_letter_of_its_own_and_a_colour_that_can_be_read_in_the_dark() -> None:
    taxonomy = builders.taxonomy()
    assert letters(taxonomy) == {"living": "生", "children": "子"}
    assert contrast("#000000", "#FFFFFF") == 21
    assert all(contrast(lightened(top.colour), "#14191C") >= ENOUGH for top in taxonomy.categories)


def test_static_files_are_named_by_their_content_and_vendored_ones_by_their_version() -> None:
    made = set(four())
    assert sum(1 for path in made if re.fullmatch(r"static/site\.[0-9a-f]{10}\.css", path)) == 1
    assert "static/vendor/leaflet-1.9.4/leaflet.js" in made
    assert not [
        path for path in made if path.startswith("static/") and not re.search(r"\.[0-9a-f]{10}\.|vendor/", path)
    ]
    css = next(text for path, text in four().items() if re.fullmatch(r"static/site\..*\.css", path))
    assert ".c-living{--c:#A52714;--pin:#A52714}" in css


def test_a_project_lays_its_own_files_over_the_theme(tmp_path: Path) -> None:
    folder = tmp_path / "themes" / "default"
    for path, text in {
        "templates/404.html": "{{ v.ask }}",
        "i18n/ja.yaml": "nav:\n  map: 地図です\n",
        "static/css/site/9-own.css": "h1 { color: teal; }\n",
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    made = pages(builders.site(rich()), tmp_path)
    assert made["404.html"] == "どうしましたか"
    assert "<span>地図です</span>" in made["index.html"]
    assert any("color: teal" in text for path, text in made.items() if path.startswith("static/site."))


def test_the_security_policy_names_the_tiles_host_and_nothing_else() -> None:
    first = four()["_headers"].splitlines()
    assert first[:2] == [
        "/*",
        "  Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; "
        "img-src 'self' data: https://tiles.example.jp; font-src 'self'; manifest-src 'self'; worker-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'",
    ]
    assert "  Referrer-Policy: strict-origin-when-cross-origin" in first
    assert four()["_headers"].count("immutable") == 1


def test_the_licences_page_names_data_and_libraries_with_their_licence() -> None:
    text = plain(four(), "licences/index.html")
    for words in (
        "みほんデータ (CC0)",
        "leaflet 1.9.4",
        "design-tokens 1.1.9",
        "Redistribution and use",
    ):
        assert words in text, words


ATTACK = "\"><script>alert(1)</script>{{ 7*7 }}'`"


def test_no_text_of_an_editor_becomes_html() -> None:
    texts = (
        "name",
        "kana",
        "summary",
        "description",
        "first_contact",
        "operator",
        "cost_note",
        "hours_note",
        "apply_note",
    )
    org = rich(
        **dict.fromkeys(texts, ATTACK),
        aliases=[ATTACK],
        notice={"text": ATTACK},
        links=[{"title": ATTACK, "url": "https://example.jp/"}],
        sources=[{"title": ATTACK, "note": ATTACK}],
        places=[public(name=ATTACK, access=ATTACK)],
        services=[{"name": ATTACK, "summary": ATTACK, "description": ATTACK}],
    )
    for path, seen in html_pages(pages(builders.site(org))).items():
        scripts = [value for tag, name, value in seen.attributes if tag == "script" and name == "src"]
        assert all("static/" in value for value in scripts), path
        assert "49" not in seen.text.replace("990049", "") or "{{ 7*7 }}" in seen.text, path
        assert "alert(1)" not in "".join(value for tag, _, value in seen.attributes if tag == "script"), path


def test_templates_declare_nothing_safe_and_python_does_it_in_few_places() -> None:
    for file in TEMPLATES.rglob("*.html"):
        assert not re.search(r"\|\s*safe\b|autoescape\s+false|xmlattr|\bstyle=", file.read_text(encoding="utf-8")), file
    package = Path(mapgen.__file__).parent
    texts = {f.relative_to(package).as_posix(): f.read_text(encoding="utf-8") for f in package.rglob("*.py")}
    callers = {room: n for room, text in texts.items() if (n := len(re.findall(r"\btrusted\(", text)))}
    assert callers == {
        "render/local.py": 1, "render/markdown.py": 2, "render/pages/handout.py": 1, "render/pages/single.py": 3,
        "render/qr.py": 2, "theme/html.py": 1, "theme/theme.py": 3,
    }  # fmt: skip
