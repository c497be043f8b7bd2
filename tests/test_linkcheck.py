"""Asking what links lead to, of a real server with every fault; and how politely it is done."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from datetime import date

import pytest

from mapgen.linkcheck import Prober, Verdict, ask_all, dump_memory, parse_memory
from mapgen.linkcheck.asking import Turns, judge
from mapgen.linkcheck.prober import NoReplyError, NoSuchHostError, PrivateHostError, Reply, is_public
from tests.faulty_web import closed_port, faulty_web

TODAY = date(2026, 4, 2)
AGENT = "mapgen/test (+https://mihon.example; mihon@example.org)"


@pytest.fixture(scope="module")
def web() -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    with faulty_web() as running:
        yield running


def prober(seconds: float = 5.0) -> Prober:
    """Return one that may call this machine."""
    return Prober(AGENT, admitted=lambda _number: True, seconds=seconds)


def verdict(url: str, ask: Prober) -> Verdict:
    return judge(url, ask, Turns(time.monotonic, lambda _seconds: None))


@pytest.mark.parametrize(
    ("path", "kind", "detail"),
    [
        ("/ok", "good", ""), ("/ok#part", "good", ""), ("/ok?q=みほん 1", "good", ""),
        ("/no-head", "good", ""), ("/head-lies", "good", ""), ("/head-dies", "good", ""), ("/huge", "good", ""),
        ("/login", "good", ""), ("/guarded", "good", ""), ("/unsaid", "good", ""),
        ("/gone", "dead", "404"), ("/removed", "dead", "410"), ("/moved-and-gone", "dead", "404"),
        ("/moved", "moved", "/ok"), ("/moved-twice", "moved", "/ok"), ("/for-now", "good", ""), ("/mixed", "good", ""),
        ("/busy", "unasked", "busy"), ("/calm-down", "unasked", "busy"),
        ("/error", "unasked", "failing"), ("/teapot", "unasked", "failing"),
        ("/loop", "unasked", "loop"), ("/step/1", "unasked", "loop"),
        ("/mail", "unasked", "elsewhere"), ("/nowhere", "unasked", "elsewhere"),
        ("/reset", "unasked", "broken"), ("/garbage", "unasked", "broken"),
    ],
)  # fmt: skip
def test_every_reply_has_its_verdict(web: tuple[str, list], path: str, kind: str, detail: str) -> None:
    said = verdict(web[0] + path, prober())
    assert said == Verdict(kind, web[0] + detail if kind == "moved" else detail)  # type: ignore[arg-type]


def test_a_server_that_drips_is_not_waited_for(web: tuple[str, list]) -> None:
    began = time.monotonic()
    assert verdict(f"{web[0]}/slow", prober(seconds=0.5)) == Verdict("unasked", "timeout")
    assert time.monotonic() - began < 5


def test_no_more_than_the_head_is_read(web: tuple[str, list]) -> None:
    assert prober()("GET", f"{web[0]}/huge") == Reply(200)


def test_a_server_that_does_not_answer_says_nothing_of_the_page() -> None:
    assert verdict(f"http://127.0.0.1:{closed_port()}/", prober()) == Verdict("unasked", "unreachable")


def test_a_certificate_that_nobody_vouches_for_is_named() -> None:
    with faulty_web(secret=True) as (address, asked):
        assert verdict(f"{address}/ok", prober()) == Verdict("unasked", "untrusted")
        assert asked == []


def test_a_server_is_told_who_asks_and_asked_no_more_than_needed(web: tuple[str, list]) -> None:
    address, asked = web
    asked.clear()
    verdict(f"{address}/ok?a=1&b=%20#here", prober())
    verdict(f"{address}/no-head", prober())
    assert asked == [("HEAD", "/ok?a=1&b=%20", AGENT), ("HEAD", "/no-head", AGENT), ("GET", "/no-head", AGENT)]


# ── nobody's own network ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("127.0.0.1", False), ("10.1.2.3", False),
        ("172.16.0.1", False), ("192.168.1.1", False), ("169.254.169.254", False), ("100.64.0.1", False),
        ("0.0.0.0", False), ("224.0.0.1", False), ("255.255.255.255", False), ("::1", False), ("fe80::1%eth0", False),
        ("fd00::1", False), ("::ffff:10.0.0.1", False), ("::ffff:93.184.216.34", True), ("64:ff9b::a9fe:a9fe", False),
        ("2002:0a00:0001::", False), ("ff02::1", False),
    ],
)  # fmt: skip
def test_only_the_open_internet_is_asked(number: str, public: bool) -> None:
    assert is_public(number) is public


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "169.254.169.254", "[::1]", "2130706433", "127.1", "0x7f.0.0.1", "[::ffff:7f00:1]"],
)
def test_an_address_of_this_machine_or_its_network_is_never_called(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("it was called"))
    with pytest.raises(PrivateHostError):
        Prober(AGENT)("HEAD", f"http://{host}/latest/meta-data/")


def test_a_redirect_into_a_private_network_is_not_followed(web: tuple[str, list]) -> None:
    ask = Prober(AGENT, admitted=lambda number: number == "127.0.0.1")
    assert verdict(f"{web[0]}/inside", ask) == Verdict("private")


def test_what_was_looked_at_is_what_is_called(web: tuple[str, list], monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that means another server the second time (DNS rebinding) gains nothing: there is no second time."""
    looked_up, real = [], socket.getaddrinfo

    def once(host: str, *arguments: object, **named: object) -> object:
        looked_up.append(host)
        return real("127.0.0.1" if host == "mihon.test" else host, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", once)
    port = web[0].rpartition(":")[2]
    assert prober()("HEAD", f"http://mihon.test:{port}/ok") == Reply(200)
    assert looked_up == ["mihon.test", "127.0.0.1"]


@pytest.mark.parametrize(("number", "raised"), [(socket.EAI_NONAME, NoSuchHostError), (socket.EAI_AGAIN, NoReplyError)])
def test_an_unknown_name_is_not_a_silent_name_server(
    number: int, raised: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(number, "as the resolver says")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    with pytest.raises(raised):
        prober()("HEAD", "https://mihon.invalid/")


# ── pace ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


class Clock:
    """Seconds that pass only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0

    def read(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_a_host_is_asked_once_a_second() -> None:
    clock, asked = Clock(), []

    def ask(method: str, url: str) -> Reply:
        asked.append((clock.now, method, url[-2:]))
        return Reply(405 if method == "HEAD" and url.endswith("/1") else 200)

    urls = [f"https://mihon.example/{n}" for n in (1, 2, 3)]
    assert ask_all([*urls, urls[0]], ask, clock.read, clock.sleep) == dict.fromkeys(urls, Verdict("good"))
    assert asked == [(0, "HEAD", "/1"), (1, "GET", "/1"), (2, "HEAD", "/2"), (3, "HEAD", "/3")]


def test_hosts_are_asked_beside_each_other_but_each_by_one_at_a_time() -> None:
    busy: dict[str, int] = {}
    most_in_all, guard = [0], threading.Lock()

    def ask(_method: str, url: str) -> Reply:
        host = url.split("/")[2]
        with guard:
            busy[host] = busy.get(host, 0) + 1
            assert busy[host] == 1
            most_in_all[0] = max(most_in_all[0], sum(busy.values()))
        time.sleep(0.02)
        with guard:
            busy[host] -= 1
        return Reply(301, "https://shared.example/") if "shared" not in url else Reply(200)

    urls = [f"https://h{n}.example/{m}" for n in range(6) for m in range(2)]
    found = ask_all(urls, ask, time.monotonic, lambda _seconds: None)
    assert set(found.values()) == {Verdict("moved", "https://shared.example/")}
    assert most_in_all[0] > 1


def test_without_any_way_out_no_name_is_called_dead() -> None:
    def offline(_method: str, _url: str) -> Reply:
        raise NoSuchHostError

    urls = ["https://a.example/", "https://b.example/"]
    assert set(ask_all(urls, offline, time.monotonic, time.sleep).values()) == {Verdict("unasked", "unreachable")}

    def partly(_method: str, url: str) -> Reply:
        if "//a" in url:
            raise NoSuchHostError
        return Reply(200)

    found = ask_all(urls, partly, time.monotonic, time.sleep)
    assert [found[url] for url in urls] == [Verdict("no-host"), Verdict("good")]


# ── memory ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_well_is_remembered_for_a_week_and_what_is_dead_for_a_day() -> None:
    memory = {
        "https://a.example/": (TODAY, Verdict("good")),
        "https://b.example/": (TODAY, Verdict("dead", "404")),
        "https://c.example/": (TODAY, Verdict("unasked", "busy")),
        "https://d.example/": (TODAY, Verdict("moved", "https://e.example/")),
    }
    data = dump_memory(memory)
    assert data == dump_memory(dict(reversed(memory.items())))
    known = {day: set(parse_memory(data, date(2026, 4, day))) for day in (1, 2, 3, 8, 9)}
    week = {"https://a.example/", "https://d.example/"}
    assert known == {1: set(), 2: week | {"https://b.example/"}, 3: week, 8: week, 9: set()}
    assert parse_memory(data, TODAY)["https://b.example/"] == (TODAY, Verdict("dead", "404"))


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b'{"links": []}', b'{"links": {"a": 1}}', b'{"links": {"a": {"on": "x"}}}', b"\xff"]
)
def test_a_memory_that_cannot_be_read_is_no_loss(data: bytes) -> None:
    assert parse_memory(data, TODAY) == {}
