"""Texts that try to become a program, an element or a request of a page: each calls `xss`, or asks evil.example."""

from __future__ import annotations

from pathlib import Path

_FILE = Path(__file__).with_name("attacks.txt")  # one a line
_SCHEMES = (
    "javascript:", "JaVaScRiPt:", "java\tscript:", " javascript:", "&#106;avascript:", "vbscript:", "data:text/html,",
    "blob:", "file:///", "feed:javascript:", "javascript://evil.example/%0a", "//evil.example/",
)  # fmt: skip


def attacks() -> list[str]:
    """Return more than 150 different texts, each short enough for any field."""
    return _FILE.read_text(encoding="utf-8").splitlines()


def addresses() -> list[str]:
    """Return addresses that must never be linked."""
    return [f"{scheme}xss(1)" for scheme in _SCHEMES] + [
        "https://a:b@evil.example/", "https://evil.example/\"onclick=xss(1)", "http://", "https:evil.example",
        "https:///evil.example", "https://evil.example/<script>", "https://evil.example/ onclick=xss(1)",
    ]  # fmt: skip
