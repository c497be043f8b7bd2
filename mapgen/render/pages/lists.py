"""City, category, form and area pages: complete lists, without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

from mapgen.model import Area, Category, City, Hotline, Leaf
from mapgen.render.local import Local
from mapgen.render.pages.paging import paged
from mapgen.render.pages.sections import (
    Chip,
    Chips,
    Item,
    ListView,
    Section,
    by_city,
    crossing_chips,
    filled,
    form_chips,
    seen_from,
    top_chips,
)
from mapgen.render.press import Crumb, Press, Sheet
from mapgen.site import Entry


def cities(press: Press, lang: str) -> Iterator[Sheet]:
    """Yield a page for each city: who stands there, who serves it from outside, who takes its people all the same."""
    for city in press.site.content.region.cities:
        local = press.local(lang, f"cities/{city.id}/")
        view = city_view(local, city)
        title = local.t.plain("city.title", city=local.name(city.name))
        crumbs = (Crumb(local.t.plain("cities.title"), "cities/"),)
        description = local.t.plain("city.description", city=local.name(city.name), n=view.total)
        about = press.about(lang, press.site.usable_from(city.id))
        yield from paged(
            Sheet(f"cities/{city.id}/", "city.html", title, view, description, crumbs, "cities", about=about), view
        )


def city_view(local: Local, city: City) -> ListView:
    """Return what a city's page says."""
    t, site, name = local.t, local.site, city.name.to(local.lang)
    entries = site.usable_from(city.id)
    others = tuple(
        Chip(local.label(other.name), local.to(f"cities/{other.id}/"), len(site.standing_in(other.id)))
        for other in local.content.region.cities
        if other.id != city.id
    )
    by_category = top_chips(local, entries, f"cities/{city.id}/")
    return ListView(
        title=t("city.title", city=name),
        total=len(entries),
        sections=seen_from(local, city, entries),
        intro=t("city.lead", city=name, n=len(entries)),
        before=filled(Chips("by-category", t("city.by-category"), by_category)),
        beside=filled(Chips("neighbours", t("city.neighbours"), others, t("home.borders"))),
        desks=local.desks(city),
        desks_title=t("city.desks", city=name),
    )


def crossings(press: Press, lang: str) -> Iterator[Sheet]:
    """Yield a page for each city and top-level category that somebody is in whom the city's people can use."""
    for city in press.site.content.region.cities:
        for top in press.site.content.taxonomy.categories:
            if not press.site.usable_from(city.id, top.id):
                continue
            path = f"cities/{city.id}/{top.id}/"
            local = press.local(lang, path)
            view = crossing_view(local, city, top)
            names = {"city": local.name(city.name), "category": local.name(top.name)}
            crumbs = (
                Crumb(local.t.plain("cities.title"), "cities/"),
                Crumb(local.t.plain("city.title", city=names["city"]), f"cities/{city.id}/"),
            )
            description = local.t.plain("crossing.description", n=view.total, **names)
            title = local.t.plain("crossing.title", **names)
            about = press.about(lang, press.site.usable_from(city.id, top.id))
            yield from paged(
                Sheet(path, "category.html", title, view, description, crumbs, "cities", quiet=top.quiet, about=about),
                view,
            )


