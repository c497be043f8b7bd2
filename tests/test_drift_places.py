"""Several places and programmes of one organisation: a fact goes where it is said, and touches no other place."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import replace

import pytest

from mapgen.changes import Subject, sentence
from mapgen.drift import Answer, Outcome, apply
from mapgen.imports.mymaps.placemarks import Placemark
from mapgen.model import Point
from tests.conftest import Project
from tests.drift import EN, SHOKUDO, Edit, Staffed, cells, on, staffed, words

Projects = Callable[..., Project]
S, E = "mihon-shokudo", "mihon-en"
SERVICES = """\
name: みほんの会
summary: いろいろな会。
categories: [living]
forms: [consultation]
serves: [mihon]
contact:
  tel: 046-000-3000
services:
  - name: 朝の会
    forms: [ibasho]
    cost: free
    places:
      - address: みほん市みどりが丘3-1
        lat: 35.113000
        lon: 139.413000
  - name: 夜の会
    places:
      - address: みほん市みどりが丘3-2
        lat: 35.114000
        lon: 139.414000
"""


def applied(map_of: Staffed, *edits: Edit, **told: object) -> Outcome:
    """Apply everything that may be."""
    return apply(map_of.project.root, map_of.drift(*edits), lambda _would, _left: "yes", **told)  # type: ignore[arg-type]


def lines(map_of: Staffed, id: str, before: str) -> str:
    changed = difflib.ndiff(before.splitlines(), map_of.org(id).splitlines())
    return "".join(f"{line}\n" for line in changed if line[0] in "+-")


@pytest.mark.parametrize(
    ("edits", "changed"),
    [
        (
            [cells(E, 電話="046-000-2000"), cells(f"{E}/2", 電話="046-000-2000")],
            "-   tel: 046-000-1000\n+   tel: 046-000-2000\n",
        ),
        ([cells(f"{E}/2", 電話="046-000-2000")], "+     contact:\n+       tel: 046-000-2000\n"),
        ([on(f"{E}/2", name="みほん園(新館)")], "-   - name: 分園\n+   - name: 新館\n"),
        ([on(E, name="みほん会(本園)"), on(f"{E}/2", name="みほん会(分園)")], "- name: みほん園\n+ name: みほん会\n"),
        ([on(f"{E}/2", point=Point(lat=35.1131, lon=139.415))], "-     lat: 35.112000\n+     lat: 35.113100\n"),
        (
            [cells(E, 開いている日="毎日 9:00〜12:00")],
            "+     hours:\n+       - {days: [mon, tue, wed, thu, fri, sat, sun], open: 9:00, close: 12:00}\n",
        ),
    ],
)
def test_a_fact_goes_to_the_place_or_to_all(project: Projects, edits: list[Edit], changed: str) -> None:
    map_of = staffed(project)
    outcome = applied(map_of, *edits)
    assert outcome.by_hand == []
    assert lines(map_of, E, EN) == changed


@pytest.mark.parametrize(
    ("edits", "changed"),
    [
        ([words("mihon-kai", "無料", "有料(50円)")], "-     cost: free\n+     cost: paid\n+     cost_note: 50円\n"),
        ([cells("mihon-kai/2", 対象="家族")], "+     audience:\n+       groups: [family]\n"),
        ([on("mihon-kai/2", name="みほんの会(星の会)")], "-   - name: 夜の会\n+   - name: 星の会\n"),
        (
            [cells("mihon-kai/2", 住所="みほん市みどりが丘3-3")],
            "-       - address: みほん市みどりが丘3-2\n+       - address: みほん市みどりが丘3-3\n",
        ),
    ],
)
def test_a_fact_goes_to_the_programme(project: Projects, edits: list[Edit], changed: str) -> None:
    map_of = staffed(project, {"content/orgs/mihon-kai.yaml": SERVICES})
    outcome = applied(map_of, *edits)
    assert outcome.by_hand == []
    assert lines(map_of, "mihon-kai", SERVICES) == changed


def test_what_holds_for_all_places_is_not_changed_for_one(project: Projects) -> None:
    map_of = staffed(project)
    outcome = applied(map_of, cells(E, 対象="子ども"))
    assert [sentence(change) for each in outcome.by_hand for change in each.changes] == [
        "本園: 対象「子ども」が加わりました"
    ]
    assert map_of.org(E) == EN


def test_a_place_that_is_public_no_finer_than_its_town_gets_no_point(project: Projects) -> None:
    town = EN.replace("    lat: 35.111000\n    lon: 139.411000\n", "").replace(
        "address: みほん市みどりが丘2-1", "visibility: area\n    address: みほん市みどりが丘"
    )
    map_of = staffed(project, {f"content/orgs/{E}.yaml": town})

    def moved(placemark: Placemark) -> Placemark:
        return replace(placemark, point=Point(lat=35.2, lon=139.4)) if placemark.columns["id"] == E else placemark

    def finer(placemark: Placemark) -> Placemark:
        return cells(E, 住所="みほん市みどりが丘2-1")(moved(placemark)) or placemark

    outcome = applied(map_of, finer)
    assert len(outcome.by_hand[0].changes) == 2 and outcome.written == []
    assert map_of.org(E) == town


def test_what_is_older_than_ours_is_left_alone_unless_somebody_insists(project: Projects) -> None:
    map_of = staffed(project)
    old = map_of.map(cells(S, 電話="046-000-0001"))
    later = SHOKUDO.replace("2026-02-01", "2026-03-31")
    map_of.project.write({f"content/orgs/{S}.yaml": later})
    outcome = apply(map_of.project.root, map_of.against(old), lambda _would, _left: "yes", asks=False)
    assert ([each.id for each in outcome.doubtful], outcome.written) == ([S], [])
    assert map_of.org(S) == later
    outcome = apply(map_of.project.root, map_of.against(old), lambda _would, _left: "yes", asks=False, insisted=[S])
    assert [sentence(c) for each in outcome.by_hand for c in each.changes] == [
        "最後の確認が「2026年3月31日に確認(電話)」から「2026年2月1日に確認(電話)」に変わりました"
    ]
    assert map_of.org(S) == later.replace("046-000-0000", "046-000-0001")


def test_what_was_known_by_its_likeness_only_is_written_when_somebody_says_so(project: Projects) -> None:
    map_of = staffed(project)

    def nameless(placemark: Placemark) -> Placemark:
        if placemark.columns["id"] != S:
            return placemark
        return replace(placemark, columns={"電話": "046-000-0001"})

    outcome = apply(map_of.project.root, map_of.drift(nameless), lambda _would, _left: "yes", asks=False)
    assert ([each.id for each in outcome.doubtful], outcome.written) == ([S], [])
    assert map_of.org(S) == SHOKUDO
    outcome = apply(map_of.project.root, map_of.drift(nameless), lambda _would, _left: "yes")
    assert lines(map_of, S, SHOKUDO) == "-   tel: 046-000-0000   # 平日だけ\n+   tel: 046-000-0001   # 平日だけ\n"


def test_layers_that_do_not_agree_are_left_to_a_person(project: Projects) -> None:
    map_of = staffed(project)
    drawn = map_of.map()
    layer = drawn[
        drawn.index(b"    <Folder>\n      <name>\xe7\x94\x9f") : drawn.index(b"    </Folder>\n")
        + len(b"    </Folder>\n")
    ]
    assert "みほん食堂" in layer.decode()
    twice = drawn.replace(layer, layer + layer.replace(b"046-000-0000", b"046-000-0001"))
    outcome = apply(map_of.project.root, map_of.against(twice), lambda _would, _left: "yes")
    assert [each.id for each in outcome.by_hand] == [S]
    assert map_of.org(S) == SHOKUDO


def test_no_and_quit_leave_the_files_and_a_dry_run_leaves_all(project: Projects) -> None:
    map_of = staffed(project)
    edits = [cells(E, 電話="046-000-2000"), cells(f"{E}/2", 電話="046-000-2000"), cells(S, 電話="046-000-0001")]
    asked: list[str] = []

    def answers(answer: Answer) -> Callable[[Subject, Subject], Answer]:
        def ask(would: Subject, _left: Subject) -> Answer:
            asked.append(would.id)
            return answer

        return ask

    for answer, count in (("quit", 1), ("no", 2)):
        outcome = apply(map_of.project.root, map_of.drift(*edits), answers(answer))  # type: ignore[arg-type]
        assert (len(asked), outcome.declined, outcome.written) == (count, 2, [])
        asked.clear()
    outcome = apply(map_of.project.root, map_of.drift(*edits), answers("yes"), dry_run=True)
    assert sorted(each.id for each in outcome.written) == [E, S]
    assert (map_of.org(E), map_of.org(S)) == (EN, SHOKUDO)
