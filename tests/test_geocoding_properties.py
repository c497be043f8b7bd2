"""The 28 properties of geocoding: where each is tested, and those that are tested here."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.address import Address, read_address
from mapgen.build import Options as BuildOptions
from mapgen.geocode import Atlas, dump
from mapgen.geocode.answers import Candidate
from mapgen.geocode.verification import Believed, choose, halls, judge
from mapgen.model import Precision
from tests.conftest import Project
from tests.geocoding import TITLES, TRUTH, A, B, entry, org, prepare

Make = Callable[..., Project]
TESTS = Path(__file__).resolve().parent

PROPERTIES = {
    1: "address_properties.any_text_is_read_without_a_fault_and_its_canonical_form_is_final",
    2: "address_properties.spelling_changes_nothing address_properties.there_are_14_dashes "
    "address_properties.dashes_postcode_and_prefecture_change_nothing "
    "address_properties.spaces_before_the_number_change_nothing",
    3: "address_properties.any_text_is_read_without_a_fault_and_its_canonical_form_is_final",
    4: "address_properties.the_building_is_never_part_of_the_key",
    5: "address_properties.the_long_vowel_mark_survives_in_names",
    6: "address_names.there_are_23_names_that_begin_with_another_name address_names.the_longest_town_wins",
    7: "address_names.every_listed_town_is_read_in_three_spellings",
    8: "address.a_city_elsewhere_is_rejected",
    9: "address_properties.a_chome_that_is_not_there_is_a_warning address.the_table_is_the_whole_specification",
    10: "promises.a_build_opens_no_socket",
    11: "promises.the_same_content_gives_the_same_bytes_anywhere "
    "lock.writing_what_was_read_gives_the_same_bytes "
    "lock.the_real_lock_holds_five_verified_points_and_is_written_back_byte_for_byte",
    12: "geocoding_run.12_as_many_questions_as_addresses_and_none_the_second_time "
    "geocoding_real.12_the_second_run_asks_nobody",
    13: "geocoding_run.13_a_second_between_the_end_of_a_reply_and_the_next_request geocoding_modes.15_16_17_mode",
    14: "geocoding_run.14_the_services_are_told_who_asks geocoding_run.14_without_a_contact_nobody_is_asked",
    15: "geocoding_modes.15_16_17_mode geocoding_services.15_another_http_client_on_the_computer_changes_nothing",
    16: "geocoding_modes.15_16_17_mode geocoding_properties.16_26_an_exact_point_has_the_town_and_number_in_its_title",
    17: "geocoding_modes.15_16_17_mode geocoding_properties.17_the_right_answer_is_found_wherever_it_stands",
    18: "geocoding_run.18_hand_beats_lock_beats_service geocoding_run.18_a_refresh_never_makes_a_point_worse "
    "geocode.manual_beats_lock_beats_town_table_beats_nothing",
    19: "geocoding_run.19_a_changed_address_is_asked_about_and_the_old_one_reported",
    20: "geocoding_run.20_killed_after_three_answers_three_are_kept",
    21: "geocoding_run.21_25_a_lock_with_conflict_markers_crlf_and_bom_is_mended "
    "lock.a_conflicted_lock_is_the_union_with_the_better_of_two",
    22: "geocoding_real.22_every_pin_is_in_its_city_and_kml_json_and_html_agree",
    23: "geocoding_run.23_what_is_not_public_is_never_asked_about "
    "geocoding_properties.23_an_area_place_shows_no_fine_point_in_any_output",
    24: "geocoding_properties.24_what_becomes_of_an_address_without_its_point",
    25: "lock.crlf_and_a_byte_order_mark_are_readable",
    26: "geocoding_real.26_no_point_claims_more_than_its_title_proves "
    "geocoding_properties.16_26_an_exact_point_has_the_town_and_number_in_its_title",
    27: "geocoding_real.27_the_report_names_the_rest_once_each_worst_first",
    28: "geocoding_run.28_no_network_and_a_dead_proxy_are_said_plainly",
}


@cache
def functions_of(room: str) -> frozenset[str]:
    tree = ast.parse((TESTS / f"test_{room}.py").read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_all_28_properties_are_tests() -> None:
    assert [*PROPERTIES] == [*range(1, 29)]
    named = [name.split(".") for names in PROPERTIES.values() for name in names.split()]
    assert [(room, name) for room, name in named if f"test_{name}" not in functions_of(room)] == []


# ── what an answer must prove ────────────────────────────────────────────────────────────────────────────────────────


@cache
def atlas() -> Atlas:
    """Return what the invented region's addresses are looked up in."""
    import yaml

    from mapgen.address import Gazetteer
    from mapgen.geocode import parse_lock, parse_towns
    from mapgen.model import Region
    from mapgen.problems import Problems
    from tests.geocoding import LOCK, REGION, TOWNS

    region = Region.model_validate(yaml.load(REGION, yaml.BaseLoader))
    towns = parse_towns(TOWNS, "towns.csv", problems := Problems())
    names = [(city.id, city.prefecture, city.name.ja) for city in region.cities]
    lock = parse_lock(LOCK.encode(), "geocodes.yaml", problems)
    assert not problems
    return Atlas(region, Gazetteer(names, towns.names()), towns, lock)


def address(text: str) -> Address:
    reading = read_address(text, atlas().gazetteer)
    assert isinstance(reading, Address)
    return reading


