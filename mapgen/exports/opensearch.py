"""`opensearch.xml` (OpenSearch 1.1): a browser that read it searches the map from its own address bar."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from mapgen.exports.prose import one_line
from mapgen.model import Artifact
from mapgen.site import Site

PATH = "opensearch.xml"
# What a browser shows of a name, and of a description (OpenSearch 1.1, draft 6).
_SHORT, _LONG = 16, 1024


def files(site: Site) -> Iterator[Artifact]:
    """Yield the description."""
    yield Artifact(PATH, _description(site).encode(), "exports/opensearch")


def _description(site: Site) -> str:
    settings, base = site.content.settings, escape(site.base_url.rstrip("/") + "/")
    lines = (
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
        f"<ShortName>{_text(settings.title.ja, _SHORT)}</ShortName>",
        f"<Description>{_text(settings.tagline.ja, _LONG)}</Description>",
        f'<Url type="text/html" method="get" template="{base}search/?q={{searchTerms}}"/>',
        f'<Url type="application/opensearchdescription+xml" rel="self" template="{base}{PATH}"/>',
        *(f"<Language>{lang}</Language>" for lang in settings.languages if lang != "easy"),
        "<InputEncoding>UTF-8</InputEncoding>",
        "<OutputEncoding>UTF-8</OutputEncoding>",
        f"<Attribution>{_text(settings.operator.ja, 256)}</Attribution>",
        "</OpenSearchDescription>",
        "",
    )
    return "\n".join(lines)


def _text(words: str, most: int) -> str:
    """Return words of at most this many characters; of a longer name the words that fit, or its beginning."""
    line = one_line(words)
    if len(line) > most:
        line = line[: most + 1].rpartition(" ")[0] or line[:most]
    return escape(line.strip())
