"""`schema/org.schema.json`: what a file of an organisation may say, for editors that read it over the net."""

from __future__ import annotations

from collections.abc import Iterator

from mapgen.guide import guide_of
from mapgen.guide.jsonschema import PATH, json_schema
from mapgen.model import Artifact
from mapgen.site import Site


def files(site: Site) -> Iterator[Artifact]:
    """Yield the JSON Schema with the choices of this site."""
    content = site.content
    guide = guide_of(content.settings, content.region, content.taxonomy)
    yield Artifact(PATH, json_schema(guide).encode(), "exports/schema")
