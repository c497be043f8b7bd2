"""Starts the project of a new region: plain samples that check and build at once, or one's own cities, asked for."""

from mapgen.starter.interview import Interview, Stopped
from mapgen.starter.plan import NewCity, Plan
from mapgen.starter.samples import StarterError, check, start, starter_files

__all__ = ["Interview", "NewCity", "Plan", "StarterError", "Stopped", "check", "start", "starter_files"]
