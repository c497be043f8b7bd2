"""Files of organisations for tests: texts that YAML might take for something else; a reader that lets no fault pass."""

from __future__ import annotations

import string
from typing import Any

from hypothesis import strategies as st

from mapgen import yamldoc
from mapgen.problems import Problems
from mapgen.text import compose_kana
from mapgen.yamldoc.characters import FORBIDDEN

NASTY = [
    "no", "null", "~", "0467000000", "046-000-0000", "9:30", "2025-03-31", "1e3", "1_000", "0x1f", "=", "<<",
    ".inf", "みほん: 食堂", "みほん:", "みほん #1", "#1", "- みほん", "-", "?", "? みほん", ":", "[a]",
    "{a: b}", "{{ name }}", "{% if %}", "“みほん”", "'みほん'", '"みほん"', "it's", "a、b", "a, b", "@みほん",
    "`", "%", "&a", "*a", "!a", "|", ">", "  前に空白", "後に空白  ", "全角\u3000空白", "\u3000みほん", "a\tb",
    "\tみほん", "葛󠄀城", "😀", "name:みほん", "url：みほん", "name: みほん", "---", "...", "a\\b", "\\n",
    "［みほん］", "・みほん", "−みほん", "神", "か\u3099", "¥", "a:?b", "", " ", "\n", "\n\n", "a\nb", "a\n",
    "a\n\n", "\na", "  a\nb", "a\n  ", " \n a", "# a\n- b: c\n", "a\n\tb\n", "\r\n", "a\rb", "み" * 3000,
    "https://shokudo.example.jp/?a=b&c=d#e", "\t\n",
]  # fmt: skip
texts = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.sampled_from(string.punctuation + " \n\tあ亜0aー、。:“” 　󠄀😀"), max_size=12),
    st.text(max_size=30),
)


def kept(text: str) -> str:
    """Return what the reader makes of a text that it reads without a problem."""
    return compose_kana(FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")))


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


def tidy(value: Any) -> Any:
    """Return a value as the reader makes it."""
    if isinstance(value, dict):
        return {key: tidy(each) for key, each in value.items()}
    return [tidy(each) for each in value] if isinstance(value, list) else kept(value)
