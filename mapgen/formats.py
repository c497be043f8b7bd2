"""Every format that `mapgen export` makes: the layers of a map from `exports`, the hand-out from `render`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from mapgen.exports.alone import FORMATS, Format, Piece, Selection
from mapgen.site import Site


def formats(root: Path) -> tuple[Format, ...]:
    """Return the formats; `root` is the project's folder, whose theme may look different."""
    return (*FORMATS, Format("handout", partial(_handout, root), points_only=False, told="exported-orgs"))


def _handout(root: Path, site: Site, selection: Selection) -> Iterator[Piece]:
    """Yield the wanted organisations as one sheet, ready to print."""
    from mapgen.render import handout  # heavy: templates

    if entries := selection.entries(site):
        yield Piece(handout(site, root, entries), len(entries))