degrees = st.floats() | st.sampled_from([35.1185, 139.4282, 35.1111, 139.4122, 35.118, 139.428, 35.16, 0.0])
parts = [
    "みほん県",
    "べつの県",
    "みほん市",
    "となり市",
    "みどりが丘",
    "みどりヶ丘",
    "一丁目",
    "二丁目",
    "みほん町",
    "かわ町",
]
parts += ["２番", "３号", "５０番地２", "1-2-3", "-", "(", "公園", " ", "<b>", "字", "番地", "外", "東"]
titles = st.lists(st.sampled_from(parts), max_size=8).map("".join) | st.text(max_size=20)
titles |= st.sampled_from([*TITLES.values()])
candidates = st.builds(Candidate, titles, degrees, degrees)


@given(candidates, st.sampled_from([A, B]))
def test_16_26_an_exact_point_has_the_town_and_number_in_its_title(candidate: Candidate, key: str) -> None:
    asked = address(key)
    judged = judge(candidate, asked, atlas(), halls(atlas()))
    if isinstance(judged, Believed):
        title = read_address(candidate.title, atlas().gazetteer)
        assert isinstance(title, Address) and "みほん県" in candidate.title and "<" not in candidate.title
        assert title.city == "mihon" and asked.town.startswith(title.town) and title.town
        assert math.isfinite(candidate.lat) and atlas().region.city("mihon").holds(judged.point)
        if judged.precision.exact:
            assert title.town == asked.town and title.numbers[0] == asked.numbers[0]
        if judged.precision is Precision.ROOFTOP:
            assert title.numbers == asked.numbers


@given(st.lists(candidates, max_size=6), st.integers(0, 6), st.sampled_from([A, B]))
def test_17_the_right_answer_is_found_wherever_it_stands(others: list[Candidate], at: int, key: str) -> None:
    wrong = [each for each in others if not isinstance(judge(each, address(key), atlas(), ()), Believed)]
    right = Candidate(TITLES[key], *TRUTH[key])
    chosen = choose([*wrong[:at], right, *wrong[at:]], address(key), atlas(), halls(atlas()))
    assert isinstance(chosen, tuple) and (chosen[0].point.lat, chosen[0].point.lon) == TRUTH[key]


@pytest.mark.parametrize(
    ("asked", "title", "precision"),
    [
        ("みどりが丘一丁目2-3", "みどりが丘一丁目２番３号", "rooftop"),
        ("みどりが丘一丁目2-3", "みどりが丘１丁目２番", "block"),
        ("みどりが丘一丁目2-3", "みどりが丘一丁目２番４号", "block"),
        ("みどりが丘一丁目2-3", "みどりが丘一丁目", "town"),
        ("みどりが丘一丁目2-3", "みどりヶ丘", "oaza"),
        ("みどりが丘一丁目2-3", "みどりが丘一丁目３番２号", None),
        ("みどりが丘一丁目2", "みどりが丘一丁目２番", "block"),  # a whole block, though every number matched
        ("みどりが丘一丁目", "みどりが丘一丁目", "town"),
        ("みどりが丘一丁目", "みどりが丘一丁目２番３号", None),
        ("みほん町50", "みほん町５０番地", "rooftop"),  # a lot of its own
        ("みほん町50", "みほん町５０番地２", "block"),
        ("みほん町50", "みほん町", "oaza"),
        ("みほん町50", "みほん町5", None),
    ],
)
def test_26_what_a_title_proves(asked: str, title: str, precision: str | None) -> None:
    middle = atlas().towns.point("mihon", address(f"みほん市{asked}").town)
    assert middle
    candidate = Candidate(f"みほん県みほん市{title}", middle[0].lat, middle[0].lon)
    judged = judge(candidate, address(f"みほん市{asked}"), atlas(), ())
    assert (judged.precision.value if isinstance(judged, Believed) else None) == precision


# ── what is shown ────────────────────────────────────────────────────────────────────────────────────────────────────


def test_23_an_area_place_shows_no_fine_point_in_any_output(project: Make) -> None:
    town = "みほん県みほん市みどりが丘一丁目"
    lock = dump(entry(town, "town", point=(35.118765, 139.428765)))
    files = {"content/geocodes.yaml": lock, "content/orgs/aoba.yaml": org(town, "ひみつ", "    visibility: area\n")}
    built = prepare(project, "http://127.0.0.1:9", files).build()
    assert built.site is not None and built.artifacts
    assert any("ひみつ".encode() in artifact.content for artifact in built.artifacts.values())
    for artifact in built.artifacts.values():
        assert b"35.118765" not in artifact.content and b"139.428765" not in artifact.content, artifact.path


@pytest.mark.parametrize(
    ("missing", "code", "precision"), [("fail", "missing-point", None), ("town", "", "town"), ("omit", "", None)]
)
def test_24_what_becomes_of_an_address_without_its_point(
    project: Make, missing: str, code: str, precision: str | None
) -> None:
    made = prepare(project, "http://127.0.0.1:9", {"content/orgs/biwa.yaml": org("みほん市みどりが丘二丁目", "びわ")})
    built = made.build(BuildOptions(missing=missing))  # type: ignore[arg-type]
    errors = [problem for problem in built.problems if problem.level == "error"]
    assert [problem.code for problem in errors] == ([code] if code else [])
    if code:
        assert str(errors[0].where) == "content/orgs/aoba.yaml" and A in errors[0].fact()
        return
    assert built.site is not None
    (located,) = built.site.by_id["aoba"].locations
    assert (located.spot and located.spot.precision.value) == precision
