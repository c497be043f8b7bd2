"""`mapgen fmt`: files in, one form out; what has an error is named and stays as it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tests.conftest import Project
from tests.test_cli import Run, run

__all__ = ["run"]

ROOT = Path(__file__).resolve().parents[1]
MESSY = (
    "kana: みほん\nname: 'みほんA'\nserves: [mihon]\nforms: [food]\ncategories: [children] # 分野\nsummary: みほん\n"
)
TIDY = "name: みほんA\nkana: みほん\nsummary: みほん\ncategories: [children]  # 分野\nforms: [food]\nserves: [mihon]\n"


def test_the_files_of_this_repository_are_in_the_form(run: Run) -> None:
    ran = run("--root", ROOT, "fmt", "--check")
    count = len(list((ROOT / "content/orgs").glob("*.yaml")))
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"{count} ファイルのうち、そろえるところがあるもの 0、そのままにしたもの 0\n"


def test_a_file_is_put_into_the_form_once(project: Callable[..., Project], run: Run) -> None:
    made = project({"content/orgs/a.yaml": MESSY})
    ran = run("--root", made.root, "fmt")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == (
        "content/orgs/a.yaml をそろえました\n"
        "2 ファイルのうち、そろえるところがあるもの 1、そのままにしたもの 0\n"
    )  # fmt: skip
    assert (made.root / "content/orgs/a.yaml").read_bytes() == TIDY.encode()
    assert run("--root", made.root, "--lang", "en", "fmt").err == (
        "files: 2, not in the form: 0, left as they are: 0\n"
    )  # fmt: skip
    assert made.check() == ""


def test_a_check_writes_nothing_and_fails(project: Callable[..., Project], run: Run) -> None:
    made = project({"content/orgs/a.yaml": MESSY})
    ran = run("--root", made.root, "fmt", "--check", made.root / "content")
    assert ran.code == 1
    assert ran.err.startswith("content/orgs/a.yaml に、そろえるところがあります\n2 ファイルのうち、")
    assert (made.root / "content/orgs/a.yaml").read_bytes() == MESSY.encode()


def test_line_ends_and_mark_of_a_windows_editor_stay(project: Callable[..., Project], run: Run) -> None:
    made = project({"content/orgs/a.yaml": b"\xef\xbb\xbf" + MESSY.replace("\n", "\r\n").encode().rstrip()})
    run("--root", made.root, "fmt")
    assert (made.root / "content/orgs/a.yaml").read_bytes() == b"\xef\xbb\xbf" + TIDY.replace("\n", "\r\n").encode()


def test_a_file_with_an_error_is_named_and_left(project: Callable[..., Project], run: Run) -> None:
    broken = MESSY.replace("[mihon]", "[mihonn]")
    made = project({"content/orgs/a.yaml": MESSY, "content/orgs/b.yaml": broken, "content/orgs/c.yaml": "name：a\n"})
    ran = run("--root", made.root, "fmt")
    assert ran.code == 1
    assert ran.err.startswith(
        "content/orgs/a.yaml をそろえました\n"
        "content/orgs/b.yaml:3:10: error: 「mihonn」という市はありません [unknown-city]\n"
        "    → 「mihon」ではありませんか?\n"
        "content/orgs/c.yaml:1:1: error:"
    )
    assert ran.err.endswith("4 ファイルのうち、そろえるところがあるもの 1、そのままにしたもの 2\n")
    assert (made.root / "content/orgs/b.yaml").read_bytes() == broken.encode()


def test_only_the_named_files_change(project: Callable[..., Project], run: Run) -> None:
    made = project({"content/orgs/a.yaml": MESSY, "content/orgs/b.yaml": MESSY.replace("A", "B")})
    assert run("--root", made.root, "fmt", made.root / "content/orgs/b.yaml").code == 0
    assert (made.root / "content/orgs/a.yaml").read_bytes() == MESSY.encode()


def test_what_is_no_organisation_has_no_form(project: Callable[..., Project], run: Run) -> None:
    made = project()
    file = made.root / "content/site.yaml"
    ran = run("--root", made.root, "fmt", file)
    assert (ran.code, ran.err) == (
        2,
        f"mapgen fmt: error: 「{file}」に、団体のファイルはありません [fmt-no-organization]\n"
        "    → content/orgs/ の .yaml ファイルか、そのフォルダーを指定します\n",
    )


def test_a_modeline_stays_the_first_line_and_is_no_mistake(project: Callable[..., Project], run: Run) -> None:
    modeline = "# yaml-language-server: $schema=../../.vscode/org.schema.json\n"
    made = project({"content/orgs/a.yaml": modeline + MESSY})
    assert made.check() == ""
    run("--root", made.root, "fmt")
    assert (made.root / "content/orgs/a.yaml").read_bytes() == (modeline + TIDY).encode()
