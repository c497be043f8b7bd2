"""HSDS 3.0 out of the house: judged by frictionless and jsonschema, by the specification's own demands."""

from __future__ import annotations

import io
import json
import re
import uuid
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mapgen.exports import hsds
from mapgen.exports.hsds.ids import NAMESPACE
from mapgen.exports.hsds.ids import uuid as stable
from mapgen.exports.hsds.tables import TABLES, data_package
from mapgen.site import Site
from tests import builders as make
from tests.data_files import CANARY, ids, read_table, rich_site
from tests.hsds import spec


@pytest.fixture(scope="module")
def made() -> hsds.Package:
    """Return the package of organisations of all kinds."""
    site = rich_site()
    return hsds.package(site, site.listed)


def table(made: hsds.Package, name: str) -> list[dict[str, str]]:
    return read_table(made.files[TABLES[name].file])


@pytest.fixture(scope="module")
def services() -> dict[str, dict[str, Any]]:
    """Return the JSON of each service by its name."""
    files = [file for file in hsds.files(rich_site()) if file.path.startswith(hsds.SERVICES)]
    told = [json.loads(file.content) for file in files]
    assert [f"{hsds.SERVICES}{service['id']}.json" for service in told] == [file.path for file in files]
    return {service["name"]: service for service in told}


