"""City, category, form and area pages: complete lists, without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mapgen.model import Area, Category, City, Hotline, Leaf
from mapgen.render.html import Markup
from mapgen.render.local import DeskView, Local
from mapgen.render.pages.sections import Chip, Item, Section, by_city, form_chips, items, top_chips
from mapgen.render.press import Crumb, Press, Sheet
from mapgen.site import Entry


@dataclass(frozen=True, slots=True)
class ListView:
    """A page that is mainly a list. Parts that a kind of page lacks are empty."""

    title: Markup
    kana: str
    intro: Markup | None
    total: int
    sections: tuple[Section, ...]
    desks: tuple[DeskView, ...] = ()
    categories: tuple[Chip, ...] = ()
    forms: tuple[Chip, ...] = ()
    leaves: tuple[Chip, ...] = ()
    siblings: tuple[Chip, ...] = ()
    signs: tuple[Markup, ...] = ()
    hotlines: tuple[Hotline, ...] = ()
    neighbours: tuple[Chip, ...] = ()
    facts: tuple[str, ...] = ()
    top: str = ""
    letter: str = ""
    icon: str = ""


def cities(press: Press, lang: str) -> Iterator[Sheet]:
    """Yield a page for each city: who stands there, who serves it from outside, who takes its people all the same."""
    for city in press.site.content.region.cities:
        local = press.local(lang, f"cities/{city.id}/")
        view = city_view(local, city)
        title = local.t.plain("city.title", city=local.name(city.name))
        crumbs = (Crumb(local.t.plain("cities.title"), "cities/"),)
        description = local.t.plain("city.description", city=local.name(city.name), n=view.total)
        yield Sheet(f"cities/{city.id}/", "city.html", title, view, description, crumbs, "cities")


def city_view(local: Local, city: City) -> ListView:
    """Return what a city's page says."""
    t, site, name = local.t, local.site, local.name(city.name)
    here, serving, welcoming = site.standing_in(city.id), site.serving(city.id), site.welcoming(city.id)
    sections = (
        Section("here", t("city.here", city=name), items(local, here)),
        Section("serving", t("city.serving", city=name), items(local, serving), t("city.serving-note", city=name)),
        Section("welcoming", t("city.welcoming"), items(local, welcoming), t("city.welcoming-note", city=name)),
    )
    return ListView(
        title=local.label(city.name),
        kana=city.kana,
        intro=None,
        total=len(here) + len(serving) + len(welcoming),
        sections=tuple(section for section in sections if section.items),
        desks=local.desks(city),
        categories=top_chips(local, here + serving, city.id),
        forms=form_chips(local, here + serving),
        neighbours=tuple(
            Chip(local.label(other.name), local.to(f"cities/{other.id}/"), len(site.standing_in(other.id)))
            for other in local.content.region.cities
            if other.id != city.id
        ),
    )


def categories(press: Press, lang: str) -> Iterator[Sheet]:
    """Yield a page for each category of both levels."""
    for identifier in press.site.content.taxonomy.category_ids():
        path = f"categories/{identifier}/"
        local = press.local(lang, path)
        top = press.site.content.taxonomy.top(identifier)
        term = press.site.content.taxonomy.category(identifier)
        view = category_view(local, identifier, top, term)
        crumbs = [Crumb(local.t.plain("categories.title"), "categories/")]
        if term is not top:
            crumbs.append(Crumb(local.name(top.name), f"categories/{top.id}/"))
        about = local.name(term.about) if term.about else ""
        title = local.name(term.name) if term is top else f"{local.name(term.name)} ({local.name(top.name)})"
        yield Sheet(path, "category.html", title, view, about, tuple(crumbs), "categories")


def category_view(local: Local, identifier: str, top: Category, term: Leaf) -> ListView:
    """Return what a category's page says: plain words first, then signs, then who helps."""
    site = local.site
    entries = site.in_category(identifier)
    others = [(f"{top.id}/{leaf.id}", leaf) for leaf in top.children if f"{top.id}/{leaf.id}" != identifier]
    chips = tuple(
        Chip(local.label(leaf.name), local.to(f"categories/{path}/"), len(site.in_category(path)))
        for path, leaf in others
    )
    return ListView(
        title=local.label(term.name),
        kana=term.kana,
        intro=local.label(term.about) if term.about else None,
        total=len(entries),
        sections=by_city(local, entries),
        forms=form_chips(local, entries),
        leaves=chips if term is top else (),
        siblings=chips if term is not top else (),
        signs=tuple(local.label(sign) for sign in term.signs),
        hotlines=hotlines_of(local, identifier),
        top=top.id,
        letter=local.press.letters[top.id],
        icon=f"category-{top.id}",
    )


def hotlines_of(local: Local, category: str) -> tuple[Hotline, ...]:
    """Return the telephone lines that the consultation chart names beside the category, its top level or its leaves."""
    top = category.partition("/")[0]
    wanted = {
        line
        for question in local.content.chooser.questions
        for answer in question.answers
        if any(c in (category, top) or c.startswith(f"{category}/") for c in answer.categories)
        for line in answer.hotlines
    }
    return tuple(hotline for hotline in local.content.hotlines if hotline.id in wanted)


def forms(press: Press, lang: str) -> Iterator[Sheet]:
    """Yield a page for each form of activity."""
    for form in press.site.content.taxonomy.forms:
        path = f"forms/{form.id}/"
        local = press.local(lang, path)
        entries = press.site.in_form(form.id)
        view = ListView(
            title=local.label(form.name),
            kana=form.kana,
            intro=local.label(form.about) if form.about else None,
            total=len(entries),
            sections=by_city(local, entries),
            categories=top_chips(local, entries),
        )
        crumbs = (Crumb(local.t.plain("forms.title"), "forms/"),)
        about = local.name(form.about) if form.about else ""
        yield Sheet(path, "form.html", local.name(form.name), view, about, crumbs, "forms")


def areas(press: Press, lang: str) -> Iterator[Sheet]:
    """Yield a page for each daily-living area: who is near the station, whatever the city, nearest first."""
    for area in press.site.content.region.areas:
        path = f"areas/{area.id}/"
        local = press.local(lang, path)
        view = area_view(local, area)
        title = local.t.plain("area.title", area=local.name(area.name))
        crumbs = (Crumb(local.t.plain("areas.title"), "areas/"),)
        description = local.t.plain("area.description", area=local.name(area.name), n=view.total)
        yield Sheet(path, "area.html", title, view, description, crumbs, "areas")


def area_view(local: Local, area: Area) -> ListView:
    """Return what an area's page says."""
    t, near = local.t, local.press.near_area(area)
    found: tuple[Entry, ...] = tuple(each.entry for each in near)
    rows = tuple(Item(local.row(each.entry), _reach(local, each.metres, each.spot.precision.exact)) for each in near)
    name, radius = local.name(area.name), t.distance(area.radius)
    section = Section("near", t("area.near", area=name, radius=radius), rows, t("area.note"))
    others = sorted((area.point.distance(o.point), o.id, o) for o in local.content.region.areas if o.id != area.id)
    return ListView(
        title=local.label(area.name),
        kana=area.kana,
        intro=None,
        total=len(near),
        sections=(section,) if rows else (),
        categories=top_chips(local, found),
        neighbours=tuple(
            Chip(local.label(other.name), local.to(f"areas/{other.id}/"), len(local.press.near_area(other)))
            for _, _, other in others[:4]
        ),
        facts=area.lines,
    )


def _reach(local: Local, metres: float, exact: bool) -> str:
    return local.t.raw("area.distance" if exact else "area.distance-rough", distance=local.t.distance(metres))
