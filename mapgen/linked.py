"""What pages say to programs: schema.org as JSON-LD, for search engines and whoever else reads it.

Hours, address and point belong to a Place there, not to an Organization. What schema.org cannot say whole is not said:
a week with an nth weekday or with a note in words is left out, never told as something like it; so is every place
that is withheld. Of organisations that help people in danger, and of those that have ended, nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from mapgen.geocode import Located
from mapgen.model import Closing, Hours, Organization, PublicPlace, Service
from mapgen.site import Entry, Site

CONTEXT = "https://schema.org"
Thing = dict[str, Any]
"""A thing of schema.org: its `@type` and its properties; those that nobody answered are not there."""

# The kinds of body of the taxonomy that schema.org has a type for; any other is an Organization.
_TYPES = {
    "npo": "NGO",
    "volunteer": "NGO",
    "welfare-corporation": "NGO",
    "welfare-council": "NGO",
    "public": "GovernmentOrganization",
}
_DAYS = {
    "mon": "Monday",
    "tue": "Tuesday",
    "wed": "Wednesday",
    "thu": "Thursday",
    "fri": "Friday",
    "sat": "Saturday",
    "sun": "Sunday",
}
PAUSED = "いまは活動をお休みしています。"


def page(url: str, changed: date, crumbs: Sequence[tuple[str, str]], about: Thing) -> Thing:
    """Return a page: where it is, when it changed, the way to it as names and addresses, and what it is about."""
    return {
        "@context": CONTEXT,
        "@type": "WebPage",
        "url": url,
        "dateModified": changed.isoformat(),
        "breadcrumb": _breadcrumbs(crumbs),
        "mainEntity": about,
    }


def changed(entry: Entry, site: Site) -> date:
    """Return when what is said of an organisation last changed: when it was confirmed, else with the content."""
    return entry.org.verified.on if entry.org.verified else site.date


def website(site: Site) -> Thing:
    """Return the site itself, for its first page."""
    settings = site.content.settings
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "url": site.base_url,
        "name": settings.title.ja,
        "description": settings.tagline.ja,
        "inLanguage": [lang for lang in settings.languages if lang != "easy"],
        "dateModified": site.date.isoformat(),
        "license": settings.licence_url,
        "publisher": {"@type": "Organization", "name": settings.operator.ja},
    }


def items(urls: Iterable[str]) -> Thing:
    """Return a list of pages in its order."""
    listed = [{"@type": "ListItem", "position": n, "url": url} for n, url in enumerate(urls, start=1)]
    return {"@type": "ItemList", "numberOfItems": len(listed), "itemListElement": listed}


def organization(entry: Entry, site: Site) -> Thing | None:
    """Return an organisation with its public places, None where programs are told nothing of it."""
    if not entry.shareable:
        return None
    org, contact = entry.org, entry.org.contact
    page = site.base_url.rstrip("/") + "/" + entry.path
    number = {"@type": "PropertyValue", "propertyID": "法人番号", "value": org.corporate_number}
    cities = {city.id: city.name.ja for city in site.content.region.cities}
    summary = f"{PAUSED if org.status == 'paused' else ''}{org.summary or ''}"
    return _told(
        {
            "@type": _TYPES.get(org.type or "", "Organization"),
            "name": org.name,
            "alternateName": [*([org.kana] if org.kana and org.kana != org.name else []), *org.aliases],
            "description": summary,
            "url": (contact.url if contact else None) or page,
            "telephone": contact.tel if contact else None,
            "faxNumber": contact.fax if contact else None,
            "email": contact.email if contact else None,
            "identifier": number if org.corporate_number else None,
            "areaServed": [cities[city] for city in org.serves],
            "knowsLanguage": list(org.languages or ()),
            "location": list(_places(entry, site)),
        }
    )


def _places(entry: Entry, site: Site) -> Iterator[Thing]:
    """Yield the public places, each with the hours that it gives or inherits from its programme or the organisation."""
    org = entry.org
    holders: list[Organization | Service] = [org] * len(org.places)
    holders += [service.inherit(org) for service in org.services for _ in service.places or ()]
    for located, holder in zip(entry.locations, holders, strict=True):
        if isinstance(located.place, PublicPlace):
            opening = {} if org.status == "paused" else _opening(holder, located.place, site.date)
            yield _place(located.place, located, opening, site)


def _place(place: PublicPlace, located: Located, opening: Thing, site: Site) -> Thing:
    spot, contact = located.spot, place.contact
    point = spot.point if spot and spot.precision.exact else None
    return _told(
        {
            "@type": "Place",
            "name": place.name,
            "address": _address(place, located, site),
            "geo": {"@type": "GeoCoordinates", "latitude": point.lat, "longitude": point.lon} if point else None,
            "telephone": contact.tel if contact else None,
            **opening,
        }
    )


def _address(place: PublicPlace, located: Located, site: Site) -> Thing:
    """Return the address as a letter has it; what was read of it, or all of it in one line."""
    address, city = located.address, next((c for c in site.content.region.cities if c.id == located.city), None)
    if address is None:
        street, town, prefecture = place.address, city.name.ja if city else None, city.prefecture if city else None
    else:
        street = address.canonical.removeprefix(address.prefecture).removeprefix(address.city_name)
        street, town, prefecture = f"{street} {address.building}".strip(), address.city_name, address.prefecture
    known = {"streetAddress": street, "addressLocality": town, "addressRegion": prefecture, "addressCountry": "JP"}
    return _told({"@type": "PostalAddress", **known})


def _opening(holder: Organization | Service, place: PublicPlace, day: date) -> Thing:
    """Return the weekly hours and the days off as properties of a place; none where they cannot be said whole."""
    hours = place.hours if place.hours is not None else holder.hours
    closed = place.closed if place.closed is not None else holder.closed
    if not hours or place.hours_note or holder.hours_note or not all(_weekly(rule) for rule in hours):
        return {}
    weekly = [_hours([_DAYS[day] for day in rule.days], f"{rule.open:%H:%M}", f"{rule.close:%H:%M}") for rule in hours]
    off = [_hours(["PublicHolidays"], "00:00", "00:00")] if "holidays" in (closed or ()) else []
    special = [_closed(since, until) for since, until in _days_off(closed or (), day)]
    return _told({"openingHoursSpecification": weekly + off, "specialOpeningHoursSpecification": special})


def _weekly(rule: Hours) -> bool:
    """Return whether a rule holds in every week, as schema.org has it, and without a note."""
    return not rule.note and (not rule.nth or set(rule.nth) == {1, 2, 3, 4, 5})


def _hours(days: list[str], opens: str, closes: str) -> Thing:
    """Return a specification; the same time twice is closed all day, as search engines read it."""
    which = days if len(days) > 1 else days[0]
    return {"@type": "OpeningHoursSpecification", "dayOfWeek": which, "opens": opens, "closes": closes}


def _days_off(closed: Sequence[Closing], day: date) -> Iterator[tuple[date, date]]:
    """Yield the first and the last day of each time off: the coming turn of the year, and single days to come."""
    if "new-year" in closed:
        yield date(day.year, 12, 29), date(day.year + 1, 1, 3)
    yield from ((each, each) for each in sorted(c for c in closed if isinstance(c, date)) if each >= day)


def _closed(since: date, until: date) -> Thing:
    return {
        "@type": "OpeningHoursSpecification",
        "validFrom": since.isoformat(),
        "validThrough": until.isoformat(),
        "opens": "00:00",
        "closes": "00:00",
    }


def _breadcrumbs(crumbs: Sequence[tuple[str, str]]) -> Thing:
    steps = [
        {"@type": "ListItem", "position": n, "name": name, "item": url} for n, (name, url) in enumerate(crumbs, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}


def _told(thing: Thing) -> Thing:
    """Return what is known of a thing; of one alone its value, of none nothing."""
    known = {name: value[0] if isinstance(value, list) and len(value) == 1 else value for name, value in thing.items()}
    return {name: value for name, value in known.items() if value not in (None, "", [])}
