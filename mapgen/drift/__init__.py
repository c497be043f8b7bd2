"""A map that staff have edited in Google My Maps, or a published list, against the project: what differs, and how it
comes back.
"""

from mapgen.drift.applying import Answer, Outcome, apply
from mapgen.drift.listing import Listing, compare_list
from mapgen.drift.report import Body, Drift, compare

__all__ = ["Answer", "Body", "Drift", "Listing", "Outcome", "apply", "compare", "compare_list"]
