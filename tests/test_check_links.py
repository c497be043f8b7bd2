# ruff: noqa: E501 - a message reads best in one line
"""`mapgen check --links`: where addresses stand, what is said of them, and what is remembered."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from mapgen.build import Options, read_site
from mapgen.finder import Finder
from mapgen.linkcheck import Memory, Prober, check_links, links
from mapgen.problems import Problems
from tests.conftest import Project
from tests.faulty_web import faulty_web

Make = Callable[..., Project]

TODAY = date(2026, 4, 2)
B = "content/orgs/mihon-b.yaml"
ORG = """\
name: みほんB
summary: ためしの団体(実在しません)。
categories: [children]
forms: [ibasho]
serves: [mihon]
status: draft
description: |
  ためしです。
  くわしくは[このページ](WEB/ok)か、WEB/gone。
contact: {url: WEB/moved, form: "WEB/error"}
sources: [{title: 見本, url: WEB/gone}]
"""
# The starter's own addresses, which no test asks.
KNOWN = "https://example.org/", "https://creativecommons.org/licenses/by/4.0/"


def made_for(project: Make, web: str) -> Project:
    page = f"---\ntitle: みほん\n---\n文章です。\n\n[ここ]({web}/removed)を見てください。\n"
    return project({B: ORG.replace("WEB", web), "content/pages/about.md": page})


def told(made: Project, web: str, memory: Memory | None = None) -> tuple[list[str], Memory, tuple[int, int, int]]:
    """Return what is said of all links to the test's own server."""
    site = read_site(made.root, Options(), Problems())
    assert site
    found = [link for link in links(site.content, Finder(made.root)) if link.url.startswith(web)]
    ask = Prober("mapgen/test", admitted=lambda _number: True)
    asked = check_links(found, memory or {}, TODAY, ask, lambda: 0.0, lambda _seconds: None)
    problems = [problem.text().replace(web, "WEB") for problem in Problems(asked.problems)]
    return problems, asked.memory, (asked.asked, asked.remembered, asked.unasked)


def test_each_address_is_named_where_it_stands(project: Make) -> None:
    with faulty_web() as (web, asked):
        made = made_for(project, web)
        problems, memory, counts = told(made, web)
        at = len(f"  くわしくは[このページ]({web}/ok)か、") + 1
        form = len(f'contact: {{url: {web}/moved, form: ""') + 1 - 1
        assert problems == [
            f"{B}:9:{at}: warning: リンク先「WEB/gone」は、もうありません(返事は 404) [link-dead]\n"
            "    → 新しいアドレスをさがして書きかえるか、リンクを消します",
            f"{B}:10:16: note: リンク先「WEB/moved」は「WEB/ok」に移りました [link-moved]\n    → 新しいアドレスに書きかえます",
            f"{B}:10:{form}: note: リンク先「WEB/error」のサーバーの調子が悪いようです [link-unasked-failing]\n"
            "    → あとでもう一度ためします",
            f"{B}:11:28: warning: リンク先「WEB/gone」は、もうありません(返事は 404) [link-dead]\n"
            "    → 新しいアドレスをさがして書きかえるか、リンクを消します",
            "content/pages/about.md:6:6: warning: リンク先「WEB/removed」は、もうありません(返事は 410) [link-dead]\n"
            "    → 新しいアドレスをさがして書きかえるか、リンクを消します",
        ]
        assert counts == (5, 0, 1)
        assert [path for _, path, _ in asked].count("/gone") == 2  # HEAD, and GET to be sure; both places share it
        asked.clear()
        again = told(made, web, memory)
        assert (again[0], again[2]) == (problems, (0, 5, 0))
        assert asked == []


def command(root: Path, *options: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "mapgen", "--lang", "ja", "--root", str(root), "check", *options]
    environ = {**os.environ, "SOURCE_DATE_EPOCH": "1775088000"}
    return subprocess.run(line, capture_output=True, text=True, env=environ, check=False)


def remember(made: Project, *urls: str) -> None:
    """Let the project know of these addresses that they are well, so that nobody is asked."""
    rows = {url: {"on": "2026-04-01", "kind": "good", "detail": ""} for url in urls}
    made.write({".mapgen/links.json": json.dumps({"links": rows})})


def test_nobody_is_asked_without_a_contact(project: Make) -> None:
    ran = command(project().root, "--links")
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "mapgen check: error: リンク先に名のる連絡先(contact)がないので、何もたずねませんでした [links-no-contact]\n"
        "    → content/site.yaml に「contact: メールアドレスか https:// で始まるアドレス」を書き足します\n"
    )


def with_contact(made: Project) -> None:
    site = made.root / "content/site.yaml"
    site.write_text(site.read_text(encoding="utf-8") + "contact: mihon@example.org\n", encoding="utf-8")


def test_the_command_asks_nobodys_own_network_and_remembers_the_rest(project: Make) -> None:
    with faulty_web() as (web, asked):
        made = project({B: ORG.split("description")[0] + f"contact: {{url: {web}/ok}}\n"})
        with_contact(made)
        remember(made, *KNOWN, "https://maps.gsi.go.jp/development/ichiran.html")
        ran = command(made.root, "--links", str(made.root / B))
        assert (ran.returncode, ran.stderr.replace(web, "WEB")) == (
            0,
            "リンク先をたずねています(同じサーバーには、1秒に1つ)\n"
            "リンク先: たずねた 1 件(うち、たずねられなかった 0 件)、おぼえていた 0 件\n"
            f"{B}:7:16: warning: リンク先「WEB/ok」は、ほかの人には開けない場所(社内や自分のパソコン)です [link-private]\n"
            "    → だれでも開けるアドレスに書きかえるか、リンクを消します\n"
            "エラー 0 件、警告 1 件\n",
        )
        assert asked == []
    assert command(made.root, "--links", "--strict", str(made.root / B)).returncode == 1
    whole = command(made.root, "--links", "--format", "json", str(made.root / "content/orgs/mihon-shokudo.yaml"))
    assert (whole.returncode, json.loads(whole.stdout)["problems"]) == (0, [])
    assert "たずねた 0 件" in whole.stderr and "おぼえていた 1 件" in whole.stderr
    kept = json.loads((made.root / ".mapgen/links.json").read_text(encoding="utf-8"))["links"]
    assert set(KNOWN) < kept.keys()


def test_errors_come_first(project: Make) -> None:
    made = project({B: "name: みほんB\n"})
    with_contact(made)
    ran = command(made.root, "--links")
    assert ran.returncode == 1
    assert ran.stderr.startswith("まちがいがあるので、リンク先はたずねませんでした\n")
    assert not (made.root / ".mapgen").exists()
