"""The page for where there is no network: whom to call, what can be read, and what else a device shall keep."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mapgen.model import Hotline
from mapgen.render.local import Local, Said
from mapgen.render.press import Press, Sheet
from mapgen.site import Entry

PATH = "offline/"
PAGE_BYTES = 25_000  # what a browser stores of an organisation's page or of a list, about; a test weighs the real ones


@dataclass(frozen=True, slots=True)
class Keepable:
    """A page that a device may keep, and the groups with which it comes."""

    name: Said
    href: str
    groups: str
    org: bool


@dataclass(frozen=True, slots=True)
class Group:
    """What is kept in one go: everything, or what belongs to a city. `size` is in megabytes, in words."""

    id: str
    name: str
    count: int
    size: str


@dataclass(frozen=True, slots=True)
class OfflineView:
    """Everything the page says."""

    hotlines: tuple[Hotline, ...]
    lists: tuple[tuple[str, str], ...]
    groups: tuple[Group, ...]
    pages: tuple[Keepable, ...]
    privacy: str | None


def offline(press: Press, lang: str) -> Iterator[Sheet]:
    """Yield the page, where the site may be kept at all."""
    if press.site.offline:
        local = press.local(lang, PATH)
        title, about = local.t.plain("offline.title"), local.t.plain("offline.lead")
        yield Sheet(PATH, "offline.html", title, offline_view(local), about, section="offline")


def offline_view(local: Local) -> OfflineView:
    """Return what the page says. Organisations for people in danger cannot be kept: a device would tell."""
    orgs = [entry for entry in local.site.listed if not entry.org.sensitive]
    pages = (*(_org(local, entry) for entry in orgs), *_lists(local))
    lists = ("cities", "categories", "orgs", "hotlines", "find", "search")
    return OfflineView(
        hotlines=local.content.hotlines,
        lists=tuple((local.t.plain(f"{name}.title"), local.to(f"{name}/")) for name in lists),
        groups=tuple(_groups(local, pages)),
        pages=pages,
        privacy=local.page("privacy"),
    )


def _org(local: Local, entry: Entry) -> Keepable:
    own = entry.org.translations.get(local.lang)
    cities = [city.id for city in local.content.region.cities if city.id in (*entry.cities, *entry.org.serves)]
    name = local.said(entry.org.name, own.name if own else None)
    return Keepable(name, local.to(entry.path), " ".join(["all", *cities]), True)


def _lists(local: Local) -> Iterator[Keepable]:
    """Yield the lists that nobody has by itself; they come with everything."""
    content = local.content
    found = [
        (leaf.name, f"categories/{top.id}/{leaf.id}/") for top in content.taxonomy.categories for leaf in top.children
    ]
    found += [(form.name, f"forms/{form.id}/") for form in content.taxonomy.forms]
    found += [(area.name, f"areas/{area.id}/") for area in content.region.areas]
    for name, path in found:
        yield Keepable(Said(local.name(name)), local.to(path), "all", False)


def _groups(local: Local, pages: tuple[Keepable, ...]) -> Iterator[Group]:
    names = {"all": local.t.plain("offline.all")}
    names |= {city.id: local.name(city.name) for city in local.content.region.cities}
    for identifier, name in names.items():
        own = [page for page in pages if identifier in page.groups.split()]
        size = f"{max(0.1, len(own) * PAGE_BYTES / 1_000_000):.1f}"
        yield Group(identifier, name, sum(page.org for page in own), size)
