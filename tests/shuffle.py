"""`pytest --shuffle=SEED`: files, and the tests in each, in random order. The gate takes the seed from its files."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest


def seed_of(root: Path) -> int:
    """Return the seed of a commit's files: a fault of order shows again wherever they are tested again.

    Without git, or outside a repository, it is 0.
    """
    if not shutil.which("git"):
        return 0
    told = subprocess.run(["git", "rev-parse", "--short=7", "HEAD^{tree}"], cwd=root, capture_output=True, text=True)
    return int(told.stdout, 16) if told.returncode == 0 else 0


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the seed: all processes of one run must come to the same order."""
    parser.addoption("--shuffle", type=int, help="the seed of a random order of the tests")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the tests into another order; those of a file stay together, since they share what is costly to make."""
    if (seed := config.getoption("--shuffle")) is None:
        return
    chance = random.Random(seed)
    files = sorted({item.path for item in items})
    chance.shuffle(files)
    chance.shuffle(items)
    items.sort(key=lambda item: files.index(item.path))
