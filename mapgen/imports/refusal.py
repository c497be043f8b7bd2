"""How a file from outside is refused."""

from __future__ import annotations

from mapgen.problems import Problem, Where


class SourceError(Exception):
    """The file is not read, or not to its end; `problem` says why and where."""

    def __init__(self, where: Where, code: str, **facts: object) -> None:
        super().__init__(code)
        self.problem = Problem(where, code, facts)
