"""What a build makes: bytes with a path and a maker."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of the published site.

    `path` is relative to the output, with `/`; `maker` is the room that made it, so that a collision names both.
    """

    path: str
    content: bytes
    maker: str
