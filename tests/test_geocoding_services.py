"""The services one by one, and which of them may be used at all."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mapgen.geocode.inquiry import same_municipality
from mapgen.geocode.pace import Pace
from mapgen.geocode.providers import Caps, open_services
from mapgen.geocode.providers.nominatim import address_in_order
from mapgen.geocode.query import queries
from mapgen.model.settings import GeocoderChoice
from tests.conftest import Project
from tests.fake_geocoders import (
    CSIS,
    NOMINATIM,
    SEARCH,
    FakeClock,
    FakeGeocoders,
    Reply,
    as_json,
    csis,
    feature,
    hits,
    serving,
)
from tests.four_cities import GAZETTEER
from tests.geocoding import TITLES, TRUTH, A, B, answers, honest, prepare, run

Make = Callable[..., Project]
ROOT = Path(__file__).resolve().parent.parent


def site(server: FakeGeocoders, *services: str) -> str:
    """Return the part of `site.yaml` that names services; `@` is the server's address."""
    listed = ", ".join(f"{{{service}, confirm_url: '@'}}" for service in services)
    return f"contact: chizu@example.org\ngeocoders: [{listed}]\n".replace("@", server.url)


def in_japanese(query: dict[str, str], _count: int) -> Reply:
    """Return what CSIS says: the address in parts."""
    if query["addr"] not in TRUTH:
        return csis()
    parts = TITLES[query["addr"]].replace("県", "県/").replace("市", "市/", 1)
    return csis((parts, *TRUTH[query["addr"]]))


def in_details(query: dict[str, str], _count: int) -> Reply:
    """Return what Nominatim says: degrees as text, the address in details."""
    where = {"province": "みほん県", "city": "みほん市", "country": "日本"}
    town = {A: {"quarter": "みどりが丘", "neighbourhood": "みどりが丘一丁目"}, B: {"suburb": "みほん町"}}
    if query["q"] not in TRUTH:
        return as_json([])
    lat, lon = TRUTH[query["q"]]
    number = query["q"].rpartition("目")[2] if query["q"] == A else "50-2"
    details = {**where, **town[query["q"]], "house_number": number}
    return as_json([{"lat": str(lat), "lon": str(lon), "display_name": "逆, の, 順", "address": details}])


def test_csis_is_read(project: Make) -> None:
    with serving(FakeClock(), {**answers(), CSIS: in_japanese}) as server:
        ran = run(prepare(project, server.url, site=site(server, "name: csis, url: '@'")).root, server)
    assert ran.found == {A: "rooftop", B: "rooftop"}
    assert {fix.provider for fix in ran.lock.fixes.values()} == {"manual-source", "csis"}
    assert server.asked[0].query == {"addr": A, "charset": "UTF8", "geosys": "world", "series": "ADDRESS"}
    assert ran.codes == ["geocode-uncredited"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (csis((TITLES[A], *TRUTH[A]), geodetic="tokyo").body, "unasked-unreadable"),
        (b"<html><body>Internal Server Error", "unasked-unreadable"),
        (b"<!DOCTYPE results [<!ENTITY a 'b'>]><results>&a;</results>", "unasked-unreadable"),
        (csis((TITLES[A], "35.1x", 139.4)).body, "refused-malformed"),  # type: ignore[arg-type]
        (csis((TITLES[A], "nan", 139.4)).body, "refused-malformed"),  # type: ignore[arg-type]
        (csis().body, "nowhere"),
    ],
)
def test_csis_in_bad_moods(project: Make, body: bytes, code: str) -> None:
    with serving(FakeClock(), {**answers(), CSIS: lambda _q, _n: Reply(body)}) as server:
        ran = run(prepare(project, server.url, site=site(server, "name: csis, url: '@'")).root, server)
    assert (ran.found, ran.codes) == ({}, [f"geocode-{code}"] * 2)


def test_nominatim_is_asked_about_the_region_and_read_by_its_details(project: Make) -> None:
    with serving(FakeClock(), {**answers(), NOMINATIM: in_details}) as server:
        ran = run(prepare(project, server.url, site=site(server, "name: nominatim, url: '@'")).root, server)
    assert ran.found == {A: "rooftop", B: "rooftop"}
    asked = server.asked[0].query
    assert (asked["countrycodes"], asked["bounded"], asked["accept-language"]) == ("jp", "1", "ja")
    assert asked["viewbox"] == "139.38,35.08,139.46,35.2"


