"""Whatever stands in the cells: nothing falls over, what is written is read again, and nothing private is in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapgen.answers import Desk
from mapgen.orgfile.editing import data_of
from mapgen.problems import Problems
from mapgen.survey.applying import Written, settle
from mapgen.survey.candidates import candidate_table, candidates
from mapgen.survey.reading import read_answers
from tests.conftest import Project
from tests.examples import examples
from tests.surveys import CANARY, table
from tests.test_survey_import import HIDDEN, KNOWN

DAY = date(2026, 11, 6)
WORDS = st.sampled_from(
    [
        "",
        "なし",
        "不明",
        "無料",
        "みほん市",
        "食べもの、居場所",
        "子ども・若者",
        "46-000-0001",
        "０４６−０００−０００１",
        "9012345678",
        "月〜金 9:30〜16:30",
        "祝日",
        "みほん市みほん町5-1",
        "東京都千代田区みほん1-1",
        "=1+1",
        "<b>",
        "{a|b}",
        "- a\n- b",
        "# x: y",
        "令和8年",
        "46331",
        "https://mihon.example.jp",
        "a@mihon.example.jp",
        "だれでも",
        "日本語、英語",
    ]
)
TITLES = [
    "よみがな",
    "種別",
    "運営",
    "法人番号",
    "ひとことで",
    "活動の内容(団体の紹介)",
    "分野",
    "活動のかたち",
    "活動する市",
    "対象",
    "だれが使えるか",
    "はじめての連絡",
    "申し込み",
    "申し込みの補足",
    "費用",
    "費用の補足",
    "話せることば",
    "設備",
    "電話",
    "FAX",
    "団体のメールアドレス",
    "ホームページ",
    "場所の名前",
    "住所",
    "行き方",
    "開いている時間",
    "休み",
    "ほかに知っている団体",
]
CELLS = (
    WORDS
    | st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=30)
    | st.text("0123456789-年月日:〜、 ", max_size=20)
)
Judge = Callable[[dict[str, str]], tuple[Written, str]]


@pytest.fixture
def judge(project: Callable[..., Project], tmp_path: Path) -> Judge:
    made = project({"content/orgs/mihon-sodanjo.yaml": KNOWN, "content/orgs/mihon-kakurega.yaml": HIDDEN})
    desk = Desk.of(made.root, Problems())
    assert desk

    def judge(row: dict[str, str]) -> tuple[Written, str]:
        (tmp_path / "a.csv").write_bytes(table([row], "utf-8"))
        answers = read_answers(tmp_path / "a.csv", desk, problems := Problems())
        written = settle(made.root, answers, desk, DAY, problems)
        said = "".join(problem.text() for problem in problems) + repr(answers.tallies) + repr(answers.rows)
        return written, said + candidate_table(candidates(answers, desk)).decode()

    return judge


@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_cells(judge: Judge, data: st.DataObject) -> None:
    asked = data.draw(st.dictionaries(st.sampled_from(TITLES), CELLS, max_size=12))
    name = data.draw(st.sampled_from(["みほん相談所", "みほんかくれ家", "みほん新しい会", ""]) | CELLS)
    row = {"名称": name, **{title: words for title, words in asked.items() if title != "名称"}}
    written, said = judge({**row, "記入した方のお名前": CANARY, "どこかの列": CANARY})
    files = {**written.changed, **written.made}
    for path, content in files.items():
        assert isinstance(data_of(content.decode()), dict), path
        assert CANARY.encode() not in content
    assert CANARY not in said
    hidden = files.get("content/orgs/mihon-kakurega.yaml", b"").decode()
    assert "address" not in hidden and "lat:" not in hidden
