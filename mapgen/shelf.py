"""Organisations as they were read, by the bytes of their files: one whose file did not change is not read again.

What is kept on the disk is of published organisations alone, and holds nothing that their files do not. It may be
deleted or damaged at any time: what does not agree is read anew. It is in Python's own form, of which only values of
our nouns are taken: whoever may write there could as well write another content.
"""

from __future__ import annotations

import io
import pickle
from datetime import date, time
from enum import Enum
from typing import Any

from mapgen.geocode import Atlas
from mapgen.ledger import digest
from mapgen.model import Frozen, Label, Organization
from mapgen.yamldoc import Memory

# What an organisation is made of.
_NOUNS, _PARTS = (Frozen, Label, Enum), (date, time)
# Check sum of all an organisation was read from, that of its value, and its value as bytes.
_Slot = tuple[str, str, bytes]


class Shelf:
    """Holds organisations by the paths of their files, those of the last reading. Only good ones are put here."""

    def __init__(self, program: str = "", told: bytes = b"") -> None:
        """Open what `close` of the same program returned; anything else is an empty shelf."""
        self._program = program
        self._slots = _slots(told, program) if told else {}
        self._values: dict[str, tuple[str, Organization]] = {}
        # Of the other files, for who reads them again and again: their trees, and the tables by their check sum.
        self.trees = Memory()
        self.atlas: tuple[str, Atlas] | None = None

    def find(self, path: str, sum: str) -> Organization | None:
        """Return the organisation that was read at a path, if it was read from what has this check sum."""
        if path in self._values:
            known, org = self._values[path]
            return org if known == sum else None
        slot = self._slots.get(path)
        found = _value(slot[2]) if slot and slot[0] == sum and slot[1] == digest(slot[2]) else None
        if found is not None:
            self._values[path] = sum, found
        return found

    def put(self, path: str, sum: str, org: Organization) -> None:
        """Hold an organisation that was read without a fault, in the place of the one before."""
        self._values[path] = sum, org

    def close(self, orgs: tuple[Organization, ...]) -> bytes:
        """Return what may be kept of these organisations on the disk."""
        listed = {f"content/orgs/{org.id}.yaml" for org in orgs if org.published}
        slots = {path: self._slot(path) for path in sorted(listed & self._values.keys())}
        return pickle.dumps((self._program, slots))

    def _slot(self, path: str) -> _Slot:
        sum, org = self._values[path]
        slot = self._slots.get(path)
        if slot and slot[0] == sum:
            return slot
        data = pickle.dumps(org)
        return sum, digest(data), data


class _Reader(pickle.Unpickler):
    """Reads values of our nouns; a name of anything else is no value."""

    def find_class(self, module: str, name: str) -> Any:
        known = "." not in name and (module.startswith("mapgen.model.") or module == "datetime")
        found = super().find_class(module, name) if known else None
        if isinstance(found, type) and issubclass(found, (*_NOUNS, *_PARTS)):
            return found
        raise pickle.UnpicklingError(name)


def _slots(told: bytes, program: str) -> dict[str, _Slot]:
    found = _read(told)
    if not isinstance(found, tuple) or len(found) != 2 or found[0] != program or not isinstance(found[1], dict):
        return {}
    return {path: each for path, each in found[1].items() if isinstance(each, tuple) and len(each) == 3}


def _value(data: bytes) -> Organization | None:
    found = _read(data)
    return found if isinstance(found, Organization) else None


def _read(data: bytes) -> object:
    """Return what the bytes say, None where they are damaged: then reading them may raise anything."""
    try:
        return _Reader(io.BytesIO(data)).load()
    except Exception:
        return None
