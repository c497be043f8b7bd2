"""One definition of the fields: every form, table and setting made of it is complete and up to date."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from mapgen import schema, yamldoc
from mapgen.content import read_guide
from mapgen.guide import Field, guide_of
from mapgen.guide.cms import cms_config
from mapgen.guide.issueforms import QUESTIONS, issue_forms
from mapgen.guide.table import table
from mapgen.model import Organization
from mapgen.orgfile import ORDER
from mapgen.problems import Problems
from tests import builders as make
from tests.conftest import Project
from tests.orgdata import GUIDE
from tests.test_cli import Run, run

__all__ = ["run"]

ROOT = Path(__file__).resolve().parents[1]
FIELDS = [field for field in GUIDE.all() if "services" not in field.path[:-1]]


def named(field: Field) -> str:
    return ".".join(field.path)


def test_what_is_committed_is_what_the_fields_say(run: Run) -> None:
    """`mapgen schema --update` writes all of it anew."""
    ran = run("--root", ROOT, "schema", "--check")
    assert (ran.code, ran.err) == (0, "8 個のファイルは、どれも今の項目と同じです\n")


def test_the_table_has_every_field_of_the_model() -> None:
    top = [field.name for field in GUIDE.fields]
    assert tuple(top) == ORDER
    assert set(ORDER) == set(schema.fields_at(Organization, ()))
    for lang in ("ja", "en"):
        rows = table(GUIDE, lang).splitlines()[2:]
        assert len(rows) == len({row.split(" | ")[0] for row in rows})
        assert {row.split()[1] for row in rows} >= set(top)


@pytest.mark.parametrize("field", FIELDS, ids=named)
def test_every_field_has_its_words_in_both_languages(field: Field) -> None:
    for words in filter(None, (field.title, field.help, *(choice.words for choice in field.choices))):
        assert words.ja and words.en
        assert not re.search("[ぁ-んァ-ヶ一-龠]", words.en)


@pytest.mark.parametrize("field", FIELDS, ids=named)
def test_every_example_is_read(field: Field) -> None:
    text = "".join(f"{key}: {value}\n" for key, value in _around(field).items())
    found = Problems()
    tree = yamldoc.parse(text.encode(), "a.yaml", found)
    assert tree
    assert schema.read(Organization, tree, found, id="a"), [problem.text() for problem in found]


def _around(field: Field) -> dict[str, str]:
    """Return a good file with the example in it, each field as YAML."""
    data = {"name": "みほん", "summary": "みほん", "categories": "[a]", "forms": "[a]", "serves": "[a]"}
    if field.name == "successor":
        data["status"] = "closed"
    others = {"address": "みほん", "open": "0:00", "close": "23:59", "on": "2026-04-01", "by": "phone", "days": "[mon]"}
    others |= {
        "title": "みほん",
        "url": "https://mihon.example/",
        "text": "みほん",
        "lat": "35.437161",
        "lon": "139.426348",
    }
    value = field.example
    for path in (field.path[:n] for n in range(len(field.path), 1, -1)):
        holder = GUIDE.at(*path[:-1])
        needed = [each.name for each in holder.fields if each.name in others and each.name != path[-1]]
        needed = [name for name in needed if name not in ("on", "by", "url") or holder.name in ("verified", "links")]
        inner = ", ".join([f"{path[-1]}: {value}", *(f"{name}: {others[name]}" for name in needed)])
        value = f"{{en: {{{inner}}}}}" if holder.keyed else f"[{{{inner}}}]" if holder.many else f"{{{inner}}}"
    return data | {field.path[0]: value}


# ── the forms on GitHub ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def forms() -> dict[str, Any]:
    made = issue_forms(guide_of(make.settings(), make.region(), make.taxonomy()))
    return {path.rpartition("/")[2]: yaml.safe_load(text) for path, text in made.items()}


def test_a_form_asks_for_the_fields_of_a_file(forms: dict[str, Any]) -> None:
    asked = [element for element in forms["suggest.yml"]["body"] if element.get("id") not in (None, "promises")]
    assert [element["id"] for element in asked] == [question.id for question in QUESTIONS]
    assert [element["id"] for element in asked if element.get("validations")] == [
        "name", "summary", "categories", "forms", "serves", "sources"
    ]  # fmt: skip
    by_id = {element["id"]: element["attributes"] for element in asked}
    assert by_id["contact-tel"] == {
        "label": "電話",
        "description": "市外局番から。046-255-0201",
        "placeholder": "例: 000-000-0000",
    }
    assert by_id["serves"]["options"] == ["北みほん市", "南みほん市"]


@pytest.mark.parametrize("name", ["suggest.yml", "mistake.yml"])
def test_a_form_is_one_that_github_takes(forms: dict[str, Any], name: str) -> None:
    """As docs.github.com, "Syntax for issue forms", says: unique ids and labels, unique options, none called None."""
    body = forms[name]["body"]
    asked = [element for element in body if element["type"] != "markdown"]
    assert len({element["id"] for element in asked}) == len({e["attributes"]["label"] for e in asked}) == len(asked)
    assert all(re.fullmatch(r"[A-Za-z0-9_-]+", element["id"]) for element in asked)
    for element in asked:
        options = [str(option) for option in element["attributes"].get("options", ["x"])]
        assert len(set(options)) == len(options) and "None" not in options
        # GitHub joins several choices by ", ".
        assert not any(", " in option for option in options) or element["type"] == "checkboxes"


@pytest.mark.parametrize("name", ["suggest.yml", "mistake.yml"])
def test_nobody_takes_a_form_for_a_place_that_helps(forms: dict[str, Any], name: str) -> None:
    first = forms[name]["body"][0]
    assert first["type"] == "markdown"
    assert first["attributes"]["value"].startswith("## ここでは相談を受けていません\n")
    labels = [element["attributes"].get("label", "") for element in forms[name]["body"]]
    assert [label for label in labels if re.search("病|健康|症|障", label)] == []
    assert forms["config.yml"]["contact_links"][0]["url"] == "https://mihon.example.jp/"
    assert forms["config.yml"]["blank_issues_enabled"] is False


# ── the form in the browser ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_form_in_the_browser_has_every_field() -> None:
    config = yaml.safe_load(cms_config(GUIDE))
    (orgs,) = config["collections"]
    assert (orgs["folder"], orgs["extension"], orgs["slug"]) == ("content/orgs", "yaml", {"editable": ["create"]})
    assert (config["publish_mode"], config["output"]) == ("editorial_workflow", {"omit_empty_optional_fields": True})
    assert [field["name"] for field in orgs["fields"]] == [field.name for field in GUIDE.fields]
    by_name = {field["name"]: field for field in orgs["fields"]}
    assert [name for name, field in by_name.items() if field.get("required", True)] == [
        "name", "categories", "forms", "serves"
    ]  # fmt: skip
    assert by_name["serves"] == {
        "name": "serves",
        "label": "活動する市",
        "hint": "建物のある市ではなく、働きかけている市",
        "widget": "select",
        "options": [{"value": "kita", "label": "北みほん市"}, {"value": "minami", "label": "南みほん市"}],
        "multiple": True,
        "min": 1,
    }
    assert [field["name"] for field in by_name["translations"]["fields"]] == ["easy", "en"]


def test_it_names_the_repository_where_the_files_are() -> None:
    settings = make.settings(repository="https://github.com/mihon/map.git")
    config = yaml.safe_load(cms_config(guide_of(settings, make.region(), make.taxonomy())))
    assert config["backend"] == {"name": "github", "repo": "mihon/map", "branch": "main"}


# ── the command ──────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("style", "begins"),
    [
        ("json", '{\n  "$schema": "https://json-schema.org/draft/2020-12/schema",\n'),
        ("cms", "# mapgen schema --format cms が作ったものです。"),
        ("issue-form", "---\n# .github/ISSUE_TEMPLATE/config.yml\n"),
        ("table", "| 項目 | 何を書くか |\n| --- | --- |\n| name | 名称(かならず)。例: `みほん食堂` |\n"),
    ],
)
def test_each_form_is_printed(project: Callable[..., Project], run: Run, style: str, begins: str) -> None:
    ran = run("--root", project().root, "schema", "--format", style)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(begins)
    assert ran.out.endswith("\n") and not ran.out.endswith("\n\n")


def test_a_new_city_is_in_every_form_after_one_command(project: Callable[..., Project], run: Run) -> None:
    made = project()
    region = (made.root / "content/region.yaml").read_text(encoding="utf-8")
    made.write(
        {
            "content/region.yaml": region.replace("ja: みほん市", "ja: あたらしい市"),
            ".vscode/settings.json": '{"a": 1}\n',
        }
    )
    ran = run("--root", made.root, "schema", "--check")
    assert ran.code == 1
    assert ran.err.startswith(
        ".github/ISSUE_TEMPLATE/suggest.yml: error: "
        "このファイルは、今の項目や選べることばとちがいます [schema-outdated]\n"
        "    → mapgen schema --update で書き直します\n"
    )
    assert run("--root", made.root, "schema", "--update").err == (
        ".github/ISSUE_TEMPLATE/suggest.yml を書き直しました\n"
        ".vscode/org.schema.json を書き直しました\n"
        ".vscode/settings.json を書き直しました\n"
    )
    assert run("--root", made.root, "schema", "--check").code == 0
    assert "あたらしい市" in (made.root / ".github/ISSUE_TEMPLATE/suggest.yml").read_text(encoding="utf-8")
    settings = json.loads((made.root / ".vscode/settings.json").read_text(encoding="utf-8"))
    assert settings["a"] == 1
    assert settings["yaml.schemas"] == {"./.vscode/org.schema.json": "content/orgs/*.yaml"}


def test_settings_with_remarks_are_a_persons_own(project: Callable[..., Project], run: Run) -> None:
    own = '{\n  // mine\n  "a": 1\n}\n'
    made = project({".vscode/settings.json": own})
    assert run("--root", made.root, "schema", "--update").code == 0
    assert (made.root / ".vscode/settings.json").read_text(encoding="utf-8") == own


def test_content_with_a_mistake_has_no_forms(project: Callable[..., Project], run: Run) -> None:
    made = project({"content/region.yaml": "name: みほん\n"})
    ran = run("--root", made.root, "schema")
    assert (ran.code, ran.out) == (1, "")
    assert "content/region.yaml:1:1: error:" in ran.err
    ran = run("--root", made.root, "schema", "--update", "--check")
    assert (ran.code, "[update-or-check]" in ran.err) == (2, True)


def test_an_organisation_with_a_mistake_keeps_no_form_back(project: Callable[..., Project]) -> None:
    made = project({"content/orgs/a.yaml": "name:\n"})
    assert read_guide(made.root, Problems()) is not None
    assert "schema/org.schema.json" in project({"content/orgs/a.yaml": None}).build().artifacts
