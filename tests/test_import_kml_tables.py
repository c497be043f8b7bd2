"""A map that was made of our table (CSV) comes back like one that was made of our KML."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given, settings

from mapgen.exports import mymaps
from mapgen.exports.table import guarded, unguarded
from mapgen.imports.mymaps.document import parse_map
from mapgen.imports.mymaps.importing import sort_map
from mapgen.imports.mymaps.placemarks import MyMap
from mapgen.model import Organization
from mapgen.problems import Problems
from mapgen.site import Site
from tests import builders as make
from tests.examples import examples
from tests.kml_files import AWKWARD
from tests.round_trips import organizations


def files(map: MyMap) -> Mapping[str, bytes]:
    return sort_map(map, make.content(), Problems()).files


def by_map_and_table(site: Site) -> tuple[MyMap, MyMap]:
    """Return the site's map, and the same as My Maps gives it back of its table: columns, and a line for each too."""
    made = {artifact.path: artifact.content for artifact in mymaps.files(site)}
    by_map = parse_map(made["kml/all.kml"], "all.kml")
    rows = list(csv.DictReader(io.StringIO(made["kml/all.csv"].decode(), newline="")))
    found = []
    for placemark, row in zip(by_map.placemarks, rows, strict=True):
        lines = "<br>".join(f"{heading}: {html.escape(cell)}" for heading, cell in row.items()).replace("\n", "<br>")
        found.append(replace(placemark, name=row["名称"], columns=row, description=lines))
    return by_map, replace(by_map, placemarks=tuple(found))


@settings(max_examples=examples(100))
@given(organizations())
def test_a_table_comes_back_as_the_map_does(organizations: list[Organization]) -> None:
    by_map, by_table = by_map_and_table(make.site(*organizations))
    assert files(by_table) == files(by_map)


def test_a_break_that_somebody_wrote_as_a_tag_is_one_in_a_column_too() -> None:
    for text in ("ひとこと<BR>", "ひとこと<br>費用: 無料", "ひとこと &lt;br/&gt;"):
        org = make.organization("o", summary=text, operator=text, places=[make.public(name=text)])
        by_map, by_table = by_map_and_table(make.site(org))
        assert by_table.placemarks and files(by_table) == files(by_map)


def test_what_staff_wrote_below_the_columns_is_kept() -> None:
    _, by_table = by_map_and_table(make.site(make.rich()))
    (placemark,) = by_table.placemarks
    added = replace(placemark, description=f"{placemark.description}<br>8月はお休みです。")
    (text,) = files(replace(by_table, placemarks=(added,))).values()
    assert "  8月はお休みです。\n" in text.decode() and "first_contact: 電話かメールで。\n" in text.decode()


def test_a_guard_against_formulas_is_taken_off_once() -> None:
    for text in [*AWKWARD, "=1", "'=1", "''+1", "'a", "'", "", "-1"]:
        assert unguarded(guarded(text).replace('""', '"')) == text
