"""Which points of the lock something looks up."""

from __future__ import annotations

from collections.abc import Iterable

from mapgen.geocode.resolution import Atlas, locate
from mapgen.model import Organization, PublicPlace


def used_keys(organizations: Iterable[Organization], atlas: Atlas) -> frozenset[str]:
    """Return the keys of the lock that something looks up: any place's address, drafts too, and the city halls'."""
    halls = [PublicPlace(address=city.hall, city=city.id) for city in atlas.region.cities if city.hall]
    places = [place for org in organizations for place in org.all_places if isinstance(place, PublicPlace)]
    located = (locate(place, atlas) for place in (*places, *halls))
    return frozenset(each.address.canonical for each in located if each.address)


def by_hand(provider: str) -> bool:
    """Return whether a person put a fix into the lock from a source of their own: no machine replaces or removes it."""
    return provider.startswith("manual")


def unused_keys(organizations: Iterable[Organization], atlas: Atlas) -> tuple[str, ...]:
    """Return the keys of the lock that nothing looks up, sorted; what was put there by hand stays."""
    fixes, used = sorted(atlas.lock.fixes.items()), used_keys(organizations, atlas)
    return tuple(key for key, fix in fixes if key not in used and not by_hand(fix.provider))
