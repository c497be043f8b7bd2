"""What of a published list is not used: cells, columns, whole files; and the reports that say so."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

import pytest

from mapgen.cli import main
from tests.conftest import Project
from tests.list_files import HALL, OLDER_CARE, STANDARD, Desk, as_csv, as_xlsx

MEND = "    → 下書きの説明を見て、正しい形で項目に書きます\n"
LEFT = f"は、そのままでは項目に入らないので、ことばのまま説明に残しました [import-list-cell]\n{MEND}"
SAID = f"""\
みほん.xlsx[一覧]!O3: warning: 緯度と経度が逆になっているので、入れかえて読みました: みほん公民館 [import-list-swapped]
みほん.xlsx[一覧]!S3: warning: 「電話番号」の「市役所へ」{LEFT}\
みほん.xlsx[一覧]!U3: warning: 「連絡先メールアドレス」の「なし」{LEFT}\
みほん.xlsx[一覧]!Y3: warning: 「法人番号」の「1234」{LEFT}\
みほん.xlsx[一覧]!AE3: warning: 「URL」の「hall.example」{LEFT}\
みほん.xlsx[一覧]!D4: warning: 名前がないので、この行を使いませんでした [import-list-nameless]
みほん.xlsx[一覧]!O5: warning: 緯度と経度を読めません(不明, 不明)。位置は住所から探します [import-list-no-point]
"""


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a zip of files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


@pytest.fixture
def desk(project: Callable[..., Project]) -> Desk:
    return Desk(project())


def test_cells_that_cannot_be_used_are_listed(desk: Desk) -> None:
    row = HALL | {
        "緯度": "139.412",
        "経度": "35.111",
        "電話番号": "市役所へ",
        "法人番号": "1234",
        "連絡先メールアドレス": "なし",
        "URL": "hall.example",
    }
    nameless = HALL | {"名称": "", "電話番号": ""}
    unmeasured = HALL | {
        "名称": "みほん図書室",
        "名称_通称": "",
        "緯度": "不明",
        "経度": "不明",
        "電話番号": "",
        "URL": "",
    }
    made = desk.run(as_xlsx(STANDARD, row, nameless, unmeasured, above="みほん市の施設"), "みほん.xlsx")
    assert made and len(made.imported.drafts) == 2
    assert desk.said() == SAID


def test_a_heading_that_nobody_knows_is_named_and_its_cells_are_written_nowhere(desk: Desk) -> None:
    headings = ["施設名", "所在地", "TEL", "担当者名", "管理コード"]
    row = dict(
        zip(headings, ["みほん集会所", "みほん市みほん町1-1", "046-000-0005", "みほん秘密花子", "ひみつ"], strict=True)
    )
    made = desk.run(as_csv(headings, row))
    assert made and [*made.lines("ja", dry_run=False)][:2] == [
        "みほん.csv を 見出しの決まりが分からない一覧 として読みました。分かった列: 施設名、所在地、TEL",
        "みほん.csv の、分からないので使わなかった列: 担当者名、管理コード",
    ]
    (text,) = made.imported.files.values()
    assert "秘密" not in text.decode() and "ひみつ" not in text.decode() and "tel: 046-000-0005" in text.decode()


@pytest.mark.parametrize(
    ("data", "cities", "code"),
    [
        ("住所,電話番号\nみほん市,046-000-0001\n".encode(), (), "import-list-no-names"),
        (as_csv(STANDARD, HALL), ("mihn",), "import-list-city"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), (), "import-table-old-workbook"),
        (b"\x89PNG\r\n\x1a\n\x01\x02", (), "import-table-not-text"),
        (zipped({"readme.txt": b"x"}), (), "import-zip-content"),
        (zipped({"a.csv": as_csv(STANDARD, HALL), "b.csv": b"x"}), (), "import-zip-several"),
        (zipped({"a.csv": b"0" * 10_000_000}), (), "import-zip-bomb"),
        (zipped({"a.csv": as_csv(STANDARD, HALL)})[:-30], (), "import-zip-broken"),
        (zipped({"a.csv": b"\x89PNG\r\n\x1a\n\x01\x02"}), (), "import-table-not-text"),
    ],
)
def test_what_is_refused(desk: Desk, data: bytes, cities: tuple[str, ...], code: str) -> None:
    before = sorted((desk.project.root / "content").rglob("*"))
    assert desk.run(data, cities=cities) is None
    assert [problem.code for problem in desk.problems] == [code]
    assert sorted((desk.project.root / "content").rglob("*")) == before


def test_the_reports(desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    root = desk.project.root

    def run(command: str, file: str, *options: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as ended:
            main(["--root", str(root), "import", command, str(root / file), *options])
        assert isinstance(ended.value.code, int)
        return ended.value.code, capsys.readouterr().out

    (root / "a.xlsx").write_bytes(
        as_csv(OLDER_CARE, {"介護サービス事業所名称": "みほんの里", "住所": "みほん市みほん町1-1"})
    )
    code, out = run("csv", "a.xlsx", "--dry-run", "--format", "json", "--city", "mihon")
    said = json.loads(out)
    (draft,) = said["drafts"]
    assert code == 0 and not (root / draft["path"]).exists()
    assert said == {
        "rows": 1,
        "elsewhere": 0,
        "tables": [
            {
                "sheet": "a.xlsx",
                "edition": "推奨データセット",
                "title": "介護サービス事業所一覧",
                "columns": OLDER_CARE,
                "unread": [],
            }
        ],
        "drafts": [draft | {"name": "みほんの里"}],
        "duplicates": [],
        "skipped": [],
    }
    columns = "、".join(OLDER_CARE)
    first = f"a.xlsx を 介護サービス事業所一覧(推奨データセット) として読みました。分かった列: {columns}\n"
    assert run("xlsx", "a.xlsx") == (
        0,
        f"{first}下書き {draft['path']}: みほんの里(推測したもの: 分野、活動のかたち、活動する市)\n"
        "1 行から下書きを書きました: 下書き 1、もうある団体 0、使わなかったもの 0、ほかの市の行 0\n",
    )
    written = (root / draft["path"]).read_bytes()
    assert run("csv", "a.xlsx") == (
        0,
        f"{first}もうある団体 みほんの里: {draft['id']} と名前が同じ\n"
        "1 行から下書きを書きました: 下書き 0、もうある団体 1、使わなかったもの 0、ほかの市の行 0\n",
    )
    assert (root / draft["path"]).read_bytes() == written


def test_a_zip_with_one_table_is_read_and_one_with_several_names_them(desk: Desk) -> None:
    table = as_csv(STANDARD, HALL | {"緯度": "?"})
    shadow = {"__MACOSX/._list.csv": b"x", "readme.txt": b"x"}
    made = desk.run(zipped({"みほん/list.csv": table, **shadow}), "みほん_20260301.zip")
    assert made and [draft.name for draft in made.imported.drafts] == ["みほん公民館"]
    assert desk.said().startswith("みほん_20260301.zip/list.csv:2:15: warning: 緯度と経度を読めません")
    (text,) = made.imported.files.values()
    assert "    date: 2026-03-01\n    note: みほん_20260301.zip\n" in text.decode()
    assert desk.run(zipped({"a.csv": table, "../b.csv": table}), "みほん.zip") is None
    assert desk.said().startswith(
        "みほん.zip: error: zip の中に .csv が 2 個あります: a.csv、b.csv [import-zip-several]\n"
    )
