"""How a difference may come back into an organisation's file. Each way is only proposed: `settling` tries it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from mapgen import phrases
from mapgen.changes import Extra, Moved, Told
from mapgen.drift.comparing import Difference
from mapgen.drift.prose import rewritten
from mapgen.drift.telling import COLUMN_FIELDS
from mapgen.exports.pins import Venue
from mapgen.model import Audience, Frozen, PublicPlace
from mapgen.orgfile import Change
from mapgen.site import Site

Path = tuple[str | int, ...]
Way = list[Change]

_CONTACTS = {"tel": "tel", "fax": "fax", "email": "email", "url": "url", "contact_note": "note"}
_LINES = {"summary": "summary", "first_contact": "first_contact"}
# A cell that was emptied says that there is no such thing; a line that is gone from a long text says nothing for sure.
_MAY_GO = {"notice", *COLUMN_FIELDS.values()}
_PAUSED = "いまは休止しています"


class Proposals:
    """The ways for one place of an organisation."""

    def __init__(self, venue: Venue, site: Site) -> None:
        self._venue, self._site, self._taxonomy = venue, site, site.content.taxonomy
        assert venue.place is not None, "a place of which nothing may be told"
        self._here, (self._place, self._service) = venue.place, _paths(venue)
        self._by_field: dict[str, Callable[[str, str], Iterator[Way]]] = {
            "name": self._name,
            "description": self._description,
            "category": self._category,
            "categories": self._categories,
            "forms": self._terms("forms", {form.name.ja: form.id for form in self._taxonomy.forms}),
            "serves": self._terms("serves", {city.name.ja: city.id for city in site.content.region.cities}),
            "audience": self._audience,
            "open_to": self._open_to,
            "apply": self._choice("apply", phrases.read_apply),
            "cost": self._choice("cost", phrases.read_cost),
            "languages": self._list("languages", phrases.read_languages),
            "accessibility": self._list("accessibility", phrases.read_accessibility),
            "hours": self._hours,
            "place": self._of_the_place("name"),
            "address": self._of_the_place("address"),
            "access": self._of_the_place("access"),
            "operator": lambda _, new: iter([[Change(("operator",), new or None)]]),
            "notice": self._notice,
            "verified": self._verified,
        }

    def ways(self, difference: Difference) -> Iterator[Way]:
        """Yield the ways to write a difference into the file, the likeliest first; none where nobody can be sure."""
        match difference.change:
            case Moved():
                yield from self._moved(difference)
            case Told(field, old, new) if new or field in _MAY_GO:
                if phrases.without_mobiles(new) != new or phrases.is_mobile(new):
                    return  # a private number never comes into the files
                if field in _CONTACTS:
                    yield from self._contact(_CONTACTS[field], new)
                elif field in _LINES:
                    yield from self._told(_LINES[field], new or None)
                elif field in self._by_field:
                    yield from self._by_field[field](old, new)
            case Told() | Extra():
                return

    def _moved(self, difference: Difference) -> Iterator[Way]:
        """Yield the point as a manual one. A place that is shown as far as its town never gets any."""
        point = difference.point
        if point is not None and isinstance(self._here, PublicPlace):
            degrees = f"{point.lat:.6f}", f"{point.lon:.6f}"
            yield [Change((*self._place, name), text) for name, text in zip(("lat", "lon"), degrees, strict=True)]

    def _name(self, old: str, new: str) -> Iterator[Way]:
        org = self._venue.org.name
        if old == org:
            yield [Change(("name",), new)]
        elif new.startswith(f"{org}(") and new.endswith(")"):
            part = new[len(org) + 1 : -1]
            yield [Change((*self._place, "name"), part)]
            if self._service:
                yield [Change((*self._service, "name"), part)]
        elif new.endswith(part := old.removeprefix(org)):
            yield [Change(("name",), new.removesuffix(part))]

    def _description(self, old: str, new: str) -> Iterator[Way]:
        markdown = self._venue.teller.description or self._venue.org.description
        if not new or markdown is None:
            yield from self._told("description", f"{new}\n" if new else None)
        elif (text := rewritten(markdown, old, new)) is not None:
            yield from self._told("description", text)

    def _contact(self, name: str, new: str) -> Iterator[Way]:
        channel: Any = name
        value = (phrases.accepted(channel, new) if name != "note" else new) if new else None
        if new and value is None:
            return
        levels: list[tuple[Path, Any]] = [
            (self._place, self._here),
            *([(self._service, self._venue.service)] if self._service else []),
            ((), self._venue.org),
        ]
        giver = next((path for path, level in levels if level.contact and getattr(level.contact, name)), ())
        for path in dict.fromkeys((giver, (), self._place)):
            yield [Change((*path, "contact", name), value)]

    def _told(self, name: str, value: object) -> Iterator[Way]:
        """Yield a field of the organisation, or of the programme that has its own."""
        yield from ([Change((*path, name), value)] for path in self._tellers(name))

    def _tellers(self, *names: str) -> Iterator[Path]:
        service = self._venue.service
        if self._service and any(getattr(service, name, None) is not None for name in names):
            yield self._service
        yield ()
        if self._service:
            yield self._service

    def _choice(self, name: str, read: Callable[[str], tuple[str | None, str | None]]) -> Callable[..., Iterator[Way]]:
        def ways(_: str, new: str) -> Iterator[Way]:
            choice, note = read(new) if new else (None, None)
            for path in self._tellers(name, f"{name}_note"):
                yield [Change((*path, name), choice), Change((*path, f"{name}_note"), note)]

        return ways

    def _list(self, name: str, read: Callable[[str], tuple[str, ...] | None]) -> Callable[..., Iterator[Way]]:
        def ways(_: str, new: str) -> Iterator[Way]:
            values = read(new) if new else None
            if values or not new:
                yield from self._told(name, list(values) if values else None)

        return ways

    def _terms(self, name: str, ids: dict[str, str]) -> Callable[..., Iterator[Way]]:
        return self._list(name, lambda new: phrases.named(new, ids))

    def _audience(self, _: str, new: str) -> Iterator[Way]:
        audience = self._venue.teller.audience or self._venue.org.audience
        if new and audience and audience.text:
            yield from ([Change((*path, "audience", "text"), new)] for path in self._tellers("audience"))
        if not new or "\n" not in new:
            yield from self._told("audience", _data(phrases.read_audience(new, self._taxonomy)) if new else None)

    def _open_to(self, _: str, new: str) -> Iterator[Way]:
        read = phrases.read_open_to(new, self._site.content.region) if new else ("", ())
        if read is not None:
            open_to, cities = read
            for path in self._tellers("open_to"):
                yield [Change((*path, "open_to"), open_to or None)]
                yield [Change((*path, "open_to"), open_to or None), Change((*path, "serves"), list(cities))]

    def _hours(self, old: str, new: str) -> Iterator[Way]:
        own = phrases.read_own_hours(new)
        opening = own if own.hours or own.closed else phrases.read_hours(new)
        structured = any(level.hours for level in (self._here, self._venue.teller, self._venue.org))
        if new and structured and not opening.hours:
            return  # only words are left of what was a timetable: a person must see to it
        hours = [_data(rule) for rule in opening.hours] or None
        closed = list(opening.closed) or None
        first = [self._place] if any((self._here.hours, self._here.closed, self._here.hours_note)) else []
        for path in dict.fromkeys((*first, *self._tellers("hours", "closed", "hours_note"), self._place)):
            note = Change((*path, "hours_note"), opening.note)
            yield [Change((*path, "hours"), hours), Change((*path, "closed"), closed), note]

    def _of_the_place(self, name: str) -> Callable[[str, str], Iterator[Way]]:
        return lambda _, new: iter([[Change((*self._place, name), new or None)]])

    def _category(self, _: str, new: str) -> Iterator[Way]:
        top = next((top.id for top in self._taxonomy.categories if top.name.ja == new), None)
        if top is not None:
            own = self._venue.org.categories
            first = [each for each in own if each.partition("/")[0] == top]
            others = [each for each in own if each.partition("/")[0] != top]
            yield [Change(("categories",), [*(first or [top]), *others])]
            yield [Change(("categories",), first or [top])]

    def _categories(self, _: str, new: str) -> Iterator[Way]:
        own = self._venue.org.categories
        names = {self._taxonomy.category(id).name.ja: id for id in reversed((*own, *self._taxonomy.category_ids()))}
        found = phrases.named(new, names) if new else ()
        if found is not None:
            top = own[0].partition("/")[0]
            yield [Change(("categories",), list(dict.fromkeys((top, *found))))]
            yield [Change(("categories",), list(found))]

    def _notice(self, old: str, new: str) -> Iterator[Way]:
        if new == _PAUSED:
            yield [Change(("status",), "paused")]
        elif old == _PAUSED and not new:
            yield [Change(("status",), "active")]

    def _verified(self, _: str, new: str) -> Iterator[Way]:
        verified, ours = phrases.read_verified(new), self._venue.org.verified
        if verified and (ours is None or verified.on >= ours.on):
            yield [Change(("verified",), _data(verified))]


def _paths(venue: Venue) -> tuple[Path, Path | None]:
    """Return where the file says what of the place, and of its programme."""
    number = venue.number - 1 - len(venue.org.places)
    if number < 0:
        return ("places", venue.number - 1), None
    for n, service in enumerate(venue.org.services):
        if number < len(service.places or ()):
            return ("services", n, "places", number), ("services", n)
        number -= len(service.places or ())
    raise IndexError(venue.id)


def _data(value: Frozen) -> dict[str, object]:
    """Return a value of the model as its file says it."""
    return value.model_dump(by_alias=True, exclude_none=True, exclude_defaults=isinstance(value, Audience))
