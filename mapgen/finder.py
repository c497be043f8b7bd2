"""Where in `content/` a value stands: found again when a rule needs it, since values do not remember their lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mapgen import yamldoc
from mapgen.problems import Problems, Where


class Finder:
    """Finds places in the YAML files of a project; each file is read at most once, and only for a problem."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._trees: dict[str, yamldoc.Mapping | None] = {}

    def __call__(self, path: str, keys: Sequence[str | int]) -> Where:
        """Return line and column of the value at `keys` in the file at `path` (`content/hotlines.yaml`).

        Where the value is not written there (a default, a missing field), it is the place of what holds it; of a file
        that is not readable any more, the file as a whole.
        """
        if path not in self._trees:
            self._trees[path] = self._read(path)
        tree = self._trees[path]
        return yamldoc.at(tree, keys) if tree else Where(path)

    def _read(self, path: str) -> yamldoc.Mapping | None:
        try:
            return yamldoc.parse((self._root / path).read_bytes(), path, Problems())
        except OSError:
            return None
