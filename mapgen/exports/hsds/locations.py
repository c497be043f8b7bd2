"""Places as locations of HSDS. One that is not public is virtual: its city, in an area its town, and nothing else.

HSDS cannot say how exact a point is, so a circle's middle is none: only points that a pin may stand on go out.
"""

from __future__ import annotations

import re

from mapgen.exports.hsds.ids import uuid
from mapgen.exports.hsds.store import Row, Store
from mapgen.exports.pins import Pin, Venue
from mapgen.exports.prose import one_line
from mapgen.exports.standing import standing
from mapgen.model import Contact, PublicPlace
from mapgen.site import Site
from mapgen.wording import access_in_words

# Addresses are written without postal codes as a rule, those beyond the region often without prefecture, and HSDS
# demands both: a word is more honest than a wrong number or name.
NOT_KNOWN = "unknown"
_POSTCODE = re.compile(r"〒? ?([0-9]{3})-([0-9]{4})(?![0-9])")
_WITHHELD = "くわしい場所は公開していません"


def location(store: Store, venue: Venue, site: Site, organization: str) -> Row:
    """Write a place, its address, telephone and facilities; return it with these in it."""
    identifier = uuid(f"location/{venue.id}")
    place = venue.place
    if not isinstance(place, PublicPlace):
        city = {
            "id": identifier,
            "location_type": "virtual",
            "name": standing(venue, site).whole,
            "description": _WITHHELD,
        }
        return store.add("location", city, organization_id=organization)
    row: Row = {
        "id": identifier,
        "location_type": "physical",
        "name": one_line(place.name or venue.org.name),
        "description": venue.precision_words,
        "transportation": place.access,
    }
    if isinstance(venue, Pin) and venue.spot.precision.exact:
        row |= {"latitude": round(venue.spot.point.lat, 6), "longitude": round(venue.spot.point.lon, 6)}
    told = store.add("location", row, organization_id=organization)
    if written := _address(venue, place, site):
        street = {"id": uuid(f"address/{venue.id}"), **written, "country": "JP", "address_type": "physical"}
        told["addresses"] = [store.add("address", street, location_id=identifier)]
    if found := phones(store, place.contact, f"location/{venue.id}", location_id=identifier):
        told["phones"] = found
    if found := _accessibility(store, venue, identifier):
        told["accessibility"] = found
    return told


def phones(store: Store, contact: Contact | None, owner: str, **links: str) -> list[Row]:
    """Write the published numbers of an office, as voice and fax; return them."""
    numbers = {"voice": contact.tel, "fax": contact.fax} if contact else {}
    note = contact.note if contact else None
    return [
        store.add(
            "phone",
            {"id": uuid(f"phone/{owner}/{kind}"), "number": number, "type": kind, "description": note},
            **links,
        )
        for kind, number in numbers.items()
        if number
    ]


def _accessibility(store: Store, venue: Venue, identifier: str) -> list[Row]:
    known = dict.fromkeys(access_in_words(venue.teller.accessibility or venue.org.accessibility))
    return [
        store.add(
            "accessibility",
            {"id": uuid(f"accessibility/{venue.id}/{words}"), "description": words},
            location_id=identifier,
        )
        for words in known
    ]


def _address(venue: Venue, place: PublicPlace, site: Site) -> Row | None:
    """Return the parts of an address; None where no street is known, or where nobody can tell the municipality."""
    known = standing(venue, site)
    if not known.city or not (known.street or known.building):
        return None
    postcode = _POSTCODE.search(place.address or "")
    return {
        "address_1": f"{known.street} {known.building}".strip(),
        "city": known.city,
        "state_province": known.prefecture or NOT_KNOWN,
        "postal_code": "-".join(postcode.groups()) if postcode else NOT_KNOWN,
    }
