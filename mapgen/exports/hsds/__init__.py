"""`data/hsds.zip`, its tables as files, and each service as JSON: HSDS 3.0, which directories of help exchange.

`tables` has the tables, `services` makes an organisation's rows, `locations`, `schedules` and `terms` their own.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from mapgen.exports.hsds.services import Body
from mapgen.exports.hsds.store import Row, Store
from mapgen.exports.hsds.tables import TABLES, data_package
from mapgen.exports.hsds.terms import Terms
from mapgen.exports.kmz import member
from mapgen.exports.records import as_json
from mapgen.model import Artifact
from mapgen.site import Entry, Site

ZIP, FOLDER, SERVICES = "data/hsds.zip", "data/hsds/", "data/hsds/services/"
_MAKER = "exports/hsds"


@dataclass(frozen=True, slots=True)
class Package:
    """The files of the package by name. `count` is how many organisations are in it."""

    files: Mapping[str, bytes]
    count: int

    def zipped(self) -> bytes:
        """Return the files as one archive: always the same bytes where the same zlib packs them."""
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as packed:
            for name, content in self.files.items():
                packed.writestr(member(name), content, zipfile.ZIP_DEFLATED, compresslevel=6)
        return archive.getvalue()


def package(site: Site, entries: Iterable[Entry]) -> Package:
    """Return the package of some organisations."""
    filling = _Filling(site)
    for _ in filling.services(entries):
        pass
    return filling.package()


def files(site: Site) -> Iterator[Artifact]:
    """Yield a file for each service as soon as it is known, then the archive and what is in it."""
    filling = _Filling(site)
    for service in filling.services(site.listed):
        yield Artifact(f"{SERVICES}{service['id']}.json", as_json(service), _MAKER)
    made = filling.package()
    yield Artifact(ZIP, made.zipped(), _MAKER)
    for name, content in made.files.items():
        yield Artifact(FOLDER + name, content, _MAKER)


class _Filling:
    """A package that is being filled: of the organisations passed it keeps their rows alone."""

    def __init__(self, site: Site) -> None:
        self._site, self._store, self._terms = site, Store(), Terms(site)

    def services(self, entries: Iterable[Entry]) -> Iterator[Row]:
        """Yield each service as it stands in JSON, its rows and its organisation's written."""
        for entry in sorted(entries, key=lambda entry: entry.id):
            yield from Body(self._store, self._terms, entry, self._site).services()

    def package(self) -> Package:
        """Return the package, and be empty."""
        self._terms.write(self._store)
        made = {"datapackage.json": as_json(data_package(self._site), indent=2)}
        count = self._store.count("organization")
        made |= {table.file: self._store.taken(table.name) for table in TABLES.values()}
        return Package(made, count)
