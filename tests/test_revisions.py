"""What a change means to residents, as a note: nothing changes unsaid, and what is hidden is not told once more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Project
from tests.drift import EN, SHOKUDO
from tests.test_cli import command

ORGS = {"content/orgs/mihon-shokudo.yaml": SHOKUDO, "content/orgs/mihon-en.yaml": EN}
LINE = """\
hotlines:
  - id: mihon-denwa
    name: {ja: みほん相談電話}
    number: 0120-000-000
    about: {ja: どんな悩みでも}
    checked_on: 2026-04-01
    checked_against: [https://a.example/, https://b.example/]
"""
HEAD = "この変更で、見る人にとって変わること: {} 件\n"
CHANGED = HEAD + "\n変わる団体と電話窓口(1)\n  {} ({})\n"


class Told:
    """A project before and after; called, the note of what changed."""

    def __init__(self, before: Project, after: Project) -> None:
        self.before, self.after = before, after

    def __call__(self, *options: str) -> str:
        done = command("diff", self.before.root, self.after.root, *options)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout

    def edit(self, path: str, *edits: tuple[str, str]) -> None:
        text = (self.after.root / path).read_text(encoding="utf-8")
        for old, new in edits:
            assert old in text
            text = text.replace(old, new)
        self.after.write({path: text})


@pytest.fixture
def told(project: Callable[..., Project], tmp_path: Path) -> Told:
    before = project(ORGS)
    after = Project(tmp_path / "after")
    after.write({f.relative_to(before.root).as_posix(): f.read_bytes() for f in before.root.rglob("*") if f.is_file()})
    return Told(before, after)


def test_the_same_is_no_change(told: Told) -> None:
    assert told() == HEAD.format(0) + "団体と電話窓口の内容は変わりません\n"


def test_a_changed_fact_and_a_moved_pin(told: Told) -> None:
    told.edit("content/orgs/mihon-shokudo.yaml", ("046-000-0000", "046-000-0001"), ("35.110000", "35.111080"))
    assert told() == CHANGED.format(1, "みほん食堂", "mihon-shokudo") + (
        "    ・電話番号が 046-000-0000 から 046-000-0001 に変わりました\n    ・地図の位置が120m動きました\n"
    )


def test_of_several_places_each_is_named_whatever_their_order(told: Told) -> None:
    text = EN.replace("みほん町3-1", "みほん町3-2")
    head, first, second = text.partition("  - name: 本園")[0], *text.partition("places:\n")[2].split("  - name: 分園")
    told.after.write({"content/orgs/mihon-en.yaml": f"{head}  - name: 分園{second}{first}"})
    assert told() == CHANGED.format(1, "みほん園", "mihon-en") + (
        "    ・分園: 住所が「みほん市みほん町3-1」から「みほん市みほん町3-2」に変わりました\n"
    )


def test_a_place_that_came_and_one_that_went(told: Told) -> None:
    told.after.write({"content/orgs/mihon-en.yaml": EN.partition("  - name: 分園")[0]})
    assert "    ・場所「分園 みほん市みほん町3-1」がなくなりました\n" in told()
    told.before, told.after = told.after, told.before
    assert "    ・場所「分園 みほん市みほん町3-1」が加わりました\n" in told()


def test_the_address_of_a_place_that_is_hidden_now_is_not_told_once_more(told: Told) -> None:
    hidden = "places:\n  - visibility: hidden\n    city: mihon\n"
    for text in (SHOKUDO, EN):
        path = f"content/orgs/{'mihon-en' if text is EN else 'mihon-shokudo'}.yaml"
        told.after.write({path: text.partition("places:\n")[0] + hidden})
    note = told()
    assert "場所の見せ方が「住所まで公開」から「市だけ公開」に変わりました" in note
    assert "みどりが丘" not in note and "みほん町" not in note and "動きました" not in note


def test_who_came_who_went_and_who_turned(told: Told) -> None:
    told.after.write(
        {
            "content/orgs/mihon-en.yaml": None,
            "content/orgs/mihon-kai.yaml": EN.replace("みほん園", "みほん会"),
            "content/orgs/mihon-shokudo.yaml": SHOKUDO + "status: paused\n",
        }
    )
    assert told() == HEAD.format(3) + (
        "\n変わる団体と電話窓口(1)\n  みほん食堂 (mihon-shokudo)\n    ・休止中になります\n"
        "\n新しくのる団体(1)\n  みほん会 (mihon-kai)\n"
        "    ・子ども・若者。活動する市: みほん市\n    ・ひとこと: 親子の居場所。\n"
        "\nのらなくなる団体(1)\n  みほん園 (mihon-en)\n"
        "    ・ファイルがなくなり、ページもなくなります(活動が終わっただけなら、消さずに status: closed と書きます)\n"
    )


def test_a_draft_comes_when_it_is_published(told: Told) -> None:
    told.before.write({"content/orgs/mihon-en.yaml": EN + "status: draft\n"})
    assert "新しくのる団体(1)" in told() and "これまでは下書きでした" in told()
    told.before, told.after = told.after, told.before
    assert "下書きにもどり、ページがなくなります" in told() and "下書き(公開されません): mihon-en" in told()


def test_nothing_changes_unsaid(told: Told) -> None:
    more = "links:\n  - {title: みほん, url: https://mihon.example/}\ntranslations:\n  en: {name: Mihon}\n"
    told.after.write({"content/orgs/mihon-shokudo.yaml": SHOKUDO + more})
    told.edit(
        "content/orgs/mihon-en.yaml",
        ("serves: [mihon]", "serves: [mihon]\nsensitive: [dv]\npublish_agreed: 2026-02-01"),
    )
    told.edit("content/site.yaml", ("stale_after: 365", "stale_after: 100"))
    told.edit("content/pages/about.md", ("nav: 1", "nav: 2"))
    note = told()
    assert "    ・ほかに変わった項目: リンク、ほかのことば\n" in note
    assert "    ・ほかに変わった項目: 配慮が要る、住所の公開に同意した日\n" in note
    assert "content/site.yaml が変わります\n" in note and "(ja)が変わります\n" in note


def test_no_number_of_a_hotline_changes_unnoticed(told: Told) -> None:
    told.before.write({"content/hotlines.yaml": LINE})
    told.after.write({"content/hotlines.yaml": LINE.replace("0120-000-000", "0120-000-001")})
    assert told() == HEAD.format(1) + (
        "\n変わる団体と電話窓口(1)\n  みほん相談電話\n"
        "    ・電話番号が 0120-000-000 から 0120-000-001 に変わりました\n"
        "    ・どのページにも出る電話窓口です。2つ以上の公式ページで番号を確かめてください\n"
    )
    told.after.write({"content/hotlines.yaml": "hotlines: []\n"})
    assert "電話窓口(0120-000-000)がなくなります" in told()


def test_a_programme_is_told_by_its_name(told: Told) -> None:
    services = "services:\n  - name: みほん教室\n    summary: まなぶ場所。\n    contact: {tel: 046-000-3000}\n"
    told.before.write({"content/orgs/mihon-en.yaml": EN + services})
    told.after.write({"content/orgs/mihon-en.yaml": EN + services.replace("3000", "3001")})
    assert "    ・みほん教室: 電話番号が 046-000-3000 から 046-000-3001 に変わりました\n" in told()
    told.after.write({"content/orgs/mihon-en.yaml": EN})
    assert "    ・事業「みほん教室」がなくなりました\n" in told()


def test_folders_are_only_read(told: Told) -> None:
    assert told("--only", "mihon-en") == HEAD.format(0) + "団体と電話窓口の内容は変わりません\n"
    folders = told.before.root / "content", told.after.root / "content"
    assert command("diff", *folders).stdout == told()
    done = command("diff", *folders, "--apply")
    assert (done.returncode, done.stderr.splitlines()[0]) == (
        2,
        "mapgen diff: error: 2つのフォルダーをくらべるときは、--base と --apply は使えません [diff-no-writing]",
    )
    told.after.write({"content/orgs/mihon-en.yaml": "name: みほん\n"})
    done = command("diff", *folders)
    assert (done.returncode, done.stdout) == (1, "") and "content/orgs/mihon-en.yaml" in done.stderr
