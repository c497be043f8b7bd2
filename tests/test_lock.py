"""The lock: bytes in, fixes and located problems out, and the same bytes again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from mapgen.geocode import Fix, Lock, dump, parse_lock
from mapgen.model import Point, Precision
from mapgen.problems import Problems
from tests.four_cities import GAZETTEER

REAL = Path(__file__).parents[1] / "content" / "geocodes.yaml"
KEY = "神奈川県座間市緑ケ丘一丁目1-1"


def fix(lat: float = 35.5, precision: str = "block", checked: str = "2026-01-01", matched: str = "みほん") -> Fix:
    return Fix(Point(lat=lat, lon=139.4), Precision(precision), "mihon", matched, date.fromisoformat(checked))


def read(text: str, *, keys: bool = False) -> tuple[Lock, str]:
    problems = Problems()
    lock = parse_lock(text.encode(), "content/geocodes.yaml", problems, GAZETTEER if keys else None)
    return lock, "\n".join(problem.text() for problem in problems)


def entry(**changed: str) -> str:
    fields = {"lat": "35.500000", "lon": "139.400000", "precision": "block", "provider": "mihon"}
    fields |= {"matched": "みほん", "checked": "2026-01-01"} | changed
    lines = "".join(f"    {name}: {value}\n" for name, value in fields.items())
    return f"version: 1\nnormalizer: 1\ngeocodes:\n  {KEY}:\n{lines}"


def test_the_real_lock_holds_five_verified_points_and_is_written_back_byte_for_byte() -> None:
    data = REAL.read_bytes()
    problems = Problems()
    lock = parse_lock(data, "content/geocodes.yaml", problems, GAZETTEER)
    assert [problem.text() for problem in problems] == []
    assert dump(lock).encode() == data
    manual = {key: fix for key, fix in lock.fixes.items() if fix.provider == "manual-source"}
    assert list(manual) == [
        "神奈川県大和市下鶴間一丁目1-1", "神奈川県座間市緑ケ丘一丁目1-1", "神奈川県海老名市中央一丁目4-1",
        "神奈川県海老名市勝瀬175-1", "神奈川県綾瀬市早川550",
    ]  # fmt: skip
    assert manual[KEY].point == Point(lat=35.48864, lon=139.407637)


def test_the_text_of_a_lock() -> None:
    lock = Lock({"神奈川県ん市": fix(matched="12:30"), KEY: fix(35.4886401)})
    assert dump(lock).split("\n", 1)[1] == (
        "version: 1\nnormalizer: 1\ngeocodes:\n"
        "  神奈川県ん市:\n    lat: 35.500000\n    lon: 139.400000\n    precision: block\n"
        '    provider: mihon\n    matched: "12:30"\n    checked: 2026-01-01\n'
        f"  {KEY}:\n    lat: 35.488640\n    lon: 139.400000\n    precision: block\n"
        "    provider: mihon\n    matched: みほん\n    checked: 2026-01-01\n"
    )
    assert list(read(dump(lock))[0].fixes) == sorted(lock.fixes)


@pytest.mark.parametrize("text", ["", "\n", "version: 1\nnormalizer: 1\ngeocodes: {}\n", "version: 1\ngeocodes:\n"])
def test_an_empty_lock_is_no_problem(text: str) -> None:
    assert read(text) == (Lock(), "")


TRICKY = "12:30|0123456|no|Yes|null||~|1e3|2026-01-01|- a|a: b|a #b|みほん |'a'|\"|*a|&a|!a|%a|@a|{a}"
TRICKY += "|x\x7f\x85\u2028\ufeff\n\t\\"


@pytest.mark.parametrize("text", TRICKY.split("|"))
def test_a_matched_title_comes_back_as_it_was(text: str) -> None:
    written = dump(Lock({KEY: fix(matched=text)}))
    assert yaml.safe_load(written)["geocodes"][KEY]["matched"] == text


printable = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Co", "Cn", "Zl", "Zp"]), max_size=30)


@given(st.dictionaries(printable.filter(str.strip), printable, max_size=4))
def test_writing_what_was_read_gives_the_same_bytes(matched: dict[str, str]) -> None:
    written = dump(Lock({key: fix(matched=text) for key, text in matched.items()}))
    loaded = yaml.safe_load(written)["geocodes"]
    assert {key: value["matched"] for key, value in loaded.items()} == matched
    assert dump(Lock({key: fix(matched=value["matched"]) for key, value in loaded.items()})) == written


def test_crlf_and_a_byte_order_mark_are_readable() -> None:
    lock, problems = read("\ufeff" + dump(Lock({KEY: fix()})).replace("\n", "\r\n"))
    assert (lock, problems) == (Lock({KEY: fix()}), "")


@pytest.mark.parametrize(
    ("changed", "problem"),
    [
        (
            {"lat": "nan"},
            "5:5: error: 「lat」の値「nan」を読めません [lock-not-degrees]\n"
            "    → 35.488640 のような半角の小数で書きます",
        ),
        ({"lat": "1.5"}, "5:5: error: 緯度 1.5、経度 139.400000 は日本の外です [lock-outside-japan]"),
        (
            {"lat": "139.4", "lon": "35.5"},
            "5:5: error: 緯度(lat)と経度(lon)が入れかわっています [lock-swapped]\n"
            "    → 「lat: 35.5」「lon: 139.4」にします",
        ),
        (
            {"precision": "manual"},
            "7:5: error: 精度「manual」は、ここには書けません [lock-precision]\n"
            "    → 使える精度: rooftop, block, town, oaza。手で決めた点は、団体のファイルに書きます",
        ),
        (
            {"precision": "blok"},
            "7:5: error: 精度「blok」は、ここには書けません [lock-precision]\n    → 「block」ではありませんか?",
        ),
        (
            {"checked": "2026-02-30"},
            "10:5: error: 日付「2026-02-30」を読めません [lock-bad-day]\n    → 2026-11-01 のように書きます",
        ),
        ({"provider": "[a]"}, "8:5: error: 「provider」の値がありません [lock-not-text]"),
        (
            {"provder": "x"},
            "11:5: error: 「provder」という項目はありません [lock-unknown-field]\n    → 「provider」ではありませんか?",
        ),
    ],
)
def test_every_fault_has_its_line(changed: dict[str, str], problem: str) -> None:
    assert read(entry(**changed))[1] == "content/geocodes.yaml:" + problem


def test_a_faulty_entry_is_left_out_and_the_others_stay() -> None:
    text = entry() + "  神奈川県座間市緑ケ丘一丁目2-1:\n    lat: 35.500000\n  神奈川県座間市緑ケ丘一丁目3-1: x\n"
    lock, problems = read(text)
    assert list(lock.fixes) == [KEY]
    assert problems == (
        "content/geocodes.yaml:11:3: error: lon, precision, provider, matched, checked がありません [lock-missing]\n"
        "    → この住所の項目をすべて消すと、`mapgen geocode` が求め直します\n"
        "content/geocodes.yaml:13:3: error: 「神奈川県座間市緑ケ丘一丁目3-1」の下に項目がありません [lock-not-fields]"
    )


def test_another_version_and_other_address_rules_are_named() -> None:
    lock, problems = read(entry().replace("version: 1", "version: 2").replace("normalizer: 1", "normalizer: 0"))
    assert lock.normalizer == 0 and "normalizer: 0\n" in dump(lock)
    assert [line.split("[")[-1] for line in problems.split("\n") if "[" in line] == [
        "lock-version]",
        "lock-normalizer]",
    ]


def test_a_key_that_nothing_will_look_up_is_a_warning() -> None:
    lock, problems = read(entry().replace(KEY, "座間市緑ヶ丘1-1-1"), keys=True)
    assert len(lock.fixes) == 1
    assert problems == (
        "content/geocodes.yaml:4:3: warning: 「座間市緑ヶ丘1-1-1」は、そろえた書き方の住所ではありません。"
        f"この点は使われません [lock-key-not-canonical]\n    → 「{KEY}」ではありませんか?"
    )
    assert "[lock-key-unreadable]" in read(entry().replace(KEY, "横浜市"), keys=True)[1]


CONFLICT = f"""version: 1
normalizer: 1
geocodes:
  神奈川県大和市中央一丁目1-1:
    lat: 35.500000
    lon: 139.400000
    precision: block
    provider: mihon
    matched: みほん
    checked: 2026-01-01
  {KEY}:
