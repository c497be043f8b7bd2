"""What staff changed in My Maps comes back into the files, line by line; what is not sure is left to a person."""

from __future__ import annotations

import difflib
from collections.abc import Callable

import pytest

from mapgen.changes import Subject, sentence
from mapgen.drift import Answer, Outcome, apply
from mapgen.model import Point
from tests.conftest import Project
from tests.drift import EN, SHOKUDO, Edit, Staffed, cells, on, staffed, words

Projects = Callable[..., Project]
S, E = "mihon-shokudo", "mihon-en"


@pytest.fixture
def map_of(project: Projects) -> Staffed:
    return staffed(project)


def yes(_would: Subject, _left: Subject) -> Answer:
    return "yes"


def applied(map_of: Staffed, *edits: Edit, insisted: tuple[str, ...] = ()) -> Outcome:
    """Apply everything, and hold the same map against the project again: only what was left may differ."""
    drawn = map_of.drift(*edits)
    saved = map_of.map(*edits)
    outcome = apply(map_of.project.root, drawn, yes, insisted=insisted)
    left = map_of.against(saved).changes.changed
    assert [(each.id, len(each.changes)) for each in left] == [(each.id, len(each.changes)) for each in outcome.by_hand]
    return outcome


def lines(map_of: Staffed, id: str, before: str) -> str:
    """Return the lines of a file that changed."""
    changed = difflib.ndiff(before.splitlines(), map_of.org(id).splitlines())
    return "".join(f"{line}\n" for line in changed if line[0] in "+-")


@pytest.mark.parametrize(
    ("edits", "changed"),
    [
        (
            [cells(S, 電話="046-000-0001")],
            "-   tel: 046-000-0000   # 平日だけ\n+   tel: 046-000-0001   # 平日だけ\n",
        ),
        (
            [cells(S, 電話="０４６－０００－０００１")],
            "-   tel: 046-000-0000   # 平日だけ\n+   tel: 046-000-0001   # 平日だけ\n",
        ),
        ([cells(S, 電話="")], "-   tel: 046-000-0000   # 平日だけ\n"),
        (
            [cells(S, ホームページ="http://mihon.example.jp/")],
            "-   url: https://shokudo.example.jp/\n+   url: http://mihon.example.jp/\n",
        ),
        ([on(S, name="みほん食堂: 北")], "- name: みほん食堂\n+ name: 'みほん食堂: 北'\n"),
        ([cells(S, 対象="中学生から")], "-   text: 子どもから大人まで\n+   text: 中学生から\n"),
        (
            [cells(S, 活動のかたち="居場所、相談")],
            "- forms: [food, ibasho]\n+ forms: [ibasho, consultation]\n",
        ),
        (
            [cells(S, 開いている日="月〜金曜 9時〜17時(要予約)")],
            "+   - {days: [mon, tue, wed, thu, fri], open: 9:00, close: 17:00, note: 要予約}\n"
            "-   - {days: [sat], nth: [2, 4], open: 11:00, close: 14:00}\n- closed: [new-year]\n",
        ),
        (
            [on(S, point=Point(lat=35.1125, lon=139.41))],
            "-     lat: 35.110000\n+     lat: 35.112500\n",
        ),
        ([words(S, "無料", "有料(300円)")], "- cost: free\n+ cost: paid\n+ cost_note: 300円\n"),
        ([words(S, "<b>費用", "<b>FAX</b> 046-000-0002<br><b>費用")], "+   fax: 046-000-0002\n"),
        ([words(S, "<b>費用", "申し込み: 電話で<br><b>費用")], "+ apply: phone\n"),
        (
            [words(S, "<b>費用", "話せることば: 日本語、英語<br>設備: 駐車場<br><b>費用")],
            "+ languages: [ja, en]\n+ accessibility: [parking]\n",
        ),
        (
            [words(S, "<b>費用", "使える人: だれでも<br>運営: みほん会<br><b>費用")],
            "+ operator: みほん会\n+ open_to: anyone\n",
        ),
        (
            [words(S, "<b>費用", "はじめての連絡: 電話で<br>行き方: バス<br><b>費用")],
            "+ first_contact: 電話で\n+     access: バス\n",
        ),
        ([words(S, "<b>費用", "<b>お知らせ</b> いまは休止しています<br><b>費用")], "+ status: paused\n"),
        (
            [words(S, "2026年2月1日に確認(電話)", "2026年3月1日に確認(訪問)")],
            "- verified: {on: 2026-02-01, by: phone}\n+ verified: {on: 2026-03-01, by: visit}\n",
        ),
        (
            [words(S, "食事の場所", "ごはんの場所")],
            "- summary: だれでも来られる食事の場所。\n+ summary: だれでも来られるごはんの場所。\n",
        ),
        ([words(S, "ごはんを食べます。", "ごはんを食べます。<br><br>手ぶらでどうぞ。")], "+ \n+   手ぶらでどうぞ。\n"),
        ([words(S, "ごはんを食べます。", "夕ごはんです。")], "-   ごはんを食べます。\n+   夕ごはんです。\n"),
        (
            [on(S, folder=("子ども・若者",))],
            "- categories: [living/food]\n+ categories: [children, living/food]\n",
        ),
        (
            [cells(S, 住所="みほん市みどりが丘1-2-3 みほんビル2階")],
            "-     address: みほん市みどりが丘1-2-3\n+     address: みほん市みどりが丘1-2-3 みほんビル2階\n",
        ),
    ],
)
def test_what_is_sure_is_written_into_its_own_lines(map_of: Staffed, edits: list[Edit], changed: str) -> None:
    outcome = applied(map_of, *edits)
    assert [each.id for each in outcome.written] == [S] and outcome.by_hand == []
    assert lines(map_of, S, SHOKUDO) == changed
    assert map_of.org(E) == EN


@pytest.mark.parametrize(
    ("edit", "left"),
    [
        (
            cells(S, 電話="046-000-0001 / 046-000-0002"),
            "電話番号が 046-000-0000 から 046-000-0001 / 046-000-0002 に変わりました",
        ),
        (cells(S, 電話="090-1111-0000"), "電話番号が 046-000-0000 から 090-1111-0000 に変わりました"),
        (
            cells(S, 開いている日="だいたい夕方"),
            "開いている日が「第2・第4土 11:00〜14:00、休み: 年末年始(12月29日〜1月3日)」から"
            "「だいたい夕方」に変わりました",
        ),
        (cells(S, 担当="みほん"), "列「担当」に「みほん」と書かれています"),
        (cells(S, 住所="よその市1-1"), "住所が「みほん市みどりが丘1-2-3」から「よその市1-1」に変わりました"),
        (on(S, name=""), "名前「みほん食堂」がなくなりました"),
        (on(S, description="書き直しました。"), "説明が書きかわりました"),
        (words(S, "<b>費用</b> 無料<br>", ""), "費用「無料」がなくなりました"),
        (words(S, "・予約は要りません", "・予約をどうぞ"), "説明が書きかわりました"),
        (cells(S, 活動のかたち="くらし"), "活動のかたちが「食の支援、居場所」から「くらし」に変わりました"),
        (on(S, point=Point(lat=51.5, lon=139.41)), "地図の位置が1822.5km動きました"),
    ],
)
def test_what_is_not_sure_is_left_to_a_person(map_of: Staffed, edit: Edit, left: str) -> None:
    outcome = applied(map_of, edit)
    assert [sentence(change) for each in outcome.by_hand for change in each.changes] == [left]
    assert outcome.written == [] and map_of.org(S) == SHOKUDO
