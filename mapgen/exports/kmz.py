"""KMZ: a KML in a zip, about a sixth of its size, which Google Earth opens with a double click."""

from __future__ import annotations

import io
import zipfile

DOCUMENT = "doc.kml"
# The first moment that a zip can tell: a build has no clock.
_DATE = (1980, 1, 1, 0, 0, 0)
_UNIX, _MODE = 3, 0o644


def packed(kml: bytes) -> bytes:
    """Return the KML as KMZ: always the same bytes where the same zlib packs them.

    Nothing of the machine is in them: no clock, no system, no user. Only another deflate (zlib-ng) may find other
    bytes for the same text, so whoever compares builds of two systems compares what is in the archive.
    """
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr(member(DOCUMENT), kml, zipfile.ZIP_DEFLATED, compresslevel=9)
    return archive.getvalue()


def member(name: str) -> zipfile.ZipInfo:
    """Return a file's entry in an archive with nothing of the machine in it."""
    entry = zipfile.ZipInfo(name, _DATE)
    entry.create_system = _UNIX  # else Windows would say that it is one
    entry.external_attr = _MODE << 16
    return entry
