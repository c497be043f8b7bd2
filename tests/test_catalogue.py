"""The files of messages, read quickly and read by the standard library."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from mapgen.problems import _entries
from tests.test_house import ROOT

FILES = sorted((ROOT / "mapgen/messages").glob("*.toml"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_quick_reader_reads_what_toml_says(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert _entries(text) == list(tomllib.loads(text).items())
    assert len(_entries(text)) > 5
