"""Open data as a whole: all formats tell of the same organisations, of nobody else, and of nothing that is withheld."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile

import pytest

from mapgen.exports import EXPORTS
from mapgen.exports.alone import Selection
from mapgen.exports.catalogue import listing_of, listings
from mapgen.exports.data_alone import DATA_FORMATS
from mapgen.site import Site
from tests import builders as make
from tests.data_files import CANARY, exported, ids, organizations, read_table, rich_site
from tests.export_speed import costs
from tests.real_site import real_build

LISTED = ["all", "area", "hidden", "outside", "phone", "several"]


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """Return the files of organisations of all kinds."""
    return exported(rich_site())


def unpacked(made: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files with those in the archives in place of the archives."""
    found = {}
    for path, content in made.items():
        if path.endswith((".zip", ".kmz")):
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                found |= {f"{path}/{name}": archive.read(name) for name in archive.namelist()}
        else:
            found[path] = content
    return found


# ── all formats ──────────────────────────────────────────────────────────────────────────────────────────────────────


def counted(made: dict[str, bytes]) -> dict[str, set[str]]:
    """Return the organisations that each format tells of, by their ids."""
    page = re.compile(r"/orgs/([a-z0-9-]+)/")
    lists = [content.decode() for path, content in made.items() if path.startswith("data/opendata/")]
    older = [content.decode() for path, content in made.items() if path.startswith("data/opendata/suisho/")]
    points = {feature["properties"]["id"] for feature in json.loads(made["data/orgs.geojson"])["features"]}
    unplaced = {row["id"].partition("/")[0] for row in read_table(made["kml/unplaced.csv"])}
    table = read_table(made["data/hsds/organizations.csv"])
    services = {row["organization_id"] for row in read_table(made["data/hsds/services.csv"])}
    owners = {row["id"]: page.findall(row["uri"])[0] for row in table}
    files = [json.loads(made[path]) for path in made if path.startswith("data/hsds/services/")]
    return {
        "json": set(organizations(made)),
        "csv": set(ids(read_table(made["data/orgs.csv"]))),
        "excel": set(ids(read_table(made["data/orgs-excel.csv"]), "ID")),
        "geojson and what no map shows": points | unplaced,
        "lists": {found for text in lists for found in page.findall(text)},
        "older lists": {found for text in older for found in page.findall(text)},
        "hsds": set(owners.values()),
        "hsds services": {owners[each] for each in services},
        "hsds files": {page.findall(each["organization"]["uri"])[0] for each in files},
    }


def test_all_formats_tell_of_the_same_organisations(made: dict[str, bytes]) -> None:
    assert all(told == set(LISTED) for told in counted(made).values()), counted(made)
    assert ids(read_table(made["data/orgs.csv"])) == LISTED
    places = [row for path in made if re.fullmatch(r"data/opendata/\w+\.csv", path) for row in read_table(made[path])]
    features = json.loads(made["data/orgs.geojson"])["features"]
    assert len(places) == len(features) + len(read_table(made["kml/unplaced.csv"]))


def test_the_real_formats_tell_of_every_page_but_those_of_closed_ones() -> None:
    built = real_build()
    assert built.site is not None
    files = {path: artifact.content for path, artifact in built.artifacts.items()}
    pages = {path.split("/")[1] for path in files if re.fullmatch(r"orgs/[^/]+/index\.html", path)}
    listed = {entry.id for entry in built.site.listed}
    assert pages == {entry.id for entry in built.site.entries}
    assert all(told == listed for told in counted(files).values()), counted(files)


def test_nothing_that_is_withheld_closed_or_a_draft_leaves(made: dict[str, bytes]) -> None:
    for path, content in unpacked(made).items():
        for secret in (CANARY, "おわった会", "下書きの会", "046-999-9999", "3:33"):
            assert secret.encode() not in content, path


