"""Which placemark is which of our places: by the id that we export, else by what makes two organisations the same."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mapgen.drift.telling import ID, told_by_map
from mapgen.exports.pins import Pin, Venue, venues_of
from mapgen.imports.mymaps.placemarks import Placemark
from mapgen.likeness import Index, Likeness, alike, fold_name, likeness, likeness_of
from mapgen.model import Organization
from mapgen.phrases import telephones
from mapgen.site import Entry, Site

_STRENGTH = {"number": 0, "phone": 1, "name": 2, "near": 3}


@dataclass(frozen=True, slots=True)
class Match:
    """A place of ours and the placemarks that are it: more than one where layers show it twice."""

    venue: Venue
    placemarks: tuple[Placemark, ...]


@dataclass(frozen=True, slots=True)
class New:
    """A placemark that is none of our places; `like` are the organisations it may belong to."""

    placemark: Placemark
    like: tuple[Organization, ...] = ()


@dataclass(frozen=True, slots=True)
class Matching:
    """Every placemark's lot: `matches` in the order of the site, `new` what is none of ours.

    `placeless` are those of organisations that we draw nowhere: drafts, what is closed, hidden, or has no place.
    """

    matches: tuple[Match, ...]
    gone: tuple[Pin, ...]
    new: tuple[New, ...]
    placeless: tuple[tuple[Organization, Placemark], ...]


def match(site: Site, placemarks: Sequence[Placemark]) -> Matching:
    """Return which placemark is which place. Only what is a place counts: with a point, or at least an address."""
    desk = _Desk(site)
    rest = [placemark for placemark in placemarks if not desk.by_id(placemark)]
    desk.settle_copies(rest)
    return desk.matching([desk.by_likeness(placemark) for placemark in _in_order(rest, placemarks)])


def places_of(entry: Entry) -> list[Venue]:
    """Return the places of an organisation that may be told of, drawn or not."""
    return [venue for venue in venues_of(entry) if venue.place is not None]


class _Desk:
    """Takes placemarks one after another."""

    def __init__(self, site: Site) -> None:
        self._venues = {venue.id: venue for entry in site.listed for venue in places_of(entry)}
        self._of = {entry.id: places_of(entry) for entry in site.listed}
        self._organizations = {org.id: org for org in site.content.organizations}
        self._found: defaultdict[str, list[Placemark]] = defaultdict(list)
        self._placeless: list[tuple[Organization, Placemark]] = []
        points = {e.id: [spot.point for _, spot in e.spots if spot.precision.exact] for e in site.entries}
        self._index = Index(likeness_of(org, points.get(org.id, ())) for org in site.content.organizations)

    def by_id(self, placemark: Placemark) -> bool:
        """Return whether the placemark bears an id of ours, and take it."""
        identifier = placemark.columns.get(ID, "").strip()
        if identifier in self._venues:
            self._found[identifier].append(placemark)
        elif org := self._organizations.get(identifier.partition("/")[0]):
            self._placeless.append((org, placemark))
        else:
            return False
        return True

    def settle_copies(self, rest: list[Placemark]) -> None:
        """Put into `rest` what bears an id only because it was made by copying a placemark and writing over it."""
        for identifier, placemarks in self._found.items():
            own = [p for p in placemarks if alike(fold_name(p.name), fold_name(self._venues[identifier].name))]
            if own and len(own) < len(placemarks):
                rest += [placemark for placemark in placemarks if placemark not in own]
                self._found[identifier] = own

    def by_likeness(self, placemark: Placemark) -> New | None:
        """Return the placemark as a new place, None where it is one of ours and was taken."""
        if placemark.geometry != "point" and not placemark.address:
            return None
        like = [self._organizations[known.id] for known in self._nearest(placemark)]
        if len(like) == 1:
            org = like[0]
            free = [venue for venue in self._of.get(org.id, ()) if venue.id not in self._found]
            if not self._of.get(org.id):
                self._placeless.append((org, placemark))
                return None
            if free:
                self._found[min(free, key=lambda venue: _metres(venue, placemark)).id].append(placemark)
                return None
        return New(placemark, tuple(like))

    def _nearest(self, placemark: Placemark) -> list[Likeness]:
        """Return the known organisations that are like it for the strongest of the reasons found."""
        points = [placemark.point] if placemark.point else []
        phones = telephones(told_by_map(placemark).facts.get("tel", ""))
        found = self._index.like(likeness("", (placemark.name,), phones, None, points))
        best = min((_STRENGTH[reasons[0]] for _, reasons in found), default=0)
        return [known for known, reasons in found if _STRENGTH[reasons[0]] == best]

    def matching(self, new: Iterable[New | None]) -> Matching:
        """Return the lot of all."""
        fresh = tuple(each for each in new if each)
        matches = tuple(Match(v, tuple(self._found[id])) for id, v in self._venues.items() if id in self._found)
        gone = tuple(v for id, v in self._venues.items() if isinstance(v, Pin) and id not in self._found)
        return Matching(matches, gone, fresh, tuple(self._placeless))


def _in_order(rest: Sequence[Placemark], placemarks: Sequence[Placemark]) -> list[Placemark]:
    wanted = {id(placemark) for placemark in rest}
    return [placemark for placemark in placemarks if id(placemark) in wanted]


def _metres(venue: Venue, placemark: Placemark) -> float:
    """Return how far apart they are, for choosing the nearest; whoever is not drawn is beyond all others."""
    if placemark.point is None or not isinstance(venue, Pin):
        return math.inf
    return venue.spot.point.distance(placemark.point)
