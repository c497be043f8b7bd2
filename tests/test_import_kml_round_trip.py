"""Our own export comes back: what a KML can say of an organisation survives, and what it cannot is named here.

Survive: id, name, top category and the others (a leaf implies the top level of the first), forms, audience in words (or
its ages and groups), the cities served, who may come, first contact, how to apply, cost, languages, facilities, tel,
fax, mail, web address, note of the contact, hours, days off, note of the hours, the place's name (of the only place
where the address does not say it), address, city, way there, a manual point, area instead of address, who runs it, when
it was confirmed; the summary; the words of the description as far as its 1,500 characters go.

Cannot: what no column and no line says (kana, aliases, type, corporate number, form, LINE, links, related, notice,
sources, translations, sensitive, status); hidden places and those without a point, which are no pins; Markdown marks;
which service a place belongs to; groups and ages beside a text; the script of a language (zh-Hans).
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings

from mapgen.model import Organization
from mapgen.text import compose_kana
from tests import builders as make
from tests.conftest import Project
from tests.examples import examples
from tests.map_files import Room
from tests.round_trips import back, organizations, pins

SURVIVING = (
    "name", "summary", "categories", "forms", "serves", "open_to", "audience", "operator", "verified", "first_contact",
    "apply", "apply_note", "cost", "cost_note", "languages", "accessibility",
)  # fmt: skip


def composed(value: object) -> str:
    """Return a value as text, kana joined with their voicing marks: exports always join them."""
    return compose_kana(str(value))


@settings(max_examples=examples(150))
@given(organizations())
def test_a_map_that_was_imported_is_exported_the_same(organizations: list[Organization]) -> None:
    site = make.site(*organizations)
    made, found = back(site)
    assert not made.duplicates and not made.skipped
    active = [org.model_copy(update={"status": "active"}) for org in found]
    assert pins(make.site(*active)) == pins(site)


@settings(max_examples=examples(150))
@given(organizations())
def test_the_fields_come_back(organizations: list[Organization]) -> None:
    organizations = [org for org in organizations if len(org.places) == 1]
    _, found = back(make.site(*organizations))
    ours = {org.id: org for org in organizations if len(str(org)) < 1_500}  # longer ones may be cut in the description
    for org in (org for org in found if org.id in ours):
        before = ours[org.id]
        (place,), (place_before,) = org.places, before.places
        assert org.status == "draft" and place.visibility == place_before.visibility
        for field in SURVIVING:
            assert composed(getattr(org, field)) == composed(getattr(before, field)), field
        for field in ("address", "access", "point"):
            assert composed(getattr(place, field, None)) == composed(getattr(place_before, field, None)), field


SUNDAY = {"days": ["sun"], "open": "9:00", "close": "12:00"}
RICH = """\
name: みほん食堂
operator: NPO法人みほん
summary: だれでも来られる食事の場所。
description: |
  ごはんをいっしょに食べます。

  - だれでも
  - 地図(https://mihon.example.jp/map)を見てください
categories: [living/food]
forms: [ibasho]
audience:
  text: 小学生から大人まで
serves: [kita]
open_to: anyone
first_contact: 電話かメールで。
apply: phone
cost: free
languages: [ja, en]
contact:
  tel: 046-000-0000
  fax: 046-000-0001
  url: https://shokudo.example.jp/
hours:
  - {days: [mon, tue, wed], open: 9:30, close: 16:30}
closed: [holidays]
places:
  - name: 本部
    address: みほん県北みほん市青葉一丁目2番3号
    access: 駅から歩いて5分
    lat: 35.470000
    lon: 139.350000
"""


def test_an_organisation_that_answers_almost_everything() -> None:
    made, _ = back(make.site(make.rich()))
    text = made.files["content/orgs/mihon.yaml"].decode()
    assert text == (
        "# マイマップから取りこんだ下書きです。内容を確かめて、要らないことばを消してから、"
        "status を active にしてください。\n"
        f"{RICH}status: draft\n"
        "verified: {on: 2026-02-01, by: phone}\n"
        "sources:\n  - title: マイマップ「みほん資源マップ」\n    note: all.kml、フォルダー「生活」\n"
    )


def test_several_places_of_one_organisation_stay_one() -> None:
    places = [
        make.public(name="本館", contact={"tel": "046-000-0002"}),
        make.public(
            35.43, name="別館", address="南みほん市緑1", hours=[{"days": ["sun"], "open": "9:00", "close": "12:00"}]
        ),
        make.hidden(),
        make.area(name="分室"),
    ]
    org = make.organization(name="みほん食堂(中央)", contact={"tel": "046-000-0001"}, serves=["kita"], places=places)
    made, (found,) = back(make.site(org))
    assert found.name == "みほん食堂(中央)"
    assert made.files["content/orgs/mihon.yaml"].decode().split("places:\n")[1].split("status:")[0] == (
        "  - name: 本館\n    address: みほん県北みほん市青葉一丁目2番3号\n    lat: 35.470000\n    lon: 139.350000\n"
        "  - name: 別館\n    address: 南みほん市緑1\n    lat: 35.430000\n    lon: 139.350000\n"
        "    contact:\n      tel: 046-000-0001\n"
        "    hours:\n      - {days: [sun], open: 9:00, close: 12:00}\n"
        "  - visibility: area\n    address: みほん県北みほん市青葉一丁目\n"  # its name stays with us
        "    contact:\n      tel: 046-000-0001\n"
    )


def test_a_pause_is_told_to_the_editor_since_a_draft_has_its_own_status() -> None:
    made, _ = back(make.site(make.rich(status="paused")))
    text = made.files["content/orgs/mihon.yaml"].decode()
    assert "# ファイルには「いまは休止しています」とありました\nstatus: draft\n" in text


@pytest.mark.parametrize("layer", ["kml/all.kml", "kml/all.kmz", "kml/cities/mihon.kml", "kml/categories/living.kml"])
def test_a_project_without_its_files_gets_them_back(project: Callable[..., Project], layer: str) -> None:
    room = Room(project())
    content = room.project.build().artifacts[layer].content
    room.project.write({"content/orgs/mihon-shokudo.yaml": None})
    made = room.run(content)
    assert made and [draft.id for draft in made.drafts] == ["mihon-shokudo"] and not made.drafts[0].guessed
    assert [problem.text() for problem in room.project.build().problems if problem.level == "error"] == []
    again = room.run(content)
    assert again and [each.reason("ja") for each in again.duplicates] == ["idが同じ"]


def test_the_same_organisation_in_several_layers_is_one(project: Callable[..., Project]) -> None:
    room = Room(project())
    content = room.project.build().artifacts["kml/all.kml"].content.decode()
    room.project.write({"content/orgs/mihon-shokudo.yaml": None})
    folder = content[content.index("<Folder>") : content.index("</Folder>") + len("</Folder>")]
    made = room.run(content.replace(folder, folder + folder.replace("生活・お金", "子ども・若者")))
    assert made and [draft.id for draft in made.drafts] == ["mihon-shokudo"]
    assert [(each.id, each.reasons) for each in made.duplicates] == [("mihon-shokudo", ("id",))]
