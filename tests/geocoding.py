"""A small project with two addresses, its fake services, and one run of `mapgen geocode` over it.

みほん市 and となり市 are nowhere; neither are their streets.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from mapgen.geocode import Fix, Lock, parse_lock
from mapgen.geocode.providers import Caps
from mapgen.geocoding import Options, Result, Ticker, World, geocode
from mapgen.model import Point, Precision
from mapgen.problems import Problems
from tests.conftest import Project
from tests.fake_geocoders import REVERSE, SEARCH, Answer, FakeClock, FakeGeocoders, Reply, feature, hits, municipality

A = "みほん県みほん市みどりが丘一丁目2-3"
B = "みほん県みほん市みほん町50-2"
TITLES = {A: "みほん県みほん市みどりが丘一丁目２番３号", B: "みほん県みほん市みほん町５０番地２"}
TRUTH = {A: (35.1185, 139.4282), B: (35.1111, 139.4122)}
HALL = (35.115, 139.425)
TODAY = date(2026, 11, 2)
# Real seconds: enough for an honest server on a busy computer, and few where a service is to be found too slow.
CAPS = Caps(silence=10, total=20, largest=100_000)
IMPATIENT = Caps(silence=0.15, total=0.3, largest=100_000)

REGION = """\
name: {ja: みほん地域}
cities:
  - {id: mihon, code: '990019', prefecture: みほん県, name: {ja: みほん市}, kana: みほんし,
     bbox: [139.38, 35.08, 139.46, 35.14], hall: みほん県みほん市みほん町1-1}
  - {id: tonari, code: '990027', prefecture: みほん県, name: {ja: となり市}, kana: となりし,
     bbox: [139.38, 35.13, 139.46, 35.20]}
areas:
  - {id: eki, kind: station, name: {ja: みほん駅}, kana: みほんえき, city: mihon, lat: 35.112000, lon: 139.412000}
"""
TOWNS = """\
city,town,lat,lon
mihon,みほん町,35.110000,139.410000
mihon,みどりが丘一丁目,35.118000,139.428000
mihon,みどりが丘二丁目,35.121000,139.431000
tonari,かわ町,35.160000,139.420000
"""
LOCK = """\
version: 1
normalizer: 1
geocodes:
  みほん県みほん市みほん町1-1:
    lat: 35.115000
    lon: 139.425000
    precision: rooftop
    provider: manual-source
    matched: みほん市役所
    checked: 2026-01-01
"""
ORG = "name: {name}\nsummary: みほんです。\ncategories: [living/food]\nforms: [food]\nserves: [mihon]\n"


def org(address: str, name: str = "みほんの会", extra: str = "", more: str = "") -> str:
    """Return the file of an organisation with one place."""
    return ORG.format(name=name) + more + f"places:\n  - address: {address}\n{extra}"


ORGS = {
    "content/orgs/mihon-shokudo.yaml": None,
    "content/orgs/aoba.yaml": org("みほん市みどりが丘1-2-3 みほん会館2階", "あおば"),
    "content/orgs/biwa.yaml": org("みほん県みほん市みほん町50番地の2", "びわ"),
}


def honest(query: dict[str, str], _count: int) -> Reply:
    """Return the truth about a street address; about anything else nothing."""
    return right(query["q"]) if query["q"] in TRUTH else hits()


def right(key: str) -> Reply:
    """Return the one right hit."""
    return hits(feature(TITLES[key], *TRUTH[key]))


def register(_query: dict[str, str], _count: int) -> Reply:
    """Return みほん市 for any point."""
    return municipality("99001", "みどりが丘一丁目")


@dataclass
class Ran:
    """One run: its result, the lock afterwards, and what was asked."""

    result: Result
    lock: Lock
    server: FakeGeocoders
    clock: FakeClock
    lines: list[str] = field(default_factory=list)

    @property
    def codes(self) -> list[str]:
        """Return the codes of the problems."""
        return [problem.code for problem in self.result.problems]

    @property
    def found(self) -> dict[str, str]:
        """Return the precision of each address in the lock that a service was asked about."""
        fixes = self.lock.fixes.items()
        return {key: fix.precision.value for key, fix in fixes if not fix.provider.startswith("manual")}

    @property
    def requests(self) -> tuple[int, int]:
        """Return how many searches and how many questions to the register there were."""
        return self.server.count(SEARCH), self.server.count(REVERSE)

    def gaps(self) -> list[float]:
        """Return the seconds between the end of each reply and the next request."""
        asked = self.server.asked
        return [after.came - before.ended for before, after in pairwise(asked)]


def prepare(make: Callable[..., Project], url: str, files: dict[str, Any] | None = None, site: str = "") -> Project:
    """Return the project on the disk, its services at `url`; `site` replaces the services' part of `site.yaml`."""
    project = make()
    settings = (project.root / "content" / "site.yaml").read_text(encoding="utf-8")
    gsi = f"contact: chizu@example.org\ngeocoders: [{{name: gsi, url: '{url}', confirm_url: '{url}'}}]\n"
    credit = "credits: [{title: 国土地理院, url: 'https://www.gsi.go.jp/', licence: みほん}]\n"
    project.write(
        {
            "content/region.yaml": REGION,
            "content/towns.csv": TOWNS,
            "content/geocodes.yaml": LOCK,
            "content/site.yaml": settings + (site or gsi) + credit,
            **ORGS,
            **(files or {}),
        }
    )
    return project


def answers(search: Answer = honest, reverse: Answer = register) -> dict[str, Answer]:
    """Return GSI's two services."""
    return {SEARCH: search, REVERSE: reverse}


def run(
    root: Path, server: FakeGeocoders, options: Options | None = None, *, terminal: bool = False, **world: Any
) -> Ran:
    """Run `mapgen geocode` once."""
    lines: list[str] = []
    given: dict[str, Any] = {"clock": server.clock, "sleep": server.clock.sleep, "today": TODAY, "environ": {}}
    ticker = Ticker(lines.append, "ja", terminal=terminal)
    outside = World(**(given | {"caps": CAPS, "proxies": {}} | world))
    result = geocode(root, options or Options(), outside, ticker)
    return Ran(result, read_lock(root), server, server.clock, lines)


def entry(
    key: str, precision: str = "rooftop", provider: str = "gsi", point: tuple[float, float] | None = None
) -> Lock:
    """Return a lock with one fix, at the right point unless another is given."""
    lat, lon = point or TRUTH.get(key, (35.11, 139.41))
    return Lock({key: Fix(Point(lat=lat, lon=lon), Precision(precision), provider, key, date(2026, 1, 1))})


def read_lock(root: Path) -> Lock:
    """Return the lock on the disk; it must be without a fault."""
    file = root / "content" / "geocodes.yaml"
    problems = Problems()
    lock = parse_lock(file.read_bytes() if file.exists() else b"", "content/geocodes.yaml", problems)
    assert [problem.text() for problem in problems] == []
    return lock
