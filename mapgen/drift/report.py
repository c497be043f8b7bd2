"""A whole map against the whole project, and what of it people are told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from mapgen.changes import Changes, Headings, Remark, Subject, Told, about
from mapgen.drift.comparing import Comparison, Difference
from mapgen.drift.folding import Folding
from mapgen.drift.matching import Match, Matching, New, match
from mapgen.drift.telling import COLUMN_FIELDS, ID, UNCONFIRMED, told_by_map
from mapgen.exports.pins import Venue
from mapgen.imports.mymaps.placemarks import MyMap
from mapgen.model import AreaPlace, HiddenPlace, Organization
from mapgen.phrases import read_verified
from mapgen.site import Entry, Site
from mapgen.wording import date_in_words

_HEADINGS = Headings("drift-title", "drift-changed", "drift-added", "drift-gone", "drift-none")


@dataclass(frozen=True)
class Body:
    """An organisation that the map shows, and how it differs there.

    `older` is when the map's facts were confirmed, in its words, where ours were confirmed later: then it is the map
    that is old. `torn`: its placemarks in several layers do not say the same. `ours`: what differs since we changed it
    after the map was imported; `both`: of the differences, those in what was changed on both sides since. `known_by` is
    what is remarked of one that was known by its likeness, '' for nothing.
    """

    entry: Entry
    matches: tuple[Match, ...]
    differences: tuple[Difference, ...]
    older: str = ""
    torn: bool = False
    ours: tuple[Difference, ...] = ()
    both: tuple[Difference, ...] = ()
    known_by: str = "drift-guessed"

    @property
    def id(self) -> str:
        """Return the organisation's id."""
        return self.entry.id

    def since(self, then: Collection[tuple[str, str, str]]) -> Body:
        """Return the organisation with what differed already, by its keys, set apart as ours."""
        ours = tuple(each for each in self.differences if each.key in then)
        theirs = tuple(each for each in self.differences if each.key not in then)
        fields = {key[:2] for key in then}
        both = tuple(each for each in theirs if each.key[:2] in fields)
        return replace(self, differences=theirs, ours=ours, both=both, older="")

    @property
    def guessed(self) -> bool:
        """Return whether a placemark was known by its likeness only, not by its id."""
        return any(p.columns.get(ID, "").strip() != match.venue.id for match in self.matches for p in match.placemarks)

    @property
    def doubtful(self) -> bool:
        """Return whether nothing of it should be written unless somebody says so."""
        return self.guessed or bool(self.older)


@dataclass(frozen=True)
class Drift:
    """How a map and the project differ."""

    path: str
    comparison: Comparison
    bodies: tuple[Body, ...]
    matching: Matching
    shapes: int

    def only(self, ids: Collection[str]) -> Drift:
        """Return what is about these organisations."""
        matching = self.matching
        few = Matching(
            tuple(match for match in matching.matches if match.venue.entry.id in ids),
            tuple(pin for pin in matching.gone if pin.entry.id in ids),
            (),
            tuple(each for each in matching.placeless if each[0].id in ids),
        )
        return replace(self, bodies=tuple(body for body in self.bodies if body.id in ids), matching=few)

    def shared(self) -> Drift:
        """Return what is about organisations that both have."""
        return replace(self, matching=replace(self.matching, gone=(), new=(), placeless=()))

    def since(self, imported: Drift) -> Drift:
        """Return what was changed in My Maps since a map was imported there: what differs from that as well is ours."""
        then = {body.id: {difference.key for difference in body.differences} for body in imported.bodies}
        unseen, unknown = {venue.id for venue in imported.matching.gone}, {_known(new) for new in imported.matching.new}
        matching = replace(
            self.matching,
            gone=tuple(venue for venue in self.matching.gone if venue.id not in unseen),
            new=tuple(new for new in self.matching.new if _known(new) not in unknown),
        )
        return replace(
            self, bodies=tuple(body.since(then.get(body.id, set())) for body in self.bodies), matching=matching
        )

    @property
    def changes(self) -> Changes:
        """Return everything that differs as a note: from what we have to what the map says."""
        changed = [subject_of(body, body.differences) for body in self.bodies if body.differences or body.ours]
        changed += [_placeless(org) for org, _ in self.matching.placeless]
        return Changes(
            _HEADINGS,
            {"file": self.path},
            tuple(changed),
            tuple(_new(new) for new in self.matching.new),
            tuple(_gone(self)),
            tuple(_remarks(self)),
        )


def compare(site: Site, drawn: MyMap) -> Drift:
    """Return how a map differs from what the project would export now."""
    matching = match(site, drawn.placemarks)
    of_ours = [placemark.columns for placemark in drawn.placemarks if placemark.columns.get(ID, "").strip()]
    seen = {column for columns in of_ours for column in columns}
    untold = frozenset(field for column, field in COLUMN_FIELDS.items() if seen and column not in seen)
    comparison = Comparison(site, Folding(site), untold)
    bodies = [
        body_of(comparison, tuple(matches))
        for _, matches in groupby(matching.matches, lambda match: match.venue.entry.id)
    ]
    shapes = sum(placemark.geometry not in ("point", "none") for placemark in drawn.placemarks)
    return Drift(drawn.path, comparison, tuple(bodies), matching, shapes)


