"""What search engines read: `sitemap.xml` and `robots.txt`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from mapgen.model import Artifact
from mapgen.site import Site

# Language codes of `hreflang` are BCP 47; やさしい日本語 has none, so it is no alternate of anything.
_NO_HREFLANG = {"easy"}
_INDEXES = ("orgs/", "cities/", "categories/", "forms/", "areas/")
# A page of its own, whether or not an editor wrote a text for it.
_LICENCES = "licences"
# The staff's page of files: one for all languages.
_DOWNLOADS = "downloads/"


@dataclass(frozen=True, slots=True)
class Address:
    """One page in one language: its path from the site's root, the day it last changed, its other languages' paths."""

    path: str
    changed: date
    alternates: tuple[tuple[str, str], ...] = ()


def files(site: Site) -> Iterator[Artifact]:
    """Yield `sitemap.xml` and `robots.txt`."""
    yield Artifact("sitemap.xml", _sitemap(site).encode(), "exports/web")
    yield Artifact("robots.txt", _robots(site).encode(), "exports/web")


def addresses(site: Site) -> Iterator[Address]:
    """Yield every page that search engines should know, language by language, in the order of the menu."""
    languages = site.content.settings.languages
    common = list(_common(site))
    texts = {lang: [f"{page.id}/" for page in site.pages(lang) if page.id != _LICENCES] for lang in languages}
    for lang in languages:
        for path, changed in common:
            yield _address(site, lang, path, changed, languages)
        for path in texts[lang]:
            yield _address(site, lang, path, site.date, [other for other in languages if path in texts[other]])
    yield Address(_DOWNLOADS, site.date)


def _common(site: Site) -> Iterator[tuple[str, date]]:
    """Yield the pages that every language has, by their path within it, with the day they changed."""
    content = site.content
    for entry in site.entries:
        yield entry.path, entry.org.verified.on if entry.org.verified else site.date
    paths = ["", "map/", "hotlines/", f"{_LICENCES}/", *_INDEXES]
    paths += [f"cities/{city.id}/" for city in content.region.cities]
    paths += [f"categories/{category}/" for category in content.taxonomy.category_ids()]
    paths += [f"forms/{form.id}/" for form in content.taxonomy.forms]
    paths += [f"areas/{area.id}/" for area in content.region.areas]
    for path in paths:
        yield path, site.date


def _address(site: Site, lang: str, path: str, changed: date, languages: Sequence[str]) -> Address:
    first = site.content.settings.languages[0]
    paths = {each: path if each == first else f"{each}/{path}" for each in languages}
    alternates = tuple((each, where) for each, where in paths.items() if each not in _NO_HREFLANG)
    several = len(alternates) > 1 and lang not in _NO_HREFLANG
    return Address(paths[lang], changed, alternates if several else ())


def _sitemap(site: Site) -> str:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for address in addresses(site):
        lines.append(f"  <url><loc>{escape(_absolute(site, address.path))}</loc><lastmod>{address.changed}</lastmod>")
        for lang, path in address.alternates:
            href = escape(_absolute(site, path))
            lines.append(f'    <xhtml:link rel="alternate" hreflang="{escape(lang)}" href="{href}"/>')
        lines.append("  </url>")
    return "\n".join([*lines, "</urlset>", ""])


def _absolute(site: Site, path: str) -> str:
    return site.base_url.rstrip("/") + "/" + path


def _robots(site: Site) -> str:
    """Return the rules for crawlers: a preview is for nobody's index."""
    if site.preview:
        return "User-agent: *\nDisallow: /\n"
    return f"User-agent: *\nAllow: /\n\nSitemap: {_absolute(site, 'sitemap.xml')}\n"
