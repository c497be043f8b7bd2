"""Where a map and this project differ, place by place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mapgen.changes import FIELDS, Change, Extra, Moved, Told
from mapgen.drift.folding import Folding, folded_lines
from mapgen.drift.matching import Match
from mapgen.drift.telling import COLUMN_FIELDS, Telling, of_a_table, told_by_map, told_by_us
from mapgen.exports.pins import Pin, Venue
from mapgen.imports.mymaps.placemarks import Placemark
from mapgen.model import Point
from mapgen.site import Site

# My Maps rounds to five decimals, a metre; nobody drags a pin by less than this.
MOVED_METRES = 10
_WITHOUT_TITLE = {"name", "summary", "description", *COLUMN_FIELDS.values()}


@dataclass(frozen=True, slots=True)
class Difference:
    """One fact that a map tells otherwise than we do. `venue` is the id of the place, `point` where a pin was put."""

    venue: str
    change: Change
    point: Point | None = None

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what it is about, and what the map says: two with one key are the same difference."""
        match self.change:
            case Moved():
                return self.venue, "point", str(self.point)
            case Extra(column, text):
                return self.venue, f"+{column}", text
            case Told(field, _, new):
                return self.venue, field, new


@dataclass(frozen=True)
class Comparison:
    """What both are compared with: the site, and the fields for which the map has no column at all."""

    site: Site
    folding: Folding
    untold: frozenset[str] = frozenset()

    def differences(self, match: Match, place: str) -> list[Difference]:
        """Return how the placemarks of a place differ from it, each difference once; `place` is its name, or ''."""
        found: dict[tuple[str, str, str], Difference] = {}
        for placemark in match.placemarks:
            ours = told_by_us(match.venue, self.site, of_a_table=of_a_table(placemark))
            theirs = told_by_map(placemark)
            changes: list[Change] = [*self._facts(match.venue, placemark, ours, theirs, place)]
            changes += [Extra(column, text, place) for column, text in theirs.extras.items()]
            for change in changes:
                difference = Difference(match.venue.id, change)
                found.setdefault(difference.key, difference)
            if moved := _moved(match, placemark, place):
                found.setdefault(moved.key, moved)
        return list(found.values())

    def torn(self, match: Match) -> bool:
        """Return whether the placemarks of a place, in several layers, do not say the same of it."""
        first, *others = match.placemarks
        if not others:
            return False
        told = self._said(told_by_map(first))
        apart = (first.point.distance(p.point) for p in others if first.point and p.point)
        return any(self._said(told_by_map(p)) != told for p in others) or any(m > MOVED_METRES for m in apart)

    def _said(self, telling: Telling) -> tuple[dict[str, str], list[str]]:
        facts = {field: self.folding.key(field, text) for field, text in telling.facts.items()}
        return facts, folded_lines(telling.words)

    def _facts(self, venue: Venue, placemark: Placemark, ours: Telling, theirs: Telling, place: str) -> Iterator[Told]:
        before, after = _with_words(ours, theirs, bool(venue.teller.summary or venue.org.summary))
        after = {**after, "category": self._category(venue, placemark, after.get("category", ""))}
        for field in FIELDS:
            old, new = before.get(field, ""), after.get(field, "")
            untold = field in self.untold or not (theirs.ours and (theirs.annotated or field in _WITHOUT_TITLE))
            if not (untold and not new) and not self.folding.same(field, old, new):
                yield Told(field, old, new, place)

    def _category(self, venue: Venue, placemark: Placemark, told: str) -> str:
        """Return the category that the map shows: the column's, unless the pin was moved to another layer.

        Who has several categories is in the layer of each.
        """
        names = {top.name.ja: top.id for top in self.site.content.taxonomy.categories}
        layer = names.get(placemark.folder[-1]) if placemark.folder else None
        moved = layer is not None and layer not in venue.entry.tops
        stale = layer == venue.entry.tops[0] and names.get(told) in venue.entry.tops
        return placemark.folder[-1] if moved or stale else told


def _with_words(ours: Telling, theirs: Telling, has_summary: bool) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the facts of both, with summary and description told apart in the same way in both."""
    if not theirs.ours or folded_lines(ours.words) == folded_lines(theirs.words):
        return ours.facts, theirs.facts
    summary, prose = _split(ours.words) if has_summary else ("", ours.words)
    first, rest = _split(theirs.words)
    if (
        not theirs.annotated
        and folded_lines(first) != folded_lines(summary)
        and folded_lines(rest) != folded_lines(prose)
    ):
        return {**ours.facts, "description": ours.words}, {**theirs.facts, "description": theirs.words}  # written anew
    if not summary or folded_lines(theirs.words) == folded_lines(prose):
        first, rest = "", theirs.words
    return (
        {**ours.facts, "summary": summary, "description": prose},
        {**theirs.facts, "summary": first, "description": rest},
    )


def _split(words: str) -> tuple[str, str]:
    first, _, rest = words.partition("\n")
    return first.strip(), rest.strip()


def _moved(match: Match, placemark: Placemark, place: str) -> Difference | None:
    if placemark.point is None:
        return None
    if not isinstance(match.venue, Pin):
        return Difference(match.venue.id, Moved(None, place=place), placemark.point)
    metres = match.venue.spot.point.distance(placemark.point)
    if metres <= MOVED_METRES:
        return None
    found = not match.venue.spot.precision.exact
    return Difference(match.venue.id, Moved(round(metres), found, place), placemark.point)
