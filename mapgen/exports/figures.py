"""The tables of the page 「数で見る」 as CSV: what it counts, and what published surveys say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from mapgen import tallies
from mapgen.exports.sheets import sheet
from mapgen.model import Artifact
from mapgen.site import Site
from mapgen.tallies import Ages, Coverage, percent
from mapgen.wording import ASKED_BY_WORDS, VERIFIED_WORDS, joined, partial_day_in_words

MAKER = "exports/figures"
WHOLE = "合計"

Row = tuple[str | int, ...]
Table = tuple[tuple[str, ...], Sequence[Row]]


def files(site: Site) -> Iterator[Artifact]:
    """Yield `stats/<name>.csv` for each table that has a row."""
    for name, make in TABLES.items():
        header, rows = make(site)
        if rows:
            yield Artifact(f"stats/{name}.csv", sheet(header, rows), MAKER)


def categories(site: Site) -> Table:
    """Return the organisations of each category: a row for a top level, then one for each of its parts."""
    taxonomy, branches = site.content.taxonomy, tallies.branches(site)
    times = sum(branch.times for branch in branches)
    rows: list[Row] = []
    for branch in branches:
        top = taxonomy.top(branch.id).name.ja
        rows.append((branch.id, top, "", branch.orgs, branch.times, percent(branch.times, times)))
        for part in branch.parts:
            leaf = "分野全体" if part.id == branch.id else taxonomy.category(part.id).name.ja
            rows.append((part.id, top, leaf, part.orgs, part.orgs, percent(part.orgs, times)))
    rows.append(("", WHOLE, "", len(site.listed), times, percent(times, times)))
    return ("ID", "分野", "くわしい分野", "団体", "のべ", "割合(%)"), rows


def forms(site: Site) -> Table:
    """Return the organisations of each form of activity, and the share of all organisations."""
    whole = len(site.listed)
    rows: list[Row] = [
        (form.id, site.content.taxonomy.form(form.id).name.ja, form.orgs, percent(form.orgs, whole))
        for form in tallies.forms(site)
    ]
    return ("ID", "活動のかたち", "団体", "割合(%)"), [*rows, ("", "のっている団体", whole, percent(whole, whole))]


def cities_categories(site: Site) -> Table:
    """Return city by category: who stands there, and who else serves or welcomes its people."""
    taxonomy = site.content.taxonomy
    return _coverage(site, "分野", tallies.coverage_of_categories(site), lambda id: taxonomy.category(id).name.ja)


def cities_forms(site: Site) -> Table:
    """Return city by form of activity."""
    taxonomy = site.content.taxonomy
    return _coverage(site, "活動のかたち", tallies.coverage_of_forms(site), lambda id: taxonomy.form(id).name.ja)


def _coverage(site: Site, kind: str, found: Coverage, name: Callable[[str], str]) -> Table:
    cities = [city.name.ja for city in site.content.region.cities]
    header = ("ID", kind, *chain.from_iterable((f"{city}の中", f"{city}でほかに使える") for city in cities))
    lines = [(id, name(id), [found.cells[id, city] for city in found.cities]) for id in found.kinds]
    lines.append(("", "団体の数", [found.whole[city] for city in found.cities]))
    return header, [(id, word, *chain.from_iterable((c.here, c.more) for c in cells)) for id, word, cells in lines]


def confirmed_cities(site: Site) -> Table:
    """Return how long ago the organisations of each city were confirmed."""
    found = tallies.confirmations(site)
    names = {city.id: city.name.ja for city in site.content.region.cities}
    rows = [(names[city] if city else "市の外・場所が未確認", *_ages(each)) for city, each in found.cities]
    return ("市", *_age_words(site), "まだ確かめていない", WHOLE), [*rows, ("団体の数", *_ages(found.whole))]


def confirmed_ways(site: Site) -> Table:
    """Return in which way the organisations were confirmed, and how long ago."""
    found = tallies.confirmations(site)
    return ("確かめ方", *_age_words(site), WHOLE), [
        (VERIFIED_WORDS[way], each.recent, each.older, each.total) for way, each in found.ways
    ]


def _age_words(site: Site) -> tuple[str, str]:
    days = site.content.settings.stale_after
    return f"{days}日以内に確かめた", "それより前に確かめた"


def _ages(each: Ages) -> tuple[int, int, int, int]:
    return each.recent, each.older, each.never, each.total


def surveys(site: Site) -> Table:
    """Return the published surveys, a row each."""
    header = ("調査", "始まり", "終わり", "たずねた団体", "答えた団体", "答えた割合(%)", "方法", "出典")
    return header, [
        (
            *(survey.name.ja, partial_day_in_words(survey.since), partial_day_in_words(survey.until)),
            *(survey.asked, survey.answered),
            *(percent(survey.answered, survey.asked), joined(ASKED_BY_WORDS[way] for way in survey.ways)),
            joined(source.title or source.url or "" for source in survey.sources),
        )
        for survey in site.content.stats.surveys
    ]


TABLES: dict[str, Callable[[Site], Table]] = {
    "categories": categories,
    "forms": forms,
    "cities-categories": cities_categories,
    "cities-forms": cities_forms,
    "confirmed-cities": confirmed_cities,
    "confirmed-ways": confirmed_ways,
    "surveys": surveys,
}
