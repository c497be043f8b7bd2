"""`mapgen import kml`: a map goes in, files come out, and what was there stays as it was."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from mapgen.cli import main
from mapgen.imports.files import create
from mapgen.imports.refusal import SourceError
from tests.conftest import Project
from tests.map_files import Room, my_map, placemark

LINE = "<LineString><coordinates>139.41,35.11,0 139.42,35.11,0</coordinates></LineString>"
AREA = (
    "<Polygon><outerBoundaryIs><LinearRing><coordinates>139.41,35.11,0 139.42,35.11,0 139.42,35.12,0 139.41,35.11,0"
    "</coordinates></LinearRing></outerBoundaryIs></Polygon>"
)
CAFE = placemark(
    "みほんこどもカフェ",
    "だれでも来られる、月1回の食事の場所。<br><br>TEL: 046-000-0001<br>手ぶらでどうぞ。*予約*はいりません。",
    開催日="第2・第4土曜 11時〜14時(8月は休み)",
    住所="みほん県みほん市みどりが丘1-2-3",
    電話番号="046-000-0001",
    HP="https://cafe.example.jp/",
    定員="20人",
)
WHOLE = my_map(
    こども食堂=CAFE + placemark("ミホンこども・カフェ(NPO法人)"),
    その他=placemark("散歩道", shape=LINE)
    + placemark("通学区", shape=AREA)
    + placemark("")
    + placemark("遠くのみほん", point=(35.5, 139.6)),
)
FILE = """\
# マイマップから取りこんだ下書きです。内容を確かめて、要らないことばを消してから、status を active にしてください。
# ファイル名(id)は仮のものです。公開する前に、わかりやすい名前(半角の小文字、数字、ハイフン)に変えてください。
name: みほんこどもカフェ
summary: だれでも来られる、月1回の食事の場所。
description: |
  手ぶらでどうぞ。\\*予約\\*はいりません。

  - 定員: 20人
# 分野は、フォルダー名「こども食堂」から推測しました。確かめてください
categories: [children]
# 手がかりがないので、同じ分野に多い活動のかたちにしました。確かめてください
forms: [food]
# 活動する市は、立っている市(みほん市)から推測しました。確かめてください
serves: [mihon]
contact:
  tel: 046-000-0001
  url: https://cafe.example.jp/
hours:
  - {days: [sat], nth: [2, 4], open: 11:00, close: 14:00, note: 8月は休み}
places:
  - address: みほん県みほん市みどりが丘1-2-3
    lat: 35.110000
    lon: 139.410000
status: draft
sources:
  - title: マイマップ「みほん地図」
    note: みほん.kml、フォルダー「こども食堂」
