"""Ten thousand organisations: bytes are counted, never seconds."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from mapgen import schema
from mapgen.content import read_content
from mapgen.exports import mymaps
from mapgen.geocode import locate
from mapgen.model import Artifact
from mapgen.problems import Problems
from tests import builders as make
from tests.many_orgs import as_models, many_orgs

ROOT = Path(__file__).parent.parent


def test_20_ten_thousand_organisations_pass_through_little_memory() -> None:
    command = [sys.executable, "-m", "tests.export_memory", "10000"]
    told = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)
    assert told["export"] < 150 < told["before"] + told["export"], told
    assert told["written"] > 100 and told["largest"] <= 4_500_000
    assert told["whole"] <= 10, "the whole map must fit into one of ten layers"


def test_20_files_come_one_by_one() -> None:
    made = mymaps.files(make.site(make.rich()))
    assert isinstance(made, Iterator) and isinstance(next(made), Artifact)


def test_the_many_are_valid_alike_every_time_and_use_all_that_the_content_has() -> None:
    real = read_content(ROOT, Problems())
    assert real is not None
    texts = list(many_orgs(200, real))
    assert list(many_orgs(50, real)) == texts[:50] != list(many_orgs(50, real, seed=2))
    assert all(1_000 <= len(text.encode()) <= 1_500 for _, text in texts)
    orgs = tuple(as_models(texts, real))
    known = schema.vocabulary_of(real.region, real.taxonomy).words
    assert {city for org in orgs for city in org.serves} == set(known["city"])
    assert {category for org in orgs for category in org.categories} == set(known["category"])
    assert {form for org in orgs for form in org.forms} == set(known["form"])
    assert all(locate(place, real.atlas).spot for org in orgs for place in org.all_places)
