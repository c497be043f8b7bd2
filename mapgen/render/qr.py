"""QR codes: the one home of zxing-cpp, which draws one in 0.3 ms; pure Python took ten times that (measured)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, cast

from mapgen.theme.html import Markup, trusted

if TYPE_CHECKING:
    from mapgen.render.press import Press

_MOST = 100  # kept: a page of a language comes right after the same one of another
_DARK = re.compile(rb"\0+")
QUIET = 4  # modules of white around the code (ISO/IEC 18004, 6.3.8)


def qr_svg(press: Press, url: str) -> Markup:
    """Return the address as a QR code (ISO/IEC 18004, level M), an SVG that stands in the page."""
    if url not in press.qr_codes:
        if len(press.qr_codes) >= _MOST:
            press.qr_codes.clear()  # of a country they would fill the memory
        press.qr_codes[url] = str(qr_code(url))
    return trusted(press.qr_codes[url])


def qr_code(url: str) -> Markup:
    """Return the address as the same drawing, for a sheet that is no page of the site."""
    import zxingcpp

    code = zxingcpp.create_barcode(url, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    grey = memoryview(cast(Any, code.to_image(scale=1, add_quiet_zones=False)))  # its type does not say it is a buffer
    size = grey.shape[0] if grey.shape else 0
    return trusted(_svg(grey.tobytes(), size))


def _svg(grey: bytes, size: int) -> str:
    """Return a square of grey bytes, 0 where a module is dark, as one SVG path: a stroke for each dark run of a row."""
    strokes, pen = [f"M{QUIET} {QUIET}.5"], (0, 0)
    for y in range(size):
        for run in _DARK.finditer(grey, y * size, (y + 1) * size):
            x, end = run.start() - y * size, run.end() - y * size
            # moves are relative: half a kilobyte less on every page
            strokes.append(f"m{x - pen[0]} {y - pen[1]}h{end - x}")
            pen = end, y
    whole = size + 2 * QUIET
    return f'<svg viewBox="0 0 {whole} {whole}" class="qr"><path stroke="#000" d="{"".join(strokes)}"/></svg>'
