"""What a rule says of one organisation, asked once as long as that value lives: a preview keeps who did not change."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar
from weakref import ref

from mapgen.model import Organization

Said = TypeVar("Said")


class Once(Generic[Said]):
    """A pure function of an organisation that remembers its answers. Equal ones are not one: comparing takes as long as
    asking."""

    def __init__(self, rule: Callable[[Organization], Said]) -> None:
        self._rule = rule
        self._known: dict[int, tuple[ref[Organization], Said]] = {}

    def __call__(self, org: Organization) -> Said:
        """Return what the rule says of an organisation."""
        number = id(org)
        known = self._known.get(number)
        if known is None or known[0]() is not org:
            known = self._known[number] = ref(org, lambda gone: self._forget(number, gone)), self._rule(org)
        return known[1]

    def _forget(self, number: int, gone: ref[Organization]) -> None:
        if number in self._known and self._known[number][0] is gone:
            del self._known[number]