"""


@pytest.fixture
def room(project: Callable[..., Project]) -> Room:
    return Room(project())


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        assert isinstance(ended.value.code, int)
        said = capsys.readouterr()
        return ended.value.code, said.out, said.err

    return run


def test_a_pin_becomes_a_file(room: Room) -> None:
    made = room.run(WHOLE)
    assert made is not None
    (draft,) = made.drafts
    assert room.orgs()[f"{draft.id}.yaml"] == FILE
    assert room.said() == ""


def test_a_check_finds_no_error_in_the_drafts(room: Room) -> None:
    room.run(WHOLE)
    assert room.project.check() == ""


def test_the_report_for_programs(room: Room, run: Callable[..., tuple[int, str, str]]) -> None:
    before = dict(room.orgs())
    (room.project.root / "a.kml").write_text(WHOLE, encoding="utf-8")
    code, out, err = run(
        "--root", room.project.root, "import", "kml", room.project.root / "a.kml", "--dry-run", "--format", "json"
    )
    said = json.loads(out)
    id = said["drafts"][0]["id"]
    assert (code, err) == (0, "エラー 0 件、警告 0 件\n")
    assert said == {
        "placemarks": 6,
        "folders": 2,
        "drafts": [
            {
                "id": id,
                "name": "みほんこどもカフェ",
                "path": f"content/orgs/{id}.yaml",
                "guessed": ["categories", "forms", "serves"],
            }
        ],
        "duplicates": [{"name": "ミホンこども・カフェ(NPO法人)", "id": id, "reason": "名前が同じ"}],
        "skipped": [
            {"name": "散歩道", "why": "線なので、団体の場所ではありません"},
            {"name": "通学区", "why": "囲まれた範囲なので、団体の場所ではありません"},
            {"name": "", "why": "名前がありません(ファイルの10行目)"},
            {"name": "遠くのみほん", "why": "地域の外にあり、地域のどの市で活動するかも書かれていません"},
        ],
    }
    assert room.orgs() == before


def test_the_report_for_people(room: Room, run: Callable[..., tuple[int, str, str]]) -> None:
    (room.project.root / "a.kml").write_text(WHOLE, encoding="utf-8")
    code, out, err = run("--root", room.project.root, "import", "kml", room.project.root / "a.kml")
    (id,) = (name.removesuffix(".yaml") for name in room.orgs() if name.startswith("mymaps-"))
    assert (code, err) == (0, "エラー 0 件、警告 0 件\n")
    assert out == (
        f"下書き content/orgs/{id}.yaml: みほんこどもカフェ(推測したもの: 分野、活動のかたち、活動する市)\n"
        f"もうある団体 ミホンこども・カフェ(NPO法人): {id} と名前が同じ\n"
        "使わなかったもの 散歩道: 線なので、団体の場所ではありません\n"
        "使わなかったもの 通学区: 囲まれた範囲なので、団体の場所ではありません\n"
        "使わなかったもの 名前のないピン: 名前がありません(ファイルの10行目)\n"
        "使わなかったもの 遠くのみほん: 地域の外にあり、地域のどの市で活動するかも書かれていません\n"
        "ピンなど 6(フォルダー 2)から下書きを書きました: 下書き 1、もうある団体 1、使わなかったもの 4\n"
    )


def test_the_report_in_english(room: Room, run: Callable[..., tuple[int, str, str]]) -> None:
    (room.project.root / "a.kml").write_text(WHOLE, encoding="utf-8")
    code, out, _ = run(
        "--root", room.project.root, "--lang", "en", "import", "kml", room.project.root / "a.kml", "--dry-run"
    )
    first, second, *_, last = out.splitlines()
    assert code == 0
    assert first.endswith(".yaml: みほんこどもカフェ (guessed: categories, forms, serves)")
    assert second.startswith("known already ミホンこども・カフェ(NPO法人): same name as mymaps-")
    assert last == "nothing was written; from 6 placemarks in 2 folders (drafts: 1, known already: 1, left out: 4)"


def test_a_second_import_finds_everything_there(room: Room) -> None:
    first = room.run(WHOLE)
    after = dict(room.orgs())
    again = room.run(WHOLE)
    assert first and again and not again.drafts
    assert [(each.name, each.id) for each in again.duplicates] == [
        ("みほんこどもカフェ", first.drafts[0].id),
        ("ミホンこども・カフェ(NPO法人)", first.drafts[0].id),
    ]
    assert room.orgs() == after


def test_what_an_editor_wrote_is_never_touched(room: Room) -> None:
    before = room.orgs()["mihon-shokudo.yaml"]
    made = room.run(my_map(placemark("みほん食堂", "あたらしい説明"), placemark("別のみほん", 電話="046-000-0000")))
    assert made is not None and not made.drafts
    assert [(each.name, each.id, each.reason("ja")) for each in made.duplicates] == [
        ("みほん食堂", "mihon-shokudo", "名前が同じ"),
        ("別のみほん", "mihon-shokudo", "電話番号が同じ"),
    ]
    assert room.orgs()["mihon-shokudo.yaml"] == before


def test_the_same_map_makes_the_same_files_whatever_else_is_in_it(project: Callable[..., Project]) -> None:
    room = Room(project())
    alone = room.run(my_map(placemark("みほんの家"), こども食堂=CAFE), dry_run=True)
    among = room.run(my_map(こども食堂=placemark("ほかのピン") + CAFE + placemark("みほんの家")), dry_run=True)
    assert alone and among
    assert {draft.id for draft in alone.drafts} < {draft.id for draft in among.drafts}


def test_a_file_that_is_no_map_is_refused(room: Room, run: Callable[..., tuple[int, str, str]]) -> None:
    (room.project.root / "a.kml").write_text("<kml><Document>", encoding="utf-8")
    before = dict(room.orgs())
    code, out, err = run("--root", room.project.root, "import", "kml", room.project.root / "a.kml")
    assert (code, out) == (1, "")
    assert "a.kml" in err and err.endswith("エラー 1 件、警告 0 件\n")
    assert room.orgs() == before


def test_content_with_errors_takes_nothing_in(room: Room) -> None:
    room.project.write({"content/orgs/broken.yaml": "name: こわれた団体\n"})
    assert room.run(WHOLE) is None
    assert {problem.where.path for problem in room.problems} == {
        "content/orgs/broken.yaml",
        (room.project.root / "みほん.kml").as_posix(),
    }
    assert room.said().startswith(
        "みほん.kml: error: content/ にまちがいがあるので、このファイルを取りこみませんでした [map-content-first]\n"
        "    → 先に、ほかのまちがいを直します(もうある団体かどうかを、正しく比べるためです)\n"
    )


def test_a_draft_that_would_not_read_back_is_not_written(room: Room) -> None:
    made = room.run(my_map(placemark("み" * 201)))
    assert made and not made.drafts and not made.files
    assert [each.why("ja") for each in made.skipped] == ["ファイルにできません: 「name」は 200 字までです(今は 201 字)"]
    assert [each.why("en") for each in made.skipped] == [
        "it cannot be made a file: 'name' may have 200 characters at most (it has 201)"
    ]


def test_wrong_usage_is_told_from_a_bad_file(run: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    assert run("--root", tmp_path, "import", "kml", "a.kml")[0] == 2
    assert run("import", "kml")[0] == 2
    assert run("import", "kmz", "a.kml")[0] == 2


# ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_new_files_are_all_written_or_none(tmp_path: Path) -> None:
    (tmp_path / "b.yaml").write_text("mine")
    with pytest.raises(SourceError) as refused:
        create(tmp_path, {"a.yaml": b"a", "b.yaml": b"b", "c.yaml": b"c"})
    assert refused.value.problem.text() == (
        "b.yaml: error: 同じ名前のファイルがもうあるので、何も書いていません [file-is-there]\n"
        "    → もう一度実行します。続くときは、そのファイルの名前を変えます"
    )
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == {"b.yaml": "mine"}


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "content").write_text("")
    with pytest.raises(SourceError) as refused:
        create(tmp_path, {"content/orgs/a.yaml": b"a"})
    assert refused.value.problem.code in ("file-not-created", "file-is-there")
    assert [file.name for file in tmp_path.iterdir()] == ["content"]


def test_files_are_written_whole_with_their_folders(tmp_path: Path) -> None:
    create(tmp_path, {"content/orgs/a.yaml": "み".encode()})
    assert [file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*.yaml")] == ["content/orgs/a.yaml"]
    assert [file.name for file in (tmp_path / "content/orgs").iterdir()] == ["a.yaml"]
