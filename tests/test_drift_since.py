"""With the map that was imported at hand, it is known who changed what: staff in My Maps, or editors in the files."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mapgen.changes import as_text, sentence
from mapgen.drift import apply
from tests.conftest import Project
from tests.drift import EN, SHOKUDO, Staffed, cells, staffed, words
from tests.test_cli import command

S = "mihon-shokudo"
LATER = SHOKUDO.replace("046-000-0000", "046-000-5555").replace("2026-02-01", "2026-03-31")


@pytest.fixture
def map_of(project: Callable[..., Project]) -> Staffed:
    return staffed(project)


def test_what_editors_changed_since_is_told_apart_and_never_taken_back(map_of: Staffed) -> None:
    imported, now = map_of.map(), map_of.map(words(S, "無料", "有料(300円)"))
    more = EN.replace("みほん園", "ふえた園").replace("046-000-1000", "046-000-7777")
    map_of.project.write({f"content/orgs/{S}.yaml": LATER, "content/orgs/mihon-fueta.yaml": more})
    drift = map_of.against(now).since(map_of.against(imported))
    assert as_text(drift.changes, "ja").partition("\n\n")[2] == (
        "マイマップで内容がちがう団体(1)\n"
        "  みほん食堂 (mihon-shokudo)\n"
        "    ・費用が「無料」から「有料(300円)」に変わりました\n"
        "    ・マイマップに入れたあとで、このプロジェクトで新しくなったもの: 電話番号、最後の確認\n"
    )
    outcome = apply(map_of.project.root, drift, lambda _would, _left: "yes", asks=False)
    assert ([each.id for each in outcome.written], outcome.by_hand, outcome.doubtful) == ([S], [], [])
    assert map_of.org(S) == LATER.replace("cost: free", "cost: paid\ncost_note: 300円")


def test_what_both_changed_is_left_to_a_person(map_of: Staffed) -> None:
    imported, now = map_of.map(), map_of.map(cells(S, 電話="046-000-0001", 対象="中学生"))
    map_of.project.write({f"content/orgs/{S}.yaml": LATER})
    drift = map_of.against(now).since(map_of.against(imported))
    assert as_text(drift.changes, "ja").partition("\n\n")[2] == (
        "マイマップで内容がちがう団体(1)\n"
        "  みほん食堂 (mihon-shokudo)\n"
        "    ・対象が「子どもから大人まで」から「中学生」に変わりました\n"
        "    ・電話番号が 046-000-5555 から 046-000-0001 に変わりました\n"
        "    ・マイマップに入れたあとで、このプロジェクトで新しくなったもの: 最後の確認\n"
        "    ・マイマップに入れたあとで、両方で変わったもの: 電話番号。どちらが正しいか、たしかめてください\n"
    )
    outcome = apply(map_of.project.root, drift, lambda _would, _left: "yes")
    assert [sentence(change) for each in outcome.by_hand for change in each.changes] == [
        "電話番号が 046-000-5555 から 046-000-0001 に変わりました"
    ]
    assert map_of.org(S) == LATER.replace("子どもから大人まで", "中学生")


def test_the_command_takes_the_imported_map_too(map_of: Staffed) -> None:
    file = map_of.save(cells("mihon-en", 担当="みほん"))
    base = map_of.project.root / "前の.kml"
    base.write_bytes(map_of.map())
    map_of.project.write({f"content/orgs/{S}.yaml": LATER})
    done = command("--root", map_of.project.root, "diff", "content", file, "--base", base)
    assert done.stdout.partition("\n\n")[2] == (
        "マイマップで内容がちがう団体(2)\n"
        "  みほん園 (mihon-en)\n"
        "    ・本園: 列「担当」に「みほん」と書かれています\n"
        "  みほん食堂 (mihon-shokudo)\n"
        "    ・マイマップに入れたあとで、このプロジェクトで新しくなったもの: 電話番号、最後の確認\n"
    )
