"""An entry in a list: what a person needs to decide whether to open it, and the number to call at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapgen.model import Contact
from mapgen.render import hours
from mapgen.site import Entry
from mapgen.theme.html import Markup, plain

if TYPE_CHECKING:
    from mapgen.render.local import Local, Said

MOST_CATEGORIES = 2


@dataclass(frozen=True, slots=True)
class Badge:
    """A short word on a row. `tone` is `warn`, `good` or `quiet`; colour never says it alone."""

    text: Markup
    tone: str


@dataclass(frozen=True, slots=True)
class Row:
    """One entry in a list."""

    id: str
    name: Said
    href: str
    top: str
    letter: str
    where: str
    categories: str
    summary: Said
    tel: str | None
    when: str
    badges: tuple[Badge, ...]


def row_view(local: Local, entry: Entry) -> Row:
    """Return what a list says of an entry."""
    org = entry.org
    own = org.translations.get(local.lang)
    return Row(
        id=entry.id,
        name=local.said(org.name, own.name if own else None),
        href=local.to(entry.path),
        top=entry.tops[0],
        letter=local.press.letters[entry.tops[0]],
        where=local.cities(entry.cities) or local.t.raw("row.serves", cities=local.cities(entry.org.serves)),
        categories=local.t.listing([local.category(c) for c in entry.categories[:MOST_CATEGORIES]]),
        summary=summary(local, entry),
        tel=telephone(entry),
        when=_when(local, entry),
        badges=badges(local, entry),
    )


def summary(local: Local, entry: Entry) -> Said:
    """Return the organisation in one sentence: its summary, else the beginning of its description."""
    org = entry.org
    own = org.translations.get(local.lang)
    if own and (own.summary or own.description):
        return local.said("", plain(own.summary) if own.summary else local.beginning(own.description or ""))
    return local.said(org.summary or local.beginning(org.description or ""))


def telephone(entry: Entry) -> str | None:
    """Return the number to call: the organisation's, else the first of its places, else of its services."""
    return next((contact.tel for contact in contacts(entry) if contact.tel), None)


def contacts(entry: Entry) -> list[Contact]:
    """Return every contact of the entry, the organisation's own first."""
    org = entry.org
    holders = [org, *org.all_places, *org.services]
    return [holder.contact for holder in holders if holder.contact is not None]


def badges(local: Local, entry: Entry) -> tuple[Badge, ...]:
    """Return the words that matter most: its state, whether it was confirmed, who may come, what it costs."""
    org, t = entry.org, local.t
    found = []
    if org.status in ("paused", "closed"):
        found.append(Badge(t(f"badge.{org.status}"), "warn"))
    if entry.stale:
        found.append(Badge(t("badge.stale"), "warn"))
    if org.open_to in ("anyone", "region"):
        found.append(Badge(t(f"badge.open-{org.open_to}"), "good"))
    if org.cost == "free":
        found.append(Badge(t("badge.free"), "good"))
    if org.apply == "none":
        found.append(Badge(t("badge.walk-in"), "good"))
    return tuple(found)


def _when(local: Local, entry: Entry) -> str:
    """Return the first line of the week, and that there is more where there is."""
    for holder in (entry.org, *entry.org.all_places):
        if holder.hours:
            found = hours.lines(holder.hours, local.t)
            more = local.t.raw("hours.more") if len(found) > 1 else ""
            return f"{found[0].days} {found[0].times}{more}"
    return ""
