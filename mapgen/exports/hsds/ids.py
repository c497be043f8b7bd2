"""Identifiers that stay the same from build to build: UUIDs of version 5 (RFC 9562, 5.5) from what our own ids say."""

from __future__ import annotations

import hashlib

# Of this export alone: the names below it are `organization/<id>`, `location/<id>/2` …
NAMESPACE = bytes.fromhex("7d0c1f5e6a1b4f0e9c3a5d2b8e4f6071")
_BEGUN = hashlib.sha1(NAMESPACE, usedforsecurity=False)


def uuid(name: str) -> str:
    """Return the UUID of a name in our namespace."""
    whole = _BEGUN.copy()
    whole.update(name.encode())
    digest = bytearray(whole.digest()[:16])
    digest[6] = digest[6] & 0x0F | 0x50
    digest[8] = digest[8] & 0x3F | 0x80
    text = digest.hex()
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
