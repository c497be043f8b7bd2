"""A place that was public and is hidden now: the build waits until the lock forgets it, and then no byte knows it."""

from __future__ import annotations

import re
from collections.abc import Callable

from mapgen.render.qr import qr_code
from tests.conftest import Project
from tests.every_field import HIDDEN, organisation
from tests.spellings import found, found_below, spellings
from tests.test_cli import command

Make = Callable[..., Project]
ORG = "content/orgs/mihon-kakure.yaml"
SECRET = "みほん県みほん市みどりが丘2-8-9"
SECRETS = spellings("2-8-9", "35.121987", "139.431876")
LOCK = """\
version: 1
normalizer: 1
geocodes:
  みほん県みほん市みどりが丘二丁目8-9:
    lat: 35.121987
    lon: 139.431876
    precision: block
    provider: gsi
    matched: みどりが丘二丁目8-9
    checked: 2026-01-01
"""


def settings(project: Project) -> bytes:
    text = (project.root / "content/site.yaml").read_text(encoding="utf-8")
    return re.sub(r"# offline: true.*", "offline: true", text).encode()


def test_from_public_to_hidden_leaves_no_trace(project: Make) -> None:
    made = project({ORG: organisation({}, {"address": SECRET}), "content/geocodes.yaml": LOCK})
    made.write({"content/site.yaml": settings(made)})
    build = ("--root", made.root, "build", "--base-url", "https://mihon.example/")
    assert command(*build).returncode == 0
    shown = found_below(made.root / "public", SECRETS)
    # The scan can see: in pages, maps, tables, open data, in packed files too.
    assert {hit.split("/public/")[-1].split("/")[0] for hit in shown} >= {"orgs", "kml", "data"}
    assert any(".kmz/" in hit for hit in shown)
    assert len({hit.rpartition(": ")[0] for hit in shown}) > 8

    made.write({ORG: organisation({}, HIDDEN)})
    stopped = command(*build)
    assert stopped.returncode == 1 and "[veiled-in-lock]" in stopped.stderr
    assert found_below(made.root / "public", SECRETS) == shown  # nothing was published
    checked = command("--root", made.root, "check")
    for said in (stopped, checked):
        assert [secret for secret in SECRETS if secret in said.stdout + said.stderr] == []

    pruned = command("--root", made.root, "geocode", "--prune")  # as the message says
    assert "みどりが丘二丁目8-9" not in (made.root / "content/geocodes.yaml").read_text(encoding="utf-8"), pruned.stderr
    done = command(*build)
    assert done.returncode == 0, done.stderr
    (made.root / "log").write_text(done.stdout + done.stderr, encoding="utf-8")
    assert found_below(made.root, SECRETS) == []  # output, caches, lock, content, log
    assert sorted(path.name for path in made.root.iterdir() if path.name.startswith(".public")) == []


def test_the_scan_reads_the_codes_that_are_drawn() -> None:
    for spelling in SECRETS:
        page = f"<p>{qr_code(f'https://mihon.example/?q={spelling}')}{qr_code('https://mihon.example/')}</p>"
        assert SECRET not in page and f"page: {spelling}" in set(found("page", page.encode(), SECRETS)), spelling