<<<<<<< ours
    lat: 35.100000
    lon: 139.400000
    precision: block
    provider: mihon
    matched: みほん
    checked: 2026-03-01
  神奈川県綾瀬市早川550:
    lat: 35.500000
    lon: 139.400000
    precision: town
||||||| base
    lat: 35.000000
    lon: 139.400000
    precision: oaza
=======
    lat: 35.200000
    lon: 139.400000
    precision: PRECISION
    provider: mihon
    matched: みほん
    checked: CHECKED
  神奈川県綾瀬市早川551:
    lat: 35.500000
    lon: 139.400000
    precision: town
>>>>>>> theirs
    provider: mihon
    matched: みほん
    checked: 2026-01-01
"""


@pytest.mark.parametrize(
    ("precision", "checked", "kept"),
    [
        ("rooftop", "2026-01-01", 35.2),
        ("town", "2026-12-01", 35.1),
        ("block", "2026-12-01", 35.2),
        ("block", "2026-01-01", 35.1),
        ("block", "2026-03-01", 35.1),
    ],
)
def test_a_conflicted_lock_is_the_union_with_the_better_of_two(precision: str, checked: str, kept: float) -> None:
    lock, problems = read(CONFLICT.replace("PRECISION", precision).replace("CHECKED", checked))
    assert problems == (
        "content/geocodes.yaml:12: warning: 2つの版がまざったまま(Gitの競合の印)です。"
        "両方の点を合わせて読みました [lock-conflict]\n"
        "    → `mapgen geocode` で書き直すと、印が消えます"
    )
    assert list(lock.fixes) == [
        "神奈川県大和市中央一丁目1-1", KEY, "神奈川県綾瀬市早川550", "神奈川県綾瀬市早川551",
    ]  # fmt: skip
    assert lock.fixes[KEY].point.lat == kept
    assert read(dump(lock)) == (lock, "")


def test_a_fault_in_one_side_of_a_conflict_keeps_its_line() -> None:
    text = CONFLICT.replace("CHECKED", "2026-01-01").replace("PRECISION", "exact")
    assert "content/geocodes.yaml:30:5: error: 精度「exact」" in read(text)[1]


def test_a_worse_point_never_replaces_a_better_one() -> None:
    lock = Lock({KEY: fix(35.1, "rooftop")})
    assert lock.adding(KEY, fix(35.2, "town", "2026-12-01")).get(KEY) == fix(35.1, "rooftop")
    assert lock.adding(KEY, fix(35.3, "rooftop", "2026-12-01")).get(KEY) == fix(35.3, "rooftop", "2026-12-01")
    assert lock.adding("神奈川県座間市", fix()).get("神奈川県座間市") == fix()
    assert lock.get("神奈川県座間市") is None
