"""The preview's server: this computer only, GET and HEAD only, and a stream of events for open pages."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import chain

from mapgen.problems import Problem, RefusalError, Where
from mapgen.serve.preview import OWN, Preview
from mapgen.serve.whole import WholeCheck

HOST = "127.0.0.1"
# A page that was closed is noticed when something is sent to it.
_HEARTBEAT_SECONDS = 10.0


class ServeError(RefusalError):
    """The preview could not start; `problems` say why."""


def _handler(preview: Preview) -> type[BaseHTTPRequestHandler]:
    """Return the class that answers requests from the preview. GET and HEAD only: the base class refuses the rest."""

    class Handler(BaseHTTPRequestHandler):
        server_version, sys_version = "mapgen", ""
        timeout = 30

        def do_GET(self) -> None:
            self._answer(body=True)

        def do_HEAD(self) -> None:
            self._answer(body=False)

        def _answer(self, *, body: bool) -> None:
            # A page of another site whose name was made to point here (DNS rebinding) says its own name.
            named, port = self.headers.get("Host", ""), self.connection.getsockname()[1]
            if named not in (f"{HOST}:{port}", f"localhost:{port}"):
                self.send_error(HTTPStatus.MISDIRECTED_REQUEST)
                return
            path, _, query = self.path.partition("?")
            if body and path == f"/{OWN}events":
                self._stream(int(query) if query.isascii() and query.isdigit() else 0)
                return
            reply = preview.answer(self.path)
            self.send_response(reply.status)
            for name, value in (*reply.headers, ("Content-Length", str(len(reply.body)))):
                self.send_header(name, value)
            self.end_headers()
            if body:
                self.wfile.write(reply.body)

        def _stream(self, epoch: int) -> None:
            """Tell of every reading after `epoch`, until the page is gone."""
            self.send_response(HTTPStatus.OK)
            self.send_header("Content-Type", "text/event-stream; charset=utf-8")
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            seen = epoch, 0
            while True:
                seen, event = preview.news(seen, _HEARTBEAT_SECONDS)
                self.wfile.write(event or b": still here\n\n")
                self.wfile.flush()

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: the problems are what matters on this screen."""

    return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that hung up."""


def listen(preview: Preview, port: int) -> ThreadingHTTPServer:
    """Return the server, bound to this computer only (port 0: any free one). Raises ServeError."""
    try:
        return _Server((HOST, port), _handler(preview))
    except OSError as error:
        facts = {"port": port, "reason": error.strerror or str(error)}
        raise ServeError(Problem(Where("mapgen serve"), "port-taken", facts)) from error


def serve(
    preview: Preview,
    port: int,
    saved: Callable[[threading.Event], Iterator[tuple[str, ...]]],
    whole: WholeCheck,
    ready: Callable[[str], None],
) -> None:
    """Serve until Ctrl-C, then return; `ready` gets the address once it can be opened. Raises ServeError.

    `saved` yields the files that were changed, until the event it is given says to stop.
    """
    stop = threading.Event()
    with listen(preview, port) as server:
        watcher = threading.Thread(target=follow, args=(preview, saved(stop), whole), daemon=True)
        watcher.start()
        ready(f"http://{HOST}:{server.server_address[1]}/")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            stop.set()
            watcher.join(timeout=5)
        finally:
            whole.end()


def follow(preview: Preview, saved: Iterator[tuple[str, ...]], whole: WholeCheck) -> None:
    """Read the project, then once more whenever files were saved; what was read well is checked as a whole."""
    for paths in chain([()], saved):
        whole.end()
        if preview.rebuild(paths):
            whole.begin(preview.shown.epoch)
