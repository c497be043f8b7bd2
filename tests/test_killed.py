"""Whole builds, killed or racing each other or let in nowhere: the site is the old one or the new one."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from mapgen.publish import PublishError, claim, publish
from mapgen.starter import starter_files
from tests.conftest import Project
from tests.killing import Rig, as_nobody, beside, race
from tests.test_promises import digest
from tests.test_publish import NEW, OLD, site, tree

# One with each signal; at night 200 are killed and 20 pairs race (`python -m tests.nightly kills`, `races`).
KILLS, PAIRS = 3, 1


@pytest.fixture(scope="module")
def rig(tmp_path_factory: pytest.TempPathFactory) -> Rig:
    made = Project(tmp_path_factory.mktemp("killed"))
    made.write(starter_files())
    return Rig(made)


def test_killed_at_any_moment_the_site_is_whole_and_the_next_build_heals(rig: Rig) -> None:
    chance = random.Random(11)
    assert [wrong for number in range(KILLS) if (wrong := rig.kill(number, chance))] == []
    assert rig.heals()


def test_of_two_builds_at_once_one_gives_way_and_says_to_whom(rig: Rig) -> None:
    for number in range(PAIRS):
        assert race(rig.project, number)[0] == ""
        assert digest(rig.public) in rig.sites and beside(rig.project) == []


def test_who_gives_way_has_loaded_nothing_heavy(rig: Rig) -> None:
    """What it loads is what it takes: no model, no reader, no other room. 0.13 s of a CPU, measured."""
    line = [sys.executable, "-X", "importtime", "-m", "mapgen", "--root", str(rig.project.root), "build"]
    with claim(rig.public):
        done = subprocess.run(line, capture_output=True, text=True)
    loaded = set(re.findall(r"\| +([\w.]+)$", done.stderr, re.MULTILINE))
    assert done.returncode == 3 and f"{os.getpid()}" in done.stderr and "[output-locked]" in done.stderr
    assert "mapgen.publish.lock" in loaded
    heavy = {"pydantic", "yaml", "jinja2", "geopy", "mapgen.build", "mapgen.model", "mapgen.serve", "mapgen.starter"}
    assert loaded & heavy == set()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Return a folder that everybody may read: the folders of tests are closed to others."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize("there", [True, False])
def test_where_one_may_not_write_nothing_changes_and_the_path_is_named(open_folder: Path, there: bool) -> None:
    output = open_folder / "public"
    if there:
        publish(site(OLD), output)
    open_folder.chmod(0o555)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        said = "published"
        try:
            as_nobody(open_folder)
            publish(site(NEW), output)
        except PublishError as error:
            said = str(error)
        finally:
            os.write(writer, said.encode())
            os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    with os.fdopen(reader, encoding="utf-8") as pipe:
        said = pipe.read()
    assert said.startswith(f"{open_folder}/.public.lock: error: ") and "[not-permitted]" in said
    assert (tree(output) if there else output.exists()) == (OLD if there else False)
