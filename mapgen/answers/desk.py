"""Judges answers: by the rules of the reader, by the table of towns, by the organisations that are there already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mapgen import schema, yamldoc
from mapgen.answers.reading import Data, merged, read_answer
from mapgen.content import Content, read_content
from mapgen.geocode import address_problems, locate
from mapgen.guide import Field, Guide, guide_of
from mapgen.likeness import Index, Reason, likeness_of
from mapgen.model import AreaPlace, Organization, Point, PublicPlace, Vocabulary
from mapgen.orgfile import written
from mapgen.problems import Problem, Problems, Where

_REASONS: Mapping[Reason, tuple[str, str]] = {
    "number": ("法人番号", "corporate number"),
    "phone": ("電話番号", "telephone"),
    "name": ("名前", "name"),
    "near": ("場所", "place"),
}
_KINDS = {"serves": "city", "city": "city", "categories": "category", "forms": "form", "type": "type"}


@dataclass(frozen=True)
class Desk:
    """A project as answers are judged by it. `taken` are the names of files that are there, faulty ones too."""

    content: Content = field(repr=False)
    guide: Guide = field(repr=False)
    vocabulary: Vocabulary = field(repr=False)
    taken: frozenset[str]
    index: Index = field(repr=False)

    @classmethod
    def of(cls, root: Path, problems: Problems) -> Desk | None:
        """Return the desk of a project; None, with why, where its lists cannot be read.

        Mistakes in files of organisations keep nobody from writing another one.
        """
        found = Problems()
        if (content := read_content(root, found)) is None:
            problems.extend(problem for problem in found if not problem.where.path.startswith("content/orgs/"))
            return None
        guide = guide_of(content.settings, content.region, content.taxonomy)
        vocabulary = schema.vocabulary_of(content.region, content.taxonomy, content.hotlines)
        taken = frozenset(file.stem.casefold() for file in (root / "content" / "orgs").glob("*.yaml"))
        index = Index(likeness_of(org, _points(org, content)) for org in content.organizations)
        return cls(content, guide, vocabulary, taken, index)

    def read(self, field: Field, words: str, *, numbered: bool = False) -> Data:
        """Return what an answer fills."""
        names = self.vocabulary.words.get(_KINDS.get(field.name, ""), {})
        return read_answer(field, words, self.content, names, numbered=numbered)

    def faults(self, fragment: Data, where: Where) -> list[Problem]:
        """Return what the reader would say to these fields in a file that is good otherwise, as said at `where`."""
        found = self.judged(merged(self._least(fragment), fragment), "new")[1]
        return list(Problems(Problem(where, problem.code, problem.facts, problem.guess) for problem in found))

    def judged(self, data: Data, id: str) -> tuple[Organization | None, list[Problem]]:
        """Return the organisation of a whole file, and every problem of it with its line there."""
        path = f"content/orgs/{id}.yaml"
        found = Problems()
        tree = yamldoc.parse(written(data).encode(), path, found)
        org = schema.read(Organization, tree, found, self.vocabulary, id=id) if tree else None
        for n, place in enumerate(org.all_places if org and tree else ()):
            for code, facts in address_problems(place, self.content.atlas):
                assert tree
                found.add(yamldoc.at(tree, ("places", n, "address")), code, **facts)
        return org, list(found)

    def like(self, org: Organization) -> list[tuple[str, str, Sequence[Reason]]]:
        """Return id and name of the organisations that are probably the same, and why."""
        names = {known.id: known.name for known in self.content.organizations}
        found = self.index.like(likeness_of(org, _points(org, self.content)))
        return [(known.id, names[known.id], reasons) for known, reasons in found]

    def sketch(self, data: Data) -> Organization | None:
        """Return the organisation as far as it is known, None where something of it is wrong."""
        return self.judged(merged(self._least(data), data), "new")[0]

    def reasons(self, reasons: Sequence[Reason]) -> tuple[str, str]:
        """Return why two are probably the same, in Japanese and English."""
        return "、".join(_REASONS[each][0] for each in reasons), ", ".join(_REASONS[each][1] for each in reasons)

    def _least(self, fragment: Data) -> Data:
        """Return the smallest good file around some fields: what they need, and no more."""
        first = {name: self.guide.at(name).choices[0].id for name in ("categories", "forms", "serves")}
        least: Data = {"name": "…", "summary": "…", **{name: [id] for name, id in first.items()}}
        place = (fragment.get("places") or [None])[0]
        if place is not None and not ({"address", "city"} & place.keys()):
            if place.get("visibility") == "area":
                least["places"] = [{"address": self.content.region.cities[0].name.ja}]
            else:
                least["places"] = [{"city": first["serves"]}]
        if fragment.get("sensitive"):
            least["publish_agreed"] = "2000-01-01"
        return least


def place_in_words(org: Organization, desk: Desk) -> dict[str, Any] | None:
    """Return how the address of the first place is read: canonical, building, whether its town is known; else None."""
    place = next(iter(org.places), None)
    if not isinstance(place, PublicPlace | AreaPlace) or place.address is None:
        return None
    located = locate(place, desk.content.atlas)
    if located.address is None:
        return None
    address = located.address
    spot = located.spot
    return {
        "canonical": address.canonical,
        "building": address.building,
        "precision": spot.precision.value if spot else None,
    }


def _points(org: Organization, content: Content) -> Iterator[Point]:
    for place in org.all_places:
        spot = locate(place, content.atlas).spot
        if spot and spot.precision.exact:
            yield spot.point
