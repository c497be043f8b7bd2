"""What comes back and cannot be used is listed with its cell; what can be used is written, and nothing guessed."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from mapgen.problems import Where
from tests.conftest import Project
from tests.surveys import CANARY, table
from tests.test_cli import Ran, Run, run

__all__ = ["run"]

Make = Callable[..., Project]
Send = Callable[..., tuple[Project, Ran]]
KNOWN = """\
# 電話で聞きました
name: みほん相談所
summary: 話せるところ。
categories: [living]   # ここは動かさない
forms: [consultation]
serves: [mihon]
contact: {tel: 046-000-0001, fax: 046-000-0002}
hours_note: 電話で
places:
  - address: みほん市みどりが丘1-2-9
    lat: 35.118001
    lon: 139.428001
status: active
"""
HIDDEN = KNOWN.replace("相談所", "かくれ家").replace("0001", "0003").split("places:")[0] + (
    "places: [{visibility: hidden, city: mihon}]\nstatus: active\n"
)
NEW = {
    "名称": "みほん新しい会", "よみがな": "ﾐﾎﾝｱﾀﾗｼｲｶｲ", "ひとことで": "=みんなで食べる会。", "分野": "子ども・若者",
    "活動のかたち": "居場所", "活動する市": "みほん市", "電話": "46-000-0009", "住所": "みほん市みほん町5番1号",
}  # fmt: skip


def book(rows: list[Mapping[str, Any]]) -> bytes:
    made = Workbook()
    sheet: Any = made.active
    sheet.title = "回答"
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


@pytest.fixture
def send(project: Make, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Send:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1793923200")  # 2026-11-06
    made = project({"content/orgs/mihon-sodanjo.yaml": KNOWN, "content/orgs/mihon-kakurega.yaml": HIDDEN})

    def sent(data: bytes, *options: str, name: str = "答え.xlsx", lang: str = "ja") -> tuple[Project, Ran]:
        (tmp_path / name).write_bytes(data)
        return made, run("--root", made.root, "--lang", lang, "survey", "import", tmp_path / name, *options)

    return sent


def said_of(path: str, ran: Ran) -> list[str]:
    """Return what is said of a file: of each problem the place in it and the fact."""
    lines = (line for line in ran.err.splitlines() if line.startswith(path))
    return [line.removeprefix(path).partition(" [")[0] for line in lines]


def text_of(made: Project, id: str = "mihon-sodanjo") -> str:
    return (made.root / f"content/orgs/{id}.yaml").read_text(encoding="utf-8")


def test_a_place_in_a_sheet_is_named_as_spreadsheets_do() -> None:
    assert str(Where("調査票.xlsx[回答]", 12, 3)) == "調査票.xlsx[回答]!C12"
    assert str(Where("調査票.xlsx[回答]", 1, 28)) == "調査票.xlsx[回答]!AB1"
    assert str(Where("答え.csv", 12, 3)) == "答え.csv:12:3"


def test_every_cell_that_cannot_be_used_is_listed(send: Send) -> None:
    row = {
        "団体ID": "mihon-sodanjo", "名称": "みほん相談所", "よみがな": "見本相談所", "費用": "#N/A",
        "開いている時間": date(2026, 10, 12), "電話": 9012345678, "法人番号": 1.23457e12, "FAX": '=A1&"x"',
        "活動のかたち": "居場所、うた", "返ってきた日": "先週", "返ってきた方法": "はと", "送った方法": "矢文",
    }  # fmt: skip
    made, ran = send(book([row, {**dict.fromkeys(row, ""), "電話": "046-000-0077"}]))
    assert ran.code == 3
    assert said_of("答え.xlsx[回答]", ran) == [
        "!C2: error: よみがな「見本相談所」に漢字があります",
        "!D2: warning: 費用 の欄が計算のまちがい(#N/A)になっています",
        "!E2: warning: 開いている時間 の欄が、Excel で日付や時刻(2026-10-12)に変わっています",
        "!F2: warning: 電話 の欄に携帯電話の番号があります。個人の番号かもしれないので、書きません",
        "!G2: error: 「1234570000000」は番号のどこかがちがいます(検査用の数字が合いません)",
        "!H2: warning: FAX の欄は式で、値が保存されていません",
        "!I2: error: 「うた」という活動のかたちはありません",
        "!J2: warning: 「先週」は日付として読めません",
        "!K2: warning: 返ってきた方法「はと」が分かりません",
        "!L2: warning: 送った方法「矢文」が分かりません",
        "!A3: warning: 団体の名前がないので、この行は使いません",
    ]
    assert text_of(made) == KNOWN + "verified: {on: 2026-11-06, by: survey}\n"
    assert "9012345678" not in ran.out + ran.err


def test_only_what_is_said_otherwise_changes_and_remarks_stay(send: Send) -> None:
    row = {
        "団体名": "ＮＰＯ法人みほん相談所", "ＴＥＬ": 460000001, "住所": "みほん市みどりが丘2丁目3番",
        "FAX番号": "なし", "メール": CANARY,
        "団体のメールアドレス": "info@mihon.example.jp", "開いている時間": "月〜金 9:30〜16:30",
        "休み": "不定休", "費用": "なし", "回答日": 46331, "ひとことで": "", "説明": "*だれでも*\n<b>どうぞ</b>",
    }  # fmt: skip
    made, ran = send(book([row]))
    assert text_of(made) == (
        KNOWN.replace(
            "contact: {tel: 046-000-0001, fax: 046-000-0002}",
            "contact: {tel: 046-000-0001, email: info@mihon.example.jp}",
        )
        .replace(
            "summary: 話せるところ。\n",
            "summary: 話せるところ。\ndescription: |\n  \\*だれでも\\*\n\n  ＜b>どうぞ＜/b>\n",
        )
        .replace("contact:", "cost: free\ncontact:")
        .replace(
            "hours_note: 電話で",
            "hours:\n  - {days: [mon, tue, wed, thu, fri], open: 9:30, close: 16:30}\nhours_note: '休み: 不定休'",
        )
        .replace("みどりが丘1-2-9\n    lat: 35.118001\n    lon: 139.428001", "みどりが丘2丁目3番")
        + "verified: {on: 2026-11-05, by: survey}\n"
    )
    assert "FAX番号が 046-000-0002 から" not in ran.out and "FAX番号 046-000-0002 がなくなりました" in ran.out
    assert CANARY not in ran.out + ran.err
    before = text_of(made)
    send(book([row]))
    assert text_of(made) == before


def test_a_new_organisation_becomes_a_draft(send: Send) -> None:
    made, ran = send(table([NEW], "cp932"), name="a.csv")
    text = text_of(made, "mihonatarashiikai")
    assert "name: みほん新しい会\nkana: みほんあたらしいかい\n" in text
    assert (
        "tel: 046-000-0009" in text and "status: draft\n" in text and "verified: {on: 2026-11-06, by: survey}\n" in text
    )
    assert "みほん新しい会 (mihonatarashiikai)" in ran.out
    assert "新しい下書き 0、同じ 1" in send(table([NEW], "cp932"), name="a.csv")[1].out
    assert text_of(made, "mihonatarashiikai") == text


def test_whose_row_it_is_is_never_guessed(send: Send) -> None:
    rows = [
        {"団体ID": "mihon-sodanjyo", "名称": "みほん別の会", "電話": "046-000-0001", "費用": "無料", "分野": ""},
        {"団体ID": "", "名称": "みほん相談室", "電話": "", "費用": "無料", "分野": ""},
        {"団体ID": "", "名称": "まるで知らない会", "電話": "", "費用": "有料", "分野": "子ども・若者"},
        {"団体ID": "mihon-sodanjo", "名称": "みほん相談所", "電話": "", "費用": "無料", "分野": ""},
        {"団体ID": "", "名称": "みほん相談所", "電話": "", "費用": "有料", "分野": ""},
    ]
    made, ran = send(table(rows, "utf-16"), name="a.csv")
    assert said_of("a.csv", ran) == [
        ":2:1: warning: 「みほん別の会」がどの団体か決められません(mihon-sodanjo かもしれません)。この行は書きません",
        ":2:1: warning: 「mihon-sodanjyo」という団体IDはありません。名前や電話でさがします",
        ":3:1: warning: 「みほん相談室」がどの団体か決められません(mihon-sodanjo かもしれません)。この行は書きません",
        ":4:1: warning: 「まるで知らない会」は地図にない団体で、活動のかたち、活動する市、ひとことで の答えがないので、"
        "下書きを作れません",
        ":6:1: warning: 「みほん相談所」の答えは a.csv:5:1 にもあります。この行は使いません",
    ]
    assert "cost: free\n" in text_of(made)


def test_a_hidden_place_stays_hidden_whatever_is_answered(send: Send) -> None:
    row = {"団体ID": "mihon-kakurega", "名称": "みほんかくれ家", "住所": f"みほん市みほん町{CANARY}", "費用": "無料"}
    made, ran = send(book([row]))
    assert "「みほんかくれ家」は場所を公開していない団体なので、場所の答えは使いません" in ran.err
    assert CANARY not in text_of(made, "mihon-kakurega") + ran.out + ran.err
    assert "cost: free\n" in text_of(made, "mihon-kakurega")


def test_columns_about_a_person_are_never_those_of_the_organisation(send: Send) -> None:
    row = {
        "開始時刻": "", "完了時刻": date(2026, 11, 5), "ID": 1, "メール": f"{CANARY}@x.jp", "名前": CANARY,
        "名称": "みほん相談所", "費用": "無料", "連絡先": CANARY, "担当者電話番号": CANARY, "代表者の携帯": CANARY,
    }  # fmt: skip
    made, ran = send(book([row]))
    assert "verified: {on: 2026-11-05, by: survey}\n" in text_of(made)
    assert CANARY not in text_of(made) + ran.out + ran.err
    assert "「連絡先」の列は、質問にないので読みませんでした(1 件)" in ran.out


def test_the_others_that_were_named_become_a_list(send: Send) -> None:
    row = {"名称": "みほん相談所", "ほかに知っている団体": ""}
    named = [
        "みほん相談所、みほん朝の会(みほん市)",
        "みほん朝の会 046-000-0055\n・みほん夜の会など",
        "なし",
        f"{'あ' * 80}",
    ]
    ids = ["みほん相談所", "みほんかくれ家", "みほん食堂", "みほん何かの会"]
    _, ran = send(
        book([{**row, "名称": id, "ほかに知っている団体": words} for id, words in zip(ids, named, strict=True)]),
        "--candidates",
        "名前.csv",
    )
    file = Path("名前.csv")
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    finally:
        file.unlink()
    assert lines[1:] == [
        '"みほん朝の会","みほん市 046-000-0055","2","",""',
        '"みほん夜の会","","1","",""',
        '"みほん相談所","","1","mihon-sodanjo",""',
    ]
    assert "ほかに知っている団体: 3(うち地図にあるもの 1)\n  みほん朝の会 ×2\n  みほん夜の会 ×1\n" in ran.out


def test_the_sentences_are_there_in_english(send: Send) -> None:
    _, ran = send(book([{"名称": "みほん相談所", "費用": "無料", "返ってきた日": date(2026, 11, 5)}]), lang="en")
    assert "Changed (1)" in ran.out and "1 rows, 1 answered: 1 changed, 0 new drafts" in ran.out


def test_a_file_of_answers_within_the_project_is_warned_of(send: Send, run: Run) -> None:
    made, ran = send(book([{"名称": "みほん相談所", "費用": "無料"}]))
    assert "survey-inside" not in ran.err
    made.write({"答え.csv": table([{"名称": "みほん相談所", "費用": "無料"}], "utf-8")})
    ran = run("--root", made.root, "survey", "import", made.root / "答え.csv")
    assert ran.err.startswith("答え.csv: warning: このファイルは、公開するフォルダーの中にあります。")
