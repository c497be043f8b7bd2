"""The 49 rows of the YAML table through the whole loader: an organisation's file in, problems and values out."""

from __future__ import annotations

import pytest

from mapgen import schema, yamldoc
from mapgen.content import read_content
from mapgen.model import Organization
from mapgen.problems import Problem, Problems
from tests.test_promises import ROOT
from tests.yaml_rows import ROWS, Row

ORG_ROWS = [row for row in ROWS if row.file == "org"]


@pytest.fixture(scope="module")
def vocabulary() -> schema.Vocabulary:
    """Return the ids of the real map, which the rows use."""
    content = read_content(ROOT, Problems())
    assert content is not None
    return schema.vocabulary_of(content.region, content.taxonomy, content.hotlines)


def load(row: Row, vocabulary: schema.Vocabulary) -> tuple[Organization | None, list[Problem]]:
    """Return what an organisation's file comes to, and its problems in order."""
    problems = Problems()
    tree = yamldoc.parse(row.data, "content/orgs/mihon.yaml", problems)
    org = schema.read(Organization, tree, problems, vocabulary, id="mihon") if tree else None
    return org, list(problems)


def test_all_49_rows_are_there() -> None:
    assert {row.number for row in ROWS} == set(range(1, 50))


@pytest.mark.parametrize("row", ORG_ROWS, ids=[f"{row.number}-{n}" for n, row in enumerate(ORG_ROWS)])
def test_a_row_ends_as_the_table_says(row: Row, vocabulary: schema.Vocabulary) -> None:
    org, problems = load(row, vocabulary)
    # A row that is a whole file of its own is a fragment: that fields are missing is true and beside the point.
    beside = ("missing-field", "no-summary") if row.whole is not None else ()
    errors = [problem for problem in problems if problem.level == "error" and problem.code not in beside]
    if row.outcome != "error":
        assert errors == []
        assert org is not None
        return
    first = errors[0]
    place = (first.where.line, first.where.column) if row.column else (first.where.line, 0)
    assert (first.code, place) == (row.code, (row.line, row.column)), [problem.text() for problem in problems]
    for lang in ("ja", "en"):
        assert first.text(lang)  # type: ignore[arg-type]
    if row.guess:
        assert first.guess == row.guess
