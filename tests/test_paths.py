"""Files that are no files: links out of the project, pipes, devices, folders; names that two disks take for one."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from mapgen.build import Options, read_site
from mapgen.problems import Problems
from mapgen.starter import starter_files
from tests.conftest import Project

Make = Callable[..., Project]
SECRET = "ひみつの印"
FILES = {
    **{path: data for path, data in starter_files().items() if path.startswith("content/") and path.count("/") == 1},
    "content/orgs/mihon-b.yaml": b"name: X\nsummary: X\ncategories: [living]\nforms: [food]\nserves: [mihon]\n",
    "content/pages/mihon-b.md": b"---\ntitle: X\n---\nX\n",
    "content/pages/en/mihon-b.md": b"---\ntitle: X\n---\nX\n",
    "content/pictures/mihon.png": b"X",
    "content/geocodes.yaml": b"version: 1\nnormalizer: 1\ngeocodes: {}\n",
    "content/blocks.csv": b"city,town,number,lat,lon\n",
    "content/stats.yaml": b"surveys: []\n",
}


def link_to_a_file(path: Path, outside: Path) -> None:
    path.symlink_to(outside)


def link_to_a_device(path: Path, outside: Path) -> None:
    path.symlink_to("/dev/zero")


def link_to_itself(path: Path, outside: Path) -> None:
    path.symlink_to(path.name)


def pipe(path: Path, outside: Path) -> None:
    os.mkfifo(path)


def folder_of_links(path: Path, outside: Path) -> None:
    """Have the folder that holds the file be a link out of the project."""
    kept = path.parent
    moved = outside.parent / "moved"
    kept.rename(moved)
    (moved / path.name).write_bytes(outside.read_bytes())
    kept.symlink_to(moved, target_is_directory=True)


WAYS = (link_to_a_file, link_to_a_device, link_to_itself, pipe, folder_of_links)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("path", sorted(FILES))
def test_nothing_outside_the_project_is_read(path: str, way: Callable[[Path, Path], None], project: Make) -> None:
    made = project({path: FILES[path]})
    aside = made.root.parent / "aside"
    aside.mkdir()
    outside = aside / "secret"
    outside.write_bytes(FILES[path].replace(b"X", SECRET.encode()))
    (made.root / path).unlink()
    way(made.root / path, outside)
    site = read_site(made.root, Options(), problems := Problems())
    assert SECRET not in repr(site) + "".join(problem.text() for problem in problems)
    assert problems.failed() and site is None, [problem.text() for problem in problems]


def test_there_are_sixty_ways() -> None:
    assert len(FILES) * len(WAYS) >= 60


@pytest.mark.parametrize(
    "name",
    [
        "con", "nul", "aux", "com1", "lpt9", "Mihon-B", "mihon_b", "mihon b", "-mihon", "a" * 65, "みほん", "mihon.b",
        unicodedata.normalize("NFD", "が"), "ｍｉｈｏｎ", "mihon\u200b", "mihon#", "mihon?",
    ],
)  # fmt: skip
def test_a_file_whose_name_some_disk_or_host_refuses_is_named(name: str, project: Make) -> None:
    made = project({f"content/orgs/{name}.yaml": FILES["content/orgs/mihon-b.yaml"]})
    assert read_site(made.root, Options(), problems := Problems()) is None
    assert [problem.code for problem in problems] == ["bad-file-name"]


def test_two_names_that_some_disk_takes_for_one_are_refused(project: Make) -> None:
    good = FILES["content/orgs/mihon-b.yaml"]
    made = project({f"content/orgs/{name}": good for name in ("mihon-b.yaml", "Mihon-b.yaml", "mihon-b.yml")})
    read_site(made.root, Options(), problems := Problems())
    assert [(problem.where.path, problem.code) for problem in problems] == [
        ("content/orgs/Mihon-b.yaml", "bad-file-name"), ("content/orgs/mihon-b.yml", "stray-file"),
    ]  # fmt: skip


def test_a_checkout_with_other_line_ends_gives_the_same_bytes(project: Make) -> None:
    made = project()
    usual = {path: artifact.content for path, artifact in made.build().artifacts.items()}
    for file in (made.root / "content").rglob("*.*"):
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert {path: artifact.content for path, artifact in made.build().artifacts.items()} == usual
    ours = re.compile(r"(?!static/vendor/).*\.(html|css|js|xml|kml|json|txt|geojson)")
    assert [path for path, content in usual.items() if ours.fullmatch(path) and b"\r" in content] == []
