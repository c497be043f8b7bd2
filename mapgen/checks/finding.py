"""How the rules about content name a place: by file and keys, for somebody else to find."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from mapgen.problems import Where


class Find(Protocol):
    """Says where a value stands."""

    def __call__(self, path: str, keys: Sequence[str | int], within: str = "") -> Where:
        """Return the place of the value at `keys` in the file (`content/hotlines.yaml`), or of `within` in its text."""
