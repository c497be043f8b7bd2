"""What staff changed in My Maps is told organisation by organisation, in words; what only looks different is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from mapgen.build import Options, read_site
from mapgen.drift import compare
from mapgen.exports import mymaps
from mapgen.imports.mymaps.document import parse_map
from mapgen.model import Point
from mapgen.problems import Problems
from tests.conftest import Project
from tests.drift import Edit, Staffed, cells, exported_again, from_a_table, on, staffed, words

ROOT = Path(__file__).resolve().parent.parent
Projects = Callable[..., Project]
NONE = "ちがいはありません\n"


@pytest.fixture
def map_of(project: Projects) -> Staffed:
    return staffed(project)


def told(note: str) -> str:
    """Return what a note says of みほん食堂, which alone differs."""
    head, lines = note.split("\n", 2)[:2], note.split("\n", 2)[2]
    assert head == ["マイマップで内容がちがう団体(1)", "  みほん食堂 (mihon-shokudo)"]
    return re.sub("^    ・", "", lines, flags=re.MULTILINE)


def test_an_export_that_came_back_as_it_was_differs_in_nothing(map_of: Staffed) -> None:
    assert map_of.note() == NONE
    for path in ("kml/all.kml", "kml/cities/mihon.kml"):
        assert compare(map_of.site(), parse_map(map_of.map(path=path), path)).changes.changed == ()


def test_the_real_map_differs_in_nothing_from_its_own_export() -> None:
    site = read_site(ROOT, Options(), Problems())
    assert site is not None
    for artifact in mymaps.files(site):
        if artifact.path.endswith(".kml"):
            drawn = parse_map(artifact.content, artifact.path)
            maps = [drawn, parse_map(exported_again(drawn), artifact.path)]
        elif artifact.path == "kml/all.csv":
            maps = [from_a_table(artifact.content)]
        else:
            continue
        for each in maps:
            changes = compare(site, each).changes
            assert (changes.changed, changes.added, changes.remarks) == ((), (), ())
            assert "all" not in artifact.path or changes.gone == ()


@pytest.mark.parametrize(
    ("edit", "lines"),
    [
        (cells("mihon-shokudo", 電話="046-000-0001"), "電話番号が 046-000-0000 から 046-000-0001 に変わりました\n"),
        (cells("mihon-shokudo", 電話=""), "電話番号 046-000-0000 がなくなりました\n"),
        (on("mihon-shokudo", name="みほん食堂北"), "名前が「みほん食堂」から「みほん食堂北」に変わりました\n"),
        (
            cells("mihon-shokudo", 開いている日="毎週土曜 11時〜14時"),
            "開いている日が「第2・第4土 11:00〜14:00、休み: 年末年始(12月29日〜1月3日)」から「毎週土曜 11時〜14時」"
            "に変わりました\n",
        ),
        (on("mihon-shokudo", point=Point(lat=35.111, lon=139.41)), "地図の位置が111m動きました\n"),
        (words("mihon-shokudo", "無料", "有料(300円)"), "費用が「無料」から「有料(300円)」に変わりました\n"),
        (words("mihon-shokudo", "<b>費用</b> 無料<br>", ""), "費用「無料」がなくなりました\n"),
        (words("mihon-shokudo", "<b>費用", "行き方: バス停<br><b>費用"), "行き方「バス停」が加わりました\n"),
        (
            words("mihon-shokudo", "食事の場所。", "場所。"),
            "ひとことが「だれでも来られる食事の場所。」から「だれでも来られる場所。」に変わりました\n",
        ),
        (
            words("mihon-shokudo", "ごはんを食べます。", "ごはんを食べます。<br>手ぶらでどうぞ。"),
            "説明が書きかわりました\n"
            "        ごはんを食べます。\n      + 手ぶらでどうぞ。\n        ・予約は要りません\n",
        ),
        (
            on("mihon-shokudo", description="ぜんぶ書き直しました。"),
            "説明が書きかわりました\n"
            "      - だれでも来られる食事の場所。\n      - ごはんを食べます。\n      - ・予約は要りません\n"
            "      + ぜんぶ書き直しました。\n",
        ),
        (on("mihon-shokudo", folder=("子ども・若者",)), "分野が「生活・お金」から「子ども・若者」に変わりました\n"),
        (cells("mihon-shokudo", 担当="みほん"), "列「担当」に「みほん」と書かれています\n"),
        (cells("mihon-shokudo", 位置の正確さ="入口です"), "位置の正確さ「入口です」が加わりました\n"),
    ],
)
def test_what_staff_changed_is_told_in_a_sentence(map_of: Staffed, edit: Edit, lines: str) -> None:
    assert told(map_of.note(edit)) == lines


@pytest.mark.parametrize(
    "edit",
    [
        cells("mihon-shokudo", 電話="０４６（０００）００００"),
        cells("mihon-shokudo", ホームページ="https://shokudo.example.jp"),
        cells("mihon-shokudo", 住所="みほん県みほん市みどりが丘一丁目2番3号"),
        cells("mihon-shokudo", 開いている日="第2・第4土 11:00~14:00、休み:年末年始"),
        cells("mihon-shokudo", 活動のかたち="居場所、食の支援"),
        cells("mihon-shokudo", 対象=" 子どもから大人まで　"),
        cells("mihon-shokudo", 位置の正確さ="番地までの位置", 担当=""),
        on("mihon-shokudo", name="みほん食堂　"),
        on("mihon-shokudo", point=Point(lat=35.11005, lon=139.41)),
        words("mihon-shokudo", "<b>費用</b> 無料", "費用：0円"),
        words("mihon-shokudo", "<br><br>", "<br>"),
        words("mihon-shokudo", "だれでも", "description: だれでも"),
        words("mihon-shokudo", "<br>", "<br>電話: 046-000-0000<br>"),
        lambda placemark: replace(placemark, columns={**placemark.columns, "description": placemark.description}),
    ],
)
def test_what_only_looks_different_is_not_told(map_of: Staffed, edit: Edit) -> None:
    assert map_of.note(edit) == NONE


def test_fact_lines_that_were_all_taken_out_take_no_fact_back(map_of: Staffed) -> None:
    short = "だれでも来られる食事の場所。<br>ごはんを食べます。<br>・予約は要りません"
    assert map_of.note(on("mihon-shokudo", description=short)) == NONE


def test_places_of_one_organisation_are_told_apart(map_of: Staffed) -> None:
    assert map_of.note(cells("mihon-en/2", 電話="046-000-2000"), on("mihon-en", name="みほん園(本館)")) == (
        "マイマップで内容がちがう団体(1)\n"
        "  みほん園 (mihon-en)\n"
        "    ・本園: 名前が「みほん園(本園)」から「みほん園(本館)」に変わりました\n"
        "    ・分園: 電話番号が 046-000-1000 から 046-000-2000 に変わりました\n"
    )
