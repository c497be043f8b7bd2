"""What honest, broken and hostile services do to a run: requests, exit code, lock and words, mode by mode.

Every mode is asked about the same two addresses (`tests/geocoding.py`). Whatever a service says, no pin is wrong.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import formatdate
from time import time
from typing import Any
from urllib.parse import quote

import pytest

from mapgen.geocode.answers import Doubt
from mapgen.model import Point
from tests.conftest import Project
from tests.fake_geocoders import SEARCH, Answer, FakeClock, Reply, as_json, feature, hits, municipality, serving
from tests.geocoding import (
    CAPS,
    HALL,
    IMPATIENT,
    TITLES,
    TRUTH,
    A,
    B,
    Ran,
    answers,
    honest,
    org,
    prepare,
    register,
    right,
    run,
)

BOTH = {A: "rooftop", B: "rooftop"}
Codes = list[str]


def always(reply: Reply) -> Answer:
    """Return a service that says the same to everything."""
    return lambda _query, _count: reply


def once(reply: Callable[[], Reply]) -> Answer:
    """Return a service that says something else the first time, and then the truth."""
    return lambda query, count: reply() if count == 1 else honest(query, count)


def titled(change: Callable[[str], str]) -> Answer:
    """Return a service that knows every address under another name, at the right point."""

    def answer(query: dict[str, str], _count: int) -> Reply:
        key = query["q"] if query["q"] in TRUTH else A
        return hits(feature(change(TITLES[key]), *TRUTH[key]))

    return answer


def placed(lat: Any, lon: Any) -> Answer:
    """Return a service that knows every address by its right name, at one point."""
    return lambda query, _count: hits(feature(TITLES.get(query["q"], TITLES[A]), lat, lon))


def around(before: list[dict[str, Any]], after: list[dict[str, Any]]) -> Answer:
    """Return a service whose right hit stands among others."""

    def answer(query: dict[str, str], count: int) -> Reply:
        return hits(*before, *json.loads(honest(query, count).body), *after)

    return answer


def redirect(target: Callable[[dict[str, str]], str], status: int = 302) -> Answer:
    return lambda query, _count: Reply(b"moved", status, {"Location": target(query)})


def later(seconds: int) -> Reply:
    """Return a 429 whose Retry-After is a date."""
    return Reply(b"", 429, {"Retry-After": formatdate(time() + seconds, usegmt=True)})


@dataclass(frozen=True)
class Mode:
    """One way to behave, and what must come of it. `slept` are waits that must have been kept, in order."""

    search: Answer
    requests: tuple[int, int]
    code: int
    found: dict[str, str]
    problems: Codes
    reverse: Answer = register
    slept: tuple[float, ...] = ()


def good(search: Answer, requests: tuple[int, int] = (2, 2), found: dict[str, str] = BOTH, **more: Any) -> Mode:
    return Mode(search, requests, 0, found, [], **more)


def silent(search: Answer, reason: str, requests: tuple[int, int], **more: Any) -> Mode:
    return Mode(search, requests, 3, {}, [f"geocode-unasked-{reason}"] * 2, **more)


def stopped(search: Answer, reason: str, requests: tuple[int, int] = (1, 0), **more: Any) -> Mode:
    return Mode(search, requests, 3, {}, [f"geocode-unasked-{reason}", "geocode-unreached"], **more)


def refused(search: Answer, doubt: str, **more: Any) -> Mode:
    return Mode(search, (2, 0), 3, {}, [f"geocode-refused-{doubt}"] * 2, **more)


def doubted(reply: Reply) -> Mode:
    return Mode(honest, (2, 2), 3, {}, ["geocode-refused-register"] * 2, always(reply))


def branchless(query: dict[str, str], _count: int) -> Reply:
    return right(A) if query["q"].endswith("一丁目2") else right(B) if query["q"].endswith("町50") else hits()


def busy_register(query: dict[str, str], count: int) -> Reply:
    return Reply(b"", 429) if count == 1 else register(query, count)


BLOCKS = {A: "block", B: "block"}
MIHON_CHARSET = {"Content-Type": "text/plain; charset=mihon"}
SAME_TITLE_ELSEWHERE = [feature(title, 35.1215, 139.4282) for title in TITLES.values()]
WRONG = feature("みほん県となり市かわ町２番３号", 35.16, 139.42)

MODES = {
    # ── honest ──
    "honest": good(honest),
    "knows no such place": Mode(always(hits()), (4, 0), 3, {}, ["geocode-nowhere"] * 2),
    "knows the block only": good(titled(lambda t: t.removesuffix("３号").removesuffix("２")), found=BLOCKS),
    "another house of the block": good(titled(lambda t: t[:-2] + "９号"), found=BLOCKS),
    "knows it without its branch": good(branchless, requests=(4, 2)),
    "the right one comes second": good(around([WRONG], [])),
    "a coarse one comes first": good(around([feature("みほん県みほん市みほん町", 35.11, 139.41)], [])),
    "the same twice": good(lambda query, _: hits(*json.loads(right(query["q"]).body) * 2)),
    "knows the town only": Mode(
        titled(lambda t: t.removesuffix("２番３号").removesuffix("５０番地２")),
        (2, 2), 3, {A: "town", B: "oaza"}, ["geocode-coarse"] * 2,
    ),
    "moved on the same host": good(redirect(lambda query: f"/moved?q={query['q'].encode().hex()}"), requests=(2, 2)),
    # ── busy, broken ──
    "429 with seconds": good(once(lambda: Reply(b"", 429, {"Retry-After": "30"})), (3, 2), slept=(30,)),
    "429 with a date": good(once(lambda: later(60)), (3, 2), slept=(58,)),
    "429 with a date gone by": good(once(lambda: later(-60)), (3, 2), slept=(2,)),
    "429 until tomorrow": stopped(always(Reply(b"", 429, {"Retry-After": "86400"})), "busy"),
    "429 until the end of time": stopped(always(Reply(b"", 429, {"Retry-After": "9" * 400})), "busy"),
    "429 with garbage": silent(always(Reply(b"", 429, {"Retry-After": "soon"})), "busy", (6, 0), slept=(2, 8, 2, 8)),
    "429 without end": silent(always(Reply(b"", 429)), "busy", (6, 0), slept=(2, 8, 2, 8)),
    "500 once": good(once(lambda: Reply(b"<h1>oops</h1>", 500)), (3, 2), slept=(2,)),
    "500 always": silent(always(Reply(b"", 500)), "broken", (6, 0), slept=(2, 8, 2, 8)),
    "502 always": silent(always(Reply(b"", 502)), "broken", (6, 0)),
    "503 with seconds": good(once(lambda: Reply(b"", 503, {"retry-after": "20"})), (3, 2), slept=(20,)),
    "408 always": silent(always(Reply(b"", 408)), "timeout", (6, 0)),
    "400": silent(always(Reply(b"", 400)), "bad-question", (2, 0)),
    "404": silent(always(Reply(b"", 404)), "bad-question", (2, 0)),
    "401": stopped(always(Reply(b"", 401)), "forbidden"),
    "402": stopped(always(Reply(b"", 402)), "forbidden"),
    "403": stopped(always(Reply(b"<html>", 403)), "forbidden"),
    "says nothing": silent(always(Reply(manner="silent")), "timeout", (6, 0)),
    "a byte now and then": silent(always(Reply(b"[" * 400, manner="drip")), "timeout", (6, 0)),
    "a header now and then": silent(always(Reply(manner="drip-head")), "timeout", (6, 0)),
    "hangs up": silent(always(Reply(manner="reset")), "unreachable", (6, 0)),
    "is no web server": silent(always(Reply(manner="not-http")), "unreachable", (6, 0)),
    "stops in the middle": silent(always(Reply(b"[]", headers={"Content-Length": "99"})), "unreachable", (6, 0)),
    "200 MB": silent(always(Reply(b"[" * 65536, manner="flood")), "too-large", (2, 0)),
    "redirects elsewhere": silent(redirect(lambda _: "http://localhost/"), "elsewhere", (2, 0)),
    "redirects to a file": silent(redirect(lambda _: "file:///etc/passwd"), "elsewhere", (2, 0)),
    "redirects in circles": silent(redirect(lambda query: f"{SEARCH}?q={quote(query['q'])}"), "elsewhere", (4, 0)),
    "redirects on and on": silent(redirect(lambda query: f"{SEARCH}?q=a{quote(query['q'])}"), "elsewhere", (8, 0)),
    # ── answers that are none ──
    "HTML": silent(always(Reply(b"<!DOCTYPE html><p>maintenance")), "unreadable", (2, 0)),
    "an empty body": silent(always(Reply(b"")), "unreadable", (2, 0)),
    "204": silent(always(Reply(b"", 204)), "unreadable", (2, 0)),
    "an object": silent(always(as_json({"type": "FeatureCollection", "features": []})), "unreadable", (2, 0)),
    "null": silent(always(as_json(None)), "unreadable", (2, 0)),
    "a text": silent(always(as_json("[]")), "unreadable", (2, 0)),
    "not UTF-8": silent(always(Reply("[「".encode("cp932"))), "unreadable", (2, 0)),
    "an unknown charset": silent(always(Reply(b"[]", headers=MIHON_CHARSET)), "unreadable", (2, 0)),
    "compressed": silent(always(Reply(gzip.compress(b"[]"))), "unreadable", (2, 0)),
    "nested without end": silent(always(Reply(b"[" * 90_000)), "unreadable", (2, 0)),
    "hits that are none": refused(always(as_json([1, None, "x", {}, {"geometry": None}])), "malformed"),
    # ── wrong places ──
    "another city": refused(always(hits(WRONG)), "other-city"),
    "another prefecture": refused(titled(lambda t: t.replace("みほん県", "べつの県")), "other-city"),
    "no prefecture": refused(titled(lambda t: t.removeprefix("みほん県")), "unreadable-title"),
    "a facility": refused(titled(lambda _: "みほん公園"), "unreadable-title"),
    "the bare city": refused(titled(lambda _: "みほん県みほん市"), "city-only"),
    "the city hall by name": refused(titled(lambda _: "みほん県みほん市役所"), "city-only"),
    "a sibling town": refused(titled(lambda _: "みほん県みほん市みどりが丘二丁目２番３号"), "other-town"),
    "another number": refused(titled(lambda t: t.replace("２番", "８番").replace("５０番", "８番")), "other-number"),
    "the city hall's point": refused(placed(*HALL), "city-hall"),
    "swapped": refused(placed(139.4282, 35.1185), "swapped"),
    "the middle of the sea": refused(placed(0.0, 0.0), "outside-japan"),
    "beyond the city": refused(placed(35.145, 139.4282), "outside-city"),
    "at the other end of the city": refused(placed(35.083, 139.455), "far-from-town"),
    "499 degrees": refused(placed(35.1185, 499.4282), "outside-japan"),
    "NaN": refused(placed(float("nan"), 139.4282), "malformed"),
    "infinity": refused(placed(35.1185, float("inf")), "malformed"),
    "a number too large": refused(placed(10**400, 139.4282), "malformed"),
    "no latitude": refused(always(hits(feature("x", 0, 0) | {"geometry": {"coordinates": [139.4]}})), "malformed"),
    "texts for degrees": refused(placed("35.1185", "139.4282"), "malformed"),
    "true for degrees": refused(placed(True, True), "malformed"),
    "markup": refused(titled(lambda t: f"{t}<script>alert(1)</script>"), "malformed"),
    "control characters": refused(titled(lambda t: f"{t}\x1b[2J"), "malformed"),
    "a title without end": refused(titled(lambda t: t + "あ" * 500), "malformed"),
    "no title": refused(titled(lambda _: ""), "malformed"),
    "two places far apart": refused(around([], SAME_TITLE_ELSEWHERE), "apart"),
    "the right one comes too late": refused(around([WRONG] * 20, []), "other-city"),
    # ── the register ──
    "the register knows better": doubted(municipality("99002")),
    "the register finds the sea": doubted(as_json({})),
    "the register says nonsense": silent(honest, "unreadable", (2, 2), reverse=always(as_json({"results": {}}))),
    "the register is broken": silent(honest, "broken", (2, 6), reverse=always(Reply(b"", 500))),
    "the register turns us away": stopped(honest, "forbidden", (1, 1), reverse=always(Reply(b"", 403))),
    "the register was busy once": good(honest, (2, 3), reverse=busy_register, slept=(2,)),
}  # fmt: skip


def moved(query: dict[str, str], count: int) -> Reply:
    return honest({"q": bytes.fromhex(query["q"]).decode()}, count)


def play(project: Callable[..., Project], mode: Mode) -> Ran:
    caps = IMPATIENT if "geocode-unasked-timeout" in mode.problems else CAPS
    with serving(FakeClock(), {**answers(mode.search, mode.reverse), "/moved": moved}) as server:
        return run(prepare(project, server.url).root, server, caps=caps)


@pytest.mark.parametrize("name", MODES)
def test_15_16_17_mode(name: str, project: Callable[..., Project]) -> None:
    mode = MODES[name]
    ran = play(project, mode)
    assert (ran.requests, ran.result.code, ran.found, ran.codes) == (
        mode.requests,
        mode.code,
        mode.found,
        mode.problems,
    )
    assert all(gap >= 1 - 1e-9 for gap in ran.gaps()), ran.gaps()
    waits = [slept for slept in ran.clock.slept if slept > 1]
    assert len(waits) >= len(mode.slept) and all(w >= s for w, s in zip(waits, mode.slept, strict=False)), waits
    for key, fix in ran.lock.fixes.items():
        if key in TRUTH and fix.precision.exact:
            assert fix.point == Point(lat=TRUTH[key][0], lon=TRUTH[key][1]), "a wrong pin"
    for problem in ran.result.problems:
        for lang in ("ja", "en"):
            text = problem.text(lang)  # type: ignore[arg-type]
            assert "\x1b" not in text and "Traceback" not in text and len(text) < 500


def test_there_are_honest_broken_and_hostile_modes_enough() -> None:
    assert len(MODES) >= 22
    assert {code for mode in MODES.values() for code in mode.problems} >= {
        f"geocode-refused-{doubt}" for doubt in Doubt
    }


def test_200_megabytes_are_not_read(project: Callable[..., Project]) -> None:
    ran = play(project, MODES["200 MB"])
    assert 0 < max(asked.sent for asked in ran.server.asked) < 20 * 1024 * 1024


def test_three_failures_in_a_row_end_the_asking(project: Callable[..., Project]) -> None:
    more = {f"content/orgs/more{n}.yaml": _org(n) for n in range(5)}
    with serving(FakeClock(), answers(always(Reply(b"", 500)))) as server:
        ran = run(prepare(project, server.url, more).root, server)
    assert ran.requests == (9, 0)
    assert sorted(ran.codes) == ["geocode-unasked-broken"] * 3 + ["geocode-unreached"]
    assert "4 件はまだ尋ねていません" in "".join(problem.text() for problem in ran.result.problems)


def test_a_success_closes_the_circuit_again(project: Callable[..., Project]) -> None:
    more = {f"content/orgs/more{n}.yaml": _org(n) for n in range(5)}

    def every_third(query: dict[str, str], count: int) -> Reply:
        return Reply(b"<html>") if count % 3 else hits()

    with serving(FakeClock(), answers(every_third)) as server:
        ran = run(prepare(project, server.url, more).root, server)
    assert "geocode-unreached" not in ran.codes


def _org(number: int) -> str:
    return org(f"みほん市みほん町{900 + number}", f"みほん{number}")
