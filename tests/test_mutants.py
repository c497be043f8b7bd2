"""Two thousand files with slips in them: each is read or refused in words, at once, and the program never falls."""

from __future__ import annotations

import time
from unicodedata import bidirectional, category

from mapgen import schema
from mapgen.content import read_content
from mapgen.problems import Problems
from tests.mutants import mutants, problems_of
from tests.test_promises import ROOT
from tests.yaml_rows import GOOD

# At night 100,000 (`python -m tests.nightly mutants`).
COUNT = 2_000
# What a terminal obeys, or turns the direction of reading: no message may have it.
_OBEYED = {"Cc", "Cs", "Zl", "Zp", "LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}


def tried(count: int, seed: int = 1) -> dict[str, float]:
    """Return how many files were read, refused, and how long the slowest took. Whatever falls, falls here."""
    content = read_content(ROOT, Problems())
    assert content
    vocabulary = schema.vocabulary_of(content.region, content.taxonomy, content.hotlines)
    found = {"files": 0, "refused": 0, "slowest": 0.0}
    for data in mutants(GOOD, count, seed):
        begun = time.process_time()
        problems = problems_of(data, vocabulary)
        found["slowest"] = max(found["slowest"], time.process_time() - begun)
        found["files"] += 1
        found["refused"] += any(problem.level == "error" for problem in problems)
        for problem in problems:
            assert problem.where.path == "content/orgs/mihon.yaml"
            said = {char for char in problem.text("ja") + problem.text("en") if char != "\n"}
            assert not _OBEYED & {kind(char) for char in said for kind in (category, bidirectional)}, problem
    return found


def test_no_slip_makes_the_program_fall() -> None:
    found = tried(COUNT)
    assert found["files"] == COUNT
    assert found["refused"] > COUNT / 2
    assert found["slowest"] < 1
