"""The facts of an organisation, a service or a place in words: when, for whom, what it costs, how to reach it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapgen.model import Audience, Closing, Contact, Hours, Organization, Service, Weekday
from mapgen.render import hours
from mapgen.theme.html import Markup, tel_href

if TYPE_CHECKING:
    from mapgen.render.local import Local, Said


@dataclass(frozen=True, slots=True)
class Week:
    """Opening hours: lines to read, seven days to see, and when it is closed."""

    lines: tuple[hours.Line, ...]
    days: tuple[tuple[Weekday, hours.Opening], ...]
    closed: str
    note: str | None


@dataclass(frozen=True, slots=True)
class Channel:
    """One way to reach somebody: its kind names icon and label."""

    kind: str
    shown: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Worded:
    """A fact in the interface's words, with the editor's note."""

    text: Markup | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Facts:
    """What a `<dl>` says; what nobody answered is None or empty and is not shown."""

    week: Week | None
    audience: Worded | None
    groups: tuple[str, ...]
    cost: Worded | None
    open_to: Markup | None
    serves: str
    apply: Worded | None
    languages: str
    accessibility: tuple[Markup, ...]
    channels: tuple[Channel, ...]
    contact_note: str | None
    first_contact: Said | None

    @property
    def empty(self) -> bool:
        """Return whether there is nothing to show."""
        return not any(getattr(self, name) for name in self.__slots__)


def facts(local: Local, holder: Organization | Service) -> Facts:
    """Return the facts of an organisation, or those a service gives itself."""
    own = holder.translations.get(local.lang) if isinstance(holder, Organization) else None
    return Facts(
        week=week(local, holder.hours, holder.closed, holder.hours_note),
        audience=_audience(local, holder.audience),
        groups=_groups(local, holder.audience),
        cost=_worded(local, "cost", holder.cost, holder.cost_note),
        open_to=_open_to(local, holder),
        serves=local.cities(holder.serves or ()),
        apply=_worded(local, "apply", holder.apply, holder.apply_note),
        languages=languages(local, holder.languages or ()),
        accessibility=tuple(local.t(f"access.{name}") for name in holder.accessibility or ()),
        channels=channels(holder.contact),
        contact_note=holder.contact.note if holder.contact else None,
        first_contact=local.said(holder.first_contact or "", own.first_contact if own else None)
        if holder.first_contact
        else None,
    )


def week(
    local: Local, opening: Iterable[Hours] | None, closed: Iterable[Closing] | None, note: str | None
) -> Week | None:
    """Return opening hours in words, or None where nothing is known."""
    opening, closed = tuple(opening or ()), tuple(closed or ())
    if not (opening or closed or note):
        return None
    lines = hours.lines(opening, local.t)
    return Week(lines, hours.week(opening) if opening else (), hours.closings(closed, local.t), note)


def channels(contact: Contact | None) -> tuple[Channel, ...]:
    """Return the ways to reach somebody, the telephone first."""
    if contact is None:
        return ()
    ways = (
        ("tel", contact.tel, tel_href(contact.tel) if contact.tel else None),
        ("fax", contact.fax, None),
        ("email", contact.email, f"mailto:{contact.email}"),
        ("form", contact.form, contact.form),
        ("line", contact.line, contact.line),
        ("url", contact.url, contact.url),
    )
    return tuple(Channel(kind, _short(shown), href) for kind, shown, href in ways if shown)


def _short(address: str) -> str:
    """Return an address as it is read: without the scheme, and not longer than a line of a phone."""
    bare = address.removeprefix("https://").removeprefix("http://").rstrip("/")
    return bare if len(bare) <= 40 else f"{bare[:39]}…"


def _worded(local: Local, kind: str, value: str | None, note: str | None) -> Worded | None:
    if value is None and note is None:
        return None
    return Worded(local.t(f"{kind}.{value}") if value else None, note)


def _audience(local: Local, audience: Audience | None) -> Worded | None:
    if audience is None or not (audience.text or audience.ages):
        return None
    return Worded(_ages(local, audience), audience.text)


def _ages(local: Local, audience: Audience) -> Markup | None:
    ages = audience.ages
    if ages is None or (ages.since is None and ages.to is None):
        return None
    kind = "between" if ages.since is not None and ages.to is not None else "from" if ages.to is None else "to"
    return local.t(f"ages.{kind}", since=ages.since, to=ages.to)


def _groups(local: Local, audience: Audience | None) -> tuple[str, ...]:
    taxonomy = local.content.taxonomy
    return tuple(local.name(taxonomy.group(group).name) for group in (audience.groups if audience else ()))


def _open_to(local: Local, holder: Organization | Service) -> Markup | None:
    if holder.open_to is None:
        return None
    everywhere = tuple(city.id for city in local.content.region.cities)
    cities = everywhere if holder.open_to == "region" else holder.serves or ()
    if not cities:
        return None if holder.open_to == "residents" else local.t(f"open-to.{holder.open_to}", cities="")
    return local.t(f"open-to.{holder.open_to}", cities=local.cities(cities))


def languages(local: Local, codes: Iterable[str]) -> str:
    """Return the names of languages in a row, with their readings; one the theme does not know is its code."""
    names = {code: f"tongue.{code}" for code in codes}
    return local.t.listing([local.t.raw(key) if local.t.knows(key) else code for code, key in names.items()])
