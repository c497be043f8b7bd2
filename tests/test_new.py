"""`mapgen new`: answers in, a file out; nothing is lost, nothing is written over."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from mapgen.asking.questions import ASKED
from mapgen.asking.telling import offered
from mapgen.content import read_guide
from mapgen.orgfile import formatted
from mapgen.problems import Problems
from tests.conftest import Project
from tests.test_cli import Ran, Run, run

__all__ = ["run"]

ROOT = Path(__file__).resolve().parent.parent
FILE = "content/orgs/mihon-sodanjo.yaml"
# What is said to each question, in any order; nothing to all others.
ANSWERS = {
    "name": "みほん相談所", "kana": "ﾐﾎﾝ ｿｳﾀﾞﾝｼﾞｮ", "summary": "困ったときに話せるところ。",
    "categories": "食べもの、子ども・若者", "forms": "3", "serves": "みほん", "sources": "ちらし\n",
}  # fmt: skip

Talk = Callable[..., tuple[Project, Ran]]


@pytest.fixture
def talk(project: Callable[..., Project], run: Run, monkeypatch: pytest.MonkeyPatch) -> Talk:
    """Give lines to `mapgen new`; after the last the input ends, as with Ctrl-D."""
    made: list[Project] = []

    def talk(lines: str, *, lang: str = "ja", files: dict[str, Any] | None = None) -> tuple[Project, Ran]:
        if not made:
            made.append(project(files))
        monkeypatch.setattr("sys.stdin", io.StringIO(lines))
        return made[0], run("--root", made[0].root, "--lang", lang, "new")

    return talk


def lines(more: dict[str, str] | None = None) -> str:
    """Return a line for each question that is asked after such answers, and one that agrees in the end."""
    answers = {**ANSWERS, **(more or {})}
    unasked = {"apply_note", "cost_note", "places.city", "places.access", "publish_agreed"} - answers.keys()
    asked = [".".join(path) for path in ASKED]
    return "".join(f"{answers.get(key, '')}\n" for key in asked if key not in unasked) + "\n"


def test_answers_become_a_file(talk: Talk) -> None:
    made, ran = talk(lines())
    assert (ran.code, ran.out) == (0, f"{FILE}\n")
    assert ran.err.endswith(f"{FILE} を作りました。mapgen check で確かめ、mapgen serve で見られます\n")
    text = (made.root / FILE).read_text(encoding="utf-8")
    assert text == (
        "# yaml-language-server: $schema=../../.vscode/org.schema.json\n"
        "name: みほん相談所\n"
        "kana: みほん そうだんじょ\n"
        "summary: 困ったときに話せるところ。\n"
        "categories: [living/food, children]\n"
        "forms: [consultation]\n"
        "serves: [mihon]\n"
        "status: draft\n"
        "sources:\n"
        "  - title: ちらし\n"
        "\n"
        "# まだ書いていない項目です。分かったら、行の頭の # を消して書きます。分からないものは、消してかまいません。\n"
        "# description: ひとりでも、家族でも来られます。  # 説明。Markdown。20,000字まで\n"
        "# audience: {text: 子どもから大人まで}  # 対象\n"
        "# open_to: anyone  # だれが使えるか。住んでいる市で分かれるとき\n"
        "# first_contact: 電話でもメールでも。匿名でもかまいません。  # はじめての連絡。電話するとどうなるか\n"
        "# apply: phone  # 申し込み。はじめて使うときに要ること\n"
        "# cost: free  # 費用\n"
        "# languages: [ja, en]  # 話せることば。ja, en など\n"
        "# accessibility: [wheelchair, parking]  # 設備。あると分かっているものだけ\n"
        "# contact: {tel: 000-000-0000}  # 連絡先。公開してよい団体の連絡先だけ。個人のものは書きません\n"
        "# hours: [{days: [sat], nth: [2, 4], open: 11:00, close: 14:00}]  "
        "# 開いている時間。1つの決まりを1つの { } に\n"
        "# closed: [holidays, new-year]  # 休み。2026-08-13 のような日付も書けます\n"
        "# places: [{address: みほん市…}]  # 場所。電話やオンラインだけなら書きません\n"
        "# verified: {on: 2026-04-01, by: phone}  # 最後に確認\n"
    )
    assert formatted(text) == text
    assert made.check() == ""


def test_what_is_left_out_can_be_written_by_taking_the_mark_away(talk: Talk) -> None:
    made, _ = talk(lines())
    text = (made.root / FILE).read_text(encoding="utf-8")
    head, _, offers = text.partition("\n\n")
    offered = [line.removeprefix("# ") for line in offers.splitlines()[1:] if not line.startswith("# places")]
    made.write({FILE: "\n".join([head, *offered, ""])})
    assert made.check() == ""


def test_a_question_shows_its_help_and_choices_and_how_an_answer_is_understood(talk: Talk) -> None:
    _, ran = talk(lines({"hours": "月〜金 9時〜17時", "closed": "祝日", "contact.tel": "０４６−０００−０００１"}))
    assert ran.err.startswith(
        "新しい団体について質問します。分からないことは Enter でとばせます。"
        "? で説明、< で1つ戻る、Ctrl-C でやめる(答えは残ります)\n"
        "\n"
        "[1/35] 名称 (かならず)\n"
        "  例: みほん食堂\n"
        "> \n"
        "\n"
        "[2/35] よみがな\n"
        "  ひらがなで。ならべかえと検索に使います\n"
        "  例: みほんしょくどう\n"
        "> \n"
        "  → みほん そうだんじょ\n"
        "\n"
        "[3/35] ファイルの名前(id) (かならず)\n"
        "  ページのアドレスになります。半角の小文字 a-z、数字、ハイフンだけ。一度決めたら変えません\n"
        "  よければ Enter: mihon-sodanjo\n"
    )
    assert (
        "[11/35] 活動する市 (かならず)\n"
        "  建物のある市ではなく、働きかけている市\n"
        "   1. みほん市\n"
        "  いくつでも。「、」か空白で区切ります\n"
        "> \n"
        "  → みほん市\n"
    ) in ran.err
    assert "  → 月〜金 9:00〜17:00\n" in ran.err
    assert "  → 休み: 祝日\n" in ran.err
    assert "  → 046-000-0001\n" in ran.err


def test_a_wrong_answer_is_asked_for_again_in_the_words_of_a_check(talk: Talk) -> None:
    made, ran = talk(
        lines({"serves": "\nみほんん\nみほん市", "contact.tel": "46\n046-000-0001", "kana": "見本\nみほん"})
    )
    assert ran.code == 0
    assert (
        "> \n  これは、かならず要ります\n"
        "> \n  × 「みほんん」という市はありません\n    → 「みほん市」ではありませんか?\n> \n" in ran.err
    )
    assert "  × 「46」は電話番号として読めません\n    → 市外局番から書きます。例: 046-255-0201\n" in ran.err
    assert "  × よみがな「見本」に漢字があります\n    → ひらがなで書きます\n" in ran.err
    assert "  tel: 046-000-0001\n" in (made.root / "content/orgs/mihon.yaml").read_text(encoding="utf-8")


def test_choices_that_are_not_known_are_shown_by_number(talk: Talk) -> None:
    _, ran = talk(lines({"cost": "ただかも\n1\n\n"}))
    assert "  × 「費用」に「ただかも」は選べません\n    → 次から選びます: 1 無料, 2 有料, 3 内容によります\n" in ran.err


def test_of_many_choices_the_first_level_is_offered_and_how_to_see_all() -> None:
    guide = read_guide(ROOT, Problems())
    assert guide
    few = list(offered(guide.at("categories"), "ja"))
    assert (few[0], few[1], few[-1]) == ((1, "家庭"), (9, "生活・お金"), (0, "(? で、くわしい分野もぜんぶ見られます)"))
    assert len(list(offered(guide.at("categories"), "ja", full=True))) > 40


def test_one_can_go_back_ask_for_help_and_take_an_answer_away(talk: Talk) -> None:
    back = {"name": "みほん\n<\nみほん相談所", "aliases": "?\nみほん\n<\n-\n"}
    made, ran = talk(lines(back))
    assert ran.code == 0
    assert "  Enter: とばす(答えてあれば、そのまま) / <: 1つ戻る / -: 答えを消す / ?: この説明" in ran.err
    assert "  今の答え(よければ Enter): みほん\n> \n  答えを消しました\n" in ran.err
    text = (made.root / FILE).read_text(encoding="utf-8")
    assert "name: みほん相談所\n" in text and "aliases" not in text


def test_an_address_is_shown_as_it_is_read(talk: Talk) -> None:
    address = "1-2\nよその市1-2\nみほん市みどりが丘1-2-3 みほん会館2階"
    made, ran = talk(lines({"places.address": address, "places.name": "会館", "places.access": ""}))
    assert ran.code == 0
    assert "  × 「1-2」には市の名前がありません\n" in ran.err
    assert "  × 「よその市1-2」は、この地図の地域(みほん市)の住所ではありません\n" in ran.err
    assert "  → みほん県みほん市みどりが丘一丁目2-3 みほん会館2階 … おおよその位置(町)\n" in ran.err
    assert "places:\n  - name: 会館\n    address: みほん市みどりが丘1-2-3 みほん会館2階\n" in (
        made.root / FILE
    ).read_text(encoding="utf-8")


def test_a_hidden_place_is_never_asked_for_its_address(talk: Talk) -> None:
    said = lines({"sensitive": "1", "places.visibility": "3", "places.city": "みほん市"})
    address = next(n for n, path in enumerate(ASKED) if path == ("places", "address"))
    rows = said.split("\n")
    made, ran = talk("\n".join(rows[: address - 2] + rows[address - 1 :]))
    assert ran.code == 0
    assert "] 住所\n" not in ran.err and "同意した日" not in ran.err
    text = (made.root / FILE).read_text(encoding="utf-8")
    assert "places:\n  - visibility: hidden\n    city: mihon\nsensitive: [dv]\n" in text
    assert made.check() == ""


def test_who_is_probably_there_is_named_once(talk: Talk) -> None:
    _, ran = talk(lines({"name": "みほん食堂", "kana": "みほんしょくどう", "contact.tel": "046-000-0000"}))
    said = "  ! もうある団体かもしれません: mihon-shokudo(みほん食堂)。同じもの: 名前\n    → 同じ団体なら、"
    assert ran.err.count(said) == 1 == ran.err.count("もうある団体")
    assert ran.out == "content/orgs/mihonshokudo.yaml\n"


def test_an_id_is_new_and_good(talk: Talk) -> None:
    _, ran = talk(lines({"id": "Mihon\nmihon-shokudo\nmihon-2"}))
    assert ran.out == "content/orgs/mihon-2.yaml\n"
    assert "  × id「Mihon」に使えるのは、" in ran.err
    assert "  × 「mihon-shokudo」という団体は、もうあります\n    → 「mihon-sodanjo」ではありませんか?\n" in ran.err


def test_without_a_reading_an_id_must_be_given(talk: Talk) -> None:
    _, ran = talk(lines({"kana": "", "id": "\nmihon-3"}))
    assert ran.out == "content/orgs/mihon-3.yaml\n"
    assert "よければ Enter:" not in ran.err


def test_at_the_end_anything_can_be_mended(talk: Talk) -> None:
    made, ran = talk(lines() + "", files=None)
    again = lines({"id": "mihon-4"})[:-1] + "なんとか\nひとことで\n直しました。\n\n"
    made, ran = talk(again)
    assert ran.out == "content/orgs/mihon-4.yaml\n"
    assert "  どの質問か分かりません。番号(1、2、…)か、tel のような項目の名前を入れます\n" in ran.err
    assert "\nsummary: 直しました。\n" in (made.root / "content/orgs/mihon-4.yaml").read_text(encoding="utf-8")


def test_who_stops_finds_the_answers_again(talk: Talk) -> None:
    made, ran = talk("みほん相談所\nみほん\n")
    assert (ran.code, ran.out) == (130, "")
    assert ran.err.endswith(
        "やめました。団体のファイルは書いていません。2 個の答えは .mapgen/new.json に残したので、"
        "mapgen new で続きから始められます\n"
    )
    assert [file.name for file in (made.root / "content/orgs").iterdir()] == ["mihon-shokudo.yaml"]
    _, ran = talk("\n" + lines().split("\n", 2)[2])
    assert "前に途中でやめた答えがあります(みほん相談所)。続きから始めますか? [Y/n]\n" in ran.err
    assert "] 名称" not in ran.err
    assert ran.out == "content/orgs/mihon.yaml\n"
    assert not (made.root / ".mapgen/new.json").exists()


def test_old_answers_can_be_left(talk: Talk) -> None:
    talk("みほん相談所\n")
    _, ran = talk("n\n" + lines({"name": "みほん"}))
    assert ran.code == 0 and "[1/35] 名称" in ran.err


def test_who_says_nothing_leaves_nothing(talk: Talk) -> None:
    made, ran = talk("")
    assert (ran.code, ran.err.splitlines()[-1].removeprefix("> ")) == (130, "やめました。何も書いていません")
    assert not (made.root / ".mapgen").exists()


class Meanwhile(io.StringIO):
    """Lines, before the last of which somebody else writes the same file."""

    def __init__(self, said: str, file: Path) -> None:
        super().__init__(said)
        self.file, self.left = file, said.count("\n")

    def readline(self, *size: int) -> str:  # type: ignore[override]
        self.left -= 1
        if not self.left:
            self.file.write_text("theirs\n")
        return super().readline(*size)


def test_a_file_that_comes_meanwhile_is_not_written_over(
    project: Callable[..., Project], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = project()
    monkeypatch.setattr("sys.stdin", Meanwhile(lines(), made.root / FILE))
    ran = run("--root", made.root, "new")
    assert (ran.code, ran.out) == (1, "")
    assert f"{FILE}: error: 同じ名前のファイルがもうあるので、何も書いていません [file-is-there]\n" in ran.err
    assert "8 個の答えは .mapgen/new.json に残したので" in ran.err
    assert (made.root / FILE).read_text(encoding="utf-8") == "theirs\n"


def test_it_asks_in_english(talk: Talk) -> None:
    _, ran = talk(lines({"serves": "somewhere\nMihon City", "cost": "free\n"}), lang="en")
    assert ran.code == 0
    assert "[1/35] name (required)\n  example: みほん食堂\n" in ran.err
    assert "  × there is no city 'somewhere'\n" in ran.err
    assert "\n[17/35] cost\n   1. free\n   2. paid\n   3. varies\n" in ran.err
    assert ran.err.endswith(f"wrote {FILE}; `mapgen check` checks it, `mapgen serve` shows it\n")


def test_without_its_lists_a_project_asks_nothing(talk: Talk) -> None:
    _, ran = talk("", files={"content/region.yaml": "name: みほん\n"})
    assert (ran.code, ran.out) == (1, "")
    assert "content/region.yaml:1:1: error:" in ran.err
