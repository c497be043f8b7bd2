"""The preview: the site from memory on this computer only, rebuilt when a file changes, the last good one kept.

Nothing is looked up on the disk: a path is an artifact's or it is not found, so there is nothing to climb out of.
"""

from __future__ import annotations

import html
import mimetypes
import threading
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from mapgen.problems import Problem, Where

if TYPE_CHECKING:
    from mapgen.build import Build
    from mapgen.model import Artifact
    from mapgen.problems import Language

HOST = "127.0.0.1"
_POLL_SECONDS = 0.3

_TYPES = {
    ".geojson": "application/geo+json",
    ".kml": "application/vnd.google-earth.kml+xml",
    ".kmz": "application/vnd.google-earth.kmz",
    ".webmanifest": "application/manifest+json",
    ".js": "text/javascript",
    ".xml": "application/xml",
    ".woff2": "font/woff2",
}

# The page remembers which build it shows and asks until there is a newer one. A file of its own: so the CSP wants it.
_SCRIPT = """const shown = new URL(document.currentScript.src).search.slice(1);
setInterval(async () => {
  try {
    const epoch = await (await fetch("/.mapgen/epoch", { cache: "no-store" })).text();
    if (epoch !== shown) location.reload();
  } catch { /* the server was stopped: keep what is shown */ }
}, 500);
"""
_STYLE = """#mapgen-problems { background: #fff4e5; border-bottom: 4px solid #b00; color: #000; margin: 0;
  font: 16px/1.6 sans-serif; max-height: 50vh; overflow: auto; padding: 12px 16px; white-space: pre-wrap;
  word-break: break-word; }
"""
_EMPTY_PAGE = "<!doctype html><html lang={lang}><meta charset=utf-8><title>mapgen</title><body></body></html>"


class ServeError(Exception):
    """The preview could not start; `problems` say why."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(problem.text("en") for problem in problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Shown:
    """What the browser gets: the last good files, what is wrong now, and which rebuild this is."""

    epoch: int
    files: Mapping[str, Artifact]
    faults: str


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a request."""

    status: HTTPStatus
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Preview:
    """The site as it stands, rebuilt on demand. Reading `shown` never sees half a build: it is replaced as one."""

    def __init__(
        self, make: Callable[[], Build], watched: Sequence[Path], lang: Language, tell: Callable[[Build], None]
    ) -> None:
        self._make, self._watched, self._lang, self._tell = make, watched, lang, tell
        self.shown = Shown(0, {}, "")

    def rebuild(self) -> None:
        """Build once more. Faults replace nothing but the message; a bug is shown as one and ends nothing."""
        epoch = self.shown.epoch + 1
        try:
            built = self._make()
        except Exception:
            self.shown = replace(self.shown, epoch=epoch, faults=traceback.format_exc())
            return
        faults = "" if built.good() else "\n".join(problem.text(self._lang) for problem in built.problems)
        self.shown = Shown(epoch, built.artifacts if built.good() else self.shown.files, faults)
        self._tell(built)

    def watch(self, stop: threading.Event) -> None:
        """Rebuild whenever a watched file changes, until told to stop. Asks the disk: it works on every system."""
        seen = self.stamps()
        self.rebuild()
        while not stop.wait(_POLL_SECONDS):
            if (now := self.stamps()) != seen:
                seen = now
                self.rebuild()

    def stamps(self) -> Mapping[str, tuple[int, int]]:
        """Return time of change and size of every watched file."""
        return {str(path): stamp for folder in self._watched for path, stamp in _stamps(folder)}

    def answer(self, target: str) -> Reply:
        """Return what a path of the site gets, as the host would serve it, plus the preview's own script."""
        shown, path = self.shown, unquote(target.partition("?")[0]).removeprefix("/")
        if own := _own(path, shown):
            return own
        name = f"{path}index.html" if path.endswith("/") or not path else path
        if (found := shown.files.get(name)) and not name.startswith("_"):
            return self._page(HTTPStatus.OK, name, found.content, shown)
        if f"{path}/index.html" in shown.files:
            return Reply(HTTPStatus.MOVED_PERMANENTLY, (("Location", f"/{quote(path)}/"),), b"")
        missing = shown.files.get("404.html")
        content = missing.content if missing else _EMPTY_PAGE.format(lang=self._lang).encode()
        return self._page(HTTPStatus.NOT_FOUND, "404.html", content, shown)

    def _page(self, status: HTTPStatus, name: str, content: bytes, shown: Shown) -> Reply:
        headers = dict(_host_headers(shown.files, f"/{name.removesuffix('index.html')}"))
        headers |= {"Content-Type": _content_type(name), "Cache-Control": "no-store"}
        return Reply(status, tuple(headers.items()), _dressed(content, shown) if name.endswith(".html") else content)


