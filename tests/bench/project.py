"""A whole project of so many fictional organisations, which builds without a warning: content/ of this repository,
with theirs in place of the real ones.

As a program, `python -m tests.bench.project COUNT FOLDER`: who measures must stay small (see `measure.py`).
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import yaml

from mapgen.content import read_content
from mapgen.problems import Problems
from tests.many_orgs import many_orgs

ROOT = Path(__file__).resolve().parents[2]
LANGUAGE = "ja"
# What the real content says of real organisations by their id: a desk's page, an answer's target, a link in a text.
_TARGETS = (
    re.compile(r"\n +org: [a-z0-9-]+(?=\n)"),
    re.compile(r"\borg: [a-z0-9-]+, "),
    re.compile(r", org: [a-z0-9-]+\b"),
)
_LINK = re.compile(r"\[([^]]+)]\(/orgs/[a-z0-9-]+/\)")


def write_project(folder: Path, count: int, seed: int = 1) -> None:
    """Write the project into a new folder. The same count and seed give the same bytes."""
    real = read_content(ROOT, problems := Problems())
    assert real is not None, [problem.text() for problem in problems]
    content = folder / "content"
    shutil.copytree(ROOT / "content", content, ignore=shutil.ignore_patterns("orgs", "geocodes.yaml"))
    for language in real.settings.languages:
        shutil.rmtree(content / "pages" / language, ignore_errors=True)
    _change(content / "site.yaml", lambda text: re.sub(r"(?m)^languages: .*$", f"languages: [{LANGUAGE}]", text))
    for name in ("chooser.yaml", "region.yaml"):
        _change(content / name, without_organizations)
    for page in (content / "pages").glob("*.md"):
        _change(page, lambda text: _LINK.sub(r"\1", text))
    (content / "orgs").mkdir()
    for identifier, text in many_orgs(count, real, seed):
        (content / "orgs" / f"{identifier}.yaml").write_text(text, encoding="utf-8")


def without_organizations(text: str) -> str:
    """Return a file's text without what it says of organisations by their id."""
    for target in _TARGETS:
        text = target.sub("", text)
    return text


def sample_of(folder: Path) -> dict[str, object]:
    """Return what must be known of the organisation in the middle, to look for it and to rename it."""
    files = sorted((folder / "content" / "orgs").iterdir())
    file = files[len(files) // 2]
    org = yaml.load(file.read_bytes(), yaml.CBaseLoader)
    return {"ident": file.stem, "called": org["name"], "town": org["serves"][0], "groups": org["categories"]}


def _change(file: Path, change: Callable[[str], str]) -> None:
    file.write_text(change(file.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    write_project(Path(sys.argv[2]), int(sys.argv[1]))
    print(json.dumps(sample_of(Path(sys.argv[2]))))  # noqa: T201 — read by who started it
