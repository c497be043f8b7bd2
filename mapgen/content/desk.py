"""The desk at which the files of one project are opened, each by its rules."""

from __future__ import annotations

import stat
import unicodedata
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from os.path import lexists
from pathlib import Path
from typing import TypeVar

from mapgen import schema, yamldoc
from mapgen.address import Gazetteer
from mapgen.chart import check_targets, check_ways
from mapgen.crew import share
from mapgen.finder import Finder
from mapgen.geocode import (
    LARGEST_BLOCKS,
    Atlas,
    address_problems,
    check_cities,
    parse_blocks,
    parse_lock,
    parse_towns,
)
from mapgen.ledger import digest
from mapgen.model import Chooser, Frozen, Organization, Page, Picture, Place, Region, Settings, Vocabulary
from mapgen.pictures import KINDS, LARGEST_PICTURE, check_shown, picture_of
from mapgen.problems import Problem, Problems, Where, nearest
from mapgen.shelf import Shelf
from mapgen.text import front_matter, good_stem

LARGEST_FILE = 256 * 1024
TOWNS, BLOCKS, LOCK = "content/towns.csv", "content/blocks.csv", "content/geocodes.yaml"

# How many files one task reads, and how many are worth a second process.
_SHARE, _MANY = 50, 300

Model = TypeVar("Model", bound=Frozen)


@dataclass(frozen=True, slots=True)
class _File:
    """An organisation's file, and the sum of all that the organisation is made of."""

    path: str
    stem: str
    data: bytes
    made_of: str


