"""A map that staff have edited in Google My Maps, against the project: what differs, and how it comes back."""

from mapgen.drift.applying import Answer, Outcome, apply
from mapgen.drift.report import Body, Drift, compare

__all__ = ["Answer", "Body", "Drift", "Outcome", "apply", "compare"]
