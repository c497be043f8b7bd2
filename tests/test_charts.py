"""Charts from plain data: the geometry holds for any numbers, and the drawing says what it was given."""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mapgen.render.charts import Bar, Slice, bars, sunburst
from mapgen.render.charts.lettering import AIR, Ring, broken, width, written
from mapgen.render.charts.slices import Arc, arcs, number, path, point
from mapgen.render.charts.sunburst import BESIDE, RINGS, SIZES
from tests.examples import examples
from tests.rendering import Reader

counts = st.integers(0, 10_000)
leaves = st.builds(lambda n, label: Slice(label, n, mark="1"), counts, st.text("家庭・a ", max_size=9))
slices = st.one_of(leaves, st.builds(lambda p: Slice("家庭", parts=tuple(p), mark="家"), st.lists(leaves, max_size=5)))
wholes = st.lists(slices, max_size=8)
unhurried = settings(deadline=None, max_examples=examples(50))  # where words may stand is tried out, and takes a while


@given(wholes)
def test_each_ring_is_closed_and_a_slice_and_its_parts_share_their_borders(whole: list[Slice]) -> None:
    pieces = arcs(whole)
    inner = [arc for arc in pieces if arc.ring == 0]
    assert [arc.slice for arc in inner] == [each for each in whole if each.total]
    borders = [0.0, *(arc.end for arc in inner)]
    assert [arc.start for arc in inner] == borders[:-1]
    assert borders[-1] == (360.0 if inner else 0.0)  # exactly
    for n, arc in enumerate(pieces):
        if arc.ring == 0 and arc.slice.parts:
            parts = [other for other in pieces[n + 1 : n + 1 + len(arc.slice.parts)] if other.ring == 1]
            parts = [other for other in parts if arc.start <= other.start < arc.end]
            assert (parts[0].start, parts[-1].end) == (arc.start, arc.end)
            assert all(one.end == other.start for one, other in pairwise(parts))


@given(wholes)
def test_angles_are_in_proportion_to_the_counts(whole: list[Slice]) -> None:
    total = sum(each.total for each in whole)
    for arc in arcs(whole):
        assert arc.end - arc.start == pytest.approx(360 * arc.slice.total / total, abs=1e-9)


@given(wholes)
def test_areas_are_in_proportion_to_the_counts_as_they_are_drawn(whole: list[Slice]) -> None:
    """Read the corners back from the paths: two decimals on a radius of 176 are true to a hundredth of a degree."""
    total = sum(each.total for each in whole)
    for arc in arcs(whole):
        ring = RINGS[arc.ring]
        drawn = path(ring.inner, ring.outer, arc.start, arc.end)
        if drawn.count("M") == 1:
            x, y, to_x, to_y = (float(n) for n in re.match(r"M(\S+) (\S+)A\S+ \S+ 0 . 1 (\S+) (\S+)L", drawn).groups())  # type: ignore[union-attr]
            assert math.hypot(x, y) == pytest.approx(ring.outer, abs=0.01)
            turned = math.degrees(math.atan2(to_x, -to_y) - math.atan2(x, -y)) % 360
            share = 360 * arc.slice.total / total
            assert min(abs(turned - share), 360 - abs(turned - share)) < 0.01
            assert f" 0 {int(share > 180)} 1 " in drawn


@unhurried
@given(wholes)
def test_nothing_is_drawn_that_is_no_number_and_two_drawings_are_the_same(whole: list[Slice]) -> None:
    drawn = sunburst(whole, ("82", "団体"))
    given = " ".join(re.findall(r' (?:d|x|y)="([^"]*)"', drawn))
    assert all(re.fullmatch(r"-?\d+(\.\d{1,2})?", n) and n != "-0" for n in re.split("[MALZ ]+", given) if n)
    assert drawn == sunburst(whole, ("82", "団体"))
    assert drawn.count("<path") == len(arcs(whole))
    assert Reader(drawn).open == []


