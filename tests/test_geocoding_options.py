"""What `mapgen geocode` may be told, and how it says how far it is."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from mapgen.geocode import Lock, dump
from mapgen.geocoding import Options
from tests.conftest import Project
from tests.fake_geocoders import Answer, FakeClock, hits, serving
from tests.geocoding import A, B, answers, entry, honest, prepare, run

Make = Callable[..., Project]


def test_a_dry_run_says_what_it_would_ask_and_changes_nothing(project: Make) -> None:
    with serving(FakeClock(), answers()) as server:
        root = prepare(project, server.url, site="preview: false\n").root
        before = (root / "content/geocodes.yaml").read_bytes()
        ran = run(root, server, Options(dry_run=True))
    assert [*ran.result.lines()] == [
        "2 件の住所を尋ねます(--dry-run なので、まだ尋ねていません)",
        f"  {A} (aoba)",
        f"  {B} (biwa)",
    ]
    assert (ran.requests, ran.result.code) == ((0, 0), 0)
    assert (root / "content/geocodes.yaml").read_bytes() == before


def test_prune_takes_out_what_nothing_uses_but_nothing_put_in_by_hand(project: Make) -> None:
    old = Lock({**entry("みほん県みほん市みほん町49").fixes, **entry(A).fixes})
    old = Lock({**old.fixes, **entry("みほん県みほん市みほん町48", provider="manual-source").fixes})
    with serving(FakeClock(), answers()) as server:
        root = prepare(project, server.url, {"content/geocodes.yaml": dump(old).encode()}).root
        ran = run(root, server, Options(prune=True, dry_run=True))
        assert len(ran.lock.fixes) == 3
        ran = run(root, server, Options(prune=True))
    assert [*ran.result.lines()] == ["どの団体も使っていない点: 1 件", "  みほん県みほん市みほん町49"]
    assert sorted(ran.lock.fixes) == [A, "みほん県みほん市みほん町48"]
    assert ran.requests == (0, 0)


def test_rekey_writes_the_keys_by_todays_rules_without_asking(project: Make) -> None:
    text = dump(entry(A)).replace(A, "みほん県みほん市みどりヶ丘1丁目2番3号").replace("normalizer: 1", "normalizer: 0")
    with serving(FakeClock(), answers()) as server:
        root = prepare(project, server.url, {"content/geocodes.yaml": text}).root
        ran = run(root, server, Options(rekey=True))
    assert (ran.found, ran.requests, ran.lock.normalizer) == ({A: "rooftop"}, (0, 0), 1)
    assert next(ran.result.lines()) == "書き方をそろえた住所: 1 件"


def test_an_unknown_provider_is_named(project: Make) -> None:
    with serving(FakeClock(), answers()) as server:
        ran = run(prepare(project, server.url).root, server, Options(provider="gsii"))
    assert (ran.result.code, ran.codes) == (2, ["geocode-no-provider"])
    assert "「gsi」ではありませんか?" in "".join(problem.text() for problem in ran.result.problems)


# ── progress ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_progress_is_one_line_on_a_terminal_and_plain_lines_elsewhere(project: Make) -> None:
    for terminal in (True, False):
        with serving(FakeClock(), answers()) as server:
            ran = run(prepare(project, server.url).root, server, terminal=terminal)
        if terminal:
            assert ran.lines[0].startswith("\r[1/2] みほん市みどりが丘一丁目2-3 rooftop(残り 約2秒)")
            assert ran.lines[-1] == "\n" and "残り" not in ran.lines[-2]
        else:
            assert ran.lines == ["[2/2] みほん市みほん町50-2 rooftop\n"]


def test_a_progress_line_fits_the_terminal() -> None:
    from mapgen.geocoding.progress import clip

    assert clip("みほん市abc", 9) == "みほん市a" and clip("abc", 3) == "abc" and clip("みほ", 3) == "み"


# ── on the command line ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("answer", "site", "code", "said"),
    [
        (honest, "", 0, "2 件の点を content/geocodes.yaml に入れました(問い合わせ 4 回)"),
        (lambda _q, _n: hits(), "", 3, "見つかりません(尋ねた先: gsi) [geocode-nowhere]"),
        (honest, "preview: false\n", 2, "[geocode-no-contact]"),
    ],
)
def test_the_command_and_its_exit_code(
    project: Make,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    answer: Answer,
    site: str,
    code: int,
    said: str,
) -> None:
    from mapgen.cli import main

    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    with serving(FakeClock(), answers(answer)) as server:
        root = prepare(project, server.url, site=site).root
        with pytest.raises(SystemExit) as ended:
            main(["--lang", "ja", "--root", str(root), "geocode", "--report", str(root / "r.csv")])
    out, err = capfd.readouterr()
    assert ended.value.code == code
    assert said in out + err and "Traceback" not in err
    assert (root / "r.csv").exists() == (code != 2)
