"""How many organisations of each category, drawn as a sunburst, and of each form of activity, drawn as bars."""

from __future__ import annotations

from dataclasses import dataclass

from mapgen import tallies
from mapgen.model import Category
from mapgen.render.charts import Bar, Slice, bars, sunburst
from mapgen.render.local import Local
from mapgen.render.pages.stats.tables import Csv, csv_of
from mapgen.tallies import Branch, percent
from mapgen.theme.html import Markup


@dataclass(frozen=True, slots=True)
class KindRow:
    """A category or a form with its numbers. `code` is what stands for it in the drawing."""

    name: Markup
    href: str
    code: str
    orgs: int
    times: int
    share: str


@dataclass(frozen=True, slots=True)
class BranchRows:
    """A top-level category with its parts."""

    top: str
    row: KindRow
    parts: tuple[KindRow, ...]


@dataclass(frozen=True, slots=True)
class CategoriesView:
    """The drawing of the categories and the table with the same numbers."""

    chart: Markup
    branches: tuple[BranchRows, ...]
    orgs: int
    times: int
    csv: Csv | None


@dataclass(frozen=True, slots=True)
class FormsView:
    """The drawing of the forms of activity and the table with the same numbers."""

    chart: Markup
    rows: tuple[KindRow, ...]
    orgs: int
    csv: Csv | None


def categories(local: Local) -> CategoriesView:
    """Return the categories: every organisation counts in each of its categories."""
    branches = tallies.branches(local.site)
    times = sum(branch.times for branch in branches)
    rows = tuple(_branch(local, branch, times) for branch in branches)
    orgs = len(local.site.listed)
    slices = [_slice(local, branch, row) for branch, row in zip(branches, rows, strict=True)]
    centre = (str(orgs), local.t.plain("stats.orgs"))
    return CategoriesView(sunburst(slices, centre), rows, orgs, times, csv_of(local, "categories"))


def _branch(local: Local, branch: Branch, times: int) -> BranchRows:
    top, letter = local.content.taxonomy.top(branch.id), local.press.letters[branch.id]
    row = _row(local, branch.id, local.label(top.name), letter, (branch.orgs, branch.times), times)
    parts = tuple(
        _row(local, part.id, _part(local, part.id, top), f"{letter}{n}", (part.orgs, part.orgs), times)
        for n, part in enumerate(branch.parts, 1)
    )
    return BranchRows(branch.id, row, parts)


def _part(local: Local, category: str, top: Category) -> Markup:
    """Return the name of a part; that of those who name the top level alone is a word of the page."""
    if category == top.id:
        return local.t("stats.alone")
    return local.label(local.content.taxonomy.category(category).name)


def _row(local: Local, id: str, name: Markup, code: str, counted: tuple[int, int], whole: int) -> KindRow:
    orgs, times = counted
    return KindRow(name, local.to(f"categories/{id}/"), code, orgs, times, percent(times, whole))


def _slice(local: Local, branch: Branch, rows: BranchRows) -> Slice:
    """Return a category as a part of the drawing; its parts carry their number alone, the letter stands inside."""
    top = local.content.taxonomy.top(branch.id)
    parts = tuple(
        Slice(name, part.orgs, _title(local, name, row), row.code.removeprefix(rows.row.code), row.href)
        for part, row in zip(branch.parts, rows.parts, strict=True)
        for name in [local.t.plain("stats.alone") if part.id == top.id else local.category(part.id)]
    )
    name = local.name(top.name)
    return Slice(name, 0, _title(local, name, rows.row), rows.row.code, rows.row.href, top.id, top.colour, parts)


def _title(local: Local, name: str, row: KindRow) -> str:
    return local.t.plain("stats.slice", name=name, code=row.code, n=row.orgs, share=row.share)


def forms(local: Local) -> FormsView:
    """Return the forms of activity, the most frequent first; the share is that of all organisations."""
    orgs, rows, drawn = len(local.site.listed), [], []
    for count in tallies.forms(local.site):
        form = local.content.taxonomy.form(count.id)
        name, href, share = local.name(form.name), local.to(f"forms/{form.id}/"), percent(count.orgs, orgs)
        title = local.t.plain("stats.bar", name=name, n=count.orgs, share=share)
        rows.append(KindRow(local.label(form.name), href, "", count.orgs, count.orgs, share))
        drawn.append(Bar(name, count.orgs, title, href))
    return FormsView(bars(drawn), tuple(rows), orgs, csv_of(local, "forms"))
