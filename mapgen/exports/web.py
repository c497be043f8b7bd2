"""What search engines read: `sitemap.xml`, made of the pages there are, and `robots.txt`.

A sitemap may name 50,000 pages (https://www.sitemaps.org/protocol.html): of more, `sitemap.xml` is an index of several.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from html import escape

from mapgen.model import Artifact
from mapgen.site import Site

# Language codes of `hreflang` are BCP 47; やさしい日本語 has none, so it is no alternate of anything.
_NO_HREFLANG = {"easy"}
_PAGE = "index.html"
_MOST = 50_000
_MAKER, _DECLARATION = "exports/web", '<?xml version="1.0" encoding="UTF-8"?>'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def files(site: Site, paths: Iterable[str]) -> Iterator[Artifact]:
    """Yield `sitemap.xml` and `robots.txt` of a site whose pages are among `paths`."""
    pages = list(_pages(site, paths))
    parts = [pages[n : n + _MOST] for n in range(0, len(pages), _MOST)]
    numbered = {f"sitemap-{n}.xml": part for n, part in enumerate(parts, 1)}
    if len(parts) > 1:
        yield from (Artifact(path, _sitemap(part), _MAKER) for path, part in numbered.items())
        yield Artifact("sitemap.xml", _index(site, numbered), _MAKER)
    else:
        yield Artifact("sitemap.xml", _sitemap(pages), _MAKER)
    yield Artifact("robots.txt", _robots(site).encode(), _MAKER)


def _sitemap(pages: Sequence[str]) -> bytes:
    head = f'<urlset {_NAMESPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">'
    return "\n".join([_DECLARATION, head, *pages, "</urlset>", ""]).encode()


def _index(site: Site, paths: Iterable[str]) -> bytes:
    base = escape(site.base_url.rstrip("/"))
    parts = (f"  <sitemap><loc>{base}/{path}</loc></sitemap>" for path in paths)
    return "\n".join([_DECLARATION, f"<sitemapindex {_NAMESPACE}>", *parts, "</sitemapindex>", ""]).encode()


def _pages(site: Site, paths: Iterable[str]) -> Iterator[str]:
    """Yield every page with the day it changed and its other languages, language by language, sorted by path."""
    pages = _by_language(site, paths)
    for lang, own in pages.items():
        for page in own:
            address = escape(_absolute(site, lang, page))
            lines = [f"  <url><loc>{address}</loc><lastmod>{_changed(site, page)}</lastmod>"]
            others = [other for other in pages if other not in _NO_HREFLANG and page in pages[other]]
            known = [(other, other) for other in others] + [("x-default", other) for other in others[:1]]
            for name, other in known if len(others) > 1 and lang in others else ():
                href = escape(_absolute(site, other, page))
                lines.append(f'    <xhtml:link rel="alternate" hreflang="{escape(name)}" href="{href}"/>')
            yield "\n".join([*lines, "  </url>"])


def _by_language(site: Site, paths: Iterable[str]) -> Mapping[str, Collection[str]]:
    """Return the pages of each language by their sorted path within it, `cities/zama/`."""
    first, *others = site.content.settings.languages
    found: dict[str, list[str]] = {lang: [] for lang in (first, *others)}
    for path in sorted(_address(path) for path in paths if path.endswith(".html") and path != "404.html"):
        lang, _, rest = path.partition("/")
        if lang in others:
            found[lang].append(rest)
        else:
            found[first].append(path)
    return {lang: dict.fromkeys(pages).keys() for lang, pages in found.items()}


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
