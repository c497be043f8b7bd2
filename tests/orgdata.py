"""Good organisations of any kind, as data of files: made from the table of fields, so that none is forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
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


Draw = st.DrawFn


@st.composite
def organizations(draw: Draw, guide: Guide = GUIDE) -> dict[str, Any]:
    """Return the data of a good file."""
    data = _fields(draw, guide.fields)
    data.setdefault("summary", "みほん")
    if data.get("sensitive"):
        data.setdefault("publish_agreed", date(2026, 4, 1))
    if "successor" in data:
        data["status"] = "closed"
    return data


def _fields(draw: Draw, fields: Sequence[Field], **given: Any) -> dict[str, Any]:
    """Return what is needed, and of the rest some: all at once would be more than anybody looks at."""
    found = dict(given)
    for field in fields:
        if field.name not in found and (field.required or draw(st.integers(0, 2)) == 0):
            found[field.name] = _value(draw, field)
    return found


def _value(draw: Draw, field: Field) -> Any:
    """Return what may stand in a field."""
    if field.keyed:
        return {
            lang: _fields(draw, field.fields) for lang in draw(st.sets(st.sampled_from(["en", "easy"]), min_size=1))
        }
    if not field.many:
        return _one(draw, field)
    items = [_one(draw, field) for _ in range(draw(st.integers(1, 2)))]
    return items if field.kind == "fields" else list(dict.fromkeys(items))


def _one(draw: Draw, field: Field) -> Any:
    if field.kind == "choice":
        return draw(st.sampled_from([choice.id for choice in field.choices]))
    if field.kind == "closing":
        return draw(st.one_of(st.sampled_from([choice.id for choice in field.choices]), days))
    match field.name:
        case "nth":
            return draw(st.integers(1, 5))
        case "hours":
            return _fields(draw, field.fields, open=time(9, 30), close=draw(st.integers(10, 23).map(time)))
        case "places":
            return _place(draw, field)
        case "sources":
            return _fields(draw, field.fields, title=draw(lines))
    return _fields(draw, field.fields) if field.fields else draw(_BY_KIND[field.kind])


def _place(draw: Draw, field: Field) -> dict[str, Any]:
    kind = draw(st.sampled_from(["public", "area", "hidden"]))
    own = {each.name: each for each in field.fields if not each.only or kind in each.only}
    point = [own.pop(name, None) for name in ("lat", "lon")]
    needed = ["city"] if kind == "public" else [each.name for each in own.values() if kind in each.needed]
    said = {name: _value(draw, own[name]) for name in needed} | ({"visibility": kind} if kind != "public" else {})
    pinned = all(point) and draw(st.booleans())
    others = [each for each in own.values() if each.name != "visibility"]
    return _fields(draw, others, **said) | ({"lat": 35.437161, "lon": 139.4} if pinned else {})
