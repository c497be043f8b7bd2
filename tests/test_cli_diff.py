"""`mapgen diff` as somebody types it: what it prints, what it writes only when told to, and how it ends."""

from __future__ import annotations

import os
import pty
import resource
from collections.abc import Callable

import pytest

from tests.conftest import Project
from tests.drift import EN, SHOKUDO, Staffed, cells, on, staffed
from tests.test_cli import command

S, E = "mihon-shokudo", "mihon-en"
NOTE = (
    "マイマップ {file} と、このプロジェクトのちがい: 2 件\n"
    "\n"
    "マイマップで内容がちがう団体(2)\n"
    "  みほん園 (mihon-en)\n"
    "    ・本園: 電話番号が 046-000-1000 から 046-000-2000 に変わりました\n"
    "    ・分園: 電話番号が 046-000-1000 から 046-000-2000 に変わりました\n"
    "  みほん食堂 (mihon-shokudo)\n"
    "    ・電話番号が 046-000-0000 から 046-000-0001 に変わりました\n"
    "    ・列「担当」に「みほん」と書かれています\n"
)
EDITS = [
    cells(E, 電話="046-000-2000"),
    cells(f"{E}/2", 電話="046-000-2000"),
    cells(S, 電話="046-000-0001", 担当="みほん"),
]
PHONES = {E: EN.replace("046-000-1000", "046-000-2000"), S: SHOKUDO.replace("046-000-0000", "046-000-0001")}


@pytest.fixture
def map_of(project: Callable[..., Project]) -> Staffed:
    return staffed(project)


def files(map_of: Staffed) -> dict[str, str]:
    return {id: map_of.org(id) for id in (E, S)}


def test_the_note_goes_to_the_output_and_nothing_is_written(map_of: Staffed) -> None:
    file = map_of.save(*EDITS)
    done = command("--root", map_of.project.root, "diff", "content", file)
    assert (done.returncode, done.stdout, done.stderr) == (0, NOTE.format(file=file), "")
    assert files(map_of) == {E: EN, S: SHOKUDO}


def test_without_a_difference_it_ends_well_too(map_of: Staffed) -> None:
    file = map_of.save()
    done = command("--root", map_of.project.root, "--lang", "en", "diff", "content", file)
    assert (done.returncode, done.stdout) == (0, f"{file} and this project: 0 differ\nNothing differs\n")


@pytest.mark.parametrize(("style", "head"), [("html", "<!DOCTYPE html>\n"), ("md", "# マイマップ ")])
def test_a_note_may_be_a_file(map_of: Staffed, style: str, head: str) -> None:
    note = map_of.project.root / "ちがい"
    file = map_of.save(*EDITS)
    done = command("--root", map_of.project.root, "diff", "content", file, "--format", style, "--output", note)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", f"{note} に書きました。ちがいは 2 件です\n")
    assert note.read_text(encoding="utf-8").startswith(head)
    done = command("--root", map_of.project.root, "diff", "content", file, "--output", map_of.project.root / "no" / "a")
    assert (done.returncode, done.stdout) == (3, "")
    assert "no/a: error: " in done.stderr


def test_yes_writes_what_is_sure_and_names_the_rest(map_of: Staffed) -> None:
    file = map_of.save(*EDITS)
    done = command("--root", map_of.project.root, "diff", "content", file, "--apply", "--yes")
    assert done.returncode == 0
    assert done.stderr == (
        "マイマップから写しました(2)\n"
        "  みほん園 (mihon-en)\n"
        "    ・本園: 電話番号が 046-000-1000 から 046-000-2000 に変わりました\n"
        "    ・分園: 電話番号が 046-000-1000 から 046-000-2000 に変わりました\n"
        "  みほん食堂 (mihon-shokudo)\n"
        "    ・電話番号が 046-000-0000 から 046-000-0001 に変わりました\n"
        "手で直してください(1)\n"
        "  みほん食堂 (mihon-shokudo)\n"
        "    ・列「担当」に「みほん」と書かれています\n"
    )
    assert files(map_of) == PHONES
    again = command("--root", map_of.project.root, "diff", "content", file)
    assert "みほん園" not in again.stdout and "電話番号" not in again.stdout
    assert command("--root", map_of.project.root, "check").returncode == 0


