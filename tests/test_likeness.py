"""Which organisations are probably the same, and why: whatever the width, the kana, the dashes and the legal form."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from mapgen import likeness as likeness_room
from mapgen.address import spelling
from mapgen.likeness import (
    FAR_METRES,
    NEAR_METRES,
    Index,
    Likeness,
    alike,
    fold_name,
    likely_same,
    likeness,
    likeness_of,
)
from mapgen.model import Point
from tests import builders as make
from tests.examples import examples

HERE = Point(lat=35.47, lon=139.35)
NEAR = Point(lat=35.4708, lon=139.35)  # 89 m
STREET = Point(lat=35.474, lon=139.35)  # 445 m
FAR = Point(lat=35.48, lon=139.35)  # 1.1 km

names = st.text(
    st.sampled_from("みほんミホン食堂子ども子供こども広場ー-‐ 　・ABab12(株)社「」ヶケが★"), min_size=1, max_size=12
)
points = st.builds(
    lambda n, e: Point(lat=35.47 + n / 10_000, lon=139.35 + e / 10_000), st.integers(-40, 40), st.integers(-40, 40)
)
likenesses = st.builds(
    lambda n, names, phones, number, where: likeness(f"o{n}", names, phones, number, where),
    st.integers(0, 99),
    st.lists(names, min_size=1, max_size=2),
    st.lists(st.sampled_from(["046-000-0000", "0460000001", "(046)000-0002"]), max_size=2),
    st.sampled_from([None, None, "1", "2"]),
    st.lists(points, max_size=2),
)
FORMS = [
    "NPO法人",
    "特定非営利活動法人",
    "ＮＰＯ法人　",
    "認定NPO法人",
    "社会福祉法人",
    "一般社団法人",
    "(社)",
    "（福）",
    "㈱",
    "㈳ ",
    "【社福】",
]


def same(one: Likeness, other: Likeness) -> tuple[str, ...]:
    return likely_same(one, other)


# ── names ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("㈳ミホン・フード‐バンク", "みほんふどばんく"),
        ("特定非営利活動法人　みほん子ども食堂", "みほんこども食堂"),
        ("みほん子供食堂(NPO法人)", "みほんこども食堂"),
        ("NPO法人・社会福祉法人 みほん", "みほん"),
        ("医療法人社団みほん会", "みほん会"),
        ("葛󠄀城ケア", "葛城けあ"),
        ("さがみ野", "さけみ野"),
        ("MIHON　Bank", "mihonbank"),
        ("NPO法人", "npo法人"),
        ("★☆", "★☆"),
    ],
)  # fmt: skip
def test_a_name_is_folded(written: str, folded: str) -> None:
    assert fold_name(written) == folded


@settings(max_examples=examples(500))
@given(names, st.sampled_from(FORMS))
def test_the_legal_form_makes_no_difference(name: str, form: str) -> None:
    bare = likeness_room._FORM_FIRST.sub("", likeness_room._FORM_LAST.sub("", spelling.clean(name).replace(" ", "")))
    assume(fold_name(name).isalnum() and any(map(str.isalnum, bare)))  # there is a name besides: not 「(株)」
    assert fold_name(form + name) == fold_name(name)


@settings(max_examples=examples(500))
@given(names)
def test_width_dashes_and_spaces_make_no_difference(name: str) -> None:
    assume(fold_name(name).strip("ー").isalnum())
    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in name)
    assert fold_name(wide) == fold_name(name)
    assert fold_name(unicodedata.normalize("NFD", name)) == fold_name(name)
    assert fold_name(name.replace(" ", "\u3000\u200b")) == fold_name(name)
    assert fold_name(name.replace("-", "―").replace("ー", "−")) == fold_name(name)


@pytest.mark.parametrize(
    ("one", "other", "like"),
    [
        ("みほん食堂", "みほん食堂", True),
        ("はらっぱ", "みほん市子育て支援センターはらっぱ", True),
        ("みほん", "みほん食堂", False),  # three letters are a word, not a name
        ("みほんこども食堂", "みほんみんな食堂", False),
        ("みほんふれあい広場", "みほんふれあい広揚", True),
        ("綾瀬市福祉総務課", "綾瀬市福祉政策課", False),  # two desks of one hall
        # Two bodies: a name that is only like another is no reason by itself.
        ("座間市相模が丘地域包括支援センター", "座間市ひばりが丘地域包括支援センター", True),
    ],
)  # fmt: skip
def test_names_are_alike(one: str, other: str, like: bool) -> None:
    assert alike(fold_name(one), fold_name(other)) is alike(fold_name(other), fold_name(one)) is like


# ── reasons ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("one", "other", "reasons"),
    [
        ({"number": "1"}, {"number": "1"}, ("number",)),
        ({"phones": ["046-000-0000"]}, {"phones": ["(046)000-0000", "046-000-0001"]}, ("phone",)),
        ({"names": ["㈱みほん"]}, {"names": ["あおば", "ミホン"]}, ("name",)),
        ({"names": ["みほん"], "points": [HERE]}, {"names": ["みほん"], "points": [STREET]}, ("name",)),
        ({"names": ["みほん"], "points": [HERE]}, {"names": ["みほん"], "points": [FAR]}, ()),
        ({"names": ["みほん食堂あお"], "points": [HERE]}, {"names": ["みほん食堂あか"], "points": [NEAR]}, ("near",)),
        ({"names": ["みほん食堂あおば"], "points": [HERE]}, {"names": ["みほん食堂あおぱ"], "points": [FAR]}, ()),
        ({"names": ["みほん食堂あおば"]}, {"names": ["みほん食堂あおぱ"]}, ()),
        ({"points": [HERE]}, {"points": [HERE]}, ()),
        # A switchboard: one number, other names, other places.
        ({"phones": ["1"], "points": [HERE]}, {"phones": ["1"], "points": [STREET]}, ()),
        ({"phones": ["1"], "points": [HERE]}, {"phones": ["1"], "points": [NEAR]}, ("phone",)),
        ({"phones": ["1"], "points": [HERE]}, {"phones": ["1"]}, ("phone",)),
        ({"names": ["みほん食堂あおば"], "phones": ["1"], "points": [HERE]},
         {"names": ["みほん食堂あおぱ"], "phones": ["1"], "points": [FAR]}, ("phone",)),
        ({"number": "1", "phones": ["1"], "names": ["みほん"]}, {"number": "1", "phones": ["1"], "names": ["みほん"]},
         ("number", "phone", "name")),
    ],
)  # fmt: skip
def test_reasons(one: dict[str, list[str]], other: dict[str, list[str]], reasons: tuple[str, ...]) -> None:
    a, b = likeness("a", **({"names": ["あさひ"]} | one)), likeness("b", **({"names": ["ゆうひ"]} | other))
    assert same(a, b) == reasons


def test_the_distances_are_what_the_points_above_take_them_for() -> None:
    assert HERE.distance(NEAR) < NEAR_METRES < HERE.distance(STREET) < FAR_METRES < HERE.distance(FAR)


@settings(max_examples=examples(300))
@given(likenesses, likenesses)
def test_likeness_is_symmetric_and_everything_is_like_itself(one: Likeness, other: Likeness) -> None:
    assert same(one, other) == same(other, one)
    assert same(one, one)


def test_an_organisation_is_known_by_every_phone_and_name_of_its_own() -> None:
    org = make.organization(
        aliases=["みほん亭"],
        corporate_number="8000000000001",
        contact={"tel": "046-000-0001", "fax": "046-000-0009"},
        places=[make.public(contact={"tel": "046-000-0002"})],
        services=[
            {"name": "配食", "contact": {"tel": "046-000-0003"}, "places": [make.public(contact={"tel": "0460000004"})]}
        ],
    )
    known = likeness_of(org, [HERE, HERE])
    assert known == Likeness(
        "mihon",
        ("みほん食堂", "みほん亭"),
        frozenset({"0460000001", "0460000002", "0460000003", "0460000004"}),
        "8000000000001",
        (HERE,),
    )


# ── the index ────────────────────────────────────────────────────────────────────────────────────────────────────────


@settings(max_examples=examples(200))
@given(st.lists(likenesses, max_size=12), likenesses)
def test_the_index_finds_what_comparing_each_with_each_finds(known: list[Likeness], one: Likeness) -> None:
    found = Index(known).like(one)
    assert list(found) == [(other, same(one, other)) for other in known if same(one, other)]


def test_two_thousand_are_compared_with_two_thousand_at_once() -> None:
    def made(id: str, n: int) -> Likeness:
        where = Point(lat=35.40 + (n % 50) / 500, lon=139.35 + (n // 50) / 500)
        return likeness(id, [f"みほん{n}の広場"], [f"046{n:07d}"], None, [where])

    index = Index(made(f"a{n}", n) for n in range(2_000))
    started = time.process_time()
    found = [index.like(made(f"b{n}", n)) for n in range(2_000)]
    assert [other.id for (other, _), *_ in found] == [f"a{n}" for n in range(2_000)]
    assert time.process_time() - started < 5  # 0.3 s here; each with each takes minutes
