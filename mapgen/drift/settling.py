"""What a map says comes back into an organisation's file: only what then reads in an export as it does in the map.

Every way is tried on the file's text, the text is read as a build reads it, and exported again in memory. It is kept
where the difference is gone and none has come; all else is left to a person.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from mapgen import orgfile, schema, yamldoc
from mapgen.drift.comparing import Comparison, Difference
from mapgen.drift.matching import Match, places_of
from mapgen.drift.proposals import Proposals
from mapgen.drift.report import Body, body_of
from mapgen.geocode import address_problems, locate
from mapgen.model import Organization
from mapgen.problems import Problems, catalogue
from mapgen.site import assemble

# What follows from other facts: it may come to differ when those are right.
_DERIVED = {"city"}


@dataclass(frozen=True, slots=True)
class Settled:
    """A file with what could be written into it; `by_hand` is what could not."""

    path: str
    before: str
    after: str
    done: tuple[Difference, ...]
    by_hand: tuple[Difference, ...]


def settle(body: Body, text: str, comparison: Comparison) -> Settled:
    """Return the text of an organisation's file with everything written into it that surely can be."""
    path = f"content/orgs/{body.id}.yaml"
    desk, wanted = _Desk(comparison, path), {each.key for each in body.differences if each not in body.both}
    current, kept = body_of(comparison, body.matches), text
    while waiting := [difference for difference in current.differences if difference.key in wanted]:
        if better := desk.better(current, kept, waiting[0]):
            current, kept = better
        else:
            wanted.remove(waiting[0].key)
    left = _keys(current)
    done = tuple(difference for difference in body.differences if difference.key not in left)
    return Settled(path, text, kept, done, tuple(each for each in body.differences if each.key in left))


class _Desk:
    """Tries ways on one file."""

    def __init__(self, comparison: Comparison, path: str) -> None:
        self._comparison, self._path = comparison, path
        content = comparison.site.content
        self._vocabulary = schema.vocabulary_of(content.region, content.taxonomy, content.hotlines)

    def better(self, body: Body, text: str, difference: Difference) -> tuple[Body, str] | None:
        """Return the organisation and its text without the difference, None where no way leads there."""
        venue = next(match.venue for match in body.matches if match.venue.id == difference.venue)
        for way in Proposals(venue, self._comparison.site).ways(difference):
            try:
                changed = orgfile.edited(text, way)
            except (orgfile.EditError, ValueError):
                continue
            org = self._read(body.id, changed)
            if org is not None and changed != text:
                after = self._again(body, org)
                if difference.key not in _keys(after) and _keys(after) <= _keys(body) | _derived(after):
                    return after, changed
        return None

    def _read(self, id: str, text: str) -> Organization | None:
        """Return what the text says, None where the loader would find an error in it."""
        problems = Problems()
        tree = yamldoc.parse(text.encode(), self._path, problems)
        org = schema.read(Organization, tree, problems, self._vocabulary, id=id) if tree else None
        if org is None or problems.failed() or not org.listed:
            return None
        atlas = self._comparison.site.content.atlas
        codes = [code for place in org.all_places for code, _ in address_problems(place, atlas)]
        return None if any(catalogue()[code].level == "error" for code in codes) else org

    def _again(self, body: Body, org: Organization) -> Body:
        """Return the organisation compared with the same placemarks again."""
        site, atlas = self._comparison.site, self._comparison.site.content.atlas
        located = {org.id: tuple(locate(place, atlas) for place in org.all_places)}
        content = replace(site.content, organizations=(org,))
        (entry,) = assemble(content, located, base_url=site.base_url, preview=site.preview).entries
        placemarks = {match.venue.id: match.placemarks for match in body.matches}
        matches = [Match(venue, placemarks[venue.id]) for venue in places_of(entry) if venue.id in placemarks]
        return body_of(self._comparison, tuple(matches))


def _keys(body: Body) -> set[tuple[str, str, str]]:
    return {difference.key for difference in body.differences}


def _derived(body: Body) -> set[tuple[str, str, str]]:
    return {key for key in _keys(body) if key[1] in _DERIVED}
