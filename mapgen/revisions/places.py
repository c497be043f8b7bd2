"""How the places of an organisation differ from those it had. What is no longer public is not told once more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from mapgen.changes import Change, Moved, Told
from mapgen.geocode import Located
from mapgen.model import AreaPlace, HiddenPlace, PublicPlace
from mapgen.revisions.told import differing, open_and_reached
from mapgen.site import Site

# Less is the rounding of a service, not a way to walk.
MOVED_METRES = 1
VISIBILITY_WORDS = {"public": "住所まで公開", "area": "町名まで公開", "hidden": "市だけ公開"}
Pair = tuple[Located | None, Located | None]


def moved(before: Sequence[Located], after: Sequence[Located], sites: tuple[Site, Site]) -> Iterator[Change]:
    """Yield how the places differ; each is named where there are several, or were."""
    several = max(len(before), len(after)) > 1
    veiled = any(not isinstance(located.place, PublicPlace) for located in after)
    for number, (old, new) in enumerate(pairs(before, after), start=1):
        shown = new or old
        assert shown is not None
        label = _name(shown) or f"{number}か所目"
        if old is None:
            yield Told("place", "", _summed(shown, sites[1]))
        elif new is None:
            yield Told("place", _summed(shown, sites[0], veiled=veiled) or label, "")
        else:
            yield from _changed(old, new, sites, label if several else "")


def pairs(before: Sequence[Located], after: Sequence[Located]) -> Iterator[Pair]:
    """Yield each place with what it was: by its name or address, else in the order of the file."""
    left, rest = list(before), []
    for new in after:
        old = next((old for old in left if _key(old) == _key(new)), None)
        old = old or next((old for old in left if _name(old) and _name(old) == _name(new)), None)
        if old:
            left.remove(old)
            yield old, new
        else:
            rest.append(new)
    yield from zip_longest(left, rest)


def _key(located: Located) -> tuple[str, str, str]:
    return located.place.visibility, _name(located), _address(located)


def _changed(old: Located, new: Located, sites: tuple[Site, Site], label: str) -> Iterator[Change]:
    """Yield how one place differs from what it was."""
    before, after = _facts(old, sites[0]), _facts(new, sites[1])
    if _more_private(old, new):
        before.pop("address", None)
        before.pop("access", None)
    yield from differing(before, after, label)
    if old.spot and new.spot:
        metres = old.spot.point.distance(new.spot.point)
        found = new.spot.precision.exact and not old.spot.precision.exact
        if (metres >= MOVED_METRES or found) and not _more_private(old, new):
            yield Moved(round(metres), found, label)
    elif new.spot:
        yield Moved(None, place=label)


def _facts(located: Located, site: Site) -> dict[str, str]:
    place = located.place
    names = {city.id: city.name.ja for city in site.content.region.cities}
    facts = {
        "visibility": VISIBILITY_WORDS[place.visibility],
        "address": _address(located),
        "city": names.get(located.city or "", "地域の外") if not _address(located) else "",
        "access": (place.access or "") if isinstance(place, PublicPlace) else "",
    }
    # Nothing of a hidden place is shown, its own name and contact neither.
    return facts if isinstance(place, HiddenPlace) else {"place": _name(located), **facts, **open_and_reached(place)}


def _more_private(old: Located, new: Located) -> bool:
    kinds = list(VISIBILITY_WORDS)
    return kinds.index(new.place.visibility) > kinds.index(old.place.visibility)


def _summed(located: Located, site: Site, *, veiled: bool = False) -> str:
    """Return a place in one line; `veiled`: its organisation has a place that is not public, and it may be this one."""
    facts = _facts(located, site)
    return " ".join(facts[field] for field in ("place", "city") + ("address",) * (not veiled) if facts.get(field))


def _name(located: Located) -> str:
    return "" if isinstance(located.place, HiddenPlace) else located.place.name or ""


def _address(located: Located) -> str:
    return (located.place.address or "") if isinstance(located.place, PublicPlace | AreaPlace) else ""
