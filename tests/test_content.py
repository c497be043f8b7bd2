"""What `check` says about files and fields: files in, exact text out."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from mapgen.content import desk, read_content
from mapgen.model import Organization
from mapgen.problems import Problems
from mapgen.publish import MARKER
from mapgen.shelf import Shelf
from tests.conftest import Project
from tests.test_cli import command
from tests.test_promises import digest

GOOD = """\
name: みほん広場
categories: [children]
forms: [ibasho]
serves: [mihon]
summary: だれでも来られる、みほんの広場。
"""


def org(*lines: str) -> dict[str, str]:
    """Return one organisation file: the good one with lines added."""
    return {"content/orgs/hiroba.yaml": GOOD + "".join(f"{line}\n" for line in lines)}


Make = Callable[..., Project]


def test_a_good_file_says_nothing(project: Make) -> None:
    assert project(org()).check() == ""


def test_a_misspelt_field_is_named_with_its_line_and_what_was_meant(project: Make) -> None:
    assert project(org("adress: みほん市")).check() == (
        "content/orgs/hiroba.yaml:6:1: error: 「adress」という項目はありません [unknown-field]\n"
        "    → 使える項目の一覧は「協力する」のページにあります。使わないならこの行を消します\n"
    )
    assert project(org("summry: あ")).check() == (
        "content/orgs/hiroba.yaml:6:1: error: 「summry」という項目はありません [unknown-field]\n"
        "    → 「summary」ではありませんか?\n"
    )


def test_a_field_one_level_too_high_is_sent_to_its_home(project: Make) -> None:
    assert project(org("tel: 0467-00-0000")).check() == (
        "content/orgs/hiroba.yaml:6:1: error: 「tel」はここには書けません [misplaced-field]\n"
        "    → 「contact:」の下に、字下げして書きます\n"
    )


def test_a_city_by_its_name_is_told_its_id(project: Make) -> None:
    files = {"content/orgs/hiroba.yaml": GOOD.replace("[mihon]", "[みほん市]")}
    assert project(files).check() == (
        "content/orgs/hiroba.yaml:4:10: error: 「みほん市」という市はありません [unknown-city]\n"
        "    → 「mihon」ではありませんか?\n"
    )
    assert project(files).check("en") == (
        "content/orgs/hiroba.yaml:4:10: error: there is no city 'みほん市' [unknown-city]\n"
        "    → did you mean 'mihon'?\n"
    )


def test_every_fault_of_every_file_in_one_run(project: Make) -> None:
    files = {
        f"content/orgs/a{n}.yaml": GOOD.replace("[ibasho]", "[ibashoo]") + "verified: {on: 2024/4/1, by: rumour}\n"
        for n in range(50)
    }
    made = project({**files, f"public/{MARKER}": "", "public/index.html": "old"})
    before = digest(made.root / "public")
    said = command("--root", made.root, "build")
    assert (said.returncode, said.stderr.count(": error: ")) == (1, 150)
    for n in range(50):
        told = re.findall(rf"a{n}\.yaml:\d+:\d+: error: .* \[([a-z-]+)\]", said.stderr)
        assert sorted(told) == ["bad-date", "unknown-choice", "unknown-form"], n
    assert digest(made.root / "public") == before


def test_a_fault_in_a_shared_file_does_not_hide_those_of_the_organisations(project: Make) -> None:
    said = project({**org("adress: x"), "content/hotlines.yaml": "hotline: []\n"}).check()
    assert "content/hotlines.yaml:1:1" in said
    assert "content/orgs/hiroba.yaml:6:1" in said


def test_a_hidden_place_cannot_have_an_address(project: Make) -> None:
    lines = ["places:", "  - visibility: hidden", "    city: mihon", "    address: みほん市みほん町1-1"]
    assert project(org(*lines)).check() == (
        "content/orgs/hiroba.yaml:9:5: error: visibility が hidden の場所に「address」は書けません。"
        "公開しない所在地は、このファイルに置きません [location-not-allowed]\n"
        "    → この行を消します。すでに送ってしまったときは、担当者に知らせてください\n"
    )


def test_a_sensitive_organisation_must_have_agreed_to_its_address(project: Make) -> None:
    said = project(org("sensitive: [dv]", "places:", "  - {address: みほん市, name: 本部}")).check()
    assert "[publish-not-agreed]" in said


def test_fields_with_nothing_in_them(project: Make) -> None:
    assert project(org("kana:", "contact:", "  tel: ~")).check() == (
        "content/orgs/hiroba.yaml:6:1: error: 「kana」が空です [empty-value]\n"
        "    → 値を書くか、分からなければ行ごと消します\n"
        "content/orgs/hiroba.yaml:8:3: error: 「tel」が空です [empty-value]\n"
        "    → 値を書くか、分からなければ行ごと消します\n"
    )


def test_links_between_organisations_must_lead_somewhere(project: Make) -> None:
    said = project(org("related: [mihon-shokudou, hiroba]")).check()
    assert (
        "「mihon-shokudou」という団体のファイルはありません [no-such-organization]\n    → 「mihon-shokudo」では" in said
    )
    assert "[names-itself]" in said


def test_files_that_do_not_belong_are_named(project: Make) -> None:
    files = {
        "content/orgs/hiroba.yml": GOOD,
        "content/orgs/みほん.yaml": GOOD,
        "content/orgs/con.yaml": GOOD,
        "content/orgs/.hiroba.yaml.swp": "x",
    }
    said = project(files).check()
    assert (
        "content/orgs/hiroba.yml: error: このファイルは読まれません(名前が .yaml で終わっていません) [stray-file]"
        in said
    )
    assert "content/orgs/みほん.yaml: error: ファイル名「みほん」" in said
    assert "content/orgs/con.yaml: error: ファイル名「con」" in said
    assert ".swp" not in said


def test_links_and_pipes_are_not_followed(project: Make, tmp_path: Path) -> None:
    secret = tmp_path / "secret.yaml"
    secret.write_text(GOOD, encoding="utf-8")
    made = project()
    (made.root / "content/orgs/link.yaml").symlink_to(secret)
    os.mkfifo(made.root / "content/orgs/pipe.yaml")
    said = made.check()
    assert "content/orgs/link.yaml: error: ふつうのファイルではありません" in said
    assert "content/orgs/pipe.yaml: error: ふつうのファイルではありません" in said


def test_a_huge_file_is_not_read(project: Make) -> None:
    said = project({"content/orgs/hiroba.yaml": GOOD + "# " + "あ" * 100_000}).check()
    assert said.startswith(
        "content/orgs/hiroba.yaml: error: ファイルが大きすぎます(293 KB。256 KB まで) [file-too-large]"
    )


def test_a_page_without_its_heading(project: Make) -> None:
    assert project({"content/pages/news.md": "# お知らせ\n"}).check() == (
        "content/pages/news.md:1:1: error: ページの先頭に、--- で囲んだ見出しがありません [no-front-matter]\n"
        "    → 1行目に ---、次に title: 題名、次に --- と書きます\n"
    )


def test_a_fault_in_a_pages_heading_has_the_line_of_the_file(project: Make) -> None:
    said = project({"content/pages/news.md": "---\ntitle: お知らせ\nnaf: 3\n---\n本文\n"}).check()
    assert said.startswith("content/pages/news.md:3:1: error: 「naf」という項目はありません")


def test_a_page_that_takes_the_place_of_another_is_an_error_that_names_both(project: Make) -> None:
    said = project({"content/pages/map.md": "---\ntitle: ちず\n---\n本文\n"}).check()
    assert "public/map/index.html: error: 同じファイルを" in said
    assert "[two-makers]" in said


def test_missing_shared_files_are_named(project: Make) -> None:
    assert (
        "content/taxonomy.yaml: error: このファイルがありません [no-such-file]"
        in project({"content/taxonomy.yaml": None}).check()
    )


@pytest.mark.parametrize("jobs", [2, 5])
def test_several_read_what_one_would(project: Make, monkeypatch: pytest.MonkeyPatch, jobs: int) -> None:
    monkeypatch.setattr(desk, "_SHARE", 3)
    monkeypatch.setattr(desk, "_MANY", 1)
    lines = [f"sumary: あ{n}\n" if n % 7 == 3 else "" for n in range(40)]
    root = project({f"content/orgs/hiroba-{n:02}.yaml": GOOD + line for n, line in enumerate(lines)}).root

    def read(jobs: int, shelf: Shelf | None = None) -> tuple[tuple[Organization, ...], list[str]]:
        content = read_content(root, problems := Problems(), shelf, jobs)
        assert content
        return content.organizations, [problem.text() for problem in problems]

    alone = read(1)
    assert len([text for text in alone[1] if "sumary" in text]) == 6 and len(alone[0]) == 34 + 1
    assert read(jobs, shelf := Shelf()) == alone
    assert [org.id for _, org in shelf._values.values()] == [org.id for org in alone[0]]
