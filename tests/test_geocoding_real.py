"""The real content against a service that knows every block: what is promised of the four cities' map."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import pytest

from mapgen.address import Address, read_address
from mapgen.build import Build, build
from mapgen.build import Options as BuildOptions
from mapgen.content import Content, read_content
from mapgen.geocode import Located, Lock, TownTable, dump, locate
from mapgen.geocoding import Options, lock_report
from mapgen.model import Point, PublicPlace
from mapgen.problems import Problems
from tests.fake_geocoders import FakeClock, Reply, feature, hits, municipality, serving
from tests.geocoding import Ran, answers, run

ROOT = Path(__file__).resolve().parent.parent
KML = "{http://www.opengis.net/kml/2.2}"
WIDE = str.maketrans("0123456789", "０１２３４５６７８９")


class BlockService:
    """GSI as far as its blocks: the right one behind one of a sibling town, a few metres from the town's middle."""

    def __init__(self, content: Content) -> None:
        self.gazetteer, self.towns = content.atlas.gazetteer, content.atlas.towns
        self.codes = {city.id: city.code[:5] for city in content.region.cities}
        self.given: dict[tuple[float, float], str] = {}

    def search(self, query: dict[str, str], _count: int) -> Reply:
        reading = read_address(query["q"], self.gazetteer)
        assert isinstance(reading, Address), query
        middle = self.towns.point(reading.city, reading.town)
        assert middle and reading.numbers and not reading.building
        number = reading.numbers[0].translate(WIDE)
        unit = "番" if reading.town.endswith("丁目") else "番地"
        shift = int(reading.numbers[0]) % 50 / 1e5
        point = (round(middle[0].lat + shift, 6), round(middle[0].lon - shift, 6))
        self.given[point] = self.codes[reading.city]
        where = reading.prefecture + reading.city_name
        sibling = feature(f"{where}{_sibling(self.towns, reading)}{number}{unit}", *point)
        return hits(sibling, feature(f"{where}{reading.town}{number}{unit}", *point))

    def reverse(self, query: dict[str, str], _count: int) -> Reply:
        return municipality(self.given[float(query["lat"]), float(query["lon"])])


def _sibling(towns: TownTable, address: Address) -> str:
    return next(name for name in towns.names()[address.city] if name[:2] != address.town[:2])


@dataclass(frozen=True)
class Filled:
    """The copied project, before and after, and its two runs."""

    root: Path
    before: Content
    after: Content
    first: Ran
    second_requests: int
    rows: list[list[str]]


