"""The faults of the night are such as they are said to be: each kind is made, and good tests notice it."""

from __future__ import annotations

import ast

from tests.nightly.faults import count, faults
from tests.nightly.mutation import drawn, modules, text_of
from tests.nightly.rooms import _HARMLESS_IN, explained

PROGRAM = '''
"""Of a docstring nothing is changed."""
from dataclasses import dataclass
@dataclass(frozen=True)
class A:
    x: int = field(3, title="told")
def f(a: "int", b=b"x"):
    """Nor of this one."""
    if a and not b or a is None:
        return "y"
    while True:
        a += 1
        if a > 4:
            break
    print(a * 2)
    return None
'''


def test_each_kind_of_slip_is_made_and_noticed() -> None:
    made = [fault.text for fault in faults(ast.parse(PROGRAM))]
    assert sorted(made) == sorted(
        [
            "3  →  4", "b'x'  →  b'XXx'", "'y'  →  'XXy'", "True  →  False", "1  →  2", "4  →  5", "2  →  3",
            "a and (not b) or a is None  →  (a and (not b)) and a is None", "a and (not b)  →  a or not b",
            "not b  →  b",
            "a is None  →  a is not None",
            "if a and (not b) or a is None:  →  if not (a and (not b) or a is None):",
            "while True:  →  while not True:", "return 'y'  →  return None", "a += 1  →  pass", "a > 4  →  a >= 4",
            "break  →  continue", "print(a * 2)  →  pass", "a * 2  →  a / 2",
        ]
    )  # fmt: skip


def test_a_fault_is_one_change_and_leaves_the_rest() -> None:
    whole = ast.unparse(ast.parse(PROGRAM)).split("\n")
    for fault in faults(ast.parse(PROGRAM)):
        changed = ast.unparse(fault.tree).split("\n")
        assert len([1 for old, new in zip(whole, changed, strict=True) if old != new]) == 1, fault.text
        compile(fault.tree, "a", "exec")


def test_of_many_faults_a_lot_is_drawn_and_it_is_always_the_same() -> None:
    made = [fault.text for fault in faults(ast.parse(PROGRAM))]
    assert count(ast.parse(PROGRAM)) == len(made)
    assert [fault.text for fault in faults(ast.parse(PROGRAM), {0, 3})] == [made[0], made[3]]
    some = drawn("loader", 20)
    assert (
        some == drawn("loader", 20) != drawn("loader", 20, 1) and sum(map(len, some.values())) == 20 and len(some) == 8
    )
    assert sum(map(len, drawn("places", 10**6).values())) > 80
    assert list(drawn("escaping.markdown", 10)) == ["mapgen.render.markdown"] and modules("escaping.mark") == ()


def test_what_is_said_to_change_nothing_is_said_of_lines_that_are_there() -> None:
    for module, _, line in _HARMLESS_IN:
        assert line in [each.strip() for each in text_of(module).splitlines()], line
    assert explained("mapgen.publish.lock", "50  →  51", "for _ in range(50):")
    assert not explained("mapgen.publish.lock", "50  →  51", "for _ in range(50, 60):")
