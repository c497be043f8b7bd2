"""Of no slip anything else is said than was said, unless somebody meant it (`python -m tests.yaml_told`)."""

from __future__ import annotations

from itertools import islice, zip_longest

from tests.yaml_told import FILE, told


def test_of_every_slip_is_said_what_was_said() -> None:
    before = FILE.read_text(encoding="utf-8").splitlines()
    assert len(before) > 2_000
    differing = ((old, new) for old, new in zip_longest(before, told()) if old != new)
    assert list(islice(differing, 5)) == []
