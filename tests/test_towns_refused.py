"""`towns import`: every reason to refuse a file, each with its place, and nothing ever half done."""

from __future__ import annotations

import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapgen.geocode import parse_towns
from mapgen.imports.towns import import_towns, source
from mapgen.problems import Problems
from tests.examples import examples
from tests.published_tables import (
    BLOCKS,
    GEOLONIA,
    ISJ_TOWNS,
    KNOWN,
    TOWNS,
    Room,
    geolonia,
    isj_town,
    open_room,
    table,
    zipped,
)  # fmt: skip


@pytest.fixture
def room(tmp_path: Path) -> Room:
    return open_room(tmp_path)


# --- what is refused, with nothing written ---------------------------------------------------------------------------


def swapped_text(data: bytes, old: str, new: str) -> bytes:
    text = data.decode("cp932")
    assert old in text
    return text.replace(old, new).encode("cp932")


def lying_zip() -> bytes:
    """Return a zip whose two directories say another size than the file has."""
    data = zipped({"99.csv": TOWNS})
    size = len(TOWNS).to_bytes(4, "little")
    return data.replace(size, (len(TOWNS) // 2).to_bytes(4, "little"))


def encrypted_zip() -> bytes:
    data = bytearray(zipped({"99.csv": TOWNS}))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


REFUSED: dict[str, tuple[bytes, str, int]] = {
    "empty": (b"", "import-columns", 1),
    "html": (b"<!DOCTYPE html>\n<p>404 Not Found</p>\n", "import-columns", 1),
    "another table": ("都道府県名,緯度,経度\nみほん県,35,139\n".encode(), "import-columns", 1),
    "no heading": (b"\r\n".join(TOWNS.split(b"\r\n")[1:]), "import-columns", 1),
    "a column twice": (swapped_text(TOWNS, '"経度"', '"緯度"'), "import-column-twice", 1),
    "utf-16": (TOWNS.decode("cp932").encode("utf-16"), "import-wide", 1),
    "utf-16 without a mark": (TOWNS.decode("cp932").encode("utf-16-le"), "import-wide", 1),
    "euc-jp": (TOWNS.decode("cp932").encode("euc_jp"), "import-columns", 1),
    "utf-8 with cp932 in it": (
        table(ISJ_TOWNS, [], "utf-8") + isj_town("緑", "35.46", "139.34").encode("cp932"), "import-not-text", 2,
    ),
    "cp932 with a byte of nothing": (TOWNS.replace("緑".encode("cp932"), b"\x81\x20"), "import-not-text", 3),
    "swapped": (swapped_text(TOWNS, '"35.461111","139.341111"', '"139.341111","35.461111"'), "import-swapped", 3),
    "outside japan": (swapped_text(TOWNS, "35.461111", "51.500000"), "import-outside-japan", 3),
    "null island": (swapped_text(TOWNS, '"35.461111","139.341111"', '"0","0"'), "import-outside-japan", 3),
    "nan": (swapped_text(TOWNS, "35.461111", "nan"), "import-bad-point", 3),
    "exponent": (swapped_text(TOWNS, "35.461111", "3.5e1"), "import-bad-point", 3),
    "half a point": (swapped_text(TOWNS, "139.341111", ""), "import-bad-point", 3),
    "a cell too few": (TOWNS + b'"99","a"\r\n', "import-bad-row", 4),
    "cut off in a text": (TOWNS[:-14], "import-not-csv", 3),
    "an open quotation mark": (TOWNS[:-3] + b"\r\n" + b"x,\r\n" * 50_000, "import-not-csv", 3),
    "a line without end": (TOWNS + b"9" * 1_000_000, "import-long-line", 4),
    "zip without a table": (zipped({"readme.txt": b"x"}), "import-zip-content", 0),
    "zip with two tables": (zipped({"a.csv": TOWNS, "b/b.csv": TOWNS}), "import-zip-several", 0),
    "zip in a zip": (zipped({"99.zip": zipped({"99.csv": TOWNS})}), "import-zip-content", 0),
    "zip bomb": (zipped({"99.csv": TOWNS + b"\r\n" * 10_000_000}), "import-zip-bomb", 0),
    "zip that lies about its size": (lying_zip(), "import-zip-broken", 0),
    "zip with a password": (encrypted_zip(), "import-zip-closed", 0),
    "zip of another method": (zipped({"99.csv": TOWNS}, zipfile.ZIP_BZIP2), "import-zip-closed", 0),
    "zip cut off": (zipped({"99.csv": TOWNS})[:-30], "import-zip-broken", 0),
    "zip with a wrong byte": (
        zipped({"99.csv": TOWNS}, zipfile.ZIP_STORED).replace(b"35.46", b"35.47"), "import-zip-broken", 0,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_refused_says_why_and_where_and_writes_nothing(room: Room, name: str) -> None:
    data, code, line = REFUSED[name]
    assert room.run(data, "x.csv") is None
    assert room.codes() == [(code, line)]
    assert room.said().startswith("x.csv") and next(iter(room.problems)).mend() is not None
    assert room.file("towns.csv") == KNOWN and room.file("blocks.csv") is None
    assert sorted(file.name for file in (room.root / "content").iterdir()) == ["region.yaml", "towns.csv"]


def test_a_number_that_is_cut_off_is_refused(room: Room) -> None:
    whole = table(GEOLONIA, [geolonia("緑", "35.4611", "139.341234")], "utf-8", "\n")
    assert room.run(whole[:-1]) and room.run(whole[:-3])
    before = room.file("towns.csv")
    for cut in (4, 5, 6, 7, 8):
        assert room.run(whole[:-cut]) is None
        assert room.codes()[0][0] in ("import-cut-off", "import-bad-point", "import-outside-japan")
    assert room.file("towns.csv") == before


@pytest.mark.parametrize("whole", [TOWNS, table(GEOLONIA, [geolonia("緑", "35.4611", "139.341234")], "utf-8", "\n")])
def test_a_file_cut_anywhere_never_makes_a_wrong_point(room: Room, whole: bytes) -> None:
    true = {("青葉一丁目", 35.471234, 139.351234), ("緑", 35.461111, 139.341111), ("緑", 35.4611, 139.341234)}
    for cut in range(len(whole)):
        (room.root / "content" / "towns.csv").unlink()
        if room.run(whole[:cut]):
            rows = parse_towns(room.file("towns.csv") or "", "", Problems()).rows
            for (_, town), point in rows.items():
                assert point and any(
                    town == name and abs(point.lat - lat) < 1e-6 and abs(point.lon - lon) < 1e-4
                    for name, lat, lon in true
                )
        (room.root / "content" / "towns.csv").write_text(KNOWN, encoding="utf-8")


@settings(max_examples=examples(150), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_file_is_refused_or_read_but_never_breaks_the_program(room: Room, data: st.DataObject) -> None:
    whole = bytearray(data.draw(st.sampled_from([TOWNS, BLOCKS, zipped({"99.csv": BLOCKS})])))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    done = room.run(bytes(whole))
    assert (done is None) == room.problems.failed()


def test_a_folder_a_pipe_and_nothing_at_all_are_refused(room: Room) -> None:
    os.mkfifo(room.root / "pipe.csv")
    for name, code in (
        ("content", "import-not-a-file"),
        ("pipe.csv", "import-not-a-file"),
        ("none.csv", "import-unreadable"),
    ):
        problems = Problems()
        assert import_towns(room.root, room.root / name, problems) is None
        assert [p.code for p in problems] == [code]


def test_a_file_beyond_all_measure_is_not_read(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "EXPECTED", replace(source.EXPECTED, largest=1000))
    assert room.run(TOWNS + TOWNS + TOWNS) is None and room.codes() == [("import-too-large", 0)]
    assert room.run(zipped({"99.csv": TOWNS * 3})) is None and room.codes() == [("import-too-large", 0)]


def test_a_result_that_no_build_would_read_is_not_written(room: Room) -> None:
    rows = [isj_town(f"みほん{n}町", "35.4712", "139.3512") for n in range(8000)]
    assert room.run(table(ISJ_TOWNS, rows)) is None
    assert room.codes() == [("import-result-too-large", 0)] and room.file("towns.csv") == KNOWN


def test_faults_of_the_project_s_own_tables_come_first(room: Room) -> None:
    (room.root / "content" / "towns.csv").write_text("city,town,lat,lon\nkita,緑,x,y\n", encoding="utf-8")
    assert room.run(TOWNS) is None and room.codes() == [("towns-bad-point", 2)]


def test_a_disk_that_cannot_be_written_leaves_the_old_table(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert room.run(TOWNS) is None
    assert room.codes() == [("import-not-written", 0)] and room.file("towns.csv") == KNOWN
    assert sorted(file.name for file in (room.root / "content").iterdir()) == ["region.yaml", "towns.csv"]
