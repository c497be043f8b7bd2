"""The whole directory as one HTML file, for a stick or a counter without a network: it needs nothing but itself."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from mapgen.model import Hotline, Leaf
from mapgen.render.local import HelpCity, Local, Said
from mapgen.render.pages.indexes import by_kana, row_title
from mapgen.render.pages.organization import OrganizationView, organization
from mapgen.render.press import Press
from mapgen.render.searchable import json_text, search_data
from mapgen.site import Entry
from mapgen.theme.html import Markup, trusted

SCRIPTS = ("static/js/search/1-fold.js", "static/js/search/2-engine.js", "single/search.js")
# What the search needs of an organisation: all else it reads in the file.
SEARCHED = ("name", "href", "where", "tel", "names", "of")


@dataclass(frozen=True, slots=True)
class Names:
    """Organisations of one kind: a link to each."""

    title: Markup
    anchor: str
    orgs: tuple[tuple[str, Said], ...]
    parts: tuple[Names, ...] = ()


@dataclass(frozen=True, slots=True)
class SingleView:
    """Everything the file says."""

    name: Markup
    day: str
    url: str
    total: int
    hotlines: tuple[Hotline, ...]
    desks: tuple[HelpCity, ...]
    indexes: tuple[tuple[str, Markup, tuple[Names, ...]], ...]
    rows: tuple[tuple[int, Markup, tuple[OrganizationView, ...]], ...]
    css: Markup
    data: Markup
    script: Markup
    policy: str


def single_file(press: Press, lang: str, entries: Iterable[Entry]) -> bytes:
    """Return the file with those of the entries that lists show, its links on the site's own address."""
    local = Local(press, lang, press.site.base_url)
    listed = {entry.id: entry for entry in entries if entry.org.listed}
    entries = tuple(entry for entry in press.site.listed if entry.id in listed)
    indexes = tuple(_indexes(local, listed))
    anchors = {part.anchor for _, _, found in indexes for names in found for part in (names, *names.parts)} - {""}
    script = "\n".join(_theme_text(press, path) for path in SCRIPTS)
    data = json_text(_data(local, entries, anchors)).replace("<", "\\u003c")
    view = SingleView(
        name=local.label(local.content.settings.title),
        day=local.t.day(local.site.date),
        url=local.home,
        total=len(entries),
        hotlines=local.content.hotlines,
        desks=tuple(
            HelpCity(local.name(city.name), local.desks(city), None)
            for city in local.content.region.cities
            if city.desks
        ),
        indexes=indexes,
        rows=tuple((n, row_title(local, row), _told(local, found)) for n, row, found in by_kana(entries)),
        css=trusted(_theme_text(press, "single/look.css")),
        data=trusted(data),
        script=trusted(script),
        policy=_policy(script),
    )
    return press.theme.render("files/single.html", v=view, t=local.t, at=local).encode()


def _theme_text(press: Press, path: str) -> str:
    """Return a file of the theme. Raises FileNotFoundError: a theme is code, and its faults are ours."""
    return (press.theme.find(path) or Path(path)).read_text(encoding="utf-8")


def _policy(script: str) -> str:
    """Return a policy under which the file can ask nobody anything, whatever it were to hold."""
    digest = b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'; base-uri 'none'"


def _told(local: Local, entries: Iterable[Entry]) -> tuple[OrganizationView, ...]:
    return tuple(_discreet(entry, organization(local, entry)) for entry in entries)


def _discreet(entry: Entry, view: OrganizationView) -> OrganizationView:
    """Return the view; of an organisation for people in danger no place, as in lists."""
    if not entry.org.sensitive:
        return view
    return replace(view, places=(), services=tuple(replace(service, places=()) for service in view.services))


def _indexes(local: Local, wanted: Collection[str]) -> Iterator[tuple[str, Markup, tuple[Names, ...]]]:
    """Yield the ways into the file: by city, by category, by form of activity. What nobody is in is left out."""
    site, taxonomy = local.site, local.content.taxonomy
    kinds: dict[str, list[Names]] = {"cities": [], "categories": [], "forms": []}
    for city in local.content.region.cities:
        here = site.standing_in(city.id)
        more = [entry for entry in site.usable_from(city.id) if city.id not in entry.cities]
        parts = (
            Names(local.t("city.here", city=local.name(city.name)), "", _links(local, here, wanted)),
            Names(local.t("single.more", city=local.name(city.name)), "", _links(local, more, wanted)),
        )
        kinds["cities"].append(Names(local.label(city.name), _anchor(f"cities/{city.id}/"), (), _inhabited(parts)))
    for top in taxonomy.categories:
        own = [entry for entry in site.in_category(top.id) if top.id in entry.categories]
        leaves = [_names(local, leaf, f"{top.id}/{leaf.id}", wanted) for leaf in top.children]
        whole = Names(local.label(top.name), _anchor(f"categories/{top.id}/"), _links(local, own, wanted))
        kinds["categories"].append(replace(whole, parts=_inhabited(leaves)))
    for form in taxonomy.forms:
        links = _links(local, site.in_form(form.id), wanted)
        kinds["forms"].append(Names(local.label(form.name), _anchor(f"forms/{form.id}/"), links))
    for kind, found in kinds.items():
        yield kind, local.t(f"{kind}.title"), _inhabited(found)


def _names(local: Local, leaf: Leaf, path: str, wanted: Collection[str]) -> Names:
    links = _links(local, local.site.in_category(path), wanted)
    return Names(local.label(leaf.name), _anchor(f"categories/{path}/"), links)


def _links(local: Local, entries: Iterable[Entry], wanted: Collection[str]) -> tuple[tuple[str, Said], ...]:
    rows = (local.press.row_view(local.lang, entry) for entry in entries if entry.id in wanted)
    return tuple((_anchor(f"orgs/{row.id}/"), row.name) for row in rows)


def _inhabited(names: Iterable[Names]) -> tuple[Names, ...]:
    return tuple(each for each in names if each.orgs or each.parts)


def _anchor(path: str) -> str:
    """Return where in the file stands what has a page of its own on the site."""
    return path.rstrip("/").replace("/", "-")


def _data(local: Local, entries: Iterable[Entry], anchors: Collection[str]) -> dict[str, Any]:
    """Return what the search is opened with; what leads nowhere here still leads to those who are sorted under it."""
    data, wanted = search_data(local), {entry.path for entry in entries}
    for target in data["targets"]:
        anchor = _anchor(target.pop("href", ""))
        target.pop("count", None)
        if anchor in anchors:
            target["href"] = f"#{anchor}"
    orgs = [{key: org[key] for key in SEARCHED if key in org} for org in data["orgs"] if org["href"] in wanted]
    return {**data, "orgs": [{**org, "href": f"#{_anchor(org['href'])}"} for org in orgs]}