def body_of(comparison: Comparison, matches: tuple[Match, ...]) -> Body:
    """Return how one organisation's places differ."""
    entry = matches[0].venue.entry
    several = len(entry.locations) > 1
    found = [
        difference
        for match in matches
        for difference in comparison.differences(match, _place(match.venue) if several else "")
    ]
    if not found:
        return Body(entry, matches, ())
    torn = any(comparison.torn(match) for match in matches)
    return Body(entry, matches, tuple(found), _older(matches), torn)


def _place(venue: Venue) -> str:
    """Return what one of several places is called: as behind the organisation's name, else by its address."""
    return venue.name.removeprefix(venue.org.name)[1:-1] or venue.address or f"{venue.number}"


def _older(matches: Sequence[Match]) -> str:
    """Return when the map's facts were confirmed, in its words, where ours were later; else ''."""
    ours = matches[0].venue.org.verified
    told = [told_by_map(p).facts.get("verified", "") for match in matches for p in match.placemarks]
    days = {words: verified.on for words in told if (verified := read_verified(words))}
    newest = max(days, key=lambda words: days[words], default="")
    if ours is None or (newest and days[newest] >= ours.on):
        return ""
    return newest or (UNCONFIRMED if UNCONFIRMED in told else "")


def subject_of(body: Body, differences: Sequence[Difference]) -> Subject:
    """Return an organisation with some of its differences, and what else is to be known of it."""
    return Subject(
        body.id, body.entry.org.name, tuple(each.change for each in differences), tuple(_remarks_of(body, differences))
    )


def _remarks_of(body: Body, differences: Sequence[Difference]) -> Iterator[Remark]:
    if body.guessed and body.known_by:
        yield Remark(body.known_by, {})
    if body.older and body.entry.org.verified:
        ours = date_in_words(body.entry.org.verified.on)
        yield Remark("drift-older", {"ours": ours, "theirs": body.older})
    if body.ours:
        yield Remark("drift-ours", {"fields": _fields(body.ours)})
    if both := [difference for difference in differences if difference in body.both]:
        yield Remark("drift-both", {"fields": _fields(both)})
    if body.torn:
        yield Remark("drift-torn", {})
    if any(_of_an_area(body, difference) for difference in differences):
        yield Remark("drift-area", {})


def _fields(differences: Iterable[Difference]) -> str:
    return "、".join(dict.fromkeys(about(difference.change) for difference in differences))


def _of_an_area(body: Body, difference: Difference) -> bool:
    """Return whether a pin was put somewhere exactly that we only show as far as its town."""
    places = {match.venue.id: match.venue.place for match in body.matches}
    return difference.point is not None and isinstance(places[difference.venue], AreaPlace)


def _placeless(org: Organization) -> Subject:
    """Return what is told of a placemark whose organisation we draw nowhere."""
    if not org.listed:
        remark = Remark("drift-unlisted", {"status": org.status})
    elif any(isinstance(place, HiddenPlace) for place in org.all_places):
        remark = Remark("drift-hidden", {})
    else:
        remark = Remark("drift-placeless", {})
    return Subject(org.id, org.name, (), (remark,))


def _new(new: New) -> Subject:
    told = told_by_map(new.placemark)
    facts = dict(told.facts)
    if new.placemark.address:
        facts.setdefault("address", new.placemark.address)
    changes = tuple(Told(field, "", facts[field]) for field in ("address", "tel", "url") if field in facts)
    remarks = [Remark("drift-like", {"name": org.name, "id": org.id}) for org in new.like]
    if new.placemark.folder:
        remarks.insert(0, Remark("drift-layer", {"layer": new.placemark.folder[-1]}))
    return Subject("", new.placemark.name or "(名前なし)", changes, tuple(remarks))


def _known(new: New) -> tuple[str, str]:
    return new.placemark.name, str(new.placemark.point)


def _gone(drift: Drift) -> Iterator[Subject]:
    """Yield the organisations of which the map lacks a place, with the places' names where it has others of it."""
    shown = {match.venue.entry.id for match in drift.matching.matches}
    for id, pins in groupby(drift.matching.gone, lambda pin: pin.entry.id):
        missing = list(pins)
        places = "、".join(_place(pin) for pin in missing)
        remarks = (Remark("drift-gone-places", {"places": places}),) if id in shown else ()
        yield Subject(id, missing[0].org.name, (), remarks)


def _remarks(drift: Drift) -> Iterator[Remark]:
    if drift.comparison.untold:
        names = [column for column, field in COLUMN_FIELDS.items() if field in drift.comparison.untold]
        yield Remark("drift-columns-gone", {"columns": "、".join(names)})
    if drift.shapes:
        yield Remark("drift-shapes", {"count": drift.shapes})
