"""Any other geocoder that geopy knows, by the name that geopy gives it, for regions that have the right to one."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from geopy.exc import GeopyError
from geopy.geocoders import SERVICE_TO_GEOCODER

from mapgen.geocode.answers import Candidate
from mapgen.geocode.providers import ServiceError
from mapgen.model.settings import GeocoderChoice
from mapgen.problems import nearest


def open_other(
    choice: GeocoderChoice, shared: Mapping[str, Any], environ: Mapping[str, str]
) -> Callable[[str], Sequence[Candidate]]:
    """Return the question to put to a service of geopy's. Raises ServiceError for one that cannot be opened."""
    kind = SERVICE_TO_GEOCODER.get(choice.name)
    if kind is None:
        raise ServiceError("geocoder-unknown", nearest(choice.name, SERVICE_TO_GEOCODER), name=choice.name)
    taken = inspect.signature(kind.__init__).parameters
    own: dict[str, Any] = {}
    if choice.key_from:
        if not environ.get(choice.key_from):
            raise ServiceError("geocoder-without-key", name=choice.name, variable=choice.key_from)
        own[choice.key_as] = environ[choice.key_from]
    if choice.url:
        where = urlsplit(choice.url)
        own |= {"scheme": where.scheme, "domain": where.netloc + where.path.rstrip("/")}
    needed = [name for name, each in taken.items() if name != "self" and each.default is each.empty and name not in own]
    if wrong := [*needed, *(name for name in own if name not in taken)]:
        raise ServiceError("geocoder-needs", name=choice.name, fields=", ".join(wrong))
    try:
        opened = kind(**own, **shared)
    except GeopyError as error:
        raise ServiceError("geocoder-needs", name=choice.name, fields=str(error)[:120]) from error
    return lambda query: [_candidate(found) for found in opened.geocode(query, exactly_one=False) or ()]


def _candidate(found: Any) -> Candidate:
    return Candidate(str(found.address or ""), float(found.latitude), float(found.longitude))
