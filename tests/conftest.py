"""A project on the disk to try things on: the starter's fictional content, with files changed, added or taken away."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mapgen.starter import starter_files
from tests import examples
from tests.__main__ import BROWSERS
from tests.shuffle import pytest_addoption, pytest_collection_modifyitems

if TYPE_CHECKING:
    from mapgen.build import Build, Options

__all__ = ["Project", "pytest_addoption", "pytest_collection_modifyitems"]

Files = Mapping[str, str | bytes | None]

examples.load()


@dataclass(frozen=True)
class Project:
    """A project folder and the two things one does with it."""

    root: Path

    def write(self, files: Files) -> None:
        """Write files by their path from the root; None takes one away."""
        for path, content in files.items():
            file = self.root / path
            if content is None:
                file.unlink()
                continue
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())

    def build(self, options: Options | None = None) -> Build:
        """Build in memory."""
        from mapgen.build import Options, build

        return build(self.root, options or Options())

    def check(self, lang: str = "ja") -> str:
        """Return the problems as they are printed, a line break after each."""
        return "".join(f"{problem.text(lang)}\n" for problem in self.build().problems)  # type: ignore[arg-type]


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Project]:
    """Make a project: `project({"content/orgs/a.yaml": "…"})`. Its path has Japanese in it, as editors' paths do."""

    def make(files: Files | None = None) -> Project:
        made = Project(tmp_path / "地図")
        made.write(starter_files())
        made.write(files or {})
        return made

    return make


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Return the browser that `python -m tests` installs; without one a browser test fails, it is not passed over."""
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    assert found, "no Chromium here: run `python -m tests`, which says how to get one"
    return Path(found)
