"""The one way out: geopy's own urllib client, paced, capped in time and size, and kept to one host."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from email.message import Message
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from socket import SHUT_RDWR, socket
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    ProxyHandler,
    Request,
    build_opener,
)

from geopy.adapters import AdapterHTTPError, URLLibAdapter
from geopy.exc import GeocoderParseError, GeocoderTimedOut, GeocoderUnavailable, GeopyError

from mapgen.geocode.pace import Pace
from mapgen.geocode.providers import Caps

_CHUNK = 64 * 1024
_PORTS = {"http": 80, "https": 443}


class TooLargeError(GeocoderParseError):  # type: ignore[misc]
    """An answer that is no answer to one address: more bytes than the cap."""


class ElsewhereError(GeocoderUnavailable):  # type: ignore[misc]
    """A redirect to another host, which nobody agreed to ask."""


class StatusError(AdapterHTTPError):  # type: ignore[misc]
    """An HTTP status of 300 or more, with what the service says about when to come back.

    geopy is not shown the header: it would hold its date against this computer's clock, and warn on standard error.
    """

    def __init__(self, status: int, headers: Message, text: str) -> None:
        super().__init__(f"HTTP {status}", status_code=status, headers={}, text=text)
        self.retry_after, self.date = headers.get("Retry-After"), headers.get("Date")


class ModestAdapter(URLLibAdapter):  # type: ignore[misc]
    """A client that waits its turn, gives up in time, reads no more than the cap and follows no one elsewhere."""

    def __init__(self, *, proxies: dict[str, str] | None, ssl_context: Any, pace: Pace, caps: Caps) -> None:
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        self._pace, self._caps = pace, caps
        self._deadline: _Deadline | None = None
        self._opener = build_opener(
            _Plain(self._watch), _Secure(self._watch, ssl_context), ProxyHandler(proxies), _SameHost(pace)
        )

    def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any:
        """Return the answer as JSON. Raises geopy's errors."""
        text = self.get_text(url, timeout=timeout, headers=headers)
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            raise GeocoderParseError("not JSON") from None

    def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
        """Return the answer as text. Raises geopy's errors, and UnansweredError where no request is left."""
        request = Request(url, headers=dict(headers))
        with self._pace.turn(), self._in_time() as deadline:
            try:
                return self._fetch(request, timeout)
            except HTTPError as error:
                try:
                    raise StatusError(error.code, error.headers, self._excuse(error)) from None
                finally:
                    error.close()
            except GeopyError:
                raise  # some of them are OSErrors too
            except (OSError, HTTPException) as error:
                cause = error.reason if isinstance(error, URLError) else error
                if deadline.passed or isinstance(cause, TimeoutError):
                    raise GeocoderTimedOut("timed out") from None
                raise GeocoderUnavailable(type(cause).__name__) from None

    def _fetch(self, request: Request, timeout: float) -> str:
        with self._opener.open(request, timeout=timeout) as page:
            body = b""
            while chunk := page.read1(_CHUNK):
                body += chunk
                if len(body) > self._caps.largest:
                    raise TooLargeError(f"more than {self._caps.largest} bytes")
            # A connection cut by the deadline, or by the other side, ends like a whole answer.
            if self._deadline and self._deadline.passed:
                raise GeocoderTimedOut("timed out")
            if page.length:
                raise GeocoderUnavailable("cut off")
            charset = page.headers.get_content_charset() or "utf-8"
        try:
            return body.decode(charset).removeprefix("\ufeff")
        except (ValueError, LookupError):
            raise GeocoderParseError("not text") from None

    def _excuse(self, error: HTTPError) -> str:
        """Return the beginning of what an error says: some of geopy's geocoders look into it."""
        try:
            return error.read(_CHUNK).decode("utf-8", "replace")
        except (OSError, HTTPException, ValueError):  # ValueError: a redirect's reply is closed already
            return ""

    @contextmanager
    def _in_time(self) -> Iterator[_Deadline]:
        self._deadline = deadline = _Deadline(self._caps.total)
        try:
            yield deadline
        finally:
            deadline.cancel()

    def _watch(self, connected: socket) -> None:
        if self._deadline:
            self._deadline.watch(connected)


class _Deadline:
    """Cuts the connections of one request when its time is up: a timeout of urllib only ends a silence."""

    def __init__(self, seconds: float) -> None:
        self.passed = False
        self._sockets: list[socket] = []
        self._timer = threading.Timer(seconds, self._cut)
        self._timer.daemon = True
        self._timer.start()

    def watch(self, connected: socket) -> None:
        """Cut this connection too, at once where the time is up already."""
        self._sockets.append(connected)
        if self.passed:
            self._cut()

    def cancel(self) -> None:
        """Let the connections be."""
        self._timer.cancel()
        self._timer.join()

    def _cut(self) -> None:
        self.passed = True
        for connected in self._sockets:
            with suppress(OSError):
                # Not the TLS socket's own, which would go on in plain text.
                socket.shutdown(connected, SHUT_RDWR)


class _Plain(HTTPHandler):
    def __init__(self, watch: Callable[[socket], None]) -> None:
        super().__init__()

        class Watched(HTTPConnection):
            def connect(self) -> None:
                super().connect()
                watch(self.sock)

        self._kind = Watched

    def http_open(self, req: Request) -> Any:
        return self.do_open(self._kind, req)


class _Secure(HTTPSHandler):
    def __init__(self, watch: Callable[[socket], None], context: Any) -> None:
        super().__init__(context=context)

        class Watched(HTTPSConnection):
            def connect(self) -> None:
                super().connect()
                watch(self.sock)

        self._kind, self._tls = Watched, context

    def https_open(self, req: Request) -> Any:
        return self.do_open(self._kind, req, context=self._tls)


class _SameHost(HTTPRedirectHandler):
    """Follows a redirect on the same host, as a request of its own; raises ElsewhereError for any other."""

    max_redirections, max_repeats = 3, 1

    def __init__(self, pace: Pace) -> None:
        self._pace = pace

    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any, newurl: str) -> Request | None:
        # urllib would read the body of the redirect to its end, however long it is.
        fp.close()
        if not _is_same_host(req.full_url, newurl):
            raise ElsewhereError("redirected to another host")
        self._pace.follow()
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _is_same_host(old: str, new: str) -> bool:
    """Return whether a redirect stays: the same host and port, or from http to https on their own ports."""
    try:
        here, there = (urlsplit(url) for url in (old, new))
        ports = [part.port or _PORTS.get(part.scheme) for part in (here, there)]
    except ValueError:
        return False
    upgrade = (here.scheme, there.scheme) == ("http", "https") and ports == [80, 443]
    return here.hostname == there.hostname and (upgrade or (here.scheme == there.scheme and ports[0] == ports[1]))