@pytest.mark.parametrize("body", [b"null", b"{}", b'{"error": "Unable to geocode"}', b"0", b'""', b"<html>"])
def test_nominatim_in_bad_moods(project: Make, body: bytes) -> None:
    with serving(FakeClock(), {**answers(), NOMINATIM: lambda _q, _n: Reply(body)}) as server:
        ran = run(prepare(project, server.url, site=site(server, "name: nominatim, url: '@'")).root, server)
    assert (ran.found, ran.codes) == ({}, ["geocode-unasked-unreadable"] * 2)


def test_one_bad_hit_of_nominatim_does_not_hide_a_good_one(project: Make) -> None:
    import json

    def mixed(query: dict[str, str], count: int) -> Reply:
        bad: list[Any] = [None, {"lat": None, "lon": "x"}, {"lat": "91", "lon": "139", "address": {"city": 3}}]
        return as_json(bad + json.loads(in_details(query, count).body))

    with serving(FakeClock(), {**answers(), NOMINATIM: mixed}) as server:
        ran = run(prepare(project, server.url, site=site(server, "name: nominatim, url: '@'")).root, server)
    assert ran.found == {A: "rooftop", B: "rooftop"}


def test_a_japanese_address_out_of_nominatims_details() -> None:
    details = {"amenity": "みほん", "quarter": "緑ケ丘", "neighbourhood": "緑ケ丘一丁目", "city": "座間市"}
    details |= {"province": "神奈川県", "house_number": "1-1", "country": "日本"}
    assert address_in_order(details) == "神奈川県座間市緑ケ丘一丁目1-1"
    assert address_in_order({}) == ""


def test_the_next_service_is_asked_where_one_does_not_know(project: Make) -> None:
    only_a = lambda query, n: honest(query, n) if query["q"] == A else hits()  # noqa: E731
    with serving(FakeClock(), {**answers(only_a), NOMINATIM: in_details}) as server:
        services = site(server, "name: gsi, url: '@'", "name: nominatim, url: '@'")
        ran = run(prepare(project, server.url, site=services).root, server)
    assert {key: fix.provider for key, fix in ran.lock.fixes.items() if key in TRUTH} == {A: "gsi", B: "nominatim"}
    assert (server.count(SEARCH), server.count(NOMINATIM)) == (3, 1)


def test_a_service_of_geopys_by_its_name(project: Make) -> None:
    photon = {
        "features": [
            {
                "geometry": {"coordinates": [TRUTH[A][1], TRUTH[A][0]]},
                "properties": {"name": TITLES[A], "country": "日本"},
            }
        ]
    }
    with serving(FakeClock(), {**answers(), "/api": lambda _q, _n: as_json(photon)}) as server:
        services = site(server, "name: photon, storable: 'true', url: '@', confirm: 'false'")
        ran = run(prepare(project, server.url, site=services).root, server)
    assert (ran.found, ran.codes) == ({A: "rooftop"}, ["geocode-refused-other-town"])
    assert (server.count("/api"), len(server.asked)) == (2, 2)
    assert all(gap >= 1 for gap in ran.gaps())


@pytest.mark.parametrize(
    ("services", "code", "words"),
    [
        ("{name: google, storable: 'true'}", "geocoder-google", "Google の利用規約"),
        ("{name: googlev3}", "geocoder-google", "Google の利用規約"),
        ("{name: yahoo, storable: 'true'}", "geocoder-yahoo", "Yahoo! JAPAN の利用規約"),
        ("{name: photon}", "geocoder-not-storable", "storable: true"),
    ],
)
def test_a_service_whose_points_may_not_be_kept_is_an_error_of_the_content(
    project: Make, services: str, code: str, words: str
) -> None:
    with serving(FakeClock(), answers()) as server:
        made = prepare(project, server.url, site=f"contact: a@example.org\ngeocoders: [{services}]\n")
        ran = run(made.root, server)
    assert (ran.result.code, ran.codes, ran.requests) == (1, [code], (0, 0))
    text = next(iter(ran.result.problems)).text()
    assert text.startswith("content/site.yaml:") and words in text


@pytest.mark.parametrize(
    ("services", "code"),
    [
        ("{name: foton, storable: 'true'}", "geocoder-unknown"),
        ("{name: mapbox, storable: 'true'}", "geocoder-needs"),
        ("{name: mapbox, storable: 'true', key_from: MIHON_KEY}", "geocoder-without-key"),
        ("{name: photon, storable: 'true', key_from: PATH}", "geocoder-needs"),
    ],
)
def test_a_service_that_cannot_be_opened_is_wrong_usage(project: Make, services: str, code: str) -> None:
    with serving(FakeClock(), answers()) as server:
        made = prepare(project, server.url, site=f"contact: a@example.org\ngeocoders: [{services}]\n")
        ran = run(made.root, server, environ={"PATH": "x"})
    assert (ran.result.code, ran.codes, ran.requests) == (2, [code], (0, 0))


