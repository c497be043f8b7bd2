# ruff: noqa: E501 - a message reads best in one line
"""Rules beyond the schema: organisations twice, desks, hours, lists that nobody uses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from tests.conftest import Project
from tests.content_checks import ORG, B, said, told

Make = Callable[..., Project]

ADDRESS = "places:\n  - address: みほん県みほん市みほん町5\n    lat: {}\n    lon: 139.410000\n"


# ── organisations twice ───────────────────────────────────────────────────────────────────────────────────────────────


def test_two_with_one_telephone_are_probably_one(project: Make) -> None:
    made = project({B: ORG.replace("みほんB", "みほんしょくどう") + "contact:\n  tel: 0460000000\n"})
    assert told(made) == (
        "content/orgs/mihon-shokudo.yaml:21:8: warning: 「みほんしょくどう」(mihon-b)と同じ団体かもしれません"
        "(電話番号が同じ) [org-twice]\n"
        "    → 同じなら1つのファイルにまとめます。別の団体なら、related に mihon-b と書くと、もう出ません\n"
    )
    assert said(made, "en") == [
        "content/orgs/mihon-shokudo.yaml:21:8: warning: probably the same organisation as 'みほんしょくどう' (mihon-b): "
        "same telephone number [org-twice]"
    ]


@pytest.mark.parametrize(("lat", "twice"), [("35.110500", True), ("35.112000", False)])
def test_alike_and_near_are_probably_one(project: Make, lat: str, twice: bool) -> None:
    first = ORG.replace("みほんB", "NPO法人 あおぞら学習会") + ADDRESS.format("35.110000")
    second = ORG.replace("みほんB", "あおぞら学習の会") + ADDRESS.format(lat)
    made = project({"content/orgs/a.yaml": first, B: second})
    expected = (
        "content/orgs/mihon-b.yaml:1:7: warning: 「NPO法人 あおぞら学習会」(a)と同じ団体かもしれません"
        "(場所が近く、名前が似ている) [org-twice]"
    )
    assert said(made) == ([expected] if twice else [])


def test_one_corporate_number_is_one_body_unless_its_files_name_each_other(project: Make) -> None:
    number = 'corporate_number: "7000012050002"\n'
    one, other = ORG + number, ORG.replace("みほんB", "みほんBの会") + number
    made = project({"content/orgs/a.yaml": one, B: other})
    assert said(made) == [
        "content/orgs/mihon-b.yaml:6:19: warning: 「みほんB」(a)と同じ団体かもしれません(法人番号が同じ) [org-twice]"
    ]
    made.write({"content/orgs/a.yaml": one + "related: [mihon-b]\n"})
    assert told(made) == ""
    made.write({"content/orgs/a.yaml": one + "status: closed\n"})
    assert told(made) == ""


def test_those_that_are_counted_are_several(project: Make) -> None:
    first, second = (ORG.replace("みほんB", f"第{n}みほん作業所") + ADDRESS.format("35.110000") for n in (1, 2))
    assert told(project({"content/orgs/a.yaml": first, B: second})) == ""


# ── desks ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


def region(made: Project, desk: str, codes: str = "[046, '0467']") -> None:
    """Give the city's desk more lines, and the city its area codes."""
    file = made.root / "content/region.yaml"
    text = file.read_text(encoding="utf-8")
    last = "en: Reception of the city hall (sample)}\n"
    text = text.replace(last, f"{last}        {desk}\n").replace(
        "    kana: みほんし\n", f"    kana: みほんし\n    area_codes: {codes}\n"
    )
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "tel", ["046-000-0000", "0467-00-0000", "0467000000", "0120-000-000", "0570-000-000", "#9110", "050-0000-0000"]
)
def test_a_desk_may_have_its_citys_codes_and_those_of_no_area(project: Make, tel: str) -> None:
    made = project()
    region(made, f'tel: "{tel}"')
    assert told(made) == ""


@pytest.mark.parametrize("tel", ["0466-00-0000", "045-000-0000", "0450000000"])
def test_a_desk_with_another_citys_code_is_named(project: Make, tel: str) -> None:
    made = project()
    region(made, f"tel: {tel}")
    assert told(made) == (
        f"content/region.yaml:14:14: warning: 「{tel}」の市外局番は、みほん市のもの(046・0467)ではありません [desk-area-code]\n"
        "    → 番号を市のページで確かめます。正しければ、この市の area_codes に市外局番を足します\n"
    )


def test_of_a_city_without_area_codes_nothing_is_known(project: Make) -> None:
    made = project()
    region(made, "tel: 045-000-0000", "[]")
    assert told(made) == ""


def test_an_area_code_is_digits_with_their_0(project: Make) -> None:
    made = project()
    region(made, "tel: 046-000-0000", "[46]")
    assert said(made) == [
        "content/region.yaml:9:18: error: 市外局番は 046 のように、0 から書きます(今は「46」) [bad-area-code]"
    ]


def test_a_desk_that_names_no_organisation_is_an_error(project: Make) -> None:
    made = project()
    region(made, "org: mihon-shokudoo")
    assert told(made, "en") == (
        "content/region.yaml:14:14: error: there is no organisation 'mihon-shokudoo' [no-such-organization]\n"
        "    → did you mean 'mihon-shokudo'?\n"
    )


