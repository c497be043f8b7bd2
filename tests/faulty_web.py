"""A real web server on this machine that answers in every way that servers do, good and bad."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

STATUS = {
    "/ok": 200, "/gone": 404, "/removed": 410, "/login": 401, "/guarded": 403, "/busy": 503, "/calm-down": 429,
    "/error": 500, "/teapot": 418,
}  # fmt: skip
SENT = {
    "/moved": (301, "/ok"), "/moved-twice": (308, "/moved"), "/moved-and-gone": (301, "/gone"),
    "/for-now": (302, "/ok"), "/mixed": (301, "/for-now"), "/loop": (302, "/loop"),
    "/mail": (302, "mailto:mihon@example.org"), "/inside": (302, "http://10.0.0.1/"),
    "/nowhere": (302, "http://["), "/unsaid": (302, ""),
}  # fmt: skip


class Handler(BaseHTTPRequestHandler):
    """Answers by path; what was asked is kept in the server's list `asked`."""

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        path = self.path.partition("?")[0]
        self.server.asked.append((self.command, self.path, self.headers["User-Agent"]))  # type: ignore[attr-defined]
        if path in ("/no-head", "/head-lies", "/head-dies") and self.command == "HEAD":
            if path == "/head-dies":
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self.reply(405 if path == "/no-head" else 404)
        elif path.startswith("/step/"):
            self.reply(301, f"/step/{int(path[6:]) + 1}")
        elif path == "/slow":
            with suppress(OSError):
                while True:  # a byte now and then: no single wait is long
                    self.wfile.write(b"H")
                    time.sleep(0.05)
        elif path == "/reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.connection.close()
        elif path == "/garbage":
            self.wfile.write(b"220 mail.example.org ESMTP\r\n")
        elif path == "/huge" and self.command == "GET":
            self.reply(200, length=10**12)
        elif path in SENT:
            self.reply(*SENT[path])
        else:
            self.reply(STATUS.get(path, 405 if path == "/huge" else 200))

    def reply(self, status: int, location: str = "", length: int = 0) -> None:
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def faulty_web(*, secret: bool = False) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Run the server; yield its address and what it is asked: method, path, user agent. `secret`: an untrusted TLS."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        server.asked = []  # type: ignore[attr-defined]
        if secret:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(Path(__file__).parent / "untrusted.pem")
            server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        try:
            yield f"http{'s' * secret}://127.0.0.1:{server.server_port}", server.asked  # type: ignore[attr-defined]
        finally:
            server.shutdown()


def closed_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
