"""How many examples a property is tried with: a third of its number in the gate, five times as many at night.

`HYPOTHESIS_PROFILE=nightly python -m pytest` looks for what is rare; the gate, which runs at every push, for what a
change has just broken. The gate's examples are others for each state of the files (`--hypothesis-seed`), the night's
each time.
"""

from __future__ import annotations

import os

from hypothesis import settings

# By profile: how many times the number that stands beside a property; FEWEST of any.
_TIMES = {"gate": 1 / 3, "full": 1.0, "nightly": 5.0}
_FEWEST, _USUAL = 10, 100
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "gate")


def examples(number: int) -> int:
    """Return how many examples stand for a number of them in this run."""
    return max(_FEWEST, round(number * _TIMES[PROFILE]))


def load() -> None:
    """Make the profile that of every property without a number of its own. No test fails by the clock: a crowded
    machine is slow, not wrong.
    """
    settings.register_profile(PROFILE, deadline=None, max_examples=examples(_USUAL))
    settings.load_profile(PROFILE)
