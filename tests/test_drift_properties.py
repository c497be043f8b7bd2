"""Whatever an organisation says: its own export differs in nothing, and what is applied does not differ again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mapgen import schema, yamldoc
from mapgen.drift import compare
from mapgen.drift.settling import settle
from mapgen.exports import mymaps
from mapgen.exports.prose import clean
from mapgen.imports.mymaps.document import parse_map
from mapgen.imports.mymaps.placemarks import Placemark
from mapgen.model import Organization, Point
from mapgen.orgfile import written
from mapgen.problems import Problems
from mapgen.site import Site
from tests import builders as make
from tests.drift import edited, exported_again, from_a_table
from tests.examples import examples
from tests.kml_files import lines, organizations, points

SLOW = settings(max_examples=examples(60), suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
WORDS = st.one_of(
    lines, st.sampled_from(["", "無料", "046-000-0000", "月〜金 9時〜17時", "だれでも", "食の支援", "居場所、相談"])
)
COLUMNS = ["分野", "市", "活動のかたち", "住所", "電話", "対象", "開いている日", "ホームページ", "担当"]
TITLES = [
    "場所",
    "行き方",
    "はじめての連絡",
    "使える人",
    "申し込み",
    "費用",
    "FAX",
    "メール",
    "話せることば",
    "設備",
    "運営",
    "最後の確認",
]


def export(site: Site) -> bytes:
    return next(artifact.content for artifact in mymaps.files(site) if artifact.path == "kml/all.kml")


@SLOW
@given(organizations())
def test_an_export_differs_in_nothing_from_its_site(orgs: list[Organization]) -> None:
    site = make.site(*orgs)
    drawn = parse_map(export(site), "all.kml")
    table = next(artifact.content for artifact in mymaps.files(site) if artifact.path == "kml/all.csv")
    for each in (drawn, parse_map(exported_again(drawn), "all.kml"), from_a_table(table)):
        changes = compare(site, each).changes
        assert (changes.changed, changes.added, changes.gone) == ((), (), ())


@st.composite
def files(draw: st.DrawFn) -> dict[str, Any]:
    """Return the file of an organisation with one or two places, as data."""
    org = make.rich("mihon", name=draw(lines), summary=draw(lines)[:100], operator=draw(lines))
    places = [make.public(lat, lon, name=draw(lines)) for lat, lon in draw(st.lists(points, min_size=1, max_size=2))]
    data = org.model_dump(exclude_none=True, exclude_defaults=True, by_alias=True, exclude={"id"})
    return data | {"places": places, "description": draw(lines) + "\n\n" + draw(lines) + "\n"}


@st.composite
def edits(draw: st.DrawFn) -> Any:
    """Return an edit of one placemark: its name, a column, a line of its description, or its point."""
    kind, text = draw(st.sampled_from(["name", "column", "fact", "words", "point"])), clean(draw(WORDS))
    column, title, last = draw(st.sampled_from(COLUMNS)), draw(st.sampled_from(TITLES)), draw(st.booleans())
    lat, lon = draw(points)

    def edit(placemark: Placemark) -> Placemark:
        if last != ("/" in placemark.columns["id"]):
            return placemark
        escaped = text.replace("&", "&amp;").replace("<", "&lt;")
        changed: dict[str, Any] = {
            "name": {"name": text},
            "column": {"columns": {**placemark.columns, column: text}},
            "fact": {"description": f"{placemark.description}<br>{title}: {escaped}"},
            "words": {"description": f"{escaped}<br>{placemark.description}"},
            "point": {"point": Point(lat=round(lat, 6), lon=round(lon, 6))},
        }[kind]
        return replace(placemark, **changed)

    return edit


def read(text: str) -> Organization:
    tree = yamldoc.parse(text.encode(), "mihon.yaml", problems := Problems())
    org = schema.read(Organization, tree, problems, id="mihon") if tree else None
    assert org is not None and not problems.failed()
    return org


@SLOW
@given(files(), st.lists(edits(), min_size=1, max_size=4))
def test_what_is_applied_does_not_differ_again_and_all_else_is_named(data: dict[str, Any], changes: list[Any]) -> None:
    text = written(data)
    site = make.site(read(text))
    drawn = parse_map(exported_again(edited(parse_map(export(site), "all.kml"), *changes)), "all.kml")
    drift = compare(site, drawn)
    for body in drift.bodies:
        settled = settle(body, text, drift.comparison)
        again = compare(make.site(read(settled.after)), drawn)
        left = {difference.key for each in again.bodies for difference in each.differences}
        assert left - {key for key in left if key[1] == "city"} <= {difference.key for difference in settled.by_hand}
        assert {each.key for each in body.differences} == {each.key for each in (*settled.done, *settled.by_hand)}
        assert (settled.after == text) == (settled.done == ())
