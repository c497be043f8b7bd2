"""What the tests of open data share: a site with every kind of organisation and place, and its files by path."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from mapgen.exports import files
from mapgen.site import Site
from tests import builders as make

# In every field of a place that may not be known: none of it may leave.
CANARY = "カナリヤ"
SECRET = {
    "name": f"{CANARY}会館",
    "contact": {"note": f"{CANARY}の人", "tel": "046-999-9999"},
    "hours": [{"days": ["sun"], "open": "3:33", "close": "4:44", "note": CANARY}],
    "hours_note": f"{CANARY}時間",
}
SOUTH = "みほん県南みほん市緑1番2号 みほんビル3階"


def rich_site() -> Site:
    """Return six listed organisations of all kinds, one that is closed and one draft."""
    lessons = {
        "name": "みほん教室",
        "summary": "勉強の手伝い。",
        "categories": ["children"],
        "forms": ["soudan"],
        "serves": ["minami"],
        "contact": {"tel": "0462000002"},
        "places": [make.public(None, None, address=SOUTH)],
        "hours": [{"days": ["sat"], "nth": [4, 2], "open": "11:00", "close": "14:00", "note": "8月は休み"}],
    }
    return make.site(
        make.rich(
            "all",
            aliases=["みほん", "=食堂"],
            type="npo",
            corporate_number="9000012345671",
            audience={"ages": {"from": 6, "to": 18}, "groups": ["family"]},
            languages=["ja", "zh-Hans", "easy"],
            accessibility=["wheelchair", "parking"],
            cost_note="材料費は別",
            notice={"text": "改修のため休み", "until": "2026-05-31"},
            sources=[{"title": "見本", "url": "https://example.jp/a", "date": "2017-09"}, {"title": "広報みほん"}],
            translations={"en": {"name": "Mihon Kitchen"}},
            links=[{"title": "見本", "url": "https://example.jp/"}],
            related=["several", "closed"],
        ),
        make.organization(
            "several",
            name="-みほんの会",
            kana=None,
            status="paused",
            contact={"tel": "0462000001", "email": "a@example.jp"},
            places=[
                make.public(35.46, 139.36, name="本部"),
                make.public(None, None, name="分室", hours=[{"days": ["sun"], "open": "9:00", "close": "12:00"}]),
            ],
            services=[lessons, {"name": "みほん相談"}],
        ),
        make.organization("hidden", name="ひみつの家", places=[make.hidden("minami", **SECRET)], sensitive=["dv"]),
        make.organization("area", name="町の家", places=[make.area(name=SECRET["name"])]),
        make.organization("phone", name="電話だけ", contact={"tel": "110"}, hours_note="いつでも"),
        make.organization(
            "outside", name="県の窓口", places=[{"address": "みほん県遠みほん市西1-2-3", "city": "outside"}]
        ),
        make.organization("closed", name="おわった会", status="closed", places=[make.public()]),
        make.organization("draft", name="下書きの会", status="draft", places=[make.public()]),
    )


def exported(site: Site) -> dict[str, bytes]:
    """Return every exported file by its path."""
    return {artifact.path: artifact.content for artifact in files(site)}


def read_table(content: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV by heading, as a stranger reads them."""
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def organizations(made: dict[str, bytes]) -> dict[str, dict[str, Any]]:
    """Return the records of `orgs.json` by id."""
    return {each["id"]: each for each in json.loads(made["data/orgs.json"])["organizations"]}


def ids(rows: Iterable[dict[str, Any]], key: str = "id") -> list[Any]:
    """Return one value of each row."""
    return [row[key] for row in rows]
