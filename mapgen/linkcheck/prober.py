"""One question to one web server: HEAD or GET, no redirect followed, nothing read but the head of the reply.

Whoever proposes a change writes addresses that this machine asks. So nothing is asked that is not on the open internet:
the address is looked up here, and the very number that was looked at is called.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal
from urllib.parse import SplitResult, quote, urlsplit

SECONDS = 15.0

Why = Literal["timeout", "unreachable", "untrusted", "broken"]
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_NO_SUCH_NAME = (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", socket.EAI_NONAME))


class NoSuchHostError(Exception):
    """The name of the server is not known to anybody."""


class PrivateHostError(Exception):
    """The server is in a network of somebody's own, or on this machine."""


class NoReplyError(Exception):
    """The server could not be asked, and why: that says nothing about the page."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why: Why = why


@dataclass(frozen=True, slots=True)
class Reply:
    """The status of a reply, and where it sends the reader instead."""

    status: int
    location: str | None = None


def is_public(number: str) -> bool:
    """Return whether an IP address is one of the open internet (IANA's special-purpose registries), however written."""
    found = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo and found.teredo[1])
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner:
            return is_public(str(inner))
    return found.is_global and not found.is_multicast


@dataclass(frozen=True, slots=True)
class Prober:
    """Asks as `agent`. `admitted` says which IP addresses may be called; a reply has `seconds` from the first byte sent
    to the end of its head."""

    agent: str
    admitted: Callable[[str], bool] = is_public
    seconds: float = SECONDS

    def __call__(self, method: str, url: str) -> Reply:
        """Return the reply. Raises NoSuchHostError, PrivateHostError, NoReplyError."""
        parts = urlsplit(url)
        connection = _connection(parts, self._look_up(parts), self.seconds)
        timer = threading.Timer(self.seconds, connection.cut)  # a byte now and then would hold a timeout off for ever
        timer.daemon = True
        timer.start()
        try:
            connection.request(method, _target(parts), headers={"User-Agent": self.agent, "Accept": "*/*"})
            response = connection.getresponse()
            return Reply(response.status, response.headers.get("Location"))
        except ssl.SSLCertVerificationError as error:
            raise NoReplyError("untrusted") from error
        except TimeoutError as error:
            raise NoReplyError("timeout") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            late = not timer.is_alive()
            raise NoReplyError("timeout" if late else "broken" if connection.called else "unreachable") from error
        finally:
            timer.cancel()
            connection.close()

    def _look_up(self, parts: SplitResult) -> list[str]:
        """Return the numbers of a server, all of which may be called."""
        try:
            host = (parts.hostname or "").encode("idna").decode()
            port = parts.port or (443 if parts.scheme == "https" else 80)
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            if error.errno in _NO_SUCH_NAME:
                raise NoSuchHostError(parts.hostname) from error
            raise NoReplyError("unreachable") from error
        except (UnicodeError, ValueError) as error:
            raise NoSuchHostError(parts.hostname) from error
        except OSError as error:
            raise NoReplyError("unreachable") from error
        numbers = list(dict.fromkeys(str(address[0]) for *_, address in found))
        if not all(map(self.admitted, numbers)):
            raise PrivateHostError(parts.hostname)
        return numbers


def _target(parts: SplitResult) -> str:
    """Return the path and query as a request names them."""
    allowed = "/%:@!$&'()*+,;=~-._?"  # RFC 3986, 3.3 and 3.4; what is no letter of an address is written in percents
    path = quote(parts.path or "/", safe=allowed.rstrip("?"))
    return f"{path}?{quote(parts.query, safe=allowed)}" if parts.query else path


class _Plain(http.client.HTTPConnection):
    """A connection to the numbers that were looked up, whatever the name means a moment later."""

    numbers: list[str]
    called = False

    def connect(self) -> None:
        """Call the first number that answers."""
        self.sock = self._called()

    def _called(self) -> socket.socket:
        failure: OSError = OSError("nobody to call")
        for number in self.numbers:
            try:
                connected = socket.create_connection((number, self.port), self.timeout)
            except OSError as error:
                failure = error
            else:
                self.called = True
                return connected
        raise failure

    def cut(self) -> None:
        """End what is going on, from another thread."""
        if self.sock is not None:
            with contextlib.suppress(OSError):
                self.sock.shutdown(socket.SHUT_RDWR)


class _Secret(_Plain):
    """The same with TLS, whose certificate has to be the name's."""

    default_port = 443

    def connect(self) -> None:
        """Call, then agree upon keys."""
        self.sock = self._called()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)


def _connection(parts: SplitResult, numbers: list[str], seconds: float) -> _Plain:
    kind = _Secret if parts.scheme == "https" else _Plain
    connection = kind((parts.hostname or "").encode("idna").decode(), parts.port, timeout=seconds)
    connection.numbers = numbers
    return connection
