"""Organisations that were read before: the same values, and nothing else is ever made of what lies on the disk."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapgen import yamldoc
from mapgen.content import Content, read_content
from mapgen.ledger import digest
from mapgen.problems import Problems
from mapgen.shelf import Shelf
from mapgen.starter import starter_files
from tests.conftest import Project
from tests.edits import ORG
from tests.test_ledger import remade

Make = Callable[..., Project]
LIVING = ORG.format(n=7, category="living", lat="117", lon="41")
DRAFT = LIVING.replace("みほん7の家", "みほん草稿の家") + "status: draft\n"


def read(root: Path, shelf: Shelf | None = None) -> tuple[Content, list[object]]:
    problems = Problems()
    content = read_content(root, problems, shelf)
    assert content
    return content, list(problems)


def kept(root: Path) -> tuple[Content, bytes]:
    """Return the content and what a shelf would keep of it."""
    shelf = Shelf("program")
    content, _ = read(root, shelf)
    return content, shelf.close(content.organizations)


def test_what_did_not_change_is_the_same_value_without_being_parsed(
    project: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = project().root
    content, told = kept(root)
    parsed: list[str] = []
    parse = yamldoc.parse

    def watched(data: bytes, path: str, problems: Problems, **how: int) -> yamldoc.Mapping | None:
        parsed.append(path)
        return parse(data, path, problems, first_line=how.get("first_line", 1))

    monkeypatch.setattr(yamldoc, "parse", watched)

    again, problems = read(root, Shelf("program", told))

    assert again.organizations == content.organizations and not problems
    assert [path for path in parsed if path.startswith("content/orgs/")] == []
    read(root, Shelf("another program", told))
    assert [path for path in parsed if path.startswith("content/orgs/")]


def test_another_list_of_categories_is_asked_again(project: Make) -> None:
    made = project()
    _, told = kept(made.root)
    org = next((made.root / "content/orgs").iterdir())
    taxonomy = (made.root / "content/taxonomy.yaml").read_text(encoding="utf-8")
    used = next(line for line in org.read_text(encoding="utf-8").splitlines() if line.startswith("categories:"))
    gone = used.split("[")[1].split(",")[0].rstrip("]").partition("/")[0]
    made.write({"content/taxonomy.yaml": taxonomy.replace(f"id: {gone}", f"id: {gone}-x").encode()})

    clean, again = Problems(), Problems()
    read_content(made.root, clean)
    read_content(made.root, again, Shelf("program", told))

    assert clean.failed() and list(again) == list(clean)


def test_drafts_are_not_kept_on_the_disk_and_nothing_is_without_the_cache(project: Make) -> None:
    root = project({"content/orgs/mihon-soko.yaml": DRAFT}).root
    remade(root)
    shelf = root / ".mapgen/orgs.bin"
    told = shelf.read_bytes().decode("utf-8", "replace")
    assert "みほん" in told and "草稿" not in told

    remade(root, cache=False)

    assert not shelf.exists()


@given(st.data())
def test_a_damaged_shelf_is_as_if_it_were_not_there(told: tuple[Path, Content, bytes], data: st.DataObject) -> None:
    root, content, whole = told
    damaged = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(whole)))

    for each in (bytes(damaged), whole[:cut]):
        assert read(root, Shelf("program", each))[0].organizations == content.organizations


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Content, bytes]:
    made = Project(tmp_path_factory.mktemp("shelf"))
    made.write(starter_files())
    return made.root, *kept(made.root)


class Deed:
    """What pickle would do when it reads this: call."""

    def __reduce__(self) -> tuple[object, ...]:
        return os.putenv, ("MAPGEN_DEED", "done")


@pytest.mark.parametrize("deed", [Deed(), os.getcwd, pickle.loads, Path("x"), Problems])
def test_nothing_but_our_nouns_is_made_of_what_lies_there(deed: object) -> None:
    value = pickle.dumps(deed)
    for told in (value, pickle.dumps(("program", {"content/orgs/x.yaml": ("sum", digest(value), value)}))):
        assert Shelf("program", told).find("content/orgs/x.yaml", "sum") is None