@unhurried
@given(wholes)
def test_what_is_written_lies_on_its_piece(whole: list[Slice]) -> None:
    for arc in arcs(whole):
        ring = RINGS[arc.ring]
        words = written(arc, ring, SIZES[arc.ring])
        if words is None:
            continue
        assert "".join(words.lines).replace(" ", "") in (arc.slice.label.replace(" ", ""), arc.slice.mark)
        wide, high = max(width(line, words.size) for line in words.lines) / 2, words.size / 2
        for x, y in ((words.x + dx, words.y + dy) for dx in (-wide, wide) for dy in (-high, high)):
            assert ring.inner < math.hypot(x, y) < ring.outer
            away = (math.degrees(math.atan2(x, -y)) - arc.start) % 360
            assert away <= arc.end - arc.start or arc.end - arc.start >= 360


@unhurried
@given(wholes)
def test_marks_beside_the_drawing_do_not_lie_on_each_other(whole: list[Slice]) -> None:
    found = re.findall(r'class="beside".*?x="(\S+)" y="(\S+)">(\S+)</tspan>', sunburst(whole))
    boxes = [(float(x), float(y), width(mark, 11.5)) for x, y, mark in found]
    for n, (x, y, wide) in enumerate(boxes):
        assert math.hypot(x, y - 11.5 * 0.36) == pytest.approx(BESIDE, abs=0.02)
        for other_x, other_y, other_wide in boxes[:n]:
            assert abs(x - other_x) > (wide + other_wide) / 2 or abs(y - other_y) > 11


def test_nothing_has_no_drawing() -> None:
    assert sunburst([]) == sunburst([Slice("家庭")]) == sunburst([Slice("家庭", parts=(Slice("子育て"),))]) == ""
    assert bars([]) == ""


def test_less_than_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="家庭: -1"):
        sunburst([Slice("家庭", -1), Slice("仕事", 5)])
    with pytest.raises(ValueError, match="相談: -1"):
        bars([Bar("相談", -1), Bar("居場所", 2)])


def test_a_single_slice_is_a_whole_ring_in_two_halves() -> None:
    drawn = sunburst([Slice("家庭", 3, "家庭: 3", "家", "categories/family/", "family", "#C2185B")], ("3",))
    assert drawn == (
        '<svg class="chart sunburst" viewBox="-200 -200 400 400" width="400" height="400" aria-hidden="true"'
        ' focusable="false" text-anchor="middle" font-weight="700"><g class="c-family" fill="#C2185B">'
        '<a href="categories/family/" tabindex="-1"><title>家庭: 3</title><path class="ring-0 shade-0" stroke="#fff"'
        ' stroke-width="2.4" d="M0 -112A112 112 0 0 1 0 112L0 46A46 46 0 0 0 0 -46Z'
        'M0 112A112 112 0 0 1 0 -112L0 -46A46 46 0 0 0 0 46Z"/>'
        '<text fill="#fff" font-size="15"><tspan x="0" y="84.4">家庭</tspan></text></a></g>'
        '<text class="centre" fill="#000" y="12" font-size="34">3</text></svg>'
    )


def test_a_small_piece_has_its_mark_beside_it_after_that_of_a_slice_that_has_no_room_for_its_own() -> None:
    parts = (Slice("子育て", 197, mark="1"), Slice("ＤＶ", 1, mark="2"))
    few = Slice("住まい", parts=(Slice("家賃", 1, mark="1"),), mark="住")
    assert written_on(sunburst([Slice("家庭", parts=parts, mark="家")])) == ["家庭", "子育て", "2"]
    assert written_on(sunburst([Slice("家庭", parts=parts[:1], mark="家"), few])) == ["家庭", "子育て", "住1"]
    assert written_on(sunburst([Slice("家庭", parts=parts, mark="家"), few])) == ["家庭", "子育て", "2"]  # 住1: no room


def written_on(drawn: str) -> list[str]:
    return re.findall(r"<tspan[^>]*>([^<]*)</tspan>", drawn)


