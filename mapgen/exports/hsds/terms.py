"""The closed lists of a site as taxonomies of HSDS: only the terms that something has, and those above them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mapgen.exports.hsds.ids import uuid
from mapgen.exports.hsds.store import Row, Store
from mapgen.exports.prose import plain
from mapgen.exports.records import address
from mapgen.model import Term
from mapgen.site import Site

_TAXONOMIES = {
    "category": ("分野", "この地図の分野(2段)。"),
    "form": ("活動のかたち", "この地図の、活動のかたち。"),
    "audience": ("対象の人", "この地図の、対象の人のくくり。"),
    "reading": ("よみがな", "名前の読み。値に、ひらがなで入っています。"),
}
_FOLDERS = {"category": "categories/", "form": "forms/"}


@dataclass(frozen=True, slots=True)
class _Entry:
    """A term as its row has it; `parent` is the code of the term above it."""

    kind: str
    code: str
    row: Row
    parent: str | None = None


class Terms:
    """Links what is exported with terms, and remembers which were used."""

    def __init__(self, site: Site) -> None:
        self._known = {entry.code: entry for entry in _entries(site)}
        self._used: set[str] = set()

    def link(self, store: Store, kind: str, term: str, entity: str, link: str, value: str = "") -> Row:
        """Write that a row of a table (`entity`, the id `link`) has a term; return that with the term in it."""
        code = f"{kind}:{term}"
        known = self._known[code]
        self._use(code)
        row = {"id": uuid(f"attribute/{link}/{code}"), "link_type": kind, "value": value}
        told = store.add("attribute", row, link_id=link, link_entity=entity, taxonomy_term_id=known.row["id"])
        return told | {"taxonomy_term": known.row}

    def _use(self, code: str) -> None:
        while code and code not in self._used:
            self._used.add(code)
            code = self._known[code].parent or ""

    def write(self, store: Store) -> None:
        """Write the terms that were used, in the order of the site's own lists, and their taxonomies."""
        used = [entry for entry in self._known.values() if entry.code in self._used]
        for kind in dict.fromkeys(entry.kind for entry in used):
            name, about = _TAXONOMIES[kind]
            store.add("taxonomy", {"id": uuid(f"taxonomy/{kind}"), "name": name, "description": about})
        for entry in used:
            store.add("taxonomy_term", entry.row)


def _entries(site: Site) -> Iterator[_Entry]:
    """Yield every term there is, each after the one above it."""
    taxonomy = site.content.taxonomy
    for identifier in taxonomy.category_ids():
        top, leaf = identifier.split("/")[0], "/" in identifier
        yield _entry(site, "category", identifier, taxonomy.category(identifier), f"category:{top}" if leaf else None)
    for form in taxonomy.forms:
        yield _entry(site, "form", form.id, form)
    for group in taxonomy.audiences:
        yield _entry(site, "audience", group.id, group)
    reading = {"name": "よみがな", "description": _TAXONOMIES["reading"][1], **_links("reading", "kana", None)}
    yield _Entry("reading", "reading:kana", reading)


def _entry(site: Site, kind: str, identifier: str, term: Term, parent: str | None = None) -> _Entry:
    about = plain(term.about.ja) if term.about else ""
    row: Row = {"name": term.name.ja, "description": about or term.name.ja, **_links(kind, identifier, parent)}
    if folder := _FOLDERS.get(kind):
        row["term_uri"] = address(site, f"{folder}{identifier}/")
    return _Entry(kind, f"{kind}:{identifier}", row, parent)


def _links(kind: str, identifier: str, parent: str | None) -> Row:
    """Return what names the term. Codes are unique in the whole table, so they begin with the list's name."""
    code = f"{kind}:{identifier}"
    row = {"id": uuid(f"taxonomy_term/{code}"), "code": code, "taxonomy": _TAXONOMIES[kind][0], "language": "ja"}
    row["taxonomy_id"] = uuid(f"taxonomy/{kind}")
    return row | ({"parent_id": uuid(f"taxonomy_term/{parent}")} if parent else {})
