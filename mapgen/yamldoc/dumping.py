"""Data as YAML for other programs to read (GitHub, a CMS): settings that no person edits."""

from __future__ import annotations

from typing import Any


def dumped(data: Any, comment: str = "") -> str:
    """Return `data` as YAML in its own order, texts of several lines as blocks, below a comment."""
    import yaml

    class Dumper(yaml.SafeDumper):
        def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
            super().increase_indent(flow, False)  # items stand further in than the key that holds them

        def ignore_aliases(self, data: object) -> bool:
            return True

    def text(dumper: Dumper, value: str) -> yaml.ScalarNode:
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)

    Dumper.add_representer(str, text)
    head = "".join(f"# {line}\n" for line in comment.splitlines())
    return head + str(yaml.dump(data, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=10_000))
