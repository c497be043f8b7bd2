"""`mapgen import csv --update`: what organisations lack is filled in; what an editor wrote is never written over."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.conftest import Project
from tests.list_files import HALL, STANDARD, as_csv
from tests.test_cli import Ran, Run, run

__all__ = ["run"]

KNOWN = """\
# 編集者へ: みほんです。
name: みほん公民館
summary: だれでも使える部屋。
categories: [living]
forms: [ibasho]
serves: [mihon]
contact:
  tel: 046-000-0009   # 平日だけ
places:
  - address: みほん県みほん市みほん町1-1 2階
    lat: 35.111000
    lon: 139.412000
"""
OTHER = KNOWN.replace("みほん公民館", "みほん青年の家").replace("0009   # 平日だけ", "0001").replace("町1-1", "町1-9")
REPORT = """\
一覧 みほん.csv と、このプロジェクトのちがい: 1 件。ファイルにあることは、書きかえません

一覧で内容がちがう団体(1)。どちらが正しいかを確かめて、手で直します
  みほん公民館 (mihon-hall)
    ・電話番号が 046-000-0009 から 046-000-0001 に変わりました
"""


@pytest.fixture
def update(project: Callable[..., Project], run: Run) -> Callable[..., tuple[Project, Ran]]:
    def send(text: str, *options: str) -> tuple[Project, Ran]:
        made = project({"content/orgs/mihon-hall.yaml": text})
        file = made.root / "みほん.csv"
        file.write_bytes(as_csv(STANDARD, HALL))
        return made, run("--root", made.root, "import", "csv", file, "--update", *options)

    return send


def test_only_what_is_missing_is_filled_in(update: Callable[..., tuple[Project, Ran]], run: Run) -> None:
    made, ran = update(KNOWN)
    assert (ran.code, ran.out) == (0, REPORT)
    file = made.root / "content/orgs/mihon-hall.yaml"
    assert file.read_text(encoding="utf-8") == KNOWN.replace(
        "places:",
        "  email: hall@example.jp\n  url: https://hall.example.jp/\n  note: 内線 12\nhours:\n"
        "  - {days: [mon, tue, wed, thu, fri], open: 8:30, close: 17:15}\nhours_note: 年末年始を除く\nplaces:",
    ).replace("name: みほん公民館\n", "name: みほん公民館\noperator: みほん市\n")
    assert made.check() == ""
    assert [path.name for path in (made.root / "content/orgs").iterdir() if "list-" in path.name] == []
    again = run("--root", made.root, "import", "csv", made.root / "みほん.csv", "--update")
    assert (again.code, again.out, again.err) == (0, REPORT, "写すものはありませんでした\n")


def test_a_dry_run_and_who_may_be_another_are_only_told(update: Callable[..., tuple[Project, Ran]]) -> None:
    for text, options, said in (
        (KNOWN, ("--dry-run",), "空いているところを、一覧からうめられます(1)。ファイルは変えていません\n"),
        (OTHER, (), "同じ団体か、たしかでないので、うめませんでした(1)。同じなら、手で書きます\n"),
    ):
        made, ran = update(text, *options)
        assert ran.code == 0 and ran.err.startswith(said)
        assert ("一覧の名前は同じではありませんが" in ran.out) == (text == OTHER)
        assert (made.root / "content/orgs/mihon-hall.yaml").read_text(encoding="utf-8") == text


def test_a_list_that_is_refused_changes_nothing(update: Callable[..., tuple[Project, Ran]]) -> None:
    made, ran = update(KNOWN, "--city", "zama")
    assert (ran.code, ran.out) == (1, "") and "[import-list-city]" in ran.err
    assert (made.root / "content/orgs/mihon-hall.yaml").read_text(encoding="utf-8") == KNOWN