def test_only_chooses_organisations(map_of: Staffed) -> None:
    file = map_of.save(*EDITS)
    done = command("--root", map_of.project.root, "diff", "content", file, "--only", E, "--apply")
    assert "みほん食堂" not in done.stdout
    assert files(map_of) == {E: PHONES[E], S: SHOKUDO}
    done = command("--root", map_of.project.root, "diff", "content", file, "--only", "mihon-x")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "mapgen diff: error: 「mihon-x」という団体はありません [diff-unknown]\n    → 「mihon-en」ではありませんか?\n"
    )


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("y\ny\n", PHONES),
        ("n\ny\n", {**PHONES, E: EN}),
        ("y\nq\n", {**PHONES, S: SHOKUDO}),
        ("\nx\nn\n", {E: EN, S: SHOKUDO}),
    ],
)
def test_on_a_terminal_each_organisation_is_asked_about(map_of: Staffed, typed: str, written: dict[str, str]) -> None:
    ours, theirs = pty.openpty()
    os.write(ours, typed.encode())
    file = map_of.save(*EDITS)
    done = command("--root", map_of.project.root, "diff", "content", file, "--apply", stdin=theirs)
    assert done.returncode == 0
    assert "ファイルに写しますか? (y = はい、n = いいえ、q = やめる) (y, n, q) [n]: " in done.stderr
    assert files(map_of) == written


def test_where_nobody_can_be_asked_nothing_is_written(map_of: Staffed) -> None:
    file = map_of.save(*EDITS)
    done = command("--root", map_of.project.root, "diff", "content", file, "--apply", stdin=-3)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "mapgen diff: error: 端末ではないので、写してよいか聞けません [apply-unasked]\n"
        "    → 聞かずに写すなら --yes、団体を選ぶなら --only ID をつけます\n"
    )


def test_what_cannot_be_compared_is_a_wrong_usage(map_of: Staffed) -> None:
    done = command("--root", map_of.project.root, "diff", "a.kml", "b.kml")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "mapgen diff: error: 「a.kml」とはくらべられません [diff-what]\n"
        "    → マイマップとくらべるなら mapgen diff content マイマップ.kml、"
        "2つの版なら mapgen diff 前のフォルダー 後のフォルダー\n"
    )


def test_a_refused_map_and_faulty_content_are_named(map_of: Staffed) -> None:
    file = map_of.save()
    file.write_text("<html></html>", encoding="utf-8")
    done = command("--root", map_of.project.root, "diff", "content", file)
    assert (done.returncode, done.stdout) == (1, "")
    assert "error: " in done.stderr
    map_of.project.write({"content/orgs/mihon-en.yaml": "name: みほん園\n"})
    done = command("--root", map_of.project.root, "diff", "content", map_of.project.root / "none.kml")
    assert done.returncode == 1
    assert "content/orgs/mihon-en.yaml" in done.stderr


def test_a_file_that_cannot_be_written_stays_and_is_named(map_of: Staffed) -> None:
    file = map_of.save(*EDITS)

    def no_room() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))

    root = map_of.project.root
    done = command("--root", root, "diff", "content", file, "--apply", "--yes", preexec_fn=no_room)
    assert done.returncode == 3
    assert f"content/orgs/{E}.yaml: error: ディスクの空きが足りません(File too large)" in done.stderr
    assert "手で直してください(1)" in done.stderr
    assert files(map_of) == {E: EN, S: SHOKUDO}


def test_an_import_that_updates_shows_what_differs_and_mends_only_that(map_of: Staffed) -> None:
    file = map_of.save(*EDITS, on(E, name="みほん園(本館)"))
    root = map_of.project.root
    dry = command("--root", root, "import", "kml", file, "--update", "--dry-run")
    assert dry.returncode == 0
    assert "本園: 名前が「みほん園(本園)」から「みほん園(本館)」に変わりました" in dry.stdout
    assert dry.stderr.startswith("マイマップから写せます(2)。ファイルは変えていません\n  みほん園 (mihon-en)\n")
    assert files(map_of) == {E: EN, S: SHOKUDO}
    done = command("--root", root, "import", "kml", file, "--update")
    assert (done.returncode, done.stdout) == (0, dry.stdout)
    assert done.stderr == dry.stderr.replace("写せます(2)。ファイルは変えていません", "写しました(2)")
    assert files(map_of) == {**PHONES, E: PHONES[E].replace("本園", "本館")}
    refused = command("--root", root, "import", "kml", file, "--update", "--format", "json")
    assert refused.returncode == 2
    assert "[update-in-words]" in refused.stderr


def test_an_update_leaves_what_is_new_and_what_is_gone_alone(map_of: Staffed) -> None:
    file = map_of.save(lambda placemark: None if placemark.columns["id"] == S else placemark)
    done = command("--root", map_of.project.root, "import", "kml", file, "--update")
    assert done.stdout == f"マイマップ {file} と、このプロジェクトのちがい: 0 件\nちがいはありません\n"
    assert done.stderr == "写すものはありませんでした\n"
