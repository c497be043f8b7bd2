"""The pages above the lists, so that no directory is a dead end: cities, categories, forms, areas, organisations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mapgen.render.local import Local
from mapgen.render.pages.home import CityCard, city_cards
from mapgen.render.pages.paging import Paging, paged
from mapgen.render.pages.sections import Chip, Section, items
from mapgen.render.press import Press, Sheet
from mapgen.site import Entry
from mapgen.theme.html import Markup

ROWS = (
    *("あいうえお", "かきくけこ", "さしすせそ", "たちつてと", "なにぬねの"),
    *("はひふへほ", "まみむめも", "やゆよ", "らりるれろ", "わをん"),
)
_VOICED = str.maketrans(
    "がぎぐげござじずぜぞだぢづでどばびぶべぼぱぴぷぺぽぁぃぅぇぉっゃゅょゔ",
    "かきくけこさしすせそたちつてとはひふへほはひふへほあいうえおつやゆよう",
)


@dataclass(frozen=True, slots=True)
class CategoryGroup:
    """A top-level category with its leaves."""

    name: Markup
    href: str
    count: int
    top: str
    letter: str
    about: Markup | None
    leaves: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class IndexView:
    """An index: whichever of its parts the kind of index has."""

    title: Markup
    intro: Markup
    total: int = 0
    cities: tuple[CityCard, ...] = ()
    groups: tuple[CategoryGroup, ...] = ()
    chips: tuple[tuple[str, tuple[Chip, ...]], ...] = ()
    sections: tuple[Section, ...] = ()
    paging: Paging | None = None


def indexes(press: Press, lang: str) -> Iterator[Sheet]:
    """Yield the five indexes of a language."""
    makers = (
        ("cities", "cities.html", _cities),
        ("categories", "categories.html", _categories),
        ("forms", "chips.html", _forms),
        ("areas", "chips.html", _areas),
        ("orgs", "orgs.html", _orgs),
    )
    for name, template, make in makers:
        local = press.local(lang, f"{name}/")
        title = local.t.plain(f"{name}.title")
        view = make(local)
        yield from paged(Sheet(f"{name}/", template, title, view, local.t.plain(f"{name}.intro"), section=name), view)


def _cities(local: Local) -> IndexView:
    return IndexView(local.t("cities.title"), local.t("cities.intro"), cities=city_cards(local))


def _categories(local: Local) -> IndexView:
    site = local.site
    groups = (
        CategoryGroup(
            local.label(top.name),
            local.to(f"categories/{top.id}/"),
            len(site.in_category(top.id)),
            top.id,
            local.press.letters[top.id],
            local.label(top.about) if top.about else None,
            tuple(
                Chip(
                    local.label(leaf.name),
                    local.to(f"categories/{top.id}/{leaf.id}/"),
                    len(site.in_category(f"{top.id}/{leaf.id}")),
                )
                for leaf in top.children
            ),
        )
        for top in local.content.taxonomy.categories
    )
    return IndexView(local.t("categories.title"), local.t("categories.intro"), groups=tuple(groups))


def _forms(local: Local) -> IndexView:
    chips = tuple(
        Chip(local.label(form.name), local.to(f"forms/{form.id}/"), len(local.site.in_form(form.id)))
        for form in local.content.taxonomy.forms
    )
    return IndexView(local.t("forms.title"), local.t("forms.intro"), chips=(("", chips),))


def _areas(local: Local) -> IndexView:
    """Group the stations by railway line as the content orders them; hubs without a line come last."""
    lines: dict[str, list[Chip]] = {}
    for area in local.content.region.areas:
        chip = Chip(local.label(area.name), local.to(f"areas/{area.id}/"), len(local.press.near_area(area)))
        for line in area.lines or ("",):
            lines.setdefault(line, []).append(chip)
    hubs = lines.pop("", [])
    named = [(line, tuple(chips)) for line, chips in lines.items()]
    if hubs:
        named.append((local.t.plain("areas.hubs"), tuple(hubs)))
    return IndexView(local.t("areas.title"), local.t("areas.intro"), chips=tuple(named))


def _orgs(local: Local) -> IndexView:
    entries = local.site.listed
    sections = tuple(
        Section(f"row-{n}", row_title(local, row), items(local, found)) for n, row, found in by_kana(entries)
    )
    return IndexView(local.t("orgs.title"), local.t("orgs.intro"), total=len(entries), sections=sections)


def by_kana(entries: Iterable[Entry]) -> Iterator[tuple[int, str, tuple[Entry, ...]]]:
    """Yield the rows of the kana table that somebody's reading begins in: number, `kana_row`, and who."""
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(kana_row(entry.org.sort_key[0]), []).append(entry)
    for n, row in enumerate([*(row[0] for row in ROWS), "A", ""]):
        if row in groups:
            yield n, row, tuple(groups[row])


def row_title(local: Local, row: str) -> Markup:
    """Return what a row of the kana table is called."""
    return local.t("orgs.row", row=row) if row not in ("A", "") else local.t("orgs.latin" if row else "orgs.rest")


def kana_row(text: str) -> str:
    """Return the row of the kana table that a reading begins in (あ, か, …), `A` for Latin letters, else nothing."""
    first = text[:1]
    if "\u30a1" <= first <= "\u30f6":
        first = chr(ord(first) - 0x60)
    folded = first.translate(_VOICED)
    found = next((row[0] for row in ROWS if folded and folded in row), "")
    return found or ("A" if first.isascii() and first.isalnum() else "")
