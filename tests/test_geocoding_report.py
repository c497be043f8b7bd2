"""What people read afterwards: the staff's table, and what the lock itself needs a look at."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from mapgen.content import Content, read_content
from mapgen.geocode import Lock, dump
from mapgen.geocoding import Options, lock_report
from mapgen.geocoding.findings import shown
from mapgen.problems import Problems
from mapgen.reports import as_text, points
from tests.conftest import Project
from tests.fake_geocoders import FakeClock, Reply, hits, serving
from tests.geocoding import LOCK, TITLES, A, B, answers, entry, honest, org, prepare, run

Make = Callable[..., Project]


def content_of(project: Project) -> Content:
    content = read_content(project.root, problems := Problems())
    assert content, [problem.text() for problem in problems]
    return content


def table(root: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO((root / "report.csv").read_bytes().decode("utf-8-sig"))))[1:]


def test_the_report_says_why_worst_first(project: Make) -> None:
    files = {
        "content/orgs/city.yaml": org("みほん市役所", "しやくしょ"),
        "content/orgs/none.yaml": org("x", "なし").replace("address: x", "city: mihon"),
        "content/orgs/old.yaml": org("みほん市みどりが丘3-1-1", "ちょうめちがい"),
        "content/orgs/away.yaml": org("横浜市中区1-1", "そと", "    city: outside\n"),
        "content/orgs/two.yaml": org(
            "みほん市みほん町50-2", "=ふたつ", "  - address: みほん県みほん市みほん町５０番地２ ３階\n"
        ),
    }
    found = lambda query, count: honest(query, count) if query["q"] == A else hits()  # noqa: E731
    with serving(FakeClock(), answers(found)) as server:
        root = prepare(project, server.url, files).root
        ran = run(root, server, Options(report=root / "report.csv"))
    assert ran.result.code == 3
    pin = "https://maps.gsi.go.jp/#18/35.118500/139.428200/"
    oaza, middle = "おおよその位置(大字)", "https://maps.gsi.go.jp/#18/35.119500/139.429500/"
    nowhere = f"「{B}」は見つかりません(尋ねた先: gsi)"
    town = "https://maps.gsi.go.jp/#18/35.110000/139.410000/"
    assert table(root) == [
        ["しやくしょ", "みほん市役所", "みほん県みほん市", "", "なし", "番地が書かれていません", ""],
        ["なし", "", "", "", "なし", "住所が書かれていません", ""],
        ["'=ふたつ", "みほん市みほん町50-2", B, "", oaza, nowhere, town],
        ["ちょうめちがい", "みほん市みどりが丘3-1-1", "みほん県みほん市みどりが丘三丁目1-1", "", oaza,
         "みほん市みどりが丘に三丁目は見つかりません", middle],
        ["びわ", "みほん県みほん市みほん町50番地の2", B, "", oaza, nowhere, town],
        ["あおば", "みほん市みどりが丘1-2-3 みほん会館2階", A, TITLES[A], "建物の位置", "", pin],
    ]  # fmt: skip


def test_the_report_is_not_written_where_no_file_may_be(project: Make, tmp_path: Path) -> None:
    with serving(FakeClock(), answers()) as server:
        root = prepare(project, server.url).root
        folder = run(root, server, Options(report=tmp_path))
        lost = run(root, server, Options(report=tmp_path / "gone" / "report.csv"))
    assert (folder.result.code, folder.codes) == (2, ["geocode-no-file"])
    assert (lost.result.code, lost.codes) == (3, ["geocode-cannot-write"])
    assert folder.found == {A: "rooftop", B: "rooftop"}, "what was found is kept"


def test_a_dry_run_may_write_its_report(project: Make) -> None:
    with serving(FakeClock(), answers()) as server:
        root = prepare(project, server.url).root
        run(root, server, Options(dry_run=True, report=root / "report.csv"))
    assert [row[5] for row in table(root)] == ["まだ尋ねていないか、前に尋ねたとき町までしか見つかりませんでした"] * 2


def test_what_the_lock_needs_a_look_at(project: Make) -> None:
    fixes = {
        **entry("どこか").fixes,
        **entry("みほん県みほん市みほん町９番").fixes,
        **entry("みほん県みほん市みほん町49", point=(35.11, 139.41)).fixes,
        **entry("みほん県みほん市みほん町48", point=(35.11, 139.41)).fixes,
        **entry(A, point=(35.09, 139.45)).fixes,
    }
    made = prepare(project, "http://127.0.0.1:9", {"content/geocodes.yaml": dump(Lock(fixes))})
    content = content_of(made)
    assert as_text(points(content, "ja")).splitlines() == [
        "この地域の住所として読めないもの 1 件(mapgen geocode --prune で消せます)",
        "  どこか",
        "書き方がそろっていないもの 1 件(mapgen geocode --rekey で直ります)",
        "  みほん県みほん市みほん町９番 → みほん県みほん市みほん町9",
        "どの団体も使っていないもの 2 件(mapgen geocode --prune で消せます。人が確かめた点は残ります)",
        "  みほん県みほん市みほん町48",
        "  みほん県みほん市みほん町49",
        "番地までの点がまだない住所 1 件(mapgen geocode で求めます)",
        f"  {B} (biwa)",
        "ちがう住所なのに同じ点のもの 1 組(どれかがちがうかもしれません)",
        "  みほん県みほん市みほん町48 = みほん県みほん市みほん町49",
        "町の中心から離れすぎている点 1 件",
        f"  {A} (3701 m)",
    ]
    assert as_text(points(content, "en")).startswith("not readable as addresses of this region: 1")
    assert points(content, "ja", ["mihon"]).count == points(content, "ja").count - 1


def test_a_good_lock_needs_no_look(project: Make) -> None:
    lock = Lock({**entry(A).fixes, **entry(B).fixes})
    made = prepare(project, "http://127.0.0.1:9", {"content/geocodes.yaml": dump(lock)})
    content = content_of(made)
    assert as_text(points(content, "ja")) == "見直すところはありません\n"
    assert as_text(points(content, "en")) == "nothing needs a look\n"


def test_a_city_halls_point_is_used_by_the_tests_of_answers(project: Make) -> None:
    made = prepare(project, "http://127.0.0.1:9", {"content/geocodes.yaml": LOCK.replace("manual-source", "gsi")})
    assert lock_report(content_of(made)).unused == ()


@pytest.mark.parametrize(
    ("said", "printed"), [("みほん", "みほん"), ("\x1b[2J\n", "�[2J�"), ("あ" * 99, "あ" * 60 + "…")]
)
def test_what_a_service_said_can_be_printed(said: str, printed: str) -> None:
    assert shown(said) == printed


def test_every_code_of_this_room_is_said_in_both_languages(project: Make) -> None:
    with serving(FakeClock(), answers(lambda _q, _n: Reply(b"", 403))) as server:
        ran = run(prepare(project, server.url).root, server)
    assert [problem.text("en") for problem in ran.result.problems] == [
        f"content/orgs/aoba.yaml: warning: '{A}' could not be asked: gsi turned us away (HTTP 403) "
        "[geocode-unasked-forbidden]\n    → check the contact, the key, and the service's terms",
        f"mapgen geocode: warning: not asked yet: 1 ({B}) [geocode-unreached]\n"
        "    → run it again: it goes on from there",
    ]
    assert [*ran.result.lines("en")] == [
        "asked about 1 addresses in 1 requests; 0 points went into content/geocodes.yaml"
    ]
