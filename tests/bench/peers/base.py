"""What a peer is: how it is installed, how it is given the content, how it is run, what it leaves behind."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from tests.bench.records import Record, Subject


@dataclass(frozen=True)
class Peer:
    """A generator that makes the same pages. `tools` is the folder it is installed in, `folder` the site's."""

    name: str
    registry: Literal["pip", "npm", "apt"]
    packages: tuple[str, ...]
    command: Callable[[Path], list[str]]
    write: Callable[[Subject, Path], None]
    source: str = "content/orgs/{}.md"  # the file of an organisation
    output: str = "public"
    points: str = "points.json"  # where the points are, below the output; "" for a peer that cannot make them
    leftovers: tuple[str, ...] = ()  # what else a cold build does not have
    keeps: bool = False  # whether a later build can use something of an earlier one, and is right
    again: tuple[str, ...] = ()  # what a later build is told beside, so that it uses what an earlier one kept


def put(folder: Path, files: Mapping[str, str]) -> None:
    """Write files by their path."""
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def fields(org: Record) -> Record:
    """Return all that is said of an organisation but its description."""
    return {name: value for name, value in org.items() if name != "body"}


def yaml_page(values: Mapping[str, Any], body: str) -> str:
    """Return a Markdown file with its front matter, each value as JSON, which YAML can read."""
    lines = "".join(f"{name}: {written(value)}\n" for name, value in values.items())
    return f"---\n{lines}---\n{body}"


def toml_lines(values: Mapping[str, Any]) -> str:
    """Return lines of TOML, which reads JSON's texts, numbers and lists."""
    return "".join(f"{written(name)} = {written(value)}\n" for name, value in values.items())


def written(value: Any) -> str:
    """Return a value as JSON, in characters that people can read."""
    return json.dumps(value, ensure_ascii=False)
