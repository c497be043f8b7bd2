"""A new file of an organisation: in the style of those that people write, and read back as it was meant by everyone."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any, get_args

import pytest
import ruamel.yaml
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic.fields import FieldInfo

from mapgen import schema, yamldoc
from mapgen.model import Frozen, Organization, PublicPlace, Service
from mapgen.model.place import AreaPlace, HiddenPlace
from mapgen.orgfile import ORDER, order_at, written
from mapgen.orgfile.scalars import BARE
from mapgen.problems import Problems
from tests.orgfiles import kept, read, texts, tidy

ROOT = Path(__file__).resolve().parent.parent
FILES = sorted((ROOT / "content" / "orgs").glob("*.yaml"))


def test_a_new_file_looks_like_those_that_people_write() -> None:
    data = {
        "sources": [{"date": "2025", "title": "みほん: たより"}],
        "places": [{"lat": 35.47, "lon": 139.35, "address": "北みほん市青葉1-2-3", "name": "本部"}],
        "name": "みほん食堂",
        "hours": [{"open": time(9, 30), "close": "16:30", "days": ["mon", "tue"], "nth": [2, 4], "note": "8月、休み"}],
        "description": "ごはんを食べます。\n\n- だれでも\n",
        "contact": {"url": "https://shokudo.example.jp/", "tel": "046-000-0000", "fax": None},
        "verified": {"by": "phone", "on": date(2026, 2, 1)},
        "categories": ["living/food", "children"],
        "corporate_number": "1234567890123",
        "translations": {"en": {"summary": "Meals.", "name": "no"}},
    }
    comments = {
        (): "下書きです。",
        ("contact", "tel"): "ほかの番号もありました:\n046-000-0001",
        ("places", 0): "ひとつめ",
        ("places", 0, "name"): "たしかめてください",
        ("hours", 0, "open"): "もとは「9時半」",
        ("cost",): "費用はわかりません",
    }
    assert written(data, comments) == (
        "# 下書きです。\n"
        "# 費用はわかりません\n"
        "name: みほん食堂\n"
        "corporate_number: '1234567890123'\n"
        "description: |\n"
        "  ごはんを食べます。\n"
        "\n"
        "  - だれでも\n"
        "categories: [living/food, children]\n"
        "contact:\n"
        "  # ほかの番号もありました:\n"
        "  # 046-000-0001\n"
        "  tel: 046-000-0000\n"
        "  url: https://shokudo.example.jp/\n"
        "hours:\n"
        "  # もとは「9時半」\n"
        "  - {days: [mon, tue], nth: [2, 4], open: 9:30, close: 16:30, note: '8月、休み'}\n"
        "places:\n"
        "  # ひとつめ\n"
        "  # たしかめてください\n"
        "  - name: 本部\n"
        "    address: 北みほん市青葉1-2-3\n"
        "    lat: 35.470000\n"
        "    lon: 139.350000\n"
        "verified: {on: 2026-02-01, by: phone}\n"
        "sources:\n"
        "  - title: 'みほん: たより'\n"
        "    date: 2025\n"
        "translations:\n"
        "  en:\n"
        "    name: 'no'\n"
        "    summary: Meals.\n"
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_files_of_this_region_are_written_as_they_stand(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    head = "\n".join(line.removeprefix("# ") for line in text.splitlines() if line.startswith("#"))
    assert written(read(text), {(): head} if head else {}) == text


def test_an_organisation_with_everything_has_every_field_in_its_order() -> None:
    assert sorted(ORDER) == sorted(name for name in Organization.model_fields if name != "id")
    places = {name for model in (PublicPlace, AreaPlace, HiddenPlace) for name in model.model_fields}
    assert sorted(order_at(("places", 0))) == sorted(places)
    assert order_at(("services", 0, "places", 1)) == order_at(("places", 0))
    assert sorted(order_at(("services", 0))) == sorted(Service.model_fields)
    assert order_at(("services", 0))[:2] == ("name", "summary")
    assert order_at(("hours", 0)) == ("days", "nth", "open", "close", "note")
    assert order_at(("audience", "ages")) == ("from", "to")
    assert order_at(("translations", "en")) == ("name", "summary", "description", "first_contact")
    assert order_at(("nothing",)) == ()


def fields(model: type[Frozen], seen: set[type]) -> set[tuple[str, FieldInfo]]:
    found = set()
    for name, field in model.model_fields.items():
        found.add((field.alias or name, field))
        found |= {each for inner in inside(field.annotation) if inner not in seen for each in fields(inner, seen)}
    return found


def inside(annotation: Any) -> set[type[Frozen]]:
    if isinstance(annotation, type) and issubclass(annotation, Frozen):
        return {annotation}
    return {model for part in get_args(annotation) for model in inside(part)}


def test_what_holds_a_day_a_time_or_a_number_is_written_bare_and_nothing_else() -> None:
    told = {name for name, field in fields(Organization, set()) if not_text(name, field)}
    assert told == BARE


def not_text(name: str, field: FieldInfo) -> bool:
    said = f"{field.annotation} {field.metadata}"
    return any(word in said for word in ("date", "time", "int", "float", "_partial_day")) and name != "ages"


@given(st.lists(texts, max_size=4), texts, texts)
def test_every_text_is_read_back_by_us_and_by_others(aliases: list[str], name: str, note: str) -> None:
    data = {
        "name": name,
        "aliases": aliases,
        "contact": {"note": note, "tel": "046-000-0000"},
        "hours": [{"days": ["mon"], "open": "9:30", "close": "16:30", "note": note}],
        "sources": [{"title": name, "note": note}, {"title": note}],
        "translations": {"en": {"description": name + note, "name": note}},
    }
    text = written(data, {("name",): note, ("sources", 1): name, ("sources", 0, "title"): note})
    meant = data | {"hours": [{**data["hours"][0], "open": "9:30"}]}
    expected = tidy(meant)
    assert read(text) == expected
    for other in (
        yaml.safe_load(text),
        yaml.load(text, yaml.CSafeLoader),
        ruamel.yaml.YAML(typ="safe", pure=True).load(text),
    ):
        assert tidy({**other, "hours": []}) == {**expected, "hours": []}
        assert kept(other["hours"][0]["note"]) == kept(note)


@given(st.builds(dict, name=texts, summary=texts, description=texts, first_contact=texts, cost_note=texts))
def test_the_model_reads_what_it_would_have_taken(told: dict[str, str]) -> None:
    data = {**told, "categories": ["a"], "forms": ["b"], "serves": ["c"]}
    problems = Problems()
    tree = yamldoc.parse(written(data).encode(), "a.yaml", problems)
    assert tree is not None and not problems
    again = schema.read(Organization, tree, found := Problems(), id="a")
    try:
        meant = Organization.model_validate({"id": "a", **tidy(data)})
    except ValueError:
        assert found
    else:
        assert again == meant and not found
