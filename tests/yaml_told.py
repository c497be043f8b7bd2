# ruff: noqa: E501 - a table reads best in few lines
"""What the reader of YAML says of some two thousand slips, one a line: `python -m tests.yaml_told` writes it anew.

Whoever changes the reader sees in the difference of `yaml_told.txt` what writers will be told otherwise.
"""

from __future__ import annotations

import json
import re
import unicodedata
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from mapgen import yamldoc
from mapgen.problems import Problems
from mapgen.yamldoc.characters import FORBIDDEN, code_of, described
from mapgen.yamldoc.marks import odd_name
from tests.mutants import mutants
from tests.test_malformed_files import malformed
from tests.test_yamldoc import MANY
from tests.yaml_files import files
from tests.yaml_rows import GOOD

FILE = Path(__file__).with_suffix(".txt")
# Each is the value of a field, of an item, and of a field of an item.
VALUES = (
    "[a, b]", "[a, [b, c], d]", "[a, b] # x", "[a, b]#x", "[a, b] x", "[a, b", "[a, b}", "[a, 'b]', c]", '[a, "b]", c]',
    "[a, #b, c]", "[a, @b, c]", "[ *b , c]", "[a,b:c]", "[a, b: c]", "[あ、い， う]", "['あ、い', う、え]", "[あ］", "{a: b]", "{a: b",
    "{a: b｝", "{a:b, c: d}", "{a: 'b:c', d:[e]}", "{a: #b}", "{{ a }}", "{{ a", "{% a %} b", "'{{ a }}'", "あ {{ a }} #い",
    '"a', "'a", '"a”', "“a”", "“a", "“a”の“b”", "“a' #い", '"a" b', "'a' #b", "'a'#b", "'it''s' b", '"a\\"b"', '"a\\"b" c',
    '"\\q"', '"\\x0"', '"a\\\\"', '"\\u200b"', '"\\U00110000"', "['\\q', \"\\q\"]", '{a: "\\0"}', '"a\\',
    "-", "- a", "- a #b", "-a", "-1", "- 'a' b", "a: b", "a: b #c", "a:b: c", "a :b", "a:", "a : ", "a： b", "a #b", "a # b",
    "a #あ", "あ #b", "あ\t#い", "#a", "#あ い", "# あ", "#", "##a", "@a", "%a #い", "`a`", "*a", "&a b", "> a", "| a", ">a", "|2", ">-",
    "|+ # a", "| #a", "!a", "!!int 1", "! a", ",a", "]a", "}a", "?a", "? a", "\t a", "a\tb", "a \t", "'a\tb'", "'a'\t", "\u3000a",
    "a\u3000b", "a \u3000", "\u00a0", "［a］", "［a、b］", "［a: b］", "｛a｝", "［a]", "［a］b", "［a］ #い", "a：b", "https://a.example/#b", "~", "",
    "・a", "－ a", "ー", "* a", "—", "'a\n    b'", '"a\n\n    b" c', "[a,\n    b]", "[a,\n    #b\n    c]", "{a: b,\n\tc: d}", "a\n    b",
    "'a\nb: c'", "[a,\n- b]", "|\n    a：b\n\n      c", "|1\n a\n", "|\na\n", ">\n    a\n   b", "\n    - a\n   - b", "\n    a: b\n     c: d",
    "\n    - a\n    b: c", "\n  a", "\n    - - a\n      - b\n     - c", "\n    a\n    b: c", "\n    -\n      a: b\n     c: d", "[a\n#b\n, c]",
    "\n\u3000\u3000\u3000\u3000a: b", "\n\t\t\ta: b", "X", "Xa", "X: a", "Xa #い", "[X, Xa]", "[X", "{X: X}", "- X", '"X" X', "'X", "# X",
    "a" * 1600 + ": b", "[" + "a, " * 600 + "b]", '"' + "a" * 1600, "'" + "あ" * 1490 + "' b",
)  # fmt: skip
AROUND = {
    "field": "x: {}\ny: 1\n",
    "item": "x:\n  - {}\n  - 1\ny: 1\n",
    "field of an item": "x:\n  - z: {}\n    y: 1\n",
}
# What befalls a line as a whole.
LINES = {
    "in by 1": lambda line: f" {line}", "in by 2": lambda line: f"  {line}", "in by 3": lambda line: f"   {line}",
    "out by 1": lambda line: line.removeprefix(" "), "out by 2": lambda line: line.removeprefix("  "),
    "out of all": lambda line: line.lstrip(), "gone": lambda line: None, "twice": lambda line: f"{line}\n{line}",
    "an item": lambda line: re.sub(r"^( *)", r"\1- ", line), "no colon": lambda line: line.replace(":", "", 1),
    "no dash": lambda line: line.replace("- ", "", 1), "a tab before": lambda line: f"\t{line}",
    "tabs for spaces": lambda line: line.replace("  ", "\t"), "a wide space before": lambda line: f"\u3000{line}",
    "a text after": lambda line: f"{line}\nみほん", "a text after, in": lambda line: f"{line}\n      みほん",
    "a wide space alone after": lambda line: f"{line}\n \u3000", "blanks at the end": lambda line: f"{line} \t ",
    "a second file after": lambda line: f"{line}\n---\n# a\n", "an end after": lambda line: f"{line}\n...\n",
    "a second file of words after": lambda line: f"{line}\n--- あ\n",
    "a list for a name": lambda line: re.sub(r"^( *(?:- )?)(\w+):", r"\1[\2]:", line),
    "a comment after": lambda line: f"{line}\n# あ\n    # い", "a quote before": lambda line: line.replace(": ", ': "', 1),
}  # fmt: skip


