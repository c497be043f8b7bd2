"""A local server that answers as the geocoding services do: GSI's address search and reverse geocoder, CSIS, Nominatim.

What it says is a function of the question and of how many came before it, so that a test can make it as honest or as
hostile as it likes. It notes every request, with the time of a fake clock that only sleeping moves.
"""

from __future__ import annotations

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

SEARCH, REVERSE = "/address-search/AddressSearch", "/reverse-geocoder/LonLatToAddress"
CSIS, NOMINATIM = "/cgi-bin/simple_geocode.cgi", "/search"


class FakeClock:
    """Seconds that only pass when somebody sleeps, or when a reply takes its time."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        assert seconds > 0
        self.slept.append(seconds)
        self.now += seconds


@dataclass(frozen=True)
class Reply:
    """What is sent, and how: whole; a byte now and then; cut off; without end; not at all; not even HTTP."""

    body: bytes = b"[]"
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    manner: str = "whole"


@dataclass
class Asked:
    """One request: where to, with which query and headers, when it came and when its reply ended."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]
    came: float
    ended: float = 0.0
    sent: int = 0


Answer = Callable[[dict[str, str], int], Reply]


class FakeGeocoders:
    """The server. `answers` gives for each path the function that answers; `asked` is what came, in order."""

    def __init__(self, clock: FakeClock, answers: dict[str, Answer]) -> None:
        self.clock, self.answers = clock, answers
        self.asked: list[Asked] = []
        self.release = threading.Event()
        server = self
        self.seconds_per_reply = 0.25

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.0"

            def do_GET(self) -> None:
                server.serve(self)

            def log_message(self, *_: Any) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_: Any) -> None:
                pass  # the client hangs up on hostile replies, as it should

        self.httpd = Quiet(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.httpd.server_port}"

    def count(self, path: str) -> int:
        """Return how many requests came for a path."""
        return sum(asked.path == path for asked in self.asked)

    def queries(self, path: str = SEARCH, name: str = "q") -> list[str]:
        """Return what was asked, in order."""
        return [asked.query.get(name, "") for asked in self.asked if asked.path == path]

    def serve(self, handler: BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        parts = urlsplit(handler.path)
        query = {name: values[0] for name, values in parse_qs(parts.query, keep_blank_values=True).items()}
        asked = Asked(parts.path, query, {k.lower(): v for k, v in handler.headers.items()}, self.clock.now)
        self.asked.append(asked)
        reply = self.answers[parts.path](query, self.count(parts.path))
        self.clock.now += self.seconds_per_reply
        asked.ended = self.clock.now
        try:
            self.send(handler, reply, asked)
        except OSError:
            handler.close_connection = True

    def send(self, handler: BaseHTTPRequestHandler, reply: Reply, asked: Asked) -> None:
        """Send a reply in its manner."""
        if reply.manner == "reset":
            # With no time to linger, closing sends a reset instead of an end.
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            handler.connection.close()
            return
        if reply.manner in ("silent", "held"):
            self.release.wait(30 if reply.manner == "held" else 5)
            return
        if reply.manner == "not-http":
            handler.wfile.write(b"\x00\xffthis is not HTTP\r\n\r\n")
            return
        if reply.manner == "drip-head":
            self.drip(handler, b"HTTP/1.0 200 OK\r\nX-Slow: " + b"x" * 400)
            return
        handler.send_response(reply.status)
        for name, value in {"Content-Type": "application/json", **reply.headers}.items():
            handler.send_header(name, value)
        handler.end_headers()
        if reply.manner == "drip":
            self.drip(handler, reply.body)
        elif reply.manner == "flood":
            while asked.sent < 200 * 1024 * 1024:
                asked.sent += handler.wfile.write(reply.body)
        else:
            handler.wfile.write(reply.body)

    def drip(self, handler: BaseHTTPRequestHandler, data: bytes) -> None:
        """Send a byte at a time, each well before anybody's patience ends."""
        for byte in data:
            handler.wfile.write(bytes([byte]))
            time.sleep(0.03)


@contextmanager
def serving(clock: FakeClock, answers: dict[str, Answer]) -> Iterator[FakeGeocoders]:
    """Run the server while the block runs."""
    server = FakeGeocoders(clock, answers)
    thread = threading.Thread(target=server.httpd.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.release.set()
        server.httpd.shutdown()
        server.httpd.server_close()
        thread.join()


def feature(title: Any, lat: Any, lon: Any, code: str = "") -> dict[str, Any]:
    """Return one hit of GSI's address search; its coordinates are longitude first."""
    return {
        "geometry": {"coordinates": [lon, lat], "type": "Point"},
        "type": "Feature",
        "properties": {"addressCode": code, "title": title},
    }


def as_json(value: Any) -> Reply:
    """Return a value as GSI sends it."""
    return Reply(json.dumps(value, ensure_ascii=False).encode())


def hits(*features: dict[str, Any]) -> Reply:
    """Return an answer of GSI's address search: a bare array."""
    return as_json(list(features))


def municipality(code: str, town: str = "－") -> Reply:
    """Return an answer of GSI's reverse geocoder."""
    return as_json({"results": {"muniCd": code, "lv01Nm": town}})


def csis(*candidates: tuple[str, float, float], geodetic: str = "wgs1984") -> Reply:
    """Return an answer of CSIS."""
    rows = "".join(
        f"<candidate><address>{title}</address><longitude>{lon}</longitude><latitude>{lat}</latitude>"
        "<iLvl>7</iLvl></candidate>"
        for title, lat, lon in candidates
    )
    text = f"<?xml version='1.0' encoding='UTF-8'?><results><query>q</query><geodetic>{geodetic}</geodetic>"
    return Reply(
        f"{text}<iConf>5</iConf><converted>c</converted>{rows}</results>".encode(), headers={"Content-Type": "text/xml"}
    )
