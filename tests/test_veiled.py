"""A place that is not public: in whatever field its address stands, nothing is published and no log repeats it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import quote

import pytest

from mapgen import schema, yamldoc
from mapgen.checks import veiled
from mapgen.checks.finding import Find
from mapgen.content import Content, read_content
from mapgen.guard import Lookout
from mapgen.model import Organization
from mapgen.problems import Problems, Where
from mapgen.starter import starter_files
from tests.conftest import Project
from tests.content_checks import said, told
from tests.every_field import ADDRESSES, HIDDEN, LINES, PUBLIC, TEXTS, organisation
from tests.test_guard import ADDRESS, SPELLINGS

Make = Callable[..., Project]
ORG = "content/orgs/mihon-kakure.yaml"
FIELDS = (*LINES, *TEXTS)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Content:
    made = Project(tmp_path_factory.mktemp("a"))
    made.write(starter_files())
    content = read_content(made.root, Problems())
    assert content
    return content


def problems_of(text: str, sample: Content) -> list[str]:
    """Return every problem of a file as it is printed, in both languages: of the loader, then of the second net."""
    problems = Problems()
    vocabulary = schema.vocabulary_of(sample.region, sample.taxonomy, sample.hotlines)
    tree = yamldoc.parse(text.encode("utf-8", "surrogatepass"), ORG, problems)
    org = schema.read(Organization, tree, problems, vocabulary, id="mihon-kakure") if tree else None
    if org and veiled.is_veiled(org):
        find: Find = lambda path, keys, within="": Where(path, 1, 1)  # noqa: E731
        veiled.check_words(org, lookout(sample), find, problems)
    return [problem.text(lang) for problem in problems if problem.level == "error" for lang in ("ja", "en")]


def lookout(sample: Content) -> Lookout:
    return Lookout(sample.atlas.gazetteer, [city.name.to("en").split()[0] for city in sample.region.cities])


@pytest.mark.parametrize("number", range(len(SPELLINGS)))
def test_in_whatever_field_and_spelling_it_is_refused_and_not_repeated(number: int, sample: Content) -> None:
    spelling = SPELLINGS[number]
    for field in FIELDS:
        problems = problems_of(organisation({field: spelling}, HIDDEN), sample)
        assert problems, (field, spelling)
        assert not any(spelling in text or "1-2-3" in text or "みどりが丘1" in text for text in problems), field


@pytest.mark.parametrize("field", ADDRESSES)
def test_in_an_address_on_the_web_too(field: str, sample: Content) -> None:
    for address in (f"https://mihon.example/?q={quote(ADDRESS)}", "https://maps.app.goo.gl/mihonmihon"):
        assert problems_of(organisation({field: address}, HIDDEN), sample), address
    assert problems_of(organisation({field: "https://mihon.example/2026/04/1-2.html"}, HIDDEN), sample) == []


@pytest.mark.parametrize(
    "field", ["address", "lat", "lon", "access", "postal", "building", "photo", "map", "url", "note", "town"]
)
def test_a_field_for_it_does_not_exist(field: str, sample: Content) -> None:
    problems = problems_of(organisation({}, {**HIDDEN, field: ADDRESS}), sample)
    assert problems and not any(ADDRESS in text for text in problems)


def test_every_field_is_tried(sample: Content) -> None:
    assert problems_of(organisation(dict.fromkeys(FIELDS, "みほんの家です"), HIDDEN), sample) == []
    assert len(FIELDS) >= 30 and len(SPELLINGS) >= 40


def test_what_a_person_reads(project: Make) -> None:
    made = project({ORG: organisation({"summary": "みほん市みどりが丘1-2-3 へ。"}, HIDDEN)})
    assert told(made) == (
        f"{ORG}:2:10: error: 場所を公開しない団体の文に、住所と読めるものがあります [veiled-told]\n"
        "    → 場所が分かることばを消します。公開してよい事務所などの住所なら、文ではなく places に書きます。"
        "すでに送ってしまったときは、担当者に知らせてください(住所は書かずに)\n"
    )


def test_of_a_street_number_too_many_the_message_repeats_nothing(project: Make) -> None:
    made = project({ORG: organisation({}, {"visibility": "area", "address": ADDRESS})})
    text = told(made) + told(made, "en")
    assert "[area-too-fine]" in text and "1-2-3" not in text


@pytest.mark.parametrize(
    ("more", "place"),
    [
        ({}, {"visibility": "area", "address": "みほん市みどりが丘"}),
        ({"sensitive": ["dv"], "places": []}, HIDDEN),
    ],
)
def test_who_is_shown_no_finer_than_the_town_or_has_not_agreed_is_watched_too(
    more: dict[str, object], place: dict[str, str], sample: Content
) -> None:
    assert problems_of(organisation({"description": f"会場は\n\n{ADDRESS}"}, place, **more), sample)
    assert problems_of(organisation({"description": "会場はみほん市みどり\nが丘1-2-3"}, place, **more), sample)
    assert problems_of(organisation({"description": "電話は 046-000-0000"}, place, **more), sample) == []


def test_an_office_that_is_public_may_be_told(sample: Content) -> None:
    office = {"places": [HIDDEN, PUBLIC, {"address": "みほん市", "lat": "35.1100", "lon": "139.4100"}]}
    for text in ("事務所はみどりが丘2-5-7です", "35.1100, 139.4100"):
        assert problems_of(organisation({"description": text}, HIDDEN, **office), sample) == []
        assert problems_of(organisation({"description": text}, HIDDEN), sample) != []
    assert problems_of(organisation({"description": ADDRESS}, HIDDEN, **office), sample) != []
    assert problems_of(organisation({"description": ADDRESS}, PUBLIC), sample) == []


# ── what the lock remembers ──────────────────────────────────────────────────────────────────────────────────────────

LOCK = """\
version: 1
normalizer: 1
geocodes:
  みほん県みほん市みどりが丘一丁目2-3:
    lat: 35.118000
    lon: 139.428000
    precision: block
    provider: gsi
    matched: みどりが丘1-2
    checked: 2026-01-01
