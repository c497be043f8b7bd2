"""`data/orgs.jsonld`: every organisation as schema.org has it, as pages say it to search engines, in one file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from mapgen import linked
from mapgen.exports.terms import cited, credits
from mapgen.model import Artifact
from mapgen.site import Entry, Site

PATH = "data/orgs.jsonld"


def files(site: Site) -> Iterator[Artifact]:
    """Yield the file."""
    made = dataset(site, (entry for entry in site.listed if entry.shareable), site.content.settings.title.ja)
    yield Artifact(PATH, made.encode(), "exports/jsonld")


def dataset(site: Site, entries: Iterable[Entry], name: str) -> str:
    """Return a data set of the pages of these organisations, a page a line, so that a change is a line of a diff."""
    settings = site.content.settings
    head = {
        "@context": linked.CONTEXT,
        "@type": "Dataset",
        "name": name,
        "description": settings.tagline.ja,
        "url": site.base_url,
        "inLanguage": "ja",
        "dateModified": site.date.isoformat(),
        "license": settings.licence_url,
        "creditText": cited(site),
        "isBasedOn": [credit.url for credit in credits(site)],
        "creator": {"@type": "Organization", "name": settings.operator.ja},
    }
    pages = ",\n".join(_json(_page(entry, site)) for entry in entries)
    return f'{_json(head)[:-1]}, "hasPart": [\n{pages}\n]}}\n'


def _page(entry: Entry, site: Site) -> linked.Thing:
    return {
        "@type": "WebPage",
        "url": site.base_url.rstrip("/") + "/" + entry.path,
        "dateModified": linked.changed(entry, site).isoformat(),
        "mainEntity": linked.organization(entry, site),
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
