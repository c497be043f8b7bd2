"""How the rules about content name a place: by file and keys, for somebody else to find."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mapgen.problems import Where

# The file (`content/hotlines.yaml`), and the keys that lead to the value in it.
Find = Callable[[str, Sequence[str | int]], Where]
