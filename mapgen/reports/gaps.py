"""What nobody offers yet: city by category, form and weekday, the empty cells in words.

A cell counts whoever its people may turn to: who stands in the city, serves it or welcomes its people. An empty one
says that nobody is listed, not that there is no help. A weekday counts whoever is known to open on it, be it once a
month; how many never told their days stands beside it, for not answered is not closed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from mapgen.model import WEEKDAYS, City
from mapgen.reports.value import Report, Row, Section
from mapgen.site import Entry, Site
from mapgen.wording import WEEKDAY_WORDS, joined

COLUMNS = ("市", "分野", "活動のかたち", "まだない", "市の中", "ほかに使える", "曜日の分からない団体")
EVERY_DAY, NO_DAYS = "どの曜日も", "曜日の分かる団体がない"
PRINTED = ("市", "分野・かたち", "まだない", "団体")


@dataclass(frozen=True, slots=True)
class Cell:
    """Those whom the people of a city may turn to, perhaps of one category or form."""

    city: City
    entries: tuple[Entry, ...]
    category: str = ""
    form: str = ""

    @property
    def here(self) -> int:
        """Return how many stand in the city."""
        return sum(self.city.id in entry.cities for entry in self.entries)

    @property
    def silent(self) -> int:
        """Return how many never told on which days they open."""
        return sum(_days(entry) is None for entry in self.entries)

    def closed_days(self) -> list[str]:
        """Return the weekdays on which nobody is known to open, one word where those are all."""
        if self.silent == len(self.entries):
            return [NO_DAYS]
        known = {day for entry in self.entries for day in _days(entry) or ()}
        return [WEEKDAY_WORDS[day] for day in WEEKDAYS if day not in known] if known else [EVERY_DAY]


def gaps(site: Site, cities: Collection[str] = ()) -> Report:
    """Return the empty cells: first those of a whole city, then within each category, then within each form of it."""
    whole = [
        Cell(city, site.usable_from(city.id)) for city in site.content.region.cities if city.id in (cities or city.id)
    ]
    kinds = (
        ("市と分野", "だれもいない分野", _categories(whole, site)),
        ("市とかたち", "だれもいない活動のかたち", _forms(whole, site)),
        ("市と曜日", "だれも開いていない曜日", _weekdays(whole)),
        ("分野とかたち", "分野ごとに、だれもいない活動のかたち", _forms(_by_category(whole, site), site)),
        ("分野とかたちと曜日", "分野とかたちごとに、だれも開いていない曜日", _weekdays(_by_form(whole, site))),
    )
    return Report(
        title="まだない支え",
        lead=(
            "市ごとに、分野・活動のかたち・曜日を見て、のっている団体がまだないところです。助けがないという意味ではありません。",
            "数えるのは、その市にある団体と、その市で活動するか、その市の人も使える団体です。",
            "月に1回でも開く曜日は、開いている曜日に数えます。曜日を聞いていない団体は、分からない団体として別に数えます。",
        ),
        columns=COLUMNS,
        printed=PRINTED,
        sections=tuple(_section(kind, heading, rows) for kind, heading, rows in kinds),
        none="空いているところはありません",
    )


def _section(kind: str, heading: str, found: Iterator[Row]) -> Section:
    rows = tuple(found)
    return Section(kind, f"{heading}({len(rows)} 行)", rows)


def _categories(cells: Sequence[Cell], site: Site) -> Iterator[Row]:
    for cell in cells:
        lacking = [
            top.name.ja for top in site.content.taxonomy.categories if not site.usable_from(cell.city.id, top.id)
        ]
        yield from _row(cell, lacking)


def _forms(cells: Sequence[Cell], site: Site) -> Iterator[Row]:
    for cell in cells:
        known = {form for entry in cell.entries for form in entry.forms}
        yield from _row(cell, [form.name.ja for form in site.content.taxonomy.forms if form.id not in known])


def _weekdays(cells: Sequence[Cell]) -> Iterator[Row]:
    for cell in cells:
        yield from _row(cell, cell.closed_days())


def _by_category(whole: Sequence[Cell], site: Site) -> list[Cell]:
    """Return a cell for each category in which somebody is; that nobody is in one was said before."""
    return [
        Cell(cell.city, found, top.name.ja)
        for cell in whole
        for top in site.content.taxonomy.categories
        if (found := site.usable_from(cell.city.id, top.id))
    ]


def _by_form(whole: Sequence[Cell], site: Site) -> list[Cell]:
    return [
        Cell(cell.city, found, cell.category, form.name.ja)
        for cell in _by_category(whole, site)
        for form in site.content.taxonomy.forms
        if (found := tuple(entry for entry in cell.entries if form.id in entry.forms))
    ]


def _row(cell: Cell, lacking: Sequence[str]) -> Iterator[Row]:
    """Yield the row of a cell in which something is lacking."""
    if not lacking:
        return
    city, what = cell.city.name.ja, joined(lacking)
    kind = "・".join(filter(None, (cell.category, cell.form)))
    more = len(cell.entries) - cell.here
    counted = f"市の中 {cell.here}、ほかに使える {more}"
    silent = f"(曜日の分からない団体 {cell.silent})" if cell.silent else ""
    yield Row(
        line=f"{city}{f' {kind}' if kind else ''}: {what}",
        cells=(city, cell.category, cell.form, what, cell.here, more, cell.silent),
        printed=(city, kind or "全体", what, counted + silent),
    )


def _days(entry: Entry) -> set[str] | None:
    """Return the weekdays on which it opens, none while it pauses, None where nobody told them."""
    if entry.org.status == "paused":
        return set()
    return {day for hours, _ in entry.org.weeks for rule in hours for day in rule.days} or None