def content_of(root: Path) -> Content:
    content = read_content(root, problems := Problems())
    assert content is not None and not problems.failed()
    return content


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    root = tmp_path_factory.mktemp("real")
    shutil.copytree(ROOT / "content", root / "content")
    (root / "content" / "blocks.csv").unlink(missing_ok=True)
    lock = content_of(root).atlas.lock
    by_hand = Lock({key: fix for key, fix in lock.fixes.items() if fix.provider.startswith("manual")})
    (root / "content" / "geocodes.yaml").write_text(dump(by_hand), encoding="utf-8")
    before = content_of(root)
    service = BlockService(before)
    with serving(FakeClock(), answers(service.search, service.reverse)) as server:
        site = root / "content" / "site.yaml"
        text = re.sub(r"(?m)^(geocoders|contact):.*\n( .*\n|- .*\n)*", "", site.read_text(encoding="utf-8"))
        gsi = f"geocoders: [{{name: gsi, url: '{server.url}', confirm_url: '{server.url}'}}]\n"
        site.write_text(f"{text}contact: chizu@example.org\n{gsi}", encoding="utf-8")
        first = run(root, server, Options(report=root / "report.csv"))
        requests = len(server.asked)
        run(root, server)
        second_requests = len(server.asked) - requests
    data = (root / "report.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and b"\r\n" in data
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    yield Filled(root, before, content_of(root), first, second_requests, rows)


def public(content: Content) -> list[tuple[str, str, Located]]:
    """Return id, name and where of every public place of the region that is published."""
    return [
        (org.id, org.name, locate(place, content.atlas))
        for org in content.organizations
        for place in org.all_places
        if org.published and isinstance(place, PublicPlace) and place.city != "outside"
    ]


def test_every_street_address_gets_its_block(filled: Filled) -> None:
    streets = {
        each.address.canonical: each for _, _, each in public(filled.after) if each.address and each.address.numbers
    }
    assert len(streets) >= 10
    assert [key for key, each in streets.items() if not (each.spot and each.spot.precision.exact)] == []
    assert (filled.first.result.code, filled.first.codes) == (0, [])
    assert len(filled.first.server.asked) == 2 * len(filled.first.found)
    assert set(filled.first.found.values()) == {"block"}
    assert min(filled.first.gaps()) >= 1 - 1e-9


def test_12_the_second_run_asks_nobody(filled: Filled) -> None:
    assert filled.second_requests == 0


def test_27_the_report_names_the_rest_once_each_worst_first(filled: Filled) -> None:
    heading, *rows = filled.rows
    assert heading == ["団体", "書かれた住所", "そろえた住所", "一致したもの", "正確さ", "理由", "地図"]
    exact = ("正確な位置", "建物の位置", "番地までの位置")
    rest = Counter((row[0], row[2] or row[1]) for row in rows if not row[4].startswith(exact))
    expected = {
        (name, each.address.canonical if each.address else each.place.address or "")  # type: ignore[union-attr]
        for _, name, each in public(filled.after)
        if not (each.spot and each.spot.precision.exact)
    }
    assert set(rest) == expected and set(rest.values()) == {1}
    assert all(row[5] for row in rows if not row[4].startswith(exact)), "a reason each"
    ranks = [
        ("なし", "おおよその位置(大字)", "おおよその位置(町)", "番地までの位置", "建物の位置").index(row[4])
        for row in rows
    ]
    assert ranks == sorted(ranks)
    pins = [row for row in rows if row[4] == "番地までの位置"]
    assert pins and all(re.fullmatch(r"https://maps\.gsi\.go\.jp/#18/35\.\d{6}/139\.\d{6}/", row[6]) for row in pins)


def test_26_no_point_claims_more_than_its_title_proves(filled: Filled) -> None:
    for key, fix in filled.after.atlas.lock.fixes.items():
        if fix.provider == "gsi":
            title = read_address(fix.matched, filled.after.atlas.gazetteer)
            asked = read_address(key, filled.after.atlas.gazetteer)
            assert isinstance(title, Address) and isinstance(asked, Address)
            assert (title.city, title.town, title.numbers[0]) == (asked.city, asked.town, asked.numbers[0])
            assert fix.precision == "block"


@pytest.fixture(scope="module")
def built(filled: Filled) -> Build:
    shutil.copytree(ROOT / "themes", filled.root / "themes")
    result = build(filled.root, BuildOptions(missing="fail"))
    assert [problem.text() for problem in result.problems if problem.level == "error"] == []
    return result


def test_22_every_pin_is_in_its_city_and_kml_json_and_html_agree(filled: Filled, built: Build) -> None:
    cities = {city.id: city for city in filled.after.region.cities}
    spots = [(e, located, spot) for e in built.site.listed for located, spot in e.spots]  # type: ignore[union-attr]
    assert len(spots) > 30
    for _, located, spot in spots:
        assert located.city is None or cities[located.city].holds(spot.point)
    said = sorted((f"{spot.point.lon:.6f}", f"{spot.point.lat:.6f}") for _, _, spot in spots)
    placemarks = ElementTree.fromstring(built.artifacts["kml/all.kml"].content).findall(
        f".//{KML}Point/{KML}coordinates"
    )
    assert sorted(_pair((mark.text or "").split(",")) for mark in placemarks) == said
    features = json.loads(built.artifacts["data/orgs.geojson"].content)["features"]
    assert sorted(_pair(each["geometry"]["coordinates"]) for each in features) == said
    for entry, _, spot in spots:
        page = built.artifacts[f"{entry.path}index.html"].content.decode()
        if spot.precision.exact:
            assert str(spot.point.lat) in page and str(spot.point.lon) in page, entry.id


def _pair(coordinates: list[float] | list[str]) -> tuple[str, str]:
    return f"{float(coordinates[0]):.6f}", f"{float(coordinates[1]):.6f}"


def test_no_machine_made_point_needs_a_look(filled: Filled) -> None:
    found = lock_report(filled.after)
    assert (found.unreadable, found.not_canonical, found.coarse, found.far) == ((), (), (), ())
    fixes = filled.after.atlas.lock.fixes
    assert all(fixes[key].provider.startswith("manual") for key in found.unused), "only what a person put there"


def test_a_point_of_the_fake_is_near_its_town() -> None:
    assert Point(lat=35.0, lon=139.0).distance(Point(lat=35.0005, lon=138.9995)) < 80
