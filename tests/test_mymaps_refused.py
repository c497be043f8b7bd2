"""Maps from outside: what is refused says why and where, in little time and little memory, and nothing else happens."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mapgen.imports.mymaps import walk
from mapgen.imports.mymaps.document import parse_map, read_map
from mapgen.imports.refusal import SourceError
from mapgen.problems import Problem
from tests.mymaps_files import ORDINARY, kmz
from tests.mymaps_hostile import HOSTILE, bytes_of

ROOT = Path(__file__).parent.parent


def refused(data: bytes, path: str = "x.kml") -> Problem:
    """Return why a file is refused."""
    with pytest.raises(SourceError) as caught:
        parse_map(data, path)
    return caught.value.problem


# About a second each here; the limit is for a machine that does ten other things.
@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_refused_says_why_and_where(name: str) -> None:
    _, code, line = HOSTILE[name]
    problem = refused(bytes_of(HOSTILE[name]))
    assert (problem.code, problem.where.line) == (code, line)
    assert problem.where.path in ("x.kml", "x.kml/doc.kml")
    assert all(problem.text(lang) for lang in ("ja", "en"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("a tag that does not fit",
         "x.kml:26:3: error: ここに「</Point>」がありますが、11 行目の「<Placemark>」がまだ閉じていません "
         "[mymaps-mismatched-tag]\n    → 「</Placemark>」を書き足すか、タグの名前を合わせます。"
         "手で直していないファイルなら、もう一度ダウンロードします"),
        ("a bare ampersand",
         "x.kml:12:12: error: ここの前の「&」は、そのままでは書けません [mymaps-ampersand]\n"
         "    → 「&」を「&amp;」に書きかえます"),
        ("a reference of html",
         "x.kml:12:8: error: 「&nbsp;」は KML では使えません [mymaps-entity]\n"
         "    → その文字そのものを書くか、消します"),
        ("cut off in a text",
         "x.kml:12: error: ここで始まったものが閉じないまま、ファイルが終わっています。途中で切れたようです "
         "[mymaps-cut-off]\n    → もう一度ダウンロードします"),
        ("shift_jis without a word",
         "x.kml:4: error: UTF-8 のはずですが、この行は Shift_JIS で書かれているようです [mymaps-wrong-encoding]\n"
         "    → 文字コードを UTF-8 にして保存し直すか、1行目の encoding=\"…\" を本当の文字コードに直します"),
        ("shift_jis with a wrong byte",
         "x.kml:17: error: この行に Shift_JIS の文字として読めないバイト 81 があります [mymaps-not-text]\n"
         "    → ファイルがこわれています。もう一度ダウンロードします"),
        ("gpx",
         "x.kml:2: error: KML ではなく、「gpx」で始まるほかの形式です [mymaps-other-format]\n"
         "    → Google マイマップの「KML/KMZ にエクスポート」で保存したファイルを指定します"),
        ("zip of a spreadsheet",
         "x.kml: error: KMZ (zip) の中に .kml がありません(ファイルは 2 個) [mymaps-no-kml]\n"
         "    → Google マイマップの「KML/KMZ にエクスポート」で保存したファイルを指定します"),
        ("zip with a password",
         "x.kml: error: この KMZ はパスワードつきか、読めない方法で圧縮されています [import-zip-closed]\n"
         "    → KMZ を開いて、使う .kml を指定します"),
        ("51 MB",
         "x.kml: error: 地図のファイルが大きすぎます(52 MB。50 MB まで) [mymaps-too-large]\n"
         "    → Google マイマップで、レイヤを1つずつ書き出します"),
    ],
)  # fmt: skip
def test_what_a_person_reads(name: str, said: str) -> None:
    assert refused(bytes_of(HOSTILE[name])).text() == said


def test_a_line_within_a_kmz_is_one_of_its_kml() -> None:
    file = ORDINARY.replace(b"</Placemark>", b"</Point>", 1)
    assert str(refused(kmz({"doc.kml": file}), "x.kmz").where) == "x.kmz/doc.kml:26:3"


def test_a_folder_a_pipe_nothing_at_all_and_a_disk_full_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.kml")
    with (tmp_path / "large.kml").open("wb") as large:
        large.truncate(1 << 40)
    with (tmp_path / "large.kmz").open("wb") as large:
        large.write(b"PK\x03\x04")
        large.truncate(65 << 20)
    (tmp_path / "self.kml").symlink_to("self.kml")
    for name, code in (
        (".", "import-not-a-file"),
        ("pipe.kml", "import-not-a-file"),
        ("none.kml", "import-unreadable"),
        ("/proc/self/maps", "import-unreadable"),  # says that it is empty, and is not
        ("self.kml", "import-unreadable"),
        ("large.kml", "mymaps-too-large"),
        ("large.kmz", "mymaps-too-large"),
    ):
        with pytest.raises(SourceError) as caught:
            read_map(tmp_path / name)
        assert (name, caught.value.problem.code) == (name, code)
    assert caught.value.problem.facts["limit"] == 64


def test_a_link_to_a_map_is_the_map(tmp_path: Path) -> None:
    (tmp_path / "a.kml").write_bytes(ORDINARY)
    (tmp_path / "b.kml").symlink_to("a.kml")
    assert len(read_map(tmp_path / "b.kml").placemarks) == 2


def test_what_is_refused_is_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No more of an endless file is read than the limit allows, and no more of a tag than one piece beyond it."""
    seen: list[int] = []

    def counted(walker: walk._Walker, tag: str, attributes: dict[str, str]) -> None:
        seen.append(walker.parser.CurrentByteIndex)
        start(walker, tag, attributes)

    start = walk._Walker.start
    monkeypatch.setattr(walk._Walker, "start", counted)
    refused(bytes_of(HOSTILE["too deep"]))
    assert len(seen) == 101
    seen.clear()
    refused(bytes_of(HOSTILE["a billion laughs"]))
    assert seen == []


_MEASURE = """
import resource, sys
from mapgen.imports.mymaps.document import read_map
from mapgen.imports.refusal import SourceError
from pathlib import Path
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    read_map(Path(sys.argv[1]))
except SourceError as refused:
    print(refused.problem.code, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


@pytest.mark.parametrize(
    "name",
    ["zip bomb", "zip of a million members", "zip that hides its growth", "too many elements", "what becomes 51 MB"],
)
def test_a_bomb_takes_little_memory(tmp_path: Path, name: str) -> None:
    (tmp_path / "x.kml").write_bytes(bytes_of(HOSTILE[name]))
    command = [sys.executable, "-c", _MEASURE, str(tmp_path / "x.kml")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    code, megabytes = done.stdout.split()
    assert code == HOSTILE[name][1]
    assert int(megabytes) < 100
