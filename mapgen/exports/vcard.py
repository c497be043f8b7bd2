"""`orgs/<id>.vcf`: whom to call, for the address book of a phone; one card for each organisation.

vCard 3.0 (RFC 2426), not 4.0: it is what address books of phones and of office programs write themselves, and all of
them read; of 4.0 many read nothing. Where an organisation helps people in danger there is no card: others look into
an address book, and it is copied to other devices.
"""

from __future__ import annotations

from collections.abc import Iterator

from mapgen.exports.lines import escaped, text
from mapgen.exports.pins import Pin, Venue, venues_of
from mapgen.geocode import Located
from mapgen.model import Artifact, PublicPlace
from mapgen.site import Entry, Site
from mapgen.wording import joined, verified_in_words

PATHS = "orgs/*.vcf"
COUNTRY = "日本"
# What a contact is called in a card: its property, and the kind that phones show before it.
_WAYS = (
    ("tel", "TEL;TYPE=WORK,VOICE"),
    ("fax", "TEL;TYPE=WORK,FAX"),
    ("email", "EMAIL;TYPE=INTERNET,WORK"),
    ("url", "URL;TYPE=WORK"),
)


def files(site: Site) -> Iterator[Artifact]:
    """Yield the card of each organisation that anybody may keep."""
    for entry in site.listed:
        if entry.shareable:
            yield Artifact(f"orgs/{entry.id}.vcf", card(entry, site).encode(), "exports/vcard")


def card(entry: Entry, site: Site) -> str:
    """Return the card of an organisation: the ways to reach it, its public places, when it is open."""
    org, page = entry.org, site.base_url.rstrip("/") + "/" + entry.path
    name, kana = escaped(org.name), escaped(org.kana or "")
    venues = [venue for venue in venues_of(entry) if isinstance(venue.place, PublicPlace)]
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "PRODID:-//mapgen//mapgen//JA",
        f"UID:{escaped(page)}",
        f"FN:{name}",
        "N:;;;;",
        f"ORG:{name}",
        "X-ABShowAs:COMPANY",
        *([f"SORT-STRING:{kana}", f"X-PHONETIC-ORG:{kana}"] if kana else []),
        *([f"NICKNAME:{','.join(map(escaped, org.aliases))}"] if org.aliases else []),
        *dict.fromkeys(_ways(entry)),
        *(line for venue in venues for line in _place(venue, site)),
        f"URL:{page}",
        f"CATEGORIES:{','.join(escaped(site.content.taxonomy.category(each).name.ja) for each in entry.categories)}",
        f"NOTE:{escaped(_note(entry, page, site))}",
        f"REV:{(org.verified.on if org.verified else site.date).isoformat()}",
        "END:VCARD",
    ]
    return text(lines)


def _ways(entry: Entry) -> Iterator[str]:
    """Yield the contacts of the organisation, then those that only its programmes and public places have."""
    org = entry.org
    own = [org.contact, *(service.contact for service in org.services)]
    own += [place.contact for place in org.all_places if isinstance(place, PublicPlace)]
    for contact in own:
        for field, name in _WAYS:
            if value := getattr(contact, field, None):
                yield f"{name}:{value if field == 'url' else escaped(value)}"


def _place(venue: Venue, site: Site) -> Iterator[str]:
    """Yield where a public place is: post office box and floor are empty, the rest as a letter's address."""
    located = venue.located
    if located is None or not venue.address:
        return
    yield f"ADR;TYPE=WORK:{';'.join(map(escaped, _address(located, venue.address)))}"
    yield f"LABEL;TYPE=WORK:{escaped(venue.address)}"
    if isinstance(venue, Pin) and venue.spot.precision.exact and venue.number == 1:
        yield f"GEO:{venue.spot.point.lat:.6f};{venue.spot.point.lon:.6f}"


def _address(located: Located, written: str) -> tuple[str, ...]:
    address = located.address
    if address is None:
        return ("", "", written, "", "", "", COUNTRY)
    street = address.canonical.removeprefix(address.prefecture).removeprefix(address.city_name)
    return ("", address.building, street, address.city_name, address.prefecture, "", COUNTRY)


def _note(entry: Entry, page: str, site: Site) -> str:
    org, settings = entry.org, site.content.settings
    opening = joined(next(venues_of(entry)).hours_words)
    told = (
        "いまは活動をお休みしています。" if org.status == "paused" else "",
        org.summary or "",
        f"開いている日: {opening}" if opening else "",
        verified_in_words(org.verified) or "まだ確認していません",
        f"{page} ({settings.operator.ja}、{settings.licence})",
    )
    return "\n".join(line for line in told if line)
