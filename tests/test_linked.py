"""What pages tell programs: valid by schema.org's own vocabulary, nothing approximated, nothing withheld."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

import pytest

from mapgen import linked, render
from mapgen.exports import jsonld
from mapgen.exports.alone import FORMATS, Selection
from mapgen.model import Organization
from tests import builders as make
from tests.real_site import real_build
from tests.schema_org import faults

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def told(org: Organization) -> Any:
    site = make.site(org)
    return linked.organization(site.entries[0], site)


def blocks(*organizations: Organization, **fields: Any) -> dict[str, Any]:
    """Return what each page of a site says to programs."""
    made = render.pages(make.site(*organizations, **fields))
    found = {page.path: BLOCK.findall(page.content.decode()) for page in made if page.path.endswith(".html")}
    return {path: json.loads(block) for path, (block,) in ((path, each) for path, each in found.items() if each)}


@cache
def real_blocks() -> dict[str, Any]:
    made = real_build().artifacts
    found = {path: BLOCK.findall(made[path].content.decode()) for path in made if path.endswith(".html")}
    return {path: json.loads(block) for path, each in found.items() for block in each}


def test_a_page_says_where_it_is_when_it_changed_and_what_it_is_about() -> None:
    org = make.rich(hours=[{"days": ["mon", "sat"], "open": "9:30", "close": "16:30"}], type="npo")
    base, page = make.BASE_URL, make.BASE_URL + "orgs/mihon/"
    assert blocks(org)["orgs/mihon/index.html"] == {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "url": page,
        "dateModified": "2026-02-01",
        "breadcrumb": {
            "@type": "BreadcrumbList",
            "itemListElement": [
                {"@type": "ListItem", "position": 1, "name": "ホーム", "item": base},
                {"@type": "ListItem", "position": 2, "name": "北みほん市", "item": base + "cities/kita/"},
                {"@type": "ListItem", "position": 3, "name": "みほん食堂", "item": page},
            ],
        },
        "mainEntity": {
            "@type": "NGO",
            "name": "みほん食堂",
            "alternateName": "みほんしょくどう",
            "description": "だれでも来られる食事の場所。",
            "url": "https://shokudo.example.jp/",
            "telephone": "046-000-0000",
            "faxNumber": "046-000-0001",
            "areaServed": "北みほん市",
            "knowsLanguage": ["ja", "en"],
            "location": {
                "@type": "Place",
                "name": "本部",
                "address": {
                    "@type": "PostalAddress",
                    "streetAddress": "青葉一丁目2-3",
                    "addressLocality": "北みほん市",
                    "addressRegion": "みほん県",
                    "addressCountry": "JP",
                },
                "geo": {"@type": "GeoCoordinates", "latitude": 35.47, "longitude": 139.35},
                "openingHoursSpecification": [
                    {
                        "@type": "OpeningHoursSpecification",
                        "dayOfWeek": ["Monday", "Saturday"],
                        "opens": "09:30",
                        "closes": "16:30",
                    },
                    {
                        "@type": "OpeningHoursSpecification",
                        "dayOfWeek": "PublicHolidays",
                        "opens": "00:00",
                        "closes": "00:00",
                    },
                ],
            },
        },
    }


@pytest.mark.parametrize(
    "fields",
    [
        {"hours": [{"days": ["mon"], "nth": [1, 3], "open": "9:30", "close": "16:30"}]},
        {"hours": [{"days": ["mon"], "open": "9:30", "close": "16:30", "note": "8月は休み"}]},
        {"hours_note": "要予約"},
        {"hours": []},
        {"status": "paused"},
    ],
)
def test_a_week_that_cannot_be_said_whole_is_not_said(fields: dict[str, Any]) -> None:
    assert "openingHoursSpecification" not in told(make.rich(**fields))["location"]


def test_days_off_are_said_with_their_dates() -> None:
    every = [{"days": ["mon"], "nth": [1, 2, 3, 4, 5], "open": "9:30", "close": "16:30"}]
    place = told(make.rich(hours=every, closed=["new-year", "2026-08-10", "2025-08-10"]))["location"]
    assert place["openingHoursSpecification"]["dayOfWeek"] == "Monday"
    assert [(off["validFrom"], off["validThrough"]) for off in place["specialOpeningHoursSpecification"]] == [
        ("2026-12-29", "2027-01-03"),
        ("2026-08-10", "2026-08-10"),
    ]


def test_who_pauses_says_so() -> None:
    assert told(make.rich(status="paused"))["description"].startswith("いまは活動をお休みしています。")


def test_nothing_withheld_is_told_and_nothing_of_who_helps_in_danger_or_has_ended() -> None:
    places = [make.area(name="よあけ"), make.hidden(name="ひみつ"), make.public(name="本部")]
    assert told(make.rich(places=places))["location"]["name"] == "本部"
    assert "location" not in told(make.rich(places=places[:2]))
    assert told(make.rich(sensitive=["dv"], places=[])) is None and told(make.rich(status="closed")) is None
    found = blocks(make.rich("a", sensitive=["dv"], places=[]), make.rich("b", status="closed"), make.rich("c"))
    assert [path for path in found if path.startswith("orgs/")] == ["orgs/c/index.html"]
    listed = found["cities/kita/index.html"]["mainEntity"]
    assert listed["numberOfItems"] == 1 and listed["itemListElement"][0]["url"] == make.BASE_URL + "orgs/c/"


def test_a_programme_has_its_own_hours_and_place() -> None:
    own = {"name": "夜の会", "hours": [{"days": ["fri"], "open": "18:00", "close": "20:00"}], "places": [make.public()]}
    _, place = told(make.rich(services=[own]))["location"]
    assert place["openingHoursSpecification"][0]["dayOfWeek"] == "Friday"


def test_nothing_in_it_can_end_the_script() -> None:
    evil = "</script><script>alert(1)</script><!-- &"
    made = {page.path: page.content for page in render.pages(make.site(make.rich(name=evil)))}
    (block,) = BLOCK.findall(made["orgs/mihon/index.html"].decode())
    assert "<" not in block
    assert json.loads(block)["mainEntity"]["name"] == evil


def test_only_the_first_language_says_it_and_no_quiet_page() -> None:
    languages = make.settings().model_copy(update={"languages": ("ja", "easy", "en")})
    found = blocks(make.rich(places=[make.public(35.455)]), settings=languages)
    assert {path.split("/")[0] for path in found} == {"index.html", "orgs", "cities", "categories", "forms", "areas"}
    built = real_build()
    quiet = [path for path in real_blocks() if b'name="referrer"' in built.artifacts[path].content]
    assert quiet == [] and len(real_blocks()) > 150


def test_every_block_of_the_real_site_is_valid() -> None:
    assert {path: found for path, block in real_blocks().items() if (found := faults(block))} == {}


def test_the_file_says_what_the_pages_say() -> None:
    built = real_build()
    assert built.site
    document = json.loads(built.artifacts[jsonld.PATH].content)
    assert faults(document) == []
    pages = {path: block for path, block in real_blocks().items() if path.startswith("orgs/")}
    parts = {part["url"].removeprefix(built.site.base_url) + "index.html": part for part in document["hasPart"]}
    assert parts.keys() == pages.keys() == {f"{e.path}index.html" for e in built.site.listed if not e.org.sensitive}
    for path, part in parts.items():
        assert (part["mainEntity"], part["dateModified"]) == (pages[path]["mainEntity"], pages[path]["dateModified"])


def test_one_file_alone_is_of_the_organisations_asked_for() -> None:
    form = next(form for form in FORMATS if form.name == "jsonld")
    (piece,) = form.files(make.site(make.rich("a"), make.rich("b")), Selection(orgs=("b",)))
    document = json.loads(piece.content)
    assert document["hasPart"][0]["url"] == make.BASE_URL + "orgs/b/" and len(document["hasPart"]) == piece.count == 1
    assert document["license"] == "https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize(
    ("thing", "fault"),
    [
        ({"@type": "NGO", "geo": {"@type": "GeoCoordinates"}}, "NGO has no geo"),
        ({"@type": "NGO", "location": {"@type": "NGO"}}, "NGO.location is no http://schema.org/NGO"),
        ({"@type": "Place", "openingHours": "月曜"}, "Place has no openingHours"),
        ({"@type": "WebPage", "dateModified": "きのう"}, "WebPage.dateModified is not 'きのう'"),
        ({"@type": "CommunityCenter", "name": "あ"}, "no such type: CommunityCenter"),
    ],
)
def test_the_vocabulary_finds_what_is_wrong(thing: dict[str, Any], fault: str) -> None:
    assert faults({"@context": "https://schema.org", **thing}) == [fault]
