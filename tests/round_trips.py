"""Organisations with any text in every field that a KML has a place for, and what an import makes of their own map."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from mapgen import schema, yamldoc
from mapgen.imports.mymaps.document import parse_map
from mapgen.imports.mymaps.importing import sort_map
from mapgen.imports.mymaps.result import Imported
from mapgen.model import WEEKDAYS, Organization
from mapgen.problems import Problems
from mapgen.site import Site
from mapgen.yamldoc.characters import FORBIDDEN
from tests import builders as make
from tests.kml_files import KML, columns, files, lines, placemarks

# Texts as the loader admits them: no character that it refuses, and not empty.
texts = lines.map(lambda text: " ".join(FORBIDDEN.sub("", text).split()) or "名")
points = st.tuples(st.integers(35_400_000, 35_500_000), st.integers(139_300_000, 139_400_000)).map(
    lambda millionths: (millionths[0] / 1e6, millionths[1] / 1e6)
)
hours = st.fixed_dictionaries(
    {
        "days": st.lists(st.sampled_from(WEEKDAYS), min_size=1, unique=True),
        "open": st.sampled_from(["0:00", "1:00", "9:30"]),
        "close": st.sampled_from(["12:00", "23:59"]),
    },
    optional={"nth": st.lists(st.integers(1, 5), min_size=1, max_size=3, unique=True), "note": texts},
)
contacts = st.fixed_dictionaries(
    {"tel": st.just("046-000-0000")},
    optional={
        "fax": st.just("046-000-0001"),
        "email": st.just("a@example.jp"),
        "url": st.just("http://a.example.jp/x?y=1&z=2"),
        "note": texts,
    },
)
places = st.one_of(
    st.builds(lambda p, n, b: make.public(*p, name=n, address=f"北みほん市青葉一丁目2-3 {b}"), points, texts, texts),
    st.builds(lambda name: make.public(None, None, name=name), texts),
    st.builds(lambda name: make.area(name=name), texts),
    st.builds(lambda p, n, a: make.public(*p, name=n, address=a, city="outside"), points, texts, texts),
)
audiences = st.one_of(
    st.none(),
    st.builds(lambda text: {"text": text}, texts),
    st.just({"ages": {"from": 6, "to": 18}, "groups": ["family"]}),
)
optional = {
    "first_contact": texts,
    "apply": st.sampled_from(["none", "phone", "referral"]),
    "apply_note": texts,
    "cost": st.sampled_from(["free", "varies"]),
    "cost_note": texts,
    "open_to": st.sampled_from(["anyone", "region", "residents"]),
    "languages": st.lists(st.sampled_from(["ja", "en", "ko", "fr"]), min_size=1, unique=True),
    "accessibility": st.lists(st.sampled_from(["wheelchair", "online"]), min_size=1, unique=True),
    "operator": texts,
    "verified": st.just({"on": "2026-02-01", "by": "phone"}),
    "hours": st.lists(hours, min_size=1, max_size=3),
    "closed": st.lists(st.sampled_from(["holidays", "new-year", "2026-05-01"]), min_size=1, unique=True),
    "hours_note": texts,
}


@st.composite
def organizations(draw: st.DrawFn) -> list[Organization]:
    """Return up to three organisations with any text in every field that a KML has a place for."""
    return [
        make.organization(
            f"o{n}",
            name=draw(texts),
            kana=f"お{n}",
            summary=f"ひとこと{draw(texts)}",
            description="\n\n".join(f"説明{text}" for text in draw(st.lists(texts, max_size=3))) or None,
            categories=draw(
                st.sampled_from([("living",), ("children", "living/food"), ("living/food", "living/money")])
            ),
            serves=draw(st.sampled_from([("kita",), ("kita", "minami")])),
            audience=draw(audiences),
            contact=draw(st.none() | contacts),
            places=draw(st.lists(places, max_size=3)),
            **{name: draw(st.none() | values) for name, values in optional.items()},
        )
        for n in range(draw(st.integers(0, 3)))
    ]


def back(site: Site) -> tuple[Imported, list[Organization]]:
    """Return what an import makes of a site's own map in a project without organisations."""
    content = make.content()
    problems = Problems()
    made = sort_map(parse_map(files(site)["kml/all.kml"], "all.kml"), content, problems)
    vocabulary = schema.vocabulary_of(content.region, content.taxonomy)
    found = []
    for draft in made.drafts:
        tree = yamldoc.parse(made.files[draft.path], draft.path, problems)
        org = schema.read(Organization, tree, problems, vocabulary, id=draft.id) if tree else None
        assert org is not None, [problem.text() for problem in problems]
        found.append(org)
    assert [problem.text() for problem in problems] == []
    return made, found


def pins(site: Site) -> dict[str, tuple[Any, ...]]:
    """Return name, columns, coordinates and description of every pin of a site's map by its id."""
    found = placemarks(files(site)["kml/all.kml"])
    where = f"{KML}Point/{KML}coordinates"
    said = ((columns(p), p.findtext(f"{KML}name"), p.findtext(where), p.findtext(f"{KML}description")) for p in found)
    return {facts[0]["id"]: facts for facts in said}
