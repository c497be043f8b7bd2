"""What readers of YAML make of a word behind its writer's back; and every field's name misspelt.

Every trap is a real one: PyYAML makes something else of it than what stands there, or drops a part of it in silence.
"""

from __future__ import annotations

from string import ascii_lowercase
from typing import Any

import pytest
import yaml

from mapgen import schema, yamldoc
from mapgen.model import Organization
from mapgen.problems import Problem, Problems
from tests.every_field import ADDRESSES, LINES, PUBLIC, TEXTS, organisation

# Values that must be text, each as it is written.
WORDS = (
    "no", "No", "NO", "yes", "Yes", "on", "On", "off", "OFF", "true", "True", "false", "FALSE",  # "Norway"
    "0467", "0120", "010", "0x1F", "0b101", "1_000", "+81467012345", "0240001", "00", "-0",  # octal and its kin
    "9:30", "10:30", "23:59", "1:00:00", "190:20:30", "-1:30", "9:30.5",  # counted in sixties
    "1.10", "1.0", ".5", "1.5e+3", "12.", ".inf", "-.inf", ".NaN", "1_0.5", "685.230_15e+03",  # decimals
    "2026-04-01", "2026-4-1 9:30:00", "2026-04-01T09:30:00Z", "2001-12-14t21:59:43.10-05:00",  # days
    "=", "0.", "+1", "1__0", "0_7",
)  # fmt: skip
# Values that may not be there at all, or that have a meaning in YAML that nobody meant: each is told.
TOLD = (
    "~", "null", "Null", "NULL", "", "#3 みほん", "&みほん", "*みほん", "!みほん", "!!int 3", "!!str あ",
    "みほん #3号室", "[あ、い]", "{あ: い}", ">x", "@みほん", "%50", "`みほん`", "- あ", "? あ", "<<: x", '"あ\\u0000"',
    "あ\n  続き", "あ\n  - い", "あ\nsummary: い\nsummary: う", "あ\n---\nname: い",
)  # fmt: skip


def read(text: str) -> tuple[Any, list[Problem]]:
    tree = yamldoc.parse(text.encode(), "f.yaml", problems := Problems())
    return tree, list(problems)


def by_pyyaml(text: str) -> Any:
    try:
        return yaml.safe_load(text)["summary"]
    except (yaml.YAMLError, ValueError, AttributeError, KeyError) as error:
        return error


@pytest.mark.parametrize("word", WORDS)
def test_what_is_written_is_what_is_read(word: str) -> None:
    tree, problems = read(f"summary: {word}\nlist: [{word}, 'あ']\n")
    assert problems == []
    assert tree.entries["summary"].text == word == tree.entries["list"].items[0].text
    assert by_pyyaml(f"summary: {word}\n") != word


@pytest.mark.parametrize("word", TOLD)
def test_what_would_mean_something_else_is_told(word: str) -> None:
    text = f"summary: {word}\n"
    assert by_pyyaml(text) != word
    problems = read(text)[1] or problems_of_fields(f"name: みほん\n{text}")
    assert problems and all(problem.where.line >= 1 for problem in problems)


def problems_of_fields(text: str) -> list[Problem]:
    tree = yamldoc.parse(text.encode(), "f.yaml", problems := Problems())
    assert tree
    schema.read(Organization, tree, problems, None, id="mihon")
    return [problem for problem in problems if problem.code != "missing-field"]


def test_there_are_sixty_traps() -> None:
    assert len({*WORDS, *TOLD}) == len(WORDS) + len(TOLD) >= 60


# ── fields that nobody knows ─────────────────────────────────────────────────────────────────────────────────────────

# What a survey asks and no map shows. None may enter, in Japanese or in English.
PRIVATE = (
    "contact_person", "person", "representative", "mobile", "private_tel", "home_address", "birthday", "age",
    "joins_platform", "survey_answers", "remarks", "internal", "secret", "hidden", "memo", "担当者", "担当者名", "携帯",
    "代表者", "自宅", "備考", "回答者", "プラットフォーム参加", "内部メモ",
)  # fmt: skip


def slips(name: str) -> set[str]:
    """Return a name with one letter less, one doubled, two changed about, one that slipped to its neighbour."""
    at = len(name) // 2
    after = ascii_lowercase[(ascii_lowercase.find(name[at]) + 1) % 26]
    made = {
        name[:at] + name[at + 1 :],
        name[:at] + name[at] + name[at:],
        name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :],
        name[:at] + after + name[at + 1 :],
    }
    return made - {name}


def unknown(text: str) -> dict[str, str | None]:
    """Return the names that are told to be no fields, each with what was probably meant."""
    found = problems_of_fields(text)
    return {each.facts["field"]: each.guess for each in found if each.code in ("unknown-field", "misplaced-field")}


@pytest.mark.parametrize("path", [*LINES, *TEXTS, *ADDRESSES])
def test_a_name_misspelt_is_refused_with_the_one_that_was_meant(path: str) -> None:
    above, _, name = path.removesuffix(".*").rpartition(".")
    for slip in slips(name):
        told = unknown(organisation({f"{above}.{slip}".removeprefix("."): "みほん"}, PUBLIC))
        assert told.keys() == {slip}
        assert told[slip] == name or len(name) < 5, (slip, told)


@pytest.mark.parametrize("above", ["", "contact.", "places.*.", "services.*.", "audience.", "verified."])
def test_what_a_survey_asks_and_no_map_shows_is_no_field(above: str) -> None:
    for name in PRIVATE:
        assert unknown(organisation({f"{above}{name}": "みほん"}, PUBLIC)).keys() == {name}
