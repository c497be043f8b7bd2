"""Finds the KML of a map: a file of its own, or the main file of a KMZ, whatever the file is called."""

from __future__ import annotations

from collections.abc import Sequence

from mapgen.imports.archive import Expected, Member
from mapgen.imports.refusal import SourceError
from mapgen.problems import Where

MB = 1024 * 1024


def _main_first(path: str, members: Sequence[Member]) -> Sequence[Member]:
    """Return the KML files of a KMZ, the main one first: `doc.kml`, else the first one that is in no folder.

    So says developers.google.com/kml/documentation/kmzarchives. Who zips a folder by hand has the main file within it.
    """
    found = [each for each in members if each.name.lower().endswith(".kml") and not each.name.startswith("._")]
    if not found:
        raise SourceError(Where(path), "mymaps-no-kml", count=len(members))
    return sorted(found, key=lambda each: (each.info.filename.count("/"), each.name.lower() != "doc.kml"))


EXPECTED = Expected(
    suffix=".kml",
    zip="KMZ",
    largest=50 * MB,
    largest_zip=64 * MB,
    too_large="mymaps-too-large",
    choose=_main_first,
)
