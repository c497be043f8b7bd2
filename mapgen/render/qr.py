"""QR codes: the one home of segno."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from mapgen.render.html import Markup, trusted

if TYPE_CHECKING:
    from mapgen.render.press import Press

# Any of the eight masks can be read; trying all for the best one costs 6 ms a code, four times the rest (measured).
MASK = 4
QUIET = 4  # modules of white around the code (ISO/IEC 18004, 6.3.8)


def qr_svg(press: Press, url: str) -> Markup:
    """Return the address as a QR code (ISO/IEC 18004, level M), an SVG that stands in the page. Made once per site."""
    if url not in press.qr_codes:
        press.qr_codes[url] = str(qr_code(url))
    return trusted(press.qr_codes[url])


def qr_code(url: str) -> Markup:
    """Return the address as the same drawing, for a sheet that is no page of the site."""
    import segno

    return trusted(_svg(segno.make(url, error="m", micro=False, mask=MASK).matrix))


def _svg(matrix: Sequence[bytearray]) -> str:
    """Return the modules as one SVG path, a stroke for each run of dark ones."""
    strokes, pen = [f"M{QUIET} {QUIET}.5"], (QUIET, 0)
    for y, row in enumerate(matrix):
        x = QUIET
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:  # moves are relative: half a kilobyte less on every page
                strokes.append(f"m{x - pen[0]} {y - pen[1]}h{length}")
                pen = x + length, y
            x += length
    size = len(matrix) + 2 * QUIET
    return f'<svg viewBox="0 0 {size} {size}" class="qr"><path stroke="#000" d="{"".join(strokes)}"/></svg>'
