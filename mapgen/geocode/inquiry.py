"""One address, every service in turn: ask, test the answer, have its municipality confirmed, say what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mapgen.address import Address
from mapgen.geocode.answers import (
    AnswerRefused,
    Candidate,
    CouldNotAsk,
    Doubt,
    Found,
    NoSuchPlace,
    Outcome,
    Register,
    Service,
    Silence,
    UnansweredError,
)
from mapgen.geocode.lock import Fix
from mapgen.geocode.pace import Patience, Sleep
from mapgen.geocode.query import queries
from mapgen.geocode.resolution import Atlas
from mapgen.geocode.verification import Believed, Refused, choose, halls
from mapgen.model import Point

# An answer of which the register says that it lies elsewhere gets one successor, not twenty.
_MOST_CONFIRMED = 2


class Inquiry:
    """Asks services about addresses, politely; remembers which of them must not be asked any more."""

    def __init__(
        self, services: Sequence[Service], register: Register, atlas: Atlas, today: date, sleep: Sleep
    ) -> None:
        self._services = [(service, Patience(service.name, sleep)) for service in services]
        self._register = (register, Patience(register.name, sleep))
        self._atlas, self._today = atlas, today
        self._halls = halls(atlas)

    @property
    def over(self) -> bool:
        """Return whether no service is left that may be asked."""
        return all(self._stopped(service, patience) for service, patience in self._services)

    def about(self, address: Address) -> Outcome:
        """Return what came of asking the services in turn, until one knows the place exactly.

        Where none does: the best point found; else that one could not be asked; else that an answer was refused.
        """
        outcomes: list[Outcome] = []
        for service, patience in self._services:
            outcome = self._ask(service, patience, address)
            if isinstance(outcome, Found) and outcome.fix.precision.exact:
                return outcome
            outcomes.append(outcome)
            if isinstance(outcome, CouldNotAsk) and outcome.reason is Silence.SPENT:
                break
        return _weightiest(outcomes)

    def _stopped(self, service: Service, patience: Patience) -> bool:
        """Return whether asking is of no use: the service has stopped, or nobody can confirm what it says."""
        return patience.stopped or (service.confirm and self._register[1].stopped)

    def _ask(self, service: Service, patience: Patience, address: Address) -> Outcome:
        if self._stopped(service, patience):
            silent = service.name if patience.stopped else self._register[0].name
            return CouldNotAsk(silent, Silence.STOPPED)
        try:
            for query in queries(address):
                if candidates := patience.ask(lambda query=query: service.search(query)):  # type: ignore[misc]
                    return self._judge(service, candidates, address)
        except UnansweredError as failure:
            return CouldNotAsk(failure.name, failure.reason, failure.detail)
        return NoSuchPlace((service.name,))

    def _judge(self, service: Service, candidates: Sequence[Candidate], address: Address) -> Outcome:
        chosen = choose(candidates, address, self._atlas, self._halls)
        if isinstance(chosen, Refused):
            return AnswerRefused(service.name, chosen.reason, chosen.title)
        for believed in chosen[:_MOST_CONFIRMED]:
            if not service.confirm:
                return self._found(service, believed, None)
            if self._confirmed(believed.point, address):
                return self._found(service, believed, self._register[0].name)
        return AnswerRefused(service.name, Doubt.REGISTER, chosen[0].title)

    def _confirmed(self, point: Point, address: Address) -> bool:
        """Return whether the register finds the point in the address's city. Raises UnansweredError."""
        register, patience = self._register
        code = patience.ask(lambda: register.municipality(point))
        return code is not None and same_municipality(self._atlas.region.city(address.city).code, code)

    def _found(self, service: Service, believed: Believed, register: str | None) -> Found:
        return Found(Fix(believed.point, believed.precision, service.name, believed.title, self._today), register)


def same_municipality(code: str, found: str) -> bool:
    """Return whether `found` (five digits, a leading zero may lack) is the city of `code` (six digits), or its ward.

    A designated city's code has the third digit 1 and ends in 0; its wards follow it (横浜市 14100: 14101 to 14118).
    No two of them in one prefecture lie nearer than 20, and only 大阪市 counts further, to 27128
    (総務省, 都道府県コード及び市区町村コード).
    """
    if not (found.isascii() and found.isdigit() and len(found) <= 5):
        return False
    city, other = int(code[:5]), int(found)
    wards = 30 if city == 27100 else 20
    return other == city or (code[2] == "1" and code[4] == "0" and city < other < city + wards)


def _weightiest(outcomes: Sequence[Outcome]) -> Outcome:
    """Return the outcome to report: a coarse point, else the failure that leaves most open."""
    for kind in (Found, CouldNotAsk, AnswerRefused):
        if found := [outcome for outcome in outcomes if isinstance(outcome, kind)]:
            best = found[0]
            for other in found[1:]:
                if isinstance(best, Found) and isinstance(other, Found):
                    best = best if best.fix.better(other.fix) is best.fix else other
            return best
    return NoSuchPlace(
        tuple(name for outcome in outcomes if isinstance(outcome, NoSuchPlace) for name in outcome.services)
    )
