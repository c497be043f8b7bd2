"""Every code is explained, and its examples are true: the wrong one brings it about, the right one brings nothing."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from mapgen.cli import main
from mapgen.problems import catalogue
from tests.conftest import Project
from tests.content_checks import content_problems

Make = Callable[..., Project]

TODAY = date(2026, 4, 2)
ORG = """\
name: みほんB
summary: ためしの団体です。
categories: [children]
forms: [ibasho]
serves: [mihon]
"""
FILE = "content/orgs/mihon-b.yaml"
COMMAND = "$"

PROBLEMS = {code: message for code, message in catalogue().items() if message.level != "note"}
SHOWN = {code: message for code, message in PROBLEMS.items() if message.wrong}

# What no few lines of a file bring about: bytes, sizes, other files, towns of real cities, the disk, a service,
# a map of My Maps, a fault of the program. Their meaning is told, and no example given.
WITHOUT_EXAMPLE = {
    "address-ambiguous", "address-no-number", "address-no-such-number", "address-obsolete-town", "city-disagrees",
    "file-too-large", "missing-point", "no-such-file", "not-a-file", "not-utf8", "same-file-name", "too-many-values",
    "two-makers", "unreadable", "unreadable-file", "wrong-encoding", "yaml-too-large",
    "bad-epoch", "bad-executor", "cannot-start", "cannot-write", "colliding-paths", "disk-full", "not-permitted",
    "cluster-differs", "cluster-empty", "cluster-lost", "cluster-not-installed", "cluster-unreached",
    "output-locked", "output-not-ours", "port-taken", "read-only-disk", "unsafe-path",
    "export-in-parts", "not-for-a-terminal", "output-not-a-file",
    "apply-unasked", "diff-no-writing", "diff-unknown", "diff-what", "update-in-words",
    "file-is-there", "file-not-created", "map-content-first", "map-may-be-secret", "map-mobile-withheld",
    "fmt-left", "id-taken", "kana-only", "probably-there", "schema-outdated",
    "geocoder-needs", "geocoder-unknown", "geocoder-without-key",
    "init-city-twice", "init-no-point",
    "picture-other-kind", "picture-too-large", "picture-too-long", "picture-unreadable",
    "picture-unused", "picture-with-notes",
    "veiled-in-lock",
}  # fmt: skip
FAMILIES_WITHOUT_EXAMPLE = ("geocode-", "guard-", "import-", "issue-", "link-", "links-", "mymaps-", "survey-")
OF_FINISHED_FILES = "output.toml"


def example(snippet: str, path: str) -> dict[str, str]:
    """Return the file that a snippet stands in: without a path it is added to an organisation's file, in place of the
    fields of the same names; so are a few lines of another YAML file."""
    starter = Path(__file__).parent.parent / "mapgen/starter_content" / path
    if path and (path.startswith("content/orgs/") or not path.endswith(".yaml")):
        return {path: snippet}
    text = starter.read_text(encoding="utf-8") if path and starter.is_file() else "" if path else ORG
    for key in re.findall(r"^([a-z_]+)[:：]", snippet, re.MULTILINE):
        text = re.sub(rf"^{key}:.*\n(?:[ #-].*\n|\n)*", "", text, flags=re.MULTILINE)
    return {path or FILE: text + snippet}


def test_every_code_says_what_it_means_in_both_languages() -> None:
    lacking = [code for code, message in PROBLEMS.items() if set(message.means) != {"ja", "en"}]
    assert lacking == []
    for message in PROBLEMS.values():
        assert re.search("[ぁ-ん]", message.means["ja"]) and message.means["ja"].endswith("。")
        assert not re.search("[ぁ-ん]", message.means["en"]) and message.means["en"].endswith(".")


def test_every_code_has_examples_but_those_that_no_few_lines_bring_about() -> None:
    import tomllib

    folder = Path(__file__).parent.parent / "mapgen/messages"
    finished = tomllib.loads((folder / OF_FINISHED_FILES).read_text(encoding="utf-8")).keys()
    without = {code for code in PROBLEMS if code not in SHOWN and not code.startswith(FAMILIES_WITHOUT_EXAMPLE)}
    assert without - finished == WITHOUT_EXAMPLE
    assert len(SHOWN) > 160


@pytest.mark.parametrize("code", sorted(code for code, message in SHOWN.items() if message.path != COMMAND))
def test_the_wrong_example_is_wrong_and_the_right_one_right(code: str, project: Make) -> None:
    message = SHOWN[code]
    made = project(example(message.wrong, message.path))
    found = list(content_problems(made.root, TODAY))
    assert code in [problem.code for problem in found], [problem.text() for problem in found]
    if not message.right:  # the name of a file is all that was wrong
        assert code in ("bad-file-name", "stray-file")
        return
    made.write(example(message.right, message.path))
    assert [problem.text() for problem in content_problems(made.root, TODAY)] == []


@pytest.mark.parametrize("code", sorted(code for code, message in SHOWN.items() if message.path == COMMAND))
def test_the_wrong_command_is_wrong_and_the_right_one_right(
    code: str, project: Make, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(project().root)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1775000000")
    said = []
    for line in (SHOWN[code].wrong, SHOWN[code].right):
        with pytest.raises(SystemExit) as ended:
            main(shlex.split(line)[1:])
        said.append((ended.value.code, capsys.readouterr().err))
    assert said[0][0] == 2 and f"[{code}]" in said[0][1]
    assert said[1][0] != 2 and f"[{code}]" not in said[1][1]