"""
SHOKUDO = "content/orgs/mihon-shokudo.yaml"
GONE = {SHOKUDO: starter_files()[SHOKUDO].decode().replace("丘1-2-3", "丘2-5-7"), "content/geocodes.yaml": LOCK}
IN_LOCK = (
    "content/geocodes.yaml:5:10: error: どの団体も使っていない住所の点です。"
    "同じ市に場所を公開しない団体があり、前の住所かもしれません [veiled-in-lock]"
)


def test_the_lock_may_not_keep_the_former_address_of_a_place_that_is_hidden_now(project: Make) -> None:
    assert said(project({**GONE, ORG: organisation({}, {"address": ADDRESS})})) == []
    made = project({**GONE, ORG: organisation({}, HIDDEN)})
    assert said(made) == [IN_LOCK]
    made.write({ORG: organisation({}, {"visibility": "area", "address": "みほん市みどりが丘"})})
    assert said(made) == [IN_LOCK]
    made.write({ORG: organisation({}, {"visibility": "hidden", "city": "outside"})})
    assert said(made) == []
    made.write({ORG: organisation({}, HIDDEN), "content/geocodes.yaml": LOCK.replace("gsi", "manual-source")})
    assert said(made) == []


def test_a_check_tells_it_once_and_without_the_address(project: Make) -> None:
    made = project({**GONE, ORG: organisation({}, HIDDEN)})
    text = told(made, today=date(2026, 4, 2))
    assert IN_LOCK in text and "geocode-unused" not in text and "みどりが丘" not in text
    made.write({ORG: organisation({}, {"visibility": "hidden", "city": "outside"})})
    assert "geocode-unused" in told(made, today=date(2026, 4, 2))


@pytest.mark.parametrize(("name", "refused"), [("mihon-1", False), ("1-2-3-midorigaoka-mihon", True)])
def test_a_file_may_be_named_after_a_city_and_counted_but_not_after_an_address(
    project: Make, name: str, refused: bool
) -> None:
    text = "name: みほんの家\nsummary: みほんの場所です。\ncategories: [children]\nforms: [ibasho]\nserves: [mihon]\n"
    made = project({f"content/orgs/{name}.yaml": f"{text}sensitive: [abuse]\n"})

    assert ("[veiled-told]" in made.check()) == refused
