"""Trees that were read before: who reads a project again and again reads anew only the files that changed."""

from __future__ import annotations

from mapgen.problems import Problems
from mapgen.yamldoc.reader import parse
from mapgen.yamldoc.tree import Mapping


class Memory:
    """Remembers of each path the last bytes, their tree and what was wrong with them."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[bytes, Mapping | None, Problems]] = {}

    def parse(self, data: bytes, path: str, problems: Problems) -> Mapping | None:
        """Return what `parse` returns, and add the same problems."""
        known = self._known.get(path)
        if known is None or known[0] != data:
            found = Problems()
            known = self._known[path] = data, parse(data, path, found), found
        problems.extend(known[2])
        return known[1]
