"""A sunburst: what a whole is made of in rings, the parts of each slice outside it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from mapgen.render.charts.lettering import LINE, Ring, Words, width, written
from mapgen.render.charts.slices import Arc, Slice, arcs, number, path, point
from mapgen.theme.html import Markup

HALF = 200  # half the side of the drawing, in its own units: on a phone one is about a pixel
RINGS = (Ring(46, 112), Ring(112, 176))
SIZES = ((15, 13, 11.5), (13, 11.5))
BESIDE, MARK = 187, 11.5  # where marks stand that have no room on their piece, and their size
CENTRE = ((12, 34),), ((6, 34), (24, 12))  # the foot and the size of one line, of two lines
FOOT = 0.36  # how far below its middle a line stands, of its size


def sunburst(slices: Sequence[Slice], centre: Sequence[str] = ()) -> Markup:
    """Return the drawing, two rings at most; `centre` are one or two lines for its middle. Nothing has no drawing."""
    pieces = [arc for arc in arcs(slices) if arc.ring < len(RINGS)]
    if not pieces:
        return Markup("")
    words = _words(pieces)
    starts = [n for n, arc in enumerate(pieces) if arc.ring == 0]
    families = (pieces[start:end] for start, end in pairwise([*starts, len(pieces)]))
    drawn = Markup("").join(_family(family, words) for family in families)
    return Markup(
        '<svg class="chart sunburst" viewBox="{0} {0} {1} {1}" width="{1}" height="{1}" aria-hidden="true"'
        ' focusable="false" text-anchor="middle" font-weight="700">{2}{3}</svg>'
    ).format(-HALF, 2 * HALF, drawn, _centre(centre))


def _words(pieces: Sequence[Arc]) -> Mapping[Arc, Words]:
    """Return what is written on each piece, and for small ones of the outer ring beside it."""
    found = {arc: words for arc in pieces if (words := written(arc, RINGS[arc.ring], SIZES[arc.ring]))}
    return found | dict(_beside(pieces, found))


def _beside(pieces: Sequence[Arc], found: Mapping[Arc, Words]) -> Iterator[tuple[Arc, Words]]:
    """Yield marks outside the drawing, as far as they keep apart from each other.

    Where the slice within has no mark on it either, its own comes first: `住1`.
    """
    taken: list[Words] = []
    inner = pieces[0]
    for arc in pieces:
        inner = arc if arc.ring == 0 else inner
        if arc in found or arc.ring == 0 or not arc.slice.mark:
            continue
        mark = arc.slice.mark if inner in found else inner.slice.mark + arc.slice.mark
        words = Words((mark,), MARK, *point(BESIDE, arc.middle), beside=True)
        if all(_apart(words, other) for other in taken):
            taken.append(words)
            yield arc, words


def _apart(one: Words, other: Words) -> bool:
    wide = (width(one.lines[0], MARK) + width(other.lines[0], MARK)) / 2 + 2
    return abs(one.x - other.x) >= wide or abs(one.y - other.y) >= MARK


def _family(pieces: Sequence[Arc], words: Mapping[Arc, Words]) -> Markup:
    """Return a slice of the inner ring with its parts."""
    first = pieces[0].slice
    look = Markup(' class="c-{}"').format(first.tone) if first.tone else Markup("")
    look += Markup(' fill="{}"').format(first.colour) if first.colour else Markup("")
    return Markup("<g{}>{}</g>").format(look, Markup("").join(_piece(arc, words.get(arc)) for arc in pieces))


def _piece(arc: Arc, words: Words | None) -> Markup:
    """Return one piece with what is written on it, as a link where it leads somewhere.

    Pieces that touch differ in shade, and a gap of the paper's colour (their outline) parts them.
    """
    ring, title = RINGS[arc.ring], arc.slice.title
    inside = Markup("<title>{}</title>").format(title) if title else Markup("")
    inside += Markup('<path class="ring-{} shade-{}" stroke="#fff" stroke-width="2.4" d="{}"/>').format(
        arc.ring, arc.order % 2, path(ring.inner, ring.outer, arc.start, arc.end)
    )
    inside += _text(words) if words else Markup("")
    if arc.slice.href is None:
        return Markup("<g>{}</g>").format(inside)
    return Markup('<a href="{}" tabindex="-1">{}</a>').format(arc.slice.href, inside)


def _text(words: Words) -> Markup:
    """Return lines centred on their point."""
    look = Markup('class="beside" fill="#000"') if words.beside else Markup('fill="#fff"')
    top = words.y + words.size * (FOOT - LINE * (len(words.lines) - 1) / 2)
    lines = Markup("").join(
        Markup('<tspan x="{}" y="{}">{}</tspan>').format(number(words.x), number(top + n * LINE * words.size), line)
        for n, line in enumerate(words.lines)
    )
    return Markup('<text {} font-size="{}">{}</text>').format(look, number(words.size), lines)


def _centre(lines: Sequence[str]) -> Markup:
    places = CENTRE[len(lines) > 1]
    return Markup("").join(
        Markup('<text class="centre" fill="#000" y="{}" font-size="{}">{}</text>').format(foot, size, line)
        for line, (foot, size) in zip(lines, places, strict=False)
    )
