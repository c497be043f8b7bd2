"""What came of asking, as problems with their sentences: no such place, could not ask, an answer that was refused."""

from __future__ import annotations

import unicodedata

from mapgen.geocode.answers import AnswerRefused, CouldNotAsk, Found, NoSuchPlace, Outcome
from mapgen.problems import Problem, Where

_LONGEST_SHOWN = 60


def finding(where: Where, canonical: str, outcome: Outcome) -> Problem | None:
    """Return what came of asking about an address; None of an exact point, which has no fault."""
    facts = {"address": canonical}
    match outcome:
        case Found(fix=fix):
            coarse = {**facts, "title": shown(fix.matched)}
            return None if fix.precision.exact else Problem(where, "geocode-coarse", coarse)
        case NoSuchPlace(services=services):
            return Problem(where, "geocode-nowhere", {**facts, "services": "、".join(services)})
        case CouldNotAsk(service=service, reason=silence, detail=detail):
            facts |= {"service": service, "detail": shown(detail)}
            return Problem(where, f"geocode-unasked-{silence}", facts)
        case AnswerRefused(service=service, reason=doubt, title=title):
            facts |= {"service": service, "title": shown(title)}
            return Problem(where, f"geocode-refused-{doubt}", facts)


def shown(text: str) -> str:
    """Return what a service said so that it can be printed: short, and nothing that moves a terminal's cursor."""
    plain = "".join("�" if unicodedata.category(char)[0] == "C" else char for char in text)
    return plain if len(plain) <= _LONGEST_SHOWN else plain[:_LONGEST_SHOWN] + "…"
