"""A published list against the project: what it tells and we do not may come in; what it tells otherwise is only told.

A list has no ids of ours. An organisation is surely the same where a row of its name was found to be it by telephone,
place or name; what other rows tell is left to a person.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from mapgen.changes import Changes, Headings, Moved, Told
from mapgen.drift.comparing import Difference
from mapgen.drift.report import Body, Drift, compare, subject_of
from mapgen.imports.mymaps.placemarks import MyMap, Placemark
from mapgen.likeness import fold_name
from mapgen.site import Site

_HEADINGS = Headings("list-title", "list-otherwise", "list-otherwise", "list-otherwise", "list-none")
_ADDRESS = "住所"


@dataclass(frozen=True)
class Listing:
    """How a list differs: `missing` is what may be written, of organisations that are `sure` without being asked.

    `otherwise` tells what a person has to decide: an editor wrote it, and the list says something else.
    """

    missing: Drift
    sure: frozenset[str]
    otherwise: Changes


def compare_list(site: Site, listed: MyMap) -> Listing:
    """Return how the rows of a list differ from the organisations that both have."""
    drift = compare(site, replace(listed, placemarks=tuple(map(_with_address, listed.placemarks)))).shared()
    sure = frozenset(body.id for body in drift.bodies if _is_same(body))
    bodies = [replace(body, known_by="" if body.id in sure else "list-guessed") for body in drift.bodies]
    others = (_with(body, _is_otherwise) for body in bodies)
    told = tuple(subject_of(body, body.differences) for body in others if body.differences)
    missing = replace(drift, bodies=tuple(_with(body, _is_missing) for body in bodies))
    return Listing(missing, sure, Changes(_HEADINGS, {"file": listed.path}, told))


def _with_address(row: Placemark) -> Placemark:
    return replace(row, columns={**row.columns, _ADDRESS: row.address}) if row.address else row


def _is_same(body: Body) -> bool:
    """Return whether every row that was taken for it bears its name, or that of the place."""
    org = body.entry.org
    names = {fold_name(name) for name in (org.name, *org.aliases, *(match.venue.name for match in body.matches))}
    return all(fold_name(row.name) in names for match in body.matches for row in match.placemarks)


def _with(body: Body, test: Callable[[Difference], bool]) -> Body:
    return replace(body, differences=tuple(difference for difference in body.differences if test(difference)))


def _is_missing(difference: Difference) -> bool:
    return isinstance(difference.change, Told) and not difference.change.old


def _is_otherwise(difference: Difference) -> bool:
    """Return whether both tell it; of a point, only where both have one, and columns with other facts never count."""
    match difference.change:
        case Told(_, old, _):
            return bool(old)
        case Moved(metres):
            return metres is not None
    return False
