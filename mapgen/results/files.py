"""The files of the results: a page to read and print, a table for each table, the drawings."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from mapgen.exports.sheets import sheet
from mapgen.reports.output import page
from mapgen.results.drawing import alone, drawings
from mapgen.results.masking import MASK, SMALL
from mapgen.results.value import Results, Table
from mapgen.site import Site
from mapgen.tallies import percent

EDITIONS = {
    True: f"公開版です。団体の名前はありません。{SMALL} より小さい数と、合計から分かってしまう数は {MASK} にしました。",
    False: "担当者用です。団体の名前と、答えたかどうかが入っています。公開しないでください。",
}
_STYLE = """\
.drawing svg { width: 100%; max-width: 36rem; height: auto; }
.drawing { margin: 0 0 1rem; }
td.number { text-align: right; }
"""


def files(results: Results, site: Site, output: Path) -> dict[Path, bytes]:
    """Return the page at `output`, and beside it `<stem>-<table>.csv` and `<stem>-<table>.svg`."""
    results = results.drawn(drawings(results, site))
    made = {output: page(results.title, [*_body(results)], _STYLE)}
    for table in results.tables:
        made[output.with_name(f"{output.stem}-{table.name}.csv")] = sheet(table.columns, table.rows)
    for name, drawing in results.drawings.items():
        made[output.with_name(f"{output.stem}-{name}.svg")] = alone(drawing)
    return made


def _body(results: Results) -> Iterator[str]:
    rate = percent(results.answered, results.asked)
    yield f"<p>たずねた団体 {results.asked}、答えた団体 {results.answered}(回収率 {rate}%)。</p>"
    yield f"<p>{EDITIONS[results.publishable]}</p>"
    for table in results.tables:
        yield from _section(table, results.drawings.get(table.name))


def _section(table: Table, drawing: str | None) -> Iterator[str]:
    yield f'<section>\n<h2 id="{table.name}">{escape(table.title)}</h2>\n<p>{escape(table.note)}。</p>'
    if drawing:
        yield f'<div class="drawing">{drawing}</div>'
    if not table.rows:
        yield "<p>ありません。</p>\n</section>"
        return
    yield f'<div class="scroll" tabindex="0" role="region" aria-labelledby="{table.name}">\n<table>'
    yield (
        "<thead><tr>" + "".join(f'<th scope="col">{escape(column)}</th>' for column in table.columns) + "</tr></thead>"
    )
    yield "<tbody>"
    for first, *others in table.rows:
        cells = "".join(_cell(cell) for cell in others)
        yield f'<tr><th scope="row">{escape(str(first))}</th>{cells}</tr>'
    yield "</tbody>\n</table>\n</div>\n</section>"


def _cell(cell: str | int) -> str:
    look = ' class="number"' if str(cell).replace(".", "").isdecimal() or cell == MASK else ""
    return f"<td{look}>{escape(str(cell))}</td>"
