# ruff: noqa: E501 - a message reads best in one line
"""`mapgen check` for eyes (the line, a caret) and for other programs (JSON, GitHub, SARIF)."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft4Validator

from mapgen.cli.checking import _codes_page
from mapgen.cli.excerpt import excerpt, width
from mapgen.cli.styles import as_github, as_sarif
from mapgen.problems import Problem, Where
from tests.conftest import Project

Make = Callable[..., Project]

ORG = """\
name: みほんB
summary: ためしの団体(実在しません)。
categories: [children]
forms: [ibasho]
serves: [mihonn]
"""
B = "content/orgs/mihon-b.yaml"
SCHEMA = json.loads((Path(__file__).parent / "sarif/sarif-schema-2.1.0.json").read_text(encoding="utf-8"))


def command(*arguments: object, **environ: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "mapgen", *map(str, arguments)]
    return subprocess.run(line, capture_output=True, text=True, env={**os.environ, **environ}, check=False)


# ── the line and the caret ───────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "columns"),
    [("abc", 3), ("みほん", 6), ("ﾐﾎﾝ", 3), ("ＡＢ", 4), ("か\u3099", 2), ("神", 2), ("…", 1), ("", 0), ("🍙", 2)],
)
def test_kana_are_two_columns_wide(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize(
    ("line", "column", "columns", "shown", "caret"),
    [
        ("serves: [zamma]", 10, 80, "serves: [zamma]", "         ^"),
        ("name: みほん：食堂", 10, 80, "name: みほん：食堂", "            ^^"),
        ("が: x", 3, 80, "が: x", "   ^"),
        ("か\u3099: x", 4, 80, "か\u3099: x", "   ^"),
        ("name:\tx", 6, 80, "name:␉x", "     ^"),
        ("a\x1b[31m\u202eb", 2, 80, "a␛[31m<U+202E>b", " ^"),
        ("a\u200bb", 3, 80, "a<U+200B>b", "         ^"),
        ("short", 99, 80, "short", "     ^"),
        ("", 1, 80, "", "^"),
        ("abcdefghijklmnopqrstuvwxyz", 13, 14, "…ijklmnopqr…", "     ^"),
        ("あいうえおかきくけこさしすせそ", 8, 16, "…かきくけこさ…", "     ^^"),
        ("abcdefghijklmnopqrstuvwxyz", 1, 14, "abcdefghij…", "^"),
        ("abcdefghijklmnopqrstuvwxyz", 26, 14, "…qrstuvwxyz", "          ^"),
    ],
)
def test_a_line_is_shown_around_the_place(line: str, column: int, columns: int, shown: str, caret: str) -> None:
    assert excerpt(line, column, columns) == (shown, caret)
    assert max(width(shown), width(caret)) <= columns


def test_the_lines_are_shown_where_somebody_asks(project: Make) -> None:
    made = project({B: ORG.replace("\n", "\r\n")})
    ran = command("--lang", "ja", "--root", made.root, "check", "--context")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == (
        "content/orgs/mihon-b.yaml:5:10: error: 「mihonn」という市はありません [unknown-city]\n"
        "     5 │ serves: [mihonn]\n"
        "       │          ^\n"
        "    → 「mihon」ではありませんか?\n"
        "エラー 1 件、警告 0 件\n"
    )
    plain = command("--lang", "ja", "--root", made.root, "check").stderr
    assert plain == "".join(line for line in ran.stderr.splitlines(keepends=True) if "│" not in line)


def on_a_terminal(root: Path, *options: str, **environ: str) -> str:
    """Return what `check` says to a terminal of 40 columns."""
    ours, theirs = pty.openpty()
    line = [sys.executable, "-m", "mapgen", "--lang", "en", "--root", str(root), "check", *options]
    with subprocess.Popen(line, stdout=theirs, stderr=theirs, env={**os.environ, "COLUMNS": "40", **environ}):
        os.close(theirs)
        said = b""
        while True:
            try:
                more = os.read(ours, 4096)
            except OSError:  # Linux: the other end is closed
                break
            said += more
    os.close(ours)
    return said.decode().replace("\r\n", "\n")


def test_a_terminal_gets_colours_and_the_line_cut_to_its_width(project: Make) -> None:
    long = ORG.replace("[mihonn]", "[mihon, mihon, mihon, mihon, mihon, mihonn]")
    root = project({B: long}).root
    assert on_a_terminal(root) == (
        "content/orgs/mihon-b.yaml:5:45:\x1b[31m\x1b[1m error: \x1b[0mthere is no city 'mihonn' [unknown-city]\n"
        "\x1b[2m     5 │ \x1b[0m…ihon, mihon, mihon, mihonn]\n"
        "\x1b[2m       │ \x1b[0m\x1b[31m                     ^\x1b[0m\n"
        "    → did you mean 'mihon'?\n"
        "errors: 1, warnings: 0\n"
    )
    bare = on_a_terminal(root, NO_COLOR="1")
    assert "\x1b" not in bare and "     5 │ …ihon, mihon, mihon, mihonn]\n" in bare
    assert "│" not in on_a_terminal(root, "--no-context")


# ── GitHub ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_github_gets_a_line_for_each_problem(project: Make) -> None:
    made = project({B: f"{ORG}contact:\n  tel: 090-0000-0000\n".replace("mihonn", "mihon")})
    (made.root.parent / ".git").mkdir()
    ran = command("--lang", "ja", "--root", made.root, "check", "--format", "github")
    assert (ran.returncode, ran.stderr) == (0, "")
    assert ran.stdout == (
        "::warning file=地図/content/orgs/mihon-b.yaml,line=7,col=8,title=mobile-number::"
        "「090-0000-0000」は携帯電話の番号です。個人の番号ではありませんか%0A"
        "→ 個人の番号なら消します。団体が公開している番号なら、同じ contact の note に「団体の携帯電話」と書きます\n"
    )
    made.write({B: None})
    assert command("--root", made.root, "check", "--format", "github").stdout == ""


def test_what_github_would_misread_is_escaped(tmp_path: Path) -> None:
    problem = Problem(Where("content/orgs/a,b:c%.yaml", 3), "not-a-file")
    odd = Problem(Where("content/orgs/a.yaml"), "bad-url", {"text": "100%\r\n::error::x"})
    assert as_github([problem, odd], "en", tmp_path) == (
        "::error file=content/orgs/a%2Cb%3Ac%25.yaml,line=3,title=not-a-file::not a regular file: links and folders are not read\n"
        "::error file=content/orgs/a.yaml,title=bad-url::'100%25%0D%0A::error::x' cannot be used as a web address%0A"
        "→ start with https://; write spaces as %2520"
    )


# ── SARIF ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_sarif_is_what_its_standard_says(project: Make) -> None:
    made = project(
        {B: f"{ORG}contact:\n  tel: 090-0000-0000\n", "content/orgs/みほん.yaml": ORG, "content/orgs/c.yaml": ORG}
    )
    ran = command("--lang", "ja", "--root", made.root, "check", "--format", "sarif")
    assert (ran.returncode, ran.stderr) == (1, "")
    log = json.loads(ran.stdout)
    assert [error.message for error in Draft4Validator(SCHEMA).iter_errors(log)] == []
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    driver = run["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == ["bad-file-name", "unknown-city"]
    assert driver["rules"][1]["helpUri"] == "https://example.org/codes/#unknown-city"
    assert driver["rules"][1]["defaultConfiguration"] == {"level": "error"}
    uris = [each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in run["results"]]
    assert uris == ["content/orgs/c.yaml", B, "content/orgs/%E3%81%BF%E3%81%BB%E3%82%93.yaml"]
    second = run["results"][1]
    assert second["ruleIndex"] == 1 and second["level"] == "error"
    assert second["message"]["text"] == "「mihonn」という市はありません\n→ 「mihon」ではありませんか?"
    assert second["locations"][0]["physicalLocation"]["region"] == {"startLine": 5, "startColumn": 10}


@pytest.mark.parametrize(
    ("languages", "lang", "page"),
    [
        ("[ja]", "en", "codes/"),
        ("[ja, en]", "en", "en/codes/"),
        ("[en, ja]", "en", "codes/"),
        ("[ko, en]", "ja", "en/codes/"),
        ("[ko]", "ja", None),
    ],
)
def test_the_page_of_codes_is_named_in_the_readers_language(
    project: Make, languages: str, lang: str, page: str | None
) -> None:
    made = project()
    site = made.root / "content/site.yaml"
    site.write_text(
        site.read_text(encoding="utf-8").replace("languages: [ja]", f"languages: {languages}"), encoding="utf-8"
    )
    assert _codes_page(made.root, lang) == (f"https://example.org/{page}" if page else None)  # type: ignore[arg-type]
    made.write({"content/site.yaml": "title: みほん"})
    assert _codes_page(made.root, lang) is None  # type: ignore[arg-type]


def test_a_problem_keeps_its_fingerprint_when_lines_are_written_above_it(tmp_path: Path) -> None:
    def prints(*lines: int) -> list[str]:
        problems = [Problem(Where(B, line, 3), "bad-telephone", {"text": "x"}) for line in lines]
        results = json.loads(as_sarif(problems, "en", tmp_path, None))["runs"][0]["results"]
        return [result["partialFingerprints"]["primaryLocationLineHash"] for result in results]

    assert prints(3, 8) == prints(5, 13)
    assert len(set(prints(3, 8))) == 2


def test_nothing_wrong_is_a_log_without_results(tmp_path: Path) -> None:
    log = json.loads(as_sarif([], "ja", tmp_path, None))
    assert list(Draft4Validator(SCHEMA).iter_errors(log)) == []
    assert log["runs"][0]["results"] == []
