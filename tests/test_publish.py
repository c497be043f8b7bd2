"""Publishing: the old site or the new one, never a mixture, whatever happens and whenever."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen.model import Artifact
from mapgen.publish import MARKER, PublishError, claim, publish, unpublishable


def site(files: dict[str, str]) -> dict[str, Artifact]:
    return {path: Artifact(path, text.encode(), "test") for path, text in files.items()}


def tree(folder: Path) -> dict[str, str]:
    """Return what is published: every file but our own marker."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_text() for name, path in sorted(files.items()) if name != MARKER}


def beside(output: Path) -> list[str]:
    return sorted(path.name for path in output.parent.iterdir() if path != output)


def refusal(artifacts: dict[str, Artifact], output: Path) -> str:
    with pytest.raises(PublishError) as refused:
        publish(artifacts, output)
    return "\n".join(problem.text("en") for problem in refused.value.problems)


OLD = {"index.html": "old", "orgs/a/index.html": "a", "static/site.css": "body {}"}
NEW = {"index.html": "new", "orgs/b/index.html": "b", "static/site.css": "body {}"}


def test_a_first_site_is_written_whole(tmp_path: Path) -> None:
    output = tmp_path / "deep" / "er" / "public"
    changes = publish(site(OLD), output)
    assert tree(output) == OLD
    assert (changes.written, changes.kept, changes.removed) == (tuple(sorted(OLD)), (), ())
    assert beside(output) == []
    assert (output / MARKER).read_text() == "mapgen made this directory. The next build replaces it as a whole.\n"


def test_only_what_changed_is_written_and_a_withdrawn_page_is_gone(tmp_path: Path) -> None:
    output = tmp_path / "public"
    publish(site(OLD), output)
    before = (output / "static/site.css").stat()
    changes = publish(site(NEW), output)
    assert tree(output) == NEW
    assert not (output / "orgs" / "a").exists()
    assert changes.written == ("index.html", "orgs/b/index.html")
    assert (changes.kept, changes.removed) == (("static/site.css",), ("orgs/a/index.html",))
    assert changes.counts() == {"written": 2, "kept": 1, "removed": 1}
    after = (output / "static/site.css").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert beside(output) == []


def test_the_same_site_again_touches_nothing(tmp_path: Path) -> None:
    output = tmp_path / "public"
    publish(site(OLD), output)
    before = {path: path.stat().st_ctime_ns for path in [output, *output.rglob("*")]}
    assert publish(site(OLD), output).counts() == {"written": 0, "kept": 3, "removed": 0}
    assert {path: path.stat().st_ctime_ns for path in before} == before


def test_modes_do_not_depend_on_the_umask(tmp_path: Path) -> None:
    modes = []
    for name, umask in (("one", 0o077), ("two", 0o000)):
        former = os.umask(umask)
        try:
            publish(site(OLD), tmp_path / name)
        finally:
            os.umask(former)
        modes.append([(p.name, oct(p.stat().st_mode)) for p in sorted((tmp_path / name).rglob("*"))])
        modes[-1].append(("", oct((tmp_path / name).stat().st_mode)))
    assert modes[0] == modes[1]
    assert {mode for _, mode in modes[0]} == {"0o100644", "0o40755"}


def test_what_was_edited_by_hand_is_put_right(tmp_path: Path) -> None:
    output = tmp_path / "public"
    publish(site(OLD), output)
    (output / "index.html").write_text("OLD")
    (output / "stray.txt").write_text("left here")
    (output / "orgs/a/index.html").chmod(0o600)
    (output / "static/site.css").unlink()
    (output / "static/site.css").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").write_text("body {}")
    changes = publish(site(OLD), output)
    assert (changes.written, changes.removed) == (tuple(sorted(OLD)), ("stray.txt",))
    assert tree(output) == OLD
    assert not (output / "static/site.css").is_symlink()


def test_a_link_to_the_output_is_followed(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "public").symlink_to(tmp_path / "disk" / "www", target_is_directory=True)
    publish(site(OLD), tmp_path / "public")
    assert (tmp_path / "public").is_symlink()
    assert tree(tmp_path / "disk" / "www") == OLD


def test_an_empty_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    publish(site(OLD), tmp_path / "public")
    assert tree(tmp_path / "public") == OLD


