"""What the preview shows: the last good reading of the project, what is wrong now, and how a path is answered."""

from __future__ import annotations

import mimetypes
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from mapgen.problems import Language, Problem
from mapgen.serve import dressing
from mapgen.serve.dressing import Opened

if TYPE_CHECKING:
    from mapgen.proof import Proof, ProofFiles

OWN = ".mapgen/"

_TYPES = {
    ".geojson": "application/geo+json",
    ".kml": "application/vnd.google-earth.kml+xml",
    ".kmz": "application/vnd.google-earth.kmz",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".js": "text/javascript",
    ".xml": "application/xml",
    ".woff2": "font/woff2",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the browser gets: which reading this is, the last good files, the page to open, what is wrong now.

    `told` counts what was said of one reading: what only the whole check finds comes later.
    """

    epoch: int = 0
    told: int = 0
    files: ProofFiles | None = None
    opened: Opened | None = None
    problems: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a request."""

    status: HTTPStatus
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Preview:
    """The site as it stands, read on demand. Looking at `shown` never sees half a reading: it is replaced as one."""

    def __init__(self, read: Callable[[], Proof], lang: Language, tell: Callable[[Sequence[Problem]], None]) -> None:
        """Show what `read` returns; `tell` is called with the problems of each reading."""
        self._read, self._lang, self._tell = read, lang, tell
        self._changed = threading.Condition()
        self.shown = Shown()

    def rebuild(self, saved: Sequence[str] = ()) -> bool:
        """Read once more and return whether it is good. Faults replace nothing but the message; so does a bug.

        `saved` are the changed files by their path in the project: the page of a single one is opened.
        """
        try:
            proof = self._read()
        except Exception:
            self._show(replace(self.shown, problems=dressing.box([traceback.format_exc()], errors=True, lang="en")))
            return False
        texts = [problem.text(self._lang) for problem in proof.problems]
        problems = dressing.box(texts, errors=not proof.good, lang=self._lang)
        files = proof.files if proof.good else self.shown.files
        self._show(replace(self.shown, files=files, opened=_page_of(saved, files), problems=problems))
        self._tell(list(proof.problems))
        return proof.good

    def tell_more(self, epoch: int, texts: Sequence[str], errors: bool) -> None:
        """Show what the whole check found, unless something newer was read meanwhile."""
        problems = dressing.box(texts, errors=errors, lang=self._lang)
        with self._changed:
            if epoch == self.shown.epoch and problems != self.shown.problems:
                self.shown = replace(self.shown, told=self.shown.told + 1, problems=problems)
                self._changed.notify_all()

    def _show(self, shown: Shown) -> None:
        with self._changed:
            self.shown = replace(shown, epoch=shown.epoch + 1, told=0)
            self._changed.notify_all()

    def news(self, seen: tuple[int, int], patience: float) -> tuple[tuple[int, int], bytes | None]:
        """Return the newest reading's number and its event, None where nothing new came within `patience` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: (self.shown.epoch, self.shown.told) > seen, patience)
            shown = self.shown
        now = shown.epoch, shown.told
        return now, dressing.event(shown.epoch, shown.opened, shown.problems) if now > seen else None

    def answer(self, target: str) -> Reply:
        """Return what a path of the site gets, as the host would serve it, plus the preview's own script."""
        shown, path = self.shown, unquote(target.partition("?")[0]).removeprefix("/")
        if path.startswith(OWN) and (own := dressing.FILES.get(path.removeprefix(OWN))):
            return _plain(*own)
        name = f"{path}index.html" if path.endswith("/") or not path else path
        content = _content(shown, name)
        if content is not None and not name.startswith("_"):
            return self._page(HTTPStatus.OK, name, content, shown)
        if path and _content(shown, f"{path}/index.html") is not None:
            return Reply(HTTPStatus.MOVED_PERMANENTLY, (("Location", f"/{quote(path)}/"),), b"")
        content = _content(shown, "404.html")
        return self._page(HTTPStatus.NOT_FOUND, "404.html", content or dressing.empty(self._lang), shown)

    def _page(self, status: HTTPStatus, name: str, content: bytes, shown: Shown) -> Reply:
        headers = dict(host_headers(_content(shown, "_headers") or b"", f"/{name.removesuffix('index.html')}"))
        headers |= {"Content-Type": _content_type(name), "Cache-Control": "no-store"}
        if name.endswith(".html"):
            content = dressing.dressed(content, shown.problems, shown.epoch, _prefix(shown, name))
        return Reply(status, tuple(headers.items()), content)


def _content(shown: Shown, path: str) -> bytes | None:
    found = shown.files.find(path) if shown.files else None
    return found.content if found else None


def _prefix(shown: Shown, name: str) -> str:
    """Return the folder of the language that a page is in."""
    others = shown.files.languages[1:] if shown.files else ()
    return next((f"{lang}/" for lang in others if name.startswith(f"{lang}/")), "")


def _page_of(saved: Sequence[str], files: ProofFiles | None) -> Opened | None:
    """Return the page that shows a single saved organisation or text page, None where there is none."""
    if len(saved) != 1 or files is None:
        return None
    folder, _, name = saved[0].removeprefix("content/").rpartition("/")
    own = {f"pages/{lang}": f"{lang}/" for lang in files.languages[1:]} | {"pages": ""}
    if folder not in (*own, "orgs"):
        return None
    page = Opened(f"orgs/{Path(name).stem}/") if folder == "orgs" else Opened(f"{Path(name).stem}/", own[folder])
    return page if files.find(f"{page.prefix or ''}{page.path}index.html") else None


def _plain(kind: str, text: str) -> Reply:
    headers = (("Content-Type", f"{kind}; charset=utf-8"), ("Cache-Control", "no-store"))
    return Reply(HTTPStatus.OK, headers, text.encode())


def host_headers(rules: bytes, path: str) -> Iterator[tuple[str, str]]:
    """Yield the headers that the built `_headers` gives a path (`*` is any rest), so that the CSP is tried here too."""
    applies = False
    for line in rules.decode("utf-8").splitlines():
        if line.startswith("/"):
            applies = fnmatchcase(path, line.strip())
        elif applies and ":" in line and not line.lstrip().startswith("#"):
            name, _, value = line.strip().partition(":")
            yield name.strip(), value.strip()


def _content_type(name: str) -> str:
    suffix = Path(name).suffix
    kind = _TYPES.get(suffix) or mimetypes.types_map.get(suffix, "application/octet-stream")
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or "json" in kind or kind.endswith("/xml") else kind
