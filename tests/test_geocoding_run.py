"""`mapgen geocode` as a whole: what it asks, what it keeps however it ends, what it says. Numbers are those of the
28 properties in the table of `tests/test_geocoding_properties.py`.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from mapgen.geocode import dump
from mapgen.geocoding import Options
from tests.conftest import Project
from tests.fake_geocoders import REVERSE, SEARCH, FakeClock, Reply, feature, hits, serving
from tests.geocoding import LOCK, TITLES, TRUTH, A, B, answers, entry, honest, org, prepare, read_lock, register, run

Make = Callable[..., Project]
ROOT = Path(__file__).resolve().parent.parent


# ── who is asked about what ──────────────────────────────────────────────────────────────────────────────────────────


def test_12_as_many_questions_as_addresses_and_none_the_second_time(project: Make) -> None:
    same = {
        f"content/orgs/twin{n}.yaml": org(f"みほん市みどりが丘１丁目２番３号 {n}階", f"ふたご{n}") for n in range(5)
    }
    with serving(FakeClock(), answers()) as server:
        root = prepare(project, server.url, same).root
        assert run(root, server).requests == (2, 2)
        again = run(root, server)
        assert (again.requests, again.result.code, again.codes) == ((2, 2), 0, [])
        assert [*again.result.lines()] == ["尋ねる住所はありません"]
        before = (root / "content/geocodes.yaml").read_bytes()
        run(root, server)
        assert (root / "content/geocodes.yaml").read_bytes() == before


def test_only_the_canonical_address_leaves_the_house(project: Make) -> None:
    with serving(FakeClock(), answers()) as server:
        run(prepare(project, server.url).root, server)
        assert server.queries() == [A, B]


def test_23_what_is_not_public_is_never_asked_about(project: Make) -> None:
    secret = {
        "content/orgs/aoba.yaml": org("みほん市みどりが丘一丁目", "ひみつ", "    visibility: area\n"),
        "content/orgs/biwa.yaml": org("x", "かくれ").replace("address: x", "visibility: hidden\n    city: mihon"),
        "content/orgs/draft.yaml": org("みほん市みほん町77", "したがき", more="status: draft\n"),
        "content/orgs/manual.yaml": org("みほん市みほん町78", "てで", "    lat: 35.1112\n    lon: 139.4122\n"),
        "content/orgs/away.yaml": org("横浜市中区1-1", "そと", "    city: outside\n"),
        "content/orgs/house.yaml": org("みほん市役所", "ばんちなし"),
    }
    with serving(FakeClock(), answers()) as server:
        made = prepare(project, server.url, secret)
        ran = run(made.root, server)
        assert (ran.requests, ran.result.code, ran.found) == ((0, 0), 0, {})


def test_14_the_services_are_told_who_asks(project: Make) -> None:
    contact = "contact: 'みほん係 <chizu@example.org>'\n"
    with serving(FakeClock(), answers()) as server:
        gsi = f"geocoders: [{{name: gsi, url: '{server.url}', confirm_url: '{server.url}'}}]\n"
        run(prepare(project, server.url, site=contact + gsi).root, server)
        agents = {asked.headers["user-agent"] for asked in server.asked}
    assert len(agents) == 1
    assert agents.pop().startswith("mapgen/0.1.0 (+https://example.org; %E3%81%BF%E3%81%BB%E3%82%93%E4%BF%82 <chizu@")


@pytest.mark.parametrize("contact", ["", "contact: みほん係\n"])
def test_14_without_a_contact_nobody_is_asked(project: Make, contact: str) -> None:
    with serving(FakeClock(), answers()) as server:
        gsi = f"geocoders: [{{name: gsi, url: '{server.url}', confirm_url: '{server.url}'}}]\n"
        ran = run(prepare(project, server.url, site=contact + gsi).root, server)
    assert (ran.requests, ran.result.code) == ((0, 0), 2)
    assert [problem.text() for problem in ran.result.problems] == [
        "content/site.yaml: error: 地図のサービスに名のる連絡先(contact)がないので、何も尋ねませんでした "
        "[geocode-no-contact]\n"
        "    → content/site.yaml に「contact: メールアドレスか https:// で始まるアドレス」を書き足します"
    ]


def test_13_a_second_between_the_end_of_a_reply_and_the_next_request(project: Make) -> None:
    clock = FakeClock()
    with serving(clock, answers()) as server:
        server.seconds_per_reply = 3.5
        ran = run(prepare(project, server.url).root, server)
    assert ran.gaps() == pytest.approx([1, 1, 1])


def test_no_more_requests_than_agreed(project: Make) -> None:
    with serving(FakeClock(), answers()) as server:
        root = prepare(project, server.url).root
        first = run(root, server, Options(most=3))
        assert (first.requests, first.result.code, first.found) == ((2, 1), 3, {A: "rooftop"})
        assert first.codes == ["geocode-unasked-spent"]
        assert run(root, server, Options(most=3)).found == {A: "rooftop", B: "rooftop"}


def test_content_with_errors_is_not_asked_about(project: Make) -> None:
    with serving(FakeClock(), answers()) as server:
        made = prepare(project, server.url, {"content/orgs/bad.yaml": "name: [\n"})
        ran = run(made.root, server)
    assert (ran.requests, ran.result.code) == ((0, 0), 1)


# ── what is kept ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_18_hand_beats_lock_beats_service(project: Make) -> None:
    by_hand = "    lat: 35.1112\n    lon: 139.4122\n"
    better = dump(entry(A, "rooftop", "manual-source", (35.1184, 139.4281))).encode()
    files = {"content/geocodes.yaml": better, "content/orgs/biwa.yaml": org("みほん市みほん町50-2", "びわ", by_hand)}
    with serving(FakeClock(), answers()) as server:
        root = prepare(project, server.url, files).root
        assert run(root, server).requests == (0, 0)
        ran = run(root, server, Options(refresh=("みほん市みどりが丘1-2-3",)))
        assert (ran.requests, ran.codes) == ((0, 0), ["geocode-by-hand"])
        assert (root / "content/geocodes.yaml").read_bytes() == better


@pytest.mark.parametrize(
    ("answer", "kept", "code"),
    [
        (hits(feature(TITLES[A], 35.1187, 139.4284)), (35.1187, 139.4284), 0),  # as good and newer
        (hits(feature(TITLES[A][:-2], 35.1187, 139.4284)), TRUTH[A], 0),  # coarser
        (hits(), TRUTH[A], 3),
        (Reply(b"", 403), TRUTH[A], 3),
    ],
)
def test_18_a_refresh_never_makes_a_point_worse(
    project: Make, answer: Reply, kept: tuple[float, float], code: int
) -> None:
    with serving(FakeClock(), answers(lambda _q, _n: answer)) as server:
        root = prepare(project, server.url, {"content/geocodes.yaml": dump(entry(A)).encode()}).root
        ran = run(root, server, Options(refresh=(f"{A} 2階",)))
    fix = ran.lock.fixes[A]
    assert ((fix.point.lat, fix.point.lon), fix.precision, ran.result.code) == (kept, "rooftop", code)
    assert server.queries()[0] == A and B not in server.queries()


def test_refresh_wants_an_address_that_somebody_gives(project: Make) -> None:
    with serving(FakeClock(), answers()) as server:
        ran = run(prepare(project, server.url).root, server, Options(refresh=("みほん市みどりが丘1-2-4",)))
    assert (ran.result.code, ran.codes, ran.requests) == (2, ["geocode-not-used"], (0, 0))


def test_19_a_changed_address_is_asked_about_and_the_old_one_reported(project: Make) -> None:
    from mapgen.content import read_content
    from mapgen.geocoding import lock_report
    from mapgen.problems import Problems

    with serving(FakeClock(), answers()) as server:
        made = prepare(
            project, server.url, {"content/geocodes.yaml": dump(entry("みほん県みほん市みほん町49")).encode()}
        )
        ran = run(made.root, server)
    assert ran.found == {A: "rooftop", B: "rooftop", "みほん県みほん市みほん町49": "rooftop"}
    content = read_content(made.root, Problems())
    assert content and lock_report(content).unused == ("みほん県みほん市みほん町49",)


def test_21_25_a_lock_with_conflict_markers_crlf_and_bom_is_mended(project: Make) -> None:
    head, rows = LOCK.split("geocodes:\n")
    extra = dump(entry(A)).split("geocodes:\n")[1]
    text = f"\ufeff{head}geocodes:\n<<<<<<< ours\n{rows}=======\n{extra}>>>>>>> theirs\n".replace("\n", "\r\n")
    with serving(FakeClock(), answers()) as server:
        made = prepare(project, server.url, {"content/geocodes.yaml": text})
        ran = run(made.root, server)
    assert ran.found == {A: "rooftop", B: "rooftop"} and len(ran.lock.fixes) == 3
    assert server.queries() == [B] and ran.codes == ["lock-conflict"]
    data = (made.root / "content/geocodes.yaml").read_bytes()
    assert data == dump(ran.lock).encode() and b"<<<" not in data and b"\r" not in data


CHILD = """
import sys, time
from datetime import date
from pathlib import Path
from mapgen.geocoding import Options, World, geocode
world = World(clock=time.monotonic, sleep=lambda seconds: None, today=date(2026, 11, 2), environ={}, proxies={})
result = geocode(Path(sys.argv[1]), Options(), world)
print([problem.code for problem in result.problems], *result.lines(), file=sys.stderr)
sys.exit(result.code)
"""


@pytest.mark.parametrize(("ending", "code"), [(signal.SIGKILL, -9), (signal.SIGINT, 3)])
def test_20_killed_after_three_answers_three_are_kept(project: Make, ending: signal.Signals, code: int) -> None:
    places = {f"みほん県みほん市みほん町{n}": (35.11 + n / 1e5, 139.41) for n in range(11, 17)}
    more = {f"content/orgs/m{key[-2:]}.yaml": org(key, f"みほん{key[-2:]}") for key in places}

    def hold_the_fourth(query: dict[str, str], count: int) -> Reply:
        if count == 4 and not finished:
            return Reply(manner="held")
        title = query["q"].translate(str.maketrans("0123456789", "０１２３４５６７８９")) + "番地"
        return hits(feature(title, *places[query["q"]]))

    finished: list[int] = []
    clock = FakeClock()
    with serving(clock, answers(hold_the_fourth)) as server:
        no_others = {"content/orgs/aoba.yaml": org(min(places)), "content/orgs/biwa.yaml": org(min(places))}
        root = prepare(project, server.url, more | no_others).root
        command = [sys.executable, "-c", CHILD, str(root)]
        child = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        while server.count(SEARCH) < 4:
            assert child.poll() is None, child.stderr and child.stderr.read()
        child.send_signal(ending)
        said = child.communicate(timeout=20)[1]
        assert child.returncode == code, said
        assert sorted(key for key in read_lock(root).fixes if key in places) == sorted(places)[:3]
        finished.append(1)
        ran = run(root, server)
        assert set(ran.found) == set(places) and ran.result.code == 0
        assert sorted(p.name for p in (root / "content").iterdir() if p.name.startswith(".")) == []
    if ending == signal.SIGINT:
        assert "止めました。ここまでに見つかった点は残っています" in said and "geocode-unreached" in said


def test_the_lock_is_replaced_in_one_step(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with serving(FakeClock(), answers()) as server:
        root = prepare(project, server.url).root
        before = (root / "content/geocodes.yaml").read_bytes()
        monkeypatch.setattr(os, "fsync", full)
        ran = run(root, server)
    assert (ran.result.code, ran.codes) == (3, ["geocode-cannot-write"])
    assert (root / "content/geocodes.yaml").read_bytes() == before


# ── what is said ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_28_no_network_and_a_dead_proxy_are_said_plainly(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    for server_url, proxies in (("http://mihon.invalid", {}), ("http://127.0.0.2:9", None)):
        clock = FakeClock()
        with serving(clock, answers()) as server:
            ran = run(prepare(project, server_url).root, server, proxies=proxies)
        assert (ran.result.code, ran.requests, ran.codes) == (3, (0, 0), ["geocode-unasked-unreachable"] * 2)
        text = next(iter(ran.result.problems)).text()
        assert "gsi につながりません" in text and "インターネットにつながっているか" in text


def test_a_points_source_must_be_credited(project: Make) -> None:
    with serving(FakeClock(), answers()) as server:
        made = prepare(project, server.url)
        site = made.root / "content/site.yaml"
        site.write_text(site.read_text(encoding="utf-8").replace("www.gsi.go.jp", "www.example.jp"), encoding="utf-8")
        ran = run(made.root, server)
    assert (ran.codes, ran.result.code) == (["geocode-uncredited"], 0)


def test_the_register_is_asked_once_for_each_point(project: Make) -> None:
    with serving(FakeClock(), answers(lambda q, n: honest(q, n), register)) as server:
        run(prepare(project, server.url).root, server)
        asked = [(a.query["lat"], a.query["lon"]) for a in server.asked if a.path == REVERSE]
    assert asked == [(f"{lat:.6f}", f"{lon:.6f}") for lat, lon in (TRUTH[A], TRUTH[B])]
