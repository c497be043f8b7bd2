"""The command line: what it says, in which language, and how it ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from mapgen import build as room
from mapgen.build import Build, Options
from mapgen.cli import main
from mapgen.cli.language import locale_language
from mapgen.problems import Problems, Where
from tests.conftest import Project

BROKEN = {"content/orgs/mihon-b.yaml": "name: みほんB\n"}


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: object) -> Ran:
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        assert isinstance(ended.value.code, int)
        said = capsys.readouterr()
        return Ran(ended.value.code, said.out, said.err)

    return run


def command(*arguments: object, **settings: object) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "mapgen", *(str(argument) for argument in arguments)]
    return subprocess.run(line, capture_output=True, text=True, encoding="utf-8", **settings)  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("environ", "lang"),
    [
        ({}, "ja"), ({"LANG": "C"}, "ja"), ({"LANG": "C.UTF-8"}, "ja"), ({"LC_ALL": "POSIX", "LANG": "en_US"}, "ja"),
        ({"LANG": "ja_JP.UTF-8"}, "ja"), ({"LANG": "ja"}, "ja"), ({"LANG": ""}, "ja"),
        ({"LANG": "en_US.UTF-8"}, "en"), ({"LANG": "de_DE@euro"}, "en"),
        ({"LC_MESSAGES": "fr_FR", "LANG": "ja_JP"}, "en"),
        ({"LC_ALL": "", "LANG": "en_GB.UTF-8"}, "en"), ({"LC_ALL": "ja_JP.eucJP", "LANG": "en_US"}, "ja"),
    ],
)  # fmt: skip
def test_the_language_follows_the_locale_and_is_japanese_otherwise(environ: dict[str, str], lang: str) -> None:
    assert locale_language(environ) == lang


def test_help_is_said_in_the_language_asked_for(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "まちがいを全部" in run("--help").out
    assert "使い方: mapgen check [OPTIONS] [PATH]..." in run("check", "--help").out
    assert "Report every problem" in run("--lang", "en", "--help").out
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert "Usage: mapgen check" in run("check", "-h").out
    assert "使い方: mapgen" in run("--lang", "ja", "check", "-h").out


def test_no_arguments_show_the_help(run: Run) -> None:
    ran = run()
    assert (ran.code, ran.out) == (2, "")
    assert "使い方: mapgen" in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "--qqq"],
         "mapgen check: error: there is no option '--qqq' [no-such-option]\n    → see `mapgen check --help`\n"),
        (["build", "--strct"],
         "mapgen build: error: there is no option '--strct' [no-such-option]\n    → did you mean '--strict'?\n"),
        (["chekc"], "mapgen: error: there is no command 'chekc' [no-such-command]\n    → did you mean 'check'?\n"),
        (["address"], "mapgen address: error: Missing argument 'TEXT...|-'. [wrong-usage]\n"
         "    → see `mapgen address --help`\n"),
        (["serve", "--port", "99999"], "mapgen serve: error: Invalid value for '--port': 99999 is not in the range "
         "1<=x<=65535. [wrong-usage]\n    → see `mapgen serve --help`\n"),
        (["build", "--base-url", "example.org"], "mapgen build: error: 'example.org' is not an address a site can be "
         "published at [bad-base-url]\n    → begin with https://, as in `--base-url https://example.org`\n"),
        (["--root", "/nowhere", "check"], "mapgen check: error: there is no content/ in /nowhere [no-project]\n"
         "    → change to the project's folder, or name it with --root; to begin, `mapgen init FOLDER`\n"),
    ],
)  # fmt: skip
def test_wrong_usage_is_a_sentence_with_its_mend(arguments: list[str], said: str, run: Run) -> None:
    assert run("--lang", "en", *arguments) == Ran(2, "", said)


def test_wrong_usage_is_said_in_japanese_too(run: Run) -> None:
    assert (
        run("buidl").err
        == "mapgen: error: 「buidl」という命令はありません [no-such-command]\n    → 「build」ではありませんか?\n"
    )


def test_a_good_build_publishes_and_says_what_changed(run: Run, project: Callable[..., Project]) -> None:
    root = project().root
    ran = run("--lang", "en", "--root", root, "build")
    assert ran.code == 0, ran.err
    assert ran.err.splitlines()[-1].startswith(f"wrote {root}/public (files: ")
    assert (root / "public" / "index.html").is_file()
    again = run("--lang", "en", "--root", root, "build")
    assert "(files: 0 written," in again.err


def test_errors_keep_the_old_site(run: Run, project: Callable[..., Project]) -> None:
    made = project()
    run("--root", made.root, "build")
    before = {path: path.read_bytes() for path in (made.root / "public").rglob("*") if path.is_file()}
    made.write(BROKEN)
    ran = run("--lang", "en", "--root", made.root, "build")
    assert ran.code == 1
    lines = ran.err.splitlines()
    assert lines[0].startswith("content/orgs/mihon-b.yaml:")
    assert lines[-1] == f"nothing was written; {made.root}/public is as it was"
    assert {path: path.read_bytes() for path in (made.root / "public").rglob("*") if path.is_file()} == before


def test_a_foreign_output_is_refused_before_anything_is_built(
    run: Run, project: Callable[..., Project], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "build", lambda *_: pytest.fail("built all the same"))
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("ten years")
    ran = run("--lang", "en", "--root", project().root, "build", "--output", tmp_path / "mine")
    assert ran.code == 2
    assert ran.err.startswith(f"{tmp_path}/mine: error: mapgen did not make this directory")


def test_an_output_that_cannot_be_written_is_work_left_undone(run: Run, project: Callable[..., Project]) -> None:
    made = project({"file": "not a folder"})
    ran = run("--lang", "en", "--root", made.root, "build", "--output", made.root / "file" / "public")
    assert ran.code == 3
    assert "Traceback" not in ran.err


def test_the_options_of_build_arrive(
    run: Run, project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Options] = []
    monkeypatch.setattr(room, "build", lambda root, options, before=None: asked.append(options) or Build(Problems()))
    root = project().root
    run(
        "--root",
        root,
        "build",
        "--base-url",
        "https://example.org",
        "--missing",
        "omit",
        "--only",
        "pages",
        "--preview",
        "--jobs",
        3,
    )
    run("--root", root, "build", "--base-url", "")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    run("--root", root, "check")
    assert asked == [
        Options(base_url="https://example.org", preview=True, missing="omit", only_pages=True, date=None, jobs=3),
        Options(base_url=None, preview=False, missing="town", jobs=os.cpu_count() or 1),
        Options(date=date(2023, 11, 14), today=date(2023, 11, 14), jobs=os.cpu_count() or 1),
    ]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    assert run("--root", root, "check").code == 2


@pytest.fixture
def two_problems(monkeypatch: pytest.MonkeyPatch) -> None:
    def build(root: Path, options: Options, before: object) -> Build:
        problems = Problems()
        problems.add(Where("content/orgs/b.yaml", 3, 7), "no-such-file")
        problems.add(Where("content/orgs/a/x.yaml", 2), "folder-not-empty")
        return Build(problems)

    monkeypatch.setattr(room, "build", build)


@pytest.mark.usefixtures("two_problems")
def test_check_prints_every_problem_sorted_then_their_number(run: Run, project: Callable[..., Project]) -> None:
    assert run("--lang", "en", "--root", project().root, "check") == Ran(
        1,
        "",
        "content/orgs/a/x.yaml:2: error: this folder is not empty, so nothing was written [folder-not-empty]\n"
        "    → name a new folder, or an empty one\n"
        "content/orgs/b.yaml:3:7: error: this file is missing [no-such-file]\n"
        "    → see the one that `mapgen init` writes and put it there\n"
        "errors: 2, warnings: 0\n",
    )


@pytest.mark.usefixtures("two_problems")
def test_check_can_be_asked_for_some_files(
    run: Run, project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    made = project({"content/orgs/a/x.yaml": "", "content/orgs/b.yaml": ""})
    monkeypatch.chdir(made.root / "content")
    one = run("--lang", "en", "--root", made.root, "check", "orgs/b.yaml")
    assert one.err.splitlines()[0].startswith("content/orgs/b.yaml:3:7: error")
    assert one.err.splitlines()[2:] == ["errors: 1, warnings: 0", "in other files: 1 (`mapgen check` shows all)"]
    assert run("--root", made.root, "check", "orgs/mihon-shokudo.yaml").code == 0
    assert len(json.loads(run("--root", made.root, "check", "--format", "json", "orgs").out)["problems"]) == 2
    assert run("--root", made.root, "check", "no-such.yaml").code == 2


@pytest.mark.usefixtures("two_problems")
def test_check_speaks_json(run: Run, project: Callable[..., Project]) -> None:
    ran = run("--root", project().root, "check", "--format", "json")
    assert (ran.code, ran.err) == (1, "")
    said = json.loads(ran.out)
    assert (said["errors"], said["warnings"]) == (2, 0)
    assert said["problems"][0] == {
        "path": "content/orgs/a/x.yaml",
        "line": 2,
        "column": 0,
        "level": "error",
        "code": "folder-not-empty",
        "message": "このフォルダーは空ではないので、何も書きませんでした",
        "mend": "まだないフォルダーか、空のフォルダーを指定します",
    }


def test_check_writes_nothing(run: Run, project: Callable[..., Project]) -> None:
    root = project().root
    before = sorted(root.rglob("*"))
    assert run("--root", root, "check").code == 0
    assert sorted(root.rglob("*")) == before


def test_addresses_come_back_as_json_lines(project: Callable[..., Project]) -> None:
    texts = "みほん県みほん市みどりが丘1-2-3 みほん会館2階\n\n東京都千代田区1-1\n".encode()
    ran = subprocess.run(
        [sys.executable, "-m", "mapgen", "--root", project().root, "address", "-"],
        input=texts,
        capture_output=True,
        check=True,
    )
    first, second = (json.loads(line) for line in ran.stdout.decode().splitlines())
    assert list(first) == ["input", "canonical", "building", "city", "town", "precision", "problems"]
    assert (first["city"], first["town"], first["building"]) == ("mihon", "みどりが丘一丁目", "みほん会館2階")
    assert (second["city"], [problem["code"] for problem in second["problems"]]) == (None, ["address-outside-region"])


def test_a_reader_who_has_enough_is_no_fault(project: Callable[..., Project]) -> None:
    shell = f'seq 20000 | "{sys.executable}" -m mapgen --root "{project().root}" address - | head -n 1'
    ran = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=True)
    assert len(ran.stdout.splitlines()) == 1
    assert ran.stderr == ""


def test_a_bug_keeps_its_traceback_and_says_how_to_report_it(
    run: Run, project: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "build", lambda *_: 1 / 0)
    ran = run("--lang", "en", "--root", project().root, "check")
    assert ran.code == 70
    assert ran.err.startswith("Traceback (most recent call last):")
    assert ran.err.splitlines()[-1].startswith("this is a bug in mapgen (ZeroDivisionError), not your mistake")


def test_a_console_without_japanese_shows_codes_instead_of_failing() -> None:
    environ = {**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    ran = command("--lang", "ja", "--help", env=environ)
    assert ran.returncode == 0
    assert "\\u5730\\u56f3" in ran.stdout  # 地図


def test_colours_are_for_terminals_only(project: Callable[..., Project]) -> None:
    made = project(BROKEN)
    assert "\x1b[" not in command("--root", made.root, "check").stderr


def test_help_is_quick() -> None:
    """Nothing but click is loaded for `--help`: the limit is generous, the list of modules is not."""
    code = "import sys\nfrom mapgen.cli import main\ntry: main(['--help'])\nfinally: print(*sys.modules)"
    began = time.monotonic()
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert time.monotonic() - began < 5
    assert {"pydantic", "jinja2", "yaml", "mapgen.problems", "mapgen.build"} & set(ran.stdout.split()) == set()
