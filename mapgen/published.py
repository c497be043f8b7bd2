"""What is published of an organisation, field by field in Japanese: for staff, and for the organisation to confirm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mapgen.exports.prose import one_line, plain
from mapgen.model import AreaPlace, Contact, Organization, Place, PublicPlace, Service
from mapgen.site import Entry, Site
from mapgen.wording import (
    access_in_words,
    apply_in_words,
    audience_in_words,
    cost_in_words,
    date_in_words,
    hours_in_words,
    joined,
    languages_in_words,
    open_to_in_words,
)

Holder = Organization | Service | Place

TITLES = {
    "name": "名称",
    "aliases": "ほかの呼び名",
    "operator": "種別・運営",
    "summary": "ひとことで",
    "description": "説明",
    "categories": "分野",
    "forms": "活動のかたち",
    "serves": "活動する市",
    "audience": "対象・使える人",
    "address": "住所",
    "access": "行き方",
    "tel": "電話",
    "fax": "FAX",
    "email": "メール",
    "url": "ウェブ",
    "contact_note": "連絡の補足",
    "hours": "開いている日",
    "first_contact": "はじめての連絡",
    "apply": "申し込み",
    "cost": "費用",
    "languages": "ことば・設備",
    "services": "事業",
    "notice": "お知らせ",
}
UNTIL = "{day}まで"
PAUSED = "お休み中"
CLOSED = "活動を終えました"
HIDDEN = "くわしい場所を公開していません({city})"


@dataclass(frozen=True, slots=True)
class Fact:
    """One field: its title, and the lines that its page says; no line where nothing is published."""

    title: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """Return the lines as one: `046-000-0000 / 046-000-0001(本部)`."""
        return " / ".join(self.lines)


def published(entry: Entry, site: Site) -> dict[str, Fact]:
    """Return every field by its id, in the order of the sheet, also those of which nothing is published."""
    return {field: Fact(TITLES[field], tuple(filter(None, lines))) for field, lines in _facts(entry, site)}


def holders(org: Organization) -> Iterator[tuple[str, Holder]]:
    """Yield the organisation, its places and its services, each with its name, '' for the organisation itself."""
    yield "", org
    yield from ((place.name or "", place) for place in org.all_places)
    yield from ((service.name, service) for service in org.services)


def contacts(org: Organization, kind: str) -> tuple[tuple[str, str], ...]:
    """Return each published contact of a kind (`tel`, `fax` …) with whose it is, the organisation's own first."""
    found: dict[str, str] = {}
    for name, holder in holders(org):
        contact: Contact | None = holder.contact
        if contact and (value := getattr(contact, kind)):
            found.setdefault(str(value), name)
    return tuple(found.items())


def _facts(entry: Entry, site: Site) -> Iterator[tuple[str, list[str]]]:
    org, taxonomy = entry.org, site.content.taxonomy
    kind = taxonomy.kind(org.type).name.ja if org.type and org.type != "other" else ""
    yield "name", [f"{org.name}({org.kana})" if org.kana else org.name]
    yield "aliases", [joined(org.aliases)]
    yield "operator", [kind, org.operator or ""]
    yield "summary", [org.summary or ""]
    yield "description", [one_line(plain(org.description or ""))]
    yield "categories", [joined(taxonomy.category(id).name.ja for id in entry.categories)]
    yield "forms", [joined(taxonomy.form(id).name.ja for id in entry.forms)]
    yield "serves", [_cities(org.serves, site)]
    yield "audience", _audience(org, site)
    yield "address", [_address(place, site) for place in org.all_places]
    yield "access", [place.access or "" for place in org.all_places if isinstance(place, PublicPlace)]
    yield from ((kind, _ways(org, kind)) for kind in ("tel", "fax", "email"))
    yield "url", [*_ways(org, "url"), *_ways(org, "form"), *_ways(org, "line")]
    yield "contact_note", _ways(org, "note")
    yield "hours", _hours(org)
    yield "first_contact", [org.first_contact or ""]
    yield "apply", [apply_in_words(org.apply, org.apply_note) or ""]
    yield "cost", [cost_in_words(org.cost, org.cost_note) or ""]
    yield "languages", [joined(languages_in_words(org.languages)), joined(access_in_words(org.accessibility))]
    yield "services", [_named(service.name, one_line(service.summary or "")) for service in org.services]
    yield "notice", [*_notice(org)]


def _cities(ids: tuple[str, ...], site: Site) -> str:
    return joined(city.name.ja for city in site.content.region.cities if city.id in ids)


def _audience(org: Organization, site: Site) -> list[str]:
    return [
        audience_in_words(org.audience, site.content.taxonomy) or "",
        open_to_in_words(org.open_to, org.serves, site.content.region) or "",
    ]


def _address(place: Place, site: Site) -> str:
    """Return what is said of where a place is: of a hidden one its city alone."""
    if isinstance(place, PublicPlace | AreaPlace) and place.address:
        return _named(place.name or "", place.address)
    city = getattr(place, "city", None)
    known = {each.id: each.name.ja for each in site.content.region.cities}
    where = known.get(city or "", "地域の外")
    return _named(place.name or "", where if isinstance(place, PublicPlace) else HIDDEN.format(city=where))


def _ways(org: Organization, kind: str) -> list[str]:
    return [f"{value}({name})" if name else value for value, name in contacts(org, kind)]


def _hours(org: Organization) -> list[str]:
    found = []
    for name, holder in holders(org):
        lines = hours_in_words(holder.hours, holder.closed, holder.hours_note)
        found += [_named(name, line) for line in lines]
    return list(dict.fromkeys(found))


def _notice(org: Organization) -> Iterator[str]:
    if org.status in ("paused", "closed"):
        yield PAUSED if org.status == "paused" else CLOSED
    if org.notice:
        until = f"({UNTIL.format(day=date_in_words(org.notice.until))})" if org.notice.until else ""
        yield org.notice.text + until


def _named(name: str, text: str) -> str:
    """Return `本部: …`, or what there is of the two."""
    return f"{name}: {text}" if name and text else name or text
