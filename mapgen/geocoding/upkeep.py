"""The lock kept in order without asking anybody: what nothing uses, cannot be read, or looks wrong on the map."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass, replace

from mapgen.address import Address, read_address
from mapgen.content import Content
from mapgen.geocode import Lock, unused_keys, used_keys
from mapgen.geocode.verification import TOWN_METRES
from mapgen.geocoding.demand import demand
from mapgen.problems import Problem, Where

_CROWD = 2
# What each service's terms want to be named, and the address by which a credit of it is known.
_CREDITS = {
    "csis": ("CSISシンプルジオコーディング実験(東京大学空間情報科学研究センター)", "csis.u-tokyo.ac.jp"),
    "gsi": ("国土地理院", "gsi.go.jp"),
    "nominatim": ("© OpenStreetMap contributors", "openstreetmap.org"),
}


def unused(content: Content, lock: Lock) -> tuple[str, ...]:
    """Return the keys of `lock` that nothing looks up, sorted; what was put there by hand stays."""
    return unused_keys(content.organizations, replace(content.atlas, lock=lock))


def uncredited(content: Content, lock: Lock) -> Iterator[Problem]:
    """Yield a warning for each service whose points the lock holds and whose name no credit of `site.yaml` gives."""
    said = " ".join(f"{credit.title} {credit.url}" for credit in content.settings.credits)
    for name, (credit, address) in _CREDITS.items():
        if address not in said and any(fix.provider == name for fix in lock.fixes.values()):
            yield Problem(Where("content/site.yaml"), "geocode-uncredited", {"service": name, "credit": credit})


@dataclass(frozen=True, slots=True)
class LockReport:
    """What in the lock needs a person's eye. Every field is sorted."""

    unreadable: tuple[str, ...]
    not_canonical: tuple[tuple[str, str], ...]
    unused: tuple[str, ...]
    coarse: tuple[tuple[str, tuple[str, ...]], ...]
    stacked: tuple[tuple[str, ...], ...]
    far: tuple[tuple[str, int], ...]


def lock_report(content: Content) -> LockReport:
    """Return what in the lock needs a person's eye."""
    atlas = content.atlas
    fixes = dict(sorted(atlas.lock.fixes.items()))
    readings = {key: read_address(key, atlas.gazetteer) for key in fixes}
    good = {key: reading for key, reading in readings.items() if isinstance(reading, Address)}
    used = used_keys(content.organizations, atlas)
    strange = {key for key in fixes if key not in good or good[key].canonical != key}
    return LockReport(
        unreadable=tuple(key for key in fixes if key not in good),
        not_canonical=tuple((key, each.canonical) for key, each in good.items() if each.canonical != key),
        unused=tuple(key for key in fixes if key not in used and key not in strange),
        coarse=tuple(
            (want.key, tuple(sorted({user.org.id for user in want.users})))
            for want in demand(content, atlas)
            if not want.answered
        ),
        stacked=tuple(_stacked(content, strange)),
        far=tuple(_far(content, good)),
    )


def _stacked(content: Content, strange: Container[str]) -> Iterator[tuple[str, ...]]:
    """Yield the addresses that share one exact point: a service that does not know a place often gives another's."""
    points: dict[tuple[float, float], list[str]] = {}
    for key, fix in sorted(content.atlas.lock.fixes.items()):
        if fix.precision.exact and key not in strange:
            points.setdefault((fix.point.lat, fix.point.lon), []).append(key)
    yield from (tuple(keys) for keys in points.values() if len(keys) >= _CROWD)


def _far(content: Content, readings: dict[str, Address]) -> Iterator[tuple[str, int]]:
    """Yield the addresses whose point lies further from the middle of their town than an answer may."""
    for key, address in readings.items():
        middle = content.atlas.towns.point(address.city, address.town) if address.town else None
        if middle and (metres := content.atlas.lock.fixes[key].point.distance(middle[0])) > TOWN_METRES[middle[1]]:
            yield key, round(metres)