def test_geojson_is_what_rfc_7946_says(made: dict[str, bytes]) -> None:
    from geojson_pydantic import FeatureCollection

    for content in (made["data/orgs.geojson"], real_build().artifacts["data/orgs.geojson"].content):
        read = FeatureCollection.model_validate_json(content)
        assert len({feature.id for feature in read.features}) == read.length > 2
        assert read.bbox is not None and read.bbox[0] <= read.bbox[2]
        inside = [read.bbox[0] <= f.geometry.coordinates.longitude <= read.bbox[2] for f in read.features]
        assert all(inside)


def test_licence_and_sources_are_in_every_format_that_has_room_for_them() -> None:
    credit = {"title": "みほん住所データ", "url": "https://towns.example.jp/", "licence": "CC BY 4.0"}
    tiles = {"title": "みほんタイル", "url": "https://tiles.example.jp/", "licence": "みほん"}
    site: Site = make.site(make.rich(), settings=make.settings(credits=[credit, tiles]))
    made = exported(site)
    for path in ("data/orgs.json", "data/orgs.geojson"):
        head = json.loads(made[path])
        assert (head["licence"], head["attribution"], head["sources"]) == ("CC BY 4.0", "みほん協議会", [credit])
    package = json.loads(made["data/hsds/datapackage.json"])
    assert package["licenses"][0]["title"] == "CC BY 4.0"
    assert package["sources"] == [{"title": "みほん住所データ(CC BY 4.0)", "path": "https://towns.example.jp/"}]
    about = "みほん資源マップ(みほん協議会)、2026年4月1日現在。CC BY 4.0。"
    assert (
        f"<description>{about}使わせてもらったデータ: みほん住所データ(CC BY 4.0)</description>"
        in made["kml/all.kml"].decode()
    )


# ── what is offered ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_every_data_file_has_its_listing_and_every_listing_its_files() -> None:
    built = real_build()
    assert built.site is not None
    folders = ("data/", "kml/", "stats/")
    offered = [path for path in built.artifacts if path.startswith(folders) and "html" not in path]
    offered.remove("data/catalog.jsonld")  # which lists the others
    assert [path for path in offered if listing_of(path, built.site) is None] == []
    for listing in listings(built.site):
        holds = [artifact for artifact in built.artifacts.values() if listing.holds(artifact.path)]
        assert holds, listing.key
        if listing.media_type == "text/csv" and listing.columns:
            header = next(csv.reader(io.StringIO(holds[0].content.decode("utf-8-sig"), newline="")))
            assert header == [name for name, _ in listing.columns], listing.key
        for lang in ("ja", "easy", "en"):
            assert lang in listing.title.root and lang in listing.about.root, listing.key


@pytest.mark.parametrize(
    ("wanted", "counts"),
    [
        ({}, {"geojson": [5], "json": [6], "orgs-csv": [6], "orgs-excel": [6], "hsds": [6], "opendata": [6, 2]}),
        ({"cities": ("minami",)}, {"geojson": [1], "json": [2], "orgs-csv": [2], "hsds": [2], "opendata": [2]}),
        ({"orgs": ("closed",)}, {"geojson": [], "json": [], "hsds": [], "opendata": []}),
    ],
)
def test_each_format_alone_holds_what_is_asked_for(
    wanted: dict[str, tuple[str, ...]], counts: dict[str, list[int]]
) -> None:
    site = rich_site()
    found = {form.name: [piece.count for piece in form.files(site, Selection(**wanted))] for form in DATA_FORMATS}
    assert {name: found[name] for name in counts} == counts
    assert found["suisho"] == found["opendata"]


def test_alone_without_a_wish_is_the_file_of_the_site(made: dict[str, bytes]) -> None:
    forms = {form.name: form for form in DATA_FORMATS}
    paths = {"geojson": "data/orgs.geojson", "json": "data/orgs.json", "orgs-csv": "data/orgs.csv"}
    paths |= {"orgs-excel": "data/orgs-excel.csv", "hsds": "data/hsds.zip"}
    for name, path in paths.items():
        (piece,) = forms[name].files(rich_site(), Selection())
        assert piece.content == made[path]


def test_what_each_export_costs_is_reported() -> None:
    lines = list(costs(rich_site()))
    assert len(lines) == len(EXPORTS) + 1
    assert lines[0].startswith("mymaps") and re.fullmatch(r"all +[0-9.]+ s", lines[-1])
