"""The JSON Schema and the reader say the same of a file: what an editor shows while typing is what a check finds."""

from __future__ import annotations

from typing import Any

import jsonschema
import pytest
from hypothesis import given
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor

from mapgen import schema, yamldoc
from mapgen.guide.jsonschema import schema_of
from mapgen.model import Organization
from mapgen.orgfile import written
from mapgen.problems import Problems
from tests import builders as make
from tests.orgdata import GUIDE, organizations

SCHEMA = schema_of(GUIDE)
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker(["date"]))
VOCABULARY = schema.vocabulary_of(make.region(), make.taxonomy())
GOOD = "name: みほん\nsummary: みほん\ncategories: [living]\nforms: [ibasho]\nserves: [kita]\n"


class Days(SafeConstructor):
    """Leaves a day the text that it is in YAML 1.2."""


Days.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: node.value)


def as_editors_read(text: str) -> Any:
    """Return the file as the language server of VS Code reads it."""
    reader = YAML(typ="safe", pure=True)
    reader.Constructor = Days
    return reader.load(text)


def complaints(text: str) -> list[str]:
    return [error.message for error in VALIDATOR.iter_errors(as_editors_read(text))]


def problems(text: str) -> list[str]:
    found = Problems()
    tree = yamldoc.parse(text.encode(), "content/orgs/a.yaml", found)
    assert tree is not None
    schema.read(Organization, tree, found, VOCABULARY, id="a")
    return [problem.text() for problem in found]


def test_it_is_a_good_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@given(organizations())
def test_both_accept_every_good_organisation(data: dict[str, Any]) -> None:
    text = written(data)
    assert problems(text) == []
    assert complaints(text) == []


@pytest.mark.parametrize(
    "text",
    [
        GOOD.replace("name: みほん\n", ""), GOOD.replace("summary: みほん\n", ""), GOOD.replace("[living]", "[]"),
        GOOD.replace("serves: [kita]\n", ""), GOOD.replace("[kita]", "[kitaa]"), GOOD.replace("[ibasho]", "ibasho"),
        GOOD.replace("[living]", "[living, living/food, living/money, children, living, living]"),
        GOOD + "tel: 046-000-0000\n", GOOD + "id: a\n", GOOD + "open_to: all\n", GOOD + "type: club\n",
        GOOD + f"kana: {'み' * 201}\n", GOOD + "aliases: [{a: b}]\n", GOOD + "corporate_number: 123\n",
        GOOD + 'operator: "a\\nb"\n', GOOD + "languages: [japanese]\n", GOOD + "related: [みほん]\n",
        GOOD + "contact: {tel: 46-000}\n", GOOD + "contact: {email: mihon}\n", GOOD + "contact: {url: mihon.example}\n",
        GOOD + "contact: {url: 'https://a@mihon.example/'}\n", GOOD + "contact: 046-000-0000\n",
        GOOD + "hours: [{days: [sat], open: 25:00, close: 26:00}]\n", GOOD + "hours: [{open: 9:00, close: 10:00}]\n",
        GOOD + "hours: [{days: [sat, sat], open: 9:00, close: 10:00}]\n", GOOD + "hours: [{days: [土]}]\n",
        GOOD + "closed: [sundays]\n", GOOD + "verified: {on: 2026-02-30, by: phone}\n",
        GOOD + "verified: {on: 2026-4-1, by: phone}\n", GOOD + "verified: {on: 2026-04-01}\n",
        GOOD + "places: [{name: みほん}]\n", GOOD + "places: [{address: みほん, lat: 35.43}]\n",
        GOOD + "places: [{visibility: hidden, city: kita, address: みほん}]\n",
        GOOD + "places: [{visibility: hidden}]\n", GOOD + "places: [{visibility: area, city: kita}]\n",
        GOOD + "places: [{visibility: area, address: みほん, access: みほん}]\n",
        GOOD + "places: [{visibility: secret, city: kita}]\n", GOOD + "places: [{city: north}]\n",
        GOOD + "sensitive: [dv]\nplaces: [{city: kita}]\n", GOOD + "successor: b\n", GOOD + "status: gone\n",
        GOOD + "sensitive: [dv]\nservices: [{name: みほん, places: [{city: kita}]}]\n",
        GOOD + "services: [{summary: みほん}]\n", GOOD + "services: [{name: みほん, kana: みほん}]\n",
        GOOD + "sources: [{note: みほん}]\n", GOOD + "sources: [{title: みほん, date: 1月}]\n",
        GOOD + "links: [{title: みほん}]\n", GOOD + "translations: {english: {name: Mihon}}\n",
        GOOD + "translations: {en: {kana: Mihon}}\n", GOOD + "notice: みほん\n",
        GOOD + "audience: {ages: {from: six}}\n",
    ],
)  # fmt: skip
def test_both_refuse_the_same_mistakes(text: str) -> None:
    assert problems(text)
    assert complaints(text)


def test_a_choice_is_explained_where_it_is_made() -> None:
    cities = SCHEMA["properties"]["serves"]
    assert cities["title"] == "活動する市"
    assert cities["items"] == {"enum": ["kita", "minami"], "enumDescriptions": ["北みほん市", "南みほん市"]}
    assert SCHEMA["properties"]["categories"]["items"]["enumDescriptions"][1] == "生活: 食の支援"
