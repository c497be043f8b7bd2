"""Single files are put in their place in one step: the old bytes or the new, whatever happens."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mapgen.publish import PublishError, keep, write_files


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_files_are_written_and_nothing_is_left_beside_them(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    write_files({tmp_path / "a": b"new", tmp_path / "b": b"\x00\r\n"})
    assert ((tmp_path / "a").read_bytes(), (tmp_path / "b").read_bytes()) == (b"new", b"\x00\r\n")
    assert names(tmp_path) == ["a", "b"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a").write_bytes(b"old")
    (tmp_path / "a").symlink_to(tmp_path / "real" / "a")
    write_files({tmp_path / "a": b"new"})
    assert (tmp_path / "a").is_symlink() and (tmp_path / "real" / "a").read_bytes() == b"new"


def test_one_that_cannot_be_written_leaves_all_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(PublishError) as refused:
        write_files({tmp_path / "a": b"new", tmp_path / "nowhere" / "b": b"new"})
    assert str(refused.value) == (
        f"{tmp_path}/nowhere/b: error: cannot write (No such file or directory); all is as it was [cannot-write]"
    )
    assert (tmp_path / "a").read_bytes() == b"old" and names(tmp_path) == ["a"]


def test_a_full_disk_leaves_the_old_file_and_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "a").write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(PublishError, match=f"{tmp_path}/a: error: no room on the disk"):
        write_files({tmp_path / "a": b"new"})
    assert (tmp_path / "a").read_bytes() == b"old" and names(tmp_path) == ["a"]


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
def test_only_regular_files_are_replaced(tmp_path: Path, make: object) -> None:
    make(tmp_path / "a")  # type: ignore[operator]
    with pytest.raises(PublishError) as refused:
        write_files({tmp_path / "b": b"new", tmp_path / "a": b"new"})
    assert [problem.code for problem in refused.value.problems] == ["output-not-a-file"]
    assert names(tmp_path) == ["a"]


def test_folders_are_made_where_they_are_wanted(tmp_path: Path) -> None:
    for content in (b"one", b"two"):
        write_files({tmp_path / "deep" / "er" / "a": content}, folders=True)
        assert (tmp_path / "deep" / "er" / "a").read_bytes() == content


def test_what_is_written_is_whole_when_it_is_settled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settled: list[int] = []
    monkeypatch.setattr(os, "fsync", lambda handle: settled.append(os.fstat(handle).st_size))
    write_files({tmp_path / "a": b"new"})
    assert settled == [3]


def test_what_can_be_made_again_is_kept_where_it_can_be(tmp_path: Path) -> None:
    for content in (b"one", b"two"):
        keep(tmp_path / "kept" / "a", content)
        assert (tmp_path / "kept" / "a").read_bytes() == content
    keep(tmp_path / "kept" / "a" / "b", b"three")  # nothing is said: nothing is lost
    assert (tmp_path / "kept" / "a").read_bytes() == b"two"
