"""The page where editors sign in and edit in the browser: Sveltia CMS with our settings, all of it from this site.

Sveltia gets its own words and fonts from other hosts where it is left alone. Here they are published beside it, and the
addresses that it has for them are replaced when the site is made: what is kept in the theme is the library as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from mapgen.guide import guide_of
from mapgen.guide.cms import cms_config
from mapgen.model import Artifact
from mapgen.render.press import Press

ADMIN = "admin/"
MAKER = "render.admin"
_SCRIPT = "sveltia-cms.js"
_FONTS = {
    "https://cdn.jsdelivr.net/fontsource/fonts/material-symbols-outlined:vf@5.3.7/latin-wght-normal.woff2": (
        "material-symbols-outlined-latin-wght-normal-_Z1IJPLg.woff2"
    ),
    "https://cdn.jsdelivr.net/fontsource/fonts/noto-mono@5.3.0/latin-400-normal.woff2": (
        "noto-mono-latin-400-normal-DiC8lJru.woff2"
    ),
    "https://cdn.jsdelivr.net/fontsource/fonts/source-sans-3:vf@5.3.0/latin-wght-normal.woff2": (
        "source-sans-3-latin-wght-normal-BqRLTx4X.woff2"
    ),
}
# Its words in other languages, and which version is the newest: the one that is here.
_OWN = {"`${iP}@${rP}/locales`": "`{folder}/locales`", "`${iP}/package.json`": "`{folder}/package.json`"}


def admin(press: Press) -> Iterator[Artifact]:
    """Yield the page, its settings and the library; nothing unless the site's settings ask for it."""
    settings = press.site.content.settings
    if not settings.admin:
        return
    manifest = press.theme.find("admin/VENDOR.json")
    assert manifest is not None, "the packaged theme has it"
    (library,) = json.loads(manifest.read_text(encoding="utf-8"))
    folder = library["folder"]
    for name in library["files"]:
        file = press.theme.find(f"admin/{folder}/{name}")
        assert file is not None, name
        content = localized(file.read_text(encoding="utf-8"), folder).encode() if name == _SCRIPT else file.read_bytes()
        yield Artifact(f"{ADMIN}{folder}/{name}", content, MAKER)
    yield Artifact(f"{ADMIN}{folder}/package.json", json.dumps({"version": library["version"]}).encode(), MAKER)
    page = press.theme.render("admin.html", title=settings.title.ja, script=f"{folder}/{_SCRIPT}")
    yield Artifact(f"{ADMIN}index.html", page.encode(), MAKER, indexed=False)
    guide = guide_of(settings, press.site.content.region, press.site.content.taxonomy)
    yield Artifact(f"{ADMIN}config.yml", cms_config(guide).encode(), MAKER)


def localized(script: str, folder: str) -> str:
    """Return the library with what it would get from elsewhere beside it. Raises ValueError for one we do not know."""
    ours = {foreign: f"{folder}/{name}" for foreign, name in _FONTS.items()}
    ours |= {foreign: own.replace("{folder}", folder) for foreign, own in _OWN.items()}
    for foreign, own in ours.items():
        if script.count(foreign) != 1:
            raise ValueError(f"this version of Sveltia CMS does not have {foreign} once")
        script = script.replace(foreign, own)
    return script


def admin_policy() -> str:
    """Return the Content-Security-Policy of the page: itself, GitHub, and whether GitHub works today.

    Svelte writes its styles into the page, and the pictures of a draft are blobs. Whoever signs in has a picture.
    """
    rules = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob: https://avatars.githubusercontent.com",
        "font-src": "'self'",
        "connect-src": "'self' data: blob: https://api.github.com https://www.githubstatus.com",
        "form-action": "'none'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())
