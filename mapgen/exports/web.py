"""What search engines read: `sitemap.xml`, made of the pages there are, and `robots.txt`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from html import escape

from mapgen.model import Artifact
from mapgen.site import Site

# Language codes of `hreflang` are BCP 47; やさしい日本語 has none, so it is no alternate of anything.
_NO_HREFLANG = {"easy"}
_PAGE = "index.html"


def files(site: Site, paths: Iterable[str]) -> Iterator[Artifact]:
    """Yield `sitemap.xml` and `robots.txt` of a site whose pages are among `paths`."""
    yield Artifact("sitemap.xml", _sitemap(site, paths).encode(), "exports/web")
    yield Artifact("robots.txt", _robots(site).encode(), "exports/web")


def _sitemap(site: Site, paths: Iterable[str]) -> str:
    """Return every page with the day it changed and its other languages, language by language, sorted by path."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    pages = _by_language(site, paths)
    for lang, own in pages.items():
        for page in own:
            address = escape(_absolute(site, lang, page))
            lines.append(f"  <url><loc>{address}</loc><lastmod>{_changed(site, page)}</lastmod>")
            others = [other for other in pages if other not in _NO_HREFLANG and page in pages[other]]
            known = [(other, other) for other in others] + [("x-default", other) for other in others[:1]]
            for name, other in known if len(others) > 1 and lang in others else ():
                href = escape(_absolute(site, other, page))
                lines.append(f'    <xhtml:link rel="alternate" hreflang="{escape(name)}" href="{href}"/>')
            lines.append("  </url>")
    return "\n".join([*lines, "</urlset>", ""])


def _by_language(site: Site, paths: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return the pages of each language by their sorted path within it, `cities/zama/`."""
    first, *others = site.content.settings.languages
    found: dict[str, list[str]] = {lang: [] for lang in (first, *others)}
    for path in sorted(_address(path) for path in paths if path.endswith(".html") and path != "404.html"):
        lang, _, rest = path.partition("/")
        if lang in others:
            found[lang].append(rest)
        else:
            found[first].append(path)
    return {lang: tuple(pages) for lang, pages in found.items()}


def _address(path: str) -> str:
    """Return how the file of a page is asked for: an index by its folder, another page of a long list by its name."""
    return path.removesuffix(_PAGE) if f"/{path}".endswith(f"/{_PAGE}") else path


def _changed(site: Site, page: str) -> date:
    """Return when a page changed: an organisation's when it was confirmed, any other with the content."""
    folder, _, identifier = page.rstrip("/").partition("/")
    entry = site.by_id.get(identifier) if folder == "orgs" else None
    return entry.org.verified.on if entry and entry.org.verified else site.date


def _absolute(site: Site, lang: str, page: str) -> str:
    first = site.content.settings.languages[0]
    return site.base_url.rstrip("/") + "/" + (page if lang == first else f"{lang}/{page}")


def _robots(site: Site) -> str:
    """Return the rules for crawlers: a preview is for nobody's index."""
    if site.preview:
        return "User-agent: *\nDisallow: /\n"
    return f"User-agent: *\nAllow: /\n\nSitemap: {site.base_url.rstrip('/')}/sitemap.xml\n"
