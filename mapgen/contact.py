"""Who we say we are: services ask for a name and a way to reach whoever runs the program, and block those without."""

from __future__ import annotations

from urllib.parse import quote

from mapgen import __version__
from mapgen.model import Settings


def agent(settings: Settings) -> str | None:
    """Return the user agent: program, site, contact. None where `site.yaml` gives no mail or web address."""
    contact = (settings.contact or "").strip()
    if "@" not in contact and "://" not in contact:
        return None
    return _header(f"mapgen/{__version__} (+{settings.base_url}; {contact})")


def _header(text: str) -> str:
    """Return the text as a header may hold it: other letters as in addresses, no line breaks."""
    return "".join(char if char.isascii() and char.isprintable() else quote(char) for char in text)
