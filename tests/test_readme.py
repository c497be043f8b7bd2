"""The files around the program: README's two commands, the fixed top level, Netlify, the gate of every push."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

from tests.real_site import real_build

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```sh\n(.*?)^```$", README, re.M | re.S)

TOP = {
    "pyproject.toml", "mapgen", "content", "themes", "tests", "netlify.toml", "README.md", "LICENSE", "CHANGELOG.md",
    "CONTRIBUTING.md", ".ci", ".github", ".gitignore", ".python-version", ".pre-commit-config.yaml", ".vscode",
}  # fmt: skip
# What work leaves behind; `.gitignore` names each of these.
LEFT = {
    ".git", ".venv", "public", ".hypothesis", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".import_linter_cache",
    ".mapgen", "__pycache__", "dist", "node_modules",
}  # fmt: skip


def test_the_first_two_commands_are_one_line_each() -> None:
    assert BLOCKS[:2] == [
        "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/mapgen build\n",
        "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/python -m tests\n",
    ]


def test_the_gate_runs_what_the_readme_says() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    (awk,) = re.findall(r"awk '(.*?)' README.md", script)
    said = subprocess.run(["awk", awk, "README.md"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert said == BLOCKS[1]
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111
    subprocess.run(["bash", "-n", ".ci/run"], cwd=ROOT, check=True)


def test_the_top_level_is_fixed() -> None:
    there = {path.name for path in ROOT.iterdir() if not path.name.startswith(".public.")}
    assert there - LEFT == TOP


def test_what_work_leaves_behind_is_ignored() -> None:
    ignored = {line.strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()}
    assert ignored >= LEFT - {".git"}


def test_the_readme_fits_a_screen_and_links_to_what_is_there() -> None:
    assert len(README.splitlines()) <= 70
    targets = re.findall(r"\]\((?!https?:|#)([^)]+)\)", README)
    targets += re.findall(r"\]\((?!https?:|#)([^)]+)\)", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_netlify_guards_what_the_build_guards() -> None:
    config = tomllib.loads((ROOT / "netlify.toml").read_text(encoding="utf-8"))
    assert config["build"]["publish"] == "public"
    assert config["build"]["environment"]["PYTHON_VERSION"] == "3.12"
    for name in ("deploy-preview", "branch-deploy"):
        assert "--preview --missing town" in config["context"][name]["command"]
    (everywhere,) = config["headers"]
    built = real_build().artifacts["_headers"].content.decode("utf-8")
    first = built.split("\n/")[0]
    assert first.startswith("/*\n")
    assert everywhere["for"] == "/*"
    for name, value in everywhere["values"].items():
        assert f"  {name}: {value}\n" in f"{first}\n"
    assert "Content-Security-Policy" in everywhere["values"]


def test_actions_are_pinned_by_commit_and_workflows_may_only_read_unless_a_job_asks() -> None:
    for file in sorted((ROOT / ".github" / "workflows").glob("*.yml")):
        text = file.read_text(encoding="utf-8")
        for action in re.findall(r"uses: (\S+)", text):
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action), (file.name, action)
        assert re.search(r"^permissions:(\n  contents: read| \{\})\n", text, re.MULTILINE), file.name
        assert "pull_request_target" not in text
