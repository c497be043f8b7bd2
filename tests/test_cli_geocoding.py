"""The commands about points as somebody types them: what they print, how they end, and that they ask nobody unasked."""

from __future__ import annotations

from collections.abc import Callable

from tests.conftest import Project
from tests.test_cli import command

KEY = "みほん県みほん市みどりが丘一丁目2-3"
Make = Callable[..., Project]


def test_a_dry_run_shows_what_would_be_asked_and_writes_nothing(project: Make) -> None:
    root = project().root
    done = command("--root", root, "geocode", "--dry-run")
    assert done.returncode == 0, done.stderr
    assert f"  {KEY} (mihon-shokudo)\n" in done.stdout
    assert not (root / "content/geocodes.yaml").exists()


def test_without_a_contact_nobody_is_asked(project: Make) -> None:
    done = command("--root", project().root, "geocode")
    assert done.returncode == 2
    assert "content/site.yaml: error: " in done.stderr
    assert "[geocode-no-contact]" in done.stderr


def test_an_unknown_service_is_a_wrong_usage_that_names_those_there_are(project: Make) -> None:
    done = command("--lang", "en", "--root", project().root, "geocode", "--provider", "gsii")
    assert done.returncode == 2
    assert "did you mean 'gsi'?" in done.stderr


def test_a_build_that_may_ask_says_that_it_could_not_and_builds_all_the_same(project: Make) -> None:
    root = project().root
    done = command("--root", root, "build", "--geocode")
    assert done.returncode == 2
    assert "[geocode-no-contact]" in done.stderr
    assert (root / "public/index.html").exists()


def test_a_build_that_must_be_exact_names_every_address_without_a_point(project: Make) -> None:
    root = project().root
    done = command("--root", root, "build", "--missing", "fail")
    assert done.returncode == 1
    assert f"content/orgs/mihon-shokudo.yaml: error: 「{KEY}」の地図の点が、まだ決まっていません" in done.stderr
    assert not (root / "public").exists()


def test_the_report_on_points_names_the_addresses_that_lack_one(project: Make) -> None:
    done = command("--root", project().root, "report", "geocodes")
    assert done.returncode == 0
    assert KEY in done.stdout