def test_text_of_an_editor_is_escaped() -> None:
    evil = '<script>"&'
    for drawn in (
        sunburst([Slice(evil, 1, evil, evil, evil, evil, evil)], (evil, evil)),
        bars([Bar(evil, 1, evil, evil)]),
    ):
        assert "<script" not in drawn and '"&"' not in drawn
        assert Reader(drawn).open == []


def test_bars_are_as_long_as_their_number_and_the_longest_leaves_room_for_it() -> None:
    assert bars([Bar("相談", 58, "相談: 58", "forms/soudan/"), Bar("見守り", 0)]) == (
        '<svg class="chart bars" viewBox="0 0 360 84" width="360" height="84" aria-hidden="true" focusable="false">'
        '<a href="forms/soudan/" tabindex="-1"><title>相談: 58</title><text x="8" y="17" font-size="14">相談</text>'
        '<rect y="23" width="334" height="14" fill="#0b5563"/>'
        '<text class="value" x="342" y="35.5" font-size="15" font-weight="700">58</text></a>'
        '<g><text x="8" y="59" font-size="14">見守り</text><rect y="65" width="0" height="14" fill="#0b5563"/>'
        '<text class="value" x="8" y="77.5" font-size="15" font-weight="700">0</text></g>'
        '<path class="axis" stroke="#000" d="M.5 0V84"/></svg>'
    )


@given(st.lists(counts, min_size=1, max_size=20))
def test_bars_are_in_proportion(values: list[int]) -> None:
    drawn = bars([Bar("みほん", n) for n in values])
    lengths = [float(length) for length in re.findall(r'<rect y="\S+" width="(\S+)"', drawn)]
    longest, greatest = max(lengths), max(values)
    assert lengths == [pytest.approx(longest * n / greatest if greatest else 0, abs=0.011) for n in values]
    assert longest <= 360


def test_lines_break_after_a_dot_or_at_a_space_and_never_within_a_word() -> None:
    assert list(broken("子ども・若者")) == [("子ども・若者",), ("子ども・", "若者")]
    assert list(broken("Daily life and money"))[1:] == [("Daily life", "and money"), ("Daily", "life and", "money")]
    assert list(broken("生活に困っている")) == [("生活に困っている",)]
    assert list(broken("")) == []


def test_words_are_as_large_as_their_piece_allows() -> None:
    ring = Ring(46, 112)
    label = Slice("子ども・若者", mark="子")

    def said(end: float) -> tuple[tuple[str, ...], float] | None:
        words = written(Arc(label, 0, 0, 0, end), ring, (15, 13))
        return (words.lines, words.size) if words else None

    assert said(360) == (("子ども・若者",), 15)
    assert said(180) == (("子ども・", "若者"), 13)
    assert said(40) == (("子",), 15)
    assert said(12) == (("子",), 13)
    assert said(9) == (("子",), 10)
    assert said(3) is None
    assert AIR > 2.4 / 2  # words never touch the gap


@pytest.mark.parametrize(("value", "text"), [(0.0, "0"), (-0.001, "0"), (1.005, "1"), (-12.5, "-12.5"), (400, "400")])
def test_numbers_have_at_most_two_decimals_and_no_minus_nought(value: float, text: str) -> None:
    assert number(value) == text


def test_the_top_is_at_twelve_o_clock_and_it_goes_round_to_the_right() -> None:
    corners = [tuple(round(n) + 0 for n in point(10, degrees)) for degrees in (0, 90, 180, 270)]
    assert corners == [(0, -10), (10, 0), (0, 10), (-10, 0)]


def test_neighbours_of_one_slice_differ_in_shade() -> None:
    parts = tuple(Slice(str(n), 5) for n in range(4))
    shades = re.findall(r"ring-1 (shade-\d)", sunburst([Slice("家庭", parts=parts)]))
    assert shades == ["shade-0", "shade-1", "shade-0", "shade-1"]
    assert Counter(shades) == {"shade-0": 2, "shade-1": 2}
