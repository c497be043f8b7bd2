"""`mapgen import kml`: a map from outside becomes draft organisations; what is known already is only reported."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from mapgen import schema, yamldoc
from mapgen.content import Content, read_content
from mapgen.geocode import address_problems, locate
from mapgen.imports.files import create
from mapgen.imports.mymaps.document import read_map
from mapgen.imports.mymaps.drafts import BeyondError, Draft, draft_of
from mapgen.imports.mymaps.facts import Said, clean, one_line, said_by
from mapgen.imports.mymaps.gathering import gather
from mapgen.imports.mymaps.guess import Guesser
from mapgen.imports.mymaps.placemarks import MyMap, Placemark
from mapgen.imports.mymaps.result import Duplicate, Imported, Skipped
from mapgen.imports.refusal import SourceError
from mapgen.likeness import Index, likeness_of
from mapgen.model import Organization, Point
from mapgen.orgfile import written
from mapgen.problems import Problem, Problems, Where

_SKIPS = {
    "line": "map-skip-line",
    "area": "map-skip-area",
    "track": "map-skip-track",
    "overlay": "map-skip-overlay",
    "unnamed": "map-skip-unnamed",
    "beyond": "map-skip-beyond",
    "unfit": "map-skip-unfit",
}


def import_map(root: Path, file: Path, problems: Problems, *, dry_run: bool = False) -> Imported | None:
    """Return what comes of a map, its drafts written to `content/orgs/` unless `dry_run`; None as of `take_in`."""
    return take_in(root, file, problems, lambda _: read_map(file), dry_run=dry_run)


def take_in(
    root: Path, file: Path, problems: Problems, read: Callable[[Content], MyMap], *, dry_run: bool
) -> Imported | None:
    """Return what comes of a file that `read` makes a map of, its drafts written to `content/orgs/` unless `dry_run`.

    None, with the reason in `problems` and nothing written, where the file is refused or the content has errors: among
    files that cannot be read nobody finds the organisations that are there already.
    """
    known = Problems()
    content = read_content(root, known)
    if content is None or known.failed():
        problems.extend(problem for problem in known if problem.level == "error")
        problems.add(Where(file.as_posix()), "map-content-first")
        return None
    try:
        mymap = read(content)
        problems.extend(mymap.remarks)
        imported = sort_map(mymap, content, problems)
        if not dry_run:
            create(root, imported.files)
    except SourceError as refused:
        problems.extend([refused.problem])
        return None
    return imported


def sort_map(mymap: MyMap, content: Content, problems: Problems) -> Imported:
    """Return the drafts of a map with the texts of their files, and what becomes of its other placemarks."""
    return _Sorter(mymap, content, problems).sort()


class _Sorter:
    """One pass over the placemarks of a map."""

    def __init__(self, mymap: MyMap, content: Content, problems: Problems) -> None:
        self.mymap = mymap
        self.content = content
        self.problems = problems
        self.guesser = Guesser(content)
        self.vocabulary = schema.vocabulary_of(content.region, content.taxonomy, content.hotlines)
        self.taken = {org.id for org in content.organizations}
        self.index = Index(likeness_of(org, _points(org, content)) for org in content.organizations)
        self.ours: set[str] = set()
        self.drafts: list[Draft] = []
        self.files: dict[str, bytes] = {}
        self.duplicates: list[Duplicate] = []
        self.skipped: list[Skipped] = []

    def sort(self) -> Imported:
        groups = list(self.groups())
        self.ours = {id for id, _ in groups if id}
        for id, group in groups:
            self.sort_group(id, group)
        counts = len(self.mymap.placemarks), len(self.mymap.folders)
        return Imported(*counts, tuple(self.drafts), tuple(self.duplicates), tuple(self.skipped), self.files)

    def groups(self) -> Iterator[tuple[str | None, list[Said]]]:
        """Yield the placemarks of each organisation, with its id where that is ours: `id/2` is a further place."""
        found: dict[str | int, dict[int, Said]] = {}
        for number, placemark in enumerate(self.mymap.placemarks):
            said = said_by(placemark)
            if not (said.name and placemark.geometry in ("point", "none")):
                self.skip(placemark, "unnamed" if not said.name else placemark.geometry)
                continue
            if placemark.trouble:
                self.problems.extend([placemark.trouble])
            if said.withheld:
                self.problems.add(Where(self.mymap.path, placemark.line), "map-mobile-withheld", name=said.name)
            id, place = said.own_id
            places = found.setdefault(id or number, {})
            if place in places:
                self.duplicates.append(Duplicate(said.name, str(id), ("id",)))
            else:
                places[place] = said
        for key, places in found.items():
            yield key if isinstance(key, str) else None, [places[place] for place in sorted(places)]

    def sort_group(self, id: str | None, group: list[Said]) -> None:
        """Make a draft of the placemarks of one organisation, or say why there is none."""
        if id in self.taken:
            self.duplicates += [Duplicate(said.name, str(id), ("id",)) for said in group]
            return
        try:
            draft = draft_of(gather(group, self.content), id, self.taken, self.mymap, self.guesser)
        except BeyondError:
            for said in group:
                self.skip(said.placemark, "beyond")
            return
        found = self.index.like(draft.likeness)
        like = next(((other, reasons) for other, reasons in found if not self.differ(id, other.id, reasons)), None)
        if like:
            self.duplicates += [Duplicate(said.name, like[0].id, like[1]) for said in group]
            return
        text = written(draft.data, draft.comments).encode()
        if fault := self.fault(draft, text):
            for said in group:
                self.skip(said.placemark, "unfit", ja=fault.fact("ja"), en=fault.fact("en"))
            return
        if draft.secret:
            self.problems.add(Where(self.mymap.path, group[0].placemark.line), "map-may-be-secret", name=draft.name)
        self.taken.add(draft.id)
        self.index.add(draft.likeness)
        self.drafts.append(draft)
        self.files[draft.path] = text

    def differ(self, id: str | None, other: str, reasons: Sequence[str]) -> bool:
        """Return whether the same file tells two apart: by our ids, or as rows of a list with names of their own.

        The facilities of one city or company often have one number.
        """
        if id and other in self.ours:
            return True
        made = self.mymap.origin.rows and any(other == draft.id for draft in self.drafts)
        return made and {"name", "near"}.isdisjoint(reasons)

    def fault(self, draft: Draft, text: bytes) -> Problem | None:
        """Return the first error that a check would find in the file of a draft: only what reads back is written."""
        found = Problems()
        tree = yamldoc.parse(text, draft.path, found)
        org = schema.read(Organization, tree, found, self.vocabulary, id=draft.id) if tree else None
        for place in org.all_places if org else ():
            for code, facts in address_problems(place, self.content.atlas):
                found.add(Where(draft.path), code, **facts)
        return next((problem for problem in found if problem.level == "error"), None)

    def skip(self, placemark: Placemark, reason: str, **facts: str) -> None:
        name = one_line(clean(placemark.name))
        self.skipped.append(Skipped(name, _SKIPS[reason], {"line": placemark.line, **facts}))


def _points(org: Organization, content: Content) -> Iterator[Point]:
    """Yield where an organisation stands exactly."""
    for place in org.all_places:
        spot = locate(place, content.atlas).spot
        if spot and spot.precision.exact:
            yield spot.point
