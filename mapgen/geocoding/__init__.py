"""Fills the lock `content/geocodes.yaml` by asking services about addresses, and keeps it in order.

`demand` says which addresses want asking, `run` asks and keeps every answer at once, `report` and `upkeep` show people
what came of it and what the lock holds, `progress` says how far it is; `command` puts them together.
"""

from mapgen.geocoding.command import Options, Result, World, geocode
from mapgen.geocoding.progress import Ticker
from mapgen.geocoding.upkeep import LockReport, lock_report

__all__ = ["LockReport", "Options", "Result", "Ticker", "World", "geocode", "lock_report"]