def test_a_folder_that_mapgen_did_not_make_is_refused(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("ten years of work")
    assert refusal(site(OLD), tmp_path) == (
        f"{tmp_path}: error: mapgen did not make this directory, so it is not replaced [output-not-ours]\n"
        "    → choose another or an empty one with --output; what mapgen made holds a file .mapgen-site"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_in_the_place_of_the_output_is_refused(tmp_path: Path) -> None:
    (tmp_path / "public").write_text("a file")
    assert "[output-not-ours]" in refusal(site(OLD), tmp_path / "public")
    assert (tmp_path / "public").read_text() == "a file"


# ── paths ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "path",
    [
        "", "/etc/passwd", "../up.html", "a/../../b", "a/./b", "a//b", "a/", "．．/up.html", "a／／b", "a\\b", "c:/x",
        "a\0b", "con", "aux.html", "orgs/NUL/index.html", "lpt1.txt", "dot.", "space ", "a\u202eb", "a\u200bb", "q?x",
        "hash#x", "star*", "あ" * 86, "a" * 256, MARKER, "\ud800", "a\u2028b", "a\u2029b",
    ],
)  # fmt: skip
def test_an_unsafe_path_is_refused(path: str, tmp_path: Path) -> None:
    assert [(fault.code, fault.where.path) for fault in unpublishable([path])] == [("unsafe-path", path)]
    publish(site(OLD), tmp_path / "public")
    with pytest.raises(PublishError) as refused:
        publish(
            {**site(NEW), path: Artifact(path, b"", "test"), "aux": Artifact("aux", b"", "test")}, tmp_path / "public"
        )
    assert len(refused.value.problems) == 2
    assert str(refused.value) == "\n".join(problem.text("en") for problem in refused.value.problems)
    assert tree(tmp_path / "public") == OLD


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("orgs/a.html", "orgs/A.html"), ("カ.html", "ｶ.html"), ("が", "か\u3099"), ("straße", "STRASSE"),
        ("data", "data/orgs.json"), ("Data", "data/orgs.json"),
    ],
)  # fmt: skip
def test_two_paths_that_some_disk_takes_for_one_are_refused(one: str, two: str) -> None:
    (fault,) = unpublishable([two, one])
    assert fault.code == "colliding-paths"
    assert {fault.where.path, fault.facts["other"]} == {one, two}


def test_ordinary_paths_are_welcome() -> None:
    paths = [
        "index.html",
        "_headers",
        "kml/all.kml",
        "orgs/mihon-shokudo/index.html",
        "static/leaflet-1.9.4/leaflet.js",
        "a" * 255,
    ]
    assert unpublishable(paths) == ()


@given(st.lists(st.text("ab./\\. Ａ．／:\0か゛がcon", max_size=8), max_size=4))
def test_nothing_that_passes_leads_out_of_the_output(paths: list[str]) -> None:
    faulty = {fault.where.path for fault in unpublishable(paths)}
    for path in set(paths) - faulty:
        assert os.path.normpath(Path("/out") / path) == f"/out/{path}"


# ── one at a time ────────────────────────────────────────────────────────────────────────────────────────────────────

HOLD = """
import sys, pathlib
from mapgen.publish import claim
with claim(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_build_is_told_who_holds_the_output(tmp_path: Path) -> None:
    output = tmp_path / "public"
    publish(site(OLD), output)
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(output)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdin and holder.stdout
    with holder:
        assert holder.stdout.readline() == "held\n"
        began = time.monotonic()
        assert refusal(site(NEW), output) == (
            f"{output}: error: another mapgen (process {holder.pid}) is building this output [output-locked]\n"
            "    → wait until it has finished, then try again"
        )
        assert time.monotonic() - began < 1
        holder.kill()
    assert tree(output) == OLD
    publish(site(NEW), output)
    assert tree(output) == NEW
    assert beside(output) == []


def test_a_held_output_can_be_published_and_is_let_go(tmp_path: Path) -> None:
    with claim(tmp_path / "public") as held, pytest.raises(PublishError), claim(tmp_path / "public"):
        held.publish(site(OLD))
    publish(site(NEW), tmp_path / "public")
    assert tree(tmp_path / "public") == NEW
