"""Reads an organisation's file as plain values, for tests: no problem may be reported."""

from __future__ import annotations

from typing import Any

from mapgen import yamldoc
from mapgen.problems import Problems


def read(text: str) -> dict[str, Any]:
    """Return the fields of a file, every scalar as text."""
    problems = Problems()
    tree = yamldoc.parse(text.encode(), "a.yaml", problems)
    assert [problem.text() for problem in problems] == []
    assert tree is not None
    found = plain(tree)
    assert isinstance(found, dict)
    return found


def plain(node: yamldoc.Node) -> Any:
    """Return a node as dict, list and str."""
    if isinstance(node, yamldoc.Scalar):
        return node.text
    if isinstance(node, yamldoc.Sequence):
        return [plain(each) for each in node.items]
    return {key: plain(each) for key, each in node.entries.items()}
