"""The asking itself: one address after the other, every answer kept at once, whatever ends the run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from mapgen.geocode import Lock
from mapgen.geocode.answers import AnswerRefused, CouldNotAsk, Found, NoSuchPlace, Outcome, Silence
from mapgen.geocode.inquiry import Inquiry
from mapgen.geocode.pace import Clock
from mapgen.geocoding.demand import Wanted
from mapgen.geocoding.progress import Step

# A search and the question to the register, a second each: what is said before anything was measured.
_SECONDS_EACH = 2.0
_WORDS = {
    NoSuchPlace: "geocode-step-nowhere",
    CouldNotAsk: "geocode-step-unasked",
    AnswerRefused: "geocode-step-refused",
}


@dataclass(slots=True)
class Run:
    """What came of asking: the lock as it is now, and by address what each service said. Grows while it runs."""

    lock: Lock
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    interrupted: bool = False


def ask_all(
    wanted: Sequence[Wanted],
    inquiry: Inquiry,
    lock: Lock,
    *,
    keep: Callable[[Lock], None],
    clock: Clock,
    tick: Callable[[Step], None],
) -> Run:
    """Ask about every address; `keep` is called after each one found. Ctrl-C ends the asking, and what is found stays.

    Where no service may be asked any more, the rest is left without asking.
    """
    run = Run(lock)
    start = clock()
    try:
        for number, want in enumerate(wanted, 1):
            if inquiry.over or _spent(run):
                break
            outcome = run.outcomes[want.key] = inquiry.about(want.address)
            if isinstance(outcome, Found) and want.gains(outcome.fix):
                run.lock = run.lock.adding(want.key, outcome.fix)
                keep(run.lock)
            seconds = max((clock() - start) / number, _SECONDS_EACH if number == 1 else 0.0)
            address = want.key.removeprefix(want.address.prefecture)
            tick(Step(number, len(wanted), address, _came(outcome), seconds * (len(wanted) - number)))
    except KeyboardInterrupt:
        run.interrupted = True
    return run


def _spent(run: Run) -> bool:
    """Return whether the last address met the end of the requests agreed on."""
    last = next(reversed(run.outcomes.values()), None)
    return isinstance(last, CouldNotAsk) and last.reason is Silence.SPENT


def _came(outcome: Outcome) -> str:
    return outcome.fix.precision.value if isinstance(outcome, Found) else _WORDS[type(outcome)]
