"""Second net under the places that are not public: what their files' words tell, and what the lock remembers of them.

The types hold no address of such a place; people write one into a description. No message repeats what it found: logs
are public too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from mapgen.checks.finding import Find
from mapgen.checks.texts import texts
from mapgen.geocode import locate, unused_keys
from mapgen.guard import KINDS, Lookout, Trace
from mapgen.model import Organization, PublicPlace
from mapgen.problems import Problems
from mapgen.site import Site

_NUMBERS = re.compile(r"\d+")


def check(site: Site, find: Find, problems: Problems) -> None:
    """Add each text that tells where a place is that is not public, and each point the lock may have of one."""
    veiled = [org for org in site.content.organizations if is_veiled(org)]
    if veiled:
        cities = [city.name.to("en").split()[0] for city in site.content.region.cities]
        lookout = Lookout(site.content.atlas.gazetteer, cities)
        for org in veiled:
            check_words(org, lookout, find, problems)
    for key in remembered(site):
        problems.add(find("content/geocodes.yaml", ("geocodes", key, "lat")), "veiled-in-lock")


def remembered(site: Site) -> tuple[str, ...]:
    """Return the addresses of the lock that nobody gives any more, in cities where a place is not public: it may be
    theirs, from before. What a person put there by hand names its public source."""
    organizations, atlas = site.content.organizations, site.content.atlas
    veiled = [place for org in organizations for place in org.all_places if not isinstance(place, PublicPlace)]
    cities = {locate(place, atlas).city for place in veiled} - {None}
    left = unused_keys(organizations, atlas) if cities else ()
    return tuple(key for key in left if locate(PublicPlace(address=key), atlas).city in cities)


def is_veiled(org: Organization) -> bool:
    """Return whether it has a place that is not public, or would need its consent for one that is."""
    if org.sensitive and org.publish_agreed is None:
        return True
    return any(not isinstance(place, PublicPlace) for place in org.all_places)


def check_words(org: Organization, lookout: Lookout, find: Find, problems: Problems) -> None:
    """Add each text of an organisation that tells a place which none of its public places has."""
    shown = {trace for text in _shown(org) for trace in lookout.traces(text)}
    for keys, text in texts(org):
        if keys == ("id",) and len(_NUMBERS.findall(text)) < 2:
            continue  # `zama-2` is the second of Zama, not an address
        found = _traces(text, lookout) - shown
        if found:
            kind = min((trace.kind for trace in found), key=list(KINDS).index)
            ja, en = KINDS[kind]
            problems.add(find(f"content/orgs/{org.id}.yaml", keys), "veiled-told", kind=ja, kind_en=en)


def _traces(text: str, lookout: Lookout) -> set[Trace]:
    """Return what a text tells; an address may be broken over lines."""
    lines = text.split("\n")
    found = {trace for line in lines for trace in lookout.traces(line)}
    if len(lines) > 1:
        for one, two in pairwise(lines):
            found |= lookout.traces(one.rstrip() + two.strip())
    return found


def _shown(org: Organization) -> Iterator[str]:
    """Yield what an organisation shows of itself: addresses and points of its public places."""
    for place in org.all_places:
        if isinstance(place, PublicPlace):
            yield place.address or ""
            if place.point:
                yield f"lat: {place.lat}, lon: {place.lon}"