def crossing_view(local: Local, city: City, top: Category) -> ListView:
    """Return what a city's page of one category says."""
    t, entries = local.t, local.site.usable_from(city.id, top.id)
    names = {"city": city.name.to(local.lang), "category": top.name.to(local.lang)}
    whole = Chip(t("crossing.whole"), local.to(f"categories/{top.id}/"), len(local.site.in_category(top.id)))
    others = (*crossing_chips(local, top.id, city.id), whole)
    return ListView(
        title=t("crossing.title", **names),
        total=len(entries),
        sections=seen_from(local, city, entries),
        intro=t("crossing.lead", **names),
        beside=(Chips("siblings", t("crossing.others", **names), others),),
        hotlines=hotlines_of(local, top.id),
        top=top.id,
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
        quiet = press.site.content.taxonomy.quiet(identifier)
        listed = press.about(lang, press.site.in_category(identifier))
        yield from paged(
            Sheet(path, "category.html", title, view, about, tuple(crumbs), "categories", quiet=quiet, about=listed),
            view,
        )


def category_view(local: Local, identifier: str, top: Category, term: Leaf) -> ListView:
    """Return what a category's page says: plain words first, then signs, then who helps."""
    t, entries = local.t, local.site.in_category(identifier)
    others = [(f"{top.id}/{leaf.id}", leaf) for leaf in top.children if f"{top.id}/{leaf.id}" != identifier]
    kin = tuple(
        Chip(local.label(leaf.name), local.to(f"categories/{path}/"), len(local.site.in_category(path)))
        for path, leaf in others
    )
    by_city_of = t("category.by-city", category=top.name.to(local.lang))
    return ListView(
        title=local.label(term.name),
        total=len(entries),
        sections=by_city(local, entries),
        intro=local.label(term.about) if term.about else None,
        before=filled(
            Chips("leaves", t("category.leaves"), kin if term is top else ()),
            Chips("forms", t("category.forms"), form_chips(local, entries)),
        ),
        beside=filled(
            Chips("by-city", by_city_of, crossing_chips(local, top.id), t("category.by-city-note")),
            Chips("siblings", t("category.siblings"), kin if term is not top else ()),
        ),
        signs=tuple(local.label(sign) for sign in term.signs),
        hotlines=hotlines_of(local, identifier),
        top=top.id,
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
            total=len(entries),
            sections=by_city(local, entries),
            intro=local.label(form.about) if form.about else None,
            before=filled(Chips("by-category", local.t("form.by-category"), top_chips(local, entries))),
        )
        crumbs = (Crumb(local.t.plain("forms.title"), "forms/"),)
        about = local.name(form.about) if form.about else ""
        listed = press.about(lang, entries)
        yield from paged(
            Sheet(path, "form.html", local.name(form.name), view, about, crumbs, "forms", about=listed), view
        )


def areas(press: Press, lang: str) -> Iterator[Sheet]:
    """Yield a page for each daily-living area: who is near the station, whatever the city, nearest first."""
    for area in press.site.content.region.areas:
        path = f"areas/{area.id}/"
        local = press.local(lang, path)
        view = area_view(local, area)
        title = local.t.plain("area.title", area=local.name(area.name))
        crumbs = (Crumb(local.t.plain("areas.title"), "areas/"),)
        description = local.t.plain("area.description", area=local.name(area.name), n=view.total)
        about = press.about(lang, (near.entry for near in press.near_area(area)))
        yield from paged(Sheet(path, "area.html", title, view, description, crumbs, "areas", about=about), view)


def area_view(local: Local, area: Area) -> ListView:
    """Return what an area's page says."""
    t, near = local.t, local.press.near_area(area)
    found: tuple[Entry, ...] = tuple(each.entry for each in near)
    rows = tuple(Item(local.row(each.entry), _reach(local, each.metres, each.spot.precision.exact)) for each in near)
    name, radius = area.name.to(local.lang), t.distance(area.radius)
    section = Section("near", t("area.near", area=name, radius=radius), rows, t("area.note"))
    others = sorted((area.point.distance(o.point), o.id, o) for o in local.content.region.areas if o.id != area.id)
    neighbours = tuple(
        Chip(local.label(other.name), local.to(f"areas/{other.id}/"), len(local.press.near_area(other)))
        for _, _, other in others[:4]
    )
    return ListView(
        title=t("area.title", area=name),
        total=len(near),
        sections=(section,) if rows else (),
        intro=t("area.lead", area=name, n=len(near)),
        before=filled(Chips("by-category", t("form.by-category"), top_chips(local, found))),
        beside=filled(Chips("neighbours", t("area.neighbours"), neighbours)),
        lines=area.lines,
        calendar=f"areas/{area.id}/open.ics" if any(_says_when(entry) for entry in found) else "",
    )


def _says_when(entry: Entry) -> bool:
    """Return whether a calendar can tell when it is open."""
    return entry.shareable and any(hours for hours, _ in entry.org.weeks)


def _reach(local: Local, metres: float, exact: bool) -> str:
    return local.t.raw("area.distance" if exact else "area.distance-rough", distance=local.t.distance(metres))
