"""The parts of the night, by name: `python -m tests.nightly mutation places`."""

from __future__ import annotations

import sys
from importlib import import_module

PARTS = ("mutation",)

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in PARTS:
        sys.exit(f"python -m tests.nightly {'|'.join(PARTS)} …")
    sys.exit(import_module(f"tests.nightly.{sys.argv[1]}").main(sys.argv[2:]))