class Desk:
    """Opens files of one project and names what cannot be opened."""

    def __init__(self, root: Path, problems: Problems, shelf: Shelf | None = None) -> None:
        self.root, self.problems = root, problems
        self._shelf = shelf or Shelf()
        self._find = Finder(root)
        self._chart: tuple[Chooser, yamldoc.Mapping] | None = None
        self._pictures: set[str] = set()
        self._links: dict[str, bool] = {}

    def bytes_of(self, path: str, largest: int = LARGEST_FILE, too_large: str = "file-too-large") -> bytes | None:
        """Return a file's bytes, or None with a problem. Regular files only: a link or a pipe may lead anywhere."""
        where, file = Where(path), self.root / path
        try:
            status = file.lstat()
            if self._linked(path.rpartition("/")[0]) or not stat.S_ISREG(status.st_mode):
                self.problems.add(where, "not-a-file")
            elif status.st_size > largest:
                self.problems.add(where, too_large, limit=largest // 1024, size=status.st_size // 1024)
            else:
                return file.read_bytes()
        except FileNotFoundError:
            self.problems.add(where, "no-such-file")
        except OSError as error:
            self.problems.add(where, "unreadable-file", reason=error.strerror or type(error).__name__)
        return None

    def _linked(self, folder: str) -> bool:
        """Return whether a folder of the project, or one above it, is a link."""
        if folder not in self._links:
            above = folder.rpartition("/")[0]
            self._links[folder] = (self.root / folder).is_symlink() or bool(above and self._linked(above))
        return self._links[folder]

    def read(self, path: str, model: type[Model], vocabulary: Vocabulary | None = None) -> Model | None:
        """Return a YAML file as a value of `model`, or None with its problems."""
        tree = self.tree(path)
        return schema.read(model, tree, self.problems, vocabulary) if tree else None

    def tree(self, path: str) -> yamldoc.Mapping | None:
        """Return a YAML file as a tree that remembers lines, or None with its problems."""
        data = self.bytes_of(path)
        return self._shelf.trees.parse(data, path, self.problems) if data is not None else None

    def chooser(self, vocabulary: Vocabulary | None) -> Chooser | None:
        """Return the consultation chart; a way in it that leads nowhere or in circles is a problem."""
        tree = self.tree("content/chooser.yaml")
        chooser = schema.read(Chooser, tree, self.problems, vocabulary) if tree else None
        if chooser and tree:
            check_ways(chooser, tree, self.problems)
            self._chart = chooser, tree
        return chooser

    def check_chart(self, organizations: tuple[Organization, ...]) -> None:
        """Say where the chart leads to nobody, unless a fault elsewhere may have hidden somebody."""
        if self._chart and not self.problems.failed():
            check_targets(*self._chart, organizations, self.problems)

    def names(self, folder: str, *suffixes: str, below: Container[str] = ()) -> Iterator[tuple[str, str]]:
        """Yield path and stem of the folder's files in order of their names; what does not belong there is a problem.

        `below` are the folders in it that are read by themselves.
        """
        directory = self.root / folder
        twins: dict[str, str] = {}
        for file in sorted(directory.iterdir() if directory.is_dir() else (), key=lambda file: file.name):
            path = f"{folder}/{file.name}"
            if file.name.startswith(".") or file.name.endswith("~") or (file.is_dir() and file.name in below):
                continue
            suffix = next((each for each in suffixes if file.name.endswith(each)), None)
            stem = file.name.removesuffix(suffix or "")
            if suffix is None:
                self.problems.add(Where(path), "stray-file", suffix=" ".join(suffixes))
            elif not good_stem(stem):
                self.problems.add(Where(path), "bad-file-name", name=stem)
            elif (twin := twins.setdefault(unicodedata.normalize("NFKC", file.name).casefold(), path)) != path:
                self.problems.add(Where(path), "same-file-name", other=twin)
            else:
                yield path, stem

    def organizations(
        self, vocabulary: Vocabulary | None, atlas: Atlas | None, jobs: int = 1
    ) -> tuple[Organization, ...]:
        """Return every organisation whose file is good; cross-checks between files come last.

        What is on the shelf is taken from there; if what is not is much, `jobs` processes read it.
        """
        names = dict(self.names("content/orgs", ".yaml"))
        files = list(self._files(names, digest(repr(vocabulary))))
        found = {file.path: self._shelf.find(file.path, file.made_of) for file in files}
        new = [file for file in files if found[file.path] is None]
        tasks = [partial(_read_some, files=new[n : n + _SHARE]) for n in range(0, len(new), _SHARE)]
        read = chain.from_iterable(share(vocabulary, tasks, jobs if len(new) >= _MANY else 1))
        for file, (org, faults) in zip(new, read, strict=True):
            found[file.path] = org
            self.problems.extend(faults)
            if org is not None and not faults:
                self._shelf.put(file.path, file.made_of, org)
        good = {path: org for path, org in found.items() if org is not None}
        stems = set(names.values())
        for path, org in good.items():
            self._references(path, org, stems)
            if atlas:
                self._addresses(path, org, atlas)
        return tuple(good.values())

    def _files(self, names: Mapping[str, str], known: str) -> Iterator[_File]:
        """Yield the files that can be read; `known` is the sum of what else an organisation is made of."""
        for path, stem in names.items():
            if (data := self.bytes_of(path)) is not None:
                yield _File(path, stem, data, digest(known, data))

    def _references(self, path: str, org: Organization, stems: set[str]) -> None:
        named: list[tuple[tuple[str | int, ...], str]] = [(("related", n), id) for n, id in enumerate(org.related)]
        if org.successor:
            named.append((("successor",), org.successor))
        for place, other in named:
            if other not in stems:
                guess = nearest(other, sorted(stems))
                self.problems.add(self._find(path, place), "no-such-organization", guess=guess, text=other)
            elif other == org.id:
                self.problems.add(self._find(path, place), "names-itself", text=other)

    def _addresses(self, path: str, org: Organization, atlas: Atlas) -> None:
        for keys, place in _places(org):
            for code, facts in address_problems(place, atlas):
                field = "city" if code == "city-disagrees" else "address"
                self.problems.add(self._find(path, (*keys, field)), code, **facts)

    def atlas(self, region: Region) -> Atlas | None:
        """Return the lock of known points and the tables of blocks and towns; a project without them has empty ones."""
        towns, blocks = self.text_of(TOWNS), self.text_of(BLOCKS, LARGEST_BLOCKS)
        lock = (self.bytes_of(LOCK, LARGEST_BLOCKS) if lexists(self.root / LOCK) else None) or b""
        made_of = digest(repr(region), towns, blocks, lock)
        if self._shelf.atlas and self._shelf.atlas[0] == made_of:
            return self._shelf.atlas[1]
        found = Problems()
        atlas = _atlas(region, towns, blocks, lock, found)
        self.problems.extend(found)
        if not found:
            self._shelf.atlas = made_of, atlas
        return atlas

    def text_of(self, table: str, largest: int = LARGEST_FILE) -> str:
        """Return the text of a table, '' where the project has none."""
        data = self.bytes_of(table, largest) if lexists(self.root / table) else None
        return (yamldoc.decode(data, table, self.problems) or "") if data is not None else ""

    def pages(self, settings: Settings | None) -> Iterator[Page]:
        """Yield the text pages: the site's first language in `pages/`, the others in `pages/<lang>/`."""
        languages = settings.languages if settings else ("ja", "easy", "en")
        for lang in languages:
            folder = "content/pages" if lang == languages[0] else f"content/pages/{lang}"
            for path, stem in self.names(folder, ".md", below=languages):
                data = self.bytes_of(path)
                text = yamldoc.decode(data, path, self.problems) if data is not None else None
                if text is None:
                    continue
                front, body, first_line = front_matter(text)
                if front is None:
                    self.problems.add(Where(path, 1, 1), "no-front-matter")
                    continue
                tree = yamldoc.parse(front.encode(), path, self.problems, first_line=2)
                page = schema.read(Page, tree, self.problems, id=stem, lang=lang, body=body) if tree else None
                if page:
                    check_shown(path, body, first_line, self._pictures, self.problems)
                    yield page

    def pictures(self) -> Iterator[Picture]:
        """Yield the pictures of the text pages; a page that shows one with a fault of its own has none itself."""
        for path, _ in self.names("content/pictures", *KINDS):
            self._pictures.add(path.rpartition("/")[2])
            data = self.bytes_of(path, LARGEST_PICTURE, "picture-too-large")
            if data is not None and (picture := picture_of(path, data, self.problems)):
                yield picture


def _read_some(
    vocabulary: Vocabulary | None, *, files: Sequence[_File]
) -> list[tuple[Organization | None, list[Problem]]]:
    """Return what each file says, and what is wrong with it."""
    return [_read(vocabulary, file) for file in files]


def _read(vocabulary: Vocabulary | None, file: _File) -> tuple[Organization | None, list[Problem]]:
    faults = Problems()
    tree = yamldoc.parse(file.data, file.path, faults)
    org = schema.read(Organization, tree, faults, vocabulary, id=file.stem) if tree else None
    return org, list(faults)


def _atlas(region: Region, towns: str, blocks: str, lock: bytes, problems: Problems) -> Atlas:
    table = parse_towns(towns, TOWNS, problems)
    check_cities(table, tuple(city.id for city in region.cities), TOWNS, problems)
    streets = parse_blocks(blocks, BLOCKS, problems, region)
    cities = [(city.id, city.prefecture, city.name.ja) for city in region.cities]
    gazetteer = Gazetteer(cities, table.names())
    return Atlas(region, gazetteer, table, parse_lock(lock, LOCK, problems, gazetteer), streets)


def _places(org: Organization) -> Iterator[tuple[tuple[str | int, ...], Place]]:
    """Yield every place of an organisation and its services with its path in the file."""
    for n, place in enumerate(org.places):
        yield ("places", n), place
    for m, service in enumerate(org.services):
        for n, place in enumerate(service.places or ()):
            yield ("services", m, "places", n), place
