"""What a pull request leaves in the history: planted addresses are found whatever hides them, and public ones pass."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from mapgen.content import read_region, read_tables
from mapgen.guard import Lookout, lookout, read_log, watch
from mapgen.problems import Problems
from tests.conftest import Project
from tests.spellings import spellings
from tests.test_cli import command

ROOT = Path(__file__).parents[1]
ORG = "content/orgs/mihon-kakure.yaml"
HEAD = "name: みほんの家\nsummary: 相談できます。\ncategories: [living]\nforms: [consultation]\nserves: [mihon]\n"
HIDDEN = f"{HEAD}places:\n  - visibility: hidden\n    city: mihon\n"
PUBLIC = f"{HEAD}places:\n  - address: みほん市みどりが丘1-2-3\n"
LOG = "log -p -m --text --no-renames --no-color --no-ext-diff --no-textconv --unified=1000000"
ADDRESS = "みほん市みどりが丘1-2-3"
SPELLINGS = [
    *spellings(),
    "みほん町550番地",
    "みほん町五百五十番地の二",
    "〒252-0000",
    "252-0000",
    "35.11,139.41",
    "緯度35.1",
    "北緯35度06分",
    "https://maps.app.goo.gl/mihonmihon",
    "8Q7XMC5C+2V",
    "///みほん.みほん.みほん",
]


@dataclass
class Repository:
    """A project under git, and what the guard says of the commits since the first."""

    project: Project

    def git(self, *arguments: str) -> str:
        who = ["-c", "user.name=m", "-c", "user.email=m@mihon.example", "-c", "core.autocrlf=false"]
        done = subprocess.run(["git", *who, *arguments], cwd=self.project.root, capture_output=True, check=True)
        return done.stdout.decode(errors="surrogateescape")

    def commit(self, files: dict[str, str | bytes | None], message: str = "みほん") -> str:
        self.project.write(files)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "--short=10", "HEAD").strip()

    def guard(self, since: str = "base") -> tuple[int, str]:
        log = self.project.root.parent / "log"
        log.write_bytes(
            self.git(*LOG.split(), "--reverse", f"{since}..HEAD", "--", "content").encode(errors="surrogateescape")
        )
        done = command("--root", self.project.root, "guard", log)
        return done.returncode, done.stderr


@pytest.fixture
def repository(project: Callable[..., Project]) -> Repository:
    made = Repository(project({ORG: HIDDEN}))
    made.git("init", "--quiet", "--initial-branch=main")
    made.commit({})
    made.git("tag", "base")
    return made


@pytest.fixture(scope="module")
def region() -> Lookout:
    root = ROOT / "mapgen" / "starter_content"
    known = read_region(root, problems := Problems())
    assert known
    return lookout(known, read_tables(root, problems)[0].names())


def told(region: Lookout, *states: str) -> list[str]:
    """Return the codes for a file that had these states one after another, all of them new."""
    log = ""
    for n, (old, new) in enumerate(zip(("", *states), states, strict=False)):
        lines = [f"-{line}" for line in old.splitlines()] + [f"+{line}" for line in new.splitlines()]
        start = f"@@ -1,{len(old.splitlines())} +1,{len(new.splitlines())} @@"
        log += "\n".join(
            [f"commit {n:040x}", f"diff --git a/{ORG} b/{ORG}", f"--- a/{ORG}", f"+++ b/{ORG}", start, *lines, ""]
        )
    watch(read_log(log.encode()), region, problems := Problems())
    return [problem.code for problem in problems]


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("line", ["description: {}", "# {}", "    note: '{}'"])
def test_a_planted_address_is_found_however_it_is_spelled(spelling: str, line: str, region: Lookout) -> None:
    assert "guard-found" in told(region, HIDDEN, HIDDEN + line.format(spelling) + "\n", HIDDEN)


def test_there_are_forty_spellings() -> None:
    assert len(set(SPELLINGS)) >= 40


def test_an_address_broken_over_two_lines_is_found(region: Lookout) -> None:
    assert "guard-found" in told(region, HIDDEN + "description: |\n  みほん市みどり\n  が丘1-2-3\n", HIDDEN)


@pytest.mark.parametrize(
    "line",
    [
        "contact: {tel: 046-000-1000, fax: 0120-000-000, url: https://mihon.example/2026/04/1-2.html}",
        "hours: [{days: [mon], nth: [1, 3], open: 9:30, close: 16:00}]",
        "hours_note: 第1・第3土曜 10:00〜15:00、年1-2回",
        "audience: {text: 6-12歳のこども、3〜5人, ages: {from: 6, to: 12}}",
        "verified: {on: 2026-04-01, by: phone}",
        'corporate_number: "1234567890123"',
        "summary: みほん市みどりが丘1丁目あたりの人のための、2階建ての家。",
        "sources: [{title: 資料 第2版, url: https://mihon.example/a?id=1234567, date: 2017-09}]",
    ],
)
def test_numbers_that_tell_no_place_pass(line: str, region: Lookout) -> None:
    assert told(region, HIDDEN, f"{HIDDEN}{line}\n") == []


def test_a_later_commit_that_takes_it_out_does_not_help(repository: Repository) -> None:
    bad = repository.commit({ORG: HIDDEN.replace("    city", f"    address: {ADDRESS}\n    city")})
    repository.commit({ORG: HIDDEN})
    code, said = repository.guard()
    assert code == 1 and ADDRESS not in said and "1-2-3" not in said
    assert said == (
        f"{ORG}:8: error: コミット {bad} のこの行に、公開しない場所の住所と読めるものがあります [guard-found]\n"
        "    → 消すだけのコミットを足しても、履歴に残ります。足さずに、まず地図の管理者に知らせてください"
        "(ここに住所は書かないでください)。そのコミットを rebase で作り直し、プルリクエストは閉じて開き直します\n"
        "エラー 1 件、警告 0 件\n"
    )


def test_a_place_that_was_public_in_one_commit_and_is_hidden_in_the_next(repository: Repository) -> None:
    repository.commit({"content/orgs/mihon-new.yaml": PUBLIC})
    repository.commit({"content/orgs/mihon-new.yaml": HIDDEN})
    assert repository.guard()[0] == 1
    repository.commit({"content/orgs/mihon-new.yaml": None})
    assert repository.guard()[0] == 1


def ways(repository: Repository) -> Iterator[None]:
    """Yield after each way in which an address has come into the history, and was taken out again."""
    other, text = "content/orgs/mihon-b.yaml", HIDDEN + f"# {ADDRESS}\n"
    repository.commit({ORG: None, other: text})  # a rename
    repository.commit({ORG: HIDDEN, other: None})
    yield
    repository.git("switch", "--quiet", "--create", "side", "base")  # a merge whose own hands wrote it
    repository.commit({"content/pages/a.md": "---\ntitle: みほん\n---\n"})
    repository.git("switch", "--quiet", "main")
    repository.git("merge", "--no-ff", "--no-commit", "--quiet", "side")
    repository.commit({ORG: text})
    repository.commit({ORG: HIDDEN})
    yield
    repository.commit({".gitattributes": "*.yaml binary\n", ORG: text})  # a file that is said to be no text
    repository.commit({ORG: HIDDEN, ".gitattributes": None})
    yield
    repository.commit({ORG: text.encode("cp932")})  # another encoding
    repository.commit({ORG: HIDDEN})
    yield
    repository.commit({ORG: b"\0" + text.encode()})  # no YAML at all
    repository.commit({ORG: HIDDEN})
    yield


def test_no_way_into_the_history_is_missed(repository: Repository) -> None:
    way = ways(repository)
    for _ in range(5):
        next(way)
        assert repository.guard()[0] == 1
        repository.git("reset", "--quiet", "--hard", "base")  # what was pushed by force is another history
        assert repository.guard() == (
            0,
            "エラー 0 件、警告 0 件\nコミットを 0 件見ました。公開しない場所の住所は見つかりませんでした\n",
        )


def test_what_is_known_to_be_hidden_is_looked_for_everywhere(repository: Repository) -> None:
    page = "content/pages/about.md"
    repository.commit({ORG: f"{HIDDEN}# {ADDRESS}\n"})
    commit = repository.commit(
        {ORG: HIDDEN, page: "---\ntitle: みほん\n---\n\n会場: みどりが丘1丁目2番3号\n"}, f"みほん {ADDRESS}"
    )
    said = repository.guard()[1]
    assert f"{page}:5: error: コミット {commit} の" in said
    assert f"commit {commit}: error: コミットの説明に、公開しない場所の住所があります [guard-message]\n" in said


def test_public_addresses_pass(repository: Repository) -> None:
    other = "content/orgs/mihon-b.yaml"
    repository.commit({other: PUBLIC}, f"みほん {ADDRESS}")
    repository.commit({other: PUBLIC.replace("1-2-3", "1-2-4")})
    repository.commit({ORG: HIDDEN.replace("places:\n", f"places:\n  - address: {ADDRESS}\n    name: 事務所\n")})
    repository.commit(
        {"content/pages/a.md": f"---\ntitle: みほん\n---\n\n{ADDRESS}\n", "content/a.png": b"\x89PNG\r\n\x1a\n\0\xff"}
    )
    assert repository.guard() == (
        0,
        "エラー 0 件、警告 0 件\nコミットを 4 件見ました。公開しない場所の住所は見つかりませんでした\n",
    )


def test_what_becomes_public_or_hidden_is_asked_about(repository: Repository) -> None:
    repository.commit({ORG: PUBLIC})
    assert (repository.guard()[0], "[guard-published]" in repository.guard()[1]) == (0, True)
    repository.git("tag", "later")
    repository.commit({ORG: HIDDEN})
    assert (repository.guard("later")[0], "[guard-before]" in repository.guard("later")[1]) == (0, True)


@pytest.mark.parametrize(("agreed", "code"), [("", 1), ("publish_agreed: 2026-02-01\n", 0)])
def test_a_sensitive_organisation_needs_its_consent(repository: Repository, agreed: str, code: int) -> None:
    repository.commit({"content/orgs/mihon-new.yaml": f"{PUBLIC}sensitive: [dv]\n{agreed}"})
    assert repository.guard()[0] == code


def test_the_content_of_this_repository_raises_no_alarm() -> None:
    files = sorted((ROOT / "content").rglob("*.yaml"))
    log = "".join(
        f"commit {0:040x}\ndiff --git a/x b/x\n--- /dev/null\n+++ b/{file.relative_to(ROOT).as_posix()}\n"
        f"@@ -0,0 +1,{len(lines)} @@\n" + "".join(f"+{line}\n" for line in lines)
        for file in files
        for lines in [file.read_text(encoding="utf-8").split("\n")[:-1]]
    )
    known = read_region(ROOT, problems := Problems())
    assert known
    versions = list(read_log(log.encode()))
    assert len([version for version in versions if version.path.startswith("content/orgs/")]) > 100
    watch(versions, lookout(known, read_tables(ROOT, problems)[0].names()), problems)
    assert list(problems) == []
