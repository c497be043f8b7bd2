"""The geocoding services, and the only room that opens a socket outwards. geopy lives here and nowhere else.

`adapter` is the one way out: paced, capped in time and size, on one host. `gsi`, `nominatim` and `csis` are services as
geopy geocoders of our own, `others` takes any of geopy's by name, `failures` says what went wrong in our words.
geopy is imported when services are opened, not before: a build never loads it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from mapgen.geocode.answers import Candidate, Register, Service
from mapgen.geocode.pace import Pace
from mapgen.model import Point
from mapgen.problems import Problem, Where

if TYPE_CHECKING:
    from mapgen.model.settings import GeocoderChoice

__all__ = ["Caps", "ServiceError", "open_services"]

_SITE = "content/site.yaml"
Box = tuple[float, float, float, float]


class ServiceError(Exception):
    """A service of `site.yaml` that cannot be opened; `problem` says why."""

    def __init__(self, code: str, guess: str | None = None, **facts: str) -> None:
        self.problem = Problem(Where(_SITE), code, facts, guess)
        super().__init__(self.problem.text("en"))


@dataclass(frozen=True, slots=True)
class Caps:
    """What one request may take at most: seconds of silence, seconds altogether, and bytes of the answer."""

    silence: float = 10.0
    total: float = 20.0
    largest: int = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class _Opened:
    """A geopy geocoder as a service of ours."""

    name: str
    confirm: bool
    ask: Callable[[str], Sequence[Candidate]]

    def search(self, query: str) -> tuple[Candidate, ...]:
        """Return what the service found. Raises UnansweredError."""
        from mapgen.geocode.providers.failures import as_unanswered

        with as_unanswered(self.name):
            return tuple(self.ask(query))


@dataclass(frozen=True, slots=True)
class _Register:
    """GSI's reverse geocoder as the register of municipalities."""

    name: str
    ask: Callable[[Point], str | None]

    def municipality(self, point: Point) -> str | None:
        """Return the municipality's five digits. Raises UnansweredError."""
        from mapgen.geocode.providers.failures import as_unanswered

        with as_unanswered(self.name):
            return self.ask(point)


def open_services(
    choices: Sequence[GeocoderChoice],
    *,
    agent: str,
    pace: Pace,
    box: Box,
    environ: Mapping[str, str],
    caps: Caps | None = None,
    proxies: dict[str, str] | None = None,
) -> tuple[tuple[Service, ...], Register]:
    """Return the services that `site.yaml` names, in its order, and the register; nothing is asked yet.

    `agent` is who we say we are, `box` the region (west, south, east, north) for services that can keep to one,
    `environ` holds the keys that `key_from` names. `proxies` None are those of the system. Raises ServiceError.
    """
    from mapgen.geocode.providers.adapter import ModestAdapter
    from mapgen.geocode.providers.gsi import Gsi

    caps = caps or Caps()
    shared: dict[str, Any] = {
        "user_agent": agent,
        "timeout": caps.silence,
        "proxies": proxies,
        "ssl_context": None,
        # Named, because geopy takes another client as soon as `requests` happens to be installed: one that tries again
        # by itself and waits without end.
        "adapter_factory": lambda **given: ModestAdapter(pace=pace, caps=caps, **given),
    }
    opened = tuple(_open(choice, shared, box, environ) for choice in choices)
    confirming = next((choice.confirm_url for choice in choices if choice.confirm_url), None)
    register = Gsi(confirm_url=confirming, **shared)
    return opened, _Register("gsi-register", register.municipality)


def _open(choice: GeocoderChoice, shared: Mapping[str, Any], box: Box, environ: Mapping[str, str]) -> Service:
    ask: Callable[[str], Sequence[Candidate]]
    if choice.name == "gsi":
        from mapgen.geocode.providers.gsi import Gsi

        ask = Gsi(url=choice.url, **shared).geocode
    elif choice.name == "csis":
        from mapgen.geocode.providers.csis import Csis

        ask = Csis(url=choice.url, **shared).geocode
    elif choice.name == "nominatim":
        from mapgen.geocode.providers.nominatim import JapaneseNominatim

        ask = JapaneseNominatim(url=choice.url, box=box, **shared).geocode
    else:
        from mapgen.geocode.providers.others import open_other

        ask = open_other(choice, shared, environ)
    return _Opened(choice.name, choice.confirm, ask)
