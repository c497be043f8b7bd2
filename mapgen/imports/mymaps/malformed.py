"""Says why a file is not XML in words that help its editor: which tag, which sign, since which line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.parsers.expat import ErrorString, ExpatError, errors

from mapgen.imports.refusal import SourceError, shown
from mapgen.problems import Where

_BEGINNING = re.compile(rb"\s*+<")
_NAME = re.compile(rb"[^\s<>/]{1,60}")
_REFERENCE = re.compile(rb"&[^\s<&;]{0,40};?")
# What stands before the place where expat gives up on an `&` that is not `&amp;`.
_BARE = re.compile(rb"&[^\s<>&;]*\Z")
_BEFORE = 60
_UNFINISHED = {
    errors.codes[name]
    for name in (
        errors.XML_ERROR_NO_ELEMENTS,
        errors.XML_ERROR_UNCLOSED_TOKEN,
        errors.XML_ERROR_UNCLOSED_CDATA_SECTION,
        errors.XML_ERROR_PARTIAL_CHAR,
    )
}
_REFERENCES = {errors.codes[errors.XML_ERROR_UNDEFINED_ENTITY], errors.codes[errors.XML_ERROR_BAD_CHAR_REF]}
_MISMATCH = errors.codes[errors.XML_ERROR_TAG_MISMATCH]


def explained(
    error: ExpatError, data: bytearray, index: int, path: str, open_elements: Sequence[tuple[str, int]]
) -> SourceError:
    """Return the refusal. `index` is where expat stopped, `open_elements` are name and line of each that is open."""
    where = Where(path, error.lineno, error.offset + 1)
    if not _BEGINNING.match(data):
        return SourceError(Where(path, 1), "mymaps-not-kml")
    if error.code in _UNFINISHED:
        # The file ends: what counts is where that began which has no end.
        began = where if error.code == errors.codes[errors.XML_ERROR_UNCLOSED_TOKEN] or not open_elements else None
        return SourceError(began or Where(path, open_elements[-1][1]), "mymaps-cut-off")
    if error.code == _MISMATCH:
        name, line = open_elements[-1]
        return SourceError(where, "mymaps-mismatched-tag", found=_at(_NAME, data, index), open=shown(name), line=line)
    if error.code in _REFERENCES:
        return SourceError(where, "mymaps-entity", text=_at(_REFERENCE, data, index))
    if _BARE.search(data, max(index - _BEFORE, 0), index):
        return SourceError(where, "mymaps-ampersand")
    return SourceError(where, "mymaps-malformed", reason=ErrorString(error.code))


def _at(pattern: re.Pattern[bytes], data: bytearray, index: int) -> str:
    found = pattern.match(data, index)
    return shown(found[0].decode(errors="replace")) if found else ""
