"""`data/catalog.jsonld`: every data file of the site for catalogues of data (DCAT, a W3C Recommendation), as JSON-LD.

A kind of file is a data set, each file of it a distribution with its licence, size and kind. The context is in the
file, so that whoever reads it needs nothing else.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from mapgen.exports.prose import one_line
from mapgen.exports.terms import cited, credits
from mapgen.model import Artifact, Label, Listing
from mapgen.site import Site

PATH = "data/catalog.jsonld"
_MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
_EU = "http://publications.europa.eu/resource/authority/"
# Language codes are BCP 47; やさしい日本語 has none.
_LANGUAGES = ("ja", "en")
_CONTEXT: dict[str, Any] = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "title": {"@id": "dct:title", "@container": "@language"},
    "description": {"@id": "dct:description", "@container": "@language"},
    "identifier": {"@id": "dct:identifier"},
    "language": {"@id": "dct:language", "@type": "@id"},
    "license": {"@id": "dct:license", "@type": "@id"},
    "rights": {"@id": "dct:rights", "@container": "@language"},
    "source": {"@id": "dct:source", "@type": "@id", "@container": "@set"},
    "modified": {"@id": "dct:modified", "@type": "xsd:date"},
    "accrualPeriodicity": {"@id": "dct:accrualPeriodicity", "@type": "@id"},
    "publisher": {"@id": "dct:publisher", "@type": "@id"},
    "name": {"@id": "foaf:name"},
    "homepage": {"@id": "foaf:homepage", "@type": "@id"},
    "landingPage": {"@id": "dcat:landingPage", "@type": "@id"},
    "contactPoint": {"@id": "dcat:contactPoint"},
    "hasURL": {"@id": "vcard:hasURL", "@type": "@id"},
    "dataset": {"@id": "dcat:dataset", "@container": "@set"},
    "distribution": {"@id": "dcat:distribution", "@container": "@set"},
    "accessURL": {"@id": "dcat:accessURL", "@type": "@id"},
    "downloadURL": {"@id": "dcat:downloadURL", "@type": "@id"},
    "mediaType": {"@id": "dcat:mediaType", "@type": "@id"},
    "byteSize": {"@id": "dcat:byteSize", "@type": "xsd:nonNegativeInteger"},
}


def files(site: Site, made: Sequence[Artifact]) -> Iterator[Artifact]:
    """Yield the catalogue of those of the files that are listed."""
    kinds: dict[str, tuple[Listing, list[Artifact]]] = {}
    for artifact in made:
        if artifact.listing:
            kinds.setdefault(artifact.listing.key, (artifact.listing, []))[1].append(artifact)
    base = site.base_url.rstrip("/") + "/"
    head = _json(_head(site, base))
    sets = ",\n".join(_dataset(listing, of_kind, site, base) for listing, of_kind in kinds.values())
    yield Artifact(PATH, f'{head[:-1]}, "dataset": [\n{sets}\n]}}\n'.encode(), "exports/dcat")


def _head(site: Site, base: str) -> dict[str, Any]:
    settings = site.content.settings
    found = {
        "@context": _CONTEXT,
        "@id": base + PATH,
        "@type": "dcat:Catalog",
        "title": _words(settings.title),
        "description": _words(settings.tagline),
        "language": [f"{_EU}language/JPN"],
        "license": settings.licence_url,
        "rights": {"ja": cited(site)},
        "source": [credit.url for credit in credits(site)],
        "modified": site.date.isoformat(),
        "homepage": base + "data/",
        "publisher": {"@id": base, "@type": "foaf:Agent", "name": settings.operator.ja},
    }
    return found | _contact(site)


def _dataset(listing: Listing, made: Sequence[Artifact], site: Site, base: str) -> str:
    """Return a data set on a line, and each of its files on one."""
    found = {
        "@id": f"{base}data/#{listing.key}",
        "@type": "dcat:Dataset",
        "identifier": listing.key,
        "title": _words(listing.title),
        "description": _words(listing.about),
        "license": listing.licence_url,
        "modified": site.date.isoformat(),
        "accrualPeriodicity": f"{_EU}frequency/IRREG",
        "landingPage": f"{base}data/#{listing.key}",
        "publisher": base,
    }
    parts = ",\n".join(_json(_distribution(listing, artifact, site, base)) for artifact in made)
    return f'{_json(found | _contact(site))[:-1]}, "distribution": [\n{parts}\n]}}'


def _distribution(listing: Listing, artifact: Artifact, site: Site, base: str) -> dict[str, Any]:
    return {
        "@id": base + artifact.path,
        "@type": "dcat:Distribution",
        "title": {"ja": artifact.download.title if artifact.download else artifact.path},
        "accessURL": f"{base}data/#{listing.key}",
        "downloadURL": base + artifact.path,
        "mediaType": _MEDIA_TYPES + listing.media_type,
        "byteSize": str(artifact.size),
        "license": listing.licence_url,
        "modified": site.date.isoformat(),
    }


def _contact(site: Site) -> dict[str, Any]:
    """Return where to turn with a mistake: the project's own place for it, where there is one."""
    repository = site.content.settings.repository
    if not repository:
        return {}
    name = one_line(site.content.settings.operator.ja)
    return {"contactPoint": {"@type": "vcard:Organization", "vcard:fn": name, "hasURL": repository}}


def _words(label: Label) -> dict[str, str]:
    """Return a text by language; one that says the same in English as in Japanese is not translated."""
    return {lang: label.to(lang) for lang in _LANGUAGES if lang == "ja" or label.to(lang) != label.ja}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
