"""Building on what the last build left: the same bytes and the same words as a build without it, whatever happened."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from mapgen import making
from mapgen.build import Build, Options, build
from mapgen.problems import Problem
from mapgen.publish import Changes, claim
from mapgen.starter import starter_files
from tests.conftest import Project
from tests.edits import EDITS, ORG

Make = Callable[..., Project]
OPTIONS = Options()
# What changes with every name though it shows none: archives that hold it, and what tells their sums and sizes.
SUMS = [
    "data/catalog.jsonld",
    "data/hsds.zip",
    "downloads/index.html",
    "kml/all.kmz",
    "kml/categories/living.kmz",
    "kml/cities/mihon.kmz",
    "sw.js",
]
# After each edit of a walk the site is compared with a build from nothing. A night walks 200 times.
WALKS, STEPS = int(os.environ.get("MAPGEN_WALKS", "4")), 10


def remade(root: Path, **how: bool) -> tuple[Changes | None, Sequence[Problem]]:
    """Build as `mapgen build` does; return what changed and what was said."""
    said: list[Problem] = []
    with claim(root / "public") as held:
        return making.make(root, held, OPTIONS, said.extend, **how), said


def published(root: Path) -> dict[str, bytes]:
    """Return what stands in the output, without our mark."""
    files = {file.relative_to(root / "public").as_posix(): file for file in (root / "public").rglob("*")}
    return {path: file.read_bytes() for path, file in files.items() if file.is_file() and path != ".mapgen-site"}


def bytes_of(built: Build) -> dict[str, bytes]:
    """Return what a build made."""
    return {path: artifact.content for path, artifact in built.artifacts.items()}


@pytest.mark.parametrize("walk", range(WALKS))
def test_a_build_after_any_edits_is_a_build_from_nothing(project: Make, walk: int) -> None:
    root, chance, before = project().root, random.Random(walk), None
    remade(root)
    for step in range(STEPS):
        edit = chance.choice(EDITS)
        edit(chance, root)
        changes, said = remade(root)
        clean = build(root, OPTIONS)
        told = f"walk {walk}, step {step}: {edit.__name__}"
        assert list(said) == list(clean.problems), told
        if clean.good():
            assert changes is not None, told
            assert published(root) == bytes_of(clean), told
            before = published(root)
        elif before is not None:
            assert changes is None, told


def test_nothing_changed_is_seen_without_making_anything(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project().root
    first, said = remade(root)
    monkeypatch.setattr("mapgen.build.build", lambda *_: pytest.fail("it was built again"))

    again, said_again = remade(root)

    assert first and again
    assert (again.written, again.kept, again.removed) == ((), first.written, ())
    assert list(said_again) == list(said)


def test_what_was_only_warned_of_stops_a_strict_build_also_when_nothing_changed(project: Make) -> None:
    root = project({"content/orgs/twin.yaml": ORG.format(n=1, category="living", lat="11", lon="41")}).root
    (root / "content/orgs/other.yaml").write_bytes((root / "content/orgs/twin.yaml").read_bytes())
    changes, said = remade(root)
    assert changes and said, "the doubled organisation is warned of"

    assert remade(root, strict=True) == (None, said)


def test_one_name_changed_rewrites_what_names_it_and_nothing_else(project: Make) -> None:
    orgs = {
        f"content/orgs/mihon-{n}.yaml": ORG.format(n=n, category=category, lat=f"11{n}", lon="41")
        for n, category in enumerate(("living", "children"))
    }
    root = project(orgs).root
    remade(root)
    file = root / "content/orgs/mihon-0.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("みほん0の家", "新しい家"), encoding="utf-8")

    changes, _ = remade(root)

    assert changes
    pages = {path for path in changes.written if path.endswith(".html")}
    assert {"orgs/mihon-0/index.html", "orgs/index.html", "categories/living/index.html"} <= pages
    assert not pages & {"orgs/mihon-1/index.html", "categories/children/index.html", "about/index.html", "404.html"}


def test_of_a_remark_nothing_and_of_a_new_name_only_what_tells_it_is_uploaded(project: Make) -> None:
    org = "content/orgs/mihon-1.yaml"
    told = {org: ORG.format(n=1, category="living", lat="117", lon="41")}
    made = project({**told, "content/site.yaml": starter_files()["content/site.yaml"] + b"offline: true\n"})
    remade(made.root)
    before = published(made.root)
    assert b'const MAP = {"quiet"' in before["sw.js"]

    made.write({org: f"# みほん\n{told[org]}"})
    remade(made.root)
    assert published(made.root) == before

    # In the same place of every list.
    made.write({org: told[org].replace("みほん1の家", "みほん1の宿")})
    remade(made.root)
    after = published(made.root)
    changed = {path for path, content in after.items() if before.get(path) != content}
    assert before.keys() == after.keys()
    assert sorted(path for path in changed if "みほん1の宿".encode() not in after[path]) == SUMS
    assert sorted(path for path in after.keys() - changed if "みほん1の宿".encode() in after[path]) == []


def test_the_book_holds_no_word_of_the_content(project: Make) -> None:
    root = project().root
    remade(root)
    (book,) = (root / ".mapgen").glob("*.json")

    told = json.loads(book.read_bytes())

    assert "みほん" not in book.read_text(encoding="utf-8") and "046" not in json.dumps(told["problems"])
    assert all(len(entry[4]) in (0, 32) for entry in told["entries"].values() if len(entry) > 4)


def test_without_the_cache_everything_is_made_anew(project: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project().root
    remade(root)
    asked: list[object] = []
    monkeypatch.setattr("mapgen.ledger.Ledger.page", lambda *asks: asked.append(asks))

    changes, _ = remade(root, cache=False)

    assert changes and not changes.written and not asked
