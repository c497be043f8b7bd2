"""`orgs.json`, which keeps to its published schema, and the two tables of organisations."""

from __future__ import annotations

import codecs
import csv
import io
import json
import re

import pytest

from mapgen.exports import orgtable, records, records_schema
from mapgen.exports.sheets import sheet
from tests.data_files import exported, organizations, read_table, rich_site
from tests.real_site import real_build


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """Return the files of organisations of all kinds."""
    return exported(rich_site())


# ── orgs.json ────────────────────────────────────────────────────────────────────────────────────────────────────────


def faults(data: object, schema: object) -> list[str]:
    from jsonschema import Draft202012Validator, FormatChecker

    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=FormatChecker(["date"]))
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(data)]


def test_the_records_keep_to_the_schema_that_is_published_beside_them(made: dict[str, bytes]) -> None:
    data, schema = json.loads(made["data/orgs.json"]), json.loads(made["data/orgs.schema.json"])
    assert faults(data, schema) == []
    assert data["$schema"] == schema["$id"] == "https://mihon.example.jp/data/orgs.schema.json"
    assert data["version"] == records_schema.VERSION
    spoilt = [
        {"city": "nowhere"},
        {"visibility": "hidden"},
        {"lat": "35.4"},
        {"colour": "red"},
    ]
    for wrong in spoilt:
        place = organizations(made)["all"]["places"][0] | wrong
        assert faults({**data, "organizations": [{**organizations(made)["all"], "places": [place]}]}, schema) != []


def test_the_real_records_keep_to_their_schema() -> None:
    artifacts = real_build().artifacts
    data, schema = (json.loads(artifacts[path].content) for path in (records.PATH, records_schema.SCHEMA_PATH))
    assert faults(data, schema) == []


def test_a_record_says_everything_that_is_published(made: dict[str, bytes]) -> None:
    assert organizations(made)["all"] == {
        "id": "all",
        "page": "https://mihon.example.jp/orgs/all/",
        "name": "みほん食堂",
        "status": "active",
        "kana": "みほんしょくどう",
        "aliases": ["みほん", "=食堂"],
        "type": "npo",
        "operator": "NPO法人みほん",
        "corporate_number": "9000012345671",
        "summary": "だれでも来られる食事の場所。",
        "description": "ごはんを**いっしょに**食べます。\n\n- だれでも\n- [地図](https://mihon.example.jp/map)を見てください",
        "open_to": "anyone",
        "first_contact": "電話かメールで。",
        "apply": "phone",
        "cost": "free",
        "cost_note": "材料費は別",
        "categories": ["living/food"],
        "forms": ["ibasho"],
        "serves": ["kita"],
        "languages": ["ja", "zh-Hans", "easy"],
        "accessibility": ["wheelchair", "parking"],
        "audience": {"ages": {"from": 6, "to": 18}, "groups": ["family"]},
        "contact": {"tel": "046-000-0000", "fax": "046-000-0001", "url": "https://shokudo.example.jp/"},
        "hours": [{"days": ["mon", "tue", "wed"], "open": "09:30", "close": "16:30"}],
        "closed": ["holidays"],
        "places": [
            {
                "id": "all",
                "visibility": "public",
                "city": "kita",
                "name": "本部",
                "address": "みほん県北みほん市青葉一丁目2番3号",
                "access": "駅から歩いて5分",
                "lat": 35.47,
                "lon": 139.35,
                "precision": "manual",
                "radius": 0,
                "point_from": "manual",
            }
        ],
        "links": [{"title": "見本", "url": "https://example.jp/"}],
        "related": ["several"],
        "notice": {"text": "改修のため休み", "until": "2026-05-31"},
        "verified": {"on": "2026-02-01", "by": "phone"},
        "sources": [{"title": "見本", "url": "https://example.jp/a", "date": "2017-09"}, {"title": "広報みほん"}],
        "translations": {"en": {"name": "Mihon Kitchen"}},
    }
    assert organizations(made)["hidden"]["places"] == [{"id": "hidden", "visibility": "hidden", "city": "minami"}]
    assert organizations(made)["area"]["places"] == [
        {"id": "area", "visibility": "area", "city": "kita", "town": "青葉一丁目"}
    ]
    lessons, advice = organizations(made)["several"]["services"]
    assert lessons["places"][0]["id"] == "several/3" and advice == {"name": "みほん相談"}


# ── tables ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_plain_table_has_the_ids_and_changes_nothing(made: dict[str, bytes]) -> None:
    content = made["data/orgs.csv"]
    assert not content.startswith(codecs.BOM_UTF8)
    rows = {row["id"]: row for row in read_table(content)}
    whole, several = rows["all"], rows["several"]
    assert (whole["categories"], whole["languages"], whole["aliases"]) == (
        "living/food",
        "ja;zh-Hans;easy",
        "みほん;=食堂",
    )
    assert (several["name"], several["tel"], several["status"]) == ("-みほんの会", "0462000001", "paused")
    assert (whole["sources"], whole["licence"]) == ("見本 (2017-09) https://example.jp/a ; 広報みほん", "CC BY 4.0")
    assert [rows[each]["address"] for each in ("hidden", "area")] == ["", "みほん県北みほん市青葉一丁目"]
    assert {rows[each]["lat"] for each in ("hidden", "area", "phone")} == {""}


def test_the_excel_table_opens_with_a_double_click_and_runs_nothing(made: dict[str, bytes]) -> None:
    content = made["data/orgs-excel.csv"]
    assert content.startswith(codecs.BOM_UTF8)
    header, *lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True)
    assert header == [column.heading for column in orgtable.COLUMNS]
    assert not any(re.match("[=+@-]", cell) for line in lines for cell in line)
    rows = {row["ID"]: row for row in read_table(content)}
    assert rows["several"]["名称"] == "'-みほんの会"
    assert (rows["several"]["電話"], rows["all"]["電話"], rows["phone"]["電話"]) == (
        "'0462000001",
        "046-000-0000",
        "110",
    )
    assert rows["all"]["法人番号"] == "'9000012345671"
    assert (rows["all"]["分野"], rows["all"]["状態"], rows["several"]["状態"]) == ("食の支援", "活動中", "休止中")
    assert (rows["hidden"]["市"], rows["outside"]["市"], rows["phone"]["市"]) == ("南みほん市", "地域の外", "")


@pytest.mark.parametrize(
    ("cell", "kept"),
    [("0462000001", "'0462000001"), ("0", "0"), ("110", "110"), ("123456789012", "'123456789012"), ("=1", "'=1")],
)
def test_digits_that_a_spreadsheet_would_spoil_stay(cell: str, kept: str) -> None:
    assert sheet(["x"], [[cell]]).decode("utf-8-sig") == f'"x"\r\n"{kept}"\r\n'
