"""A report as text for a terminal, as CSV for a spreadsheet, as a page to print that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from mapgen.exports.sheets import sheet
from mapgen.reports.value import Report, Section

KIND = "区分"
_STYLE = """\
:root { color-scheme: light; }
body { margin: 1.5rem auto; max-width: 75rem; padding: 0 1rem; background: #fff; color: #000; line-height: 1.6; }
body { font-family: "Hiragino Kaku Gothic ProN", "Noto Sans JP", "Noto Sans CJK JP", Meiryo, sans-serif; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; break-after: avoid; }
p { margin: 0 0 .4rem; max-width: 60rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { border: 1px solid #000; padding: .3rem .5rem; text-align: left; vertical-align: top; overflow-wrap: anywhere; }
thead th { border-bottom-width: 2px; white-space: nowrap; }
tr { break-inside: avoid; }
tbody th { min-width: 8em; }
@page { size: A4 landscape; margin: 12mm; }
@media print { body { margin: 0; padding: 0; max-width: none; } .scroll { overflow: visible; } }
@media print { table { font-size: 9pt; } }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def as_text(report: Report) -> str:
    """Return the report for a terminal: a heading, and a line below it for each row."""
    lines: list[str] = []
    for section in report.sections:
        if section.rows:
            lines += [section.heading, *(f"  {row.line}" for row in section.rows)]
    return "".join(f"{line}\n" for line in lines or [report.none])


def as_csv(report: Report) -> bytes:
    """Return the report as one table, the kind of each row in its first column; without rows the header alone."""
    rows = [(section.kind, *row.cells) for section in report.sections for row in section.rows]
    return sheet((KIND, *report.columns), rows)


def as_html(report: Report) -> bytes:
    """Return the report as a page."""
    lead = [f"<p>{escape(line)}</p>" for line in report.lead]
    filled = [(n, section) for n, section in enumerate(report.sections) if section.rows]
    body = [line for n, section in filled for line in _section(n, section, report)]
    none = [] if filled else [f"<p>{escape(report.none)}</p>"]
    return page(report.title, [*lead, *body, *none])


def page(title: str, body: Iterable[str], style: str = "") -> bytes:
    """Return a page that needs nothing else, of lines that are HTML already; `style` is laid over the look of all."""
    name = escape(title)
    head = (
        '<!doctype html>\n<html lang="ja">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="format-detection" content="telephone=no">\n'
        f"<title>{name}</title>\n<style>\n{_STYLE}{style}</style>\n</head>\n<body>\n<main>\n<h1>{name}</h1>\n"
    )
    return (head + "".join(f"{line}\n" for line in body) + "</main>\n</body>\n</html>\n").encode()


def _section(n: int, section: Section, report: Report) -> Iterator[str]:
    yield f'<section>\n<h2 id="part-{n}">{escape(section.heading)}</h2>'
    yield f'<div class="scroll" tabindex="0" role="region" aria-labelledby="part-{n}">\n<table>'
    heads = "".join(f'<th scope="col">{escape(column)}</th>' for column in report.printed)
    yield f"<thead><tr>{heads}</tr></thead>\n<tbody>"
    for row in section.rows:
        first, *others = (escape(cell).replace("\n", "<br>") for cell in row.printed)
        yield f'<tr><th scope="row">{first}</th>' + "".join(f"<td>{cell}</td>" for cell in others) + "</tr>"
    yield "</tbody>\n</table>\n</div>\n</section>"
