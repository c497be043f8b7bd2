"""Every link of every page leads somewhere, no page fetches anything from another host, and none has what may run."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from mapgen.checks.markup import Page, Tag, page_of, pages
from mapgen.crew import share
from mapgen.model import Artifact
from mapgen.problems import Problem, Problems, Where
from mapgen.site import Site

_CSS_ADDRESS = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)""")
_ID = re.compile(r'\bid="([^"]*)"')
_FREE_SCHEMES = {"mailto", "tel", "sms", "data"}
_EXPORTED = ("kml/", "data/", "sitemap.xml", "robots.txt")

# How many pages a process is worth.
SHARE = 20

# A code of the catalogue and the target that is its fact; None for a good address.
Verdict = tuple[str, str] | None


def check(site: Site, artifacts: Mapping[str, Artifact], problems: Problems, *, jobs: int = 1) -> None:
    """Add every broken link and anchor, every id given twice, and every resource of another host."""
    paths = sorted(path for path in artifacts if path.endswith(".html"))
    hands = jobs if len(paths) >= jobs * SHARE else 1
    shares = [paths[n::hands] for n in range(hands)]
    places: dict[tuple[str, str], list[Where]] = defaultdict(list)
    for read in share(_Judge(site, artifacts), [partial(_read, paths=each) for each in shares], hands):
        problems.extend(read.twice)
        for verdict, found in read.bad.items():
            places[verdict] += found
    for (code, target), found in sorted(places.items()):
        problems.add(min(found), code, target=target, pages=len({place.path for place in found}))
    _check_styles(artifacts, problems)


@dataclass(frozen=True, slots=True)
class _Read:
    """What is wrong on some pages: the places of each bad address (one that every page shares is one problem), and
    the ids given twice."""

    bad: Mapping[tuple[str, str], list[Where]]
    twice: Sequence[Problem]


def _read(judge: _Judge, *, paths: Sequence[str]) -> _Read:
    bad: dict[tuple[str, str], list[Where]] = defaultdict(list)
    twice = []
    for page in pages(judge.artifacts, paths):
        for identifier, times in page.ids.items():
            if times > 1:
                twice.append(Problem(Where(f"public/{page.path}"), "id-twice", {"id": identifier, "times": times}))
        for written, tag in page.tags.items():
            if tag.strange:
                bad["strange-markup", tag.strange].append(page.where(written))
            for address in tag.addresses:
                if verdict := judge.verdict(page, address, named_only=tag.named_only):
                    bad[verdict].append(page.where(written))
    return _Read(bad, twice)


class _Judge:
    """Says of an address on a page whether it is good. What was once judged is remembered: pages share their links."""

    def __init__(self, site: Site, artifacts: Mapping[str, Artifact]) -> None:
        self._base = urlsplit(site.base_url)
        self.artifacts = artifacts
        self._exported = any(artifact.maker.startswith("exports/") for artifact in artifacts.values())
        self._ids: dict[str, Container[str]] = {}
        self._tags: dict[str, Tag] = {}
        self._known: dict[tuple[str, str, bool], Verdict] = {}

    def verdict(self, page: Page, address: str, *, named_only: bool) -> Verdict:
        """Return what is wrong with an address, None where nothing is."""
        if not address or address[0] in "#?":
            fragment = unquote(address.partition("#")[2])
            return None if fragment in page.ids else self._anchor(page.path, fragment)
        folder, rest = page.folder, address
        if page.climb and address.startswith(page.climb) and address != page.climb:
            folder, rest = "", address[len(page.climb) :]  # as most links do: from the root on they mean the same
        while folder and rest.startswith("../") and rest != "../":
            folder, rest = folder.rpartition("/")[0], rest[3:]
        key = (folder, rest, named_only)
        if key not in self._known:
            self._known[key] = self._judge(*key)
        return self._known[key]

    def _judge(self, folder: str, address: str, named_only: bool) -> Verdict:
        try:
            scheme, host, path, _, fragment = urlsplit(address)
        except ValueError:
            return "broken-link", address
        if scheme in _FREE_SCHEMES:
            return None
        if scheme not in ("", "http", "https"):
            return "script-link", address
        if host and host != self._base.netloc:
            return None if named_only else ("foreign-resource", address)
        target = self._resolve(folder, unquote(path), absolute=bool(host))
        if target is None:
            return "broken-link", path
        if target not in self.artifacts:
            missing = self._exported or not target.startswith(_EXPORTED)
            return ("broken-link", target) if missing else None
        return self._anchor(target, unquote(fragment))

    def _resolve(self, folder: str, path: str, *, absolute: bool) -> str | None:
        """Return the path of the artifact an address means (of a folder its index), None where it leaves the site."""
        if absolute or path.startswith("/"):
            if not f"{path}/".startswith(self._base.path):
                return None
            joined = path[len(self._base.path) :]
        else:
            joined = f"{folder}/{path}"
        clean = normpath(joined.lstrip("/") or ".")
        if clean.startswith(".."):
            return None
        if clean == ".":
            return "index.html"
        return f"{clean}/index.html" if path.endswith(("/", "/.", "..")) or path == "." else clean

    def _anchor(self, target: str, fragment: str) -> Verdict:
        # `#l=a,b`, `#35.4,139.4` and `#:~:text=…` are states for a script or the browser, not places in the page.
        if not fragment or re.search("[=,]", fragment) or fragment == "top" or self._has(target, fragment):
            return None
        return "broken-anchor", f"{target}#{fragment}"

    def _has(self, target: str, fragment: str) -> bool:
        if target not in self._ids:
            content = self.artifacts[target].content.decode("utf-8", "replace")
            html = target.endswith(".html")
            self._ids[target] = page_of(target, content, self._tags).ids if html else _ID.findall(content)
        return fragment in self._ids[target]


def _check_styles(artifacts: Mapping[str, Artifact], problems: Problems) -> None:
    """Add what style sheets fetch from elsewhere or from nowhere."""
    for path, artifact in sorted(artifacts.items()):
        if not path.endswith(".css"):
            continue
        for address in _css_addresses(artifact.content.decode("utf-8", "replace")):
            where, target = Where(f"public/{path}"), normpath(f"{path.rpartition('/')[0]}/{address}").lstrip("/")
            if address.startswith(("http:", "https:", "//")):
                problems.add(where, "foreign-resource", target=address, pages=1)
            elif target not in artifacts:
                problems.add(where, "broken-link", target=target, pages=1)


def _css_addresses(text: str) -> Iterator[str]:
    for found in _CSS_ADDRESS.finditer(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)):
        address = (found[1] or found[2]).strip().partition("#")[0].partition("?")[0]
        if address and not address.startswith("data:"):
            yield address
