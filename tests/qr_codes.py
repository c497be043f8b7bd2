"""What the QR codes of a page say, read back from their drawings as a camera would read them."""

from __future__ import annotations

import re
from functools import cache

import zxingcpp

_CODE = re.compile(r'<svg viewBox="0 0 (\d+) \d+" class="qr"><path stroke="#000" d="M4 4.5([^"]+)"')


def codes(page: str) -> list[zxingcpp.Barcode]:
    """Return every code of a page. Raises ValueError where one cannot be read."""
    drawn = _CODE.findall(page)
    if len(drawn) != page.count('class="qr"><path'):
        raise ValueError("a code is drawn in another way than is read here")
    return [_read(int(size), strokes) for size, strokes in drawn]


@cache
def _read(across: int, strokes: str) -> zxingcpp.Barcode:
    x, y, dark = 4, 4, set()
    for right, down, length in re.findall(r"m(-?\d+) (\d+)h(\d+)", strokes):
        x, y = x + int(right), y + int(down)
        dark |= {(x + step, y) for step in range(int(length))}
        x += int(length)
    grey = bytes(0 if (x, y) in dark else 255 for y in range(across) for x in range(across))
    image = zxingcpp.ImageView(memoryview(grey).cast("B", (across, across)), across, across, zxingcpp.ImageFormat.Lum)
    (code,) = zxingcpp.read_barcodes(image)
    return code
