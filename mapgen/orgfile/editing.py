"""Changes of a file that leave everything else as somebody wrote it: remarks, order, quotes, line ends."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from typing import Any

from mapgen import yamldoc
from mapgen.orgfile.spans import Span, spans_of
from mapgen.orgfile.splicing import NeedsLines, splice
from mapgen.orgfile.steps import Change, Step, changed, said, steps
from mapgen.problems import Problems

BOM = "\ufeff"


class EditError(Exception):
    """The file cannot be changed without touching more than the change: a person must do it."""


def edited(text: str, changes: Sequence[Change]) -> str:
    """Return the text of a file with the changes made one after another; new fields stand at their place in the order.

    What a change does not touch stays as it was written, byte for byte; only mixed line ends become one kind. Raises
    EditError where the file has an error, or says it in a way that this program cannot take apart.
    """
    bom = BOM if text.startswith(BOM) else ""
    line_end = "\r\n" if "\r\n" in text else "\n"
    plain = text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")
    old = data_of(plain)
    new = old
    for change in changes:
        new = changed(new, change)
    if new == old:
        return text
    result = _done(plain if plain.endswith("\n") else f"{plain}\n", new)
    return bom + (result if plain.endswith("\n") else result.removesuffix("\n")).replace("\n", line_end)


def _done(text: str, new: Any) -> str:
    """Return the text changed step by step until it says `new`; after each it is read again, so nothing is assumed."""
    seen = set()
    while (step := next(steps(data_of(text), new), None)) is not None:
        root = spans_of(text)
        if root is None or text in seen or not step.path:
            raise EditError("the file is written in a way that cannot be changed by itself")
        seen.add(text)
        text = _spliced(text, root, step, new)
    return text


def _spliced(text: str, root: Span, step: Step, new: Any) -> str:
    """Return the text with the step done; where brackets have no room for it, all that is in them is written anew."""
    while step.path:
        try:
            return splice(text, root, step)
        except NeedsLines:
            holder = step.path[:-1]
            step = Step("replace", holder, reduce(lambda value, part: value[part], holder, new))
    raise EditError("the whole file stands in brackets")


def data_of(text: str) -> Any:
    """Return what a file says, every scalar as text. Raises EditError."""
    problems = Problems()
    tree = yamldoc.parse(text.encode(), "", problems)
    if tree is None or problems.failed():
        raise EditError("the file has an error")
    return said(_plain(tree))


def _plain(node: yamldoc.Node) -> Any:
    if isinstance(node, yamldoc.Scalar):
        return node.text
    if isinstance(node, yamldoc.Sequence):
        return [_plain(each) for each in node.items]
    return {key: _plain(each) for key, each in node.entries.items()}
