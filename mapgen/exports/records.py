"""`data/orgs.json`: everything that is published of each organisation, one a line, in the shape that its schema says.

A key that is not there was not answered, which is not the same as no.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from io import BytesIO
from typing import Any

from mapgen.exports.pins import Pin, Venue, venues_of
from mapgen.exports.prose import clean
from mapgen.exports.records_schema import SCHEMA_PATH, VERSION, schema
from mapgen.exports.terms import sources, terms
from mapgen.model import OUTSIDE, AreaPlace, Artifact, Contact, Hours, Organization, PublicPlace, Service
from mapgen.site import Entry, Site

PATH = "data/orgs.json"
_MAKER = "exports/records"

Record = dict[str, Any]
Holder = Organization | Service

_TEXTS = (
    "summary", "description", "open_to", "first_contact", "apply", "apply_note", "cost", "cost_note", "hours_note"
)  # fmt: skip
_LISTS = ("categories", "forms", "serves", "languages", "accessibility")
_CONTACTS = ("tel", "fax", "email", "url", "form", "line", "note")


def files(site: Site) -> Iterator[Artifact]:
    """Yield the records and the schema that they keep to."""
    yield Artifact(PATH, document(site, site.listed), _MAKER)
    yield Artifact(SCHEMA_PATH, as_json(schema(site), indent=2), _MAKER)


def document(site: Site, entries: Iterable[Entry]) -> bytes:
    """Return the records of some organisations, one a line, so that a change of one is one line of a diff."""
    chosen = sorted(entries, key=lambda entry: entry.id)
    head = {
        "$schema": address(site, SCHEMA_PATH),
        "version": VERSION,
        "title": site.content.settings.title.ja,
        **terms(site),
        "date": site.date.isoformat(),
        "count": len(chosen),
    }
    made = BytesIO()  # as bytes at once: of a country the records would be in memory three times
    made.write(f'{json.dumps(head, ensure_ascii=False)[:-1]}, "organizations": [\n'.encode())
    for number, entry in enumerate(chosen):
        made.write(b",\n" if number else b"")
        made.write(json.dumps(record(entry, site), ensure_ascii=False).encode())
    made.write(b"\n]}\n")
    return made.getvalue()


def as_json(value: object, indent: int | None = None) -> bytes:
    """Return a whole file of JSON."""
    return (json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent) + "\n").encode()


def address(site: Site, path: str) -> str:
    """Return the address of a file or a page of the site."""
    return site.base_url.rstrip("/") + "/" + path


def record(entry: Entry, site: Site) -> Record:
    """Return one organisation."""
    org = entry.org
    told: Record = {"id": org.id, "page": address(site, entry.path), "name": clean(org.name), "status": org.status}
    told |= {"kana": org.kana, "aliases": list(org.aliases), "type": org.type, "operator": org.operator}
    told["corporate_number"] = org.corporate_number
    told |= _said(org)
    told["places"] = [_place(v) for v in venues_of(entry) if v.located and v.service is None]
    told["services"] = [_service(service, entry) for service in org.services]
    told["sensitive"] = list(org.sensitive)
    told["links"] = [{"title": link.title, "url": link.url} for link in org.links]
    told["related"] = [other for other in org.related if other in site.by_id and site.by_id[other].org.listed]
    if org.notice:
        told["notice"] = _known({"text": org.notice.text, "until": _day(org.notice.until)})
    if org.verified:
        told["verified"] = {"on": org.verified.on.isoformat(), "by": org.verified.by}
    told["sources"] = sources(org.sources)
    told["translations"] = {
        lang: _known({name: getattr(each, name) for name in ("name", "summary", "description", "first_contact")})
        for lang, each in sorted(org.translations.items())
    }
    return _known(told)


def _service(service: Service, entry: Entry) -> Record:
    """Return a programme: only what it says itself; what it does not say, the organisation does."""
    places = [_place(venue) for venue in venues_of(entry) if venue.service is service]
    return _known({"name": clean(service.name), **_said(service), "places": places})


def _said(holder: Holder) -> Record:
    told: Record = {name: clean(text).strip() for name in _TEXTS if (text := getattr(holder, name))}
    told |= {name: list(words) for name in _LISTS if (words := getattr(holder, name))}
    if audience := holder.audience:
        ages = _known({"from": audience.ages.since, "to": audience.ages.to}) if audience.ages else None
        told["audience"] = _known({"text": audience.text, "ages": ages, "groups": list(audience.groups)})
    return told | _reached(holder.contact) | _open(holder.hours, holder.closed)


def _reached(contact: Contact | None) -> Record:
    told = {name: value for name in _CONTACTS if (value := getattr(contact, name))} if contact else {}
    return {"contact": told} if told else {}


def _open(hours: tuple[Hours, ...] | None, closed: tuple[str | date, ...] | None) -> Record:
    told: Record = {}
    if hours is not None:
        told["hours"] = [_rule(rule) for rule in hours]
    if closed is not None:
        told["closed"] = [each if isinstance(each, str) else each.isoformat() for each in closed]
    return told


def _rule(rule: Hours) -> Record:
    told: Record = {"days": list(rule.days)}
    if rule.nth:
        told["nth"] = list(rule.nth)
    told |= {"open": f"{rule.open:%H:%M}", "close": f"{rule.close:%H:%M}"}
    return told | ({"note": rule.note} if rule.note else {})


def _place(venue: Venue) -> Record:
    """Return a place: one that is not public as its city, and its town where that may be known."""
    assert venue.located is not None
    told: Record = {"id": venue.id, "visibility": venue.located.place.visibility, "city": venue.city or OUTSIDE}
    place = venue.place
    if isinstance(place, AreaPlace):
        told["town"] = venue.located.address.town if venue.located.address else None
    if isinstance(place, PublicPlace):
        told |= {"name": place.name, "address": place.address, "access": place.access}
        if isinstance(venue, Pin):
            point, precision = venue.spot.point, venue.spot.precision
            told |= {"lat": round(point.lat, 6), "lon": round(point.lon, 6), "precision": precision.value}
            told |= {"radius": precision.radius, "point_from": venue.spot.provider}
    if place is not None:
        told |= _reached(place.contact) | _open(place.hours, place.closed) | {"hours_note": place.hours_note}
    return _known(told)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _known(told: Record) -> Record:
    """Return what is known: neither None nor an empty text or list. `closed: []` says that it never is."""
    return {key: value for key, value in told.items() if value not in (None, "", [], {}) or key in ("hours", "closed")}
