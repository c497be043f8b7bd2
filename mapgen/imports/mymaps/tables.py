"""Our own table (CSV) comes back as a map too: My Maps keeps all of its columns as such, names and prose included."""

from __future__ import annotations

import html
import re
from dataclasses import replace

from mapgen.exports.table import COORDINATES, HEADER, unguarded
from mapgen.imports.mymaps.placemarks import Placemark
from mapgen.imports.mymaps.text import plain

_NAME, _PROSE = HEADER[0], HEADER[-1]
# The table says `費用: 無料` where the map has `<b>費用</b> 無料`; such lines are its last paragraph.
_FACT = re.compile("([^:\n]{1,10}): (.+)")


def as_in_our_map(placemark: Placemark) -> Placemark:
    """Return a placemark of our table as our map has it; any other unchanged."""
    if not {*HEADER} <= set(placemark.columns):
        return placemark
    added = plain(placemark.description, placemark.columns)
    columns = {heading: unguarded(cell) for heading, cell in placemark.columns.items() if heading not in COORDINATES}
    prose, _, facts = columns.pop(_PROSE).rpartition("\n\n")
    name = columns.pop(_NAME)
    lines = [_FACT.fullmatch(line) for line in facts.split("\n")]
    told = [f"<b>{html.escape(line[1])}</b> {html.escape(line[2])}" for line in lines if line]
    if len(told) < len(lines):  # the prose has no facts behind it
        prose, told = "\n\n".join(part for part in (prose, facts) if part), []
    paragraphs = (html.escape(prose), html.escape(added), "\n".join(told))
    description = "\n\n".join(part for part in paragraphs if part).replace("\n", "<br>")
    return replace(placemark, name=name or placemark.name, description=description, columns=columns)
