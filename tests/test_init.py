"""A new region's project: fictional, complete, and good at once."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from mapgen import __version__
from mapgen.starter import StarterError, start, starter_files
from tests.conftest import Project


def test_a_started_project_has_every_file_that_is_needed(tmp_path: Path) -> None:
    written = start(tmp_path / "deep" / "new")
    assert written == tuple(starter_files())
    assert sorted(
        p.relative_to(tmp_path / "deep/new").as_posix() for p in tmp_path.rglob("*") if p.is_file()
    ) == sorted(written)
    assert {".gitignore", "README.md", "netlify.toml", "content/site.yaml", "content/orgs/mihon-shokudo.yaml"} <= set(
        written
    )


def test_it_checks_and_builds_without_a_word(project: Callable[..., Project]) -> None:
    made = project()
    built = made.build()
    assert made.check() == ""
    assert built.good(strict=True)
    assert {"index.html", "orgs/mihon-shokudo/index.html", "kml/all.kml"} <= built.artifacts.keys()


def test_the_command_starts_checks_and_builds_it(tmp_path: Path) -> None:
    def mapgen(*arguments: str) -> str:
        line = [sys.executable, "-m", "mapgen", "--lang", "en", *arguments]
        return subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=True).stderr

    assert mapgen("init", "町") == f"made {len(starter_files())} files in 町; read its README.md next\n"
    assert mapgen("--root", "町", "check", "--strict") == "errors: 0, warnings: 0\n"
    mapgen("--root", "町", "build", "--strict")
    assert (tmp_path / "町" / "public" / "index.html").is_file()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(StarterError) as refused:
        start(tmp_path)
    assert refused.value.problems[0].text() == (
        f"{tmp_path}: error: このフォルダーは空ではないので、何も書きませんでした [folder-not-empty]\n"
        "    → まだないフォルダーか、空のフォルダーを指定します"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StarterError) as refused:
        start(tmp_path / "file" / "new")
    assert "[cannot-start]" in refused.value.problems[0].text("en")


def test_its_samples_are_plainly_fictional() -> None:
    files = starter_files()
    assert "実在しません" in files["content/orgs/mihon-shokudo.yaml"].decode()
    assert "どこにもない市" in files["content/region.yaml"].decode()


def test_netlify_builds_it_with_the_version_that_wrote_it() -> None:
    config = tomllib.loads(starter_files()["netlify.toml"].decode())
    commands = [config["build"]["command"], *(context["command"] for context in config["context"].values())]
    assert all(command.startswith(f"pip install mapgen=={__version__} && mapgen build") for command in commands)
    assert all("--preview" in command for command in commands[1:])
