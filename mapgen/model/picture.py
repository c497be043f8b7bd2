"""A picture of the text pages."""

from __future__ import annotations

from dataclasses import dataclass

FOLDER = "pictures/"


@dataclass(frozen=True, slots=True)
class Picture:
    """`content/pictures/<name>`, published under `pictures/` as it is; its size is in pixels."""

    name: str
    content: bytes
    width: int
    height: int

    @property
    def path(self) -> str:
        """Return where it is published."""
        return FOLDER + self.name
