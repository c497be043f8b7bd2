"""Good organisations of any kind, as data of files: made from the table of fields, so that none is forgotten."""

from __future__ import annotations

from datetime import date, time
from functools import cache
from typing import Any

from hypothesis import strategies as st

from mapgen.guide import Field, Guide, guide_of
from mapgen.model.scalars import LONGEST_SUMMARY
from tests import builders as make
from tests.orgfiles import kept, texts

GUIDE = guide_of(make.settings(languages=["ja", "easy", "en"]), make.region(), make.taxonomy())

lines = texts.map(lambda text: " ".join(kept(text).split())[:LONGEST_SUMMARY].strip() or "みほん")
days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
_BY_KIND: dict[str, st.SearchStrategy[Any]] = {
    "line": lines,
    "text": texts.map(lambda text: kept(text).strip() or "みほん"),
    "tel": st.sampled_from(["046-000-0000", "0460000000", "110", "#9110", "(046)000-0000", "+81-46-000-0000"]),
    "email": st.sampled_from(["mihon@example.org", "a.b+c@mihon.example.jp"]),
    "web": st.sampled_from(["https://mihon.example/", "http://a.example.jp:8080/x?y=1&z=2#w", "https://みほん.example"]),
    "day": days,
    "partial-day": st.one_of(days, days.map(lambda day: f"{day:%Y-%m}"), days.map(lambda day: f"{day:%Y}")),
    "whole": st.integers(0, 120),
    "corporate-number": st.just("9000000000000"),
    "id": st.sampled_from(["mihon", "mihon-2", "0"]),
    "language": st.sampled_from(["ja", "en", "no", "zh-Hans", "easy"]),
}  # fmt: skip


@cache
def value(field: Field) -> st.SearchStrategy[Any]:
    """Return what may stand in a field."""
    one = _one(field)
    if field.keyed:
        return st.dictionaries(st.sampled_from(["en", "easy", "zh-Hans"]), one, min_size=1)
    if field.many:
        # Two alike are wrong only among words; a filter names itself at the length of all its fields.
        return st.lists(one, min_size=1, max_size=2, unique_by=None if field.fields else str)
    return one


def _one(field: Field) -> st.SearchStrategy[Any]:
    if field.name == "nth":
        return st.integers(1, 5)
    if field.kind == "choice":
        return st.sampled_from([choice.id for choice in field.choices])
    if field.kind == "closing":
        return st.one_of(st.sampled_from([choice.id for choice in field.choices]), days)
    if field.name == "hours":
        return _fields(field, open=st.just(time(9, 30)), close=st.integers(10, 23).map(time))
    if field.name == "places":
        return st.one_of(*(_place(field, kind) for kind in ("public", "area", "hidden")))
    if field.name == "sources":
        return _fields(field, title=lines)
    return _fields(field) if field.fields else _BY_KIND[field.kind]


def _fields(holder: Field, **given: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    open_fields = [field for field in holder.fields if field.name not in given]
    needed = {field.name: value(field) for field in open_fields if field.required}
    others = {field.name: value(field) for field in open_fields if not field.required}
    if given or needed:
        return st.fixed_dictionaries({**given, **needed}, optional=others)
    # Something is said in any case. A filter would do, but names itself at the length of all its fields.
    return st.sampled_from(sorted(others)).flatmap(
        lambda said: st.fixed_dictionaries(
            {said: others[said]}, optional={name: each for name, each in others.items() if name != said}
        )
    )


def _place(field: Field, kind: str) -> st.SearchStrategy[dict[str, Any]]:
    inner = {each.name: each for each in field.fields if not each.only or kind in each.only}
    where = {"city": value(inner["city"])} if kind == "public" else {}
    needed = {each.name: value(each) for each in inner.values() if kind in each.needed}
    said = {"visibility": st.just(kind)} if kind != "public" else {}
    rest = {
        name: value(each) for name, each in inner.items() if name not in {*where, *needed, "visibility", "lat", "lon"}
    }
    point = {"lat": 35.437161, "lon": 139.4} if kind == "public" else {}
    places = st.fixed_dictionaries({**said, **where, **needed}, optional=rest)
    return st.builds(lambda place, pinned: place | (point if pinned else {}), places, st.booleans())


@st.composite
def organizations(draw: st.DrawFn, guide: Guide = GUIDE) -> dict[str, Any]:
    """Return the data of a good file."""
    data: dict[str, Any] = {}
    for field in guide.fields:
        if field.required or draw(st.booleans()):
            data[field.name] = draw(value(field))
    data.setdefault("summary", "みほん")
    if data.get("sensitive"):
        data.setdefault("publish_agreed", date(2026, 4, 1))
    if "successor" in data:
        data["status"] = "closed"
    return data