def _stamps(folder: Path) -> Iterator[tuple[Path, tuple[int, int]]]:
    for path in sorted(folder.rglob("*")):
        try:
            found = path.stat()
        except OSError:
            continue  # Removed in between, or a broken link: the next look tells.
        yield path, (found.st_mtime_ns, found.st_size)


def _own(path: str, shown: Shown) -> Reply | None:
    """Return the preview's own files, which no published site has."""
    own = {
        ".mapgen/epoch": ("text/plain", str(shown.epoch)),
        ".mapgen/reload.js": ("text/javascript", _SCRIPT),
        ".mapgen/preview.css": ("text/css", _STYLE),
    }
    if path not in own:
        return None
    kind, text = own[path]
    headers = (("Content-Type", f"{kind}; charset=utf-8"), ("Cache-Control", "no-store"))
    return Reply(HTTPStatus.OK, headers, text.encode())


def _dressed(page: bytes, shown: Shown) -> bytes:
    """Return the page with the script that reloads it and, where something is wrong, the problems on top."""
    text = page.decode("utf-8")
    faults = f"<pre id=mapgen-problems role=alert>{html.escape(shown.faults)}</pre>" if shown.faults else ""
    start = text.find(">", text.find("<body")) + 1
    style = '<link rel="stylesheet" href="/.mapgen/preview.css">'
    script = f'<script src="/.mapgen/reload.js?{shown.epoch}"></script>'
    return f"{text[:start]}{style}{faults}{script}{text[start:]}".encode()


def _host_headers(files: Mapping[str, Artifact], path: str) -> Iterator[tuple[str, str]]:
    """Yield the headers that the built `_headers` gives a path (`*` is any rest), so that the CSP is tried here too."""
    rules, applies = files.get("_headers"), False
    for line in rules.content.decode("utf-8").splitlines() if rules else ():
        if line.startswith("/"):
            applies = fnmatchcase(path, line.strip())
        elif applies and ":" in line and not line.lstrip().startswith("#"):
            name, _, value = line.strip().partition(":")
            yield name.strip(), value.strip()


def _content_type(name: str) -> str:
    suffix = Path(name).suffix
    kind = _TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or "json" in kind or kind.endswith("/xml") else kind


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
            reply = preview.answer(self.path)
            self.send_response(reply.status)
            for name, value in (*reply.headers, ("Content-Length", str(len(reply.body)))):
                self.send_header(name, value)
            self.end_headers()
            if body:
                self.wfile.write(reply.body)

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


def serve(preview: Preview, port: int, ready: Callable[[str], None]) -> None:
    """Serve until Ctrl-C, then return. `ready` gets the address once it can be opened. Raises ServeError."""
    stop = threading.Event()
    with listen(preview, port) as server:
        watcher = threading.Thread(target=preview.watch, args=(stop,), daemon=True)
        watcher.start()
        ready(f"http://{HOST}:{server.server_address[1]}/")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            stop.set()
            watcher.join(timeout=5)
