"""`data/hsds.zip`, its tables as files, and each service as JSON: HSDS 3.0, which directories of help exchange.

`tables` has the tables, `services` makes an organisation's rows, `locations`, `schedules` and `terms` their own.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
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


def package(site: Site, entries: Iterable[Entry], take: Callable[[Row], None] | None = None) -> Package:
    """Return the package of some organisations; `take` is given each service, which is kept nowhere else."""
    store, terms = Store(), Terms(site)
    for entry in sorted(entries, key=lambda entry: entry.id):
        for service in Body(store, terms, entry, site).services():
            if take:
                take(service)
    terms.write(store)
    made = {"datapackage.json": as_json(data_package(site), indent=2)}
    made |= {table.file: store.csv(table.name) for table in TABLES.values()}
    return Package(made, store.count("organization"))


def files(site: Site) -> Iterator[Artifact]:
    """Yield the archive, what is in it, and a file for each service."""
    services: list[Artifact] = []

    def take(service: Row) -> None:
        services.append(Artifact(f"{SERVICES}{service['id']}.json", as_json(service), _MAKER))

    made = package(site, site.listed, take)
    yield Artifact(ZIP, made.zipped(), _MAKER)
    for name, content in made.files.items():
        yield Artifact(FOLDER + name, content, _MAKER)
    yield from services