# ── hours ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("one", "other", "day"),
    [
        ("days: [mon, tue], open: 9:00, close: 12:00", "days: [tue], open: 11:00, close: 15:00", "火"),
        ("days: [mon], open: 9:00, close: 12:00", "days: [mon], open: 9:00, close: 12:00", "月"),
        ("days: [sat], nth: [1, 3], open: 9:00, close: 12:00", "days: [sat], nth: [3], open: 10:00, close: 11:00", "土"),
        ("days: [mon], open: 9:00, close: 12:00", "days: [mon], open: 12:00, close: 15:00", None),
        ("days: [mon], open: 9:00, close: 12:00", "days: [tue], open: 9:00, close: 12:00", None),
        ("days: [sat], open: 9:00, close: 12:00", "days: [sat], nth: [2], open: 9:00, close: 15:00", None),
        ("days: [sat], nth: [1], open: 9:00, close: 12:00", "days: [sat], nth: [2], open: 9:00, close: 15:00", None),
        ("days: [mon], open: 9:00, close: 12:00, note: 窓口", "days: [mon], open: 9:00, close: 17:00, note: 電話", None),
    ],
)  # fmt: skip
def test_hours_of_one_day_do_not_overlap(project: Make, one: str, other: str, day: str | None) -> None:
    made = project({B: f"{ORG}hours:\n  - {{{one}}}\n  - {{{other}}}\n"})
    warned = said(made)
    assert [line.split("warning: ")[1][:3] for line in warned] == ([f"{day}曜日"] if day else [])
    assert all(line.startswith(f"{B}:8:5: ") for line in warned)


def test_overlapping_hours_are_said_in_words(project: Make) -> None:
    hours = "hours:\n      - {days: [mon], open: 9:00, close: 12:00}\n      - {days: [mon], open: 9:30, close: 12:00}\n"
    made = project({B: f"{ORG}places:\n  - city: mihon\n    {hours}"})
    assert told(made) == (
        f"{B}:10:9: warning: 月曜日の 09:00–12:00 と 09:30–12:00 が重なっています [hours-overlap]\n"
        "    → 正しい方だけを残します。電話の受付と窓口のように別のことなら、それぞれに note を書きます\n"
    )
    assert said(made, "en") == [f"{B}:10:9: warning: 09:00–12:00 and 09:30–12:00 overlap (mon) [hours-overlap]"]


# ── lists that nobody uses, only where somebody asks ──────────────────────────────────────────────────────────────────


CHOOSER = """\
questions:
  - id: trouble
    ask: {ja: どんなことで困っていますか}
    answers:
      - id: child
        label: {ja: 子どものこと}
        categories: [children]
"""
LOCK = """\
version: 1
normalizer: 1
geocodes:
  みほん県みほん市みどりが丘一丁目2-3:
    {lat: 35.118, lon: 139.428, precision: block, provider: gsi, matched: みどりが丘, checked: 2026-01-01}
  みほん県みほん市みほん町9:
    {lat: 35.11, lon: 139.41, precision: block, provider: gsi, matched: みほん町, checked: 2026-01-01}
"""


def test_what_nobody_uses_is_said_by_check_alone(project: Make) -> None:
    made = project({"content/orgs/mihon-shokudo.yaml": ORG, "content/geocodes.yaml": LOCK})
    made.write(
        {
            "content/chooser.yaml": CHOOSER,
            B: ORG.replace("みほんB", "みほんC") + "places:\n  - address: みほん県みほん市みどりが丘1-2-3\n",
        }
    )
    assert told(made) == ""
    assert told(made, today=date(2026, 4, 2)) == (
        "content/geocodes.yaml:7:11: warning: 「みほん県みほん市みほん町9」の点は、どの団体も使っていません [geocode-unused]\n"
        "    → `mapgen geocode --prune` で消せます\n"
        "content/taxonomy.yaml:4:9: warning: 分野「生活・お金」(living)の団体は、まだ1つもありません [category-without-entries]\n"
        "    → あてはまる団体の categories に living を足すか、この分野を消します\n"
    )


def test_a_leaf_without_entries_is_named_where_its_top_level_has_some(project: Make) -> None:
    org = ORG.replace("[children]", "[living, children]")
    made = project({"content/orgs/mihon-shokudo.yaml": org, "content/chooser.yaml": CHOOSER})
    found = told(made, "en", date(2026, 4, 2))
    assert found == (
        "content/taxonomy.yaml:13:13: warning: no organisation is listed in the category '食べもの' (living/food)"
        " [category-without-entries]\n"
        "    → add living/food to the categories of those that belong there, or take the category away\n"
    )


@pytest.mark.parametrize(("today", "days"), [("2027-04-01", None), ("2027-04-02", 366)])
def test_what_was_confirmed_too_long_ago_is_named(project: Make, today: str, days: int | None) -> None:
    found = told(project(), today=date.fromisoformat(today))
    warning = (
        f"content/orgs/mihon-shokudo.yaml:31:16: warning: 「みほん食堂」を最後に確かめてから {days} 日たっています"
        " [verified-old]\n"
        "    → 団体に聞くか、団体のページを見て、正しければ verified の日を書きかえます\n"
    )
    assert found == (warning if days else "")


# ── numbers beyond their town ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("address", "beyond"), [("みほん町9-1", False), ("みほん町12", True), ("みほん町10番地", False)]
)
def test_a_number_beyond_all_of_its_town_is_named(project: Make, address: str, beyond: bool) -> None:
    blocks = "city,town,block,lat,lon\nmihon,みほん町,1,35.11,139.41\nmihon,みほん町,10,35.11,139.41\n"
    org = f"{ORG}places:\n  - address: みほん県みほん市{address}\n"
    made = project({"content/blocks.csv": blocks, B: org})
    warning = (
        f"{B}:7:14: warning: みほん市みほん町に12番は見つかりません。番地の表にあるのは 10 までです [address-no-such-number]\n"
        "    → 番地を確かめてください。正しいときは、地図で調べた lat と lon を書き足します\n"
    )
    assert told(made) == (warning if beyond else "")
    made.write({B: f"{org}    lat: 35.110000\n    lon: 139.410000\n"})
    assert told(made) == ""
