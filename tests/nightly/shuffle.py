"""A plug-in of pytest, `-p tests.nightly.shuffle --shuffle=SEED`: files, and the tests in each, in random order."""

from __future__ import annotations

import random

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the seed: all processes of one run must come to the same order."""
    parser.addoption("--shuffle", type=int, required=True, help="the seed of the order")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the tests into another order; those of a file stay together, since they share what is costly to make."""
    chance = random.Random(config.getoption("--shuffle"))
    files = sorted({item.path for item in items})
    chance.shuffle(files)
    chance.shuffle(items)
    items.sort(key=lambda item: files.index(item.path))
