"""The sheets on which organisations confirm what is published of them, and the command that makes them."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.build import Options, read_site
from mapgen.cli import main
from mapgen.confirming import Sheet, chosen, letters, pages, sheet
from mapgen.confirming.fitting import CUT, cut, lines_of, shares
from mapgen.confirming.sheet import SPARE, split_address
from mapgen.problems import Problems
from mapgen.render.qr import qr_code
from mapgen.site import Site
from tests.conftest import Project

Make = Callable[..., Project]
TODAY = date(2026, 4, 2)
ORG = """\
name: {name}
summary: みほんの場所です。
categories: [living]
forms: [food]
serves: [mihon]
{more}"""
HOUSE = "places: [{address: 〒990-0001 みほん県みほん市みほん町1-2, name: 本部}]\n"
FILES = {
    "content/orgs/house.yaml": ORG.format(
        name="みほんの家", more=f"kana: みほんのいえ\n{HOUSE}contact: {{fax: 046-000-0002, tel: 046-000-0001}}\n"
    ),
    "content/orgs/safe.yaml": ORG.format(
        name="みほん安全",
        more="kana: あんぜん\nplaces: [{visibility: hidden, city: mihon}]\nverified: {on: 2026-03-01, by: phone}\n",
    ),
    "content/orgs/away.yaml": ORG.format(name="あ電話だけ", more=""),
}


def site_of(made: Project) -> Site:
    site = read_site(made.root, Options(), problems := Problems())
    assert site, list(problems)
    return site


def sheet_of(site: Site, id: str) -> Sheet:
    return sheet(site.by_id[id], site, TODAY)


def field(made: Sheet, title: str) -> str:
    return next(line.text for line in made.fields if line.title == title)


def test_a_sheet_says_what_the_page_says(project: Make) -> None:
    made = sheet_of(site_of(project(FILES)), "mihon-shokudo")
    assert [(line.title, line.text) for line in made.fields] == [
        ("名称", "みほん食堂(みほんしょくどう)"),
        ("ほかの呼び名", "―"),
        ("種別・運営", "任意団体"),
        ("ひとことで", "だれでも来られる、月2回の食事と居場所。"),
        (
            "説明",
            "ひとりでも、家族でも来られます。手ぶらでどうぞ。 ・予約は要りません"
            " ・食べられないものがあれば、教えてください",
        ),
        ("分野", "食べもの、子ども・若者"),
        ("活動のかたち", "食の支援、居場所"),
        ("活動する市", "みほん市"),
        ("対象・使える人", "子どもから大人まで / だれでも"),
        ("住所", "みほん会館: みほん県みほん市みどりが丘1-2-3 みほん会館2階"),
        ("行き方", "みほん駅から歩いて10分"),
        ("電話", "046-000-0000"),
        ("FAX", "―"),
        ("メール", "mihon@example.org"),
        ("ウェブ", "―"),
        ("連絡の補足", "―"),
        ("開いている日", "第2・第4土 11:00〜14:00(8月は休み) / 休み: 年末年始(12月29日〜1月3日)"),
        ("はじめての連絡", "電話でもメールでもかまいません。名前を言わなくてもだいじょうぶです。"),
        ("申し込み", "申し込みはいりません"),
        ("費用", "無料"),
        ("ことば・設備", "―"),
        ("事業", "―"),
        ("お知らせ", "―"),
    ]
    assert (made.name, made.postcode) == ("みほん食堂 御中", "〒□□□-□□□□")
    assert made.address == "みほん県みほん市みどりが丘1-2-3 みほん会館2階"
    assert (made.verified, made.report) == ("2026年4月1日に確認(電話)", None)


def test_what_is_not_published_is_on_no_sheet_and_left_to_be_written(project: Make) -> None:
    site = site_of(project(FILES))
    safe = sheet_of(site, "safe")
    assert (safe.address, field(safe, "住所")) == ("", "くわしい場所を公開していません(みほん市)")
    printed = pages([safe], "みほん地図", TODAY).decode()
    assert printed.count('<p class="by-hand"></p>') == 2
    assert "<b>返送先</b><i></i>" in printed and "<b>FAX</b><i></i>" in printed


def test_where_it_goes_back_to_stands_in_site_yaml(project: Make) -> None:
    settings = (project().root / "content/site.yaml").read_text()
    reply = "reply: {to: みほん課, fax: 046-000-0009, email: chizu@example.org, post: 〒990-0000 みほん市1-1}\n"
    reply = reply.replace("}", ", until: 2026-04-30}")
    files = {**FILES, "content/site.yaml": f"{settings}{reply}repository: https://example.org/mihon/\n"}
    site = site_of(project(files))
    printed = pages([sheet_of(site, "house")], "みほん地図", TODAY).decode()
    for said in (
        "返送先</b>みほん課",
        "しめきり</b>2026年4月30日",
        "FAX</b>046-000-0009",
        "郵送</b>〒990-0000 みほん市1-1",
    ):
        assert said in printed
    assert "<i></i>" not in printed
    assert str(qr_code("https://example.org/orgs/house/")) in printed
    assert str(qr_code("https://example.org/mihon/issues/new?template=mistake.yml")) in printed
    late = sheet(site.by_id["house"], site, date(2026, 5, 1))
    assert late.reply.until is None and late.reply.fax == "046-000-0009"


def test_sheets_come_by_city_and_reading(project: Make) -> None:
    site = site_of(project(FILES))
    assert [entry.id for entry in chosen(site, TODAY)] == ["safe", "away", "mihon-shokudo", "house"]
    assert [entry.id for entry in chosen(site, TODAY, stale=True)] == ["away", "house"]
    assert [entry.id for entry in chosen(site, TODAY, orgs=["house", "safe"])] == ["safe", "house"]


def test_the_table_for_a_mail_merge_has_a_row_for_each_sheet(project: Make) -> None:
    site = site_of(project(FILES))
    content = letters(chosen(site, TODAY), site)
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    assert [row["番号"] for row in rows] == ["1", "2", "3", "4"]
    house = rows[3]
    assert (house["団体"], house["郵便番号"], house["住所"]) == (
        "みほんの家",
        "990-0001",
        "みほん県みほん市みほん町1-2",
    )
    assert (house["たずね方"], house["あて先"], house["FAX"], house["電話"]) == (
        "FAX", "046-000-0002", "046-000-0002", "046-000-0001"
    )  # fmt: skip
    assert rows[1]["住所"] == ""


@given(st.text(max_size=400), st.integers(1, 9))
def test_what_is_cut_has_room(text: str, lines: int) -> None:
    shown = cut(text, 22, lines)
    assert lines_of(shown, 22) <= lines
    assert shown == text or shown.endswith(CUT)


@given(st.dictionaries(st.text(max_size=3), st.integers(1, 500), min_size=1, max_size=30))
def test_lines_are_shared_out_so_that_short_texts_are_whole_first(wants: dict[str, int]) -> None:
    given = shares(wants, SPARE)
    assert sum(lines - 1 for lines in given.values()) == min(SPARE, sum(lines - 1 for lines in wants.values()))
    assert all(1 <= given[name] <= wants[name] for name in wants)
    short = [given[name] for name in wants if given[name] < wants[name]]
    assert all(lines <= min(short, default=500) + 1 for lines in given.values())


def test_a_postcode_is_parted_from_its_address() -> None:
    assert split_address("〒990-0001 みほん市1-2") == ("〒990-0001", "みほん市1-2")
    assert split_address("みほん市990-0001") == ("", "みほん市990-0001")


def test_the_command_writes_page_and_table_and_says_what_is_blank(
    project: Make, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, value in (("LANG", "ja_JP.UTF-8"), ("SOURCE_DATE_EPOCH", "1775088000"), ("PATH", str(tmp_path))):
        monkeypatch.setenv(name, value)
    settings = (project().root / "content/site.yaml").read_text()
    made = project({**FILES, "content/site.yaml": f"{settings}reply: {{fax: 046-000-0009, until: 2026-04-01}}\n"})
    monkeypatch.chdir(made.root)

    def run(*arguments: str) -> tuple[object, str]:
        with pytest.raises(SystemExit) as ended:
            main(["survey", "sheets", *arguments])
        return ended.value.code, capsys.readouterr().err

    assert run("--stale", "--output", "票.html") == (
        0,
        "2 団体の確認票を 票.html に、差し込み印刷の表を 票.csv に書きました\n"
        "Chromium で PDF にできなかったので、票.html をブラウザーで開き、A4、余白なし、倍率100% で印刷します\n"
        "site.yaml の reply にない 返送先の名前、返送先のメール、返送先の住所 は、手で書く空らんにしました\n"
        "content/site.yaml: warning: しめきり 2026-04-01 は、もう過ぎています。"
        "手で書く空らんにしました [survey-reply-late]\n"
        "    → content/site.yaml の reply の until を新しい日にします\n",
    )
    assert re.findall("番号 ([a-z-]+)<", Path("票.html").read_text()) == ["away", "house"]
    assert run("--orgs", "house,hause") == (
        2,
        "mapgen survey sheets: error: 「hause」という団体はありません [unknown-org]\n"
        "    → 「house」ではありませんか?\n",
    )
    assert run("--stale", "--orgs", "safe") == (1, "あてはまる団体がないので、何も書きませんでした\n")
    assert not Path("sheets.html").exists()
