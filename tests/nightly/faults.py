"""Small faults such as people make: a comparison turned round, a number one off, a text changed, a line left out."""

from __future__ import annotations

import ast
import copy
from collections.abc import Container, Iterator
from dataclasses import dataclass

_OTHER: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult, ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr, ast.Break: ast.Continue, ast.Continue: ast.Break,
}  # fmt: skip
# What people are told in forms and guides, and how a class is made, is no behaviour.
_TOLD = {"title", "description", "examples", "slots", "frozen"}


@dataclass(frozen=True)
class Fault:
    """A module with one fault: where, what it was and became, and the whole tree."""

    line: int
    text: str
    tree: ast.Module


def count(tree: ast.Module) -> int:
    """Return how many faults a module can be given."""
    left_out = _left_out(tree)
    return sum(sum(1 for _ in _changes(node)) for at, node in enumerate(ast.walk(tree)) if at not in left_out)


def faults(tree: ast.Module, only: Container[int] | None = None) -> Iterator[Fault]:
    """Yield the module once for each fault, in the order of its lines: all, or `only` those with these numbers."""
    number = -1
    for at, node in enumerate(ast.walk(tree)):
        if at in _left_out(tree):
            continue
        for n, changed in enumerate(_changes(node)):
            number += 1
            if only is not None and number not in only:
                continue
            whole = copy.deepcopy(tree)
            spoiled = next(each for k, each in enumerate(ast.walk(whole)) if k == at)
            made = list(_changes(spoiled))[n]
            _replace(whole, spoiled, made)
            ast.fix_missing_locations(whole)
            yield Fault(getattr(node, "lineno", 0), f"{_shown(node)}  →  {_shown(changed)}", whole)


def _left_out(tree: ast.Module) -> set[int]:
    """Return the numbers of the nodes that no fault is put into: types, docstrings, what is told, `__all__`."""
    if (known := getattr(tree, "left_out", None)) is None:
        skipped: set[int] = set()
        for node in ast.walk(tree):
            for part in _untouched(node):
                skipped |= {id(each) for each in ast.walk(part)}
        known = {at for at, node in enumerate(ast.walk(tree)) if id(node) in skipped}
        tree.left_out = known  # type: ignore[attr-defined]
    return known


def _untouched(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.AnnAssign | ast.arg) and node.annotation:
        yield node.annotation
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        yield from filter(None, [node.returns, *node.decorator_list])
    if isinstance(node, ast.ClassDef):
        yield from node.decorator_list
    if isinstance(node, ast.keyword) and node.arg in _TOLD:
        yield node
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node
    if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
        yield node
    if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
        yield node
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(("TypeVar", "cast")):
        yield node


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what a node might be by a slip."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, bool):
            yield ast.Constant(not node.value)
        elif isinstance(node.value, int):
            yield ast.Constant(node.value + 1)
        elif isinstance(node.value, str):
            yield ast.Constant(f"XX{node.value}")
        elif isinstance(node.value, bytes):
            yield ast.Constant(b"XX" + node.value)
    elif isinstance(node, ast.Compare):
        for n, operator in enumerate(node.ops):
            changed = copy.deepcopy(node)
            changed.ops[n] = _OTHER[type(operator)]()  # type: ignore[call-overload]
            yield changed
    elif isinstance(node, ast.BoolOp | ast.BinOp) and (other := _OTHER.get(type(node.op))):
        changed = copy.deepcopy(node)
        changed.op = other()  # type: ignore[assignment]
        yield changed
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.If | ast.While | ast.IfExp) and not isinstance(node.test, ast.Compare | ast.UnaryOp):
        changed = copy.deepcopy(node)
        changed.test = ast.UnaryOp(ast.Not(), changed.test)
        yield changed
    elif isinstance(node, ast.Break | ast.Continue):
        yield _OTHER[type(node)]()
    elif isinstance(node, ast.Return) and node.value is not None and ast.unparse(node.value) != "None":
        yield ast.Return(ast.Constant(None))
    elif (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)) or isinstance(node, ast.AugAssign):
        yield ast.Pass()


def _replace(tree: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for node in ast.walk(tree):
        for name, value in ast.iter_fields(node):
            if value is old:
                setattr(node, name, ast.copy_location(new, old))
            elif isinstance(value, list):
                setattr(node, name, [ast.copy_location(new, old) if each is old else each for each in value])


def _shown(node: ast.AST) -> str:
    first = ast.unparse(node).split("\n")[0]
    return first if len(first) <= 70 else f"{first[:69]}…"