def test_a_key_comes_from_the_environment_and_is_never_printed(project: Make) -> None:
    choice = GeocoderChoice(name="opencage", storable=True, key_from="MIHON_KEY")
    pace = Pace(FakeClock(), lambda _: None)
    given: dict[str, Any] = {"agent": "mihon", "pace": pace, "box": (139.0, 35.0, 140.0, 36.0)}
    (service,), _ = open_services([choice], environ={"MIHON_KEY": "himitsu"}, **given)
    assert service.name == "opencage" and "himitsu" not in repr(service)


@pytest.mark.parametrize(
    ("city", "found", "same"),
    [
        ("142166", "14216", True),
        ("142166", "14215", False),
        ("142166", "", False),
        ("142166", "142166", False),
        ("142166", "１４２１６", False),
        ("011002", "1101", True),  # 札幌市中央区, its leading zero lost
        ("141003", "14118", True),  # 横浜市都筑区
        ("141003", "14131", False),  # 川崎市川崎区
        ("141305", "14151", False),  # 相模原市緑区
        ("271004", "27128", True),  # 大阪市中央区
        ("271004", "27141", False),  # 堺市堺区
        ("131016", "13102", False),  # 千代田区 and 中央区 are cities of their own
    ],
)
def test_a_ward_is_in_its_city(city: str, found: str, same: bool) -> None:
    assert same_municipality(city, found) is same


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("座間市緑ケ丘1-1-1 5階", ("神奈川県座間市緑ケ丘一丁目1-1", "神奈川県座間市緑ケ丘一丁目1")),
        ("綾瀬市早川550番地", ("神奈川県綾瀬市早川550",)),
        ("大和市下鶴間1番地1", ("神奈川県大和市下鶴間1番地1", "神奈川県大和市下鶴間1番地")),
        ("座間市緑ケ丘一丁目", ("神奈川県座間市緑ケ丘一丁目",)),
    ],
)
def test_what_is_asked(address: str, asked: tuple[str, ...]) -> None:
    from mapgen.address import Address, read_address

    reading = read_address(address, GAZETTEER)
    assert isinstance(reading, Address) and queries(reading) == asked


STUB = "class HTTPAdapter:\n    pass\n"
SCRIPT = """
import sys
import geopy.adapters
assert geopy.adapters.requests_available, "the stand-in was not found"
from tests.geocoding import run
from tests.fake_geocoders import FakeClock, serving, Reply
from tests.geocoding import answers, honest
from pathlib import Path
def once_busy(query, count):
    return Reply(b"", 429, {"Retry-After": "3"}) if count == 1 else honest(query, count)
root = Path(sys.argv[1])
with serving(FakeClock(), answers(once_busy)) as server:
    site = root / "content/site.yaml"
    site.write_text(site.read_text(encoding="utf-8").replace("http://mihon.invalid", server.url), encoding="utf-8")
    ran = run(root, server)
print(ran.requests, ran.result.code, sorted(ran.found.values()), [s for s in ran.clock.slept if s > 1])
"""


def test_15_another_http_client_on_the_computer_changes_nothing(project: Make, tmp_path: Path) -> None:
    stub = tmp_path / "stub" / "requests"
    stub.mkdir(parents=True)
    (stub / "__init__.py").write_text("def Session(*_):\n    raise AssertionError('requests was used')\n")
    (stub / "adapters.py").write_text(STUB)
    root = prepare(project, "http://mihon.invalid").root
    environ = {**os.environ, "PYTHONPATH": f"{tmp_path / 'stub'}:{ROOT}"}
    command = [sys.executable, "-W", "error", "-c", SCRIPT, str(root)]
    done = subprocess.run(command, env=environ, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "(3, 2) 0 ['rooftop', 'rooftop'] [3.0]\n"


def test_geopy_is_loaded_when_services_are_opened_and_not_before() -> None:
    script = "import sys, mapgen.build, mapgen.geocoding; sys.exit('geopy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT).returncode == 0


def test_the_caps_are_what_the_rules_say() -> None:
    assert (Caps().silence, Caps().total, Caps().largest) == (10, 20, 2 * 1024 * 1024)


def test_a_feature_is_longitude_first() -> None:
    assert feature("x", 35.0, 139.0)["geometry"]["coordinates"] == [139.0, 35.0]
