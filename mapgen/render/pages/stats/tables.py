"""What the tables of the page of numbers share: their files to take away."""

from __future__ import annotations

from dataclasses import dataclass

from mapgen.render.local import Local


@dataclass(frozen=True, slots=True)
class Csv:
    """A table as a file, with its size in whole KB."""

    href: str
    size: int


def csv_of(local: Local, name: str) -> Csv | None:
    """Return the file of a table, None in a build that exports none."""
    path = f"stats/{name}.csv"
    found = next((artifact for artifact in local.press.exported if artifact.path == path), None)
    return Csv(local.root + path, -(-len(found.content) // 1024)) if found else None
