"""Japanese addresses as people write them: read by the names of a region's towns, into one canonical form.

Pure text: no file, no network. `spelling` folds what means the same, `gazetteer` knows the names, `numbers` reads what
follows a town's name, `reading` puts them together, `description` says it in JSON.
"""

from mapgen.address.description import describe
from mapgen.address.gazetteer import Gazetteer, Town
from mapgen.address.reading import NORMALIZER, Address, Finding, Unreadable, read_address
from mapgen.address.spelling import split_chome

__all__ = [
    "NORMALIZER", "Address", "Finding", "Gazetteer", "Town", "Unreadable", "describe", "read_address", "split_chome",
]  # fmt: skip