def faults(folder: Path, package: dict[str, Any], made: hsds.Package) -> list[Any]:
    """Return what frictionless finds wrong with the files, as a package says they are."""
    import frictionless

    for name, content in made.files.items():
        (folder / name).write_bytes(content)
    (folder / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    return frictionless.validate(str(folder / "datapackage.json")).flatten(["type", "message"])


def test_our_tables_are_those_of_the_specification() -> None:
    ours = {each["name"]: each for each in data_package(make.site())["resources"]}
    for theirs in spec.package()["resources"]:
        resource = ours.pop(theirs["name"])
        assert resource["path"] == theirs["path"]
        assert resource["schema"]["foreignKeys"] == theirs["schema"]["foreignKeys"]
        for field in resource["schema"]["fields"]:
            field["constraints"] = {"required": False, "unique": False} | field.get("constraints", {})
        assert resource["schema"]["fields"] == theirs["schema"]["fields"]
    assert ours == {}


@pytest.mark.parametrize("ours", [True, False], ids=["our description", "the specification"])
def test_frictionless_finds_nothing(ours: bool, made: hsds.Package, tmp_path: Path) -> None:
    package = json.loads(made.files["datapackage.json"]) if ours else spec.package()
    assert faults(tmp_path, package, made) == []


def test_frictionless_finds_what_is_wrong(made: hsds.Package, tmp_path: Path) -> None:
    spoilt = hsds.Package({**made.files, "services.csv": made.files["services.csv"].replace(b'"active"', b'"open"')}, 0)
    assert {kind for kind, _ in faults(tmp_path, spec.package(), spoilt)} == {"constraint-error"}


def test_each_service_is_valid_json_and_holds_nothing_unknown(services: dict[str, dict[str, Any]]) -> None:
    from jsonschema import Draft202012Validator, FormatChecker

    validator = Draft202012Validator(spec.service_schema(), format_checker=FormatChecker(["uuid", "email", "date"]))
    Draft202012Validator.check_schema(spec.service_schema())
    assert [error.message for each in services.values() for error in validator.iter_errors(each)] == []
    wrong = json.loads(json.dumps(services["みほん食堂"])) | {"id": "mihon", "status": "open", "colour": "red"}
    wrong["schedules"][0]["freq"] = "DAILY"
    assert len(list(validator.iter_errors(wrong))) == 4


def test_ids_are_version_5_and_stay() -> None:
    known = uuid.UUID(bytes=NAMESPACE)
    assert stable("organization/all") == str(uuid.uuid5(known, "organization/all"))
    assert stable("location/みほん/2") == str(uuid.uuid5(known, "location/みほん/2"))


def test_all_tables_are_there_and_the_archive_holds_the_same_bytes(made: hsds.Package) -> None:
    assert len(made.files) == 22
    assert made.files["programs.csv"] == b"id,organization_id,name,alternate_name,description\r\n"
    artifacts = {artifact.path: artifact.content for artifact in hsds.files(rich_site())}
    with zipfile.ZipFile(io.BytesIO(artifacts["data/hsds.zip"])) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == made.files
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert {artifacts[f"data/hsds/{name}"] for name in made.files} == set(made.files.values())
    assert artifacts == {artifact.path: artifact.content for artifact in hsds.files(rich_site())}


def test_the_same_organisations_in_any_order_are_the_same_bytes() -> None:
    orgs = [make.rich(each, kana=kana) for each, kana in (("a", "い"), ("b", "あ"))]
    one, two = make.site(*orgs), make.site(*reversed(orgs))
    assert hsds.package(one, one.listed) == hsds.package(two, tuple(reversed(two.listed)))


def test_rules_say_what_they_can_and_words_the_rest(services: dict[str, dict[str, Any]]) -> None:
    def said(name: str, *keys: str) -> list[tuple[Any, ...]]:
        return [tuple(row.get(key) for key in keys) for row in services[name]["schedules"]]

    rule = ("freq", "interval", "byday", "opens_at", "closes_at", "description", "notes")
    weekly = ("WEEKLY", 1, "MO,TU,WE", "09:30:00", "16:30:00", "月〜水 9:30〜16:30", "休み: 祝日")
    monthly = ("MONTHLY", 1, "2SA,4SA", "11:00:00", "14:00:00", "第2・第4土 11:00〜14:00(8月は休み)", None)
    assert said("みほん食堂", *rule) == [weekly] and said("みほん教室", *rule) == [monthly]
    assert said("電話だけ", *rule) == [(None, None, None, None, None, "いつでも", None)]
    inherited = services["みほん相談"]
    assert "schedules" not in inherited
    own = [each.get("schedules", []) for each in inherited["service_at_locations"]]
    assert [[row["byday"] for row in rows] for rows in own] == [[], ["SU"]]


def test_a_place_that_is_not_public_is_virtual_and_says_its_city_or_town(
    made: hsds.Package, services: dict[str, dict[str, Any]]
) -> None:
    places = {row["name"]: row for row in table(made, "location")}
    city, town = places["みほん県南みほん市"], places["みほん県北みほん市青葉一丁目"]
    for place in (city, town):
        assert (place["location_type"], place["latitude"], place["longitude"]) == ("virtual", "", "")
        assert place["id"] not in ids(table(made, "address"), "location_id")
    assert not any(CANARY.encode() in content for content in made.files.values())
    assert CANARY not in json.dumps(services, ensure_ascii=False)


def test_addresses_are_taken_apart_and_only_exact_points_go_out(made: hsds.Package) -> None:
    parts = ("state_province", "city", "address_1", "postal_code", "country", "address_type")
    rows = [tuple(row[part] for part in parts) for row in table(made, "address")]
    assert ("みほん県", "北みほん市", "青葉一丁目2-3", "unknown", "JP", "physical") in rows
    assert ("みほん県", "南みほん市", "緑1-2 みほんビル3階", "unknown", "JP", "physical") in rows
    assert ("みほん県", "遠みほん市", "西1-2-3", "unknown", "JP", "physical") in rows
    points = {(row["name"], row["description"]): row["latitude"] for row in table(made, "location")}
    assert points["本部", "正確な位置(人が確かめた点)"] and points["分室", "おおよその位置(町)"] == ""


def test_a_written_postal_code_is_kept() -> None:
    site = make.site(make.organization(places=[make.public(address="〒999-0001 みほん県北みほん市青葉一丁目2番3号")]))
    assert ids(table(hsds.package(site, site.listed), "address"), "postal_code") == ["999-0001"]


def test_what_is_known_of_a_service_is_where_others_look_for_it(services: dict[str, dict[str, Any]]) -> None:
    told = services["みほん食堂"]
    assert (told["status"], told["assured_date"], told["minimum_age"], told["maximum_age"]) == (
        "active", "2026-02-01", 6, 18,
    )  # fmt: skip
    assert told["alert"] == "改修のため休み(2026年5月31日まで)"
    assert told["application_process"] == "電話かメールで。\n電話で申し込みます"
    assert told["cost_options"][0]["amount"] == 0 and told["fees_description"] == "無料(材料費は別)"
    assert [(each["name"], each.get("code"), each.get("note")) for each in told["languages"]] == [
        ("日本語", "ja", None), ("中国語", "zh", "Hans"), ("やさしい日本語", None, None),
    ]  # fmt: skip
    assert ids(told["service_areas"], "name") == ["北みほん市"]
    organization = told["organization"]
    assert [(each["number"], each["type"]) for each in organization["phones"]] == [
        ("046-000-0000", "voice"), ("046-000-0001", "fax"),
    ]  # fmt: skip
    assert organization["organization_identifiers"][0]["identifier"] == "9000012345671"
    assert organization["description"].endswith("運営: NPO法人みほん")
    assert organization["attributes"][0]["value"] == "みほんしょくどう"
    assert ids(organization["metadata"], "replacement_value") == [
        "2026-02-01", "見本 (2017-09) https://example.jp/a", "広報みほん",
    ]  # fmt: skip
    (place,) = told["service_at_locations"]
    assert ids(place["location"]["accessibility"], "description") == ["車いすで入れます", "駐車場"]
    assert services["みほん教室"]["phones"][0]["number"] == "0462000002"


def test_only_terms_in_use_go_out_and_those_above_them(made: hsds.Package) -> None:
    terms = {row["code"]: row for row in table(made, "taxonomy_term")}
    assert list(terms) == [
        "category:living", "category:living/food", "category:children", "form:ibasho", "form:soudan",
        "audience:family", "reading:kana",
    ]  # fmt: skip
    assert terms["category:living/food"]["parent_id"] == terms["category:living"]["id"]
    assert ids(table(made, "taxonomy"), "name") == ["分野", "活動のかたち", "対象の人", "よみがな"]


def test_paused_is_said_and_closed_and_drafts_never_leave(made: hsds.Package) -> None:
    states = {row["name"]: row["status"] for row in table(made, "service")}
    assert states["みほん教室"] == states["みほん相談"] == "temporarily closed"
    assert {"おわった会", "下書きの会"}.isdisjoint({row["name"] for row in table(made, "organization")})


def test_a_table_without_a_description_does_not_happen() -> None:
    site: Site = make.site(make.organization(summary=None, description="ごはん。"), date=date(2026, 4, 1))
    made = hsds.package(site, site.listed)
    assert ids(table(made, "organization"), "description") == ["ごはん。"]
    assert all(re.fullmatch(r"[0-9a-f-]{36}", row["id"]) for name in TABLES for row in table(made, name))
