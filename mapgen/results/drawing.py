"""The fields as a sunburst and the forms as bars, drawn of the tables: a drawing never says more than they do."""

from __future__ import annotations

from collections.abc import Iterator

from mapgen.render.charts import Bar, Slice, bars, sunburst
from mapgen.render.marks import letters
from mapgen.results.value import Cell, Results
from mapgen.site import Site

_ALONE = '<svg xmlns="http://www.w3.org/2000/svg" font-family="sans-serif" '


def drawings(results: Results, site: Site) -> dict[str, str]:
    """Return the drawings by the name of their table; nothing is drawn of a table without numbers."""
    centre = (str(results.answered), "団体")
    made = {
        "fields": str(sunburst([*_slices(results, site)], centre)),
        "forms": str(bars([Bar(str(word), count, f"{word} {count}") for word, count in _counts(results, "forms")])),
    }
    return {name: drawn for name, drawn in made.items() if drawn}


def alone(drawing: str) -> bytes:
    """Return a drawing as a file of its own."""
    return f"{drawing.replace('<svg ', _ALONE, 1)}\n".encode()


def _counts(results: Results, name: str) -> Iterator[tuple[Cell, int]]:
    """Yield the rows of a table whose numbers are shown, without that of the whole."""
    yield from ((row[0], row[1]) for row in results.table(name).rows[:-1] if isinstance(row[1], int))


def _slices(results: Results, site: Site) -> Iterator[Slice]:
    """Yield each field with its parts; one of which something is hidden as a whole, for sizes tell numbers too."""
    rows = results.table("fields").rows
    marks = letters(site.content.taxonomy)
    for top in site.content.taxonomy.categories:
        own = [row for row in rows if row[0] == top.name.ja]
        whole, parts = own[0][2], [(str(row[1]), row[2]) for row in own[1:]]
        if not isinstance(whole, int):
            continue
        told = [
            Slice(word, count, f"{top.name.ja} {word} {count}", str(n))
            for n, (word, count) in enumerate(parts, start=1)
            if isinstance(count, int)
        ]
        whole_parts = tuple(told) if len(told) == len(parts) and any(part.value for part in told) else ()
        look = {"title": f"{top.name.ja} {whole}", "mark": marks[top.id], "colour": top.colour}
        yield Slice(top.name.ja, 0 if whole_parts else whole, parts=whole_parts, **look)
