"""What stands around the view of every page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mapgen.theme.html import Markup

if TYPE_CHECKING:
    from mapgen.render.press import Crumb


@dataclass(frozen=True, slots=True)
class Tongue:
    """A language a page can be read in: its code, HTML's code, its own name, and where the page is.

    Search engines learn of the other languages from the sitemap, which says it once for all pages.
    """

    code: str
    html: str
    name: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """What every template knows of its page besides its view. `exit` is the way out of a quiet page, `linked` is for
    programs."""

    title: str
    full_title: str
    description: str
    canonical: str
    tongues: tuple[Tongue, ...]
    crumbs: tuple[Crumb, ...]
    section: str
    quiet: bool
    exit: str
    preview: bool
    map: bool
    home: bool
    linked: Markup | None
