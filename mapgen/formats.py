"""Every format that `mapgen export` makes: layers of a map and open data from `exports`, what is read from `render`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from mapgen.exports.alone import FORMATS, Format, Piece, Selection
from mapgen.exports.data_alone import DATA_FORMATS
from mapgen.site import Site


def formats(root: Path, lang: str | None = None) -> tuple[Format, ...]:
    """Return the formats; `root` is the project's folder, whose theme may differ, `lang` that of single-file."""
    return (
        *FORMATS,
        *DATA_FORMATS,
        Format("handout", partial(_handout, root), points_only=False, told="exported-orgs"),
        Format("single-file", partial(_single, root, lang), points_only=False, told="exported-orgs"),
    )


def _handout(root: Path, site: Site, selection: Selection) -> Iterator[Piece]:
    """Yield the wanted organisations as one sheet, ready to print."""
    from mapgen.render import handout  # heavy: templates

    if entries := selection.entries(site):
        yield Piece(handout(site, root, entries), len(entries))


def _single(root: Path, lang: str | None, site: Site, selection: Selection) -> Iterator[Piece]:
    """Yield the wanted organisations, but closed ones, as a directory that is read and searched without a network."""
    from mapgen.render import single  # heavy: templates

    if entries := [entry for entry in selection.entries(site) if entry.org.listed]:
        yield Piece(single(site, root, entries, lang or site.content.settings.languages[0]), len(entries))
