"""City by category and city by form: how many stand there, how many more can be used, and what nobody offers yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mapgen import tallies
from mapgen.model import Category, Form
from mapgen.render.local import Local
from mapgen.render.pages.sections import at_home
from mapgen.render.pages.stats.tables import Csv, csv_of
from mapgen.tallies import Cell, Coverage
from mapgen.theme.html import Markup


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell of the table with the list it stands for."""

    cell: Cell
    href: str


@dataclass(frozen=True, slots=True)
class LineView:
    """A row of the table: a category or a form, its cell in each city."""

    name: Markup
    href: str
    top: str
    letter: str
    cells: tuple[CellView, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """The kinds of which nobody is listed for a city, each with its page."""

    city: Markup
    kinds: tuple[tuple[Markup, str], ...]


@dataclass(frozen=True, slots=True)
class CoverageView:
    """The table, the number of organisations of each city below it, and its empty cells in words."""

    name: str
    cities: tuple[tuple[Markup, str], ...]
    lines: tuple[LineView, ...]
    whole: tuple[CellView, ...]
    gaps: tuple[Gap, ...]
    csv: Csv | None


def by_category(local: Local) -> CoverageView:
    """Return the top-level categories by city. A cell leads to the city's page of the category, where there is one."""
    found = tallies.coverage_of_categories(local.site)

    def line(top: Category) -> LineView:
        whole = f"categories/{top.id}/"
        paths = (whole if found.cells[top.id, city].empty else f"cities/{city}/{top.id}/" for city in found.cities)
        return _line(local, found, top, whole, paths, local.press.letters[top.id])

    return _view(local, "categories", found, [line(top) for top in local.content.taxonomy.categories])


def by_form(local: Local) -> CoverageView:
    """Return the forms of activity by city, in the order of the taxonomy.

    A cell leads to its city's part of the form's list, or to the list where it has no such part.
    """
    found = tallies.coverage_of_forms(local.site)

    def line(form: Form) -> LineView:
        whole = f"forms/{form.id}/"
        homes = {city for entry in local.site.in_form(form.id) for city in at_home(entry)}
        paths = (f"{whole}#{city}" if city in homes else whole for city in found.cities)
        return _line(local, found, form, whole, paths)

    return _view(local, "forms", found, [line(form) for form in local.content.taxonomy.forms])


def _line(
    local: Local, found: Coverage, term: Category | Form, path: str, paths: Iterable[str], letter: str = ""
) -> LineView:
    cells = (found.cells[term.id, city] for city in found.cities)
    views = tuple(CellView(cell, local.to(path)) for cell, path in zip(cells, paths, strict=True))
    return LineView(local.label(term.name), local.to(path), term.id if letter else "", letter, views)


def _view(local: Local, name: str, found: Coverage, lines: Sequence[LineView]) -> CoverageView:
    cities = tuple((local.label(city.name), local.to(f"cities/{city.id}/")) for city in local.content.region.cities)
    known = {kind: (line.name, line.href) for kind, line in zip(found.kinds, lines, strict=True)}
    gaps = tuple(
        Gap(label, tuple(known[kind] for kind in found.gaps(city)))
        for city, (label, _) in zip(found.cities, cities, strict=True)
        if found.gaps(city)
    )
    whole = tuple(CellView(found.whole[city], href) for city, (_, href) in zip(found.cities, cities, strict=True))
    return CoverageView(name, cities, tuple(lines), whole, gaps, csv_of(local, f"cities-{name}"))
