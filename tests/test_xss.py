"""Attacks in every field, read by a real browser under the policy that the site is served with: nothing runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapgen import schema, yamldoc
from mapgen.content import read_content
from mapgen.model import Organization
from mapgen.problems import Problems
from tests.attacks import addresses, attacks
from tests.every_field import ADDRESSES, PUBLIC, organisation
from tests.hostile_site import FIELDS, project, wrong

# So many organisations that every attack stands in some field; at night every attack stands in every field.
STEP = 31


def test_there_are_enough() -> None:
    assert len(FIELDS) >= STEP
    assert len(set(attacks())) >= 150 and len(FIELDS) >= 30


@pytest.mark.browser
def test_in_a_real_browser_nothing_runs_nobody_is_asked_and_no_element_is_added(chromium: Path, tmp_path: Path) -> None:
    hostile, harmless = project(tmp_path / "a", STEP), project(tmp_path / "b", 96, ["みほん"])
    looked, found = wrong(chromium, hostile, harmless)
    assert looked > 20
    assert found == []


def test_no_address_that_is_none_of_the_web_can_be_written(tmp_path: Path) -> None:
    content = read_content(project(tmp_path, 999).root, Problems())
    assert content
    vocabulary = schema.vocabulary_of(content.region, content.taxonomy, content.hotlines)
    for field in ADDRESSES:
        for address in addresses():
            problems = Problems()
            tree = yamldoc.parse(organisation({field: address}, PUBLIC).encode(), "a.yaml", problems)
            if tree:
                schema.read(Organization, tree, problems, vocabulary, id="a")
            assert problems.failed(), (field, address)
