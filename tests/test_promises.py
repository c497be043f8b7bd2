"""What the whole product promises, on the real content: complete, exact about exactness, the same bytes everywhere."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from mapgen.build import Build, Options, build
from mapgen.model import AreaPlace, HiddenPlace, Precision, PublicPlace
from tests.qr_codes import codes
from tests.real_site import real_build

ROOT = Path(__file__).resolve().parent.parent
SAID = {
    Precision.MANUAL: "人が確かめた位置です",
    Precision.ROOFTOP: "建物の位置です",
    Precision.BLOCK: "番地まで確認した位置です",
    Precision.TOWN: "町のおおよその位置を円",
    Precision.OAZA: "広い町名のおおよその位置を円",
}
KML = "{http://www.opengis.net/kml/2.2}"


@pytest.fixture(scope="module")
def real() -> Build:
    """Return the build of the real content."""
    return real_build()


def test_the_real_content_is_good_without_a_warning(real: Build) -> None:
    assert [problem.text() for problem in real.problems] == []


def test_eighty_organisations_have_a_page_and_drafts_have_none(real: Build) -> None:
    assert real.site is not None
    pages = {path for path in real.artifacts if re.fullmatch(r"orgs/[^/]+/index\.html", path)}
    assert pages == {f"orgs/{entry.id}/index.html" for entry in real.site.entries}
    assert len(pages) >= 80
    drafts = {org.id for org in real.site.content.organizations if org.status == "draft"}
    assert len(drafts) >= 30
    everything = b"".join(artifact.content for artifact in real.artifacts.values())
    for draft in drafts:
        assert f"orgs/{draft}/".encode() not in everything


def test_every_address_in_the_region_has_a_point_and_says_how_exact(real: Build) -> None:
    assert real.site is not None
    addresses = 0
    for entry in real.site.entries:
        page = real.artifacts[f"{entry.path}index.html"].content.decode()
        for located in entry.locations:
            if isinstance(located.place, HiddenPlace) or located.place.address is None or located.city is None:
                continue
            addresses += 1
            assert located.spot is not None, entry.id
            words = SAID[located.spot.precision]
            assert words in page, (entry.id, located.spot.precision)
            if isinstance(located.place, AreaPlace):
                assert not located.spot.precision.exact
    assert addresses >= 35


def test_placemarks_features_and_places_agree(real: Build) -> None:
    assert real.site is not None
    spots = sum(len(entry.spots) for entry in real.site.listed)
    placemarks = ElementTree.fromstring(real.artifacts["kml/all.kml"].content).findall(f".//{KML}Placemark")
    features = json.loads(real.artifacts["data/orgs.geojson"].content)["features"]
    assert len(placemarks) == len(features) == spots > 30


def test_every_fact_can_be_traced(real: Build) -> None:
    """Every published organisation names its sources; nothing is called verified but what a document says."""
    assert real.site is not None
    for entry in real.site.entries:
        assert entry.org.sources, entry.id
        assert entry.org.verified is None or entry.org.verified.by == "document", entry.id
        for place in entry.org.all_places:
            assert not isinstance(place, PublicPlace) or place.point is None, entry.id


def test_a_code_says_the_address_of_its_organisation_and_nothing_else(real: Build) -> None:
    """A page in another language shows the code of the Japanese one, which every phone comes to."""
    assert real.site is not None
    drawn = 0
    for path, artifact in real.artifacts.items():
        said = {code.text for code in codes(artifact.content.decode())} if path.endswith(".html") else set()
        assert said <= {f"{real.site.base_url}orgs/{Path(path).parent.name}/"}, path
        drawn += len(said)
    assert drawn >= 80


def test_a_build_opens_no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_named: object) -> None:
        raise AssertionError("the build went to the network")

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)
    assert build(ROOT, Options()).good()


def digest(folder: Path) -> str:
    """Return one hash over the paths and bytes of a tree."""
    whole = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        whole.update(f"{file.relative_to(folder)}\0".encode() + file.read_bytes())
    return whole.hexdigest()


def copy_in_another_order(target: Path) -> None:
    """Copy content and theme so that directory listings come in another order."""
    files = [p for name in ("content", "themes") for p in (ROOT / name).rglob("*") if p.is_file()]
    for file in sorted(files, key=lambda path: hashlib.md5(str(path).encode()).digest()):
        copied = target / file.relative_to(ROOT)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copied)


def test_the_same_content_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    elsewhere = tmp_path / "べつの 場所"
    copy_in_another_order(elsewhere)
    surroundings = [
        (ROOT, {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"}),
        (elsewhere, {"PYTHONHASHSEED": "4242", "TZ": "America/Caracas", "LC_ALL": "C"}),
    ]
    trees = []
    for n, (root, variables) in enumerate(surroundings):
        output = tmp_path / f"public{n}"
        command = [sys.executable, "-m", "mapgen", "--root", str(root), "build", "--output", str(output)]
        done = subprocess.run(command, env={**os.environ, **variables}, cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        trees.append(digest(output))
    assert trees[0] == trees[1]


def test_many_hands_print_the_same_pages_in_the_same_order(real: Build) -> None:
    shared = build(ROOT, Options(jobs=3))
    assert list(shared.artifacts.items()) == list(real.artifacts.items())
