"""Bars: how many of each, the longest as wide as the drawing allows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mapgen.render.charts.lettering import width
from mapgen.render.charts.slices import number
from mapgen.theme.html import Markup

WIDTH = 360
ROW, THICK = 42, 14
LABEL, VALUE = 14, 15  # sizes of the text
FOOT, TOP = 17, 23  # where a label stands and a bar begins, from the top of its row
AIR = 8  # between a bar's end and its number


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label above it, its value behind it; `title` for who points at it, `href` where it leads."""

    label: str
    value: int
    title: str = ""
    href: str | None = None
    tone: str = ""
    colour: str = "#0b5563"


def bars(rows: Sequence[Bar]) -> Markup:
    """Return the drawing, in the order given; without a row there is none. Raises ValueError for a negative value."""
    if not rows:
        return Markup("")
    greatest = max(row.value for row in rows)
    room = WIDTH - AIR - max(width(str(row.value), VALUE) for row in rows)
    drawn = Markup("").join(_bar(n, row, room / greatest if greatest else 0) for n, row in enumerate(rows))
    return Markup(
        '<svg class="chart bars" viewBox="0 0 {0} {1}" width="{0}" height="{1}" aria-hidden="true" focusable="false">'
        '{2}<path class="axis" stroke="#000" d="M.5 0V{1}"/></svg>'
    ).format(WIDTH, ROW * len(rows), drawn)


def _bar(n: int, row: Bar, scale: float) -> Markup:
    if row.value < 0:
        raise ValueError(f"{row.label}: {row.value}")
    top, long = n * ROW, row.value * scale
    title = Markup("<title>{}</title>").format(row.title) if row.title else Markup("")
    tone = Markup(' class="c-{}"').format(row.tone) if row.tone else ""
    inside = Markup(
        '{}<text x="{}" y="{}" font-size="{}">{}</text><rect{} y="{}" width="{}" height="{}" fill="{}"/>'
        '<text class="value" x="{}" y="{}" font-size="{}" font-weight="700">{}</text>'
    ).format(
        *(title, AIR, top + FOOT, LABEL, row.label),
        *(tone, top + TOP, number(long), THICK, row.colour),
        *(number(long + AIR), top + TOP + THICK - 1.5, VALUE, row.value),
    )
    if row.href is None:
        return Markup("<g>{}</g>").format(inside)
    return Markup('<a href="{}" tabindex="-1">{}</a>').format(row.href, inside)
