"""One organisation as rows of HSDS, and each of its services as the JSON that HSDS has for a service.

An organisation without programmes has one service of its own name. A programme has what it says itself, else what its
organisation says; telephone numbers and addresses of the organisation stay with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from mapgen.exports.hsds.ids import uuid
from mapgen.exports.hsds.locations import location, phones
from mapgen.exports.hsds.schedules import schedules
from mapgen.exports.hsds.store import Row, Store
from mapgen.exports.hsds.terms import Terms
from mapgen.exports.pins import Venue, venues_of
from mapgen.exports.prose import clean, one_line
from mapgen.exports.records import address
from mapgen.exports.terms import source_in_words
from mapgen.model import Closing, Hours, Organization, Place, Service
from mapgen.site import Entry, Site
from mapgen.wording import (
    apply_in_words,
    audience_in_words,
    cost_in_words,
    date_in_words,
    joined,
    languages_in_words,
    open_to_in_words,
)

STATUS = {"active": "active", "paused": "temporarily closed"}
_PAUSED = "いまは休止しています"
_NOT_RECORDED = "not recorded"

Week = tuple[Sequence[Hours] | None, Sequence[Closing] | None, str | None]
"""Opening hours, days closed, and what is said beside them."""


class Body:
    """One organisation on its way into the tables."""

    def __init__(self, store: Store, terms: Terms, entry: Entry, site: Site) -> None:
        self.store, self.terms, self.entry, self.site, self.org = store, terms, entry, site, entry.org
        self.id = uuid(f"organization/{entry.id}")

    def services(self) -> Iterator[Row]:
        """Write everything of the organisation; yield each of its services with all that belongs to it."""
        organization = self._organization()
        venues = [venue for venue in venues_of(self.entry) if venue.located]
        places = {venue.number: location(self.store, venue, self.site, self.id) for venue in venues}
        taken: set[str] = set()
        for service in self.org.services or (None,):
            name = f"service/{self.entry.id}" + (f"/{service.name}" if service else "")
            while name in taken:
                name += "+"
            taken.add(name)
            owner = service if service and service.places else None
            its = [(venue, places[venue.number]) for venue in venues if venue.service is owner]
            yield _Programme(self, service, name).told(its, organization)

    def _organization(self) -> Row:
        org = self.org
        kind = self.site.content.taxonomy.kind(org.type).name.ja if org.type else None
        contact = org.contact
        row = {
            "id": self.id,
            "name": one_line(org.name),
            "alternate_name": joined(org.aliases),
            "description": _description(org),
            "email": contact.email if contact else None,
            "website": contact.url if contact else None,
            "legal_status": kind,
            "uri": address(self.site, self.entry.path),
        }
        told = self.store.add("organization", row)
        parts = {
            "phones": phones(self.store, contact, f"organization/{org.id}", organization_id=self.id),
            "organization_identifiers": self._identifiers(),
            "attributes": self._reading(),
            "metadata": list(self._metadata()),
        }
        return told | {name: part for name, part in parts.items() if part}

    def _identifiers(self) -> list[Row]:
        number = self.org.corporate_number
        row = {
            "id": uuid(f"organization_identifier/{self.org.id}"),
            "identifier_type": "法人番号",
            "identifier": number,
        }
        return [self.store.add("organization_identifier", row, organization_id=self.id)] if number else []

    def _reading(self) -> list[Row]:
        kana = self.org.kana
        return [self.terms.link(self.store, "reading", "kana", "organization", self.id, kana)] if kana else []

    def _metadata(self) -> Iterator[Row]:
        """Yield who found what where, and when: the day of confirmation, and the sources."""
        verified = self.org.verified
        day = (verified.on if verified else self.site.date).isoformat()
        if verified:
            yield self._change("verify", "assured_date", day, day)
        for words in dict.fromkeys(source_in_words(source) for source in self.org.sources):
            yield self._change("source", "*", words, day)

    def _change(self, action: str, field: str, value: str, day: str) -> Row:
        row = {
            "id": uuid(f"metadata/{self.org.id}/{action}/{value}"),
            "last_action_date": day,
            "last_action_type": action,
            "field_name": field,
            "previous_value": _NOT_RECORDED,
            "replacement_value": value,
            "updated_by": self.site.content.settings.operator.ja,
        }
        return self.store.add("metadata", row, resource_id=self.id, resource_type="organization")


class _Programme:
    """One service of a body; `name` is what its identifiers are made of."""

    def __init__(self, body: Body, service: Service | None, name: str) -> None:
        self.body, self.service, self.name, self.store = body, service, name, body.store
        self.id = uuid(name)

    def _said(self, field: str) -> Any:
        """Return what the programme says, else what its organisation does."""
        own = getattr(self.service, field) if self.service else None
        return getattr(self.body.org, field) if own is None else own

    def told(self, places: list[tuple[Venue, Row]], organization: Row) -> Row:
        """Write the service and what hangs on it; return it with all of it, its organisation too."""
        told = self.store.add("service", self._row(), organization_id=self.body.id)
        own = self.service.contact if self.service else None
        parts = {
            "phones": phones(self.store, own, self.name, service_id=self.id),
            "schedules": self._schedules(self.name, self._week(), service_id=self.id),
            "service_areas": self._areas(),
            "service_at_locations": [self._at(venue, place) for venue, place in places],
            "languages": self._languages(),
            "cost_options": self._costs(),
            "attributes": self._attributes(),
        }
        return told | {"organization": organization} | {name: part for name, part in parts.items() if part}

    def _row(self) -> Row:
        org, taxonomy = self.body.org, self.body.site.content.taxonomy
        audience, contact = self._said("audience"), self._said("contact")
        ages = audience.ages if audience else None
        serves, region = self._said("serves"), self.body.site.content.region
        eligible = (audience_in_words(audience, taxonomy), open_to_in_words(self._said("open_to"), serves, region))
        steps = (self._said("first_contact"), apply_in_words(self._said("apply"), self._said("apply_note")))
        return {
            "id": self.id,
            "name": one_line(self.service.name if self.service else org.name),
            "description": _description(self.service or org) or None,
            "url": (contact.url or contact.form) if contact else None,
            "email": contact.email if contact else None,
            "status": STATUS[org.status],
            "application_process": "\n".join(step for step in steps if step),
            "fees_description": cost_in_words(self._said("cost"), self._said("cost_note")),
            "eligibility_description": "\n".join(words for words in eligible if words),
            "minimum_age": ages.since if ages else None,
            "maximum_age": ages.to if ages else None,
            "assured_date": org.verified.on.isoformat() if org.verified else None,
            "alert": _alert(org),
        }

    def _week(self, place: Place | None = None) -> Week:
        """Return hours, days closed and note of the service, of a place its own where it has them."""
        own = (place.hours, place.closed, place.hours_note) if place else (None, None, None)
        hours, closed, note = own
        return (
            self._said("hours") if hours is None else hours,
            self._said("closed") if closed is None else closed,
            note or self._said("hours_note"),
        )

    def _schedules(self, owner: str, week: Week, **links: str) -> list[Row]:
        found = enumerate(schedules(*week), start=1)
        return [self.store.add("schedule", {"id": uuid(f"schedule/{owner}/{n}"), **row}, **links) for n, row in found]

    def _at(self, venue: Venue, place: Row) -> Row:
        name = f"service_at_location/{self.name}/{venue.number}"
        row = self.store.add("service_at_location", {"id": uuid(name)}, service_id=self.id, location_id=place["id"])
        at = venue.place
        if at is None or (at.hours, at.closed, at.hours_note) == (None, None, None):
            return row | {"location": place}
        own = self._schedules(name, self._week(at), service_at_location_id=row["id"])
        return row | {"location": place, "schedules": own}

    def _areas(self) -> list[Row]:
        region, serves = self.body.site.content.region, self._said("serves")
        about = open_to_in_words(self._said("open_to"), serves, region)
        return [
            self.store.add(
                "service_area",
                {"id": uuid(f"service_area/{self.name}/{city.id}"), "name": city.name.ja, "description": about},
                service_id=self.id,
            )
            for city in region.cities
            if city.id in serves
        ]

    def _languages(self) -> list[Row]:
        """Return the languages of the desk. Plain Japanese has no code (ISO 639); a script is no part of one."""
        codes = tuple(dict.fromkeys(self._said("languages") or ()))
        rows = []
        for code, word in zip(codes, languages_in_words(codes), strict=True):
            language, _, script = code.partition("-")
            easy = code == "easy"
            row = {"id": uuid(f"language/{self.name}/{code}"), "name": "やさしい日本語" if easy else word}
            row |= {"code": "" if easy else language, "note": script}
            rows.append(self.store.add("language", row, service_id=self.id))
        return rows

    def _costs(self) -> list[Row]:
        cost, words = self._said("cost"), cost_in_words(self._said("cost"), self._said("cost_note"))
        if not words:
            return []
        row: Row = {"id": uuid(f"cost_option/{self.name}"), "currency": "JPY", "amount_description": words}
        row["amount"] = 0 if cost == "free" else None
        return [self.store.add("cost_option", row, service_id=self.id)]

    def _attributes(self) -> list[Row]:
        audience = self._said("audience")
        found = {
            "category": self._said("categories"),
            "form": self._said("forms"),
            "audience": audience.groups if audience else (),
        }
        link = self.body.terms.link
        return [
            link(self.store, kind, each, "service", self.id)
            for kind, terms in found.items()
            for each in dict.fromkeys(terms)
        ]


def _description(holder: Organization | Service) -> str:
    """Return summary and description (Markdown), of an organisation with who runs it: never nothing."""
    operator = holder.operator if isinstance(holder, Organization) else None
    parts = (holder.summary, holder.description, f"運営: {operator}" if operator else None)
    return "\n\n".join(text for part in parts if part and (text := clean(part).strip()))


def _alert(org: Organization) -> str:
    parts = [_PAUSED] if org.status == "paused" else []
    if notice := org.notice:
        parts.append(notice.text + (f"({date_in_words(notice.until)}まで)" if notice.until else ""))
    return joined(parts)
