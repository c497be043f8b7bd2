"""Where in `content/` a value stands: found again when a rule needs it, since values do not remember their lines."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mapgen import yamldoc
from mapgen.problems import Problems, Where

# How many files are remembered as they were read: in a large project with a fault in each, all would fill the memory.
_MOST = 500


class Finder:
    """Finds places in the files of a project; each is read only for a problem, once for several that come together."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._trees: dict[str, tuple[yamldoc.Mapping | None, list[str]]] = {}

    def __call__(self, path: str, keys: Sequence[str | int], within: str = "") -> Where:
        """Return line and column of the value at `keys` in the file at `path` (`content/hotlines.yaml`).

        Where the value is not written there (a default, a missing field), it is the place of what holds it; of a file
        that is no YAML, or not readable any more, the file as a whole. `within` is a part of the text to point at.
        """
        if path not in self._trees:
            if len(self._trees) >= _MOST:
                self._trees.clear()
            self._trees[path] = self._read(path)
        tree, lines = self._trees[path]
        where = yamldoc.at(tree, keys) if tree else Where(path, 1, 1)
        for number, line in enumerate(lines[where.line - 1 :] if within else (), where.line):
            column = line.find(within, where.column - 1 if number == where.line else 0)
            if column >= 0:
                return Where(path, number, column + 1)
        return where if tree else Where(path)

    def _read(self, path: str) -> tuple[yamldoc.Mapping | None, list[str]]:
        """Return the tree of a file and its lines."""
        try:
            data = (self._root / path).read_bytes()
        except OSError:
            return None, []
        lines = (yamldoc.decode(data, path, Problems()) or "").split("\n")
        return (yamldoc.parse(data, path, Problems()) if path.endswith(".yaml") else None), lines
