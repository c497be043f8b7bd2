"""Of no slip anything else is said than was said, unless somebody meant it (`python -m tests.yaml_told`)."""

from __future__ import annotations

from tests.yaml_told import FILE, told


def test_of_every_slip_is_said_what_was_said() -> None:
    said, before = told().splitlines(), FILE.read_text(encoding="utf-8").splitlines()
    assert len(before) > 2_000
    assert [(old, new) for old, new in zip(before, said, strict=False) if old != new][:5] == []
    assert len(said) == len(before)
