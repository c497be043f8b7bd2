"""What a geocoding service is asked and may answer; and the four things that may come of asking, never mixed up."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Protocol

from mapgen.geocode.lock import Fix
from mapgen.model import Point


class Silence(enum.StrEnum):
    """Why a question had no answer; the end of its code `geocode-unasked-…` in `messages/geocoding.toml`."""

    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    BUSY = "busy"
    BROKEN = "broken"
    FORBIDDEN = "forbidden"
    BAD_QUESTION = "bad-question"
    UNREADABLE = "unreadable"
    TOO_LARGE = "too-large"
    ELSEWHERE = "elsewhere"
    STOPPED = "stopped"
    SPENT = "spent"


class Doubt(enum.StrEnum):
    """Why an answer is not believed, in the order of the tests; the end of its code `geocode-refused-…`."""

    MALFORMED = "malformed"
    SWAPPED = "swapped"
    OUTSIDE_JAPAN = "outside-japan"
    UNREADABLE_TITLE = "unreadable-title"
    OTHER_CITY = "other-city"
    CITY_ONLY = "city-only"
    OUTSIDE_CITY = "outside-city"
    OTHER_TOWN = "other-town"
    FAR_FROM_TOWN = "far-from-town"
    CITY_HALL = "city-hall"
    OTHER_NUMBER = "other-number"
    APART = "apart"
    REGISTER = "register"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One answer as it came, believed in nothing: what was found, and degrees that may be NaN or swapped."""

    title: str
    lat: float
    lon: float


class UnansweredError(Exception):
    """A question without an answer: the service is `name`, and asking `again` may help, after `wait` seconds at least.

    `ends` says that the service must not be asked any more in this run.
    """

    def __init__(
        self, name: str, reason: Silence, detail: str = "", *, again: bool = False, ends: bool = False, wait: float = 0
    ) -> None:
        super().__init__(f"{name}: {reason} {detail}".rstrip())
        self.name, self.reason, self.detail = name, reason, detail
        self.again, self.ends, self.wait = again, ends, wait


class Service(Protocol):
    """A geocoding service. `confirm` says whether its points must be confirmed by the register."""

    @property
    def name(self) -> str:
        """Return the name that the lock gives as its provider."""

    @property
    def confirm(self) -> bool:
        """Return whether the register has to confirm the municipality of its points."""

    def search(self, query: str) -> tuple[Candidate, ...]:
        """Return what the service found, best first; () where it knows no such place. Raises UnansweredError."""


class Register(Protocol):
    """A service that knows in which municipality a point lies."""

    @property
    def name(self) -> str:
        """Return the name that messages give."""

    def municipality(self, point: Point) -> str | None:
        """Return the five digits of the municipality (without check digit), None for none. Raises UnansweredError."""


@dataclass(frozen=True, slots=True)
class Found:
    """An answer that stood every test. `register` names who confirmed the municipality, None where nobody was asked."""

    fix: Fix
    register: str | None


@dataclass(frozen=True, slots=True)
class NoSuchPlace:
    """Every service was asked, and knew no such place."""

    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CouldNotAsk:
    """A service gave no answer: the place may exist."""

    service: str
    reason: Silence
    detail: str = ""


@dataclass(frozen=True, slots=True)
class AnswerRefused:
    """A service answered, and its best answer was not believed."""

    service: str
    reason: Doubt
    title: str


Outcome = Found | NoSuchPlace | CouldNotAsk | AnswerRefused