def slips() -> Iterator[tuple[str, bytes]]:
    """Yield every file with its name."""
    for where, around in AROUND.items():
        for value in VALUES:
            yield f"{where}: {value[:60]!r}", around.format(value).encode()
    yield from ((repr(text[:60]), text.encode()) for text in files())
    lines = GOOD.rstrip("\n").split("\n")
    for name, change in LINES.items():
        for number, line in enumerate(lines):
            if (changed := change(line)) != line:
                kept = [*lines[:number], *([changed] if changed is not None else []), *lines[number + 1 :]]
                yield f"{name}: line {number + 1}", "\n".join(kept).encode()
    for code, number, text in malformed():
        yield f"{code} in line {number}", text.encode()
    for good, name in ((GOOD, "slips"), (MANY, "more slips")):
        yield from ((f"{name} {n}", data) for n, data in enumerate(mutants(good, 200, seed=7)) if _is_old(data))


def _is_old(data: bytes) -> bool:
    """Return whether every Python knows the characters of a file alike: what is a letter grows with each Unicode."""
    return all(unicodedata.ucd_3_2_0.category(char) != "Cn" for char in data.decode("utf-8", "ignore"))


def told() -> Iterator[str]:
    """Yield what is said of each: every fault with its place and facts, and a sum of what was read."""
    chars = [char for char in map(chr, range(0x20000)) if FORBIDDEN.match(char) and not "\ud801" <= char <= "\udfff"]
    yield from (f"{code_of(char)}\t{' / '.join(described(char).values())}" for char in chars)
    yield from (f"odd-space\t{' / '.join(map(str, odd_name(char).values()))}" for char in "\u00a0\u2003\u3000")
    yield from (f"{name}\t{_outcome(data)}".replace("\n", "⏎") for name, data in slips())
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(yaml, "CSafeLoader")  # as where PyYAML came without libyaml
        yield from (f"slowly: {text[:60]!r}\t{_outcome(text.encode())}".replace("\n", "⏎") for text in files())


def _outcome(data: bytes) -> str:
    tree = yamldoc.parse(data, "f.yaml", problems := Problems())
    faults = [f"{each.where.line}:{each.where.column} {each.code}{_facts(each.facts)}" for each in problems]
    read = f"{zlib.crc32(json.dumps(_placed(tree)).encode()):08x}" if tree else "nothing"
    return " | ".join([*faults[:8], *([f"{len(faults)} in all"] if len(faults) > 8 else []), read])


def _placed(node: yamldoc.Node) -> list[object]:
    """Return what was read, with the place of each key and value and whether it stood in quotes."""
    place = [node.where.line, node.where.column]
    if isinstance(node, yamldoc.Scalar):
        return [*place, node.text, node.plain]
    if isinstance(node, yamldoc.Sequence):
        return [*place, *map(_placed, node.items)]
    return [
        *place,
        *([key, node.keys[key].line, node.keys[key].column, _placed(node.entries[key])] for key in node.keys),
    ]


def _facts(facts: dict[str, object]) -> str:
    """Return the facts of a fault but those of a character, which are listed apart."""
    shown = [f"{name}={value}"[:40].encode("unicode_escape").decode() for name, value in facts.items()]
    return f" ({', '.join(shown)})" if shown and "char" not in facts else ""


if __name__ == "__main__":
    FILE.write_text("".join(f"{line}\n" for line in told()), encoding="utf-8")
