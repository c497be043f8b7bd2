"""Whose row it is: by the id, else the corporate number, the telephone, the name and its town. Never by a guess."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from mapgen.address.reading import Address, read_address
from mapgen.answers import Data, Desk
from mapgen.likeness import alike, fold_name
from mapgen.model import Contact, Organization, PublicPlace


@dataclass(frozen=True, slots=True)
class Match:
    """The organisation of a row, None for a new one; `doubtful` are those that it may be, so that a person must say."""

    org: Organization | None = None
    doubtful: tuple[Organization, ...] = ()


class Matcher:
    """The organisations of a project by what a row may say of itself."""

    def __init__(self, desk: Desk) -> None:
        """Index every organisation, drafts too."""
        self._orgs = desk.content.organizations
        self._by_id = {org.id: org for org in self._orgs}
        self._desk = desk
        self._by_number: defaultdict[str, list[Organization]] = defaultdict(list)
        self._by_phone: defaultdict[str, list[Organization]] = defaultdict(list)
        self._by_name: defaultdict[str, list[Organization]] = defaultdict(list)
        for org in self._orgs:
            if org.corporate_number:
                self._by_number[org.corporate_number].append(org)
            for phone in {digits(contact.tel) for contact in _contacts(org) if contact.tel}:
                self._by_phone[phone].append(org)
            for name in {fold_name(name) for name in (org.name, *org.aliases)}:
                self._by_name[name].append(org)

    def known(self, id: str) -> Organization | None:
        """Return the organisation of an id."""
        return self._by_id.get(id)

    def match(self, name: str, data: Data) -> Match:
        """Return whose answers these are, from the name as written and what could be read."""
        folded = fold_name(name) if name else ""
        for found in (
            self._by_number.get(str(data.get("corporate_number", "")), []),
            self._by_phone.get(digits(str(data.get("contact", {}).get("tel", ""))), []),
        ):
            same = [org for org in found if not folded or _called(org, folded)]
            if len(same) == 1:
                return Match(same[0])
            if len(found) == 1 or len(same) > 1:
                return Match(doubtful=tuple(same or found))
        return self._by_the_name(folded, data)

    def _by_the_name(self, folded: str, data: Data) -> Match:
        same = self._by_name.get(folded, []) if folded else []
        town = self._town(data)
        near = [org for org in same if not town or not self._towns(org) or town in self._towns(org)]
        if len(near) == 1:
            return Match(near[0])
        if near or not folded:
            return Match(doubtful=tuple(near))
        return Match(doubtful=tuple(org for org in self._orgs if org not in same and _called(org, folded))[:3])

    def _town(self, data: Data) -> tuple[str, str] | None:
        address = (data.get("places") or [{}])[0].get("address")
        return self._read(str(address)) if address else None

    def _towns(self, org: Organization) -> list[tuple[str, str]]:
        places = (place.address for place in org.all_places if isinstance(place, PublicPlace) and place.address)
        return [town for address in places if (town := self._read(address))]

    def _read(self, address: str) -> tuple[str, str] | None:
        """Return city and town of an address, the town without its 丁目; None where it is none of the region."""
        read = read_address(address, self._desk.content.atlas.gazetteer)
        town = re.sub("[一二三四五六七八九十]+丁目$", "", read.town) if isinstance(read, Address) else ""
        return (read.city, town) if isinstance(read, Address) and town else None


def digits(phone: str) -> str:
    """Return a telephone number without anything but its digits."""
    return re.sub(r"\D", "", phone)


def _called(org: Organization, folded: str) -> bool:
    return any(alike(fold_name(name), folded) for name in (org.name, *org.aliases))


def _contacts(org: Organization) -> Iterable[Contact]:
    yield from (contact for contact in (org.contact, *(place.contact for place in org.all_places)) if contact)
