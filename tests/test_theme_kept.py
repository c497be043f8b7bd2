"""The theme is compiled once for a program: not by every build, and never twice by one."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from jinja2 import Environment

from mapgen import making
from mapgen.options import Options
from mapgen.publish import claim
from tests.conftest import Project
from tests.test_ledger import published

Made = Callable[..., tuple[list[str], dict[str, bytes]]]
ALONE = Options(jobs=1)
PAGES = ("base.html", "organization.html", "parts/row.html")


@contextmanager
def compiling(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Give the names of the templates that are compiled, in their order."""
    names: list[str] = []
    parse = Environment._parse

    def noted(self: Environment, source: str, name: str | None, filename: str | None) -> object:
        names.append(str(name))
        return parse(self, source, name, filename)

    with monkeypatch.context() as changed:
        changed.setattr(Environment, "_parse", noted)
        yield names


@pytest.fixture
def made(project: Callable[..., Project], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Made:
    """Return what builds a project as `mapgen build` does where no build before kept a theme: it gives what was
    compiled, and the site.
    """
    monkeypatch.setattr(making, "_THEME", tmp_path / "themes.bin")
    root = project().root

    def build(**how: bool) -> tuple[list[str], dict[str, bytes]]:
        with compiling(monkeypatch) as names, claim(root / "public") as held:
            shutil.rmtree(root / ".mapgen", ignore_errors=True)  # else nothing would be made again
            assert making.make(root, held, ALONE, lambda said: None, **how)
        return names, published(root)

    return build


@pytest.mark.parametrize("cache", [True, False])
def test_the_first_build_compiles_each_template_once(made: Made, cache: bool) -> None:
    names, _ = made(cache=cache)
    assert sorted(set(names)) == sorted(names) and set(PAGES) < set(names)


def test_the_next_build_compiles_nothing_and_one_from_nothing_all_again(made: Made) -> None:
    first, site = made()
    assert made() == ([], site)
    anew, same = made(cache=False)
    assert sorted(anew) == sorted(first) and same == site


def test_what_is_no_page_of_a_site_is_not_compiled_with_them(made: Made) -> None:
    names, _ = made()
    assert not [name for name in names if name.startswith("files/")]
