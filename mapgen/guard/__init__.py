"""Watches what a pull request leaves in the history: git remembers an address that a later commit took out again.

`patch` reads what `git log -p` printed, `traces` finds what reads like an address in any spelling, `history` decides.
"""

from mapgen.guard.history import KINDS, watch
from mapgen.guard.patch import read_log
from mapgen.guard.traces import Lookout, Trace, lookout

__all__ = ["KINDS", "Lookout", "Trace", "lookout", "read_log", "watch"]
