"""A proof shows what a build makes: the same bytes at the same paths, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mapgen.build import Options, build
from mapgen.proof import Reader
from tests.conftest import Project
from tests.test_pictures import png

FILE = "content/orgs/mihon-shokudo.yaml"
OPTIONS = Options("http://127.0.0.1:8000/", preview=True)
REAL = Path(__file__).resolve().parent.parent


def differences(root: Path, every: int = 1) -> list[str]:
    """Return the paths where proof and build differ, among every n-th file of the build."""
    files = Reader(root, OPTIONS).read().files
    assert files
    built = build(root, OPTIONS).artifacts
    found = {path: files.find(path) for path in list(built)[::every]}
    return [path for path, artifact in found.items() if artifact is None or artifact.content != built[path].content]


def test_every_file_of_a_small_site_is_the_built_one(project: Callable[..., Project]) -> None:
    assert differences(project().root) == []


def test_a_picture_is_the_built_one(project: Callable[..., Project]) -> None:
    about = "---\ntitle: この地図について\n---\n![絵](/pictures/mihon.png)\n"
    made = project({"content/pictures/mihon.png": png(), "content/pages/about.md": about})
    assert differences(made.root) == []


def test_files_of_the_real_site_are_the_built_ones() -> None:
    assert differences(REAL, every=31) == []


@pytest.mark.parametrize("path", ["", "index", "orgs/", "orgs/no-such/index.html", "fr/index.html", "x.json", "kml/"])
def test_nothing_is_found_where_a_build_makes_nothing(path: str, project: Callable[..., Project]) -> None:
    files = Reader(project().root, OPTIONS).read().files
    assert files is not None
    assert files.find(path) is None


def test_a_reader_sees_each_change_and_each_return(project: Callable[..., Project]) -> None:
    made = project()
    good = (made.root / FILE).read_text(encoding="utf-8")
    reader = Reader(made.root, OPTIONS)
    first = reader.read()
    made.write({FILE: good.replace("serves: [mihon]", "serves: [mihonn]")})
    faulty = reader.read()
    assert not faulty.good
    assert [problem.code for problem in faulty.problems] == ["unknown-city"]
    made.write({FILE: good})
    again = reader.read()
    assert first.files and again.files
    page = "orgs/mihon-shokudo/index.html"
    assert first.files.find(page) == again.files.find(page)
