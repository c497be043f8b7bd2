"""GeoJSON, sitemap, robots, and the Japanese words of the exports."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from datetime import date
from typing import get_args

import pytest

from mapgen import exports, wording
from mapgen.exports import geojson, web
from mapgen.model import WEEKDAYS, Audience, Closing, Hours, Precision, Verified
from mapgen.model.organization import Access, Apply, Cost, OpenTo, VerifiedBy
from mapgen.site import Site
from tests import builders as make

SITEMAP = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def features(site: Site) -> dict[str, object]:
    (artifact,) = geojson.files(site)
    assert artifact.path == "data/orgs.geojson"
    return json.loads(artifact.content)


def text(site: Site, path: str) -> str:
    return next(artifact.content.decode() for artifact in web.files(site, ()) if artifact.path == path)


def test_every_export_is_in_the_tuple_and_no_path_is_made_twice() -> None:
    made = list(exports.files(make.site(make.rich())))
    paths = [artifact.path for artifact in made]
    makers = ("kml", "kmz", "csv", "geojson", "records", "orgtable", "opendata", "hsds", "figures", "schema")
    makers += ("vcard", "ical", "feed", "opensearch", "jsonld", "dcat")
    assert len(paths) == len(set(paths)) and len(exports.EXPORTS) == 13
    assert {artifact.maker for artifact in made} == {f"exports/{maker}" for maker in makers}


def test_a_feature_tells_what_is_known_and_null_where_nobody_answered() -> None:
    org = make.rich(places=[make.public(35.4712345678, 139.35)], contact={"tel": "046-000-0000"})
    collection = features(make.site(org))
    assert tuple(collection["features"][0]["properties"]) == tuple(key for key, _ in geojson.KEYS)
    assert collection == {
        "type": "FeatureCollection",
        "name": "みほん資源マップ",
        "licence": "CC BY 4.0",
        "licence_url": "https://creativecommons.org/licenses/by/4.0/",
        "attribution": "みほん協議会",
        "sources": [],
        "date": "2026-04-01",
        "bbox": [139.35, 35.471235, 139.35, 35.471235],
        "features": [
            {
                "type": "Feature",
                "id": "mihon",
                "geometry": {"type": "Point", "coordinates": [139.35, 35.471235]},
                "properties": {
                    "id": "mihon",
                    "name": "みほん食堂",
                    "kana": "みほんしょくどう",
                    "summary": "だれでも来られる食事の場所。",
                    "top": "living",
                    "categories": ["living/food"],
                    "forms": ["ibasho"],
                    "city": "kita",
                    "serves": ["kita"],
                    "open_to": "anyone",
                    "address": "みほん県北みほん市青葉一丁目2番3号",
                    "visibility": "public",
                    "precision": "manual",
                    "precision_words": "正確な位置(人が確かめた点)",
                    "radius": 0,
                    "point_from": "manual",
                    "tel": "046-000-0000",
                    "url": None,
                    "hours": "月〜水 9:30〜16:30、休み: 祝日",
                    "status": "active",
                    "notice": None,
                    "verified": "2026-02-01",
                    "sources": [],
                    "page": "https://mihon.example.jp/orgs/mihon/",
                },
            }
        ],
    }


def test_geojson_has_a_feature_for_each_drawable_place_and_says_how_exact_it_is() -> None:
    org = make.organization("b", places=[make.hidden(), make.area(), make.public(35.42, 139.31, name="分室")])
    closed = make.organization("a", status="closed", places=[make.public()])
    collection = features(make.site(org, closed, make.organization("c")))
    found = [(f["id"], f["properties"]["precision"], f["properties"]["radius"]) for f in collection["features"]]
    assert found == [("b/2", "town", 500), ("b/3", "manual", 0)]
    assert collection["bbox"] == [139.31, 35.42, 139.35, 35.475]


def test_geojson_is_one_feature_a_line_raw_japanese_and_the_same_bytes() -> None:
    orgs = [make.organization(each, kana=kana, places=[make.public()]) for each, kana in (("a", "い"), ("b", "あ"))]
    (one,), (two,) = geojson.files(make.site(*orgs)), geojson.files(make.site(*reversed(orgs)))
    assert one == two
    assert "みほん食堂" in one.content.decode() and b"\\u" not in one.content and b"\r" not in one.content
    assert [line[:27] for line in one.content.decode().split("\n")[1:3]] == ['{"type": "Feature", "id": "'] * 2
    assert [feature["id"] for feature in json.loads(one.content)["features"]] == ["a", "b"]
    assert "bbox" not in features(make.site())


def sitemap(site: Site, *paths: str) -> dict[str, tuple[str, list[tuple[str | None, str | None]]]]:
    """Return path → (day, alternates) of every page of the sitemap of a site with files at `paths`."""
    root = ET.fromstring(next(web.files(site, paths)).content)
    return {
        url.findtext("s:loc", "", SITEMAP).removeprefix(make.BASE_URL): (
            url.findtext("s:lastmod", "", SITEMAP),
            [(link.get("hreflang"), link.get("href")) for link in url[2:]],
        )
        for url in root
    }


def test_the_sitemap_names_every_page_with_the_day_it_changed() -> None:
    told = sitemap(
        make.site(make.rich()), "orgs/mihon/index.html", "index.html", "404.html", "static/x.css", "map/index.html"
    )
    assert told == {"": ("2026-04-01", []), "map/": ("2026-04-01", []), "orgs/mihon/": ("2026-02-01", [])}


def test_the_sitemap_joins_the_languages_of_a_page() -> None:
    languages = make.settings().model_copy(update={"languages": ("ja", "easy", "en")})
    paths = [f"{lang}{page}/index.html" for lang in ("", "easy/", "en/") for page in ("about", "orgs/mihon")]
    told = sitemap(make.site(make.rich(), settings=languages), *paths, "staff/index.html", "en/index.html")
    both = [("ja", "https://mihon.example.jp/about/"), ("en", "https://mihon.example.jp/en/about/")]
    both.append(("x-default", "https://mihon.example.jp/about/"))
    assert told["about/"][1] == both == told["en/about/"][1]
    assert told["easy/about/"][1] == [] == told["staff/"][1] == told["en/"][1]
    assert told["easy/orgs/mihon/"][0] == "2026-02-01"
    assert list(told) == [
        "about/", "orgs/mihon/", "staff/", "easy/about/", "easy/orgs/mihon/", "en/", "en/about/", "en/orgs/mihon/",
    ]  # fmt: skip


def test_a_base_url_may_hold_a_path_and_an_ampersand() -> None:
    site = make.site(base_url="https://a.example.jp/x&y/")
    assert list(sitemap(site, "index.html")) == ["https://a.example.jp/x&y/"]


def test_robots_are_welcome_but_not_in_a_preview() -> None:
    welcome = "User-agent: *\nAllow: /\n\nSitemap: https://mihon.example.jp/sitemap.xml\n"
    assert text(make.site(), "robots.txt") == welcome
    assert text(make.site(preview=True), "robots.txt") == "User-agent: *\nDisallow: /\n"


HOURS = [
    Hours.model_validate({"days": ["fri", "mon", "tue", "wed", "thu"], "open": "9:30", "close": "16:30"}),
    Hours.model_validate({"days": ["sat"], "nth": [4, 2], "open": "11:00", "close": "14:05", "note": "8月は休み"}),
]


def test_hours_in_words() -> None:
    closed: tuple[Closing, ...] = ("holidays", "new-year", date(2026, 5, 1))
    assert wording.hours_in_words(HOURS, closed, "要予約") == [
        "月〜金 9:30〜16:30",
        "第2・第4土 11:00〜14:05(8月は休み)",
        "休み: 祝日、年末年始(12月29日〜1月3日)、2026年5月1日",
        "要予約",
    ]
    assert wording.hours_in_words(None, None, None) == []


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ("mon", "月"),
        ("tue mon", "月・火"),
        ("mon tue wed fri", "月〜水・金"),
        ("mon tue thu fri", "月・火・木・金"),
        (" ".join(WEEKDAYS), "毎日"),
        ("sun mon", "月・日"),
    ],
)
def test_days_in_words(days: str, words: str) -> None:
    hours = Hours.model_validate({"days": days.split(), "open": "9:00", "close": "17:05"})
    assert wording.hours_in_words([hours], None, None) == [f"{words} 9:00〜17:05"]


def test_coded_facts_in_words() -> None:
    region = make.region()
    assert wording.precision_in_words(Precision.TOWN) == "おおよその位置(町)"
    assert wording.open_to_in_words("residents", ["minami", "kita"], region) == "北みほん市、南みほん市に住んでいる人"
    assert wording.open_to_in_words("region", [], region) == f"{region.name.ja}の人"
    assert wording.open_to_in_words(None, ["kita"], region) is None
    assert wording.apply_in_words("phone", "平日だけ") == "電話で申し込みます(平日だけ)"
    assert wording.apply_in_words(None, "平日だけ") == "平日だけ"
    assert wording.cost_in_words("free", None) == "無料"
    assert wording.cost_in_words(None, None) is None
    assert wording.languages_in_words(["ja", "zh-Hans", "xx"]) == ["日本語", "中国語", "xx"]
    assert wording.access_in_words(["toilet", "parking"]) == ["車いす用トイレ", "駐車場"]
    verified = Verified.model_validate({"on": "2026-02-01", "by": "survey"})
    assert wording.verified_in_words(verified) == "2026年2月1日に確認(アンケート)"
    assert wording.verified_in_words(None) is None


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"ages": {"from": 6, "to": 18}, "groups": ["family"]}, "6歳から18歳まで、家族"),
        ({"text": "だれでも", "ages": {"from": 6}}, "だれでも"),
        ({"ages": {"from": 6}}, "6歳から"),
        ({"ages": {"to": 3}}, "3歳まで"),
        ({}, None),
    ],
)
def test_audience_in_words(fields: dict[str, object], words: str | None) -> None:
    assert wording.audience_in_words(Audience.model_validate(fields), make.taxonomy()) == words


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        (wording.PRECISION_WORDS, tuple(Precision)),
        (wording.OPEN_TO_WORDS, get_args(OpenTo)),
        (wording.APPLY_WORDS, get_args(Apply)),
        (wording.COST_WORDS, get_args(Cost)),
        (wording.ACCESS_WORDS, get_args(Access)),
        (wording.VERIFIED_WORDS, get_args(VerifiedBy)),
    ],
)
def test_every_code_of_the_model_has_a_word_and_no_other_has(table: dict[str, str], codes: tuple[str, ...]) -> None:
    assert set(table) == set(codes) and all(table.values())
