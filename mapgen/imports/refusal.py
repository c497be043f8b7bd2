"""How a file from outside is refused."""

from __future__ import annotations

from mapgen.problems import Problem, Where


class SourceError(Exception):
    """The file is not read, or not to its end; `problem` says why and where."""

    def __init__(self, where: Where, code: str, **facts: object) -> None:
        super().__init__(code)
        self.problem = Problem(where, code, facts)


def shown(text: str, most: int = 60) -> str:
    """Return words of the file as they may be printed: on one line, without control characters, not long."""
    return "".join(char if char.isprintable() else "?" for char in " ".join(text.split())[:most])
